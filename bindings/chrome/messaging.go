package chrome

import (
	"regexp"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/bindings/api"
)

// messaging is the part of chrome.runtime through which the pages of an app
// talk: single messages and ports. A message crosses as JSON, as in Chrome.
type messaging struct {
	ext   Extension
	pages group[map[string]*api.EventSource]
	ports []*port // open
}

const (
	noReceiver    = "Could not establish connection. Receiving end does not exist."
	noResponse    = "The message port closed before a response was received."
	notJSON       = "Could not serialize message."
	portClosed    = "Attempting to use a disconnected port object"
	noPortMessage = "Insufficient number of arguments."
)

func (m *messaging) attach(b *api.Binder, events map[string]*api.EventSource) (detach func()) {
	remove := m.pages.add(b, events)
	return func() {
		remove()
		for _, p := range m.ports {
			if p.b == b {
				p.disconnect()
			}
		}
	}
}

// methods are the rows of the table of chrome.runtime.
func (m *messaging) methods() []api.Method {
	return []api.Method{
		{
			Name: "connect",
			Params: []api.Param{
				{Name: "extensionId", Type: api.StringType, Optional: true},
				{Name: "connectInfo", Type: connectInfo, Optional: true},
			},
			Return: m.connect,
		},
		{
			Name: "sendMessage",
			Params: []api.Param{
				{Name: "extensionId", Type: api.StringType, Optional: true},
				{Name: "message", Type: api.AnyType},
				{Name: "options", Type: api.ObjectType, Optional: true},
			},
			Results: []api.Param{{Name: "response", Type: api.AnyType}},
			Arrange: arrangeMessage,
			Do:      m.send,
		},
	}
}

// connectInfo has no name in Chrome's signatures.
var connectInfo = &api.Type{Kind: api.Object, Properties: []api.Param{
	{Name: "includeTlsChannelId", Type: api.BooleanType, Optional: true},
	{Name: "name", Type: api.StringType, Optional: true},
}}

// arrangeMessage sorts out the arguments of sendMessage as Chrome does: the
// last one may be the callback, a first of two is an id if it is a string.
func arrangeMessage(args []goja.Value) []goja.Value {
	full := make([]goja.Value, 4)
	n := len(args)
	if n == 0 || n > len(full) {
		return args
	}
	switch last := args[n-1]; {
	case isFunction(last):
		full[3] = last
		n--
	case n == len(full) && isNone(last):
		n--
	case n == len(full):
		return args
	}
	switch n {
	case 0:
		return args
	case 1:
		full[1] = args[0]
	case 2:
		_, text := args[0].(goja.String)
		if o, object := args[1].(*goja.Object); text || isNone(args[0]) || !object || isFunction(o) {
			full[0], full[1] = args[0], args[1]
		} else {
			full[1], full[2] = args[0], args[1]
		}
	default:
		copy(full, args[:3])
	}
	for i, v := range full {
		switch {
		case v == nil:
			full[i] = goja.Undefined()
		case i == 1 && isNone(v):
			full[i] = goja.Null() // a message may be undefined
		}
	}
	return full
}

func isNone(v goja.Value) bool { return goja.IsUndefined(v) || goja.IsNull(v) }

func isFunction(v goja.Value) bool {
	_, ok := goja.AssertFunction(v)
	return ok
}

var extensionID = regexp.MustCompile(`^[a-p]{32}$`)

// target checks the id of a receiver and reports whether it is this app.
func (m *messaging) target(c *api.Call) (own bool) {
	id := c.String(0)
	if id != "" && !extensionID.MatchString(id) {
		c.Refuse("Invalid extension id: '" + id + "'")
	}
	return id == "" || id == m.ext.ID()
}

// serialize is a message as JSON; undefined becomes null.
func serialize(b *api.Binder, v goja.Value) (text string, ok bool) {
	if v == nil || isNone(v) {
		return "null", true
	}
	return b.Stringify(v)
}

// others are the pages besides the sender's that listen to an event.
func (m *messaging) others(sender *api.Binder, event string) (pages []member[map[string]*api.EventSource]) {
	for _, page := range m.pages.all() {
		if page.b != sender && page.p[event].HasListeners() {
			pages = append(pages, page)
		}
	}
	return pages
}

func (m *messaging) sender(of, in *api.Binder) goja.Value {
	return object(in, field(in, "id", m.ext.ID()), field(in, "url", m.ext.PageURL(of)), field(in, "origin", "chrome-extension://"+m.ext.ID()))
}

// send carries out sendMessage.
func (m *messaging) send(c *api.Call) {
	own := m.target(c)
	from := c.Binder()
	text, ok := serialize(from, c.Value(1))
	if !ok {
		c.Refuse(notJSON)
	}
	from.Runtime().Loop().Post(func() {
		receivers := m.others(from, "onMessage")
		if !own || len(receivers) == 0 {
			c.Fail(noReceiver)
			return
		}
		e := &exchange{call: c}
		for _, r := range receivers {
			e.deliver(r.b, r.p["onMessage"], text, m.sender(from, r.b))
		}
		e.delivered()
	})
}

// exchange is one message and its answer.
type exchange struct {
	call     *api.Call
	answered bool
	awaited  bool // a listener has said that it answers later
	thrown   string
}

func (e *exchange) deliver(b *api.Binder, event *api.EventSource, text string, sender goja.Value) {
	rt := b.Runtime()
	respond := rt.NewFunction("", func(call goja.FunctionCall) goja.Value {
		if e.answered {
			return goja.Undefined()
		}
		answer, ok := serialize(b, call.Argument(0))
		if !ok {
			panic(rt.VM().NewTypeError(notJSON))
		}
		e.answered = true
		rt.Loop().Post(func() { e.call.Reply(e.call.Binder().Parse(answer)) })
		return goja.Undefined()
	})
	for _, a := range event.Ask(b.Parse(text), sender, respond) {
		switch ex, threw := a.Err.(*goja.Exception); {
		case threw:
			e.thrown = exceptionMessage(ex)
		case a.Value != nil && a.Value.StrictEquals(rt.VM().ToValue(true)):
			e.awaited = true
		}
	}
}

// delivered ends an exchange that nobody wants to answer.
func (e *exchange) delivered() {
	switch {
	case e.answered || e.awaited:
	case e.thrown != "":
		e.call.Fail(e.thrown)
	case e.call.HasCallback():
		e.call.Fail(noResponse)
	default:
		e.call.Reply()
	}
}

func exceptionMessage(ex *goja.Exception) string {
	if o, ok := ex.Value().(*goja.Object); ok {
		if message := o.Get("message"); message != nil {
			return message.String()
		}
	}
	return ex.Value().String()
}

// port is one end of a connection, in one page.
type port struct {
	m            *messaging
	b            *api.Binder
	object       *goja.Object
	onMessage    *api.EventSource
	onDisconnect *api.EventSource
	peers        []*port // open ones; a port made by connect may have several
	closed       bool
}

// newPort makes the object in the order of Chrome's properties.
func (m *messaging) newPort(b *api.Binder, name string, sender goja.Value) *port {
	rt := b.Runtime()
	vm := rt.VM()
	p := &port{m: m, b: b, object: vm.NewObject()}
	if sender == nil {
		sender = goja.Undefined()
	}
	p.object.Set("sender", sender)
	var onMessage, onDisconnect *goja.Object
	p.onMessage, onMessage = b.NewEvent()
	p.onDisconnect, onDisconnect = b.NewEvent()
	p.object.Set("onMessage", onMessage)
	p.object.Set("onDisconnect", onDisconnect)
	p.object.Set("name", name)
	p.object.Set("disconnect", rt.NewFunction("disconnect", func(goja.FunctionCall) goja.Value {
		p.disconnect()
		return goja.Undefined()
	}))
	p.object.Set("postMessage", rt.NewFunction("postMessage", func(call goja.FunctionCall) goja.Value {
		p.post(call)
		return goja.Undefined()
	}))
	m.ports = append(m.ports, p)
	return p
}

// connect carries out chrome.runtime.connect.
func (m *messaging) connect(c *api.Call) goja.Value {
	own := m.target(c)
	from, name := c.Binder(), ""
	if s := c.Dict().String("name"); s != nil {
		name = *s
	}
	p := m.newPort(from, name, nil)
	from.Runtime().Loop().Post(func() {
		receivers := m.others(from, "onConnect")
		if !own || len(receivers) == 0 {
			p.end(noReceiver)
			return
		}
		for _, r := range receivers {
			far := m.newPort(r.b, name, m.sender(from, r.b))
			p.peers, far.peers = append(p.peers, far), []*port{p}
			r.p["onConnect"].Emit(far.object)
		}
	})
	return p.object
}

// post sends a message to the other end, as a task: a port just made is
// connected by then.
func (p *port) post(call goja.FunctionCall) {
	if p.closed {
		p.b.Throw(portClosed)
	}
	if len(call.Arguments) == 0 {
		p.b.Throw(noPortMessage)
	}
	text, ok := serialize(p.b, call.Argument(0))
	if !ok {
		p.b.Throw(notJSON)
	}
	p.b.Runtime().Loop().Post(func() {
		for _, peer := range p.peers {
			if !peer.closed {
				peer.onMessage.Emit(peer.b.Parse(text), peer.object)
			}
		}
	})
}

// disconnect closes this end; the other end hears of it after what was posted
// before.
func (p *port) disconnect() {
	if p.closed {
		return
	}
	p.forget()
	p.b.Runtime().Loop().Post(func() {
		peers := p.peers
		p.peers = nil
		for _, peer := range peers {
			peer.lose(p)
		}
	})
}

// lose ends a port that has lost its last peer.
func (p *port) lose(peer *port) {
	var rest []*port
	for _, other := range p.peers {
		if other != peer {
			rest = append(rest, other)
		}
	}
	if p.peers = rest; len(rest) == 0 {
		p.end("")
	}
}

// end closes a port from outside and tells it, with an error if there is one.
func (p *port) end(message string) {
	if p.closed {
		return
	}
	p.forget()
	emit := func() { p.onDisconnect.Emit(p.object) }
	if message == "" {
		emit()
		return
	}
	p.b.WithLastError(message, emit)
}

func (p *port) forget() {
	p.closed = true
	var rest []*port
	for _, other := range p.m.ports {
		if other != p {
			rest = append(rest, other)
		}
	}
	p.m.ports = rest
}
