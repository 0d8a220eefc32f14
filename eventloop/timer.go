package eventloop

import (
	"container/heap"
	"time"
)

// TimerID names a timer. Timeouts and intervals share one sequence of ids,
// which starts at 1, as in browsers.
type TimerID int32

// A timer made by one nested deeper than freeNesting waits at least minNested,
// as the HTML Standard says ("timer initialisation steps") and Chromium does.
const (
	freeNesting = 5
	minNested   = 4 * time.Millisecond
)

type timer struct {
	id       TimerID
	deadline time.Time
	sequence uint64
	every    time.Duration // interval, or negative for a timeout
	nesting  int           // 1 for a timer that no timer made, and so on
	index    int           // in the heap; -1 when not in it
	unref    bool          // it does not keep Run going
	fire     func()
}

// SetTimeout runs fire once after delay. A negative delay is zero; a delay
// under 4 ms is 4 ms when timers nest more than six deep.
func (l *Loop) SetTimeout(delay time.Duration, fire func()) TimerID {
	return l.addTimer(delay, -1, fire)
}

// SetInterval runs fire every delay until [Loop.ClearTimer], without drift: a
// run that comes late does not shift later ones, and runs that were missed are
// left out. The clamp of SetTimeout holds after the sixth run.
func (l *Loop) SetInterval(delay time.Duration, fire func()) TimerID {
	return l.addTimer(delay, max(delay, 0), fire)
}

// ClearTimer stops a timeout or interval; an unknown id is ignored.
func (l *Loop) ClearTimer(id TimerID) {
	t := l.timerIDs[id]
	if t == nil {
		return
	}
	l.forget(t)
	if t.index >= 0 {
		heap.Remove(&l.timers, t.index)
	}
}

// UnrefTimer lets [Loop.Run] end although the timer has not fired; an unknown id
// is ignored.
func (l *Loop) UnrefTimer(id TimerID) {
	if t := l.timerIDs[id]; t != nil && !t.unref {
		t.unref = true
		l.live--
	}
}

// forget takes the timer out of those that are waited for.
func (l *Loop) forget(t *timer) {
	delete(l.timerIDs, t.id)
	if !t.unref {
		l.live--
	}
}

func (l *Loop) addTimer(delay, every time.Duration, fire func()) TimerID {
	t := &timer{id: l.newTimerID(), every: every, nesting: l.nesting + 1, fire: fire}
	l.timerIDs[t.id] = t
	l.live++
	l.schedule(t, time.Now().Add(clampDelay(delay, l.nesting)))
	return t.id
}

// newTimerID returns the next positive id that no timer has.
func (l *Loop) newTimerID() TimerID {
	for {
		if l.lastID++; l.lastID < 0 {
			l.lastID = 1
		}
		if l.timerIDs[l.lastID] == nil {
			return l.lastID
		}
	}
}

func clampDelay(delay time.Duration, nesting int) time.Duration {
	if nesting > freeNesting {
		return max(delay, minNested)
	}
	return max(delay, 0)
}

func (l *Loop) schedule(t *timer, deadline time.Time) {
	l.sequence++
	t.sequence = l.sequence
	t.deadline = deadline
	heap.Push(&l.timers, t)
}

// repeat schedules an interval's next run: the next point after now of the grid
// its deadlines make. A point in the past would come before timers that wait.
func (l *Loop) repeat(t *timer) {
	every := clampDelay(t.every, t.nesting)
	now := time.Now()
	if every > 0 {
		late := max(now.Sub(t.deadline), 0)
		now = now.Add(every - late%every)
	}
	t.nesting++
	l.schedule(t, now)
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
		if t.deadline.After(now) || t.sequence > last || l.stopped.Load() {
			return
		}
		heap.Pop(&l.timers)
		l.fire(t)
	}
}

func (l *Loop) fire(t *timer) {
	l.nesting = t.nesting
	if t.every >= 0 {
		l.repeat(t)
	} else {
		l.forget(t)
	}
	l.run(t.fire)
	l.nesting = 0
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
