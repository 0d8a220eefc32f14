package web

import (
	"maps"
	"slices"
	"sync"

	"github.com/sockhost/sockhost/eventloop"
)

// Hub is what the realms of one program share, which may be on loops of their
// own: the messages on their way between them, the names of broadcast channels
// and the object URLs. Any goroutine may use it.
type Hub struct {
	mu   sync.Mutex // protects everything below, and the queues of its realms
	room sync.Cond  // something has been taken out of a queue, or a realm has gone

	waiting    int // bytes of messages that nobody has taken yet
	limit      int // of waiting
	printing   int // lines of workers that have not been printed yet
	channels   map[string][]*broadcastChannel
	objectURLs map[string]objectURL
	threads    map[*workerThread]struct{}
}

// objectURL is what an object URL stands for, and the realm it goes with.
type objectURL struct {
	*blob
	box *mailbox
}

// NewHub returns a hub without realms.
func NewHub() *Hub {
	h := &Hub{channels: map[string][]*broadcastChannel{}, objectURLs: map[string]objectURL{}, threads: map[*workerThread]struct{}{}}
	h.room.L = &h.mu
	return h
}

// What may wait to be taken, before whoever sends more has to wait or is refused.
const (
	maxQueue    = 16 << 20 // bytes for one receiver
	maxPrinting = 1000     // lines
	heapShare   = 4        // the part of the heap's limit that messages may take
)

// mailbox is where the messages for a realm arrive.
type mailbox struct {
	hub  *Hub
	loop *eventloop.Loop
	// patient says that the realm's goroutine may wait until there is room. A
	// page must not.
	patient bool

	// Protected by the hub.
	waitsFor *mailbox
	closed   bool
	remote   map[*portEnd]struct{} // ends here whose peers are not
}

func newMailbox(h *Hub, loop *eventloop.Loop, patient bool) *mailbox {
	return &mailbox{hub: h, loop: loop, patient: patient, remote: map[*portEnd]struct{}{}}
}

// waits tells whether b waits, perhaps by way of others, for other.
func (b *mailbox) waits(other *mailbox) bool {
	for b != nil && b != other {
		b = b.waitsFor
	}
	return b == other
}

// close ends the realm's part: nobody waits for it, its ports are closed and its
// object URLs mean nothing any more.
func (b *mailbox) close() {
	h := b.hub
	h.mu.Lock()
	defer h.mu.Unlock()
	b.closed = true
	for end := range b.remote {
		end.close()
	}
	for url, o := range h.objectURLs {
		if o.box == b {
			delete(h.objectURLs, url)
		}
	}
	h.room.Broadcast()
}

// abandon lets the realm's goroutine wait no longer. Any goroutine may call it.
func (b *mailbox) abandon() {
	b.hub.mu.Lock()
	defer b.hub.mu.Unlock()
	b.closed = true
	b.hub.room.Broadcast()
}

// printLater waits until not too many lines are on their way to the console, and
// counts one more.
func (b *mailbox) printLater() {
	h := b.hub
	h.mu.Lock()
	defer h.mu.Unlock()
	for h.printing >= maxPrinting && !b.closed {
		h.room.Wait()
	}
	h.printing++
}

// printed counts a line as printed.
func (h *Hub) printed() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.printing == maxPrinting {
		h.room.Broadcast()
	}
	h.printing--
}

func (h *Hub) addThread(t *workerThread) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.threads[t] = struct{}{}
}

func (h *Hub) removeThread(t *workerThread) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.threads, t)
}

// relieve ends the workers that do something, because the heap is full. It
// reports true if there will soon be more room.
func (h *Hub) relieve() (relieved bool) {
	h.mu.Lock()
	threads := slices.Collect(maps.Keys(h.threads))
	h.mu.Unlock()
	for _, t := range threads {
		relieved = t.relieve() || relieved
	}
	return relieved
}

// blobAt is the Blob that an object URL stands for, or nil.
func (h *Hub) blobAt(url string) *blob {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.objectURLs[url].blob
}

func (h *Hub) setObjectURL(url string, o objectURL) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.objectURLs[url] = o
}

func (h *Hub) revoke(url string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.objectURLs, url)
}
