package sockets

import (
	"fmt"
	"net/netip"

	"github.com/sockhost/sockhost/eventloop"
)

// TCPServer is the namespace of listening sockets.
type TCPServer struct {
	host    *Host
	sockets *table[serverSocket]
}

// serverSocket is a server socket, listening or not.
type serverSocket struct {
	Properties
	gate
	id       int
	host     *Host
	listener eventloop.Listener // while listening
	answered bool               // the call that made the listener
	handle   eventloop.Handle

	// Kept back by a suspension, one of them at most.
	early  eventloop.Stream // accepted
	failed error            // accepting
	held   bool             // the host has it in its list of what is held back
}

func (s *serverSocket) String() string {
	return fmt.Sprintf("tcpServer socket %d listening on %s", s.id, s.listener.Addr())
}

// ServerInfo is the state of a server socket. Local is valid only while it
// listens.
type ServerInfo struct {
	Properties
	ID     int
	Paused bool
	Local  Endpoint
}

// Create makes a socket with the given properties and returns its id.
func (t *TCPServer) Create(u Update) int {
	s := &serverSocket{host: t.host}
	s.apply(u)
	s.id = t.sockets.add(s)
	return s.id
}

// Update changes properties.
func (t *TCPServer) Update(id int, u Update, done func(error)) {
	s, err := t.sockets.find(id)
	if err == nil {
		s.apply(u)
	}
	t.host.answer(done, err)
}

// DefaultBacklog asks for the system's maximum.
const DefaultBacklog = -1

// Listen binds an IP address and accepts connections, right after the answer
// unless the socket is paused. On a socket that listens already the new
// address takes the place of the old one if it can be bound; otherwise nothing
// changes. The error is a [Code] unless the id is unknown.
func (t *TCPServer) Listen(id int, address string, port, backlog int, done func(error)) {
	h := t.host
	s, err := t.sockets.find(id)
	if err == nil {
		err = h.check(TCPListen, address, port)
	}
	if err != nil {
		h.answer(done, err)
		return
	}
	ip, literal := parseLiteral(address)
	if !literal || !validPort(port) || backlog == 0 {
		if !literal {
			h.opts.Log.Debug(fmt.Sprintf("tcpServer socket %d: listen needs an IP address, got %q", id, address))
		}
		h.answer(done, InvalidArgument)
		return
	}
	listener, err := h.net.Listen(netip.AddrPortFrom(ip, uint16(port)), backlog, s)
	if err != nil {
		h.answer(done, codeOf(err))
		return
	}
	s.stop()
	s.listener, s.answered = listener, false
	s.handle.Open(h.loop, s)
	h.loop.Post(func() {
		done(nil)
		if s.listener == listener {
			s.answered = true
			s.startAccepting()
		}
	})
}

// startAccepting delivers what a suspension kept back, then accepts, unless the
// socket is paused or does not listen.
func (s *serverSocket) startAccepting() {
	if !s.accepts() {
		return
	}
	early, failed := s.early, s.failed
	if (early != nil || failed != nil) && s.host.suspended {
		s.hold()
		return
	}
	s.early, s.failed = nil, nil
	if early != nil {
		s.deliver(early)
	} else if failed != nil {
		s.deliverFailure(failed)
	}
	if s.accepts() {
		s.listener.Accept(true)
	}
}

func (s *serverSocket) accepts() bool {
	return s.listener != nil && s.answered && !s.shut && !s.held
}

// hold stops accepting until the host releases what is held back. Further
// connections wait in the kernel, up to the backlog.
func (s *serverSocket) hold() {
	s.held = true
	s.listener.Accept(false)
	s.host.hold(s)
}

func (s *serverSocket) releaseHeld() {
	s.held = false
	s.startAccepting()
}

// stop releases the address. Connections that were accepted live on; one that
// no event has told of is closed.
func (s *serverSocket) stop() {
	if s.listener == nil {
		return
	}
	s.listener.Close()
	s.listener = nil
	s.handle.Close()
	if s.early != nil {
		s.early.Close()
	}
	s.early, s.failed = nil, nil
}

// Accepted takes a new connection.
func (s *serverSocket) Accepted(stream eventloop.Stream) {
	if s.host.holds() {
		s.early = stream
		s.hold()
		return
	}
	s.deliver(stream)
}

// deliver makes a connection a client socket, which starts paused.
func (s *serverSocket) deliver(stream eventloop.Stream) {
	tcp := s.host.TCP
	client := &tcpSocket{host: s.host, accepted: true}
	client.pause()
	client.id = tcp.sockets.add(client)
	client.conn = newConnection(client, stream, stream.RemoteAddr())
	client.hintForgotten()
	s.host.events.Accepted(s.id, client.id)
}

// AcceptFailed pauses the socket; resuming tries again.
func (s *serverSocket) AcceptFailed(err error) {
	if s.host.holds() {
		s.failed = err
		s.hold()
		return
	}
	s.deliverFailure(err)
}

func (s *serverSocket) deliverFailure(err error) {
	s.pause()
	s.host.events.AcceptError(s.id, codeOf(err))
}

// SetPaused stops or resumes accepting. Waiting connections queue in the
// kernel up to the backlog, and come first after resuming.
func (t *TCPServer) SetPaused(id int, paused bool, done func(error)) {
	s, err := t.sockets.find(id)
	if err != nil {
		t.host.answer(done, err)
		return
	}
	if paused && s.listener != nil {
		s.listener.Accept(false)
	}
	s.gate.set(t.host, paused, done, s.startAccepting)
}

// Disconnect stops listening and releases the address. The id stays valid.
func (t *TCPServer) Disconnect(id int, done func(error)) {
	s, err := t.sockets.find(id)
	if err == nil {
		s.stop()
	}
	t.host.answer(done, err)
}

// Close stops listening and gives up the id.
func (t *TCPServer) Close(id int, done func(error)) {
	s, err := t.sockets.find(id)
	if err == nil {
		s.stop()
		t.sockets.remove(id)
	}
	t.host.answer(done, err)
}

// Info returns the state of a socket.
func (t *TCPServer) Info(id int) (ServerInfo, error) {
	s, err := t.sockets.find(id)
	if err != nil {
		return ServerInfo{}, err
	}
	return s.info(), nil
}

// Sockets returns the state of every socket, by id.
func (t *TCPServer) Sockets() []ServerInfo {
	var infos []ServerInfo
	for _, id := range t.sockets.ids() {
		infos = append(infos, t.sockets.byID[id].info())
	}
	return infos
}

func (s *serverSocket) info() ServerInfo {
	info := ServerInfo{Properties: s.Properties, ID: s.id, Paused: s.paused}
	if s.listener != nil {
		info.Local = endpoint(s.listener.Addr())
	}
	return info
}
