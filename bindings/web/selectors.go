package web

import (
	"strings"

	"github.com/andybalholm/cascadia"
	"github.com/dop251/goja"
)

// selector is a list of CSS selectors.
type selector struct {
	cascadia.SelectorGroup
	checks bool // whether it asks for the state of controls
}

// selector parses CSS selectors, or throws.
func (m *dom) selector(text, failed string) selector {
	if s, ok := m.selectors[text]; ok {
		return s
	}
	if strings.TrimSpace(text) == "" {
		panic(m.env.newDOMException("SyntaxError", failed+": The provided selector is empty."))
	}
	group, err := cascadia.ParseGroup(text)
	if err != nil {
		panic(m.env.newDOMException("SyntaxError", failed+": '"+text+"' is not a valid selector."))
	}
	if len(m.selectors) >= maxSelectors {
		clear(m.selectors)
	}
	s := selector{group, strings.Contains(text, ":checked")}
	m.selectors[text] = s
	return s
}

// maxSelectors is how many are kept parsed.
const maxSelectors = 1000

// matches tells whether an element is selected. root is that of its tree.
func (s selector) matches(el *element) bool { return s.Match(&el.shadow) }

// first returns the first element below n that is selected, or nil.
func (s selector) first(n *node) *element {
	defer s.showState(n)()
	return n.find(s.matches)
}

// all lists the elements below n that are selected.
func (s selector) all(n *node) []*node {
	defer s.showState(n)()
	return n.findAll(s.matches)
}

// showState makes the attributes say what the state of controls is, which is
// what selectors look at, until undo.
func (s selector) showState(n *node) (undo func()) {
	if !s.checks {
		return func() {}
	}
	var changed []func()
	for _, c := range n.root().findAll(func(el *element) bool { return el.is("input") || el.is("option") }) {
		el, attr := c.element, "checked"
		on := el.isChecked()
		if el.is("option") {
			attr, on = "selected", el.isSelected()
		}
		if on == el.has(attr) {
			continue
		}
		before := el.shadow.Attr
		changed = append(changed, func() { el.shadow.Attr = before })
		if on {
			el.shadow.Attr = withAttribute(before, attr, "")
		} else {
			el.shadow.Attr = withoutAttribute(before, attr)
		}
	}
	return func() {
		for _, f := range changed {
			f()
		}
	}
}

// selectorMethods are those of an element that ask about itself.
func (m *dom) selectorMethods() []method[*element] {
	e := m.env
	matches := func(name string) method[*element] {
		return method[*element]{name, 1, func(el *element, c goja.FunctionCall) goja.Value {
			s := m.selector(e.toString(c.Argument(0)), "Failed to execute '"+name+"' on 'Element'")
			defer s.showState(&el.node)()
			return e.vm.ToValue(s.matches(el))
		}}
	}
	return []method[*element]{
		{"closest", 1, func(el *element, c goja.FunctionCall) goja.Value {
			s := m.selector(e.toString(c.Argument(0)), "Failed to execute 'closest' on 'Element'")
			defer s.showState(&el.node)()
			for at := &el.node; at != nil && at.element != nil; at = at.parent {
				if s.matches(at.element) {
					return at.object()
				}
			}
			return goja.Null()
		}},
		matches("matches"),
		matches("webkitMatchesSelector"),
	}
}
