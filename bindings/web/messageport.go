package web

import (
	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/eventloop"
)

// messagePort is a MessagePort of the HTML Standard. While it is started, has a
// listener for messages and its other end is in another realm, it keeps the
// program running.
type messagePort struct {
	eventTarget
	env     *env
	end     *portEnd // nil when it has been closed or transferred
	started bool
	handle  eventloop.Handle
}

func (p *messagePort) String() string { return "MessagePort" }

func (e *env) installMessagePort() {
	define(e, class[*messagePort]{
		name: "MessagePort", parent: e.eventTarget,
		handlers: []string{"message", "messageerror"},
		methods: []method[*messagePort]{
			{"close", 0, func(p *messagePort, _ goja.FunctionCall) goja.Value {
				if end := p.end; end != nil {
					p.end = nil
					end.shut()
					p.refresh()
				}
				return nil
			}},
			{"postMessage", 1, func(p *messagePort, c goja.FunctionCall) goja.Value {
				const failed = "Failed to execute 'postMessage' on 'MessagePort'"
				transfer := e.postArguments(c.Argument(1), failed)
				serialize := func() *serialized { return e.serialize(c.Argument(0), transfer, p, failed) }
				if p.end != nil {
					e.post(p.end, failed, serialize)
				} else {
					e.box.hub.drop(serialize())
				}
				return nil
			}},
			{"start", 0, func(p *messagePort, _ goja.FunctionCall) goja.Value {
				p.start()
				return nil
			}},
		},
	})
}

// post sends a message through an end of a channel.
func (e *env) post(end *portEnd, failed string, serialize func() *serialized) {
	if !end.send(e.box, serialize) {
		panic(e.newDOMException("QuotaExceededError", failed+": Too many messages wait to be received."))
	}
}

// newPort makes the port of an end that nobody has.
func (e *env) newPort(end *portEnd) *goja.Object {
	p := &messagePort{env: e, end: end}
	p.listened = func(l *listener) {
		if l.handler && l.kind == "message" && !l.removed {
			p.start()
		}
		p.refresh()
	}
	o := e.instance(e.prototype("MessagePort"), p)
	end.attach(e.box, p.refresh)
	return o
}

// leave takes the end out of the port, to be transferred.
func (p *messagePort) leave() *portEnd {
	end := p.end
	p.end = nil
	p.handle.Close()
	end.detach()
	return end
}

func (p *messagePort) start() {
	if !p.started && p.end != nil {
		p.started = true
		p.end.start(p.deliver)
		p.refresh()
	}
}

// refresh notes whether the port keeps the program running.
func (p *messagePort) refresh() {
	if p.started && p.end != nil && p.has("message") && !p.env.rt.Closed() && p.end.mayReceive() {
		p.handle.Open(p.env.rt.Loop(), p)
	} else {
		p.handle.Close()
	}
}

// deliver takes one message.
func (p *messagePort) deliver() {
	if p.end == nil || p.env.rt.Closed() {
		return
	}
	if m := p.end.receive(p.env.box); m != nil {
		p.env.receive(&p.eventTarget, m, "", false)
		p.refresh()
	}
}

// receive fires the event of a message. again says that others get the same one.
func (e *env) receive(t *eventTarget, m *serialized, origin string, again bool) {
	e.receiveAs(t, m, origin, again, nil)
}

// receiveAs fires the event of a message with a source.
func (e *env) receiveAs(t *eventTarget, m *serialized, origin string, again bool, source goja.Value) {
	if !t.has("message") && !t.has("messageerror") {
		e.box.hub.drop(m)
		return
	}
	ev := &messageEvent{event: e.trustedEvent("message"), origin: origin, source: source}
	thrown := e.vm.Try(func() {
		in := e.deserialize(m, again)
		ev.data = in.value
		ev.ports = e.frozen(in.ports)
	})
	if thrown != nil {
		ev.kind, ev.data = "messageerror", goja.Null()
	}
	e.dispatch(t, e.eventOf(e.prototype("MessageEvent"), ev), ev)
}

// frozen makes a list that cannot be changed.
func (e *env) frozen(objects []*goja.Object) *goja.Object {
	values := make([]goja.Value, len(objects))
	for i, o := range objects {
		values[i] = o
	}
	list := e.list(values)
	e.freeze(call(nil, list))
	return list
}
