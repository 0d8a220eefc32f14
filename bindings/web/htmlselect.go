package web

import (
	"slices"

	"github.com/dop251/goja"
)

// selectMembers are those of a select besides the given.
func (m *dom) selectMembers(more ...attribute[*element]) members {
	e := m.env
	options := func(el *element) *goja.Object {
		return el.kept("options", func() *goja.Object {
			return m.listOf("HTMLOptionsCollection", &nodeList{nodes: el.options, names: true, owner: el})
		})
	}
	return members{append(more,
		attribute[*element]{"options", func(el *element) any { return options(el) }, nil},
		attribute[*element]{"selectedOptions", func(el *element) any {
			return m.liveElements(&el.node, "selectedOptions", func() []*node {
				return slices.DeleteFunc(el.options(), func(o *node) bool { return !o.element.isSelected() })
			})
		}, nil},
		attribute[*element]{"selectedIndex", func(el *element) any { return el.selectedIndex() }, func(el *element, v goja.Value) { el.selectIndex(int(toInt32(v))) }},
		attribute[*element]{"type", func(el *element) any {
			if el.has("multiple") {
				return "select-multiple"
			}
			return "select-one"
		}, nil},
		attribute[*element]{"length", func(el *element) any { return len(el.options()) }, func(el *element, v goja.Value) { m.setOptionCount(el, int(uint32(toInt32(v)))) }},
	), append(m.validity(),
		elementMethod{"add", 1, func(el *element, c goja.FunctionCall) goja.Value { return m.addOption(el, c, "HTMLSelectElement") }},
		elementMethod{"item", 1, func(el *element, c goja.FunctionCall) goja.Value { return item(e, el.options(), c.Argument(0)) }},
		elementMethod{"namedItem", 1, func(el *element, c goja.FunctionCall) goja.Value {
			return objectOf(named(el.options(), e.toString(c.Argument(0))))
		}},
		elementMethod{"remove", 0, func(el *element, c goja.FunctionCall) goja.Value {
			if len(c.Arguments) == 0 {
				el.node.remove()
			} else if list, i := el.options(), int(toInt32(c.Argument(0))); i >= 0 && i < len(list) {
				list[i].remove()
			}
			return nil
		}},
	)}
}

// addOption is the method add of a select and its options.
func (m *dom) addOption(el *element, c goja.FunctionCall, class string) goja.Value {
	failed := "Failed to execute 'add' on '" + class + "'"
	child := m.env.argumentNode(c.Argument(0), failed, "1")
	parent, before := &el.node, (*node)(nil)
	switch v := c.Argument(1).(type) {
	case *goja.Object:
		before = m.env.argumentNode(v, failed, "2")
		if before.parent != nil {
			parent = before.parent
		}
	default:
		if list, i := el.options(), int(toInt32(v)); !goja.IsUndefined(v) && !goja.IsNull(v) && i >= 0 && i < len(list) {
			parent, before = list[i].parent, list[i]
		}
	}
	parent.mayInsert(child, before, nil, failed)
	parent.insert(child, before)
	return nil
}

// setOption is the assignment to options[i].
func (m *dom) setOption(el *element, i int, v goja.Value) {
	options := el.options()
	if goja.IsNull(v) || goja.IsUndefined(v) {
		if i < len(options) {
			options[i].remove()
		}
		return
	}
	child := m.env.argumentNode(v, "Failed to set an indexed property on 'HTMLOptionsCollection'", "2")
	if i < len(options) {
		options[i].parent.mayInsert(child, nil, options[i], "Failed to set an indexed property on 'HTMLOptionsCollection'")
		options[i].parent.replace(options[i], child)
		return
	}
	m.setOptionCount(el, i)
	el.mayInsert(child, nil, nil, "Failed to set an indexed property on 'HTMLOptionsCollection'")
	el.insert(child, nil)
}

// maxOptions is how many a script can ask for at once, as in browsers.
const maxOptions = 10000

// setOptionCount removes options from the end, or adds empty ones.
func (m *dom) setOptionCount(el *element, count int) {
	options := el.options()
	for i := len(options) - 1; i >= count; i-- {
		options[i].remove()
	}
	for i := len(options); i < count && count <= maxOptions; i++ {
		el.insert(&el.owner.newElement("option", "").node, nil)
	}
}
