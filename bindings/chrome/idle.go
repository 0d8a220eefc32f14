package chrome

import (
	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/bindings/api"
)

// Idle is chrome.idle of a machine that somebody always works at: its state
// never changes.
type Idle struct{}

// NewIdle makes the service.
func NewIdle() *Idle { return &Idle{} }

// Attach installs chrome.idle in a page.
func (*Idle) Attach(b *api.Binder) (detach func()) {
	b.Install(idleNamespace())
	return func() {}
}

// Types of chrome.idle.
var (
	idleState    = &api.Type{Kind: api.String, Name: "idle.IdleState", Enum: []string{"active", "idle", "locked"}}
	idleInterval = &api.Type{Kind: api.Integer, Minimum: 15} // in seconds
)

func idleNamespace() *api.Namespace {
	return &api.Namespace{
		Name:       "idle",
		Permission: "idle",
		Types:      []*api.Type{idleState},
		Methods: []api.Method{
			{
				Name:    "queryState",
				Params:  []api.Param{{Name: "detectionIntervalInSeconds", Type: idleInterval}},
				Results: []api.Param{{Name: "newState", Type: idleState}},
				Do:      func(c *api.Call) { reply(c, c.Binder().Runtime().VM().ToValue("active")) },
			},
			{
				Name:   "setDetectionInterval",
				Params: []api.Param{{Name: "intervalInSeconds", Type: idleInterval}},
				Return: func(*api.Call) goja.Value { return goja.Undefined() },
			},
			{
				Name:    "getAutoLockDelay",
				Results: []api.Param{{Name: "delay", Type: api.IntegerType}},
				Do:      func(c *api.Call) { reply(c, c.Binder().Runtime().VM().ToValue(0)) }, // never
			},
		},
		Events: []api.Event{{Name: "onStateChanged", Params: []api.Param{{Name: "newState", Type: idleState}}}},
	}
}
