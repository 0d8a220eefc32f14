package web

import (
	"math"
	"slices"
	"strconv"

	"github.com/dop251/goja"
)

var nan = math.NaN()

// members are those of a class of HTML elements that do more than show an
// attribute.
type members struct {
	attributes []attribute[*element]
	methods    []elementMethod
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
	link := members{
		append(m.linkAttributes(), textAttribute("href", func(el *element) string { return e.page.resolve(el, "href") }, func(el *element, s string) { el.set("href", s) })),
		[]elementMethod{{"toString", 0, func(el *element, _ goja.FunctionCall) goja.Value { return e.vm.ToValue(e.page.resolve(el, "href")) }}},
	}
	selectText := slices.Concat(m.validity(), []elementMethod{nothing[*element]("select"), nothing[*element]("setSelectionRange")})
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
		"HTMLAnchorElement": {slices.Concat(link.attributes, []attribute[*element]{content}), link.methods},
		"HTMLAreaElement":   link,
		"HTMLButtonElement": {[]attribute[*element]{
			textAttribute("type", (*element).buttonType, func(el *element, s string) { el.set("type", s) }), form, labels}, m.validity()},
		"HTMLCanvasElement": {nil, []elementMethod{
			{"getContext", 1, func(*element, goja.FunctionCall) goja.Value { return goja.Null() }},
			{"toDataURL", 0, func(*element, goja.FunctionCall) goja.Value { return e.vm.ToValue("data:,") }},
		}},
		"HTMLDialogElement": {nil, []elementMethod{
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
		"HTMLTableSectionElement": {[]attribute[*element]{m.childList("rows", "tr")}, []elementMethod{m.insertRow("insertRow", "tr"), m.deleteRow("deleteRow", "tr")}},
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
		}, []elementMethod{m.insertRow("insertCell", "td", "th"), m.deleteRow("deleteCell", "td", "th")}},
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
func (m *dom) validity() []elementMethod {
	yes := func(name string) elementMethod {
		return elementMethod{name, 0, func(*element, goja.FunctionCall) goja.Value { return m.env.vm.ToValue(true) }}
	}
	return []elementMethod{yes("checkValidity"), yes("reportValidity"), nothing[*element]("setCustomValidity")}
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
