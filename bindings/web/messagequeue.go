package web

// messageQueue is a port message queue of the HTML Standard. It is protected by
// its hub.
type messageQueue struct {
	box *mailbox // of the realm that has it; nil on the way to another
	// deliver takes one message and refresh looks whether more may come, both on
	// the loop of box. deliver is nil before the queue is enabled.
	deliver, refresh func()
	messages         []*serialized
	size             int
}

func (q *messageQueue) put(h *Hub, m *serialized) {
	q.messages = append(q.messages, m)
	q.size += m.size
	h.waiting += m.size
	if q.deliver != nil {
		q.box.loop.Post(q.deliver)
	}
}

// take removes the first message.
func (q *messageQueue) take(h *Hub) *serialized {
	m := q.messages[0]
	q.messages[0] = nil
	q.messages = q.messages[1:]
	q.size -= m.size
	h.waiting -= m.size
	h.room.Broadcast()
	return m
}

// enable lets the messages come that have waited.
func (q *messageQueue) enable(deliver func()) {
	q.deliver = deliver
	for range q.messages {
		q.box.loop.Post(deliver)
	}
}

// clear drops the messages, with the ports in them.
func (q *messageQueue) clear(h *Hub) {
	messages := q.messages
	q.messages, q.size = nil, 0
	for _, m := range messages {
		h.waiting -= m.size
		m.drop()
	}
	h.room.Broadcast()
}

// drop closes the ports of a message that nobody will take. The hub is locked.
func (m *serialized) drop() {
	for _, end := range m.ports {
		end.close()
	}
}

// drop is that of a message, for a hub that is not locked.
func (h *Hub) drop(m *serialized) {
	h.mu.Lock()
	defer h.mu.Unlock()
	m.drop()
}

// tell has the loop of the queue look whether more may come.
func (q *messageQueue) tell() {
	if q.box != nil && q.refresh != nil {
		q.box.loop.Post(q.refresh)
	}
}

// makeRoom waits until there is room for another message to q, if the sender can
// wait: not when the receiver waits for the sender in its turn. It reports false
// if there is too much on its way altogether. The hub is locked.
func (q *messageQueue) makeRoom(sender *mailbox) bool {
	h := sender.hub
	for sender.patient && !sender.closed && q.deliver != nil && q.size >= maxQueue && q.box != sender && !q.box.waits(sender) {
		sender.waitsFor = q.box
		h.room.Wait()
		sender.waitsFor = nil
	}
	return h.waiting <= h.limit
}
