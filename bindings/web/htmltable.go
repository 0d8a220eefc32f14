package web

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dop251/goja"
)

// childrenOf lists the children of some names.
func childrenOf(n *node, tags ...string) []*node {
	return slices.DeleteFunc(n.elements(), func(c *node) bool { return !c.element.html() || !slices.Contains(tags, c.shadow.Data) })
}

func (m *dom) childList(name string, tags ...string) attribute[*element] {
	return attribute[*element]{name, func(el *element) any {
		return m.liveElements(&el.node, name, func() []*node { return childrenOf(&el.node, tags...) })
	}, nil}
}

// insertRow is insertRow of a section, and insertCell of a row.
func (m *dom) insertRow(name string, tags ...string) elementMethod {
	return elementMethod{name, 0, func(el *element, c goja.FunctionCall) goja.Value {
		return m.insertAt(el, name, childrenOf(&el.node, tags...), el, tags[0], c)
	}}
}

// insertAt puts a new element into a list of rows or cells.
func (m *dom) insertAt(el *element, name string, list []*node, parent *element, tag string, c goja.FunctionCall) goja.Value {
	i := -1
	if v := c.Argument(0); !goja.IsUndefined(v) {
		i = int(toInt32(v))
	}
	if i < -1 || i > len(list) {
		text := fmt.Sprintf("The value provided (%d) is outside the range [-1, %d].", i, len(list))
		if el.is("table") && i > 0 {
			text = fmt.Sprintf("The index provided (%d) is greater than the number of rows in the table (%d).", i, len(list))
		}
		panic(m.env.newDOMException("IndexSizeError", "Failed to execute '"+name+"' on '"+m.classOf(el)+"': "+text))
	}
	made := &el.owner.newElement(tag, "").node
	if i < 0 || i == len(list) {
		parent.insert(made, nil)
	} else {
		list[i].parent.insert(made, list[i])
	}
	return made.object()
}

func (m *dom) deleteRow(name string, tags ...string) elementMethod {
	return elementMethod{name, 1, func(el *element, c goja.FunctionCall) goja.Value {
		return m.deleteAt(el, name, childrenOf(&el.node, tags...), c)
	}}
}

func (m *dom) deleteAt(el *element, name string, list []*node, c goja.FunctionCall) goja.Value {
	i := int(toInt32(c.Argument(0)))
	if i == -1 {
		i = len(list) - 1
	}
	if i < 0 && len(list) == 0 {
		return nil
	}
	if i < 0 || i >= len(list) {
		text := fmt.Sprintf("The value provided (%d) is outside the range [0, %d).", i, len(list))
		if el.is("table") {
			text = fmt.Sprintf("The index provided (%d) is greater than the number of rows in the table (%d).", i, len(list))
		}
		panic(m.env.newDOMException("IndexSizeError", "Failed to execute '"+name+"' on '"+m.classOf(el)+"': "+text))
	}
	list[i].remove()
	return nil
}

// classOf names the class of an element.
func (m *dom) classOf(el *element) string {
	for _, c := range htmlClasses {
		if slices.Contains(strings.Fields(c.tags), el.shadow.Data) {
			return c.name
		}
	}
	return "HTMLElement"
}

// rows lists those of a table, the head's first and the foot's last.
func (el *element) rows() (rows []*node) {
	for _, head := range childrenOf(&el.node, "thead") {
		rows = append(rows, childrenOf(head, "tr")...)
	}
	for _, c := range childrenOf(&el.node, "tr", "tbody") {
		if c.element.is("tr") {
			rows = append(rows, c)
		} else {
			rows = append(rows, childrenOf(c, "tr")...)
		}
	}
	for _, foot := range childrenOf(&el.node, "tfoot") {
		rows = append(rows, childrenOf(foot, "tr")...)
	}
	return rows
}

func (m *dom) tableMembers() members {
	section := func(name, tag string) attribute[*element] {
		return attribute[*element]{name, func(el *element) any {
			if list := childrenOf(&el.node, tag); len(list) > 0 {
				return list[0].object()
			}
			return goja.Null()
		}, nil}
	}
	create := func(name, tag string, first bool) elementMethod {
		return elementMethod{name, 0, func(el *element, _ goja.FunctionCall) goja.Value {
			if list := childrenOf(&el.node, tag); len(list) > 0 && tag != "tbody" {
				return list[0].object()
			}
			made := &el.owner.newElement(tag, "").node
			if first {
				el.insert(made, el.first)
			} else {
				el.insert(made, nil)
			}
			return made.object()
		}}
	}
	return members{[]attribute[*element]{
		{"rows", func(el *element) any { return m.liveElements(&el.node, "rows", el.rows) }, nil},
		m.childList("tBodies", "tbody"), section("tHead", "thead"), section("tFoot", "tfoot"), section("caption", "caption"),
	}, []elementMethod{
		create("createCaption", "caption", true), create("createTHead", "thead", true), create("createTFoot", "tfoot", false), create("createTBody", "tbody", false),
		{"insertRow", 0, func(el *element, c goja.FunctionCall) goja.Value {
			rows, parent := el.rows(), el
			switch bodies := childrenOf(&el.node, "tbody"); {
			case len(rows) > 0:
				parent = rows[len(rows)-1].parent.element
			case len(bodies) > 0:
				parent = bodies[len(bodies)-1].element
			default:
				parent = el.owner.newElement("tbody", "")
				el.insert(&parent.node, nil)
			}
			return m.insertAt(el, "insertRow", rows, parent, "tr", c)
		}},
		{"deleteRow", 1, func(el *element, c goja.FunctionCall) goja.Value { return m.deleteAt(el, "deleteRow", el.rows(), c) }},
	}}
}
