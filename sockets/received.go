package sockets

// received is what the sockets of a batch have received and the app has not
// heard of yet. All that is ready is read first and reported then: going back
// and forth between the kernel and the app for each read is slower.
type received struct {
	by    []receiver // in the order of their reads
	next  int        // of these
	bytes int        // in their reads
}

// receiver is a connection or a datagram socket that has received something.
type receiver interface {
	// deliverOne reports one piece or end, and tells whether there was any.
	deliverOne() bool
	// listed is where it keeps whether the host has it in its list.
	listed() *bool
}

// gatherLimit is how many bytes are read before they are reported. Large reads
// are better reported while they are in the processor's cache.
const gatherLimit = 64 << 10

// receivedFrom has what x has not delivered yet reported at the end of the
// batch, or now if it is much.
func (h *Host) receivedFrom(x receiver, bytes int) {
	r := &h.received
	if listed := x.listed(); !*listed {
		*listed = true
		if len(r.by) == 0 {
			h.loop.Defer(h.deliverReceived)
		}
		r.by = append(r.by, x)
	}
	if r.bytes += bytes; r.bytes >= gatherLimit {
		h.deliver()
	}
}

func (h *Host) deliver() {
	h.events.Steps(h.deliverNext)
}

// deliverOne lets the first that can deliver something do so.
func (h *Host) deliverOne() bool {
	r := &h.received
	for r.next < len(r.by) {
		x := r.by[r.next]
		if x.deliverOne() {
			return true
		}
		*x.listed() = false
		r.by[r.next] = nil
		r.next++
	}
	r.by, r.next, r.bytes = r.by[:0], 0, 0
	return false
}
