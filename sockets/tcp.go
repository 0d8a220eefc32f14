package sockets

import (
	"net/netip"
	"time"

	"github.com/sockhost/sockhost/eventloop"
)

// TCP is the namespace of client sockets, which includes accepted ones.
type TCP struct {
	host    *Host
	sockets *table[tcpSocket]
}

// tcpSocket is a client socket: unconnected, connecting or connected.
type tcpSocket struct {
	Properties
	gate
	id       int
	host     *Host
	accepted bool
	secured  bool   // it has been upgraded to TLS, or is being
	peerName string // as given to Connect
	hinted   bool   // the hint about missing listeners has been given

	conn     *connection // while connected
	connect  *connecting // while connecting
	draining int         // earlier connections that are not closed yet
	drained  []func()    // called when draining drops to zero
}

// TCPInfo is the state of a client socket. Local and Peer are valid only while
// it is connected.
type TCPInfo struct {
	Properties
	ID        int
	Paused    bool
	Connected bool
	Local     Endpoint
	Peer      Endpoint
}

// Endpoint is one end of a connection, or the address of a listener. The zero
// Endpoint means there is none.
type Endpoint struct {
	Address string
	Port    int
}

func endpoint(a netip.AddrPort) Endpoint {
	if !a.IsValid() {
		return Endpoint{}
	}
	return Endpoint{addressText(a.Addr()), int(a.Port())}
}

// Create makes a socket with the given properties and returns its id.
func (t *TCP) Create(u Update) int {
	s := &tcpSocket{host: t.host}
	s.apply(u)
	s.id = t.sockets.add(s)
	return s.id
}

// Update changes properties. A new buffer size holds from the next event on.
func (t *TCP) Update(id int, u Update, done func(error)) {
	s, err := t.sockets.find(id)
	if err == nil {
		s.apply(u)
	}
	t.host.answer(done, err)
}

// SetPaused stops or resumes receiving. No data follows a pause; what came in
// between waits.
func (t *TCP) SetPaused(id int, paused bool, done func(error)) {
	s, err := t.sockets.find(id)
	if err != nil {
		t.host.answer(done, err)
		return
	}
	if c := s.conn; c != nil {
		c.everUnpaused = c.everUnpaused || !paused
		if paused {
			c.stream.Receive(false)
		}
	}
	s.gate.set(t.host, paused, done, s.startReceiving)
}

// startReceiving receives unless the socket is paused, not connected, or in a
// TLS handshake.
func (s *tcpSocket) startReceiving() {
	if s.conn != nil && !s.shut && !s.conn.upgrading {
		s.conn.resume()
	}
}

// connected returns the connection unless there is none that can send. One
// whose writes fail is kept for what can still be received.
func (s *tcpSocket) connected() *connection {
	if s.conn == nil || s.conn.broken {
		return nil
	}
	return s.conn
}

// Send sends data on a connected socket. It does not keep data. The answer
// comes when the system has taken all of it; there is no partial success. An
// error after the quota has been checked is a [Code].
func (t *TCP) Send(id int, data []byte, done func(bytesSent int, err error)) {
	h := t.host
	if h.unsent+len(data) > h.opts.WriteQuota {
		h.answer(func(err error) { done(0, err) }, ErrQuota)
		return
	}
	s, err := t.sockets.find(id)
	if err == nil && s.connected() == nil {
		err = SocketNotConnected
	}
	if err != nil {
		h.answer(func(err error) { done(0, err) }, err)
		return
	}
	h.unsent += len(data)
	s.conn.send(data, done)
}

// Disconnect ends the connection, or the attempt to connect, if there is one.
// The queue is sent first; the answer comes when the connection is closed. The
// id stays valid and may connect again at once.
func (t *TCP) Disconnect(id int, done func(error)) {
	s, err := t.sockets.find(id)
	if err != nil {
		t.host.answer(done, err)
		return
	}
	s.disconnect(done)
}

// Close disconnects the socket and gives up its id. The answer comes when
// every connection the socket had is closed.
func (t *TCP) Close(id int, done func(error)) {
	s, err := t.sockets.find(id)
	if err != nil {
		t.host.answer(done, err)
		return
	}
	t.sockets.remove(id)
	s.disconnect(done)
}

// disconnect answers pending operations, lets the connection drain and then
// answers. A socket that could receive hears -100 afterwards, as in Chrome.
func (s *tcpSocket) disconnect(done func(error)) {
	if s.connect != nil {
		s.connect.abort()
	}
	report := false
	if s.conn != nil {
		report = s.conn.everUnpaused
		s.letGo()
	}
	life := s.host.lives
	answer := func() {
		s.host.answer(done, nil)
		if report {
			s.host.loop.Post(func() { s.reportEnd(life) })
		}
	}
	if s.draining == 0 {
		answer()
	} else {
		s.drained = append(s.drained, answer)
	}
}

// reportEnd reports the end of a connection that the socket let go itself. By
// the time it has drained there may be another one, whose end it must not seem;
// and a later life of the app, which has nothing to do with it.
func (s *tcpSocket) reportEnd(life int) {
	if s.conn == nil && !s.host.suspended && s.host.lives == life {
		s.host.events.TCPReceiveError(s.id, ConnectionClosed)
	}
}

// letGoBroken lets go of a connection that cannot send any more.
func (s *tcpSocket) letGoBroken() {
	if c := s.conn; c != nil && c.broken {
		s.letGo()
		if c.everUnpaused {
			life := s.host.lives
			s.host.loop.Post(func() { s.reportEnd(life) })
		}
	}
}

// letGo leaves the connection to drain and pauses the socket, as any end of a
// connection does.
func (s *tcpSocket) letGo() {
	c := s.conn
	s.conn = nil
	s.pause()
	s.draining++
	c.close(func() {
		if s.draining--; s.draining > 0 {
			return
		}
		drained := s.drained
		s.drained = nil
		for _, f := range drained {
			f()
		}
	})
}

// SetKeepAlive switches keep-alive; delay is in seconds, 0 leaves the system's
// timing.
func (t *TCP) SetKeepAlive(id int, on bool, delay int, done func(error)) {
	t.option(id, done, func(s eventloop.Stream) error {
		return s.SetKeepAlive(on, time.Duration(delay)*time.Second)
	})
}

// SetNoDelay switches TCP_NODELAY.
func (t *TCP) SetNoDelay(id int, on bool, done func(error)) {
	t.option(id, done, func(s eventloop.Stream) error { return s.SetNoDelay(on) })
}

// option sets an option of a connected stream. Chrome never shows why it
// failed.
func (t *TCP) option(id int, done func(error), set func(eventloop.Stream) error) {
	s, err := t.sockets.find(id)
	switch {
	case err != nil:
		err = &Failure{Failed, err.Error()}
	case s.connected() == nil || set(s.conn.stream) != nil:
		err = Failed
	}
	t.host.answer(done, err)
}

// Info returns the state of a socket.
func (t *TCP) Info(id int) (TCPInfo, error) {
	s, err := t.sockets.find(id)
	if err != nil {
		return TCPInfo{}, err
	}
	return s.info(), nil
}

// Sockets returns the state of every socket, by id.
func (t *TCP) Sockets() []TCPInfo {
	var infos []TCPInfo
	for _, id := range t.sockets.ids() {
		infos = append(infos, t.sockets.byID[id].info())
	}
	return infos
}

func (s *tcpSocket) info() TCPInfo {
	info := TCPInfo{Properties: s.Properties, ID: s.id, Paused: s.paused}
	if c := s.connected(); c != nil {
		info.Connected = true
		info.Local = endpoint(c.stream.LocalAddr())
		info.Peer = endpoint(c.remote)
	}
	return info
}

// remove gives up the id.
func (s *tcpSocket) remove() { s.host.TCP.sockets.remove(s.id) }
