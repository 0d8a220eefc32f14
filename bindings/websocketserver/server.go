package websocketserver

import (
	"errors"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/sockets/ws"
	"github.com/sockhost/sockhost/sockets/wsserver"
)

// server is the Go side of a server. It hears the events of its core; see
// events.go.
type server struct {
	b      *binding
	object *goja.Object // the function itself for the ready-made server
	core   *wsserver.Server
	http   httpServer

	onUpgradeToWebsocket, onOpen, onMessage, onFragment, onClose, onClientClosed, onError slot
	beforeStop, internalBeforeStop, internalClientClosed, translateMessage                slot

	heartbeatInterval, heartbeatTimeout, heartbeatType, maxQueuedBytes, maxMessageBytes float64

	heartbeatData goja.Value
	tls           goja.Value // read at start
	lastError     string
}

// newServer makes the server that o is.
func (b *binding) newServer(o *goja.Object) *server {
	s := &server{b: b, object: o, heartbeatData: b.vm.ToValue(""), tls: goja.Null()}
	s.core = b.host.NewServer(s)
	s.http.s = s
	for _, c := range []*slot{
		&s.onUpgradeToWebsocket, &s.onOpen, &s.onMessage, &s.onFragment, &s.onClose, &s.onClientClosed, &s.onError,
		&s.beforeStop, &s.internalBeforeStop, &s.internalClientClosed, &s.translateMessage,
	} {
		c.b, c.this = b, o
	}
	for _, n := range serverNumbers() {
		*n.field(s) = n.initial
		n.apply(s, n.initial)
	}
	for _, n := range httpNumbers() {
		*n.field(&s.http) = n.initial
		n.apply(&s.http, n.initial)
	}
	b.servers.attach(o, s)
	return s
}

func (s *server) binding() *binding { return s.b }

// startCall is start, of the server or of its httpServer, which has no
// heartbeat.
func (s *server) startCall(call goja.FunctionCall, heartbeat bool) goja.Value {
	ip, port := call.Argument(0), call.Argument(1)
	if _, isText := ip.(goja.String); !isText && !omitted(ip) && omitted(port) {
		ip, port = goja.Undefined(), ip
	}
	return s.started(s.start(ip, port, heartbeat))
}

// start starts the server.
func (s *server) start(ip, port goja.Value, heartbeat bool) error {
	address, n := "", 0
	if !omitted(ip) {
		text, ok := ip.(goja.String)
		if !ok {
			return errors.New("the address must be a string")
		}
		address = text.String()
	}
	if !omitted(port) {
		var ok bool
		if n, ok = integer(port); !ok || n < 0 || n > 65535 {
			return errors.New(s.b.text(port) + " is not a port: ports are 0 to 65535")
		}
	}
	tls, err := s.certificate()
	if err != nil {
		return err
	}
	s.core.TLS = tls
	s.core.HeartbeatInterval = 0
	if heartbeat {
		s.core.HeartbeatInterval = seconds(s.heartbeatInterval)
	}
	_, s.core.HeartbeatData, _ = s.b.payload(s.heartbeatData)
	return s.core.Start(address, n)
}

// started notes the outcome of a start, and returns what scripts get.
func (s *server) started(err error) goja.Value {
	s.lastError = ""
	if err != nil {
		s.lastError = err.Error()
		s.b.rt.Log().Warn("websocketserver cannot start: " + s.lastError)
		return goja.Null()
	}
	return s.b.boolean(true)
}

// certificate reads the property tls.
func (s *server) certificate() (*wsserver.TLS, error) {
	if omitted(s.tls) {
		return nil, nil
	}
	if o, ok := s.tls.(*goja.Object); ok {
		cert, ok1 := o.Get("cert").(goja.String)
		key, ok2 := o.Get("key").(goja.String)
		if ok1 && ok2 {
			return &wsserver.TLS{Cert: cert.String(), Key: key.String()}, nil
		}
	}
	return nil, errors.New("tls must be an object with the strings cert and key")
}

// find returns the client that a script names, or nil.
func (s *server) find(handle goja.Value) *wsserver.Client {
	if n := handleOf(handle); n != 0 {
		return s.core.Client(n)
	}
	return nil
}

// clientObject is client(hSocket).
func (s *server) clientObject(call goja.FunctionCall) goja.Value {
	if c := s.find(call.Argument(0)); c != nil {
		return s.client(c).script()
	}
	return goja.Null()
}

func (s *server) remoteIP(call goja.FunctionCall) goja.Value {
	if c := s.find(call.Argument(0)); c != nil {
		return s.b.address(c.RemoteAddr())
	}
	return goja.Null()
}

// unsupported is told to onError when data cannot be sent.
const unsupported = `Failed to execute "send/sendData": unsupported data type`

// send sends a message: text for a string, binary for bytes.
func (s *server) send(call goja.FunctionCall) goja.Value {
	c := s.find(call.Argument(0))
	if c == nil {
		return goja.Null()
	}
	t, data, ok := s.b.payload(call.Argument(1))
	if !ok {
		s.Error(c, unsupported)
		return goja.Null()
	}
	return s.sent(c.Send(t, data))
}

// sendData sends a frame as the script describes it.
func (s *server) sendData(call goja.FunctionCall) goja.Value {
	c := s.find(call.Argument(0))
	if c == nil {
		return goja.Null()
	}
	opcode := ws.Text
	if v := call.Argument(2); !omitted(v) {
		opcode = ws.Opcode(v.ToInteger() & 15)
	}
	on := func(i int, initial bool) bool {
		if v := call.Argument(i); !omitted(v) {
			return v.ToBoolean()
		}
		return initial
	}
	_, data, ok := s.b.payload(call.Argument(1))
	if !ok {
		s.Error(c, unsupported)
		return goja.Null()
	}
	return s.sent(c.WriteFrame(ws.Frame{Fin: on(3, true), RSV1: on(4, false), RSV2: on(5, false), RSV3: on(6, false), Opcode: opcode, Data: data}))
}

// sent is the result of sending: true, null when the client is not open, and
// false for a failure. The core has told onError.
func (s *server) sent(err error) goja.Value {
	switch err {
	case nil:
		return s.b.boolean(true)
	case ws.ErrNotOpen:
		return goja.Null()
	}
	return s.b.boolean(false)
}

func (s *server) publish(call goja.FunctionCall) goja.Value {
	t, data, ok := s.b.payload(call.Argument(0))
	if !ok {
		return goja.Null()
	}
	return s.b.boolean(s.core.Publish(t, data))
}

// closeClient is close(hSocket, code, reason). A reason counts only with a
// code.
func (s *server) closeClient(call goja.FunctionCall) goja.Value {
	code, reason := 0, ""
	if v := call.Argument(1); !omitted(v) {
		var ok bool
		if code, ok = integer(v); !ok || !sendable(code) {
			panic(s.b.rangeError("a close code is 1000 to 1003, 1007 to 1014 or 3000 to 4999"))
		}
		if r := call.Argument(2); !omitted(r) {
			reason = s.b.text(r)
		}
	}
	if c := s.find(call.Argument(0)); c != nil {
		c.Close(code, reason)
	}
	return goja.Undefined()
}

// sendable tells whether a close frame may have a code.
func sendable(code int) bool {
	return code >= 1000 && code <= 1003 || code >= 1007 && code <= 1014 || code >= 3000 && code <= 4999
}

// url is the address of the server, or null; path is a script's argument.
func (s *server) url(scheme string, path goja.Value, lan bool) goja.Value {
	text := ""
	if !omitted(path) {
		text = s.b.text(path)
	}
	return s.b.stringOrNull(s.core.URL(scheme, text, !omitted(path), lan))
}
