package builtins

import (
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/runtime/builtins/pattern"
)

// rewritten is a regular expression that is another one for the engine.
type rewritten struct {
	source, flags string
	finder        *pattern.Finder // with the flag d
}

// installRegExp puts a constructor before RegExp which rewrites what the engine
// does not understand. What it makes are regular expressions of the engine; they
// know what they have been, and tell that instead. A literal with such syntax
// becomes a call of the constructor when the script is compiled.
func (r *Realm) installRegExp() {
	builtin := r.lookup("RegExp")
	proto := r.lookup("RegExp.prototype")
	wrapper := r.vm.ToValue(func(c goja.ConstructorCall) *goja.Object {
		o := r.newRegExp(builtin, c.Argument(0), c.Argument(1))
		if at := c.This.Prototype(); at != proto && inherits(c.This, proto) {
			o.SetPrototype(at)
		}
		return o
	}).(*goja.Object)
	r.copyProperties(builtin, wrapper)
	r.vm.GlobalObject().DefineDataProperty("RegExp", wrapper, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	proto.DefineDataProperty("constructor", wrapper, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	r.regexpGetters(proto)
}

// copyProperties gives a constructor all that the one it stands for has.
func (r *Realm) copyProperties(from, to *goja.Object) {
	descriptorOf, define := r.native("Reflect.getOwnPropertyDescriptor"), r.native("Object.defineProperty")
	r.iterate(r.native("Reflect.ownKeys")(call(nil, from)), func(key goja.Value) bool {
		define(call(nil, to, key, descriptorOf(call(nil, from, key))))
		return true
	})
}

// newRegExp is the constructor's work.
func (r *Realm) newRegExp(builtin *goja.Object, of, flags goja.Value) *goja.Object {
	source, text := of, flags
	if o, ok := of.(*goja.Object); ok && r.isRegExp(o) {
		source = orUndefined(o.Get("source"))
		if isUndefined(flags) {
			text = orUndefined(o.Get("flags"))
		}
	}
	p, f := "", ""
	if !isUndefined(source) {
		p = r.toString(source).String()
	}
	if !isUndefined(text) {
		f = r.toString(text).String()
	}
	if !pattern.Needed(p, f) {
		return r.construct(builtin, orUndefined(source), orUndefined(text))
	}
	newSource, newFlags, err := pattern.Rewrite(p, f)
	if err != nil {
		r.throw("SyntaxError", "%s", err)
	}
	o := r.construct(builtin, r.vm.ToValue(newSource), r.vm.ToValue(newFlags))
	made := &rewritten{source: p, flags: f}
	r.attach(o, made)
	hide := func(name string, v goja.Value) {
		o.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
	for name, flag := range map[string]string{"ignoreCase": "i", "multiline": "m", "dotAll": "s", "unicode": "u"} {
		if has := strings.Contains(f, flag); has != strings.Contains(newFlags, flag) {
			hide(name, r.vm.ToValue(has))
		}
	}
	if strings.Contains(f, "d") {
		if made.finder, err = pattern.NewFinder(newSource, newFlags); err != nil {
			r.throw("SyntaxError", "Invalid regular expression: /%s/%s: %s", p, f, err)
		}
		hide("exec", r.function("exec", 1, (*Realm).execWithIndices))
	}
	return o
}

// isRegExp is IsRegExp of the standard.
func (r *Realm) isRegExp(o *goja.Object) bool {
	if v := o.GetSymbol(goja.SymMatch); !isUndefined(v) {
		return v.ToBoolean()
	}
	return o.ClassName() == "RegExp"
}

// rewrittenOf is what a regular expression has been, or nil.
func (r *Realm) rewrittenOf(v goja.Value) *rewritten {
	if o, ok := v.(*goja.Object); ok {
		if hidden, ok := o.GetSymbol(r.state).(*goja.Object); ok {
			made, _ := hidden.Export().(slot).state.(*rewritten)
			return made
		}
	}
	return nil
}

// RegExpText is a regular expression as it was written, if it is one that was
// rewritten.
func (r *Realm) RegExpText(o *goja.Object) (text string, ok bool) {
	made := r.rewrittenOf(o)
	if made == nil {
		return "", false
	}
	return "/" + escapeSource(made.source) + "/" + made.flags, true
}

// RegExpParts is the pattern and the flags of a regular expression as they were
// written, if it is one that was rewritten.
func (r *Realm) RegExpParts(o *goja.Object) (source, flags string, ok bool) {
	made := r.rewrittenOf(o)
	if made == nil {
		return "", "", false
	}
	return made.source, made.flags, true
}

// NewRegExp makes a regular expression that has to be rewritten, such as one of
// another realm that was.
func (r *Realm) NewRegExp(source, flags string) *goja.Object {
	r.install(regexpPiece)
	return r.construct(r.lookup("RegExp"), r.vm.ToValue(source), r.vm.ToValue(flags))
}

// regexpFlags are the properties that tell the flags, in their order.
var regexpFlags = []struct{ flag, property string }{
	{"d", "hasIndices"}, {"g", "global"}, {"i", "ignoreCase"}, {"m", "multiline"},
	{"s", "dotAll"}, {"u", "unicode"}, {"v", "unicodeSets"}, {"y", "sticky"},
}

// regexpGetters makes the properties that tell what a regular expression is.
func (r *Realm) regexpGetters(proto *goja.Object) {
	for _, name := range []string{"hasIndices", "unicodeSets"} {
		flag := map[string]string{"hasIndices": "d", "unicodeSets": "v"}[name]
		r.define(proto, member{name: name, get: func(r *Realm, c goja.FunctionCall) goja.Value {
			o, ok := c.This.(*goja.Object)
			if !ok || o.ClassName() != "RegExp" && o != proto {
				r.throwType("RegExp.prototype.%s getter called on non-RegExp object", name)
			}
			if o == proto {
				return goja.Undefined()
			}
			made := r.rewrittenOf(o)
			return r.vm.ToValue(made != nil && strings.Contains(made.flags, flag))
		}})
	}
	d := r.native("Object.getOwnPropertyDescriptor")(call(nil, proto, r.vm.ToValue("source"))).(*goja.Object)
	source := asFunction(d.Get("get"))
	getter := func(name string, f func(*Realm, goja.FunctionCall) goja.Value) {
		proto.DefineAccessorProperty(name, r.function("get "+name, 0, f), goja.Undefined(), goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
	getter("source", func(r *Realm, c goja.FunctionCall) goja.Value {
		if made := r.rewrittenOf(c.This); made != nil {
			return r.vm.ToValue(escapeSource(made.source))
		}
		return source(c)
	})
	getter("flags", func(r *Realm, c goja.FunctionCall) goja.Value {
		o, ok := c.This.(*goja.Object)
		if !ok {
			r.throwType("RegExp.prototype.flags getter called on non-object %s", r.show(c.This))
		}
		flags := ""
		for _, f := range regexpFlags {
			if v := o.Get(f.property); v != nil && v.ToBoolean() {
				flags += f.flag
			}
		}
		return r.vm.ToValue(flags)
	})
	r.replace(proto, "toString", 0, func(r *Realm, c goja.FunctionCall) goja.Value {
		o, ok := c.This.(*goja.Object)
		if !ok {
			panic(r.incompatible("RegExp.prototype.toString", c.This))
		}
		slash := r.vm.ToValue("/")
		return r.concat(slash, r.toString(orUndefined(o.Get("source"))), slash, r.toString(orUndefined(o.Get("flags"))))
	})
}

// escapeSource is EscapeRegExpPattern of the standard.
func escapeSource(source string) string {
	if source == "" {
		return "(?:)"
	}
	var b strings.Builder
	inClass, escaped := false, false
	for _, c := range source {
		switch {
		case c == '\n':
			b.WriteString(`\n`[btoi(escaped):])
		case c == '\r':
			b.WriteString(`\r`[btoi(escaped):])
		case c == '/' && !inClass && !escaped:
			b.WriteString(`\/`)
		default:
			b.WriteRune(c)
		}
		switch {
		case escaped:
			escaped = false
			continue
		case c == '[':
			inClass = true
		case c == ']':
			inClass = false
		}
		escaped = c == '\\'
	}
	return b.String()
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// execWithIndices is exec of a regular expression with the flag d.
func (r *Realm) execWithIndices(c goja.FunctionCall) goja.Value {
	input := r.toString(c.Argument(0))
	match := r.callable(r.lookup("RegExp.prototype").Get("exec"), "exec")(call(c.This, input))
	o, ok := match.(*goja.Object)
	made := r.rewrittenOf(c.This)
	if !ok || made == nil || made.finder == nil {
		return match
	}
	found := made.finder.Find(units(input), int(o.Get("index").ToInteger()))
	indices := make([]goja.Value, len(found))
	for i, place := range found {
		indices[i] = goja.Undefined()
		if place[0] >= 0 && !isUndefined(o.Get(strconv.Itoa(i))) {
			indices[i] = r.vm.NewArray(place[0], place[1])
		}
	}
	list := r.array(indices)
	list.DefineDataProperty("groups", r.namedIndices(o, made, indices), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
	o.DefineDataProperty("indices", list, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
	return o
}

// namedIndices are the places of the groups that have names.
func (r *Realm) namedIndices(match *goja.Object, made *rewritten, indices []goja.Value) goja.Value {
	groups, ok := match.Get("groups").(*goja.Object)
	if !ok {
		return goja.Undefined()
	}
	named := r.vm.CreateObject(nil)
	for _, name := range groups.Keys() {
		v := goja.Undefined()
		for i, n := range pattern.GroupNames(made.source) {
			if n == name && i < len(indices) && !isUndefined(indices[i]) {
				v = indices[i]
			}
		}
		named.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
	}
	return named
}
