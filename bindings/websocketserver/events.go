package websocketserver

import (
	"net/http"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/bindings/api"
	"github.com/sockhost/sockhost/sockets/ws"
	"github.com/sockhost/sockhost/sockets/wsserver"
)

// The events of the core become calls of the script's callbacks. Serve is in
// serve.go.
var _ wsserver.Events = (*server)(nil)

// Upgrading asks onUpgradeToWebsocket. Without it every client is accepted.
func (s *server) Upgrading(c *wsserver.Client, r *wsserver.Request, w *wsserver.Response) (header http.Header, accept bool) {
	if !s.onUpgradeToWebsocket.empty() {
		s.b.rt.Batch(func() { header, accept = s.newExchange(c, r, w).askUpgrade() })
		return header, accept
	}
	header = http.Header{}
	if offered := fieldOf(r.Request, protocolField); offered != "" {
		header.Set(protocolField, firstToken(offered))
	}
	return header, true
}

// Opened calls onOpen.
func (s *server) Opened(c *wsserver.Client) { s.onOpen.emit(s.client(c).handle) }

// Message calls _translateMessage and onMessage.
func (s *server) Message(c *wsserver.Client, m ws.Message) {
	if s.onMessage.empty() && s.translateMessage.empty() {
		return
	}
	handle, msg := s.client(c).handle, s.b.message(m, m.Type == ws.Text)
	if !s.translateMessage.empty() {
		if taken, ok := s.translateMessage.emit(handle, msg); ok && taken.ToBoolean() {
			return
		}
	}
	s.onMessage.emit(handle, msg)
}

// WantsFragments tells whether there is an onFragment.
func (s *server) WantsFragments() bool { return !s.onFragment.empty() }

// Fragment calls onFragment.
func (s *server) Fragment(c *wsserver.Client, m ws.Message) {
	s.onFragment.emit(s.client(c).handle, s.b.message(m, false))
}

// Error calls onError.
func (s *server) Error(c *wsserver.Client, text string) {
	s.onError.emit(s.client(c).handle, s.b.vm.ToValue(text))
}

// Closed calls onClose.
func (s *server) Closed(c *wsserver.Client, end ws.End) {
	if s.onClose.empty() {
		return
	}
	reason := goja.Null()
	if end.HasReason {
		reason = s.b.vm.ToValue(end.Reason)
	}
	s.onClose.emit(s.client(c).handle, s.b.api.Object(
		api.Field{Name: "code", Value: s.b.vm.ToValue(end.Code)},
		api.Field{Name: "reason", Value: reason},
	))
}

// Gone calls all that hear of the end of a connection.
func (s *server) Gone(c *wsserver.Client) {
	client := s.client(c)
	if client.onClosed != nil {
		client.onClosed.emit()
	}
	s.internalClientClosed.emit(client.handle)
	s.onClientClosed.emit(client.handle)
	s.http.onClientClosed.emit(client.handle)
	client.gone = true
}

// BeforeStop calls all that hear of the end of the server.
func (s *server) BeforeStop() {
	s.http.beforeStop.emit()
	s.beforeStop.emit()
	s.internalBeforeStop.emit()
}
