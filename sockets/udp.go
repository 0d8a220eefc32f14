package sockets

import (
	"bytes"
	"fmt"
	"net/netip"
	"slices"

	"github.com/sockhost/sockhost/eventloop"
)

// UDP is the namespace of datagram sockets.
type UDP struct {
	host    *Host
	sockets *table[udpSocket]
}

// udpSocket is a datagram socket, bound or not.
type udpSocket struct {
	Properties
	gate
	id        int
	host      *Host
	hinted    bool // the hint about missing listeners has been given
	multicast eventloop.MulticastOptions
	groups    []string // joined, in that order

	socket   eventloop.Datagram // while bound
	v6       bool
	answered bool // the call that bound it
	handle   eventloop.Handle

	// Receiving state.
	unread  []udpReceived // not reported yet, or kept back by a pause or a suspension
	failed  error         // after these
	waiting bool          // the host has it in its list of what is received
	held    bool          // the host has it in its list of what is held back

	lookups []*udpLookup // sends whose host is being looked up
	queue   []udpSend    // waiting for room; the first one is with the system
	closed  func()       // set by close: called once every send is answered
	limit   eventloop.TimerID

	// The last addresses, which repeat, in both forms.
	from, to addressForms
}

// udpSend is a datagram on its way.
type udpSend struct {
	data []byte
	to   netip.AddrPort
	done func(bytesSent int, err error)
}

// udpReceived is a datagram that came.
type udpReceived struct {
	data []byte
	from netip.AddrPort
}

// udpLookup is a datagram whose host is being looked up.
type udpLookup struct {
	socket *udpSocket
	host   string
	handle eventloop.Handle
	cancel func()
	answer func(error) // if it comes to nothing
}

func (l *udpLookup) String() string {
	return fmt.Sprintf("udp socket %d looking up %s", l.socket.id, l.host)
}

func (s *udpSocket) String() string {
	return fmt.Sprintf("udp socket %d bound to %s", s.id, s.socket.Addr())
}

// UDPInfo is the state of a datagram socket. Local is valid only while it is
// bound.
type UDPInfo struct {
	Properties
	ID     int
	Paused bool
	Local  Endpoint
}

// Create makes a socket with the given properties and returns its id.
func (t *UDP) Create(u Update) int {
	s := &udpSocket{host: t.host, multicast: eventloop.MulticastOptions{TTL: 1, Loopback: true}}
	s.apply(u)
	s.id = t.sockets.add(s)
	return s.id
}

// Update changes properties.
func (t *UDP) Update(id int, u Update, done func(error)) {
	s, err := t.sockets.find(id)
	if err == nil {
		s.apply(u)
	}
	t.host.answer(done, err)
}

// SetPaused stops or resumes receiving. Datagrams that come in between wait in
// the kernel, as many as it holds.
func (t *UDP) SetPaused(id int, paused bool, done func(error)) {
	s, err := t.sockets.find(id)
	if err != nil {
		t.host.answer(done, err)
		return
	}
	if paused && s.socket != nil {
		s.socket.Receive(false)
	}
	s.gate.set(t.host, paused, done, s.startReceiving)
}

// startReceiving delivers what a suspension kept back, then receives, unless
// the socket is paused, closing or not bound.
func (s *udpSocket) startReceiving() {
	if !s.receives() {
		return
	}
	if len(s.unread) > 0 || s.failed != nil {
		s.host.receivedFrom(s, 0)
		s.host.deliver()
	}
	if s.receives() {
		s.socket.Receive(true)
	}
}

func (s *udpSocket) receives() bool {
	return s.socket != nil && s.answered && s.closed == nil && !s.shut && !s.held
}

// hold stops receiving until the host releases what is held back. Further
// datagrams wait in the kernel, as many as it holds.
func (s *udpSocket) hold() {
	s.held = true
	s.socket.Receive(false)
	s.host.hold(s)
}

func (s *udpSocket) releaseHeld() {
	s.held = false
	s.startReceiving()
}

// Bind binds a socket to an IP address, after which it receives unless it is
// paused. The error is a [Code] unless the id is unknown or not allowed.
func (t *UDP) Bind(id int, address string, port int, done func(error)) {
	s, err := t.sockets.find(id)
	if err == nil {
		err = t.host.check(UDPBind, address, port)
	}
	if err == nil {
		err = s.bind(address, port)
	}
	t.host.loop.Post(func() {
		done(err)
		if err == nil {
			s.answered = true
			s.startReceiving()
		}
	})
}

func (s *udpSocket) bind(address string, port int) error {
	if s.socket != nil {
		return ConnectionFailed
	}
	ip, literal := parseLiteral(address)
	if !literal || !validPort(port) {
		return InvalidArgument
	}
	socket, err := s.host.net.Bind(netip.AddrPortFrom(ip, uint16(port)), s.multicast, s)
	if err != nil {
		return codeOf(err)
	}
	s.socket, s.v6 = socket, ip.Is6()
	s.handle.Open(s.host.loop, s)
	return nil
}

// ReceivedFrom takes a datagram.
func (s *udpSocket) ReceivedFrom(p []byte, from netip.AddrPort) {
	s.unread = append(s.unread, udpReceived{p, from})
	s.received(len(p))
}

// ReceiveFailed pauses the socket; resuming tries again.
func (s *udpSocket) ReceiveFailed(err error) {
	s.failed = err
	s.received(0)
}

func (s *udpSocket) received(bytes int) {
	if s.host.holds() {
		s.hold()
	} else {
		s.host.receivedFrom(s, bytes)
	}
}

// deliverOne reports a datagram, or the failure after the last one, unless the
// socket has been paused or closed, or the app suspended. It tells whether it
// has reported anything.
func (s *udpSocket) deliverOne() bool {
	switch {
	case len(s.unread) == 0 && s.failed == nil || !s.receives():
		return false
	case s.host.suspended:
		s.hold()
		return false
	case len(s.unread) == 0:
		err := s.failed
		s.failed = nil
		s.deliverFailure(codeOf(err))
		return true
	}
	first := s.unread[0]
	if s.unread = s.unread[1:]; len(s.unread) == 0 {
		s.unread = nil
	}
	s.deliver(first.data, first.from)
	return true
}

func (s *udpSocket) listed() *bool { return &s.waiting }

// deliver reports a datagram. One that is larger than the buffer is lost, and
// pauses the socket, as in Chrome.
func (s *udpSocket) deliver(p []byte, from netip.AddrPort) {
	if len(p) > s.chunkSize() {
		s.deliverFailure(MessageTooBig)
		return
	}
	peer := Endpoint{s.from.textOf(from.Addr()), int(from.Port())}
	if !s.host.events.UDPReceived(s.id, p, peer) && !s.hinted {
		s.hinted = true
		s.host.opts.Log.Debug(fmt.Sprintf("udp socket %d: a datagram dropped, since nothing listens to chrome.sockets.udp.onReceive", s.id))
	}
}

func (s *udpSocket) deliverFailure(code Code) {
	s.pause()
	s.socket.Receive(false)
	s.host.events.UDPReceiveError(s.id, code)
}

// Send sends one datagram to a host name or address. It does not keep data.
// An error after the quota has been checked is a [Code], unless the id is
// unknown or the address not allowed.
func (t *UDP) Send(id int, data []byte, host string, port int, family Family, done func(bytesSent int, err error)) {
	h := t.host
	fail := func(err error) { h.answer(func(err error) { done(0, err) }, err) }
	if h.unsent+len(data) > h.opts.WriteQuota {
		fail(ErrQuota)
		return
	}
	s, err := t.sockets.find(id)
	if err == nil {
		err = h.check(UDPSend, host, port)
	}
	if err == nil && !validPort(port) {
		err = InvalidArgument
	}
	if err != nil {
		fail(err)
		return
	}
	if ip, literal := s.to.parse(host); literal && family.matches(ip) {
		h.unsent += len(data)
		s.send(data, netip.AddrPortFrom(ip, uint16(port)), done)
		return
	}
	data = bytes.Clone(data)
	h.unsent += len(data)
	l := &udpLookup{socket: s, host: host}
	l.answer = func(err error) { h.complete(completion{len(data), err, done}) }
	l.cancel = h.resolve(host, family, func(ips []netip.Addr, err error) {
		if err != nil {
			l.answer(err)
		} else {
			s.send(data, netip.AddrPortFrom(ips[0], uint16(port)), done)
		}
		l.end()
	})
	s.lookups = append(s.lookups, l)
	l.handle.Open(h.loop, l)
}

func (l *udpLookup) end() {
	s := l.socket
	l.handle.Close()
	s.lookups = slices.DeleteFunc(s.lookups, func(other *udpLookup) bool { return other == l })
	s.settle()
}

// send passes a datagram to the system, or queues a copy of it.
func (s *udpSocket) send(data []byte, to netip.AddrPort, done func(int, error)) {
	if s.socket == nil {
		s.host.complete(completion{len(data), SocketNotConnected, done})
		return
	}
	if len(s.queue) == 0 {
		ok, err := s.socket.WriteTo(data, to)
		if err != nil {
			s.host.complete(completion{len(data), codeOf(err), done})
			return
		}
		if ok {
			s.host.complete(completion{len(data), nil, done})
			return
		}
	}
	s.queue = append(s.queue, udpSend{bytes.Clone(data), to, done})
	if len(s.queue) == 1 {
		s.socket.SendTo(s.queue[0].data, to)
	}
}

// SentTo answers the datagram that waited and goes on with the next.
func (s *udpSocket) SentTo(err error) {
	first := s.queue[0]
	s.queue = s.queue[1:]
	if err != nil {
		err = codeOf(err)
	}
	s.host.complete(completion{len(first.data), err, first.done})
	if len(s.queue) > 0 {
		s.socket.SendTo(s.queue[0].data, s.queue[0].to)
		return
	}
	s.queue = nil
	s.settle()
}

// Close gives up the id, sends what is still to be sent, and closes the
// socket. The answer comes when it is closed.
func (t *UDP) Close(id int, done func(error)) {
	s, err := t.sockets.find(id)
	if err != nil {
		t.host.answer(done, err)
		return
	}
	t.sockets.remove(id)
	s.closed = func() { t.host.answer(done, nil) }
	if s.socket != nil {
		s.socket.Receive(false)
	}
	if s.settle(); s.closed != nil {
		s.limit = t.host.loop.SetTimeout(t.host.opts.DrainLimit, s.giveUp)
	}
}

// giveUp answers the sends that hold up the close.
func (s *udpSocket) giveUp() {
	for _, l := range s.lookups {
		l.cancel()
		l.handle.Close()
		l.answer(Aborted)
	}
	for _, d := range s.queue {
		s.host.complete(completion{len(d.data), Aborted, d.done})
	}
	s.lookups, s.queue = nil, nil
	s.settle()
}

// settle finishes the close once every send is answered.
func (s *udpSocket) settle() {
	if s.closed == nil || len(s.lookups)+len(s.queue) > 0 {
		return
	}
	s.host.loop.ClearTimer(s.limit)
	if s.socket != nil {
		s.handle.Close()
		s.socket.Close()
		s.socket = nil
	}
	s.closed()
	s.closed = nil
}

// Info returns the state of a socket.
func (t *UDP) Info(id int) (UDPInfo, error) {
	s, err := t.sockets.find(id)
	if err != nil {
		return UDPInfo{}, err
	}
	return s.info(), nil
}

// Sockets returns the state of every socket, by id.
func (t *UDP) Sockets() []UDPInfo {
	var infos []UDPInfo
	for _, id := range t.sockets.ids() {
		infos = append(infos, t.sockets.byID[id].info())
	}
	return infos
}

func (s *udpSocket) info() UDPInfo {
	info := UDPInfo{Properties: s.Properties, ID: s.id, Paused: s.paused}
	if s.socket != nil {
		info.Local = endpoint(s.socket.Addr())
	}
	return info
}

// SetBroadcast allows sending to broadcast addresses; the socket must be
// bound.
func (t *UDP) SetBroadcast(id int, on bool, done func(error)) {
	s, err := t.sockets.find(id)
	switch {
	case err != nil:
	case s.socket == nil:
		err = SocketNotConnected
	default:
		if e := s.socket.SetBroadcast(on); e != nil {
			err = codeOf(e)
		}
	}
	t.host.answer(done, err)
}
