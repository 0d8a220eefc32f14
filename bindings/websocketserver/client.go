package websocketserver

import (
	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/sockets/ws"
	"github.com/sockhost/sockhost/sockets/wsserver"
)

// client is the Go side of a connection. It is small, because there may be many
// that no script looks at.
type client struct {
	b      *binding
	core   *wsserver.Client
	handle goja.Value
	object *goja.Object // when a script has asked for it

	onClosed *slot // when a script has looked at it
	gone     bool
}

// client returns the client of a connection.
func (s *server) client(c *wsserver.Client) *client {
	if known, ok := c.State.(*client); ok {
		return known
	}
	made := &client{b: s.b, core: c, handle: s.b.vm.ToValue(c.Handle())}
	c.State = made
	return made
}

// script is the object that scripts get.
func (c *client) script() *goja.Object {
	if c.object == nil {
		c.object = c.b.clients.object(c)
	}
	return c.object
}

// readyState is the state of the connection, whatever protocol it speaks.
func (c *client) readyState() ws.State {
	switch state := c.core.ReadyState(); {
	case c.gone:
		return ws.Closed
	case state == 0:
		return ws.Open
	default:
		return state
	}
}

// clientMembers is the table of the clients.
func clientMembers() []member[*client] {
	return []member[*client]{
		{
			name: "hSocket", signature: ": number | null", doc: "The handle; `null` once the connection is gone.",
			get: func(c *client) goja.Value {
				if c.gone {
					return goja.Null()
				}
				return c.handle
			},
		},
		{
			name: "wsReadyState", signature: ": 1 | 2 | 3 | null", doc: "The state of the WebSocket connection: `null` before the switch, 1 open, 2 closing, 3 closed.",
			get: func(c *client) goja.Value {
				if !c.core.Upgraded() {
					return goja.Null()
				}
				return c.b.flags[c.core.ReadyState()]
			},
		},
		{
			name: "readyState", signature: ": 1 | 2 | 3", doc: "The state of the connection, WebSocket or not.",
			get: func(c *client) goja.Value { return c.b.flags[c.readyState()] },
		},
		{
			name: "webSocketUpgraded", signature: ": boolean", doc: "Whether the client has switched to WebSocket.",
			get: func(c *client) goja.Value { return c.b.boolean(c.core.Upgraded()) },
		},
		{
			name: "lastActiveTime", signature: ": number", doc: "When the client was last heard of, in seconds since 1970, with fractions.",
			get: func(c *client) goja.Value { return c.b.vm.ToValue(float64(c.core.LastActive().UnixMilli()) / 1000) },
		},
		{
			name: "bufferedAmount", signature: ": number", doc: "How many bytes wait to be sent. A program that sends much may wait until it is small.",
			get: func(c *client) goja.Value { return c.b.vm.ToValue(c.core.Buffered()) },
		},
		{
			name: "getRemoteIp", signature: "(): [ip: string, port: number]", doc: "The address of the client, with the properties `ip` and `port`. It stays known after the end.",
			call: func(c *client, _ goja.FunctionCall) goja.Value { return c.b.address(c.core.RemoteAddr()) },
		},
		{
			name: "getLocalIp", signature: "(): [ip: string, port: number]", doc: "The address the client has connected to.",
			call: func(c *client, _ goja.FunctionCall) goja.Value { return c.b.address(c.core.LocalAddr()) },
		},
		{
			name: "isClosed", signature: "(): boolean", doc: "Whether the connection is closed.",
			call: func(c *client, _ goja.FunctionCall) goja.Value { return c.b.boolean(c.readyState() == ws.Closed) },
		},
		{
			name: "isConnected", signature: "(): boolean", doc: "Whether the connection is open, WebSocket or not.",
			call: func(c *client, _ goja.FunctionCall) goja.Value { return c.b.boolean(c.readyState() == ws.Open) },
		},
		{
			name: "close", signature: "(): void", doc: "Ends the connection at once, without a close frame: `onClientClosed` follows, `onClose` does not. For an orderly end there is `server.close(hSocket)`.",
			call: func(c *client, _ goja.FunctionCall) goja.Value {
				c.core.Abort()
				return goja.Undefined()
			},
		},
		{
			name: "shutdown", signature: "(): void", doc: "Ends the connection without a close frame once everything sent is out: `onClose` (1006) and `onClientClosed` follow.",
			call: func(c *client, _ goja.FunctionCall) goja.Value {
				c.core.Shutdown()
				return goja.Undefined()
			},
		},
		callback("onClosed", "()", "The connection has ended; called before the server's `onClientClosed`, with the client as `this`.", func(c *client) *slot {
			if c.onClosed == nil {
				c.onClosed = &slot{b: c.b, this: c.script()}
			}
			return c.onClosed
		}),
	}
}
