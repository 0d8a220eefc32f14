package web

import (
	"strings"

	"github.com/dop251/goja"
	"golang.org/x/net/html"
)

// parentAttributes are those of the mixin ParentNode.
func parentAttributes[S nodeObject](m *dom) []attribute[S] {
	return []attribute[S]{
		{"children", func(n S) any { return m.liveElements(n.asNode(), "children", n.asNode().elements) }, nil},
		{"firstElementChild", func(n S) any { return objectOf(nearest(n.asNode().first, nextSibling)) }, nil},
		{"lastElementChild", func(n S) any { return objectOf(nearest(n.asNode().last, previousSibling)) }, nil},
		{"childElementCount", func(n S) any { return len(n.asNode().elements()) }, nil},
	}
}

// parentMethods are those of the mixin ParentNode.
func parentMethods[S nodeObject](m *dom, class string) []method[S] {
	e := m.env
	failed := func(method string) string { return "Failed to execute '" + method + "' on '" + class + "'" }
	add := func(name string, before func(*node) *node) method[S] {
		return method[S]{name, 0, func(n S, c goja.FunctionCall) goja.Value {
			child := n.asNode().owner.mixed(c.Arguments)
			at := before(n.asNode())
			n.asNode().mayInsert(child, at, nil, failed(name))
			n.asNode().insert(child, at)
			return nil
		}}
	}
	return []method[S]{
		add("append", func(*node) *node { return nil }),
		add("prepend", func(n *node) *node { return n.first }),
		{"querySelector", 1, func(n S, c goja.FunctionCall) goja.Value {
			s := m.selector(e.toString(c.Argument(0)), failed("querySelector"))
			if found := s.first(n.asNode()); found != nil {
				return found.object()
			}
			return goja.Null()
		}},
		{"querySelectorAll", 1, func(n S, c goja.FunctionCall) goja.Value {
			found := m.selector(e.toString(c.Argument(0)), failed("querySelectorAll")).all(n.asNode())
			return m.list(func() []*node { return found })
		}},
		{"replaceChildren", 0, func(n S, c goja.FunctionCall) goja.Value {
			child := n.asNode().owner.mixed(c.Arguments)
			n.asNode().mayInsert(child, nil, nil, failed("replaceChildren"))
			n.asNode().replaceAll(child)
			return nil
		}},
	}
}

// idMethod is getElementById, of documents and fragments.
func idMethod[S nodeObject](e *env) method[S] {
	return method[S]{"getElementById", 1, func(n S, c goja.FunctionCall) goja.Value {
		id := e.toString(c.Argument(0))
		if found := n.asNode().find(func(el *element) bool { return id != "" && el.get("id") == id }); found != nil {
			return found.object()
		}
		return goja.Null()
	}}
}

// siblingAttributes are those of the mixin NonDocumentTypeChildNode.
func siblingAttributes[S nodeObject]() []attribute[S] {
	return []attribute[S]{
		{"previousElementSibling", func(n S) any { return objectOf(nearest(n.asNode().previous, previousSibling)) }, nil},
		{"nextElementSibling", func(n S) any { return objectOf(nearest(n.asNode().next, nextSibling)) }, nil},
	}
}

// childMethods are those of the mixin ChildNode.
func childMethods[S nodeObject](e *env, class string) []method[S] {
	// beside puts the arguments next to a node, or in its place.
	beside := func(name string, replace bool, before func(*node) *node) method[S] {
		return method[S]{name, 0, func(s S, c goja.FunctionCall) goja.Value {
			n := s.asNode()
			parent := n.parent
			if parent == nil {
				return nil
			}
			// The place must be one that is not about to move.
			moved := map[*node]bool{}
			for _, v := range c.Arguments {
				if o, ok := v.(*goja.Object); ok {
					if other, ok := e.platform(o).(nodeObject); ok {
						moved[other.asNode()] = true
					}
				}
			}
			at := before(n)
			for at != nil && moved[at] {
				at = at.next
			}
			child := n.owner.mixed(c.Arguments)
			parent.mayInsert(child, at, nil, "Failed to execute '"+name+"' on '"+class+"'")
			if replace && n.parent == parent && n != child {
				parent.replace(n, child)
				return nil
			}
			parent.insert(child, at)
			return nil
		}}
	}
	return []method[S]{
		beside("after", false, nextSibling),
		beside("before", false, func(n *node) *node { return n }),
		{"remove", 0, func(n S, _ goja.FunctionCall) goja.Value {
			n.asNode().remove()
			return nil
		}},
		beside("replaceWith", true, nextSibling),
	}
}

// collectionMethods are the getElementsBy… of documents and elements.
func collectionMethods[S nodeObject](m *dom) []method[S] {
	e := m.env
	return []method[S]{
		{"getElementsByClassName", 1, func(n S, c goja.FunctionCall) goja.Value {
			names := e.toString(c.Argument(0))
			wanted := strings.FieldsFunc(names, isSpace)
			return m.liveElements(n.asNode(), "."+names, func() []*node {
				return n.asNode().findAll(func(el *element) bool { return len(wanted) > 0 && el.hasClasses(wanted) })
			})
		}},
		{"getElementsByTagName", 1, func(n S, c goja.FunctionCall) goja.Value {
			name := e.toString(c.Argument(0))
			return m.liveElements(n.asNode(), "<"+name, func() []*node {
				return n.asNode().findAll(func(el *element) bool {
					return name == "*" || el.shadow.Data == name || el.html() && el.shadow.Data == strings.ToLower(name)
				})
			})
		}},
		{"getElementsByTagNameNS", 2, func(n S, c goja.FunctionCall) goja.Value {
			namespace, name := e.textOrEmpty(c.Argument(0)), e.toString(c.Argument(1))
			return m.liveElements(n.asNode(), "<"+namespace+" "+name, func() []*node {
				return n.asNode().findAll(func(el *element) bool {
					return (namespace == "*" || el.namespaceURI() == namespace) && (name == "*" || el.shadow.Data == name)
				})
			})
		}},
	}
}

// isSpace tells ASCII whitespace.
func isSpace(r rune) bool { return strings.ContainsRune(" \t\n\f\r", r) }

// named finds the first of elements that has an id, or a name.
func named(elements []*node, name string) *node {
	for _, n := range elements {
		if name != "" && (n.element.get("id") == name || n.element.html() && n.element.get("name") == name) {
			return n
		}
	}
	return nil
}

// body and head are elements of a document.
func (d *document) body() *element { return d.section("body", "frameset") }
func (d *document) head() *element { return d.section("head") }

func (d *document) section(names ...string) *element {
	root := d.root()
	if root == nil {
		return nil
	}
	for _, c := range root.elements() {
		for _, name := range names {
			if c.element.is(name) {
				return c.element
			}
		}
	}
	return nil
}

// root is the document's element.
func (d *document) root() *element {
	for c := d.first; c != nil; c = c.next {
		if c.element != nil {
			return c.element
		}
	}
	return nil
}

// doctype is the document's type, or nil.
func (d *document) doctype() *node {
	for c := d.first; c != nil; c = c.next {
		if c.kind() == html.DoctypeNode {
			return c
		}
	}
	return nil
}
