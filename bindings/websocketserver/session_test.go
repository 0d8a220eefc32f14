package websocketserver

import (
	"fmt"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/sockets/wsserver"
)

// TestSessionLimits: sessions are dropped when they are idle, and when there
// are too many.
func TestSessionLimits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &binding{vm: goja.New()}
		var store sessions
		of := func(id string) *session {
			r := &http.Request{Header: http.Header{"Cookie": {sessionCookie + "=" + id}}}
			return store.of(&exchange{b: b, request: &request{Request: &wsserver.Request{Request: r}}})
		}
		first := of("")
		first.Set("a", b.vm.ToValue(1))
		require.Same(t, first, of(first.id))

		time.Sleep(sessionIdle - time.Second)
		require.Same(t, first, of(first.id)) // which is a use
		time.Sleep(sessionIdle)
		require.Same(t, first, of(first.id))
		time.Sleep(sessionIdle + time.Second)
		require.NotSame(t, first, of(first.id))
		require.Zero(t, store.recent.Len())

		// One that comes to life again keeps its name.
		id := first.id
		first.Set("a", b.vm.ToValue(2))
		require.Equal(t, id, first.id)
		require.Same(t, first, of(id))

		for i := range maxSessions {
			if i == maxSessions/2 {
				of(id)
			}
			of("").Set("n", b.vm.ToValue(i))
		}
		require.Equal(t, maxSessions, store.recent.Len())
		require.Len(t, store.byID, maxSessions)
		require.Same(t, first, of(id)) // used since the oldest
		for i := range maxSessions {
			of("").Set("n", b.vm.ToValue(i))
		}
		require.NotSame(t, first, of(id))
		require.Len(t, store.byID, maxSessions)
	})
}

// TestSessionIsAnObject: names stay in their order, and can be deleted.
func TestSessionIsAnObject(t *testing.T) {
	vm := goja.New()
	s := &session{store: &sessions{}}
	vm.Set("s", vm.NewDynamicObject(s))
	for _, c := range []struct{ script, want string }{
		{`s.missing`, "undefined"},
		{`'x' in s`, "false"},
		{`delete s.x`, "true"},
	} {
		v, err := vm.RunString(c.script)
		require.NoError(t, err)
		require.Equal(t, c.want, fmt.Sprint(v))
	}
	require.Empty(t, s.id) // nothing was set
	v, err := vm.RunString(`s.b = 1; s.a = 2; s.b = 3; delete s.x; delete s.a; s.c = {}; JSON.stringify(s)`)
	require.NoError(t, err)
	require.Equal(t, `{"b":3,"c":{}}`, v.String())
	require.Len(t, s.id, 26)
}
