package eventloop_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/eventloop"
)

func TestHandlesAreReported(t *testing.T) {
	l := newLoop(t, eventloop.Portable)
	require.Empty(t, l.OpenHandles())
	var a, b, c eventloop.Handle
	a.Open(l, named("a"))
	b.Open(l, named("b"))
	c.Open(l, named("c"))
	require.Equal(t, []string{"c", "b", "a"}, l.OpenHandles(), "newest first")

	id := l.SetTimeout(0, func() {})
	l.SetInterval(0, func() {})
	require.Equal(t, []string{"c", "b", "a", "2 timer(s)"}, l.OpenHandles())
	l.ClearTimer(id)

	b.Unref()
	require.Equal(t, []string{"c", "a", "1 timer(s)"}, l.OpenHandles(), "only what keeps Run going")
	b.Ref()
	b.Close()
	require.Equal(t, []string{"c", "a", "1 timer(s)"}, l.OpenHandles())
	c.Close()
	a.Close()
	require.Equal(t, []string{"1 timer(s)"}, l.OpenHandles())
	b.Open(l, named("again"))
	require.Equal(t, []string{"again", "1 timer(s)"}, l.OpenHandles())
}

// Each sequence of calls ends with a loop that has nothing live: Run returns.
func TestHandleCountsAreRight(t *testing.T) {
	type handle = eventloop.Handle
	for name, use := range map[string]func(l *eventloop.Loop, h *handle){
		"open close":            func(l *eventloop.Loop, h *handle) { h.Open(l, named("x")); h.Close() },
		"open twice":            func(l *eventloop.Loop, h *handle) { h.Open(l, named("x")); h.Open(l, named("y")); h.Close() },
		"close twice":           func(l *eventloop.Loop, h *handle) { h.Open(l, named("x")); h.Close(); h.Close() },
		"close the zero handle": func(l *eventloop.Loop, h *handle) { h.Close() },
		"unref the zero handle": func(l *eventloop.Loop, h *handle) { h.Unref(); h.Ref() },
		"unref":                 func(l *eventloop.Loop, h *handle) { h.Open(l, named("x")); h.Unref() },
		"unref twice":           func(l *eventloop.Loop, h *handle) { h.Open(l, named("x")); h.Unref(); h.Unref() },
		"unref then close":      func(l *eventloop.Loop, h *handle) { h.Open(l, named("x")); h.Unref(); h.Close() },
		"ref twice then unref":  func(l *eventloop.Loop, h *handle) { h.Open(l, named("x")); h.Ref(); h.Ref(); h.Unref() },
		"unref, reopen, close": func(l *eventloop.Loop, h *handle) {
			h.Open(l, named("x"))
			h.Unref()
			h.Close()
			h.Open(l, named("x"))
			h.Close()
		},
		"unref and ref of a closed one": func(l *eventloop.Loop, h *handle) {
			h.Open(l, named("x"))
			h.Close()
			h.Unref()
			h.Ref()
		},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLoop(t, eventloop.Portable)
			var h, other handle
			use(l, &h)
			done := make(chan error, 1)
			go func() { done <- l.Run() }()
			require.NoError(t, next(t, done))

			// Nor is the count below zero: an open handle still counts.
			other.Open(l, named("other"))
			closed := false
			go l.Post(func() { closed = true; other.Close() })
			require.NoError(t, l.Run())
			require.True(t, closed)
		})
	}
}

func TestHandleIsOpen(t *testing.T) {
	l := newLoop(t, eventloop.Portable)
	var h eventloop.Handle
	require.False(t, h.IsOpen())
	h.Open(l, named("x"))
	require.True(t, h.IsOpen())
	h.Unref()
	require.True(t, h.IsOpen())
	h.Close()
	require.False(t, h.IsOpen())
	h.Open(l, named("x"))
	require.True(t, h.IsOpen(), "a closed handle can be opened again")
	require.Equal(t, []string{"x"}, l.OpenHandles())
}

func TestRefTakesUnrefBack(t *testing.T) {
	l := newLoop(t, eventloop.Portable)
	var h eventloop.Handle
	h.Open(l, named("x"))
	h.Unref()
	require.NoError(t, l.Run())
	h.Ref()
	closed := false
	go l.Post(func() { closed = true; h.Close() })
	require.NoError(t, l.Run())
	require.True(t, closed)
}
