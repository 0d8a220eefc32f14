package intl_test

import (
	"math"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/runtime/builtins/intl"
)

// The outputs are compared with a browser's by the tests of package builtins.

func TestFind(t *testing.T) {
	for _, c := range []struct{ tag, locale, resolved string }{
		{"en", "en-US", "en"}, {"DE-li", "de", "de-LI"}, {"zh-hant-hk", "zh-TW", "zh-Hant-HK"}, {"pt", "pt-BR", "pt"},
		{"no", "nb", "no"}, {"fr-u-nu-latn", "fr", "fr"}, {"de-1996", "de", "de"},
	} {
		l, resolved, ok := intl.Find(c.tag)
		require.True(t, ok, c.tag)
		require.Equal(t, c.locale, l.Tag)
		require.Equal(t, c.resolved, resolved)
	}
	_, _, ok := intl.Find("tlh")
	require.False(t, ok)
	require.Equal(t, "h23", intl.Extension("en-u-ca-gregory-hc-h23-x-hc-no", "hc"))
	require.Empty(t, intl.Extension("en", "hc"))
}

func TestValid(t *testing.T) {
	for tag, want := range map[string]bool{
		"en": true, "zh-Hant-TW": true, "de-1996": true, "sl-rozaj-biske": true, "es-419": true, "en-u-hc-h23": true, "en-x-a": true,
		"": false, "e": false, "en_US": false, "en-": false, "en-u": false, "engl": false, "en-US-US": false, "en-a-b": false, "en--US": false,
	} {
		require.Equal(t, want, intl.Valid(tag), tag)
	}
}

func TestZone(t *testing.T) {
	for _, c := range []struct{ name, shown string }{
		{"utc", "UTC"}, {"etc/gmt", "UTC"}, {"europe/berlin", "Europe/Berlin"}, {"america/port_of_spain", "America/Port_of_Spain"},
		{"+01", "+01:00"}, {"-0930", "-09:30"}, {"+05:45", "+05:45"}, {"-00:00", "+00:00"},
	} {
		_, shown, ok := intl.Zone(c.name)
		require.True(t, ok, c.name)
		require.Equal(t, c.shown, shown)
	}
	for _, name := range []string{"", "Local", "+24:00", "+1", "+01:60", "+1:00", "Mars/Olympus", "../etc/passwd", "-0x:10"} {
		_, _, ok := intl.Zone(name)
		require.False(t, ok, name)
	}
	require.NotEmpty(t, intl.LocalZone())
}

// FuzzNumber: what is written with all digits reads back as the same number, and
// no combination of digits fails.
func FuzzNumber(f *testing.F) {
	for _, x := range []float64{0, 1, -1.5, 999.9995, 1e21, 5e-324, math.MaxFloat64, math.Inf(1), math.NaN(), 0.1 + 0.2} {
		f.Add(x, 0, 3, 0, uint8(0))
	}
	f.Fuzz(func(t *testing.T, x float64, minFraction, maxFraction, significant int, notation uint8) {
		clamp := func(n, high int) int { return ((n % (high + 1)) + high + 1) % (high + 1) }
		n := intl.NumberFormat{
			Locale: intl.Default(), Style: "decimal", Notation: []string{"standard", "compact", "scientific", "engineering"}[notation%4],
			Digits: intl.Digits{MinInteger: 1, MaxFraction: clamp(maxFraction, 100), MaxSignificant: clamp(significant, 21)},
		}
		n.Digits.MinFraction = clamp(minFraction, n.Digits.MaxFraction)
		require.NotEmpty(t, n.Format(x))

		exact := intl.Digits{MinInteger: 1, MaxFraction: 400}.Write(x)
		if !math.IsNaN(x) && !math.IsInf(x, 0) {
			back, err := strconv.ParseFloat(exact, 64)
			require.NoError(t, err)
			require.Equal(t, math.Abs(x), math.Abs(back))
		}
	})
}

// TestEveryLocale: all fields of all locales can be written.
func TestEveryLocale(t *testing.T) {
	at := time.Date(2026, 2, 3, 16, 5, 6, 7e6, time.UTC)
	for _, tag := range []string{"cs", "da", "de", "el", "en-IN", "es", "fi", "fr-CH", "hu", "id", "it", "ja", "ko", "nl", "pl", "pt-PT", "ro", "ru", "sv", "tr", "uk", "vi", "zh-TW"} {
		l, _, ok := intl.Find(tag)
		require.True(t, ok)
		for _, month := range []string{"", "numeric", "2-digit", "short", "long", "narrow"} {
			for _, weekday := range []string{"", "short", "long", "narrow"} {
				for _, cycle := range []string{"", "h11", "h12", "h23", "h24"} {
					f := intl.DateFormat{Locale: l, Zone: time.UTC, Year: "numeric", Month: month, Weekday: weekday, Day: "numeric",
						Hour: "2-digit", Minute: "2-digit", Second: "2-digit", HourCycle: cycle, TimeZoneName: "short", FractionalSecondDigits: 3}
					text := f.Format(at)
					require.Contains(t, text, "05", tag)
					require.NotContains(t, text, "{", tag)
				}
			}
		}
		n := intl.NumberFormat{Locale: l, Style: "currency", Currency: "XTS", Notation: "compact", CompactDisplay: "long", Grouping: "auto", Digits: intl.Digits{Compact: true}}
		for _, x := range []float64{0, 1, 12, 1e3, 1.5e6, 2e9, 5e14, 1e20} {
			require.NotContains(t, n.Format(-x), "{", tag)
		}
	}
}
