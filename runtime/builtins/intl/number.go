package intl

import (
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// numberData is how a locale writes numbers. In patterns {0} is the number, {1}
// the currency, and "-" and "%" are the signs.
type numberData struct {
	Decimal, Group, Minus, Plus, PercentSign, NaN, Infinity string
	Percent                                                 string
	Currency, CurrencyNegative, CurrencyCode, CurrencyName  string
	Accounting                                              string
	CurrencyDecimal, CurrencyGroup                          string
	Exponent                                                string
	Lakhs                                                   bool // groups of two above the thousands
	MinimumGroup                                            int  // digits that must stand before a separator
}

// compactForm is how many digits are left before the pattern, and the pattern.
type compactForm struct {
	Digits  int
	Pattern string
}

// UnmarshalJSON implements [json.Unmarshaler]: the form is a pair.
func (f *compactForm) UnmarshalJSON(text []byte) error {
	inside := strings.Trim(string(text), "[]")
	digits, pattern, _ := strings.Cut(inside, ",")
	f.Digits, _ = strconv.Atoi(digits)
	var err error
	f.Pattern, err = strconv.Unquote(strings.TrimSpace(pattern))
	return err
}

// NumberFormat writes numbers. Its fields have the values of the options of the
// same names in Intl.NumberFormat.
type NumberFormat struct {
	Locale          *Locale
	Style           string // "decimal", "percent", "currency", "unit"
	Currency        string
	CurrencyDisplay string
	CurrencySign    string
	Unit            string
	UnitDisplay     string
	Digits          Digits
	Grouping        string // "auto", "always", "min2", "" for none
	Notation        string // "standard", "scientific", "engineering", "compact"
	CompactDisplay  string
	SignDisplay     string
}

// Format writes a number.
func (f *NumberFormat) Format(x float64) string { return Text(f.Parts(x)) }

// Parts writes a number in parts.
func (f *NumberFormat) Parts(x float64) []Part {
	switch {
	case math.IsNaN(x):
		return f.around(decimal{}, false, []Part{{"nan", f.Locale.Number.NaN}}, Other)
	case math.IsInf(x, 0):
		return f.around(decimal{negative: x < 0, digits: "1"}, x < 0, []Part{{"infinity", f.Locale.Number.Infinity}}, Other)
	}
	d := decimalOf(x)
	d.negative = math.Signbit(x)
	return f.parts(d)
}

// PartsOfInteger writes an integer of any size, given in digits.
func (f *NumberFormat) PartsOfInteger(digits string) []Part { return f.parts(parseDecimal(digits)) }

func (f *NumberFormat) parts(d decimal) []Part {
	negative := d.negative
	if f.Style == "percent" && !d.isZero() {
		d.point += 2
	}
	switch f.Notation {
	case "scientific", "engineering":
		return f.scientific(d, negative)
	case "compact":
		if form, parts, shown, ok := f.compact(d); ok {
			body := f.withPattern(form, parts)
			return f.around(shown, negative, body, Other)
		}
	}
	rounded, integer, fraction := f.Digits.apply(d)
	number := integer
	if fraction != "" {
		number += "." + fraction
	}
	return f.around(rounded, negative, f.digits(integer, fraction), f.Locale.Plural(number))
}

// digits writes the digits with separators.
func (f *NumberFormat) digits(integer, fraction string) (parts []Part) {
	n := &f.Locale.Number
	decimalSign, group := n.Decimal, n.Group
	if f.Style == "currency" {
		decimalSign, group = n.CurrencyDecimal, n.CurrencyGroup
	}
	first := len(integer)
	minimum := map[string]int{"auto": n.MinimumGroup, "always": 1, "min2": 2}[f.Grouping]
	if minimum > 0 && len(integer) >= 3+minimum {
		first -= 3
		size := 3
		if n.Lakhs {
			size = 2
		}
		for first > size {
			first -= size
		}
	}
	parts = append(parts, Part{"integer", integer[:first]})
	for first < len(integer) {
		size := 3
		if n.Lakhs && len(integer)-first > 3 {
			size = 2
		}
		parts = append(parts, Part{"group", group}, Part{"integer", integer[first : first+size]})
		first += size
	}
	if fraction != "" {
		parts = append(parts, Part{"decimal", decimalSign}, Part{"fraction", fraction})
	}
	return parts
}

func (f *NumberFormat) scientific(d decimal, negative bool) []Part {
	exponent := 0
	shape := func(d decimal) decimal {
		if d.isZero() {
			return d
		}
		size := 1
		if f.Notation == "engineering" {
			size = 1 + ((d.point-1)%3+3)%3
		}
		exponent += d.point - size
		d.point = size
		return d
	}
	rounded, integer, fraction := f.Digits.apply(shape(d))
	if !rounded.isZero() && (f.Notation == "scientific" && rounded.point > 1 || rounded.point > 3) {
		rounded, integer, fraction = f.Digits.apply(shape(rounded))
	}
	parts := append(f.digits(integer, fraction), Part{"exponentSeparator", f.Locale.Number.Exponent})
	if exponent < 0 {
		parts = append(parts, Part{"exponentMinusSign", f.Locale.Number.Minus})
	}
	parts = append(parts, Part{"exponentInteger", strconv.Itoa(max(exponent, -exponent))})
	return f.around(rounded, negative, parts, Other)
}

// compact writes a short form; ok is false if the number has none.
func (f *NumberFormat) compact(d decimal) (pattern string, parts []Part, shown decimal, ok bool) {
	display := f.CompactDisplay
	if display == "" {
		display = "short"
	}
	forms := f.Locale.Compact[display]
	for range 2 { // rounding may lead to the next form
		magnitude := d.point - 1 - 3
		if d.isZero() || magnitude < 0 {
			if r, _, _ := f.Digits.apply(d); r.point-1-3 >= 0 {
				d = r
				continue
			}
			return "", nil, d, false
		}
		form := forms[min(magnitude, len(forms)-1)]
		any := form[Other]
		for _, p := range []Plural{Many, Few, One} {
			if any.Pattern == "" {
				any = form[p]
			}
		}
		digits := any.Digits + max(0, magnitude-(len(forms)-1))
		scaled := d
		scaled.point = digits
		rounded, integer, fraction := f.Digits.apply(scaled)
		if rounded.point > digits {
			d = decimal{d.negative, rounded.digits, d.point + 1}
			continue
		}
		number := integer
		if fraction != "" {
			number += "." + fraction
		}
		if exact, ok := form[f.Locale.Plural(number)]; ok {
			any = exact
		}
		if exact, ok := form[just1]; ok && number == "1" {
			any = exact
		}
		return any.Pattern, f.digits(integer, fraction), rounded, true
	}
	return "", nil, d, false
}

// just1 is the key of a form that is for the number 1 only.
const just1 Plural = "1"

// withPattern puts a compact form around the digits.
func (f *NumberFormat) withPattern(pattern string, digits []Part) (parts []Part) {
	before, after, hasNumber := strings.Cut(pattern, "{0}")
	if !hasNumber {
		digits = nil // "mille"
	}
	word := func(text string, spaceFirst bool) {
		trimmed := strings.Trim(text, " \u00a0\u202f")
		space := strings.Trim(text, trimmed)
		if trimmed == "" {
			parts = literal(parts, text)
			return
		}
		if spaceFirst {
			parts = literal(parts, space)
		}
		parts = append(parts, Part{"compact", trimmed})
		if !spaceFirst {
			parts = literal(parts, space)
		}
	}
	if before != "" {
		word(before, false)
	}
	parts = append(parts, digits...)
	if after != "" {
		word(after, true)
	}
	return parts
}

// around puts sign, currency, percent sign or unit around the digits.
func (f *NumberFormat) around(d decimal, negative bool, number []Part, plural Plural) (parts []Part) {
	n := &f.Locale.Number
	sign := ""
	switch {
	case f.SignDisplay == "never":
	case negative && (f.SignDisplay == "exceptZero" || f.SignDisplay == "negative") && d.isZero():
	case negative:
		sign = "-"
	case f.SignDisplay == "always", f.SignDisplay == "exceptZero" && !d.isZero():
		sign = "+"
	}
	pattern, currency := "{0}", ""
	switch f.Style {
	case "percent":
		pattern = n.Percent
	case "currency":
		pattern, currency = f.currencyPattern(sign == "-", plural)
		if sign == "-" && pattern != n.CurrencyName && (strings.HasPrefix(pattern, "(") || strings.Contains(pattern, "-")) {
			sign = "" // it is in the pattern
		}
	case "unit":
		pattern = f.unitPattern(plural)
	}
	if sign != "" {
		pattern = sign + pattern
	}
	unitName := ""
	if f.Style == "unit" {
		unitName = "unit"
	}
	fill(pattern, func(text string, field bool) {
		switch {
		case field && text == "0":
			parts = append(parts, number...)
		case field:
			parts = append(parts, Part{"currency", currency})
		default:
			parts = f.signs(parts, text, unitName)
		}
	})
	return parts
}

// signs writes the text of a pattern.
func (f *NumberFormat) signs(parts []Part, text, unitName string) []Part {
	n := &f.Locale.Number
	if unitName != "" {
		trimmed := strings.Trim(text, "-+ \u00a0\u202f")
		if before, after, _ := strings.Cut(text, trimmed); trimmed != "" {
			parts = append(f.signs(parts, before, ""), Part{unitName, trimmed})
			return f.signs(parts, after, "")
		}
	}
	for _, c := range text {
		switch c {
		case '-':
			parts = append(parts, Part{"minusSign", n.Minus})
		case '+':
			parts = append(parts, Part{"plusSign", n.Plus})
		case '%':
			parts = append(parts, Part{"percentSign", n.PercentSign})
		default:
			parts = literal(parts, string(c))
		}
	}
	return parts
}

// currencyPattern is the pattern for a currency and what it is called there.
func (f *NumberFormat) currencyPattern(negative bool, plural Plural) (pattern, shown string) {
	n := &f.Locale.Number
	names, known := f.Locale.Currency[f.Currency]
	if !known {
		names = [4]string{f.Currency, f.Currency, f.Currency, f.Currency}
	}
	switch f.CurrencyDisplay {
	case "name":
		if plural == One {
			return n.CurrencyName, names[3]
		}
		return n.CurrencyName, names[2]
	case "code":
		shown = f.Currency
	case "narrowSymbol":
		shown = names[1]
	default:
		shown = names[0]
	}
	pattern = n.Currency
	if negative {
		pattern = n.CurrencyNegative
		if f.CurrencySign == "accounting" {
			pattern = n.Accounting
		}
	}
	// A name in letters does not touch the number.
	last, _ := utf8.DecodeLastRuneInString(shown)
	first, _ := utf8.DecodeRuneInString(shown)
	if unicode.IsLetter(last) || last == '.' {
		pattern = strings.Replace(pattern, "{1}{0}", "{1}\u00a0{0}", 1)
	}
	if unicode.IsLetter(first) {
		pattern = strings.Replace(pattern, "{0}{1}", "{0}\u00a0{1}", 1)
	}
	return pattern, shown
}

// unitPattern is the pattern for a unit.
func (f *NumberFormat) unitPattern(plural Plural) string {
	forms := f.Locale.Unit[f.Unit+" "+f.UnitDisplay]
	if p, ok := forms[plural]; ok {
		return p
	}
	if p, ok := forms[Other]; ok {
		return p
	}
	for _, p := range forms {
		return p
	}
	return "{0} " + f.Unit
}

// HasUnit tells that there are words for a unit.
func HasUnit(unit string) bool { return Default().Unit[unit+" short"] != nil }

// CurrencyDigits is how many digits a currency has after the point.
func CurrencyDigits(currency string) int {
	switch currency {
	case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF":
		return 0
	case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND":
		return 3
	case "CLF", "UYW":
		return 4
	}
	return 2
}
