package builtins

import (
	"math"
	"slices"
	"time"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/runtime/builtins/intl"
)

// dateFormat is the Go side of an Intl.DateTimeFormat.
type dateFormat struct {
	intl.DateFormat
	tag, zone string // zone is "" for the system's
}

func (r *Realm) installDateTimeFormat(in *goja.Object) {
	const class = "DateTimeFormat"
	intlClass(r, in, class, true, func(r *Realm, tag string, l *intl.Locale, v goja.Value) *dateFormat {
		return newDateFormat(r, tag, l, v, "any", "date", "Intl."+class)
	}, []member{
		bound(class, "format", 1, func(r *Realm, f *dateFormat, c goja.FunctionCall) goja.Value {
			return r.vm.ToValue(f.Format(r.dateArgument(c)))
		}),
		method(class, "formatToParts", 1, func(r *Realm, f *dateFormat, c goja.FunctionCall) goja.Value {
			return r.parts(f.Parts(r.dateArgument(c)))
		}),
		method(class, "resolvedOptions", 0, func(r *Realm, f *dateFormat, _ goja.FunctionCall) goja.Value {
			return f.resolved(r)
		}),
	})
}

// dateArgument is a time given as a Date or a number, or now.
func (r *Realm) dateArgument(c goja.FunctionCall) time.Time {
	v := c.Argument(0)
	if isUndefined(v) {
		return time.Now()
	}
	return r.timeOf(r.toNumber(v))
}

const maxTime = 8.64e15 // milliseconds from the epoch

func (r *Realm) timeOf(ms float64) time.Time {
	if math.IsNaN(ms) || math.Abs(ms) > maxTime {
		r.throw("RangeError", "Invalid time value")
	}
	return time.UnixMilli(int64(ms))
}

// newDateFormat reads the options. When none of the required kind is given, the
// defaults are added; both are "date", "time", or "any" and "all".
func newDateFormat(r *Realm, tag string, l *intl.Locale, v goja.Value, required, defaults, class string) *dateFormat {
	o := r.options(class, v)
	f := &dateFormat{tag: tag, DateFormat: intl.DateFormat{Locale: l, Zone: time.Local}}
	o.text("localeMatcher", "lookup", "best fit")
	hour12, is12 := o.flag("hour12")
	cycle := o.text("hourCycle", "h11", "h12", "h23", "h24")
	if name := o.text("timeZone"); name != "" {
		zone, shown, ok := intl.Zone(name)
		if !ok {
			r.throw("RangeError", "Invalid time zone specified: %s", name)
		}
		f.Zone, f.zone = zone, shown
	}
	f.Weekday = o.text("weekday", "narrow", "short", "long")
	f.Era = o.text("era", "narrow", "short", "long")
	f.Year = o.text("year", "2-digit", "numeric")
	f.Month = o.text("month", "2-digit", "numeric", "narrow", "short", "long")
	f.Day = o.text("day", "2-digit", "numeric")
	f.DayPeriod = o.text("dayPeriod", "narrow", "short", "long")
	f.Hour = o.text("hour", "2-digit", "numeric")
	f.Minute = o.text("minute", "2-digit", "numeric")
	f.Second = o.text("second", "2-digit", "numeric")
	f.FractionalSecondDigits = o.number("fractionalSecondDigits", 1, 3, 0)
	f.TimeZoneName = o.text("timeZoneName", "short", "long", "shortOffset", "longOffset", "shortGeneric", "longGeneric")
	f.DateStyle = o.text("dateStyle", "full", "long", "medium", "short")
	f.TimeStyle = o.text("timeStyle", "full", "long", "medium", "short")
	f.defaults(r, required, defaults)
	f.cycle(cycle, hour12, is12)
	return f
}

func (f *dateFormat) defaults(r *Realm, required, defaults string) {
	dateFields, timeFields := f.Weekday+f.Year+f.Month+f.Day, f.DayPeriod+f.Hour+f.Minute+f.Second
	if f.FractionalSecondDigits > 0 {
		timeFields += "S"
	}
	if f.DateStyle != "" || f.TimeStyle != "" {
		switch {
		case dateFields+timeFields+f.Era+f.TimeZoneName != "":
			r.throwType("Invalid option : option")
		case required == "date" && f.TimeStyle != "":
			r.throwType("Invalid option : timeStyle")
		case required == "time" && f.DateStyle != "":
			r.throwType("Invalid option : dateStyle")
		}
		return
	}
	if required != "time" && dateFields != "" || required != "date" && timeFields != "" {
		return
	}
	if defaults == "date" || defaults == "all" {
		f.Year, f.Month, f.Day = "numeric", "numeric", "numeric"
	}
	if defaults == "time" || defaults == "all" {
		f.Hour, f.Minute, f.Second = "numeric", "numeric", "numeric"
	}
}

// cycle decides how hours count.
func (f *dateFormat) cycle(cycle string, hour12, given bool) {
	if cycle == "" {
		if hc := intl.Extension(f.tag, "hc"); slices.Contains([]string{"h11", "h12", "h23", "h24"}, hc) {
			cycle = hc
		}
	}
	if given {
		cycle = "h23"
		if hour12 {
			cycle = f.Locale.Cycle12()
		}
	}
	f.HourCycle = cycle
}

func (f *dateFormat) resolved(r *Realm) goja.Value {
	zone := f.zone
	if zone == "" {
		zone = intl.LocalZone()
	}
	pairs := []any{"locale", shownTag(f.tag), "calendar", "gregory", "numberingSystem", "latn", "timeZone", zone}
	if f.Hour != "" || f.TimeStyle != "" {
		cycle := f.Cycle()
		pairs = append(pairs, "hourCycle", cycle, "hour12", cycle == "h11" || cycle == "h12")
	}
	minute, second := f.Minute, f.Second
	if minute != "" && f.Hour != "" {
		minute = "2-digit"
	}
	if second != "" && f.Minute != "" {
		second = "2-digit"
	}
	pairs = append(pairs, "weekday", f.Weekday, "era", f.Era, "year", f.Year, "month", f.Month, "day", f.Day, "dayPeriod", f.DayPeriod,
		"hour", f.Hour, "minute", minute, "second", second)
	if f.FractionalSecondDigits > 0 {
		pairs = append(pairs, "fractionalSecondDigits", f.FractionalSecondDigits)
	}
	pairs = append(pairs, "timeZoneName", f.TimeZoneName, "dateStyle", f.DateStyle, "timeStyle", f.TimeStyle)
	return r.resolved(pairs...)
}

// dateMethods are the methods of Date.prototype that write for people, with the
// fields that they need and those that they take when there are none.
var dateMethods = []struct{ name, required, defaults string }{
	{"toLocaleString", "any", "all"},
	{"toLocaleDateString", "date", "date"},
	{"toLocaleTimeString", "time", "time"},
}

func (r *Realm) installLocaleMethods() {
	if proto := r.lookup("Date.prototype"); proto != nil {
		for _, m := range dateMethods {
			r.replace(proto, m.name, 0, func(r *Realm, c goja.FunctionCall) goja.Value {
				ms := r.date(c, m.name)
				if ms != ms {
					return r.vm.ToValue("Invalid Date")
				}
				return r.vm.ToValue(r.dateFormatOf(c, m.name, m.required, m.defaults).Format(r.timeOf(ms)))
			})
		}
	}
	if proto := r.lookup("Number.prototype"); proto != nil {
		r.replace(proto, "toLocaleString", 0, (*Realm).numberToLocaleString)
	}
	if proto := r.lookup("BigInt.prototype"); proto != nil {
		r.replace(proto, "toLocaleString", 0, (*Realm).bigIntToLocaleString)
	}
	if proto := r.lookup("String.prototype"); proto != nil {
		r.replace(proto, "localeCompare", 1, (*Realm).localeCompare)
	}
}

func (r *Realm) dateFormatOf(c goja.FunctionCall, method, required, defaults string) *intl.DateFormat {
	plain := isUndefined(c.Argument(0)) && isUndefined(c.Argument(1))
	if f := r.intl.dates[method]; plain && f != nil {
		return f
	}
	tag, l := r.resolveLocale(c.Argument(0))
	f := newDateFormat(r, tag, l, c.Argument(1), required, defaults, "Date.prototype."+method)
	if plain {
		if r.intl.dates == nil {
			r.intl.dates = map[string]*intl.DateFormat{}
		}
		r.intl.dates[method] = &f.DateFormat
	}
	return &f.DateFormat
}
