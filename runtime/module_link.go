package runtime

import (
	"fmt"
	"maps"
	"slices"

	"github.com/dop251/goja"
)

// binding is what a name that a module exports stands for: a getter of a
// module, or that module's namespace.
type binding struct {
	module *module
	name   string // local to the exports of module; "" for its namespace
}

// resolved says how the search for an exported name ended.
type resolved int

const (
	found resolved = iota
	missing
	ambiguous
)

// link prepares m and all below it for evaluation: every body begins, which
// makes its functions and the getters of its exports, and then every import
// finds what it stands for. Its error is a *ScriptError.
func (m *module) link() error {
	var graph []*module
	m.unlinked(&graph, map[*module]bool{})
	for _, each := range graph {
		if each.source == nil || each.run != nil || each.getters != nil {
			continue
		}
		if err := each.begin(); err != nil {
			return err
		}
	}
	for _, each := range graph {
		if err := each.bind(); err != nil {
			return err
		}
	}
	for _, each := range graph {
		each.linked = true
	}
	return nil
}

// unlinked gathers what is not linked yet, dependencies first.
func (m *module) unlinked(graph *[]*module, seen map[*module]bool) {
	if m.linked || seen[m] {
		return
	}
	seen[m] = true
	for _, dep := range m.deps {
		dep.unlinked(graph, seen)
	}
	*graph = append(*graph, m)
}

// begin compiles the body and takes it to the point where nothing of it has run.
func (m *module) begin() error {
	lowered, async, err := m.source.compile()
	if err != nil {
		return err
	}
	parse := functionParser([]string{requireName, runName, publishName, metaName})
	program, err := lowered.compile(m.shown, m.source.original, parse)
	if err != nil {
		return err
	}
	m.loader.r.Prepare(m.source.original)
	vm := m.loader.r.vm
	m.async, m.env = async, vm.NewObject()
	value, err := vm.RunProgram(program)
	if err != nil {
		return err
	}
	wrapper, _ := goja.AssertFunction(value)
	publish := m.loader.r.NewFunction("publish", func(call goja.FunctionCall) goja.Value {
		m.publish(call.Argument(0).(*goja.Object))
		return nil
	})
	run := vm.ToValue(func(call goja.FunctionCall) goja.Value {
		m.run, _ = goja.AssertFunction(call.Argument(0))
		return nil
	})
	if _, err = wrapper(goja.Undefined(), m.newImport(), run, publish, m.newMeta()); err != nil || async {
		return err
	}
	generator, err := m.run(goja.Undefined())
	if err != nil {
		return err
	}
	next, _ := goja.AssertFunction(generator.(*goja.Object).Get("next"))
	m.run = func(goja.Value, ...goja.Value) (goja.Value, error) { return next(generator) }
	first, err := next(generator)
	if err != nil {
		return err
	}
	m.publish(first.(*goja.Object).Get("value").(*goja.Object))
	return nil
}

func (m *module) publish(getters *goja.Object) {
	m.getters = map[string]goja.Value{}
	for _, name := range getters.Keys() {
		m.getters[name] = getters.Get(name)
	}
}

// bind finds what m imports, and tells what is not there.
func (m *module) bind() error {
	if m.source == nil {
		return nil
	}
	for i := range m.source.imports {
		entry := &m.source.imports[i]
		from := m.deps[entry.from]
		b := binding{module: from}
		if entry.name != "" {
			var how resolved
			if b, how = from.resolve(entry.name, nil); how != found {
				return m.unresolved(entry, how)
			}
		}
		m.env.DefineAccessorProperty(entry.local, b.getter(), nil, goja.FLAG_TRUE, goja.FLAG_TRUE)
	}
	for _, name := range slices.Sorted(maps.Keys(m.source.exports)) {
		if entry := m.source.exports[name].from; entry != nil && entry.name != "" {
			if _, how := m.resolve(name, nil); how != found {
				return m.unresolved(entry, how)
			}
		}
	}
	return nil
}

func (m *module) unresolved(entry *importEntry, how resolved) error {
	specifier := m.source.requests[entry.from].specifier
	format := "SyntaxError: The requested module '%s' does not provide an export named '%s'"
	if how == ambiguous {
		format = "SyntaxError: The requested module '%s' contains conflicting star exports for name '%s'"
	}
	return m.faultAt(fmt.Sprintf(format, specifier, entry.name), entry.line, entry.column)
}

// resolve is ResolveExport of ECMAScript 16.2.1.6.3.
func (m *module) resolve(name string, set map[binding]bool) (binding, resolved) {
	if m.source == nil {
		return binding{m, name}, found
	}
	if set[binding{m, name}] {
		return binding{}, missing // a cycle
	}
	if set == nil {
		set = map[binding]bool{}
	}
	set[binding{m, name}] = true
	if e, ok := m.source.exports[name]; ok {
		switch {
		case e.from == nil:
			return binding{m, name}, found
		case e.from.name == "":
			return binding{m.deps[e.from.from], ""}, found
		}
		return m.deps[e.from.from].resolve(e.from.name, set)
	}
	if name == "default" {
		return binding{}, missing
	}
	result, how := binding{}, missing
	for _, star := range m.source.stars {
		if dep := m.deps[star]; dep.source == nil && !dep.has(name) {
			continue
		}
		b, this := m.deps[star].resolve(name, set)
		switch {
		case this == ambiguous, this == found && how == found && b != result:
			return binding{}, ambiguous
		case this == found:
			result, how = b, found
		}
	}
	return result, how
}

// has tells whether a module without a source exports a name. To know that it
// has to be run.
func (m *module) has(name string) bool {
	exports, err := m.exports()
	return err == nil && exports.Get(name) != nil
}

// getter is the JavaScript function that reads the binding.
func (b binding) getter() goja.Value {
	m, r := b.module, b.module.loader.r
	if b.name == "" {
		return r.vm.ToValue(func(goja.FunctionCall) goja.Value { return m.namespaceObject() })
	}
	if getter := m.getters[b.name]; getter != nil {
		return getter
	}
	return r.vm.ToValue(func(goja.FunctionCall) goja.Value {
		if m.source == nil {
			return m.foreignValue(b.name)
		}
		get, ok := goja.AssertFunction(m.getters[b.name])
		if !ok {
			panic(r.newError("ReferenceError", fmt.Sprintf("Cannot access '%s' before initialization", b.name)))
		}
		value, err := get(goja.Undefined())
		if err != nil {
			panic(err)
		}
		return value
	})
}

func (m *module) foreignValue(name string) goja.Value {
	exports, err := m.exports()
	if err != nil {
		panic(err)
	}
	if value := exports.Get(name); value != nil {
		return value
	}
	panic(m.loader.r.newError("SyntaxError", fmt.Sprintf("The requested module '%s' does not provide an export named '%s'", m.shown, name)))
}

// names is GetExportedNames.
func (m *module) names(seen map[*module]bool) []string {
	if m.source == nil {
		if exports, err := m.exports(); err == nil {
			return exports.GetOwnPropertyNames()
		}
		return nil
	}
	if seen[m] {
		return nil
	}
	seen[m] = true
	names := slices.Collect(maps.Keys(m.source.exports))
	for _, star := range m.source.stars {
		for _, name := range m.deps[star].names(seen) {
			if name != "default" && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// namespaceObject is the object that import * and import() give.
func (m *module) namespaceObject() *goja.Object {
	if m.namespace != nil {
		return m.namespace
	}
	vm := m.loader.r.vm
	o := vm.CreateObject(nil)
	names := m.names(map[*module]bool{})
	slices.SortFunc(names, compareUTF16)
	for _, name := range names {
		if b, how := m.resolve(name, nil); how == found {
			o.DefineAccessorProperty(name, b.getter(), nil, goja.FLAG_FALSE, goja.FLAG_TRUE)
		}
	}
	o.DefineDataPropertySymbol(goja.SymToStringTag, vm.ToValue("Module"), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
	prevent, _ := goja.AssertFunction(vm.Get("Object").(*goja.Object).Get("preventExtensions"))
	if _, err := prevent(goja.Undefined(), o); err != nil {
		panic(err)
	}
	m.namespace = o
	return o
}
