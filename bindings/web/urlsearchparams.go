package web

import (
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/dop251/goja"
)

// searchParams is a URLSearchParams of the URL Standard.
type searchParams struct {
	pairs []pair
	url   *urlObject   // whose query it is; nil if nobody's
	self  *goja.Object // if it is a URL's
}

type pair struct{ name, value string }

func (e *env) installURLSearchParams() {
	text := func(call goja.FunctionCall, i int) string { return e.utf8Text(call.Argument(i)) }
	named := func(call goja.FunctionCall) func(pair) bool {
		name, value := text(call, 0), call.Argument(1)
		if goja.IsUndefined(value) {
			return func(p pair) bool { return p.name == name }
		}
		wanted := pair{name, e.utf8Text(value)}
		return func(p pair) bool { return p == wanted }
	}
	_, prototype := define(e, class[*searchParams]{
		name: "URLSearchParams",
		construct: func(call goja.ConstructorCall) *searchParams {
			return &searchParams{pairs: e.initialPairs(call.Argument(0))}
		},
		attributes: []attribute[*searchParams]{
			{"size", func(s *searchParams) any { return len(s.pairs) }, nil},
		},
		methods: []method[*searchParams]{
			{"append", 2, func(s *searchParams, call goja.FunctionCall) goja.Value {
				s.pairs = append(s.pairs, pair{text(call, 0), text(call, 1)})
				s.changed()
				return nil
			}},
			{"delete", 1, func(s *searchParams, call goja.FunctionCall) goja.Value {
				s.pairs = slices.DeleteFunc(s.pairs, named(call))
				s.changed()
				return nil
			}},
			{"get", 1, func(s *searchParams, call goja.FunctionCall) goja.Value {
				name := text(call, 0)
				if i := slices.IndexFunc(s.pairs, func(p pair) bool { return p.name == name }); i >= 0 {
					return e.vm.ToValue(s.pairs[i].value)
				}
				return goja.Null()
			}},
			{"getAll", 1, func(s *searchParams, call goja.FunctionCall) goja.Value {
				name, all := text(call, 0), []goja.Value(nil)
				for _, p := range s.pairs {
					if p.name == name {
						all = append(all, e.vm.ToValue(p.value))
					}
				}
				return e.list(all)
			}},
			{"has", 1, func(s *searchParams, call goja.FunctionCall) goja.Value {
				return e.vm.ToValue(slices.ContainsFunc(s.pairs, named(call)))
			}},
			{"set", 2, func(s *searchParams, call goja.FunctionCall) goja.Value {
				s.set(pair{text(call, 0), text(call, 1)})
				s.changed()
				return nil
			}},
			{"sort", 0, func(s *searchParams, _ goja.FunctionCall) goja.Value {
				slices.SortStableFunc(s.pairs, func(a, b pair) int { return compareUnits(a.name, b.name) })
				s.changed()
				return nil
			}},
			{"toString", 0, func(s *searchParams, _ goja.FunctionCall) goja.Value { return e.vm.ToValue(formText(s.pairs)) }},
		},
	})
	definePairs(e, "URLSearchParams", prototype, func(s *searchParams, i int) (values [2]goja.Value, ok bool) {
		if i >= len(s.pairs) {
			return values, false
		}
		return [2]goja.Value{e.vm.ToValue(s.pairs[i].name), e.vm.ToValue(s.pairs[i].value)}, true
	})
}

// paramsOf returns the searchParams of a URL, always the same.
func (e *env) paramsOf(u *urlObject) *searchParams {
	if u.query == nil {
		u.query = &searchParams{pairs: parseForm(u.Query()), url: u}
		u.query.self = e.instance(e.prototype("URLSearchParams"), u.query)
	}
	return u.query
}

// changed writes the parameters back into their URL.
func (s *searchParams) changed() {
	if s.url != nil {
		s.url.SetSearch(formText(s.pairs))
	}
}

// set makes p the only pair of its name.
func (s *searchParams) set(p pair) {
	i := slices.IndexFunc(s.pairs, func(other pair) bool { return other.name == p.name })
	if i < 0 {
		s.pairs = append(s.pairs, p)
		return
	}
	s.pairs[i] = p
	rest := slices.DeleteFunc(s.pairs[i+1:], func(other pair) bool { return other.name == p.name })
	s.pairs = s.pairs[:i+1+len(rest)]
}

// initialPairs reads the argument of the constructor: a list of pairs, an
// object, or a query.
func (e *env) initialPairs(v goja.Value) (pairs []pair) {
	const failed = "Failed to construct 'URLSearchParams'"
	if goja.IsUndefined(v) {
		return nil
	}
	o, ok := v.(*goja.Object)
	if !ok {
		return parseForm(strings.TrimPrefix(e.utf8Text(v), "?"))
	}
	if !e.iterable(o) {
		text := func(v goja.Value) string { return scalar(e.convertString(v, failed)) }
		return e.record(o, text, text)
	}
	for _, item := range e.sequence(o, failed) {
		two := e.sequence(item, failed)
		if len(two) != 2 {
			e.throwType("%s: Sequence initializer must only contain pair elements", failed)
		}
		pairs = append(pairs, pair{e.utf8Text(two[0]), e.utf8Text(two[1])})
	}
	return pairs
}

// parseForm is the standard's "application/x-www-form-urlencoded parser".
func parseForm(text string) (pairs []pair) {
	decoded := func(s string) string {
		text, _, _ := decodeUTF8([]byte(percentDecoded(strings.ReplaceAll(s, "+", " "))), false)
		return text
	}
	for part := range strings.SplitSeq(text, "&") {
		if part != "" {
			name, value, _ := strings.Cut(part, "=")
			pairs = append(pairs, pair{decoded(name), decoded(value)})
		}
	}
	return pairs
}

// formText is the standard's "application/x-www-form-urlencoded serializer".
func formText(pairs []pair) string {
	var b strings.Builder
	for i, p := range pairs {
		if i > 0 {
			b.WriteByte('&')
		}
		writeForm(&b, p.name)
		b.WriteByte('=')
		writeForm(&b, p.value)
	}
	return b.String()
}

func writeForm(b *strings.Builder, s string) {
	const hex = "0123456789ABCDEF"
	for _, c := range []byte(s) {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '*', c == '-', c == '.', c == '_':
			b.WriteByte(c)
		case c == ' ':
			b.WriteByte('+')
		default:
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		}
	}
}

// compareUnits compares as JavaScript does, by UTF-16 units.
func compareUnits(a, b string) int {
	if a == b {
		return 0
	}
	return slices.Compare(utf16.Encode([]rune(a)), utf16.Encode([]rune(b)))
}
