package web

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dop251/goja"
)

// entryList is the HTML Standard's "constructing the entry list" of a form.
// submitter is the button that was used, or nil.
func (e *env) entryList(form, submitter *element) (list []formEntry) {
	add := func(name, value string) { list = append(list, formEntry{scalar(name), e.vm.ToValue(scalar(value))}) }
	for _, n := range form.root().findAll(func(c *element) bool {
		return c.html() && slices.Contains(listedControls, c.shadow.Data) && c.form() == form
	}) {
		c, kind := n.element, ""
		if c.is("input") {
			kind = c.inputType()
		}
		name := c.get("name")
		switch {
		case c.isDisabled(), c.ancestor("datalist") != nil, c.isButton() && c != submitter,
			(kind == "checkbox" || kind == "radio") && !c.isChecked(), c.is("fieldset"), c.is("object"), c.is("output"):
		case kind == "image":
			if name != "" {
				name += "."
			}
			add(name+"x", "0")
			add(name+"y", "0")
		case name == "":
		case c.is("select"):
			for _, o := range c.options() {
				if o.element.isSelected() && !o.element.isDisabled() {
					add(name, o.element.optionValue())
				}
			}
		case kind == "file":
			for _, f := range e.chosenFiles(c) {
				list = append(list, formEntry{scalar(name), f})
			}
		case kind == "hidden" && strings.EqualFold(name, "_charset_"):
			add(name, "UTF-8")
		default:
			add(name, c.currentValue())
			if direction := c.get("dirname"); direction != "" && (c.is("textarea") || slices.Contains([]string{"hidden", "text", "search", "tel", "url", "email", "password"}, kind)) {
				add(direction, "ltr")
			}
		}
	}
	return list
}

// formDataEvent lets listeners change what a form sends.
func (m *dom) formDataEvent(form *element, d *formData) {
	copied := &formData{d.entries}
	m.fireAt(&form.node, "formdata", map[string]goja.Value{"formData": m.env.instance(m.env.prototype("FormData"), copied)}, true)
	d.entries = copied.entries
}

// isButton tells whether an element is a button in the standard's sense.
func (el *element) isButton() bool {
	return el.is("button") || el.is("input") && slices.Contains([]string{"button", "image", "reset", "submit"}, el.inputType())
}

// isSubmitButton tells whether an element is a "submit button".
func (el *element) isSubmitButton() bool {
	return el.is("button") && el.buttonType() == "submit" || el.is("input") && slices.Contains([]string{"image", "submit"}, el.inputType())
}

// chosenFiles are those of a file input, or an empty one.
func (e *env) chosenFiles(el *element) (list []goja.Value) {
	if files, ok := e.dom.files(el).(*goja.Object); ok {
		for i := range files.Get("length").ToInteger() {
			if f := files.Get(strconv.FormatInt(i, 10)); e.asBlob(f) != nil {
				list = append(list, f)
			}
		}
	}
	if list == nil {
		list = append(list, e.fileOf(&blob{kind: "application/octet-stream"}, "", nil))
	}
	return list
}

// formArguments reads the arguments of FormData's constructor: a form, and the
// button that submits it.
func (e *env) formArguments(c goja.ConstructorCall) (form, submitter *element) {
	const failed = "Failed to construct 'FormData'"
	of := func(i int) *element {
		if o, ok := c.Argument(i).(*goja.Object); ok {
			el, _ := e.platform(o).(*element)
			return el
		}
		return nil
	}
	if v := c.Argument(0); !goja.IsUndefined(v) {
		if form = of(0); form == nil || !form.is("form") {
			e.throwType("%s: parameter 1 is not of type 'HTMLFormElement'.", failed)
		}
	}
	if v := c.Argument(1); !goja.IsUndefined(v) && !goja.IsNull(v) {
		submitter = of(1)
		switch {
		case submitter == nil:
			e.throwType("%s: parameter 2 is not of type 'HTMLElement'.", failed)
		case form == nil:
		case !submitter.isSubmitButton():
			e.throwType("%s: The specified element is not a submit button.", failed)
		case submitter.form() != form:
			panic(e.newDOMException("NotFoundError", failed+": The specified element is not owned by this form element."))
		}
	}
	return form, submitter
}
