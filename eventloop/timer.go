package eventloop

import (
	"container/heap"
	"time"
)

// TimerID names a timer. Timeouts and intervals share one sequence of ids,
// which starts at 1, as in browsers.
type TimerID int32

// From this nesting level on a timer waits at least minNested, as the HTML
// Standard says ("timer initialisation steps").
const (
	clampLevel = 5
	minNested  = 4 * time.Millisecond
)

type timer struct {
	id       TimerID
	deadline time.Time
	sequence uint64
	every    time.Duration // interval, or negative for a timeout
	nesting  int
	index    int // in the heap; -1 when not in it
	fire     func()
}

// SetTimeout runs fire once after delay. A negative delay is zero; a delay
// under 4 ms is 4 ms when timers nest more than five deep.
func (l *Loop) SetTimeout(delay time.Duration, fire func()) TimerID {
	return l.addTimer(delay, -1, fire)
}

// SetInterval runs fire every delay until [Loop.ClearTimer]. The clamp of
// SetTimeout holds from the fifth run on.
func (l *Loop) SetInterval(delay time.Duration, fire func()) TimerID {
	return l.addTimer(delay, max(delay, 0), fire)
}

// ClearTimer stops a timeout or interval; an unknown id is ignored.
func (l *Loop) ClearTimer(id TimerID) {
	t := l.timerIDs[id]
	if t == nil {
		return
	}
	delete(l.timerIDs, id)
	l.live--
	if t.index >= 0 {
		heap.Remove(&l.timers, t.index)
	}
}

func (l *Loop) addTimer(delay, every time.Duration, fire func()) TimerID {
	l.nextID++
	t := &timer{id: l.nextID, every: every, nesting: l.nesting + 1, fire: fire}
	l.timerIDs[t.id] = t
	l.live++
	l.schedule(t, clampDelay(delay, l.nesting))
	return t.id
}

func clampDelay(delay time.Duration, nesting int) time.Duration {
	if nesting >= clampLevel && delay < minNested {
		return minNested
	}
	return max(delay, 0)
}

func (l *Loop) schedule(t *timer, delay time.Duration) {
	l.sequence++
	t.sequence = l.sequence
	t.deadline = time.Now().Add(delay)
	heap.Push(&l.timers, t)
}

// runTimers runs every timer that was due when the turn began; a timer made
// meanwhile waits for the next turn, however short its delay.
func (l *Loop) runTimers() {
	if len(l.timers) == 0 {
		return
	}
	now, last := time.Now(), l.sequence
	for len(l.timers) > 0 {
		t := l.timers[0]
		if t.deadline.After(now) || t.sequence > last {
			return
		}
		heap.Pop(&l.timers)
		l.fire(t)
	}
}

func (l *Loop) fire(t *timer) {
	if t.every < 0 {
		delete(l.timerIDs, t.id)
		l.live--
	}
	l.nesting = t.nesting
	l.run(t.fire)
	l.nesting = 0
	if t.every >= 0 && l.timerIDs[t.id] == t {
		l.schedule(t, clampDelay(t.every, t.nesting))
		t.nesting++
	}
}

// untilNextTimer is how long the loop may sleep: negative without timers.
func (l *Loop) untilNextTimer() time.Duration {
	if len(l.timers) == 0 {
		return -1
	}
	return max(time.Until(l.timers[0].deadline), 0)
}

// timerHeap orders timers by (deadline, sequence).
type timerHeap []*timer

func (h timerHeap) Len() int { return len(h) }

func (h timerHeap) Less(i, j int) bool {
	if h[i].deadline.Equal(h[j].deadline) {
		return h[i].sequence < h[j].sequence
	}
	return h[i].deadline.Before(h[j].deadline)
}

func (h timerHeap) Swap(i, j int) {
	h[i], h[j] = h[j], h[i]
	h[i].index, h[j].index = i, j
}

func (h *timerHeap) Push(x any) {
	t := x.(*timer)
	t.index = len(*h)
	*h = append(*h, t)
}

func (h *timerHeap) Pop() any {
	old := *h
	t := old[len(old)-1]
	old[len(old)-1] = nil
	t.index = -1
	*h = old[:len(old)-1]
	return t
}
