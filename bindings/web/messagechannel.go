package web

import "github.com/dop251/goja"

// messageChannel is a MessageChannel of the HTML Standard.
type messageChannel struct{ port1, port2 *goja.Object }

func (e *env) installMessageChannel() {
	define(e, class[*messageChannel]{
		name: "MessageChannel",
		construct: func(goja.ConstructorCall) *messageChannel {
			a, b := e.box.hub.entangle()
			return &messageChannel{e.newPort(a), e.newPort(b)}
		},
		attributes: []attribute[*messageChannel]{
			{"port1", func(c *messageChannel) any { return c.port1 }, nil},
			{"port2", func(c *messageChannel) any { return c.port2 }, nil},
		},
	})
}
