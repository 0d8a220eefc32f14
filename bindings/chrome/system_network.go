package chrome

import (
	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/bindings/api"
	"github.com/sockhost/sockhost/system"
)

// SystemNetwork is chrome.system.network.
type SystemNetwork struct{}

// NewSystemNetwork makes the service.
func NewSystemNetwork() *SystemNetwork { return &SystemNetwork{} }

// Attach installs chrome.system.network in a page.
func (*SystemNetwork) Attach(b *api.Binder) (detach func()) {
	b.Install(systemNetworkNamespace())
	return func() {}
}

var networkInterface = &api.Type{Kind: api.Object, Name: "system.network.NetworkInterface", Properties: []api.Param{
	{Name: "name", Type: api.StringType},
	{Name: "address", Type: api.StringType},
	{Name: "prefixLength", Type: api.IntegerType},
}}

func systemNetworkNamespace() *api.Namespace {
	return &api.Namespace{
		Name:       "system.network",
		Permission: "system.network",
		Types:      []*api.Type{networkInterface},
		Methods: []api.Method{{
			Name:    "getNetworkInterfaces",
			Results: []api.Param{{Name: "networkInterfaces", Type: api.ArrayOf(networkInterface)}},
			Do: func(c *api.Call) {
				list, err := system.Interfaces()
				if err != nil {
					fail(c, "Network lookup failed or unsupported")
					return
				}
				b := c.Binder()
				reply(c, array(b, list, func(i system.Interface) goja.Value {
					return object(b, field(b, "address", i.Address.String()), field(b, "name", i.Name), field(b, "prefixLength", i.PrefixLength))
				}))
			},
		}},
	}
}
