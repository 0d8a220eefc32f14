package sockets

// Suspend ends one life of the app. Sockets that are not persistent close;
// their queues still drain, and nothing is reported about them any more.
// Persistent sockets keep all their state, their sends and attempts to connect
// go on, and the first event for each is held back until [Host.Resume]. When
// there is one, wake is called once, as a task, unless Resume comes first.
// Answers to calls are not held back. A second Suspend only replaces wake.
func (h *Host) Suspend(wake func()) {
	nobody := func(error) {}
	for _, s := range h.TCPServer.Sockets() {
		if !s.Persistent {
			h.TCPServer.Close(s.ID, nobody)
		}
	}
	for _, s := range h.TCP.Sockets() {
		if !s.Persistent {
			h.TCP.Close(s.ID, nobody)
		}
	}
	for _, s := range h.UDP.Sockets() {
		if !s.Persistent {
			h.UDP.Close(s.ID, nobody)
		}
	}
	h.suspended, h.wake = true, wake
	h.lives++
	// Of what the last Resume has not come to, some may be closed or paused by
	// now. The others hold on to their events.
	held := h.held
	h.held = nil
	for _, x := range held {
		x.releaseHeld()
	}
}

// Resume begins another life of the app. What was held back is reported before
// anything new, in the order in which it came, each event as a task after
// Resume has returned. Without a Suspend before it does nothing.
func (h *Host) Resume() {
	if !h.suspended {
		return
	}
	h.suspended, h.wake = false, nil
	for range h.held {
		h.loop.Post(h.releaseNext)
	}
}

// holder is what holds an event back: a connection, a server or a datagram
// socket. Each takes nothing more from the kernel until it is released, so one
// read, connection or datagram is all that is kept here of each, and the peer
// is slowed down instead of losing bytes.
type holder interface {
	// releaseHeld reports the event, unless the socket has been paused or
	// closed meanwhile, and goes on; or holds it again during a suspension.
	releaseHeld()
}

// holds tells whether a new event has to be held back: during a suspension, and
// afterwards until everything older is reported.
func (h *Host) holds() bool { return h.suspended || len(h.held) > 0 }

// hold puts a holder last in the list.
func (h *Host) hold(x holder) {
	h.held = append(h.held, x)
	if h.suspended {
		h.stir()
	} else {
		h.loop.Post(h.releaseNext)
	}
}

// releaseFirst releases the first of the list. There is a task for each; one
// that another suspension has overtaken finds nothing to do.
func (h *Host) releaseFirst() {
	if h.suspended || len(h.held) == 0 {
		return
	}
	x := h.held[0]
	h.held[0] = nil
	h.held = h.held[1:]
	x.releaseHeld()
}

// stir wakes the app, once per suspension.
func (h *Host) stir() {
	wake, life := h.wake, h.lives
	if wake == nil {
		return
	}
	h.wake = nil
	h.loop.Post(func() {
		if h.suspended && h.lives == life {
			wake()
		}
	})
}
