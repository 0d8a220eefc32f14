package sockets

import (
	"slices"

	"github.com/sockhost/sockhost/eventloop"
)

// SetMulticastTTL sets how far multicast datagrams go, 0 to 255 hops; the
// socket must not be bound yet.
func (t *UDP) SetMulticastTTL(id, ttl int, done func(error)) {
	t.multicastOption(id, ttl >= 0 && ttl <= 255, done, func(o *eventloop.MulticastOptions) { o.TTL = ttl })
}

// SetMulticastLoopback sets whether this machine gets its own multicast
// datagrams; the socket must not be bound yet.
func (t *UDP) SetMulticastLoopback(id int, on bool, done func(error)) {
	t.multicastOption(id, true, done, func(o *eventloop.MulticastOptions) { o.Loopback = on })
}

func (t *UDP) multicastOption(id int, valid bool, done func(error), set func(*eventloop.MulticastOptions)) {
	s, err := t.sockets.find(id)
	switch {
	case err != nil:
	case !valid:
		err = InvalidArgument
	case s.socket != nil:
		err = SocketIsConnected
	default:
		set(&s.multicast)
	}
	t.host.answer(done, err)
}

// member returns a socket for an operation on its groups.
func (t *UDP) member(id int) (*udpSocket, error) {
	s, err := t.sockets.find(id)
	if err == nil {
		err = t.host.check(UDPMulticast, "*", 0)
	}
	return s, err
}

// JoinGroup joins a multicast group; the socket must be bound.
func (t *UDP) JoinGroup(id int, group string, done func(error)) {
	s, err := t.member(id)
	if err == nil {
		err = s.join(group)
	}
	t.host.answer(done, err)
}

func (s *udpSocket) join(group string) error {
	ip, literal := parseLiteral(group)
	name := addressText(ip)
	switch {
	case !literal || slices.Contains(s.groups, name):
		return AddressInvalid
	case s.socket == nil:
		return Unexpected
	case ip.Is6() != s.v6:
		return AddressInvalid
	}
	if err := s.socket.Join(ip); err != nil {
		return codeOf(err)
	}
	s.groups = append(s.groups, name)
	return nil
}

// LeaveGroup leaves a group that was joined.
func (t *UDP) LeaveGroup(id int, group string, done func(error)) {
	s, err := t.member(id)
	if err == nil {
		err = s.leave(group)
	}
	t.host.answer(done, err)
}

func (s *udpSocket) leave(group string) error {
	ip, literal := parseLiteral(group)
	i := -1
	if literal {
		i = slices.Index(s.groups, addressText(ip))
	}
	if i < 0 {
		return AddressInvalid
	}
	if err := s.socket.Leave(ip); err != nil {
		return codeOf(err)
	}
	s.groups = slices.Delete(s.groups, i, i+1)
	return nil
}

// JoinedGroups returns the groups a socket has joined, in that order.
func (t *UDP) JoinedGroups(id int) ([]string, error) {
	s, err := t.member(id)
	if err != nil {
		return nil, err
	}
	return slices.Clone(s.groups), nil
}
