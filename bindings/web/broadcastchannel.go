package web

import (
	"slices"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/eventloop"
)

// broadcastChannel is a BroadcastChannel of the HTML Standard. While it has a
// listener for messages and another realm has a channel of the name, it keeps the
// program running.
type broadcastChannel struct {
	messageQueue
	eventTarget
	env    *env
	name   string
	closed bool
	handle eventloop.Handle
}

func (b *broadcastChannel) String() string { return "BroadcastChannel '" + b.name + "'" }

func (e *env) installBroadcastChannel() {
	define(e, class[*broadcastChannel]{
		name: "BroadcastChannel", parent: e.eventTarget, required: 1,
		construct: func(c goja.ConstructorCall) *broadcastChannel {
			b := &broadcastChannel{env: e, name: e.toString(c.Argument(0))}
			b.listened = func(*listener) { b.look() }
			b.join()
			return b
		},
		attributes: []attribute[*broadcastChannel]{
			{"name", func(b *broadcastChannel) any { return b.name }, nil},
		},
		handlers: []string{"message", "messageerror"},
		methods: []method[*broadcastChannel]{
			{"close", 0, func(b *broadcastChannel, _ goja.FunctionCall) goja.Value {
				b.leave()
				return nil
			}},
			{"postMessage", 1, func(b *broadcastChannel, c goja.FunctionCall) goja.Value {
				const failed = "Failed to execute 'postMessage' on 'BroadcastChannel'"
				if b.closed {
					panic(e.newDOMException("InvalidStateError", failed+": Channel is closed"))
				}
				if m := e.serialize(c.Argument(0), nil, nil, failed); !b.send(m) {
					panic(e.newDOMException("QuotaExceededError", failed+": Too many messages wait to be received."))
				}
				return nil
			}},
		},
	})
}

// join makes the channel one of those of its name.
func (b *broadcastChannel) join() {
	h := b.env.box.hub
	h.mu.Lock()
	defer h.mu.Unlock()
	b.box, b.deliver, b.refresh = b.env.box, b.receive, b.look
	h.channels[b.name] = append(h.channels[b.name], b)
	b.env.broadcasts[b] = struct{}{}
	b.tellAll()
}

// leave closes the channel.
func (b *broadcastChannel) leave() {
	if b.closed {
		return
	}
	h := b.env.box.hub
	h.mu.Lock()
	defer h.mu.Unlock()
	b.closed = true
	b.handle.Close()
	b.clear(h)
	delete(b.env.broadcasts, b)
	b.tellAll()
	others := h.channels[b.name]
	if others = slices.DeleteFunc(others, func(o *broadcastChannel) bool { return o == b }); len(others) == 0 {
		delete(h.channels, b.name)
		return
	}
	h.channels[b.name] = others
}

// tellAll has the channels of the name look again. The hub is locked.
func (b *broadcastChannel) tellAll() {
	for _, o := range b.env.box.hub.channels[b.name] {
		if o.box != b.box {
			o.tell()
		}
	}
}

// send gives a message to all others of the name, in the order of their making.
// It reports false if there is no room.
func (b *broadcastChannel) send(m *serialized) bool {
	h := b.env.box.hub
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, o := range slices.Clone(h.channels[b.name]) {
		if o != b && !o.makeRoom(b.box) {
			return false
		}
	}
	for _, o := range h.channels[b.name] {
		if o != b {
			o.put(h, m)
		}
	}
	return true
}

// receive takes one message.
func (b *broadcastChannel) receive() {
	h := b.env.box.hub
	h.mu.Lock()
	if b.closed || len(b.messages) == 0 {
		h.mu.Unlock()
		return
	}
	m := b.take(h)
	h.mu.Unlock()
	if !b.env.rt.Closed() {
		b.env.receive(&b.eventTarget, m, b.env.settings.Origin, true)
	}
}

// look notes whether the channel keeps the program running.
func (b *broadcastChannel) look() {
	if !b.closed && b.has("message") && !b.env.rt.Closed() && b.remote() {
		b.handle.Open(b.env.rt.Loop(), b)
	} else {
		b.handle.Close()
	}
}

// remote tells whether another realm has a channel of the name.
func (b *broadcastChannel) remote() bool {
	h := b.env.box.hub
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.ContainsFunc(h.channels[b.name], func(o *broadcastChannel) bool { return o.box != b.box })
}
