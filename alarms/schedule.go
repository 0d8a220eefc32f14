package alarms

import (
	"cmp"
	"errors"
	"log/slog"
	"math"
	"slices"
	"time"

	"github.com/sockhost/sockhost/eventloop"
)

// longest is how long a timer may run before the clock is looked at again: the
// clock may be set, and the machine may sleep.
const longest = time.Minute

// What is wrong with an [Info].
var (
	ErrNoTime   = errors.New("an alarm without a time")
	ErrTwoTimes = errors.New("an alarm with two times")
)

// Alarm is a point of time with a name.
type Alarm struct {
	Name string `json:"name"`
	// Scheduled is when it fires next, in milliseconds since 1970.
	Scheduled float64 `json:"scheduled"`
	// Period in minutes, or nil.
	Period *float64 `json:"period,omitempty"`
	// Persistent alarms outlast the process.
	Persistent bool `json:"-"`
}

// Info is what an alarm is made of. Times are in minutes, but When is in
// milliseconds since 1970.
type Info struct {
	When, Delay, Period *float64
	// Transient alarms end with the process.
	Transient bool
}

// Options configure a [Schedule].
type Options struct {
	Loop *eventloop.Loop
	// Minimum is the least time between two alarms.
	Minimum time.Duration
	// Store keeps the alarms; nil keeps none.
	Store Store
	// Fire is called for each alarm that is due, within a task.
	Fire func(Alarm)
	// Log hears what the store cannot do; nil drops it.
	Log *slog.Logger
}

// Schedule is the alarms of one app.
type Schedule struct {
	opts   Options
	alarms []Alarm // in the order of making
	timer  eventloop.TimerID
	fired  float64 // when alarms fired last, in milliseconds since 1970; 0 is never

	asleep bool
	wake   func() // while asleep, until an alarm is due
}

// New makes a schedule with the alarms that are stored.
func New(opts Options) *Schedule {
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	s := &Schedule{opts: opts}
	s.load()
	s.plan()
	return s
}

// Create makes an alarm, in place of one with the same name. Its error is
// [ErrNoTime] or [ErrTwoTimes].
func (s *Schedule) Create(name string, info Info) error {
	switch {
	case info.When != nil && info.Delay != nil:
		return ErrTwoTimes
	case info.When == nil && info.Delay == nil && info.Period == nil:
		return ErrNoTime
	}
	now := now()
	a := Alarm{Name: name, Period: info.Period, Persistent: !info.Transient}
	switch {
	case info.When != nil:
		a.Scheduled = bounded(*info.When)
	case info.Delay != nil:
		a.Scheduled = now + minutes(*info.Delay)
	default:
		a.Scheduled = now + minutes(*info.Period)
	}
	s.remove(name)
	s.alarms = append(s.alarms, a)
	s.changed()
	return nil
}

// Get returns the alarm with a name.
func (s *Schedule) Get(name string) (Alarm, bool) {
	if i := s.index(name); i >= 0 {
		return s.alarms[i], true
	}
	return Alarm{}, false
}

// All returns the alarms in the order of making.
func (s *Schedule) All() []Alarm { return slices.Clone(s.alarms) }

// Clear removes the alarm with a name, and tells whether there was one.
func (s *Schedule) Clear(name string) bool {
	found := s.remove(name)
	if found {
		s.changed()
	}
	return found
}

// ClearAll removes every alarm.
func (s *Schedule) ClearAll() {
	s.alarms = nil
	s.changed()
}

// Sleep holds alarms back until Resume. When one is due, wake is called, once,
// as a task.
func (s *Schedule) Sleep(wake func()) { s.asleep, s.wake = true, wake }

// Resume lets alarms fire that were held back, as a task.
func (s *Schedule) Resume() {
	s.asleep, s.wake = false, nil
	s.opts.Loop.Post(s.poll)
}

func (s *Schedule) index(name string) int {
	return slices.IndexFunc(s.alarms, func(a Alarm) bool { return a.Name == name })
}

func (s *Schedule) remove(name string) bool {
	i := s.index(name)
	if i >= 0 {
		s.alarms = slices.Delete(s.alarms, i, i+1)
	}
	return i >= 0
}

func (s *Schedule) changed() {
	s.plan()
	s.save()
}

// plan sets the timer for the next alarm, in place of the one that was set.
func (s *Schedule) plan() {
	if s.timer != 0 {
		s.opts.Loop.ClearTimer(s.timer)
		s.timer = 0
	}
	if len(s.alarms) == 0 {
		return
	}
	// Rounded up: a timer that fires too early finds nothing due.
	delay := min(duration(math.Ceil(s.next()-now())), longest)
	s.timer = s.opts.Loop.SetTimeout(delay, func() {
		s.timer = 0
		s.poll()
	})
}

// next is when alarms may fire again, in milliseconds since 1970.
func (s *Schedule) next() float64 {
	soonest := slices.MinFunc(s.alarms, func(x, y Alarm) int { return cmp.Compare(x.Scheduled, y.Scheduled) })
	if s.fired == 0 {
		return soonest.Scheduled // at the start they need not wait
	}
	return max(soonest.Scheduled, s.fired+float64(s.opts.Minimum)/1e6)
}

// poll fires what is due. Of a sleeping app it wakes the one who asked for it.
func (s *Schedule) poll() {
	now := now()
	if len(s.alarms) == 0 || s.next() > now {
		s.plan()
		return
	}
	if s.asleep {
		if wake := s.wake; wake != nil {
			s.wake = nil
			wake()
		}
		return
	}
	s.fired = now
	var due []Alarm
	for i := len(s.alarms) - 1; i >= 0; i-- {
		a := s.alarms[i]
		if a.Scheduled > now {
			continue
		}
		due = append(due, a)
		if a.Period == nil {
			s.alarms = slices.Delete(s.alarms, i, i+1)
		} else {
			s.alarms[i].Scheduled = following(a.Scheduled, minutes(*a.Period), now)
		}
	}
	s.changed()
	for _, a := range due {
		s.opts.Fire(a)
	}
}

// following is the first point after now of the grid that a repeating alarm
// makes. One without a length is due at once, always.
func following(scheduled, period, now float64) float64 {
	if period <= 0 {
		return scheduled
	}
	return scheduled + period*(math.Floor((now-scheduled)/period)+1)
}

func now() float64 { return float64(time.Now().UnixMicro()) / 1e3 }

// minutes in milliseconds.
func minutes(n float64) float64 { return bounded(n * 60e3) }

// bounded keeps a number so far from infinity that sums are finite.
func bounded(milliseconds float64) float64 { return max(-1e300, min(milliseconds, 1e300)) }

// duration is a number of milliseconds, as far as a duration can tell.
func duration(milliseconds float64) time.Duration {
	const most = float64(math.MaxInt64 / 2)
	return time.Duration(max(-most, min(milliseconds*1e6, most)))
}
