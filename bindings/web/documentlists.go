package web

import (
	"slices"
	"strconv"

	"github.com/dop251/goja"
)

// names are properties that an object has besides those that the engine keeps.
type names struct {
	// get returns a property, or nil.
	get func(name string) goja.Value
	// list lists the names that enumerate.
	list func() []string
	// set and remove, if there are any, change a property; they report false for
	// one that is none of theirs.
	set    func(name string, v goja.Value) bool
	remove func(name string) bool
	// first makes them precede those of the prototype.
	first bool
}

// exotic makes an object with such properties. What a script adds itself
// precedes them.
func (e *env) exotic(prototype *goja.Object, state any, n names) *goja.Object {
	made := e.instance(prototype, state)
	look := func(name string) goja.Value {
		if !n.first && made.Get(name) != nil {
			return nil
		}
		return n.get(name)
	}
	traps := &goja.ProxyTrapConfig{
		Get: func(_ *goja.Object, name string, _ goja.Value) goja.Value {
			if v := look(name); v != nil {
				return v
			}
			return orUndefined(made.Get(name))
		},
		Has: func(_ *goja.Object, name string) bool { return look(name) != nil || made.Get(name) != nil },
		GetOwnPropertyDescriptor: func(_ *goja.Object, name string) goja.PropertyDescriptor {
			if v := look(name); v != nil {
				return goja.PropertyDescriptor{Value: v, Writable: goja.ToFlag(n.set != nil), Enumerable: goja.FLAG_TRUE, Configurable: goja.FLAG_TRUE}
			}
			if p, ok := e.ownProperty(made, e.vm.ToValue(name)); ok && p.value != nil {
				return goja.PropertyDescriptor{Value: p.value, Writable: goja.FLAG_TRUE, Enumerable: goja.ToFlag(p.enumerable), Configurable: goja.FLAG_TRUE}
			}
			return goja.PropertyDescriptor{}
		},
		OwnKeys: func(*goja.Object) *goja.Object {
			keys := n.list()
			for _, own := range made.GetOwnPropertyNames() {
				if !slices.Contains(keys, own) {
					keys = append(keys, own)
				}
			}
			list := make([]goja.Value, len(keys))
			for i, key := range keys {
				list[i] = e.vm.ToValue(key)
			}
			for _, symbol := range symbolsOf(e.dom.ownSymbols, made) {
				list = append(list, symbol)
			}
			return e.list(list)
		},
		Set: func(_ *goja.Object, name string, v, _ goja.Value) bool {
			if n.set != nil && (n.first || made.Get(name) == nil) && n.set(name, v) {
				return true
			}
			if err := made.Set(name, v); err != nil {
				panic(err) // what a setter has thrown
			}
			return true
		},
		DeleteProperty: func(_ *goja.Object, name string) bool {
			if n.remove != nil && n.remove(name) {
				return true
			}
			return made.Delete(name) == nil
		},
	}
	o := e.vm.ToValue(e.vm.NewProxy(made, traps)).(*goja.Object)
	if t, ok := state.(target); ok {
		t.listening().self = o
	}
	return o
}

// nodeList is the Go side of a NodeList or an HTMLCollection.
type nodeList struct {
	nodes func() []*node
	names bool     // elements can be found by their names
	owner *element // of options: the select
	form  *element // of controls
}

// list makes a NodeList.
func (m *dom) list(nodes func() []*node) *goja.Object {
	return m.listOf("NodeList", &nodeList{nodes: nodes})
}

// liveList makes the NodeList of a node that has a name, once.
func (m *dom) liveList(n *node, name string, nodes func() []*node) *goja.Object {
	return n.kept(name, func() *goja.Object { return m.list(nodes) })
}

// liveElements makes the HTMLCollection of a node that has a name, once.
func (m *dom) liveElements(n *node, name string, nodes func() []*node) *goja.Object {
	return n.kept(name, func() *goja.Object { return m.listOf("HTMLCollection", &nodeList{nodes: nodes, names: true}) })
}

// kept returns the object that a node keeps under a name, made when it is first
// asked for.
func (n *node) kept(name string, build func() *goja.Object) *goja.Object {
	if o := n.objects[name]; o != nil {
		return o
	}
	o := build()
	if n.objects == nil {
		n.objects = map[string]*goja.Object{}
	}
	n.objects[name] = o
	return o
}

func (m *dom) listOf(class string, l *nodeList) *goja.Object {
	e := m.env
	return e.exotic(m.env.prototype(class), l, names{
		get: func(name string) goja.Value {
			if i, ok := listIndex(name); ok {
				if nodes := l.nodes(); i < len(nodes) {
					return nodes[i].object()
				}
				return nil
			}
			if l.form != nil {
				return m.namedControls(l.form, name)
			}
			if l.names {
				if n := named(l.nodes(), name); n != nil {
					return n.object()
				}
			}
			return nil
		},
		list: func() (keys []string) {
			for i := range l.nodes() {
				keys = append(keys, strconv.Itoa(i))
			}
			return keys
		},
		set: func(name string, v goja.Value) bool {
			i, ok := listIndex(name)
			if ok && l.owner != nil {
				m.setOption(l.owner, i, v)
			}
			return ok
		},
		first: true,
	})
}

// listIndex reads the name of an array element.
func listIndex(name string) (int, bool) {
	if name == "" || name[0] < '0' || name[0] > '9' || len(name) > 1 && name[0] == '0' {
		return 0, false
	}
	i, err := strconv.Atoi(name)
	return i, err == nil
}

// item is the method of the same name of the lists.
func item(e *env, nodes []*node, v goja.Value) goja.Value {
	if i := int(uint32(toInt32(v))); i < len(nodes) {
		return nodes[i].object()
	}
	return goja.Null()
}

func (m *dom) installLists() {
	define(m.env, class[*nodeList]{name: "NodeList", attributes: []attribute[*nodeList]{listLength}, methods: []method[*nodeList]{listItem(m.env)}})
	m.iterable("NodeList", true)
	define(m.env, class[*nodeList]{
		name: "HTMLCollection", attributes: []attribute[*nodeList]{listLength},
		methods: []method[*nodeList]{listItem(m.env), {"namedItem", 1, func(l *nodeList, c goja.FunctionCall) goja.Value {
			return objectOf(named(l.nodes(), m.env.toString(c.Argument(0))))
		}}},
	})
	m.iterable("HTMLCollection", false)
}

// listLength and listItem are what all lists have.
var listLength = attribute[*nodeList]{"length", func(l *nodeList) any { return len(l.nodes()) }, nil}

func listItem(e *env) method[*nodeList] {
	return method[*nodeList]{"item", 1, func(l *nodeList, c goja.FunctionCall) goja.Value { return item(e, l.nodes(), c.Argument(0)) }}
}

func (m *dom) installFileList() {
	define(m.env, class[*nodeList]{name: "FileList", attributes: []attribute[*nodeList]{listLength}, methods: []method[*nodeList]{listItem(m.env)}})
	m.iterable("FileList", false)
}

func (m *dom) installHTMLLists() {
	e := m.env
	collection := e.class("HTMLCollection").constructor
	define(m.env, class[*nodeList]{name: "HTMLFormControlsCollection", parent: collection, methods: []method[*nodeList]{
		{"namedItem", 1, func(l *nodeList, c goja.FunctionCall) goja.Value {
			return orNull(m.namedControls(l.form, e.toString(c.Argument(0))))
		}},
	}})
	define(m.env, class[*nodeList]{
		name: "RadioNodeList", parent: e.class("NodeList").constructor,
		attributes: []attribute[*nodeList]{{"value", func(l *nodeList) any {
			for _, n := range l.nodes() {
				if n.element.isChecked() {
					return n.element.currentValue()
				}
			}
			return ""
		}, func(l *nodeList, v goja.Value) {
			for _, n := range l.nodes() {
				if n.element.currentValue() == e.toString(v) {
					n.element.check(true)
					return
				}
			}
		}}},
	})
	define(m.env, class[*nodeList]{
		name: "HTMLOptionsCollection", parent: collection,
		attributes: []attribute[*nodeList]{
			{"length", func(l *nodeList) any { return len(l.nodes()) }, func(l *nodeList, v goja.Value) {
				m.setOptionCount(l.owner, int(uint32(toInt32(v))))
			}},
			{"selectedIndex", func(l *nodeList) any { return l.owner.selectedIndex() }, func(l *nodeList, v goja.Value) {
				l.owner.selectIndex(int(toInt32(v)))
			}},
		},
		methods: []method[*nodeList]{
			{"add", 1, func(l *nodeList, c goja.FunctionCall) goja.Value {
				return m.addOption(l.owner, c, "HTMLOptionsCollection")
			}},
			{"remove", 1, func(l *nodeList, c goja.FunctionCall) goja.Value {
				if options, i := l.nodes(), int(toInt32(c.Argument(0))); i >= 0 && i < len(options) {
					options[i].remove()
				}
				return nil
			}},
		},
	})
}

// iterable gives a class of lists the iteration of arrays, methods too if all.
func (m *dom) iterable(class string, all bool) {
	array, prototype := m.env.constructors["Array"].Object().Get("prototype").(*goja.Object), m.env.prototype(class)
	if all {
		for _, name := range []string{"entries", "forEach", "keys", "values"} {
			prototype.Set(name, array.Get(name))
		}
	}
	prototype.DefineDataPropertySymbol(goja.SymIterator, array.GetSymbol(goja.SymIterator), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// orUndefined is v, or undefined instead of nothing.
func orUndefined(v goja.Value) goja.Value {
	if v == nil {
		return goja.Undefined()
	}
	return v
}
