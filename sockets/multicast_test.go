package sockets_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// groups returns the groups a socket has joined.
func (w *world) groups(id int) []string {
	w.t.Helper()
	return ask(w, func() []string {
		groups, err := w.UDP.JoinedGroups(id)
		require.NoError(w.t, err)
		return groups
	})
}

func TestMulticastBeforeBind(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id := w.createUDP()
		w.do(func() {
			w.ttl(id, 0)
			w.ttl(id, 255)
			w.ttl(id, 256)
			w.ttl(id, -1)
			w.loopback(id, false)
			w.join(id, "224.0.0.250")
			w.join(id, "bogus")
			w.leave(id, "224.0.0.250")
		})
		w.expect("ttl 1: ok", "ttl 1: ok", "ttl 1: -4", "ttl 1: -4", "loopback 1: ok", "join 1: -9", "join 1: -108", "leave 1: -108")
		require.Empty(t, w.groups(id))
	})
}

func TestMulticastOptionsAfterBind(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, _ := w.bound("127.0.0.1")
		w.do(func() { w.ttl(id, 3); w.ttl(id, 256); w.loopback(id, true) })
		w.expect("ttl 1: -23", "ttl 1: -4", "loopback 1: -23")
	})
}

func TestMulticastGroups(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, _ := w.bound("0.0.0.0")
		w.do(func() { w.join(id, "224.0.0.250") })
		if n := w.next(); n.err != nil {
			t.Skip("no route for multicast: ", n)
		}
		w.do(func() {
			w.join(id, "224.0.0.250")
			w.join(id, "224.0.250") // the same address
			w.join(id, "127.0.0.1")
			w.join(id, "bogus")
			w.join(id, "")
			w.join(id, "ff02::1")
			w.join(id, "224.0.0.251")
		})
		w.expect("join 1: -108", "join 1: -108", "join 1: -4", "join 1: -108", "join 1: -108", "join 1: -108", "join 1: ok")
		groups := w.groups(id)
		require.Equal(t, []string{"224.0.0.250", "224.0.0.251"}, groups)
		w.do(func() {
			w.leave(id, "224.0.0.252")
			w.leave(id, "bogus")
			w.leave(id, "224.0.0.250")
			w.leave(id, "224.0.0.250")
		})
		w.expect("leave 1: -108", "leave 1: -108", "leave 1: ok", "leave 1: -108")
		require.Equal(t, []string{"224.0.0.251"}, w.groups(id))
		require.Equal(t, "224.0.0.250", groups[0], "what was returned stays")
		w.do(func() { w.join(id, "224.0.0.250") })
		w.expect("join 1: ok")
	})
}

func TestMulticastGroupsOfIPv6(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, _ := w.bound("::")
		w.do(func() { w.join(id, "ff02::1234") })
		if n := w.next(); n.err != nil {
			t.Skip("no route for multicast: ", n)
		}
		w.do(func() { w.join(id, "ff02:0::1234"); w.join(id, "224.0.0.250"); w.join(id, "::1") })
		w.expect("join 1: -108", "join 1: -108", "join 1: -4")
		require.Equal(t, []string{"ff02::1234"}, w.groups(id))
		w.do(func() { w.leave(id, "ff02::1234") })
		w.expect("leave 1: ok")
		require.Empty(t, w.groups(id))
	})
}

// The datagrams stay on this machine: their time to live is 0.
func TestMulticastReachesItsMembers(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		const group = "239.255.77.88"
		member, port := w.bound("0.0.0.0")
		w.do(func() { w.join(member, group) })
		if n := w.next(); n.err != nil {
			t.Skip("no route for multicast: ", n)
		}
		silent, loud := w.createUDP(), w.createUDP()
		w.do(func() {
			w.loopback(silent, false)
			for _, id := range []int{silent, loud} {
				w.ttl(id, 0)
				w.bind(id, "0.0.0.0", 0)
			}
		})
		w.expect("loopback 2: ok", "ttl 2: ok", "bind 2: ok", "ttl 3: ok", "bind 3: ok")
		w.do(func() { w.sendTextTo(silent, "unheard", group, port) })
		w.expect("send 2: 7")
		w.do(func() { w.sendTextTo(loud, "heard", group, port) })
		w.expectAnyOrder("send 3: 5", "datagram 1: heard")
		w.do(func() { w.leave(member, group) })
		w.expect("leave 1: ok")
		w.do(func() { w.sendTextTo(loud, "left", group, port) })
		w.expect("send 3: 4")
		w.quiet()
	})
}
