package alarms_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/alarms"
	"github.com/sockhost/sockhost/eventloop"
)

// book is a schedule in a bubble, where a day passes at once, and what its
// alarms did.
type book struct {
	*alarms.Schedule
	loop  *eventloop.Loop
	start time.Time
	fired []string // "name@seconds"
	limit int      // the loop stops after so many
}

func newBook(t *testing.T, opts alarms.Options) *book {
	loop, err := eventloop.New(eventloop.WithBackend(eventloop.Portable))
	require.NoError(t, err)
	t.Cleanup(loop.Close)
	b := &book{loop: loop, start: time.Now(), limit: -1}
	opts.Loop = loop
	if opts.Minimum == 0 {
		opts.Minimum = time.Second
	}
	opts.Fire = func(a alarms.Alarm) {
		b.fired = append(b.fired, fmt.Sprintf("%s@%.4g", a.Name, time.Since(b.start).Seconds()))
		if len(b.fired) == b.limit {
			loop.Stop()
		}
	}
	b.Schedule = alarms.New(opts)
	return b
}

// run runs the loop until n alarms have fired, or to its end.
func (b *book) run(t *testing.T, n int) []string {
	t.Helper()
	b.fired, b.limit = nil, n
	if err := b.loop.Run(); err != nil {
		require.ErrorIs(t, err, eventloop.ErrStopped)
	}
	return b.fired
}

// at is a point of time so many seconds after the start.
func (b *book) at(seconds float64) *float64 {
	ms := float64(b.start.UnixMicro())/1e3 + seconds*1e3
	return &ms
}

// seconds is a number of seconds in minutes.
func seconds(n float64) *float64 { return new(n / 60) }

func TestAlarmsFireInTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBook(t, alarms.Options{})
		require.NoError(t, b.Create("day", alarms.Info{Delay: seconds(24 * 60 * 60)}))
		require.NoError(t, b.Create("soon", alarms.Info{Delay: seconds(1.5)}))
		require.NoError(t, b.Create("when", alarms.Info{When: b.at(90)}))
		require.NoError(t, b.Create("cleared", alarms.Info{When: b.at(91)}))
		require.NoError(t, b.Create("when", alarms.Info{When: b.at(100)}))
		require.True(t, b.Clear("cleared"))
		require.False(t, b.Clear("cleared"))
		require.Equal(t, []string{"soon@1.5", "when@100", "day@8.64e+04"}, b.run(t, -1))
		require.Empty(t, b.All())
	})
}

// Recorded of Chromium, where "zero" has polls a second apart.
func TestAlarmsFireTogether(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBook(t, alarms.Options{})
		for _, name := range []string{"c", "a", "b"} {
			require.NoError(t, b.Create(name, alarms.Info{When: b.at(2.5)}))
		}
		require.NoError(t, b.Create("per", alarms.Info{Delay: seconds(1.2), Period: seconds(2.4)}))
		require.NoError(t, b.Create("zero", alarms.Info{Period: seconds(0)}))
		require.NoError(t, b.Create("both", alarms.Info{When: b.at(0.7), Period: seconds(300)}))
		require.NoError(t, b.Create("past", alarms.Info{When: new(-5.0)}))
		require.Equal(t, []string{
			"past@0", "zero@0",
			"both@1", "zero@1",
			"zero@2", "per@2",
			"zero@3", "b@3", "a@3", "c@3",
			"zero@4", "per@4",
			"zero@5",
			"zero@6", "per@6",
		}, b.run(t, 15))
	})
}

func TestPeriodsKeepToTheirGrid(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBook(t, alarms.Options{Minimum: time.Minute})
		require.NoError(t, b.Create("tick", alarms.Info{Delay: seconds(30), Period: seconds(10)}))
		require.Equal(t, []string{"tick@30", "tick@90", "tick@150"}, b.run(t, 3), "not more often than the minimum")
		tick, found := b.Get("tick")
		require.True(t, found)
		require.InDelta(t, *b.at(160), tick.Scheduled, 0.01)
	})
}

func TestWhatAnAlarmNeeds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBook(t, alarms.Options{})
		require.ErrorIs(t, b.Create("x", alarms.Info{}), alarms.ErrNoTime)
		require.ErrorIs(t, b.Create("x", alarms.Info{When: new(1.0), Delay: new(1.0)}), alarms.ErrTwoTimes)
		_, found := b.Get("x")
		require.False(t, found)
	})
}

func TestASleepingAppIsWokenOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBook(t, alarms.Options{})
		require.NoError(t, b.Create("one", alarms.Info{Delay: seconds(5), Period: seconds(5)}))
		require.NoError(t, b.Create("two", alarms.Info{Delay: seconds(12)}))
		woken := 0
		b.Sleep(func() {
			woken++
			require.Equal(t, 5.0, time.Since(b.start).Seconds())
			require.Empty(t, b.fired)
			b.loop.SetTimeout(10*time.Second, b.Resume)
		})
		require.Equal(t, []string{"two@15", "one@15", "one@20"}, b.run(t, 3))
		require.Equal(t, 1, woken)
		b.Sleep(func() { t.Error("nothing is due") })
		b.Resume()
		require.Equal(t, []string{"one@25"}, b.run(t, 1))
	})
}

// files is a store in memory.
type files map[string][]byte

func (f files) ReadFile(name string) ([]byte, error) {
	if data, found := f[name]; found {
		return data, nil
	}
	return nil, fs.ErrNotExist
}

func (f files) WriteFile(name string, data []byte) error {
	f[name] = data
	return nil
}

func TestAlarmsOutlastTheProcess(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := files{}
		b := newBook(t, alarms.Options{Store: store})
		require.NoError(t, b.Create("transient", alarms.Info{Delay: seconds(100), Transient: true}))
		require.NoError(t, b.Create("missed", alarms.Info{Delay: seconds(100)}))
		require.NoError(t, b.Create("repeated", alarms.Info{Delay: seconds(1), Period: seconds(60)}))
		require.NoError(t, b.Create("cleared", alarms.Info{Delay: seconds(100)}))
		b.Clear("cleared")
		b.loop.SetTimeout(2*time.Second, b.loop.Stop)
		require.Equal(t, []string{"repeated@1"}, b.run(t, -1))

		time.Sleep(time.Hour)
		again := newBook(t, alarms.Options{Store: store})
		require.Equal(t, b.All()[1:], again.All())
		require.Equal(t, []string{"repeated@0", "missed@0", "repeated@59"}, again.run(t, 3))
		again.ClearAll()
		require.Empty(t, again.run(t, -1))
		require.JSONEq(t, `null`, string(store["alarms.json"]))
	})
}

type broken struct{}

func (broken) ReadFile(string) ([]byte, error) { return []byte("{"), nil }
func (broken) WriteFile(string, []byte) error  { return errors.New("disk full") }

func TestABrokenStoreLosesNothingElse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBook(t, alarms.Options{Store: broken{}})
		require.NoError(t, b.Create("x", alarms.Info{Delay: seconds(1)}))
		require.Equal(t, []string{"x@1"}, b.run(t, -1))
	})
}

// Whatever the numbers are, an alarm can be stored and planned, and one that is
// far away does not fire.
func TestHugeNumbers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := files{}
		b := newBook(t, alarms.Options{Store: store})
		for i, n := range []float64{math.MaxFloat64, 1e300, 1e15} {
			require.NoError(t, b.Create(fmt.Sprint("when", i), alarms.Info{When: &n, Period: &n}))
			require.NoError(t, b.Create(fmt.Sprint("delay", i), alarms.Info{Delay: &n, Period: &n}))
			require.NoError(t, b.Create(fmt.Sprint("past", i), alarms.Info{When: new(-n), Period: &n}))
		}
		require.Len(t, b.run(t, 3), 3)
		b.loop.Post(b.loop.Stop)
		require.Empty(t, b.run(t, -1))
		require.True(t, json.Valid(store["alarms.json"]))
		require.Len(t, newBook(t, alarms.Options{Store: store}).All(), 9)
	})
}
