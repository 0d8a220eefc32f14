package sockets

// received is what the connections of a batch have received and the app has not
// heard of yet. All that is ready is read first and reported then: going back
// and forth between the kernel and the app for each read is slower.
type received struct {
	from  []*connection // in the order of their reads
	next  int           // of from
	bytes int           // in the reads of from
}

// gatherLimit is how many bytes are read before they are reported. Large reads
// are better reported while they are in the processor's cache.
const gatherLimit = 64 << 10

// receivedFrom has what c has not delivered yet reported at the end of the
// batch, or now if it is much.
func (h *Host) receivedFrom(c *connection, bytes int) {
	r := &h.received
	if !c.waiting {
		c.waiting = true
		if len(r.from) == 0 {
			h.loop.Defer(h.deliverReceived)
		}
		r.from = append(r.from, c)
	}
	if r.bytes += bytes; r.bytes >= gatherLimit {
		h.deliver()
	}
}

func (h *Host) deliver() {
	h.events.Steps(h.deliverNext)
}

// deliverOne reports one piece, or one end, and tells whether there was any.
func (h *Host) deliverOne() bool {
	r := &h.received
	for r.next < len(r.from) {
		c := r.from[r.next]
		if c.deliverOne() {
			return true
		}
		c.waiting = false
		r.from[r.next] = nil
		r.next++
	}
	r.from, r.next, r.bytes = r.from[:0], 0, 0
	return false
}
