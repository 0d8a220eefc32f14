package web

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/dop251/goja"
)

var nan = math.NaN()

// members are those of a class of HTML elements that do more than show an
// attribute.
type members struct {
	attributes []attribute[*element]
	methods    []method_
}

func (m *dom) members() map[string]members {
	e := m.env
	value := attribute[*element]{"value", func(el *element) any { return el.currentValue() }, func(el *element, v goja.Value) { el.setValue(e.textUnlessNull(v)) }}
	form := attribute[*element]{"form", func(el *element) any { return elementOrNull(el.form()) }, nil}
	labels := attribute[*element]{"labels", func(el *element) any {
		return m.liveList(&el.node, "labels", func() []*node {
			return el.root().findAll(func(l *element) bool { return l.is("label") && l.labelled() == el })
		})
	}, nil}
	textAttribute := func(name string, get func(*element) string, set func(*element, string)) attribute[*element] {
		return attribute[*element]{name, func(el *element) any { return get(el) }, func(el *element, v goja.Value) { set(el, e.toString(v)) }}
	}
	content := textAttribute("text", func(el *element) string { return el.text() }, func(el *element, s string) { el.setText(s) })
	href := slices.Concat(m.linkAttributes(), []attribute[*element]{textAttribute("text", func(el *element) string { return el.text() }, func(el *element, s string) { el.setText(s) })})
	selectText := slices.Concat(m.validity(), []method_{nothing[*element]("select"), nothing[*element]("setSelectionRange")})
	checked := []attribute[*element]{
		{"willValidate", func(el *element) any { return !el.isDisabled() }, nil},
		{"validationMessage", func(*element) any { return "" }, nil},
		{"validity", func(el *element) any {
			return el.kept("validity", func() *goja.Object {
				o := e.vm.NewObject()
				o.Set("valid", true)
				return o
			})
		}, nil},
	}
	selection := []attribute[*element]{
		{"selectionStart", func(el *element) any { return len([]rune(el.currentValue())) }, func(*element, goja.Value) {}},
		{"selectionEnd", func(el *element) any { return len([]rune(el.currentValue())) }, func(*element, goja.Value) {}},
		{"selectionDirection", func(*element) any { return "none" }, func(*element, goja.Value) {}},
	}
	return map[string]members{
		"HTMLAnchorElement": {append(href, textAttribute("href", func(el *element) string { return e.page.resolve(el, "href") }, func(el *element, s string) { el.set("href", s) })),
			[]method_{{"toString", 0, func(el *element, _ goja.FunctionCall) goja.Value { return e.vm.ToValue(e.page.resolve(el, "href")) }}}},
		"HTMLButtonElement": {[]attribute[*element]{
			textAttribute("type", (*element).buttonType, func(el *element, s string) { el.set("type", s) }), form, labels}, m.validity()},
		"HTMLCanvasElement": {nil, []method_{
			{"getContext", 1, func(*element, goja.FunctionCall) goja.Value { return goja.Null() }},
			{"toDataURL", 0, func(*element, goja.FunctionCall) goja.Value { return e.vm.ToValue("data:,") }},
		}},
		"HTMLDialogElement": {nil, []method_{
			{"close", 0, func(el *element, _ goja.FunctionCall) goja.Value {
				if el.has("open") {
					el.unset("open")
					e.rt.Loop().Post(func() { m.fireAt(&el.node, "close", nil, true) })
				}
				return nil
			}},
			{"show", 0, func(el *element, _ goja.FunctionCall) goja.Value { el.set("open", ""); return nil }},
			{"showModal", 0, func(el *element, _ goja.FunctionCall) goja.Value { el.set("open", ""); return nil }},
		}},
		"HTMLFieldSetElement": {[]attribute[*element]{form}, nil},
		"HTMLFormElement":     m.formMembers(),
		"HTMLIFrameElement": {[]attribute[*element]{
			{"contentDocument", func(*element) any { return goja.Null() }, nil},
			{"contentWindow", func(*element) any { return goja.Null() }, nil},
		}, nil},
		"HTMLImageElement": {[]attribute[*element]{
			{"complete", func(el *element) any { return !el.has("src") }, nil},
			zero("naturalWidth", false), zero("naturalHeight", false),
			{"currentSrc", func(el *element) any { return e.page.resolve(el, "src") }, nil},
		}, nil},
		"HTMLInputElement": {slices.Concat(checked, selection, []attribute[*element]{
			textAttribute("type", (*element).inputType, func(el *element, s string) { el.set("type", s) }),
			value, form, labels,
			{"checked", func(el *element) any { return el.isChecked() }, func(el *element, v goja.Value) { el.check(v.ToBoolean()) }},
			{"indeterminate", func(el *element) any { return el.indeterminate }, func(el *element, v goja.Value) { el.indeterminate = v.ToBoolean() }},
			{"files", func(el *element) any { return m.files(el) }, func(el *element, v goja.Value) {
				if _, ok := v.(*goja.Object); ok && el.inputType() == "file" {
					el.files = v
				}
			}},
			{"list", func(el *element) any {
				id := el.get("list")
				return elementOrNull(el.root().find(func(l *element) bool { return l.is("datalist") && id != "" && l.get("id") == id }))
			}, nil},
			{"valueAsNumber", func(el *element) any {
				if t := el.inputType(); t == "number" || t == "range" {
					if f, err := strconv.ParseFloat(el.currentValue(), 64); err == nil {
						return f
					}
				}
				return nan
			}, func(el *element, v goja.Value) { el.setValue(v.ToNumber().String()) }},
		}), selectText},
		"HTMLLabelElement": {[]attribute[*element]{
			{"control", func(el *element) any { return elementOrNull(el.labelled()) }, nil},
			{"form", func(el *element) any {
				if c := el.labelled(); c != nil {
					return elementOrNull(c.form())
				}
				return goja.Null()
			}, nil},
		}, nil},
		"HTMLOptionElement": {[]attribute[*element]{
			textAttribute("value", (*element).optionValue, func(el *element, s string) { el.set("value", s) }),
			textAttribute("text", (*element).optionText, func(el *element, s string) { el.setText(s) }),
			textAttribute("label", func(el *element) string {
				if label := el.get("label"); label != "" {
					return label
				}
				return el.optionText()
			}, func(el *element, s string) { el.set("label", s) }),
			{"selected", func(el *element) any { return el.isSelected() }, func(el *element, v goja.Value) { el.choose(v.ToBoolean()) }},
			{"index", func(el *element) any {
				if s := el.ancestor("select"); s != nil {
					return slices.Index(s.options(), &el.node)
				}
				return 0
			}, nil},
			{"form", func(el *element) any {
				if s := el.ancestor("select"); s != nil {
					return elementOrNull(s.form())
				}
				return goja.Null()
			}, nil},
		}, nil},
		"HTMLOutputElement": {[]attribute[*element]{textAttribute("value", func(el *element) string { return el.text() }, func(el *element, s string) { el.setText(s) }), form}, nil},
		"HTMLProgressElement": {[]attribute[*element]{m.fraction("value", 0), m.fraction("max", 1),
			{"position", func(el *element) any {
				if !el.has("value") {
					return -1
				}
				return fractionOf(el, "value", 0) / fractionOf(el, "max", 1)
			}, nil}}, nil},
		"HTMLMeterElement":    {[]attribute[*element]{m.fraction("value", 0), m.fraction("min", 0), m.fraction("max", 1)}, nil},
		"HTMLScriptElement":   {[]attribute[*element]{content, {"async", func(el *element) any { return el.has("async") || el.script.async }, func(el *element, v goja.Value) { el.script.async = false; el.flag("async", v.ToBoolean()) }}}, nil},
		"HTMLSelectElement":   m.selectMembers(append(checked, value, form, labels)...),
		"HTMLStyleElement":    {[]attribute[*element]{{"sheet", func(*element) any { return goja.Null() }, nil}}, nil},
		"HTMLLinkElement":     {[]attribute[*element]{{"sheet", func(*element) any { return goja.Null() }, nil}}, nil},
		"HTMLTemplateElement": {[]attribute[*element]{{"content", func(el *element) any { return el.content.object() }, nil}}, nil},
		"HTMLTextAreaElement": {slices.Concat(checked, selection, []attribute[*element]{value, form, labels,
			{"type", func(*element) any { return "textarea" }, nil},
			{"textLength", func(el *element) any { return len([]rune(el.currentValue())) }, nil},
			textAttribute("defaultValue", func(el *element) string { return el.text() }, func(el *element, s string) { el.setText(s) }),
		}), selectText},
		"HTMLTitleElement":        {[]attribute[*element]{content}, nil},
		"HTMLTableElement":        m.tableMembers(),
		"HTMLTableSectionElement": {[]attribute[*element]{m.childList("rows", "tr")}, []method_{m.insertRow("insertRow", "tr"), m.deleteRow("deleteRow", "tr")}},
		"HTMLTableRowElement": {[]attribute[*element]{m.childList("cells", "td", "th"),
			{"rowIndex", func(el *element) any {
				if t := el.ancestor("table"); t != nil {
					return slices.Index(t.rows(), &el.node)
				}
				return -1
			}, nil},
			{"sectionRowIndex", func(el *element) any {
				if el.parent == nil {
					return -1
				}
				return slices.Index(childrenOf(el.parent, "tr"), &el.node)
			}, nil},
		}, []method_{m.insertRow("insertCell", "td", "th"), m.deleteRow("deleteCell", "td", "th")}},
		"HTMLTableCellElement": {[]attribute[*element]{{"cellIndex", func(el *element) any {
			if el.parent == nil {
				return -1
			}
			return slices.Index(childrenOf(el.parent, "td", "th"), &el.node)
		}, nil}}, nil},
	}
}

func elementOrNull(el *element) goja.Value {
	if el == nil {
		return goja.Null()
	}
	return el.object()
}

// files is the FileList of an input.
func (m *dom) files(el *element) goja.Value {
	if el.inputType() != "file" {
		return goja.Null()
	}
	if el.files == nil {
		el.files = m.fileList()
	}
	return el.files
}

// fileList makes an empty one.
func (m *dom) fileList() goja.Value {
	return m.listOf("FileList", &nodeList{nodes: func() []*node { return nil }})
}

// validity are the methods of controls that check what was entered; everything
// is valid.
func (m *dom) validity() []method_ {
	yes := func(name string) method_ {
		return method_{name, 0, func(*element, goja.FunctionCall) goja.Value { return m.env.vm.ToValue(true) }}
	}
	return []method_{yes("checkValidity"), yes("reportValidity"), nothing[*element]("setCustomValidity")}
}

// fraction is a number of a progress or a meter.
func (m *dom) fraction(name string, missing float64) attribute[*element] {
	return attribute[*element]{name, func(el *element) any { return fractionOf(el, name, missing) }, func(el *element, v goja.Value) {
		el.set(name, v.ToNumber().String())
	}}
}

func fractionOf(el *element, name string, missing float64) float64 {
	if f, err := strconv.ParseFloat(el.get(name), 64); err == nil && !math.IsNaN(f) {
		return f
	}
	return missing
}

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
		method_{"add", 1, func(el *element, c goja.FunctionCall) goja.Value { return m.addOption(el, c, "HTMLSelectElement") }},
		method_{"item", 1, func(el *element, c goja.FunctionCall) goja.Value { return item(e, el.options(), c.Argument(0)) }},
		method_{"namedItem", 1, func(el *element, c goja.FunctionCall) goja.Value {
			return objectOf(named(el.options(), e.toString(c.Argument(0))))
		}},
		method_{"remove", 0, func(el *element, c goja.FunctionCall) goja.Value {
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
func (m *dom) insertRow(name string, tags ...string) method_ {
	return method_{name, 0, func(el *element, c goja.FunctionCall) goja.Value {
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

func (m *dom) deleteRow(name string, tags ...string) method_ {
	return method_{name, 1, func(el *element, c goja.FunctionCall) goja.Value {
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
	create := func(name, tag string, first bool) method_ {
		return method_{name, 0, func(el *element, _ goja.FunctionCall) goja.Value {
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
	}, []method_{
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
