package builtins

import (
	"slices"
	"strings"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/runtime/builtins/intl"
)

// intlDefaults are the formats of calls without arguments, which are most.
type intlDefaults struct {
	number *intl.NumberFormat
	dates  map[string]*intl.DateFormat // by the method
	words  *collation
}

// installIntl makes the global Intl.
func (r *Realm) installIntl() {
	o := r.vm.NewObject()
	r.tag(o, "Intl")
	r.define(o, member{name: "getCanonicalLocales", length: 1, call: func(r *Realm, c goja.FunctionCall) goja.Value {
		return r.strings(r.localeList(c.Argument(0)))
	}})
	r.installNumberFormat(o)
	r.installDateTimeFormat(o)
	r.installCollator(o)
	r.installPluralRules(o)
	r.installListFormat(o)
	r.installRelativeTimeFormat(o)
	r.global("Intl", o)
}

// intlClass makes a constructor of Intl. Its format is made of the list of
// locales and the options.
func intlClass[S any](r *Realm, in *goja.Object, name string, function bool, make func(r *Realm, tag string, l *intl.Locale, options goja.Value) S, members []member) {
	constructor, proto := r.newClass("Intl."+name, 0, function, func(c goja.ConstructorCall) any {
		tag, locale := r.resolveLocale(c.Argument(0))
		return make(r, tag, locale, c.Argument(1))
	})
	r.describe(constructor, name, 0)
	r.tag(proto, "Intl."+name)
	for _, m := range members {
		r.define(proto, m)
	}
	r.define(constructor, member{name: "supportedLocalesOf", length: 1, call: func(r *Realm, c goja.FunctionCall) goja.Value {
		return r.strings(slices.DeleteFunc(r.localeList(c.Argument(0)), func(tag string) bool {
			_, _, ok := intl.Find(tag)
			return !ok
		}))
	}})
	in.DefineDataProperty(name, constructor, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

func (r *Realm) strings(list []string) goja.Value {
	values := make([]goja.Value, len(list))
	for i, s := range list {
		values[i] = r.vm.ToValue(s)
	}
	return r.array(values)
}

// localeList is the standard's CanonicalizeLocaleList.
func (r *Realm) localeList(v goja.Value) (tags []string) {
	if isUndefined(v) {
		return nil
	}
	add := func(v goja.Value) {
		_, isObject := v.(*goja.Object)
		if !isObject && !goja.IsString(v) {
			r.throwType("Language ID should be string or object.")
		}
		tag := r.toString(v).String()
		if !intl.Valid(tag) {
			r.throw("RangeError", "Invalid language tag: %s", tag)
		}
		if tag = intl.Canonical(tag); !slices.Contains(tags, tag) {
			tags = append(tags, tag)
		}
	}
	if goja.IsString(v) {
		add(v)
		return tags
	}
	o := r.object(v)
	for i := range r.toLength(orUndefined(o.Get("length"))) {
		if item := o.Get(r.vm.ToValue(i).String()); item != nil {
			add(item)
		}
	}
	return tags
}

// resolveLocale is the first locale of a list that is known, or the default one.
func (r *Realm) resolveLocale(v goja.Value) (tag string, l *intl.Locale) {
	for _, tag := range r.localeList(v) {
		if l, resolved, ok := intl.Find(tag); ok {
			if _, extension, ok := strings.Cut(tag, "-u-"); ok {
				resolved += "-u-" + extension
			}
			return resolved, l
		}
	}
	return intl.DefaultTag, intl.Default()
}

// shownTag is a locale without its extension.
func shownTag(tag string) string {
	tag, _, _ = strings.Cut(tag, "-u-")
	return tag
}

// options reads the options of a constructor.
type options struct {
	r     *Realm
	class string
	o     *goja.Object // nil when there are none
}

func (r *Realm) options(class string, v goja.Value) options {
	if isUndefined(v) {
		return options{r: r, class: class}
	}
	return options{r, class, r.coercible(v, class).ToObject(r.vm)}
}

// text is an option that is one of some words; "" without it.
func (o options) text(name string, allowed ...string) string {
	if o.o == nil {
		return ""
	}
	v := o.o.Get(name)
	if isUndefined(v) {
		return ""
	}
	s := o.r.toString(v).String()
	if len(allowed) > 0 && !slices.Contains(allowed, s) {
		o.r.throw("RangeError", "Value %s out of range for %s options property %s", s, o.class, name)
	}
	return s
}

// or is text with a default, which is the first of the words.
func (o options) or(name string, allowed ...string) string {
	if s := o.text(name, allowed...); s != "" {
		return s
	}
	return allowed[0]
}

// number is an option that is an integer in a range.
func (o options) number(name string, low, high, missing int) int {
	if o.o == nil {
		return missing
	}
	v := o.o.Get(name)
	if isUndefined(v) {
		return missing
	}
	n := o.r.toNumber(v)
	if n != n || n < float64(low) || n > float64(high) {
		o.r.throw("RangeError", "%s value is out of range.", name)
	}
	return int(n)
}

// flag is a boolean option.
func (o options) flag(name string) (value, given bool) {
	if o.o == nil {
		return false, false
	}
	v := o.o.Get(name)
	if isUndefined(v) {
		return false, false
	}
	return v.ToBoolean(), true
}

// parts makes the list that formatToParts returns.
func (r *Realm) parts(list []intl.Part) goja.Value {
	values := make([]goja.Value, len(list))
	for i, p := range list {
		o := r.vm.NewObject()
		o.Set("type", p.Type)
		o.Set("value", p.Value)
		values[i] = o
	}
	return r.array(values)
}

// resolved makes an object of pairs, leaving out what is "".
func (r *Realm) resolved(pairs ...any) goja.Value {
	o := r.vm.NewObject()
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			o.Set(pairs[i].(string), pairs[i+1])
		}
	}
	return o
}

// bound is a getter of a function that belongs to the object, always the same.
func bound[S any](class, name string, length int, f func(r *Realm, s S, c goja.FunctionCall) goja.Value) member {
	return member{name: name, get: func(r *Realm, c goja.FunctionCall) goja.Value {
		method := "Unwrap" + class // as the standard's algorithm is called
		if class == "Collator" {
			method = "get Intl.Collator.prototype.compare"
		}
		s := stateOf[S](r, c.This, method)
		key := r.boundKey()
		o := c.This.(*goja.Object)
		if made := o.GetSymbol(key); made != nil {
			return made
		}
		made := r.function("", length, func(r *Realm, c goja.FunctionCall) goja.Value { return f(r, s, c) })
		o.DefineDataPropertySymbol(key, made, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
		return made
	}}
}

// boundKey is the key of a bound function.
func (r *Realm) boundKey() *goja.Symbol {
	if r.intlBound == nil {
		r.intlBound = goja.NewSymbol("bound")
	}
	return r.intlBound
}

// method makes a method of an object of Intl.
func method[S any](class, name string, length int, f func(r *Realm, s S, c goja.FunctionCall) goja.Value) member {
	return member{name: name, length: length, call: func(r *Realm, c goja.FunctionCall) goja.Value {
		return f(r, stateOf[S](r, c.This, "Intl."+class+".prototype."+name), c)
	}}
}
