package builtins

import (
	"math"
	"strings"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/runtime/builtins/intl"
)

// numberFormat is the Go side of an Intl.NumberFormat.
type numberFormat struct {
	intl.NumberFormat
	tag         string
	significant bool // digits count by significance
}

func (r *Realm) installNumberFormat(in *goja.Object) {
	const class = "NumberFormat"
	intlClass(r, in, class, true, func(r *Realm, tag string, l *intl.Locale, v goja.Value) *numberFormat {
		return newNumberFormat(r, tag, l, v, "Intl."+class)
	}, []member{
		bound(class, "format", 1, func(r *Realm, f *numberFormat, c goja.FunctionCall) goja.Value {
			return r.vm.ToValue(intl.Text(r.numberParts(&f.NumberFormat, c.Argument(0))))
		}),
		method(class, "formatToParts", 1, func(r *Realm, f *numberFormat, c goja.FunctionCall) goja.Value {
			return r.parts(r.numberParts(&f.NumberFormat, c.Argument(0)))
		}),
		method(class, "resolvedOptions", 0, func(r *Realm, f *numberFormat, _ goja.FunctionCall) goja.Value {
			return f.resolved(r)
		}),
	})
}

// numberParts formats a Number, a BigInt or what becomes one.
func (r *Realm) numberParts(f *intl.NumberFormat, v goja.Value) []intl.Part {
	if o, ok := v.(*goja.Object); ok {
		v = r.native("Number")(call(nil, o))
	}
	if goja.IsBigInt(v) {
		return f.PartsOfInteger(v.String())
	}
	return f.Parts(r.toNumber(v))
}

var roundings = []string{"halfExpand", "ceil", "floor", "expand", "trunc", "halfCeil", "halfFloor", "halfTrunc", "halfEven"}

func newNumberFormat(r *Realm, tag string, l *intl.Locale, v goja.Value, class string) *numberFormat {
	o := r.options(class, v)
	f := &numberFormat{tag: tag, NumberFormat: intl.NumberFormat{Locale: l}}
	o.text("localeMatcher", "lookup", "best fit")
	f.Style = o.or("style", "decimal", "percent", "currency", "unit")
	f.Currency = strings.ToUpper(o.text("currency"))
	if f.Currency != "" && (len(f.Currency) != 3 || strings.Trim(f.Currency, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "") {
		r.throw("RangeError", "Invalid currency code : %s", o.text("currency"))
	}
	f.CurrencyDisplay = o.or("currencyDisplay", "symbol", "code", "narrowSymbol", "name")
	f.CurrencySign = o.or("currencySign", "standard", "accounting")
	f.Unit = o.text("unit")
	if f.Unit != "" && !intl.HasUnit(f.Unit) {
		r.throw("RangeError", "Invalid unit argument for Intl.NumberFormat() '%s'", f.Unit)
	}
	f.UnitDisplay = o.or("unitDisplay", "short", "narrow", "long")
	switch {
	case f.Style == "currency" && f.Currency == "":
		r.throwType("Currency code is required with currency style.")
	case f.Style == "unit" && f.Unit == "":
		r.throwType("Invalid unit argument for Intl.NumberFormat() ''")
	}
	f.Notation = o.or("notation", "standard", "scientific", "engineering", "compact")
	f.digits(r, o)
	f.CompactDisplay = o.or("compactDisplay", "short", "long")
	f.grouping(o)
	f.SignDisplay = o.or("signDisplay", "auto", "never", "always", "exceptZero", "negative")
	return f
}

// digits reads the options about how many digits are shown.
func (f *numberFormat) digits(r *Realm, o options) {
	low, high := 0, 3
	switch {
	case f.Style == "currency" && f.Notation == "standard":
		low = intl.CurrencyDigits(f.Currency)
		high = low
	case f.Style == "percent":
		high = 0
	}
	d := &f.Digits
	d.MinInteger = o.number("minimumIntegerDigits", 1, 21, 1)
	minFraction, maxFraction := o.number("minimumFractionDigits", 0, 100, -1), o.number("maximumFractionDigits", 0, 100, -1)
	minSignificant, maxSignificant := o.number("minimumSignificantDigits", 1, 21, 0), o.number("maximumSignificantDigits", 1, 21, 0)
	o.number("roundingIncrement", 1, 5000, 1)
	d.Mode = intl.Rounding(o.or("roundingMode", roundings...))
	o.text("roundingPriority", "auto", "morePrecision", "lessPrecision")
	o.text("trailingZeroDisplay", "auto", "stripIfInteger")
	switch {
	case minSignificant > 0 || maxSignificant > 0:
		f.significant = true
		d.MinSignificant, d.MaxSignificant = max(minSignificant, 1), maxSignificant
		if maxSignificant == 0 {
			d.MaxSignificant = 21
		}
		if d.MinSignificant > d.MaxSignificant {
			r.throw("RangeError", "maximumSignificantDigits value is out of range.")
		}
		return
	case minFraction < 0 && maxFraction < 0:
		if f.Notation == "compact" {
			d.Compact = true
			return
		}
		d.MinFraction, d.MaxFraction = low, high
	case minFraction < 0:
		d.MinFraction, d.MaxFraction = min(low, maxFraction), maxFraction
	case maxFraction < 0:
		d.MinFraction, d.MaxFraction = minFraction, max(high, minFraction)
	default:
		d.MinFraction, d.MaxFraction = minFraction, maxFraction
	}
	if d.MinFraction > d.MaxFraction {
		r.throw("RangeError", "maximumFractionDigits value is out of range.")
	}
}

// grouping reads useGrouping, which is a word or a boolean.
func (f *numberFormat) grouping(o options) {
	f.Grouping = "auto"
	if f.Notation == "compact" {
		f.Grouping = "min2"
	}
	if o.o == nil {
		return
	}
	v := o.o.Get("useGrouping")
	if isUndefined(v) {
		return
	}
	switch s := v.String(); {
	case typeOf(v) == "boolean" && v.ToBoolean():
		f.Grouping = "always"
	case !v.ToBoolean():
		f.Grouping = ""
	case s == "true" || s == "false":
	default:
		f.Grouping = o.text("useGrouping", "min2", "auto", "always")
	}
}

func (f *numberFormat) resolved(r *Realm) goja.Value {
	pairs := []any{"locale", shownTag(f.tag), "numberingSystem", "latn", "style", f.Style}
	switch f.Style {
	case "currency":
		pairs = append(pairs, "currency", f.Currency, "currencyDisplay", f.CurrencyDisplay, "currencySign", f.CurrencySign)
	case "unit":
		pairs = append(pairs, "unit", f.Unit, "unitDisplay", f.UnitDisplay)
	}
	pairs = append(pairs, "minimumIntegerDigits", f.Digits.MinInteger)
	switch {
	case f.significant:
		pairs = append(pairs, "minimumSignificantDigits", f.Digits.MinSignificant, "maximumSignificantDigits", f.Digits.MaxSignificant)
	case f.Digits.Compact:
		pairs = append(pairs, "minimumFractionDigits", 0, "maximumFractionDigits", 0, "minimumSignificantDigits", 1, "maximumSignificantDigits", 2)
	default:
		pairs = append(pairs, "minimumFractionDigits", f.Digits.MinFraction, "maximumFractionDigits", f.Digits.MaxFraction)
	}
	var grouping any = f.Grouping
	if f.Grouping == "" {
		grouping = false
	}
	pairs = append(pairs, "useGrouping", grouping, "notation", f.Notation)
	if f.Notation == "compact" {
		pairs = append(pairs, "compactDisplay", f.CompactDisplay)
	}
	priority := "auto"
	if f.Digits.Compact {
		priority = "morePrecision"
	}
	pairs = append(pairs, "signDisplay", f.SignDisplay, "roundingIncrement", 1, "roundingMode", string(f.Digits.Mode),
		"roundingPriority", priority, "trailingZeroDisplay", "auto")
	return r.resolved(pairs...)
}

// numberToLocaleString is that of Number.prototype.
func (r *Realm) numberToLocaleString(c goja.FunctionCall) goja.Value {
	const method = "Number.prototype.toLocaleString"
	var v goja.Value
	if r.try(func() { v = r.native("Number.prototype.valueOf")(c) }) != nil {
		r.throwType("%s requires that 'this' be a Number", method)
	}
	return r.vm.ToValue(intl.Text(r.numberParts(r.numberFormatOf(c, method), v)))
}

// bigIntToLocaleString is that of BigInt.prototype.
func (r *Realm) bigIntToLocaleString(c goja.FunctionCall) goja.Value {
	const method = "BigInt.prototype.toLocaleString"
	var v goja.Value
	if r.try(func() { v = r.native("BigInt.prototype.valueOf")(c) }) != nil {
		r.throwType("%s requires that 'this' be a BigInt", method)
	}
	return r.vm.ToValue(intl.Text(r.numberParts(r.numberFormatOf(c, method), v)))
}

func (r *Realm) numberFormatOf(c goja.FunctionCall, method string) *intl.NumberFormat {
	plain := isUndefined(c.Argument(0)) && isUndefined(c.Argument(1))
	if plain && r.intl.number != nil {
		return r.intl.number
	}
	tag, l := r.resolveLocale(c.Argument(0))
	f := newNumberFormat(r, tag, l, c.Argument(1), method)
	if plain {
		r.intl.number = &f.NumberFormat
	}
	return &f.NumberFormat
}

// pluralRules is the Go side of an Intl.PluralRules.
type pluralRules struct {
	numberFormat
	ordinal bool
}

func (r *Realm) installPluralRules(in *goja.Object) {
	const class = "PluralRules"
	intlClass(r, in, class, false, func(r *Realm, tag string, l *intl.Locale, v goja.Value) *pluralRules {
		o := r.options("Intl."+class, v)
		p := &pluralRules{ordinal: o.or("type", "cardinal", "ordinal") == "ordinal"}
		p.tag, p.Locale, p.Style = tag, l, "decimal"
		p.Notation = o.or("notation", "standard", "scientific", "engineering", "compact")
		p.numberFormat.digits(r, o)
		return p
	}, []member{
		method(class, "select", 1, func(r *Realm, p *pluralRules, c goja.FunctionCall) goja.Value {
			return r.vm.ToValue(string(p.of(r.toNumber(c.Argument(0)))))
		}),
		method(class, "resolvedOptions", 0, func(r *Realm, p *pluralRules, _ goja.FunctionCall) goja.Value {
			kind := "cardinal"
			if p.ordinal {
				kind = "ordinal"
			}
			var categories []any
			for _, c := range p.Locale.Plurals(p.ordinal) {
				categories = append(categories, string(c))
			}
			return r.resolved("locale", shownTag(p.tag), "type", kind, "notation", p.Notation, "minimumIntegerDigits", p.Digits.MinInteger,
				"minimumFractionDigits", p.Digits.MinFraction, "maximumFractionDigits", p.Digits.MaxFraction,
				"pluralCategories", r.vm.NewArray(categories...), "roundingIncrement", 1, "roundingMode", string(p.Digits.Mode),
				"roundingPriority", "auto", "trailingZeroDisplay", "auto")
		}),
	})
}

func (p *pluralRules) of(x float64) intl.Plural {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return intl.Other
	}
	text := p.Digits.Write(math.Abs(x))
	if p.ordinal {
		return p.Locale.Ordinal(text)
	}
	return p.Locale.Plural(text)
}
