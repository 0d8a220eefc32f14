package intl

import "strings"

// Plural is a category of numbers for which a language has a form of its own.
type Plural string

// The categories.
const (
	One   Plural = "one"
	Two   Plural = "two"
	Few   Plural = "few"
	Many  Plural = "many"
	Other Plural = "other"
)

// operands are what plural rules ask of a number as it is written.
type operands struct {
	i int64 // the integer part, up to 15 digits of it
	v int   // digits of the fraction
	f int64 // the fraction as a number
}

func operandsOf(number string) (o operands) {
	whole, fraction, _ := strings.Cut(strings.TrimPrefix(number, "-"), ".")
	o.v = len(fraction)
	for _, c := range whole[max(0, len(whole)-15):] {
		o.i = o.i*10 + int64(c-'0')
	}
	for _, c := range fraction[:min(15, len(fraction))] {
		o.f = o.f*10 + int64(c-'0')
	}
	return o
}

// cardinals are the rules, by language, of which the first that holds counts. The
// languages that are missing have one form.
var cardinals = map[string]func(operands) Plural{
	"en": oneAlone, "de": oneAlone, "nl": oneAlone, "sv": oneAlone, "fi": oneAlone,
	"el": oneExactly, "nb": oneExactly, "hu": oneExactly, "tr": oneExactly,
	"da": func(o operands) Plural {
		return pick(o.i == 1 && o.f == 0 || o.i < 2 && o.f != 0 && o.v > 0 && o.i <= 1, One)
	},
	"it": func(o operands) Plural {
		if millions(o) {
			return Many
		}
		return oneAlone(o)
	},
	"es": func(o operands) Plural {
		if millions(o) {
			return Many
		}
		return oneExactly(o)
	},
	"pt": func(o operands) Plural {
		if millions(o) {
			return Many
		}
		return pick(o.i <= 1, One)
	},
	"pt-PT": func(o operands) Plural {
		if millions(o) {
			return Many
		}
		return oneAlone(o)
	},
	"fr": func(o operands) Plural {
		if millions(o) {
			return Many
		}
		return pick(o.i <= 1, One)
	},
	"cs": func(o operands) Plural {
		switch {
		case o.v > 0:
			return Many
		case o.i == 1:
			return One
		}
		return pick(2 <= o.i && o.i <= 4, Few)
	},
	"pl": func(o operands) Plural {
		switch {
		case o.v > 0:
			return Other
		case o.i == 1:
			return One
		case few(o.i):
			return Few
		}
		return Many
	},
	"ru": slavic, "uk": slavic,
	"ro": func(o operands) Plural {
		switch {
		case o.i == 1 && o.v == 0:
			return One
		case o.v > 0 || o.i == 0 || o.i%100 >= 1 && o.i%100 <= 19:
			return Few
		}
		return Other
	},
}

func pick(holds bool, p Plural) Plural {
	if holds {
		return p
	}
	return Other
}

func oneAlone(o operands) Plural { return pick(o.i == 1 && o.v == 0, One) }

func oneExactly(o operands) Plural { return pick(o.i == 1 && o.f == 0, One) }

func millions(o operands) bool {
	return o.i != 0 && o.i%1_000_000 == 0 && o.v == 0
}

func few(i int64) bool { return i%10 >= 2 && i%10 <= 4 && (i%100 < 12 || i%100 > 14) }

func slavic(o operands) Plural {
	switch {
	case o.v > 0:
		return Other
	case o.i%10 == 1 && o.i%100 != 11:
		return One
	case few(o.i):
		return Few
	}
	return Many
}

// ordinals are the rules for "first", "second" and so on.
var ordinals = map[string]func(i int64) Plural{
	"en": func(i int64) Plural {
		switch {
		case i%10 == 1 && i%100 != 11:
			return One
		case i%10 == 2 && i%100 != 12:
			return Two
		}
		return pick(i%10 == 3 && i%100 != 13, Few)
	},
	"fr": func(i int64) Plural { return pick(i == 1, One) },
	"ro": func(i int64) Plural { return pick(i == 1, One) },
	"vi": func(i int64) Plural { return pick(i == 1, One) },
	"hu": func(i int64) Plural { return pick(i == 1 || i == 5, One) },
	"it": func(i int64) Plural { return pick(i == 11 || i == 8 || i == 80 || i == 800, Many) },
	"sv": func(i int64) Plural { return pick((i%10 == 1 || i%10 == 2) && i%100 != 11 && i%100 != 12, One) },
	"uk": func(i int64) Plural { return pick(i%10 == 3 && i%100 != 13, Few) },
}

func language(tag string) string {
	name, _, _ := strings.Cut(tag, "-")
	return name
}

// Plural is the category of a number as it is written in digits, "1.50".
func (l *Locale) Plural(number string) Plural { return l.plural(operandsOf(number)) }

func (l *Locale) plural(o operands) Plural {
	rule := cardinals[l.Tag]
	if rule == nil {
		rule = cardinals[language(l.Tag)]
	}
	if rule == nil {
		return Other
	}
	return rule(o)
}

// Ordinal is Plural for counting what comes how manieth.
func (l *Locale) Ordinal(number string) Plural {
	o := operandsOf(number)
	if rule := ordinals[language(l.Tag)]; rule != nil && o.v == 0 {
		return rule(o.i)
	}
	return Other
}

// Plurals are the categories that a language has, in the order of Unicode.
func (l *Locale) Plurals(ordinal bool) []Plural {
	has := map[Plural]bool{Other: true}
	for n := range int64(1001) {
		if ordinal {
			if rule := ordinals[language(l.Tag)]; rule != nil {
				has[rule(n)] = true
			}
		} else {
			has[l.plural(operands{i: n})] = true
			has[l.plural(operands{i: n, v: 1, f: 5})] = true
		}
	}
	if !ordinal {
		has[l.plural(operands{i: 1_000_000})] = true
	}
	var list []Plural
	for _, p := range []Plural{One, Two, Few, Many, Other} {
		if has[p] {
			list = append(list, p)
		}
	}
	return list
}
