package web

import "slices"

// portEnd is one end of a message channel. It outlives the MessagePort that has
// it, for it can be transferred to another realm. It is protected by its hub.
type portEnd struct {
	messageQueue
	hub  *Hub
	peer *portEnd // nil if nobody is at the other end any more
}

// entangle makes a channel. Nobody has its ends yet.
func (h *Hub) entangle() (a, b *portEnd) {
	a, b = &portEnd{hub: h}, &portEnd{hub: h}
	a.peer, b.peer = b, a
	return a, b
}

// attach gives an end to a realm. refresh is called on the realm's loop when the
// peer has gone elsewhere.
func (end *portEnd) attach(box *mailbox, refresh func()) {
	end.hub.mu.Lock()
	defer end.hub.mu.Unlock()
	end.box, end.refresh = box, refresh
	if box.closed {
		end.close()
		return
	}
	end.moved()
}

// detach takes an end from its realm, to go to another.
func (end *portEnd) detach() {
	end.hub.mu.Lock()
	defer end.hub.mu.Unlock()
	delete(end.box.remote, end)
	end.box, end.deliver, end.refresh = nil, nil, nil
	end.moved()
}

// moved notes which realms have the two ends, and tells them.
func (end *portEnd) moved() {
	for _, e := range []*portEnd{end, end.peer} {
		if e == nil || e.box == nil {
			continue
		}
		if e.isRemote() {
			e.box.remote[e] = struct{}{}
		} else {
			delete(e.box.remote, e)
		}
		e.tell()
	}
}

// isRemote tells whether messages can come from another realm.
func (end *portEnd) isRemote() bool { return end.peer != nil && end.peer.box != end.box }

// close disentangles the ends. What was sent before still arrives at the other.
// The hub is locked.
func (end *portEnd) close() {
	peer := end.peer
	end.clear(end.hub)
	if end.box != nil {
		delete(end.box.remote, end)
	}
	if peer == nil {
		return
	}
	end.peer, peer.peer = nil, nil
	end.tell()
	peer.moved()
}

// send puts a message, which is made if there is room, into the queue of the
// peer. It reports false if there is no room.
func (end *portEnd) send(from *mailbox, serialize func() *serialized) bool {
	h := end.hub
	h.mu.Lock()
	ok := end.peer == nil || end.peer.makeRoom(from)
	h.mu.Unlock()
	if !ok {
		return false
	}
	m := serialize()
	h.mu.Lock()
	defer h.mu.Unlock()
	if peer := end.peer; peer != nil && !m.carries(peer) {
		peer.put(h, m)
	} else {
		m.drop()
	}
	return true
}

// carries tells whether an end is transferred with the message.
func (m *serialized) carries(end *portEnd) bool { return slices.Contains(m.ports, end) }

// receive takes the next message for the realm of box, or returns nil.
func (end *portEnd) receive(box *mailbox) *serialized {
	end.hub.mu.Lock()
	defer end.hub.mu.Unlock()
	if end.box != box || end.deliver == nil || len(end.messages) == 0 {
		return nil
	}
	return end.take(end.hub)
}

// start enables the queue.
func (end *portEnd) start(deliver func()) {
	end.hub.mu.Lock()
	defer end.hub.mu.Unlock()
	end.enable(deliver)
}

// mayReceive tells whether another realm can send something, or has.
func (end *portEnd) mayReceive() bool {
	end.hub.mu.Lock()
	defer end.hub.mu.Unlock()
	return end.isRemote() || len(end.messages) > 0
}

// shut closes the end.
func (end *portEnd) shut() {
	end.hub.mu.Lock()
	defer end.hub.mu.Unlock()
	end.close()
}
