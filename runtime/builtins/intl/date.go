package intl

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// DateFormat writes dates and times. Its fields have the values of the options
// of the same names in Intl.DateTimeFormat; "" is an option that is not given.
type DateFormat struct {
	Locale *Locale
	Zone   *time.Location

	Weekday, Era, Year, Month, Day string
	Hour, Minute, Second           string
	DayPeriod                      string
	FractionalSecondDigits         int
	TimeZoneName                   string
	DateStyle, TimeStyle           string
	HourCycle                      string // "h11", "h12", "h23", "h24"; "" is the locale's

	pattern string
}

// hourLetters are the names of the hour fields of the cycles.
var hourLetters = map[string]string{"h11": "K", "h12": "h", "h23": "H", "h24": "k"}

// Cycle is the hour cycle that holds.
func (f *DateFormat) Cycle() string {
	if f.HourCycle != "" {
		return f.HourCycle
	}
	if f.Locale.Hour == "h" {
		return "h12"
	}
	return "h23"
}

// Cycle12 is the locale's cycle of twelve hours.
func (l *Locale) Cycle12() string {
	if strings.Contains(l.Time["h"], "{K") {
		return "h11"
	}
	return "h12"
}

// Parts writes a time in parts.
func (f *DateFormat) Parts(t time.Time) (parts []Part) {
	if f.pattern == "" {
		f.pattern = f.build()
	}
	t = t.In(f.Zone)
	fill(f.pattern, func(text string, field bool) {
		if field {
			parts = f.field(parts, text, t)
		} else {
			parts = literal(parts, text)
		}
	})
	return parts
}

// Format writes a time.
func (f *DateFormat) Format(t time.Time) string { return Text(f.Parts(t)) }

// build makes the pattern.
func (f *DateFormat) build() string {
	if f.DateStyle != "" || f.TimeStyle != "" {
		return f.styled()
	}
	date, clock := f.datePattern(), f.timePattern()
	switch {
	case date == "":
		return clock
	case clock == "":
		return date
	}
	glue := "numeric"
	switch f.Month {
	case "long":
		glue = "long"
		if f.Weekday != "" {
			glue = "weekday"
		}
	case "short":
		glue = "short"
	}
	return join(f.Locale.Glue[glue], date, clock)
}

func (f *DateFormat) styled() string {
	date, clock := "", ""
	if f.DateStyle != "" {
		date = f.Locale.Style["date "+f.DateStyle]
	}
	if f.TimeStyle != "" {
		clock = f.cycled(f.Locale.Style["time "+f.TimeStyle])
	}
	switch {
	case date == "":
		return clock
	case clock == "":
		return date
	}
	return join(f.Locale.Style["glue "+f.DateStyle], date, clock)
}

func join(glue, date, clock string) string {
	return strings.NewReplacer("{0}", date, "{1}", clock).Replace(glue)
}

// cycled is the pattern of a time style in another hour cycle than the locale's.
func (f *DateFormat) cycled(pattern string) string {
	own := f.Locale.Hour
	want := hourLetters[f.Cycle()]
	if twelve := want == "h" || want == "K"; twelve == (own == "h") {
		return withHour(pattern, want)
	}
	key := "Hm"
	if want == "h" || want == "K" {
		key = "hm"
	}
	if strings.Contains(pattern, "{ss}") {
		key += "s"
	}
	made := f.Locale.Time[key]
	for _, zone := range []string{"{zzzz}", "{z}"} {
		if strings.Contains(pattern, zone) {
			made = strings.NewReplacer("{0}", made, "{1}", zone).Replace(f.Locale.Glue["zone"])
		}
	}
	return withHour(made, want)
}

// withHour puts the hour of a cycle into a pattern.
func withHour(pattern, letter string) string {
	for _, other := range []string{"h", "H", "K", "k"} {
		if other != letter {
			pattern = strings.NewReplacer("{"+other+"}", "{"+letter+"}", "{"+other+other+"}", "{"+letter+letter+"}").Replace(pattern)
		}
	}
	return pattern
}

// datePattern is the pattern of the fields of a date, or "".
func (f *DateFormat) datePattern() string {
	key := ""
	if f.Weekday != "" {
		key += map[string]string{"long": "EEEE"}[f.Weekday]
		if f.Weekday != "long" {
			key += "E"
		}
	}
	if f.Year != "" {
		key += "y"
	}
	if f.Month != "" {
		key += map[string]string{"numeric": "M", "2-digit": "M", "long": "MMMM", "short": "MMM", "narrow": "MMM"}[f.Month]
	}
	if f.Day != "" {
		key += "d"
	}
	pattern := f.Locale.Date[key]
	if f.Year == "2-digit" {
		pattern = strings.Replace(pattern, "{y}", "{yy}", 1)
	}
	if f.Month == "2-digit" {
		pattern = strings.Replace(pattern, "{M}", "{MM}", 1)
	}
	if f.Month == "narrow" {
		pattern = strings.NewReplacer("{MMM}", "{MMMMM}", "{LLL}", "{MMMMM}").Replace(pattern)
	}
	if f.Day == "2-digit" {
		pattern = strings.Replace(pattern, "{d}", "{dd}", 1)
	}
	if f.Weekday == "narrow" {
		pattern = strings.NewReplacer("{EEE}", "{EEEEE}", "{ccc}", "{EEEEE}").Replace(pattern)
	}
	if f.Era != "" {
		era := map[string]string{"long": "{GGGG}", "short": "{GGG}", "narrow": "{GGGGG}"}[f.Era]
		pattern = strings.TrimPrefix(pattern+" "+era, " ")
	}
	return pattern
}

// timePattern is the pattern of the fields of a time, or "".
func (f *DateFormat) timePattern() string {
	letter := hourLetters[f.Cycle()]
	key := ""
	if f.Hour != "" {
		key = "H"
		if letter == "h" || letter == "K" {
			key = "h"
		}
		if f.Hour == "2-digit" {
			key += key
		}
	}
	if f.Minute != "" || f.Hour != "" && f.Second != "" {
		key += "m"
	}
	if f.Second != "" {
		key += "s"
	}
	pattern := withHour(f.Locale.Time[key], letter)
	if f.Hour == "2-digit" {
		pattern = strings.Replace(pattern, "{"+letter+"}", "{"+letter+letter+"}", 1)
	}
	if f.FractionalSecondDigits > 0 {
		fraction := "{" + strings.Repeat("S", f.FractionalSecondDigits) + "}"
		switch {
		case strings.Contains(pattern, "{ss}"):
			pattern = strings.Replace(pattern, "{ss}", "{ss}"+f.Locale.Number.Decimal+fraction, 1)
		case strings.Contains(pattern, "{s}"):
			pattern = strings.Replace(pattern, "{s}", "{s}"+f.Locale.Number.Decimal+fraction, 1)
		case pattern == "":
			pattern = fraction
		}
	}
	if f.TimeZoneName != "" {
		zone := "{" + f.TimeZoneName + "}"
		switch f.TimeZoneName {
		case "short":
			zone = "{z}"
		case "long":
			zone = "{zzzz}"
		}
		if pattern == "" {
			return zone
		}
		pattern = strings.NewReplacer("{0}", pattern, "{1}", zone).Replace(f.Locale.Glue["zone"])
	}
	return pattern
}

// field writes one field.
func (f *DateFormat) field(parts []Part, name string, t time.Time) []Part {
	names := f.Locale.Names
	number := func(kind string, n int) []Part {
		return append(parts, Part{kind, fmt.Sprintf("%0*d", len(name), n)})
	}
	switch name {
	case "y":
		return append(parts, Part{"year", strconv.Itoa(eraYear(t))})
	case "yy":
		return append(parts, Part{"year", fmt.Sprintf("%02d", eraYear(t)%100)})
	case "M", "MM":
		return number("month", int(t.Month()))
	case "MMM", "MMMM", "MMMMM", "LLL", "LLLL":
		return append(parts, Part{"month", names[name][t.Month()-1]})
	case "d", "dd":
		return number("day", t.Day())
	case "EEE", "EEEE", "EEEEE", "ccc", "cccc":
		return append(parts, Part{"weekday", names[name][t.Weekday()]})
	case "GGG", "GGGG", "GGGGG":
		era := 1
		if t.Year() <= 0 {
			era = 0
		}
		return append(parts, Part{"era", names[name][era]})
	case "H", "HH":
		return number("hour", t.Hour())
	case "h", "hh":
		return number("hour", (t.Hour()+11)%12+1)
	case "K", "KK":
		return number("hour", t.Hour()%12)
	case "k", "kk":
		return number("hour", (t.Hour()+23)%24+1)
	case "m", "mm":
		return number("minute", t.Minute())
	case "s", "ss":
		return number("second", t.Second())
	case "S", "SS", "SSS":
		digits := fmt.Sprintf("%03d", t.Nanosecond()/int(time.Millisecond))
		return append(parts, Part{"fractionalSecond", digits[:len(name)]})
	case "a":
		return append(parts, Part{"dayPeriod", names["a"][t.Hour()]})
	}
	return append(parts, Part{"timeZoneName", zoneName(f.Locale, name, t)})
}

// eraYear counts years before the first from 1 too.
func eraYear(t time.Time) int {
	if y := t.Year(); y > 0 {
		return y
	}
	return 1 - t.Year()
}
