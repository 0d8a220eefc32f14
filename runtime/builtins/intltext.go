package builtins

import (
	"slices"
	"strings"
	"unicode"

	"github.com/dop251/goja"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"github.com/sockhost/sockhost/runtime/builtins/intl"
)

// collation is the Go side of an Intl.Collator.
type collation struct {
	tag         string
	usage       string
	sensitivity string
	numeric     bool
	collator    *collate.Collator
}

func (r *Realm) installCollator(in *goja.Object) {
	const class = "Collator"
	intlClass(r, in, class, true, newCollation, []member{
		bound(class, "compare", 2, func(r *Realm, k *collation, c goja.FunctionCall) goja.Value {
			return r.vm.ToValue(k.compare(r.toString(c.Argument(0)).String(), r.toString(c.Argument(1)).String()))
		}),
		method(class, "resolvedOptions", 0, func(r *Realm, k *collation, _ goja.FunctionCall) goja.Value {
			return r.resolved("locale", shownTag(k.tag), "usage", k.usage, "sensitivity", k.sensitivity, "ignorePunctuation", false,
				"collation", "default", "numeric", k.numeric, "caseFirst", "false")
		}),
	})
}

func newCollation(r *Realm, tag string, l *intl.Locale, v goja.Value) *collation {
	o := r.options("Intl.Collator", v)
	k := &collation{tag: tag, usage: o.or("usage", "sort", "search")}
	o.text("localeMatcher", "lookup", "best fit")
	k.numeric, _ = o.flag("numeric")
	if kn := intl.Extension(tag, "kn"); kn == "true" || strings.HasSuffix(tag, "-kn") {
		k.numeric = true
	}
	o.text("caseFirst", "upper", "lower", "false")
	k.sensitivity = o.or("sensitivity", "variant", "base", "accent", "case")
	var list []collate.Option
	if k.numeric {
		list = append(list, collate.Numeric)
	}
	switch k.sensitivity {
	case "base":
		list = append(list, collate.IgnoreCase, collate.IgnoreDiacritics)
	case "accent":
		list = append(list, collate.IgnoreCase)
	}
	k.collator = collate.New(language.Make(l.Tag), list...)
	return k
}

func (k *collation) compare(a, b string) int {
	if k.sensitivity == "case" {
		a, b = withoutAccents(a), withoutAccents(b)
	}
	return k.collator.CompareString(a, b)
}

func withoutAccents(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.Is(unicode.Mn, c) {
			return -1
		}
		return c
	}, norm.NFD.String(s))
}

// localeCompare is that of String.prototype.
func (r *Realm) localeCompare(c goja.FunctionCall) goja.Value {
	s, t := r.toString(r.coercible(c.This, "String.prototype.localeCompare")), r.toString(c.Argument(0))
	plain := isUndefined(c.Argument(1)) && isUndefined(c.Argument(2))
	k := r.intl.words
	if !plain || k == nil {
		tag, l := r.resolveLocale(c.Argument(1))
		k = newCollation(r, tag, l, c.Argument(2))
		if plain {
			r.intl.words = k
		}
	}
	return r.vm.ToValue(k.compare(s.String(), t.String()))
}

// listFormat is the Go side of an Intl.ListFormat.
type listFormat struct {
	locale           *intl.Locale
	tag, kind, style string
}

func (r *Realm) installListFormat(in *goja.Object) {
	const class = "ListFormat"
	intlClass(r, in, class, false, func(r *Realm, tag string, l *intl.Locale, v goja.Value) *listFormat {
		o := r.options("Intl."+class, v)
		return &listFormat{l, tag, o.or("type", "conjunction", "disjunction", "unit"), o.or("style", "long", "short", "narrow")}
	}, []member{
		method(class, "format", 1, func(r *Realm, f *listFormat, c goja.FunctionCall) goja.Value {
			return r.vm.ToValue(intl.Text(f.locale.ListParts(f.kind, f.style, r.stringList(c.Argument(0)))))
		}),
		method(class, "formatToParts", 1, func(r *Realm, f *listFormat, c goja.FunctionCall) goja.Value {
			return r.parts(f.locale.ListParts(f.kind, f.style, r.stringList(c.Argument(0))))
		}),
		method(class, "resolvedOptions", 0, func(r *Realm, f *listFormat, _ goja.FunctionCall) goja.Value {
			return r.resolved("locale", shownTag(f.tag), "type", f.kind, "style", f.style)
		}),
	})
}

// stringList reads an iterable of strings.
func (r *Realm) stringList(v goja.Value) (list []string) {
	if isUndefined(v) {
		return nil
	}
	r.iterate(v, func(v goja.Value) bool {
		if !goja.IsString(v) {
			r.throwType("Iterable yielded %s which is not a string", r.show(v))
		}
		list = append(list, v.String())
		return true
	})
	return list
}

// relativeFormat is the Go side of an Intl.RelativeTimeFormat.
type relativeFormat struct {
	locale             *intl.Locale
	tag, style, number string
}

var relativeUnits = []string{"second", "minute", "hour", "day", "week", "month", "quarter", "year"}

func (r *Realm) installRelativeTimeFormat(in *goja.Object) {
	const class = "RelativeTimeFormat"
	intlClass(r, in, class, false, func(r *Realm, tag string, l *intl.Locale, v goja.Value) *relativeFormat {
		o := r.options("Intl."+class, v)
		return &relativeFormat{l, tag, o.or("style", "long", "short", "narrow"), o.or("numeric", "always", "auto")}
	}, []member{
		method(class, "format", 2, func(r *Realm, f *relativeFormat, c goja.FunctionCall) goja.Value {
			parts, _, _ := f.parts(r, c)
			return r.vm.ToValue(intl.Text(parts))
		}),
		method(class, "formatToParts", 2, func(r *Realm, f *relativeFormat, c goja.FunctionCall) goja.Value {
			parts, numeric, unit := f.parts(r, c)
			list := r.parts(parts).(*goja.Object)
			for i, of := range numeric {
				if of {
					list.Get(r.vm.ToValue(i).String()).(*goja.Object).Set("unit", unit)
				}
			}
			return list
		}),
		method(class, "resolvedOptions", 0, func(r *Realm, f *relativeFormat, _ goja.FunctionCall) goja.Value {
			return r.resolved("locale", shownTag(f.tag), "style", f.style, "numeric", f.number, "numberingSystem", "latn")
		}),
	})
}

func (f *relativeFormat) parts(r *Realm, c goja.FunctionCall) (parts []intl.Part, numeric []bool, unit string) {
	x, given := r.toNumber(c.Argument(0)), r.toString(c.Argument(1)).String()
	unit = strings.TrimSuffix(given, "s")
	if !slices.Contains(relativeUnits, unit) {
		r.throw("RangeError", "Invalid unit argument for Intl.RelativeTimeFormat.prototype.format() '%s'", given)
	}
	if x != x || x-x != 0 {
		r.throw("RangeError", "Value need to be finite number for Intl.RelativeTimeFormat.prototype.format()")
	}
	parts, numeric = f.locale.RelativeParts(x, unit, f.style, f.number == "auto")
	return parts, numeric, unit
}
