package builtins

import (
	"strconv"

	"github.com/dop251/goja"
)

// legacyMatch is what RegExp.$1 and its kin tell: the last match that succeeded.
type legacyMatch struct {
	input      goja.String  // may have been set
	subject    goja.String  // nil before there was a match
	captures   []goja.Value // the whole match first; undefined for what took no part
	start, end int
}

// installLegacyMatch makes the static properties of RegExp (the proposal "legacy
// RegExp features", which browsers follow). To know of every match it stands
// before exec and test, by which the engine then does all of String's methods
// too; that takes them off the engine's fast path, so only programs that mention
// these properties pay.
func (r *Realm) installLegacyMatch() {
	proto := r.lookup("RegExp.prototype")
	exec := r.native("RegExp.prototype.exec")
	record := func(c goja.FunctionCall) goja.Value {
		c.Arguments = []goja.Value{r.toString(c.Argument(0))}
		v := exec(c)
		if match, ok := v.(*goja.Object); ok {
			r.match.set(match, c.Arguments[0].(goja.String))
		}
		return v
	}
	r.replace(proto, "exec", 1, func(_ *Realm, c goja.FunctionCall) goja.Value { return record(c) })
	r.replace(proto, "test", 1, func(r *Realm, c goja.FunctionCall) goja.Value {
		o, ok := c.This.(*goja.Object)
		if !ok {
			panic(r.incompatible("RegExp.prototype.test", c.This))
		}
		s := r.toString(c.Argument(0))
		f := asFunction(o.Get("exec"))
		if f == nil {
			f = record
		}
		v := f(call(o, s))
		if _, ok := v.(*goja.Object); !ok && !goja.IsNull(v) {
			r.throwType("object null is not a function")
		}
		return r.vm.ToValue(!goja.IsNull(v))
	})
	r.legacyProperties()
}

// replace puts a function in the place of a method.
func (r *Realm) replace(o *goja.Object, name string, length int, f func(*Realm, goja.FunctionCall) goja.Value) {
	o.DefineDataProperty(name, r.function(name, length, f), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// set takes over a match array.
func (m *legacyMatch) set(match *goja.Object, input goja.String) {
	n := int(match.Get("length").ToInteger())
	m.input, m.subject, m.captures = input, input, m.captures[:0]
	for i := range n {
		m.captures = append(m.captures, orUndefined(match.Get(strconv.Itoa(i))))
	}
	m.start = int(match.Get("index").ToInteger())
	m.end = m.start + m.captures[0].(goja.String).Length()
}

// capture is group i as a string.
func (m *legacyMatch) capture(i int) goja.Value {
	if i < len(m.captures) && !isUndefined(m.captures[i]) {
		return m.captures[i]
	}
	return nil
}

// around is the part of the subject before or after the match.
func (m *legacyMatch) around(start, end int) goja.Value {
	if m.subject == nil {
		return nil
	}
	if end < 0 {
		end = m.subject.Length()
	}
	return m.subject.Substring(start, end)
}

// legacyNames are the properties, with what each tells; input can be set.
var legacyNames = []struct {
	names []string
	value func(*legacyMatch) goja.Value
}{
	{[]string{"input", "$_"}, func(m *legacyMatch) goja.Value {
		if m.input == nil {
			return nil
		}
		return m.input
	}},
	{[]string{"lastMatch", "$&"}, func(m *legacyMatch) goja.Value { return m.capture(0) }},
	{[]string{"lastParen", "$+"}, func(m *legacyMatch) goja.Value {
		if len(m.captures) < 2 {
			return nil
		}
		return m.capture(len(m.captures) - 1)
	}},
	{[]string{"leftContext", "$`"}, func(m *legacyMatch) goja.Value { return m.around(0, m.start) }},
	{[]string{"rightContext", "$'"}, func(m *legacyMatch) goja.Value { return m.around(m.end, -1) }},
}

func (r *Realm) legacyProperties() {
	constructor := r.lookup("RegExp")
	empty := r.vm.ToValue("")
	property := func(name string, value func(*legacyMatch) goja.Value, set func(goja.Value)) {
		getter := r.function("get "+name, 0, func(r *Realm, c goja.FunctionCall) goja.Value {
			r.onlyRegExp(c, constructor, name)
			if v := value(&r.match); v != nil {
				return v
			}
			return empty
		})
		setter := r.function("set "+name, 1, func(r *Realm, c goja.FunctionCall) goja.Value {
			r.onlyRegExp(c, constructor, name)
			set(c.Argument(0))
			return goja.Undefined()
		})
		constructor.DefineAccessorProperty(name, getter, setter, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
	ignore := func(goja.Value) {}
	for _, p := range legacyNames {
		set := ignore
		if p.names[0] == "input" {
			set = func(v goja.Value) { r.match.input = r.toString(v) }
		}
		for _, name := range p.names {
			property(name, p.value, set)
		}
	}
	for i := 1; i <= 9; i++ {
		property("$"+strconv.Itoa(i), func(m *legacyMatch) goja.Value { return m.capture(i) }, ignore)
	}
}

func (r *Realm) onlyRegExp(c goja.FunctionCall, constructor *goja.Object, name string) {
	o, ok := c.This.(*goja.Object)
	if !ok || o.Get("prototype") != constructor.Get("prototype") {
		r.throwType("RegExp.%s getter called on incompatible receiver %s", name, r.show(c.This))
	}
}
