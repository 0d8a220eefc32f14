package web

import (
	"strings"

	"github.com/dop251/goja"
)

// group is globals of one standard that are installed together.
type group struct {
	standard *standard
	names    string // of the globals; functions have () behind the name
	install  func() // nil if they are there from the beginning
	made     map[string]goja.Value
	done     bool
}

// lazily declares globals that install defines when the first of them is asked
// for, by a script or by Go, so that programs without them start as if they were
// not there.
func (e *env) lazily(s *standard, install func(), names string) {
	g := e.later(s, install, names)
	for name := range strings.FieldsSeq(names) {
		name, function := strings.CutSuffix(name, "()")
		e.rt.Lazy(e.vm.GlobalObject(), name, function, func() goja.Value {
			g.now()
			return g.made[name]
		})
	}
}

// later is lazily for classes that scripts cannot name.
func (e *env) later(s *standard, install func(), names string) *group {
	g := e.declare(s, names)
	g.install, g.made = install, map[string]goja.Value{}
	for name := range strings.FieldsSeq(names) {
		e.lazy[strings.TrimSuffix(name, "()")] = g
	}
	return g
}

// declare says which standard globals belong to, for the documentation.
func (e *env) declare(s *standard, names string) *group {
	g := &group{standard: s, names: names}
	e.groups = append(e.groups, g)
	return g
}

func (g *group) now() {
	if !g.done {
		g.done = true
		g.install()
	}
}

// define gives a global its value. One that has been declared lazily is kept for
// those who ask: a script may have put something else in its place.
func (e *env) define(name string, v goja.Value, enumerable goja.Flag) {
	if g := e.lazy[name]; g != nil {
		g.made[name] = v
		return
	}
	e.vm.GlobalObject().DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, enumerable)
}

// classObject is a class that has been installed.
type classObject struct{ constructor, prototype *goja.Object }

// class returns a class by its name, and installs it before if need be.
func (e *env) class(name string) classObject {
	if _, ok := e.classes[name]; !ok {
		e.lazy[name].now()
	}
	return e.classes[name]
}

// prototype is that of the objects of a class.
func (e *env) prototype(name string) *goja.Object { return e.class(name).prototype }

// attribute defines an attribute of the global object whose value is made when
// it is first asked for. One that is replaceable becomes what is assigned to it.
func (e *env) attribute(s *standard, name string, replaceable bool, value func() goja.Value) {
	e.declare(s, name)
	var made goja.Value
	var set func(this, v goja.Value)
	if replaceable {
		set = func(_, v goja.Value) {
			e.vm.GlobalObject().DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
		}
	}
	e.accessor(e.vm.GlobalObject(), "Window", name, func(goja.Value) any {
		if made == nil {
			made = value()
		}
		return made
	}, set)
}
