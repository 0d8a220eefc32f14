package chrome

import (
	"fmt"
	"log/slog"
	"time"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/alarms"
	"github.com/sockhost/sockhost/bindings/api"
	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/runtime"
)

// AlarmsOptions configure [Alarms].
type AlarmsOptions struct {
	Loop *eventloop.Loop
	// Store keeps the alarms when the process ends; nil keeps none.
	Store alarms.Store
	// Packed is an app that comes as one file. Its alarms may be less frequent.
	Packed bool
	// ManifestVersion of the app.
	ManifestVersion int
	// Log hears what the store cannot do; nil drops it.
	Log *slog.Logger
}

// Alarms is chrome.alarms.
type Alarms struct {
	schedule *alarms.Schedule
	least    leastDelay
	pages    group[*api.EventSource]
}

// NewAlarms makes the service, with the alarms that are stored. They fire in
// the pages that are attached; to keep them from a suspended app, Sleep.
func NewAlarms(opts AlarmsOptions) *Alarms {
	a := &Alarms{least: leastDelayOf(opts.Packed, opts.ManifestVersion)}
	a.schedule = alarms.New(alarms.Options{Loop: opts.Loop, Minimum: a.least.enforced, Store: opts.Store, Fire: a.fire, Log: opts.Log})
	return a
}

// Attach installs chrome.alarms in a page.
func (a *Alarms) Attach(b *api.Binder) (detach func()) {
	return a.pages.add(b, b.Install(alarmsNamespace(a))["onAlarm"])
}

// Sleep holds alarms back until Resume. When one is due, wake is called, once,
// as a task.
func (a *Alarms) Sleep(wake func()) { a.schedule.Sleep(wake) }

// Resume lets the alarms fire that were held back, as a task.
func (a *Alarms) Resume() { a.schedule.Resume() }

// fire fires onAlarm in every page.
func (a *Alarms) fire(alarm alarms.Alarm) {
	for _, m := range a.pages.all() {
		if m.p.HasListeners() {
			m.p.Emit(alarmObject(m.b, alarm))
		}
	}
}

// leastDelay is the least time between alarms: the one that holds for the app,
// and the one that it is warned of.
type leastDelay struct{ enforced, told time.Duration }

// leastDelayOf is Chrome's rule. An app in development is spared the wait.
func leastDelayOf(packed bool, manifestVersion int) leastDelay {
	switch {
	case manifestVersion < 3 && packed:
		return leastDelay{time.Minute, time.Minute}
	case manifestVersion < 3:
		return leastDelay{time.Second, time.Minute}
	case packed:
		return leastDelay{30 * time.Second, 30 * time.Second}
	}
	return leastDelay{time.Second, time.Second}
}

// warn tells of a delay or a period that will be longer than it was asked for.
func (l leastDelay) warn(rt *runtime.Runtime, what, name string, minutes *float64) {
	if minutes == nil || *minutes >= l.told.Minutes() {
		return
	}
	seconds, alarm := "1 second", "Alarm"
	if l.told > time.Second {
		seconds = fmt.Sprintf("%.0f seconds", l.told.Seconds())
	}
	if l.told != l.enforced {
		alarm = "In packed extensions, alarm"
	}
	rt.Console(runtime.Warn, fmt.Sprintf("Alarm %s is less than the minimum duration of %s. %s \"%s\" will fire after the minimum duration.", what, seconds, alarm, name))
}

// Types of chrome.alarms.
var (
	alarmType = &api.Type{Kind: api.Object, Name: "alarms.Alarm", Properties: []api.Param{
		{Name: "name", Type: api.StringType},
		{Name: "scheduledTime", Type: api.NumberType},
		{Name: "periodInMinutes", Type: api.NumberType, Optional: true},
		{Name: "persistAcrossSessions", Type: api.BooleanType},
	}}
	alarmCreateInfo = &api.Type{Kind: api.Object, Name: "alarms.AlarmCreateInfo", Properties: []api.Param{
		{Name: "name", Type: api.StringType, Optional: true},
		{Name: "when", Type: api.NumberType, Optional: true},
		{Name: "delayInMinutes", Type: api.NumberType, Optional: true},
		{Name: "periodInMinutes", Type: api.NumberType, Optional: true},
		{Name: "persistAcrossSessions", Type: api.BooleanType, Optional: true},
	}}
)

func alarmObject(b *api.Binder, a alarms.Alarm) goja.Value {
	period := api.Field{Name: "periodInMinutes"}
	if a.Period != nil {
		period = field(b, "periodInMinutes", *a.Period)
	}
	return object(b, field(b, "name", a.Name), period, field(b, "persistAcrossSessions", a.Persistent), field(b, "scheduledTime", a.Scheduled))
}

// create is chrome.alarms.create.
func (a *Alarms) create(c *api.Call) {
	d, name := c.Dict(), c.String(0)
	if named := d.String("name"); named != nil {
		if c.Given(0) {
			fail(c, "Cannot set alarm name in both separate argument and object form.")
			return
		}
		name = *named
	}
	persist := d.Bool("persistAcrossSessions")
	info := alarms.Info{
		When:      d.Float("when"),
		Delay:     d.Float("delayInMinutes"),
		Period:    d.Float("periodInMinutes"),
		Transient: persist != nil && !*persist,
	}
	switch a.schedule.Create(name, info) {
	case alarms.ErrNoTime:
		fail(c, "Must set at least one of when, delayInMinutes, or periodInMinutes.")
		return
	case alarms.ErrTwoTimes:
		fail(c, "Cannot set both when and delayInMinutes.")
		return
	}
	rt := c.Binder().Runtime()
	a.least.warn(rt, "delay", name, info.Delay)
	a.least.warn(rt, "period", name, info.Period)
	reply(c)
}

func alarmsNamespace(a *Alarms) *api.Namespace {
	name := []api.Param{{Name: "name", Type: api.StringType, Optional: true}}
	cleared := []api.Param{{Name: "wasCleared", Type: api.BooleanType}}
	answer := func(c *api.Call, yes bool) { reply(c, c.Binder().Runtime().VM().ToValue(yes)) }
	return &api.Namespace{
		Name:       "alarms",
		Permission: "alarms",
		Types:      []*api.Type{alarmType, alarmCreateInfo},
		Methods: []api.Method{
			{
				Name:   "create",
				Params: []api.Param{name[0], {Name: "alarmInfo", Type: alarmCreateInfo}},
				Do:     a.create,
			},
			{
				Name:    "get",
				Params:  name,
				Results: []api.Param{{Name: "alarm", Type: alarmType, Optional: true}},
				Do: func(c *api.Call) {
					if alarm, found := a.schedule.Get(c.String(0)); found {
						reply(c, alarmObject(c.Binder(), alarm))
						return
					}
					reply(c)
				},
			},
			{
				Name:    "getAll",
				Results: []api.Param{{Name: "alarms", Type: api.ArrayOf(alarmType)}},
				Do: func(c *api.Call) {
					reply(c, array(c.Binder(), a.schedule.All(), func(alarm alarms.Alarm) goja.Value {
						return alarmObject(c.Binder(), alarm)
					}))
				},
			},
			{
				Name:    "clear",
				Params:  name,
				Results: cleared,
				Do:      func(c *api.Call) { answer(c, a.schedule.Clear(c.String(0))) },
			},
			{
				Name:    "clearAll",
				Results: cleared,
				Do: func(c *api.Call) {
					a.schedule.ClearAll()
					answer(c, true)
				},
			},
		},
		Events: []api.Event{{Name: "onAlarm", Params: []api.Param{{Name: "alarm", Type: alarmType}}}},
	}
}
