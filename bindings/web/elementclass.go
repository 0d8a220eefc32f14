package web

import (
	"slices"
	"strings"

	"github.com/dop251/goja"
	"golang.org/x/net/html"
)

// nothing is a method that has nothing to do where nothing is shown.
func nothing[S any](name string) method[S] {
	return method[S]{name, 0, func(S, goja.FunctionCall) goja.Value { return nil }}
}

// text is an attribute of a class that reflects one of an element.
func text[S interface{ asElement() *element }](e *env, name, attr string) attribute[S] {
	return attribute[S]{
		name,
		func(el S) any { return el.asElement().get(attr) },
		func(el S, v goja.Value) { el.asElement().set(attr, e.toString(v)) },
	}
}

func (el *element) asElement() *element { return el }

// zero is an attribute that always is 0, since there is no layout.
func zero(name string, settable bool) attribute[*element] {
	a := attribute[*element]{name, func(*element) any { return 0 }, nil}
	if settable {
		a.set = func(*element, goja.Value) {}
	}
	return a
}

func (m *dom) installElement() {
	e := m.env
	attributes := slices.Concat(parentAttributes[*element](m), siblingAttributes[*element](), []attribute[*element]{
		{"namespaceURI", func(el *element) any { return el.namespaceURI() }, nil},
		{"prefix", func(*element) any { return goja.Null() }, nil},
		{"localName", func(el *element) any { return el.shadow.Data }, nil},
		{"tagName", func(el *element) any { return el.tagName() }, nil},
		text[*element](e, "id", "id"),
		text[*element](e, "className", "class"),
		text[*element](e, "slot", "slot"),
		{"classList", func(el *element) any { return m.classList(el) }, func(el *element, v goja.Value) { el.set("class", e.toString(v)) }},
		{"attributes", func(el *element) any { return m.attributesOf(el) }, nil},
		{"shadowRoot", func(*element) any { return goja.Null() }, nil},
		{"innerHTML", func(el *element) any { return innerMarkup(el) }, func(el *element, v goja.Value) {
			el.setMarkup(e.textUnlessNull(v))
		}},
		{"outerHTML", func(el *element) any { return markup(&el.node) }, func(el *element, v goja.Value) {
			parent := el.parent
			if parent == nil {
				return
			}
			if parent.kind() == html.DocumentNode {
				panic(e.newDOMException("NoModificationAllowedError", "Failed to set the 'outerHTML' property on 'Element': This element's parent is a Document, which may not be modified."))
			}
			made := el.owner.parseFragment(parent.element, e.textUnlessNull(v))
			parent.replace(&el.node, el.owner.fragment(made))
		}},
		zero("scrollTop", true), zero("scrollLeft", true), zero("scrollWidth", false), zero("scrollHeight", false),
		zero("clientTop", false), zero("clientLeft", false), zero("clientWidth", false), zero("clientHeight", false),
	})
	name := func(method string, f func(el *element, name string, c goja.FunctionCall) any, required int) elementMethod {
		return elementMethod{method, required, func(el *element, c goja.FunctionCall) goja.Value {
			return e.vm.ToValue(f(el, el.attributeName(e, c.Argument(0)), c))
		}}
	}
	methods := slices.Concat(parentMethods[*element](m, "Element"), childMethods[*element](e, "Element"),
		collectionMethods[*element](m), m.selectorMethods(), []elementMethod{
			name("getAttribute", func(el *element, name string, _ goja.FunctionCall) any {
				if value, ok := el.attribute(name); ok {
					return value
				}
				return goja.Null()
			}, 1),
			{"getAttributeNames", 0, func(el *element, _ goja.FunctionCall) goja.Value {
				var names []string
				for _, a := range el.shadow.Attr {
					names = append(names, qualifiedName(a))
				}
				return e.strings(names)
			}},
			name("getAttributeNode", func(el *element, name string, _ goja.FunctionCall) any {
				return orNull(m.attributeNode(el, name))
			}, 1),
			{"getAttributeNS", 2, func(el *element, c goja.FunctionCall) goja.Value {
				if value, ok := el.attribute(e.toString(c.Argument(1))); ok {
					return e.vm.ToValue(value)
				}
				return goja.Null()
			}},
			name("hasAttribute", func(el *element, name string, _ goja.FunctionCall) any { return el.has(name) }, 1),
			{"hasAttributes", 0, func(el *element, _ goja.FunctionCall) goja.Value { return e.vm.ToValue(len(el.shadow.Attr) > 0) }},
			name("removeAttribute", func(el *element, name string, _ goja.FunctionCall) any {
				el.unset(name)
				return goja.Undefined()
			}, 1),
			name("setAttribute", func(el *element, name string, c goja.FunctionCall) any {
				value := e.toString(c.Argument(1))
				if !validAttribute(name) {
					panic(e.newDOMException("InvalidCharacterError", "Failed to execute 'setAttribute' on 'Element': '"+e.toString(c.Argument(0))+"' is not a valid attribute name."))
				}
				el.set(name, value)
				return goja.Undefined()
			}, 2),
			{"setAttributeNS", 3, func(el *element, c goja.FunctionCall) goja.Value {
				_, local, found := strings.Cut(e.toString(c.Argument(1)), ":")
				if !found {
					local = e.toString(c.Argument(1))
				}
				el.set(local, e.toString(c.Argument(2)))
				return nil
			}},
			name("toggleAttribute", func(el *element, name string, c goja.FunctionCall) any {
				on := !el.has(name)
				if v := c.Argument(1); !goja.IsUndefined(v) {
					on = v.ToBoolean()
				}
				if on != el.has(name) {
					el.flag(name, on)
				}
				return on
			}, 1),
			{"insertAdjacentElement", 2, func(el *element, c goja.FunctionCall) goja.Value {
				const failed = "Failed to execute 'insertAdjacentElement' on 'Element'"
				child := e.argumentNode(c.Argument(1), failed, "2")
				if m.insertAdjacent(el, e.toString(c.Argument(0)), failed, func(*node) []*node { return []*node{child} }) {
					return child.object()
				}
				return goja.Null()
			}},
			{"insertAdjacentHTML", 2, func(el *element, c goja.FunctionCall) goja.Value {
				source := e.toString(c.Argument(1))
				const failed = "Failed to execute 'insertAdjacentHTML' on 'Element'"
				if !m.insertAdjacent(el, e.toString(c.Argument(0)), failed, func(parent *node) []*node {
					return el.owner.parseFragment(parent.element, source)
				}) {
					panic(e.newDOMException("NoModificationAllowedError", failed+": The element has no parent."))
				}
				return nil
			}},
			{"insertAdjacentText", 2, func(el *element, c goja.FunctionCall) goja.Value {
				n := el.owner.newText(e.toString(c.Argument(1)))
				m.insertAdjacent(el, e.toString(c.Argument(0)), "Failed to execute 'insertAdjacentText' on 'Element'", func(*node) []*node { return []*node{n} })
				return nil
			}},
			{"getBoundingClientRect", 0, func(*element, goja.FunctionCall) goja.Value { return m.rectangle() }},
			{"getClientRects", 0, func(*element, goja.FunctionCall) goja.Value { return e.vm.NewArray() }},
			nothing[*element]("scroll"), nothing[*element]("scrollBy"), nothing[*element]("scrollIntoView"),
			nothing[*element]("scrollIntoViewIfNeeded"), nothing[*element]("scrollTo"),
		})
	define(e, class[*element]{name: "Element", parent: e.class("Node").constructor, attributes: attributes, methods: methods})
}

type elementMethod = method[*element]

func validAttribute(name string) bool {
	return name != "" && !strings.ContainsAny(name, " \t\n\f\r\x00/>=")
}

// rectangle is that of everything.
func (m *dom) rectangle() *goja.Object {
	o := m.env.vm.NewObject()
	for _, name := range []string{"x", "y", "width", "height", "top", "right", "bottom", "left"} {
		o.Set(name, 0)
	}
	return o
}

// insertAdjacent puts nodes beside or into an element, and reports whether there
// is such a place.
func (m *dom) insertAdjacent(el *element, where, failed string, nodes func(parent *node) []*node) bool {
	parent, before := &el.node, el.first
	switch lower(where) {
	case "beforebegin":
		parent, before = el.parent, &el.node
	case "afterbegin":
	case "beforeend":
		before = nil
	case "afterend":
		parent, before = el.parent, el.next
	default:
		panic(m.env.newDOMException("SyntaxError", failed+": The value provided ('"+where+"') is not one of 'beforeBegin', 'afterBegin', 'beforeEnd', or 'afterEnd'."))
	}
	if parent == nil {
		return false
	}
	list := nodes(parent)
	for _, n := range list {
		parent.mayInsert(n, before, nil, failed)
	}
	switch len(list) {
	case 0:
	case 1:
		parent.insert(list[0], before)
	default:
		parent.insert(el.owner.fragment(list), before)
	}
	return true
}
