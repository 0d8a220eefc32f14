package web

import (
	"slices"

	"github.com/dop251/goja"
)

// wrapList makes the object of a form, which has its controls as properties, or
// of a select, which has its options.
func (m *dom) wrapList(el *element, prototype *goja.Object) {
	list := el.controls
	if el.is("select") {
		list = el.options
	}
	m.env.exotic(prototype, el, names{
		get: func(name string) goja.Value {
			if i, ok := listIndex(name); ok {
				if list := list(); i < len(list) {
					return list[i].object()
				}
				return nil
			}
			if el.is("form") {
				return m.namedControls(el, name)
			}
			return nil
		},
		list: func() []string { return nil },
		set: func(name string, v goja.Value) bool {
			i, ok := listIndex(name)
			if ok && el.is("select") {
				m.setOption(el, i, v)
			}
			return ok
		},
	})
}

// namedControls returns the control of a form that has a name, or a list if
// there are more, as of radio buttons; nil if there is none.
func (m *dom) namedControls(el *element, name string) goja.Value {
	of := func() []*node {
		return slices.DeleteFunc(el.controls(), func(c *node) bool { return c.element.get("id") != name && c.element.get("name") != name })
	}
	switch list := of(); {
	case name == "" || len(list) == 0:
		return nil
	case len(list) == 1:
		return list[0].object()
	}
	return el.kept("controls "+name, func() *goja.Object { return m.listOf("RadioNodeList", &nodeList{nodes: of}) })
}

func (m *dom) formMembers() members {
	e := m.env
	return members{[]attribute[*element]{
		{"elements", func(el *element) any {
			return el.kept("elements", func() *goja.Object {
				return m.listOf("HTMLFormControlsCollection", &nodeList{nodes: el.controls, form: el})
			})
		}, nil},
		{"length", func(el *element) any { return len(el.controls()) }, nil},
		{"method", func(el *element) any {
			if method := lower(el.get("method")); method == "post" || method == "dialog" {
				return method
			}
			return "get"
		}, func(el *element, v goja.Value) { el.set("method", e.toString(v)) }},
		{"enctype", func(el *element) any {
			if t := lower(el.get("enctype")); t == "multipart/form-data" || t == "text/plain" {
				return t
			}
			return "application/x-www-form-urlencoded"
		}, func(el *element, v goja.Value) { el.set("enctype", e.toString(v)) }},
	}, append(m.validity()[:2],
		elementMethod{"requestSubmit", 0, func(el *element, c goja.FunctionCall) goja.Value {
			submitter := e.optionalNode(c.Argument(0), "Failed to execute 'requestSubmit' on 'HTMLFormElement'", "1")
			if submitter == nil {
				submitter = &node{}
			}
			m.submit(el, submitter.element)
			return nil
		}},
		elementMethod{"reset", 0, func(el *element, _ goja.FunctionCall) goja.Value { m.resetForm(el); return nil }},
		elementMethod{"submit", 0, func(el *element, _ goja.FunctionCall) goja.Value { e.page.navigate(e.page.action(el)); return nil }},
	)}
}

// submit fires the event and, unless a script prevents it, does what a browser
// would do.
func (m *dom) submit(form, submitter *element) {
	if !form.connected() {
		return
	}
	if m.fireAt(&form.node, "submit", map[string]goja.Value{"submitter": elementOrNull(submitter)}, true) {
		m.env.page.navigate(m.env.page.action(form))
	}
}

func (m *dom) resetForm(form *element) {
	if m.fireAt(&form.node, "reset", nil, true) {
		for _, c := range form.controls() {
			c.element.reset()
		}
	}
}

// activation prepares what a click does to the elements it reaches. done, if
// there is any, is called after the listeners.
func (m *dom) activation(ev eventObject) (done func(canceled bool)) {
	click, ok := ev.(*uiEvent)
	if !ok || click.kind != "click" || click.class != "MouseEvent" && click.class != "PointerEvent" {
		return nil
	}
	for i, t := range click.path {
		n, ok := t.tree.(*node)
		if !ok || i > 0 && !click.bubbles {
			return nil
		}
		if n.element == nil {
			continue
		}
		if done := m.activationOf(n.element); done != nil {
			return done
		}
	}
	return nil
}

// activationOf is what a click does to one element.
func (m *dom) activationOf(el *element) func(canceled bool) {
	unless := func(f func()) func(bool) {
		return func(canceled bool) {
			if !canceled && !el.isDisabled() { // by a listener
				f()
			}
		}
	}
	switch {
	case el.is("input") && el.inputType() == "checkbox", el.is("input") && el.inputType() == "radio":
		return m.toggle(el)
	case el.isDisabled():
		return nil
	case el.is("input") && (el.inputType() == "submit" || el.inputType() == "image"), el.is("button") && el.buttonType() == "submit":
		return unless(func() {
			if f := el.form(); f != nil {
				m.submit(f, el)
			}
		})
	case el.is("input") && el.inputType() == "reset", el.is("button") && el.buttonType() == "reset":
		return unless(func() {
			if f := el.form(); f != nil {
				m.resetForm(f)
			}
		})
	case el.is("button"), el.is("input"):
		return unless(func() {})
	case el.is("label"):
		return unless(func() {
			if c := el.labelled(); c != nil && !c.clicking && !c.isDisabled() {
				c.clicking = true
				defer func() { c.clicking = false }()
				m.userEvent(&c.node, "click", nil, true)
			}
		})
	case el.is("a") && el.has("href"):
		return unless(func() { m.env.page.navigate(m.env.page.resolve(el, "href")) })
	case el.is("summary") && el.parentElement() != nil && el.parentElement().is("details"):
		return unless(func() {
			d := el.parentElement()
			d.flag("open", !d.has("open"))
			m.env.rt.Loop().Post(func() { m.fireAt(&d.node, "toggle", nil, true) })
		})
	}
	return nil
}

// toggle changes a checkbox or a radio button before the listeners run, as
// browsers do, and back if one of them prevents it.
func (m *dom) toggle(el *element) func(canceled bool) {
	before := el.checked
	was, indeterminate := el.isChecked(), el.indeterminate
	var group []*element // that were checked
	if el.inputType() == "radio" {
		for _, other := range el.radioGroup() {
			if other.isChecked() {
				group = append(group, other)
			}
		}
		el.check(true)
	} else {
		el.check(!was)
		el.indeterminate = false
	}
	return func(canceled bool) {
		switch {
		case canceled:
			el.checked, el.indeterminate = before, indeterminate
			for _, other := range group {
				on := true
				other.checked = &on
			}
		case el.isChecked() != was && el.connected():
			m.fireAt(&el.node, "input", nil, true)
			m.fireAt(&el.node, "change", nil, true)
		}
	}
}
