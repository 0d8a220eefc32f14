package web

import (
	"time"
)

// messaging is what a realm has to do with others.
type messaging struct {
	box        *mailbox
	broadcasts map[*broadcastChannel]struct{} // open
	workers    map[*worker]struct{}           // that have not ended
	left       bool                           // nothing new is to begin

	scripts   map[string]string // the URLs of scripts by their names in reports
	reporting bool              // an error is being reported: the standard's "in error reporting mode"
}

// workerTime is how long a page that goes waits for workers that do not end.
const workerTime = time.Second

func (e *env) openMailbox() {
	e.broadcasts, e.workers = map[*broadcastChannel]struct{}{}, map[*worker]struct{}{}
	switch {
	case e.worker != nil:
		e.box = e.worker.thread.box
	default:
		h := e.settings.Hub
		if h == nil {
			h = NewHub()
		}
		h.mu.Lock()
		h.limit = int(e.rt.Options().HeapLimit / heapShare)
		h.mu.Unlock()
		e.box = newMailbox(h, e.rt.Loop(), false)
		e.rt.OnHeapFull(h.relieve)
	}
	e.rt.OnClose(e.leave)
}

// leave ends the realm's workers and its part in the hub.
func (e *env) leave() {
	if e.left {
		return
	}
	e.left = true
	for w := range e.workers {
		w.terminate()
	}
	limit := time.NewTimer(workerTime)
	defer limit.Stop()
	for w := range e.workers {
		select {
		case <-w.thread.done:
		case <-limit.C:
			limit.Reset(0) // for the others: those that have ended
		}
	}
	for b := range e.broadcasts {
		b.leave()
	}
	e.box.close()
}
