package eventloop

import "fmt"

// Handle is something that is still open: a listening socket, a connection, a
// running operation. While it is open and referenced it keeps [Loop.Run]
// going. The zero Handle is closed; it is a value, to be embedded.
type Handle struct {
	loop       *Loop
	what       fmt.Stringer
	prev, next *Handle
	unref      bool
}

// Open opens the handle, referenced. what describes it in [Loop.OpenHandles]; it is
// asked only when somebody wants to know. Opening an open handle does nothing.
func (h *Handle) Open(l *Loop, what fmt.Stringer) {
	if h.loop != nil {
		return
	}
	h.loop, h.what, h.unref = l, what, false
	h.prev, h.next = nil, l.handles
	if l.handles != nil {
		l.handles.prev = h
	}
	l.handles = h
	l.live++
}

// Close closes the handle. Closing a closed handle does nothing.
func (h *Handle) Close() {
	l := h.loop
	if l == nil {
		return
	}
	h.Ref()
	l.live--
	if h.prev != nil {
		h.prev.next = h.next
	} else {
		l.handles = h.next
	}
	if h.next != nil {
		h.next.prev = h.prev
	}
	h.loop, h.what, h.prev, h.next = nil, nil, nil, nil
}

// IsOpen reports whether the handle is open.
func (h *Handle) IsOpen() bool { return h.loop != nil }

// Unref lets Run end although the handle is open.
func (h *Handle) Unref() {
	if h.loop != nil && !h.unref {
		h.unref = true
		h.loop.live--
	}
}

// Ref takes Unref back.
func (h *Handle) Ref() {
	if h.loop != nil && h.unref {
		h.unref = false
		h.loop.live++
	}
}

// OpenHandles describes what is still open and keeps Run going: first the handles,
// newest first, then the number of timers.
func (l *Loop) OpenHandles() []string {
	var open []string
	for h := l.handles; h != nil; h = h.next {
		if !h.unref {
			open = append(open, h.what.String())
		}
	}
	timers := 0
	for _, t := range l.timerIDs {
		if !t.unref {
			timers++
		}
	}
	if timers > 0 {
		open = append(open, fmt.Sprintf("%d timer(s)", timers))
	}
	return open
}
