package sockets_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/sockets"
)

// Names of the machine itself are never looked up; ::1 comes first.
func TestResolveLocalhostItself(t *testing.T) {
	names := map[string][]string{"localhost": {"127.0.0.2"}, "sub.localhost": {"127.0.0.2"}, "xlocalhost": {"127.0.0.1"}}
	withOptions(t, sockets.Options{Resolver: dns(names)}, func(t *testing.T, w *world) {
		_, port := listenNet(t, "127.0.0.1:0")
		six, err := listenOn6(port)
		require.NoError(t, err)
		for _, host := range []string{"localhost", "LocalHost", "localhost.", "sub.localhost", "a.b.LOCALHOST."} {
			id := w.create()
			w.do(func() { w.connect(id, host, port) })
			require.NoError(t, w.next().err, host)
			require.Equal(t, "::1", w.info(id).Peer.Address, host)
		}
		six.Close()
		for range 5 {
			require.Equal(t, "end", w.next().what, "nobody had accepted them")
		}
		for _, host := range []string{"localhost", "sub.localhost"} {
			id := w.create()
			w.do(func() { w.connect(id, host, port) })
			require.NoError(t, w.next().err, host)
			require.Equal(t, "127.0.0.1", w.info(id).Peer.Address, host)
		}
		id := w.create()
		w.do(func() { w.connect(id, "xlocalhost", port) })
		require.NoError(t, w.next().err, "only looks like it")
	})
}

// The name of an unresolvable host fails before anything else is looked at.
func TestResolveFirst(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, _ := w.accepted()
		w.do(func() { w.connect(id, "nobody.example", 80) })
		w.expect("connect 1: -105")
		w.do(func() { w.disconnect(id); w.connect(id, "nobody.example", 80) })
		w.expect("disconnect 1: ok", "connect 1: -105")
	})
}

// Many lookups at once do not disturb each other, and each socket can give up
// its own.
func TestResolveConcurrently(t *testing.T) {
	names := map[string][]string{"good.example": {"127.0.0.1"}}
	withOptions(t, sockets.Options{Resolver: dns(names)}, func(t *testing.T, w *world) {
		_, port := listenNet(t, "127.0.0.1:0")
		const n = 30
		w.do(func() {
			for range n {
				w.TCP.Create(sockets.Update{})
			}
			for id := 1; id <= n; id++ {
				w.connect(id, []string{"good.example", "bad.example", fmt.Sprintf("slow%d.example", id)}[id%3], port)
			}
			for id := 2; id <= n; id += 3 {
				w.close(id)
			}
		})
		got := map[string]int{}
		for range n + n/3 {
			note := w.next()
			note.id = note.id % 3
			got[note.String()]++
		}
		require.Equal(t, map[string]int{"connect 0: ok": n / 3, "connect 1: -105": n / 3, "connect 2: -3": n / 3, "close 2: ok": n / 3}, got)
	})
}
