package chrome

import (
	"log/slog"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/bindings/api"
)

// Power is chrome.power. It notes what an app asks for; the machine goes to
// sleep as it would without.
type Power struct{ log *slog.Logger }

// NewPower makes the service. A log of nil drops what it notes.
func NewPower(log *slog.Logger) *Power {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &Power{log: log}
}

// Attach installs chrome.power in a page.
func (p *Power) Attach(b *api.Binder) (detach func()) {
	b.Install(powerNamespace(p))
	return func() {}
}

var powerLevel = &api.Type{Kind: api.String, Name: "power.Level", Enum: []string{"system", "display"}}

func powerNamespace(p *Power) *api.Namespace {
	return &api.Namespace{
		Name:       "power",
		Permission: "power",
		Types:      []*api.Type{powerLevel},
		Methods: []api.Method{
			{
				Name:   "requestKeepAwake",
				Params: []api.Param{{Name: "level", Type: powerLevel}},
				Return: func(c *api.Call) goja.Value {
					p.log.Debug("chrome.power.requestKeepAwake", "level", c.String(0))
					return goja.Undefined()
				},
			},
			{
				Name: "releaseKeepAwake",
				Return: func(*api.Call) goja.Value {
					p.log.Debug("chrome.power.releaseKeepAwake")
					return goja.Undefined()
				},
			},
			{
				Name: "reportActivity",
				Do: func(c *api.Call) {
					p.log.Debug("chrome.power.reportActivity")
					reply(c)
				},
			},
		},
	}
}
