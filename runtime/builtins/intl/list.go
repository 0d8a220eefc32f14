package intl

import (
	"math"
	"strconv"
)

// relativeData are the patterns for times before and after now.
type relativeData struct {
	Past, Future map[Plural]string
	Auto         map[string]string // by the number, where there is a word for it
}

// ListParts joins texts. The kind is "conjunction", "disjunction" or "unit", the
// width "long", "short" or "narrow".
func (l *Locale) ListParts(kind, width string, items []string) (parts []Part) {
	between := l.List[kind+" "+width]
	for i, item := range items {
		switch {
		case i == 0:
		case len(items) == 2:
			parts = literal(parts, between[0])
		case i == 1:
			parts = literal(parts, between[1])
		case i == len(items)-1:
			parts = literal(parts, between[3])
		default:
			parts = literal(parts, between[2])
		}
		parts = append(parts, Part{"element", item})
	}
	return parts
}

// RelativeParts says how far off a time is; auto prefers words such as
// "yesterday" to numbers. Parts of the number have the types of a NumberFormat.
func (l *Locale) RelativeParts(x float64, unit, width string, auto bool) (parts []Part, numeric []bool) {
	data := l.Relative[unit+" "+width]
	if auto {
		key := strconv.FormatFloat(x, 'f', -1, 64)
		text, ok := data.Auto[key]
		if !ok && key == "-0" {
			text, ok = data.Auto["0"]
		}
		if ok {
			return []Part{{"literal", text}}, []bool{false}
		}
	}
	forms := data.Future
	if math.Signbit(x) {
		forms = data.Past
	}
	f := NumberFormat{Locale: l, Style: "decimal", Grouping: "auto", Digits: Digits{MinInteger: 1, MaxFraction: 3}}
	number := f.Parts(math.Abs(x))
	rounded, integer, fraction := f.Digits.apply(decimalOf(math.Abs(x)))
	if _ = rounded; fraction != "" {
		integer += "." + fraction
	}
	pattern, ok := forms[l.Plural(integer)]
	if !ok {
		pattern = forms[Other]
	}
	if pattern == "" {
		for _, p := range forms {
			pattern = p
		}
	}
	fill(pattern, func(text string, field bool) {
		if field {
			parts = append(parts, number...)
			for range number {
				numeric = append(numeric, true)
			}
			return
		}
		parts, numeric = append(parts, Part{"literal", text}), append(numeric, false)
	})
	return parts, numeric
}
