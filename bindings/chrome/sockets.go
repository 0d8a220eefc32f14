package chrome

import (
	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/bindings/api"
	"github.com/sockhost/sockhost/runtime"
	"github.com/sockhost/sockhost/sockets"
)

// Sockets is chrome.sockets: one host of sockets for all pages of an app. Its
// events reach every page that listens, in the order of attaching. Calls under
// way when their page closes go on; nobody hears of their answers.
type Sockets struct {
	host     *sockets.Host
	pages    group[*socketsPage]
	stepping *runtime.Runtime // takes steps of the host
}

// NewSockets makes the service and directs the host's events to it.
func NewSockets(host *sockets.Host) *Sockets {
	s := &Sockets{host: host}
	host.SetEvents(s)
	return s
}

// Attach installs chrome.sockets in a page.
func (s *Sockets) Attach(b *api.Binder) (detach func()) {
	a := &adapter{b: b, vm: b.Runtime().VM(), host: s.host}
	tcp := b.Install(tcpNamespace(a))
	server := b.Install(tcpServerNamespace(a))
	udp := b.Install(udpNamespace(a))
	return s.pages.add(b, &socketsPage{
		adapter:         a,
		tcpReceive:      tcp["onReceive"],
		tcpReceiveError: tcp["onReceiveError"],
		accept:          server["onAccept"],
		acceptError:     server["onAcceptError"],
		udpReceive:      udp["onReceive"],
		udpReceiveError: udp["onReceiveError"],
	})
}

// Namespaces returns the tables, for documentation and comparison. Their
// methods must not be called.
func Namespaces() []*api.Namespace {
	a := &adapter{}
	return []*api.Namespace{tcpNamespace(a), tcpServerNamespace(a), udpNamespace(a)}
}

// adapter is what the entries of the tables share.
type adapter struct {
	b    *api.Binder
	vm   *goja.Runtime
	host *sockets.Host
}

// Answers. A sockets.Refusal reaches the callback without arguments; an error
// with a code comes with the documented argument.

// plain answers a method without results.
func (a *adapter) plain(c *api.Call) func(error) {
	return func(err error) {
		if err != nil {
			c.Fail(err.Error())
			return
		}
		c.Reply()
	}
}

// result answers a method whose result is a code.
func (a *adapter) result(c *api.Call) func(error) {
	return func(err error) {
		code, coded := sockets.CodeOf(err)
		switch {
		case err == nil:
			c.Reply(a.vm.ToValue(0))
		case coded:
			c.Fail(err.Error(), a.vm.ToValue(int(code)))
		default:
			c.Fail(err.Error())
		}
	}
}

// sent answers a send, whose failure has no bytesSent.
func (a *adapter) sent(c *api.Call) func(int, error) {
	return func(n int, err error) {
		if err == nil {
			c.Reply(a.b.Record(a.integer("bytesSent", n), a.integer("resultCode", 0)))
		} else if code, coded := sockets.CodeOf(err); coded {
			c.Fail(err.Error(), a.b.Object(a.integer("resultCode", int(code))))
		} else {
			c.Fail(err.Error())
		}
	}
}

// later answers with a value made now, as a task.
func (a *adapter) later(c *api.Call, v goja.Value, err error) {
	a.b.Runtime().Loop().Post(func() {
		if err != nil {
			c.Fail(err.Error())
			return
		}
		c.Reply(v)
	})
}

// Values.

func (a *adapter) field(name string, v any) api.Field {
	return api.Field{Name: name, Value: a.vm.ToValue(v)}
}

func (a *adapter) integer(name string, n int) api.Field {
	return api.Field{Name: name, Value: a.b.Int(n)}
}

// optional is a field that is left out when it has its zero value.
func optional[T comparable](a *adapter, name string, v T) api.Field {
	var zero T
	if v == zero {
		return api.Field{Name: name}
	}
	return a.field(name, v)
}

// endpointPort is a port, left out when there is no endpoint.
func (a *adapter) endpointPort(name string, e sockets.Endpoint) api.Field {
	if e.Address == "" {
		return api.Field{Name: name}
	}
	return a.field(name, e.Port)
}

func (a *adapter) array(infos []goja.Value) goja.Value {
	items := make([]any, len(infos))
	for i, v := range infos {
		items[i] = v
	}
	return a.vm.NewArray(items...)
}

// propertiesOf reads a SocketProperties argument.
func propertiesOf(d api.Dict) sockets.Update {
	return sockets.Update{Persistent: d.Bool("persistent"), Name: d.String("name"), BufferSize: d.Int("bufferSize")}
}
