package web

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"time"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/runtime"
	"github.com/sockhost/sockhost/sockets/ws"
)

// The values of readyState.
const (
	connecting = iota
	open
	closing
	closed
)

var readyStates = []constant{{"CONNECTING", connecting}, {"OPEN", open}, {"CLOSING", closing}, {"CLOSED", closed}}

const (
	maxSocketMessage   = 512 << 20        // bytes; about the longest string there is
	socketCloseTimeout = 10 * time.Second // Chromium's
	maxCloseReason     = 123              // bytes
	abnormalClosure    = 1006
)

// webSocket is a WebSocket of the WebSockets Standard.
type webSocket struct {
	eventTarget
	env    *env
	handle eventloop.Handle // open until the socket is closed

	url, origin  string
	protocol     string
	compressed   bool
	arrayBuffers bool // binaryType is arraybuffer

	state  int
	cancel func()   // ends the dialing
	conn   *ws.Conn // nil before it is open
	failed bool
	sent   int  // bytes of messages that the system may not have taken yet
	fresh  bool // some of them came in this batch
	settle func()
	lost   int // bytes of messages that came too late to be sent
}

func (s *webSocket) String() string { return "WebSocket connected to " + s.url }

func (e *env) installWebSocket() {
	define(e, class[*webSocket]{
		name:      "WebSocket",
		parent:    e.eventTarget,
		required:  1,
		construct: e.newWebSocket,
		attributes: []attribute[*webSocket]{
			{"url", func(s *webSocket) any { return s.url }, nil},
			{"readyState", func(s *webSocket) any { return s.readyState() }, nil},
			{"bufferedAmount", func(s *webSocket) any { return s.buffered() + s.lost }, nil},
			{"extensions", func(s *webSocket) any {
				if s.compressed {
					return "permessage-deflate"
				}
				return ""
			}, nil},
			{"protocol", func(s *webSocket) any { return s.protocol }, nil},
			{"binaryType", func(s *webSocket) any {
				if s.arrayBuffers {
					return "arraybuffer"
				}
				return "blob"
			}, (*webSocket).setBinaryType},
		},
		handlers:  []string{"open", "error", "close", "message"},
		constants: readyStates,
		methods: []method[*webSocket]{
			{"close", 0, (*webSocket).close},
			{"send", 1, (*webSocket).send},
		},
	})
}

func (s *webSocket) readyState() int {
	// The peer may have begun to close.
	if s.state == open && s.conn.State() != ws.Open {
		return closing
	}
	return s.state
}

func (s *webSocket) setBinaryType(v goja.Value) {
	switch kind := s.env.toString(v); kind {
	case "blob", "arraybuffer":
		s.arrayBuffers = kind == "arraybuffer"
	default:
		s.env.rt.Console(runtime.Warn, fmt.Sprintf("The provided value '%s' is not a valid enum value of type BinaryType.", kind))
	}
}

// Opening.

func (e *env) newWebSocket(call goja.ConstructorCall) *webSocket {
	url, dial := e.socketURL(e.utf8Text(call.Argument(0)))
	s := &webSocket{env: e, url: url, origin: dial.origin}
	s.settle = func() { s.fresh = false }
	o := ws.DialOptions{Protocols: e.subprotocols(call.Argument(1)), Header: http.Header{}, Deflate: true}
	o.Header.Set("User-Agent", userAgent)
	if dial.credentials != "" {
		o.Header.Set("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(dial.credentials)))
	}
	if e.settings.Origin != "" {
		o.Header.Set("Origin", e.settings.Origin)
	}
	if e.rt.Closed() { // the last words of a page that is gone
		return s
	}
	loop := e.rt.Loop()
	s.handle.Open(loop, s)
	e.sockets[s] = struct{}{}
	if err := e.mayDial(dial.host, dial.port); err != nil {
		loop.Post(func() { s.opened(nil, err) })
		return s
	}
	if dial.secure {
		o.TLS = e.tlsConfig()
	}
	s.cancel = ws.Dial(loop, dial.url, o, s.opened)
	return s
}

func (e *env) mayDial(host string, port int) error {
	if e.settings.MayDial == nil {
		return nil
	}
	return e.settings.MayDial(host, port)
}

// opened is the end of the dialing.
func (s *webSocket) opened(d *ws.Dialed, err error) {
	if s.state != connecting {
		if d != nil {
			d.Stream.Close()
		}
		return
	}
	if err != nil {
		s.report(err.Error())
		s.fail()
		return
	}
	s.state, s.protocol, s.compressed = open, d.Protocol, d.Deflate
	s.conn = ws.NewConn(s.env.rt.Loop(), d.Stream, ws.Options{
		Role: ws.Client, Deflate: d.Deflate, Shared: &s.env.shared, Unread: d.Unread,
		MaxMessage: maxSocketMessage, CloseTimeout: socketCloseTimeout,
	}, s)
	s.env.fire(&s.eventTarget, "open")
}

// report tells the developer what the events do not.
func (s *webSocket) report(text string) {
	s.env.rt.Console(runtime.Error, "WebSocket connection to '"+s.url+"' failed: "+text)
}

// Sending.

func (s *webSocket) send(call goja.FunctionCall) goja.Value {
	e, v := s.env, call.Argument(0)
	kind := ws.Binary
	data, binary := Bytes(e.vm, v)
	if !binary {
		if b := e.asBlob(v); b != nil {
			data = b.data
		} else {
			kind, data = ws.Text, []byte(e.utf8Text(v))
		}
	}
	switch s.readyState() {
	case connecting:
		panic(e.newDOMException("InvalidStateError", "Failed to execute 'send' on 'WebSocket': Still in CONNECTING state."))
	case open:
		s.sent = s.buffered() + len(data)
		s.conn.Send(kind, data) // its only errors are the states above
		if !s.fresh {
			s.fresh = true
			e.rt.Loop().Defer(s.settle)
		}
	default:
		s.lost += len(data)
		e.rt.Console(runtime.Error, "WebSocket is already in CLOSING or CLOSED state.")
	}
	return nil
}

// buffered is how many bytes of messages the system has not taken yet; within a
// batch it only grows. What the connection counts has the frames around them.
func (s *webSocket) buffered() int {
	if s.conn != nil && !s.fresh {
		s.sent = min(s.sent, s.conn.Buffered())
	}
	return s.sent
}

// Receiving, as a [ws.Handler].

func (s *webSocket) WantsFragments() bool { return false }
func (s *webSocket) Fragment(ws.Message)  {}

func (s *webSocket) Message(m ws.Message) {
	if s.state != open || !s.has("message") {
		return
	}
	e := s.env
	ev := &messageEvent{event: e.trustedEvent("message"), origin: s.origin}
	switch {
	case m.Type == ws.Text:
		ev.data = e.vm.ToValue(string(m.Data))
	case s.arrayBuffers:
		ev.data = e.arrayBuffer(m.Data)
	default:
		ev.data = e.blobOf(m.Data, "")
	}
	e.dispatch(&s.eventTarget, e.eventOf(e.prototype("MessageEvent"), ev), ev)
}

// Failed is told of failures that end the connection. One that was merely lost
// is still open, and for it browsers fire no error.
func (s *webSocket) Failed(text string) {
	s.report(text)
	s.failed = s.conn.State() != ws.Open
}

func (s *webSocket) Closed(end ws.End) {
	if s.failed {
		end = ws.End{Code: abnormalClosure}
	}
	s.finish(end)
}

// Closing.

func (s *webSocket) close(call goja.FunctionCall) goja.Value {
	e, code, reason := s.env, 0, ""
	const failed = "Failed to execute 'close' on 'WebSocket': "
	if v := call.Argument(0); !goja.IsUndefined(v) || len(call.Arguments) > 1 {
		code = int(clamp(v, 0, 0xFFFF))
		if v := call.Argument(1); !goja.IsUndefined(v) {
			reason = e.utf8Text(v)
		}
		if code != 1000 && (code < 3000 || code > 4999) {
			panic(e.newDOMException("InvalidAccessError", failed+
				fmt.Sprintf("The close code must be either 1000, or between 3000 and 4999. %d is neither.", code)))
		}
		if len(reason) > maxCloseReason {
			panic(e.newDOMException("SyntaxError", failed+"The close reason must not be greater than 123 UTF-8 bytes."))
		}
	}
	switch s.state {
	case connecting:
		s.state = closing
		e.rt.Console(runtime.Warn, "WebSocket connection to '"+s.url+"' failed: WebSocket is closed before the connection is established.")
		if s.cancel != nil {
			s.cancel()
		}
		e.rt.Loop().Post(s.fail)
	case open:
		s.state = closing
		s.conn.Close(code, reason)
	}
	return nil
}

// fail ends a socket that was never open.
func (s *webSocket) fail() {
	s.failed = true
	s.finish(ws.End{Code: abnormalClosure})
}

// finish makes the socket closed and tells of it.
func (s *webSocket) finish(end ws.End) {
	if s.state == closed {
		return
	}
	e := s.env
	s.buffered()
	s.state, s.conn = closed, nil
	s.handle.Close()
	delete(e.sockets, s)
	if s.failed {
		e.fire(&s.eventTarget, "error")
	}
	if s.has("close") {
		ev := &closeEvent{e.trustedEvent("close"), end.Clean, uint16(end.Code), end.Reason}
		e.dispatch(&s.eventTarget, e.eventOf(e.prototype("CloseEvent"), ev), ev)
	}
}

// abandon closes the socket as a browser does when it leaves the page: the
// scripts hear nothing more.
func (s *webSocket) abandon() {
	if s.cancel != nil {
		s.cancel()
	}
	if s.conn != nil {
		s.conn.Abort(ws.GoingAway)
	}
	s.state = closed
	s.handle.Close()
}
