package intl

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// Zone finds a time zone by its name, whatever the case, or an offset such as
// "+01:30". The name returned is the one to show.
func Zone(name string) (*time.Location, string, bool) {
	if name == "" {
		return nil, "", false
	}
	if name[0] == '+' || name[0] == '-' {
		return offsetZone(name)
	}
	switch upper := strings.ToUpper(name); upper {
	case "UTC", "GMT", "ETC/UTC", "ETC/GMT", "ETC/UCT", "UCT", "ZULU", "ETC/ZULU", "UNIVERSAL", "ETC/UNIVERSAL":
		return time.UTC, "UTC", true
	case "LOCAL":
		return nil, "", false
	}
	for _, try := range []string{name, titled(name)} {
		if zone, err := time.LoadLocation(try); err == nil {
			return zone, try, true
		}
	}
	return nil, "", false
}

// titled writes a name as the database of time zones mostly does, since on most
// systems it is a file.
func titled(name string) string {
	parts := strings.FieldsFunc(strings.ToLower(name), func(c rune) bool { return c == '/' || c == '_' || c == '-' })
	out := []byte(strings.ToLower(name))
	at := 0
	for i, part := range parts {
		at += strings.Index(string(out[at:]), part)
		small := i > 0 && (part == "of" || part == "au" || part == "es" || part == "de")
		if !small {
			out[at] = strings.ToUpper(part[:1])[0]
		}
		at += len(part)
	}
	return string(out)
}

func offsetZone(name string) (*time.Location, string, bool) {
	digits := strings.Replace(name[1:], ":", "", 1)
	if len(digits) != 2 && len(digits) != 4 || len(name) == 4 && strings.Contains(name, ":") {
		return nil, "", false
	}
	hours, err := strconv.ParseUint(digits[:2], 10, 8)
	minutes := uint64(0)
	if err == nil && len(digits) == 4 {
		minutes, err = strconv.ParseUint(digits[2:], 10, 8)
	}
	if err != nil || hours > 23 || minutes > 59 {
		return nil, "", false
	}
	seconds := int(hours*3600 + minutes*60)
	if name[0] == '-' {
		seconds = -seconds
	}
	shown := fmt.Sprintf("%c%02d:%02d", name[0], hours, minutes)
	if seconds == 0 {
		shown = "+00:00"
	}
	return time.FixedZone(shown, seconds), shown, true
}

// LocalZone is the name of the system's time zone, or "UTC" if it has none.
func LocalZone() string {
	if name, ok := os.LookupEnv("TZ"); ok {
		name = strings.TrimPrefix(name, ":")
		if _, shown, ok := Zone(name); ok {
			return shown
		}
		if name == "" {
			return "UTC"
		}
	}
	if target, err := filepath.EvalSymlinks("/etc/localtime"); err == nil {
		if _, name, ok := strings.Cut(target, "zoneinfo/"); ok {
			if _, shown, ok := Zone(name); ok {
				return shown
			}
		}
	}
	if text, err := os.ReadFile("/etc/timezone"); err == nil {
		if _, shown, ok := Zone(strings.TrimSpace(string(text))); ok {
			return shown
		}
	}
	_, offset := time.Now().Zone()
	if offset == 0 || offset%3600 != 0 {
		return "UTC"
	}
	return fmt.Sprintf("Etc/GMT%+d", -offset/3600)
}

// american are the abbreviations that American English has for zones.
var american = map[string]bool{
	"EST": true, "EDT": true, "CST": true, "CDT": true, "MST": true, "MDT": true, "PST": true, "PDT": true,
	"AKST": true, "AKDT": true, "HST": true,
}

// zoneName writes the zone of t: z and zzzz are its short and long name, the
// others the values of timeZoneName.
func zoneName(l *Locale, field string, t time.Time) string {
	abbreviation, offset := t.Zone()
	utc := t.Location() == time.UTC
	switch {
	case utc && (field == "z" || field == "shortGeneric" || field == "longGeneric"):
		if field == "z" {
			return "UTC"
		}
		return "GMT"
	case utc && field == "zzzz" && language(l.Tag) == "en":
		return "Coordinated Universal Time"
	case field == "z" && american[abbreviation] && l.Tag == DefaultTag:
		return abbreviation
	}
	switch {
	case offset != 0:
	case field == "shortOffset":
		return "GMT+0"
	case field == "longOffset":
		return "GMT+00:00"
	default:
		return "GMT"
	}
	sign := "+"
	if offset < 0 {
		sign, offset = "-", -offset
	}
	hours, minutes := offset/3600, offset/60%60
	if field == "zzzz" || field == "longOffset" || field == "longGeneric" {
		return fmt.Sprintf("GMT%s%02d:%02d", sign, hours, minutes)
	}
	if minutes == 0 {
		return fmt.Sprintf("GMT%s%d", sign, hours)
	}
	return fmt.Sprintf("GMT%s%d:%02d", sign, hours, minutes)
}
