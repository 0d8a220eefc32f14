package eventloop_test

import (
	"fmt"
	"math"
	"math/rand"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/eventloop"
)

const ms = time.Millisecond

// inBubble runs test with a loop in a synctest bubble, where the clock stands
// still while anything runs and jumps to the next timer when the loop blocks.
func inBubble(t *testing.T, test func(t *testing.T, l *eventloop.Loop)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) { test(t, newLoop(t, eventloop.Portable)) })
}

// clock returns a function that tells the time since the call of clock.
func clock() func() time.Duration {
	start := time.Now()
	return func() time.Duration { return time.Since(start) }
}

func TestTimersRunByDeadlineThenSequence(t *testing.T) {
	inBubble(t, func(t *testing.T, l *eventloop.Loop) {
		var got trace
		for i, delay := range []time.Duration{30, 10, 20, 10, 0, 30, 10, 0} {
			l.SetTimeout(delay*ms, got.task(fmt.Sprintf("%d/%d", delay, i)))
		}
		require.NoError(t, l.Run())
		require.Equal(t, trace{"0/4", "0/7", "10/1", "10/3", "10/6", "20/2", "30/0", "30/5"}, got)
	})
}

// What counts is the deadline, not the delay: a long timer made early and a
// short one made late meet.
func TestTimersOfEqualDeadlineRunInTheOrderMade(t *testing.T) {
	inBubble(t, func(t *testing.T, l *eventloop.Loop) {
		var got trace
		l.SetTimeout(5*ms, func() { l.SetTimeout(5*ms, got.task("made at 5")) })
		l.SetTimeout(10*ms, got.task("made at 0"))
		require.NoError(t, l.Run())
		require.Equal(t, trace{"made at 0", "made at 5"}, got)
	})
}

func TestNegativeDelayIsZero(t *testing.T) {
	inBubble(t, func(t *testing.T, l *eventloop.Loop) {
		var got trace
		l.SetTimeout(0, got.task("zero"))
		l.SetTimeout(-time.Hour, got.task("negative"))
		require.NoError(t, l.Run())
		require.Equal(t, trace{"zero", "negative"}, got)
	})
}

func TestTimerOfTimerWaitsATurn(t *testing.T) {
	inBubble(t, func(t *testing.T, l *eventloop.Loop) {
		var got trace
		l.SetTimeout(0, func() {
			l.SetTimeout(0, got.task("nested"))
			l.Post(got.task("task"))
		})
		l.SetTimeout(0, got.task("second"))
		require.NoError(t, l.Run())
		require.Equal(t, trace{"second", "task", "nested"}, got)
	})
}

func TestADayPasses(t *testing.T) {
	inBubble(t, func(t *testing.T, l *eventloop.Loop) {
		since := clock()
		var at time.Duration
		l.SetTimeout(24*time.Hour, func() { at = since() })
		require.NoError(t, l.Run())
		require.Equal(t, 24*time.Hour, at)
	})
}

// Measured in Chromium 156: a chain of setTimeout(0) and a setInterval(0) both
// run six times without waiting, then every 4 ms.
func TestNestedTimersAreClamped(t *testing.T) {
	want := []time.Duration{0, 0, 0, 0, 0, 0, 4 * ms, 8 * ms, 12 * ms}
	t.Run("timeouts", func(t *testing.T) {
		inBubble(t, func(t *testing.T, l *eventloop.Loop) {
			var at []time.Duration
			since := clock()
			var again func()
			again = func() {
				if at = append(at, since()); len(at) < len(want) {
					l.SetTimeout(0, again)
				}
			}
			l.SetTimeout(0, again)
			require.NoError(t, l.Run())
			require.Equal(t, want, at)
		})
	})
	t.Run("interval", func(t *testing.T) {
		inBubble(t, func(t *testing.T, l *eventloop.Loop) {
			require.Equal(t, want, runsOf(t, l, 0, len(want), nil))
		})
	})
	t.Run("timeouts in the third run of an interval", func(t *testing.T) {
		inBubble(t, func(t *testing.T, l *eventloop.Loop) {
			var at []time.Duration
			runsOf(t, l, 10*ms, 3, func(run int) {
				if run < 3 {
					return
				}
				since := clock()
				var again func()
				again = func() {
					if at = append(at, since()); len(at) < 6 {
						l.SetTimeout(0, again)
					}
				}
				l.SetTimeout(0, again)
			})
			require.NoError(t, l.Run())
			require.Equal(t, []time.Duration{0, 0, 0, 4 * ms, 8 * ms, 12 * ms}, at)
		})
	})
	t.Run("a task starts anew", func(t *testing.T) {
		inBubble(t, func(t *testing.T, l *eventloop.Loop) {
			since := clock()
			runs := 0
			var again func()
			again = func() {
				if runs++; runs < 20 {
					l.Post(func() { l.SetTimeout(0, again) })
				}
			}
			l.SetTimeout(0, again)
			require.NoError(t, l.Run())
			require.Equal(t, 20, runs)
			require.Zero(t, since())
		})
	})
	t.Run("longer delays are kept", func(t *testing.T) {
		inBubble(t, func(t *testing.T, l *eventloop.Loop) {
			at := runsOf(t, l, 5*ms, 9, nil)
			require.Equal(t, 45*ms, at[8])
		})
	})
}

// runsOf runs an interval a number of times and returns when it ran.
func runsOf(t *testing.T, l *eventloop.Loop, every time.Duration, times int, during func(run int)) []time.Duration {
	var at []time.Duration
	since := clock()
	var id eventloop.TimerID
	id = l.SetInterval(every, func() {
		if at = append(at, since()); len(at) == times {
			l.ClearTimer(id)
		}
		if during != nil {
			during(len(at))
		}
	})
	require.NoError(t, l.Run())
	return at
}

// The rule of Chromium, measured in 156: an interval keeps to the grid of its
// first run; a run that comes late comes at once, and those it missed are left
// out.
func TestIntervalsDoNotDrift(t *testing.T) {
	inBubble(t, func(t *testing.T, l *eventloop.Loop) {
		at := runsOf(t, l, 20*ms, 8, func(run int) {
			switch run {
			case 3:
				time.Sleep(57 * ms) // the callback takes that long
			case 6:
				time.Sleep(5 * ms)
			}
		})
		require.Equal(t, []time.Duration{20 * ms, 40 * ms, 60 * ms, 117 * ms, 120 * ms, 140 * ms, 160 * ms, 180 * ms}, at)
	})
}

// An interval of zero that is always late must not keep others waiting.
func TestLateIntervalStarvesNobody(t *testing.T) {
	inBubble(t, func(t *testing.T, l *eventloop.Loop) {
		var got trace
		l.SetTimeout(1*ms, got.task("one"))
		l.SetTimeout(2*ms, got.task("two"))
		runsOf(t, l, 0, 4, func(int) {
			got.task("interval")()
			time.Sleep(3 * ms)
		})
		require.Equal(t, trace{"interval", "interval", "one", "two", "interval", "interval"}, got)
	})
}

func TestClearTimer(t *testing.T) {
	t.Run("before it runs", func(t *testing.T) {
		inBubble(t, func(t *testing.T, l *eventloop.Loop) {
			since := clock()
			l.ClearTimer(l.SetTimeout(time.Hour, func() { t.Error("ran") }))
			l.ClearTimer(l.SetInterval(time.Hour, func() { t.Error("ran") }))
			require.NoError(t, l.Run())
			require.Zero(t, since(), "nothing is live")
		})
	})
	t.Run("a timeout from within itself", func(t *testing.T) {
		inBubble(t, func(t *testing.T, l *eventloop.Loop) {
			runs := 0
			var id eventloop.TimerID
			id = l.SetTimeout(ms, func() { runs++; l.ClearTimer(id); l.ClearTimer(id) })
			require.NoError(t, l.Run())
			require.Equal(t, 1, runs)
			require.Empty(t, l.OpenHandles())
		})
	})
	t.Run("an interval from within itself", func(t *testing.T) {
		inBubble(t, func(t *testing.T, l *eventloop.Loop) {
			runs := 0
			var id eventloop.TimerID
			id = l.SetInterval(ms, func() {
				if runs++; runs == 3 {
					l.ClearTimer(id)
					l.ClearTimer(id)
				}
			})
			require.NoError(t, l.Run())
			require.Equal(t, 3, runs)
			require.Empty(t, l.OpenHandles())
		})
	})
	t.Run("one due in the same turn", func(t *testing.T) {
		inBubble(t, func(t *testing.T, l *eventloop.Loop) {
			var timeout, interval eventloop.TimerID
			l.SetTimeout(ms, func() { l.ClearTimer(timeout); l.ClearTimer(interval) })
			timeout = l.SetTimeout(ms, func() { t.Error("ran") })
			interval = l.SetInterval(ms, func() { t.Error("ran") })
			require.NoError(t, l.Run())
		})
	})
	t.Run("an interval from a timer between its runs", func(t *testing.T) {
		inBubble(t, func(t *testing.T, l *eventloop.Loop) {
			var got trace
			interval := l.SetInterval(2*ms, got.task("interval"))
			l.SetTimeout(5*ms, func() { l.ClearTimer(interval) })
			require.NoError(t, l.Run())
			require.Equal(t, trace{"interval", "interval"}, got)
		})
	})
	t.Run("unknown ids", func(t *testing.T) {
		inBubble(t, func(t *testing.T, l *eventloop.Loop) {
			var got trace
			l.SetTimeout(0, got.task("kept"))
			for _, id := range []eventloop.TimerID{0, -1, 2, math.MaxInt32, math.MinInt32} {
				l.ClearTimer(id)
			}
			require.NoError(t, l.Run())
			l.ClearTimer(1)
			require.NoError(t, l.Run())
			require.Equal(t, trace{"kept"}, got)
		})
	})
}

func TestTimerIDs(t *testing.T) {
	l := newLoop(t, eventloop.Portable)
	nop := func() {}
	require.EqualValues(t, 1, l.SetTimeout(0, nop))
	require.EqualValues(t, 2, l.SetInterval(0, nop))
	require.EqualValues(t, 3, l.SetTimeout(0, nop), "one sequence for both")
	l.ClearTimer(3)
	require.EqualValues(t, 4, l.SetTimeout(0, nop), "no reuse")
}

func TestTimerIDsStayPositiveAndUnique(t *testing.T) {
	l := newLoop(t, eventloop.Portable)
	nop := func() {}
	l.SetTimeout(0, nop)
	l.SetInterval(0, nop)
	eventloop.LastTimerID(l, math.MaxInt32-1)
	require.EqualValues(t, math.MaxInt32, l.SetTimeout(0, nop))
	require.EqualValues(t, 3, l.SetTimeout(0, nop), "1 and 2 are in use")
}

// The longest delay there is neither fires nor makes the loop spin.
func TestLongestTimer(t *testing.T) {
	onBackends(t, func(t *testing.T, b eventloop.Backend) {
		h := start(t, b)
		id := ask(h, func() eventloop.TimerID { return h.SetTimeout(math.MaxInt64, func() { t.Error("ran") }) })
		requireIdle(h)
		h.do(func() { h.ClearTimer(id) })
	})
}

// requireIdle checks that the loop blocks: one that spins would make thousands
// of turns while the timer here is waiting.
func requireIdle(h *host) {
	h.t.Helper()
	fired := make(chan struct{})
	h.do(func() { h.SetTimeout(20*ms, func() { close(fired) }) })
	before := h.meter.Waits.Load()
	next(h.t, fired)
	require.Less(h.t, h.meter.Waits.Load()-before, int64(15), "turns of a loop with nothing to do")
}

// timers is what the loop and its model have in common.
type timers interface {
	SetTimeout(delay time.Duration, fire func()) eventloop.TimerID
	SetInterval(delay time.Duration, fire func()) eventloop.TimerID
	ClearTimer(id eventloop.TimerID)
}

// naiveTimers is the model: a plain list, searched from end to end.
type naiveTimers struct {
	now     time.Duration
	level   int
	made    int
	lastID  eventloop.TimerID
	pending []*naiveTimer
}

type naiveTimer struct {
	id       eventloop.TimerID
	interval bool
	every    time.Duration
	deadline time.Duration
	made     int
	level    int
	fire     func()
}

func (m *naiveTimers) SetTimeout(d time.Duration, f func()) eventloop.TimerID {
	return m.add(false, d, f)
}

func (m *naiveTimers) SetInterval(d time.Duration, f func()) eventloop.TimerID {
	return m.add(true, d, f)
}

func (m *naiveTimers) ClearTimer(id eventloop.TimerID) {
	m.pending = slices.DeleteFunc(m.pending, func(t *naiveTimer) bool { return t.id == id })
}

func (m *naiveTimers) add(interval bool, d time.Duration, f func()) eventloop.TimerID {
	m.lastID++
	m.made++
	wait := max(d, 0)
	if m.level > 5 {
		wait = max(wait, 4*ms)
	}
	m.pending = append(m.pending, &naiveTimer{m.lastID, interval, max(d, 0), m.now + wait, m.made, m.level + 1, f})
	return m.lastID
}

func (m *naiveTimers) run() {
	for len(m.pending) > 0 {
		m.now = max(m.now, m.first().deadline)
		for now, made := m.now, m.made; ; {
			t := m.first()
			if t == nil || t.deadline > now || t.made > made {
				break
			}
			m.level = t.level
			if !t.interval {
				m.ClearTimer(t.id)
			} else {
				if t.level > 5 {
					t.every = max(t.every, 4*ms)
				}
				for t.deadline += t.every; t.every > 0 && t.deadline <= m.now; {
					t.deadline += t.every
				}
				t.deadline = max(t.deadline, m.now)
				m.made++
				t.made = m.made
				t.level++
			}
			t.fire()
			m.level = 0
		}
	}
}

func (m *naiveTimers) first() *naiveTimer {
	var first *naiveTimer
	for _, t := range m.pending {
		if first == nil || t.deadline < first.deadline || t.deadline == first.deadline && t.made < first.made {
			first = t
		}
	}
	return first
}

// play makes random timers, whose callbacks make and clear more and sometimes
// take long, until a budget is used up. It returns the function that lists what
// ran, and when.
func play(seed int64, on timers, now func() time.Duration, sleep func(time.Duration)) func() []string {
	r := rand.New(rand.NewSource(seed))
	var ran []string
	budget, made := 60, 0
	var act func()
	add := func() {
		if budget--; budget < 0 {
			return
		}
		made++
		name := made
		delay := time.Duration(r.Intn(12)-1) * ms
		if r.Intn(3) > 0 {
			on.SetTimeout(delay, func() { ran = append(ran, fmt.Sprint("timeout ", name, " at ", now())); act() })
			return
		}
		left := 1 + r.Intn(12)
		var id eventloop.TimerID
		id = on.SetInterval(delay, func() {
			ran = append(ran, fmt.Sprint("interval ", name, " at ", now()))
			if left--; left == 0 {
				on.ClearTimer(id)
			}
			act()
		})
	}
	act = func() {
		for range r.Intn(4) {
			switch r.Intn(8) {
			case 0:
				on.ClearTimer(eventloop.TimerID(r.Intn(made + 3)))
			case 1:
				sleep(time.Duration(r.Intn(9)) * ms)
			default:
				add()
			}
		}
	}
	for range 10 {
		add()
	}
	return func() []string { return ran }
}

func TestTimersAgreeWithNaiveModel(t *testing.T) {
	total := 0
	for seed := range int64(300) {
		m := &naiveTimers{}
		expected := play(seed, m, func() time.Duration { return m.now }, func(d time.Duration) { m.now += d })
		m.run()
		inBubble(t, func(t *testing.T, l *eventloop.Loop) {
			got := play(seed, l, clock(), time.Sleep)
			require.NoError(t, l.Run())
			require.Equal(t, expected(), got(), "seed %d", seed)
			total += len(got())
		})
	}
	require.Greater(t, total, 10_000, "the plays are long enough to mean something")
}

// An unreferenced timer fires while something else keeps the loop running, and
// does not keep it running itself.
func TestUnrefTimer(t *testing.T) {
	inBubble(t, func(t *testing.T, l *eventloop.Loop) {
		var got trace
		l.UnrefTimer(l.SetTimeout(10*ms, got.task("fired")))
		late := l.SetTimeout(30*ms, got.task("late"))
		l.UnrefTimer(late)
		l.UnrefTimer(late)
		l.UnrefTimer(77)
		cleared := l.SetTimeout(5*ms, got.task("cleared"))
		l.UnrefTimer(cleared)
		l.ClearTimer(cleared)
		require.Empty(t, l.OpenHandles())
		require.NoError(t, l.Run())
		require.Empty(t, got)
		l.SetTimeout(20*ms, got.task("kept"))
		require.Equal(t, []string{"1 timer(s)"}, l.OpenHandles())
		require.NoError(t, l.Run())
		require.Equal(t, trace{"fired", "kept"}, got)
		l.ClearTimer(late)
		require.NoError(t, l.Run())
	})
}
