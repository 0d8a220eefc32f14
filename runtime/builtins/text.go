package builtins

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// htmlMethods put markup around this, as pages did in the 1990s.
var htmlMethods = []struct{ name, element, attribute string }{
	{"anchor", "a", "name"},
	{"big", "big", ""},
	{"blink", "blink", ""},
	{"bold", "b", ""},
	{"fixed", "tt", ""},
	{"fontcolor", "font", "color"},
	{"fontsize", "font", "size"},
	{"italics", "i", ""},
	{"link", "a", "href"},
	{"small", "small", ""},
	{"strike", "strike", ""},
	{"sub", "sub", ""},
	{"sup", "sup", ""},
}

func (r *Realm) installHTMLMethods() {
	proto := r.lookup("String.prototype")
	for _, h := range htmlMethods {
		m := member{name: h.name, call: func(r *Realm, c goja.FunctionCall) goja.Value {
			s := r.toString(r.coercible(c.This, "String.prototype."+h.name))
			open := r.vm.ToValue("<" + h.element)
			if h.attribute != "" {
				value := r.native("String.prototype.replaceAll")(call(r.toString(c.Argument(0)), r.vm.ToValue(`"`), r.vm.ToValue("&quot;")))
				open = r.concat(open, r.vm.ToValue(" "+h.attribute+`="`), value, r.vm.ToValue(`"`))
			}
			return r.concat(open, r.vm.ToValue(">"), s, r.vm.ToValue("</"+h.element+">"))
		}}
		if h.attribute != "" {
			m.length = 1
		}
		r.define(proto, m)
	}
}

// concat joins strings without a way through UTF-8, which surrogates would not
// survive.
func (r *Realm) concat(first goja.Value, rest ...goja.Value) goja.Value {
	return r.native("String.prototype.concat")(call(first, rest...))
}

func units(s goja.String) []uint16 {
	u := make([]uint16, s.Length())
	for i := range u {
		u[i] = s.CharAt(i)
	}
	return u
}

// loneSurrogates calls f for each.
func loneSurrogates(u []uint16, f func(i int)) {
	for i := 0; i < len(u); i++ {
		switch {
		case !utf16.IsSurrogate(rune(u[i])):
		case u[i] < 0xDC00 && i+1 < len(u) && u[i+1]&0xFC00 == 0xDC00:
			i++
		default:
			f(i)
		}
	}
}

func (r *Realm) isWellFormed(c goja.FunctionCall) goja.Value {
	ok := true
	loneSurrogates(units(r.toString(r.coercible(c.This, "String.prototype.isWellFormed"))), func(int) { ok = false })
	return r.vm.ToValue(ok)
}

func (r *Realm) toWellFormed(c goja.FunctionCall) goja.Value {
	u := units(r.toString(r.coercible(c.This, "String.prototype.toWellFormed")))
	loneSurrogates(u, func(i int) { u[i] = utf8.RuneError })
	return goja.StringFromUTF16(u)
}

// regexpEscape is RegExp.escape.
func (r *Realm) regexpEscape(c goja.FunctionCall) goja.Value {
	s, ok := c.Argument(0).(goja.String)
	if !ok {
		r.throwType("input argument must be a string")
	}
	const hex = "0123456789abcdef"
	u := units(s)
	out := make([]uint16, 0, len(u)+8)
	put := func(text string) {
		for _, c := range []byte(text) {
			out = append(out, uint16(c))
		}
	}
	lone := map[int]bool{}
	loneSurrogates(u, func(i int) { lone[i] = true })
	for i, x := range u {
		switch {
		case i == 0 && isASCIIAlphanumeric(x), strings.ContainsRune(",-=<>#&!%:;@~'`\"", rune(x)), x == ' ', x == 0xA0:
			put(`\x` + string([]byte{hex[x>>4], hex[x&15]}))
		case strings.ContainsRune(`^$\.*+?()[]{}|/`, rune(x)):
			out = append(out, '\\', x)
		case x == '\t', x == '\n', x == '\v', x == '\f', x == '\r':
			out = append(out, '\\', uint16("tnvfr"[x-'\t']))
		case lone[i], isSpace(x):
			put(`\u` + string([]byte{hex[x>>12], hex[x>>8&15], hex[x>>4&15], hex[x&15]}))
		default:
			out = append(out, x)
		}
	}
	return goja.StringFromUTF16(out)
}

func isASCIIAlphanumeric(x uint16) bool {
	return '0' <= x && x <= '9' || 'a' <= x|0x20 && x|0x20 <= 'z' && x < 0x80
}

// isSpace tells white space and line ends outside of Latin-1.
func isSpace(x uint16) bool {
	switch x {
	case 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF:
		return true
	}
	return 0x2000 <= x && x <= 0x200A
}
