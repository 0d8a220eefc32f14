package sockets

// gate is the pause of a socket. It shuts with the call that pauses and opens
// with the answer to the call that resumes, so that no event comes between.
type gate struct {
	paused bool // as the app sees it
	shut   bool // nothing may be reported
	pauses int  // so far: an answer opens nothing if another pause came first
}

func (g *gate) pause() {
	g.paused, g.shut = true, true
	g.pauses++
}

// set pauses or resumes, and answers. opened follows the answer that opens.
func (g *gate) set(h *Host, paused bool, done func(error), opened func()) {
	if paused {
		g.pause()
		h.answer(done, nil)
		return
	}
	g.paused = false
	pauses := g.pauses
	h.loop.Post(func() {
		done(nil)
		if pauses == g.pauses {
			g.shut = false
			opened()
		}
	})
}
