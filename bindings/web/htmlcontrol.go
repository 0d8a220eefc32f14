package web

import (
	"regexp"
	"slices"
	"strings"

	"github.com/dop251/goja"
)

// control is the state of a form control, as far as it is no longer what the
// attributes say.
type control struct {
	value         *string
	checked       *bool
	chosen        *bool // of an option: its selectedness
	deselected    bool  // of a select: that no option is selected is meant
	indeterminate bool
	files         goja.Value
}

// copy is what a clone of the element gets.
func (c control) copy() control {
	return control{value: c.value, checked: c.checked, chosen: c.chosen, indeterminate: c.indeterminate}
}

// inputTypes are the types of input that there are; others are text.
var inputTypes = strings.Fields("button checkbox color date datetime-local email file hidden image month number password radio range reset search submit tel text time url week")

func (el *element) inputType() string {
	if t := lower(el.get("type")); slices.Contains(inputTypes, t) {
		return t
	}
	return "text"
}

func (el *element) buttonType() string {
	if t := lower(el.get("type")); t == "reset" || t == "button" {
		return t
	}
	return "submit"
}

// validNumber is a "valid floating-point number" of HTML.
var validNumber = regexp.MustCompile(`^-?(\d+|\d*\.\d+)([eE][-+]?\d+)?$`)

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// currentValue is the value of a control.
func (el *element) currentValue() string {
	switch el.shadow.Data {
	case "textarea":
		if el.value != nil {
			return *el.value
		}
		return lineEnds.Replace(el.text())
	case "select":
		if i := el.selectedIndex(); i >= 0 {
			return el.options()[i].element.optionValue()
		}
		return ""
	case "option":
		return el.optionValue()
	case "input":
	default:
		return el.get("value")
	}
	switch t := el.inputType(); t {
	case "checkbox", "radio":
		if value, ok := el.attribute("value"); ok {
			return value
		}
		return "on"
	case "file":
		return ""
	default:
		if el.value != nil && !slices.Contains([]string{"hidden", "submit", "button", "reset", "image"}, t) {
			return sanitized(*el.value, t)
		}
		return sanitized(el.get("value"), t)
	}
}

// sanitized is a value as an input of a type has it.
func sanitized(value, inputType string) string {
	switch inputType {
	case "number":
		if !validNumber.MatchString(value) {
			return ""
		}
	case "hidden", "submit", "button", "reset", "image":
	default:
		value = strings.NewReplacer("\n", "", "\r", "").Replace(value)
		if inputType == "email" || inputType == "url" {
			value = strings.TrimFunc(value, isSpace)
		}
	}
	return value
}

// setValue is the setter of value.
func (el *element) setValue(value string) {
	switch el.shadow.Data {
	case "select":
		options := el.options()
		el.selectIndex(slices.IndexFunc(options, func(o *node) bool { return o.element.optionValue() == value }))
	case "textarea":
		value = lineEnds.Replace(value)
		el.value = &value
	case "input":
		switch el.inputType() {
		case "checkbox", "radio", "hidden", "submit", "button", "reset", "image":
			el.set("value", value)
		case "file":
		default:
			el.value = &value
		}
	default:
		el.set("value", value)
	}
}

func (el *element) isChecked() bool {
	if el.checked != nil {
		return *el.checked
	}
	return el.has("checked")
}

// check sets checkedness; of the radio buttons of a group one at most is.
func (el *element) check(on bool) {
	if on && el.inputType() == "radio" {
		for _, other := range el.radioGroup() {
			off := false
			other.checked = &off
		}
	}
	el.checked = &on
}

// radioGroup lists the other radio buttons of el's group.
func (el *element) radioGroup() (group []*element) {
	name := el.get("name")
	if name == "" {
		return nil
	}
	form := el.form()
	for _, n := range el.root().findAll(func(other *element) bool {
		return other != el && other.is("input") && other.inputType() == "radio" && other.get("name") == name && other.form() == form
	}) {
		group = append(group, n.element)
	}
	return group
}

// form is the form that a control belongs to, or nil.
func (el *element) form() *element {
	if id := el.get("form"); id != "" {
		return el.root().find(func(f *element) bool { return f.is("form") && f.get("id") == id })
	}
	return el.ancestor("form")
}

// listedControls are the elements that a form lists.
var listedControls = strings.Fields("button fieldset input object output select textarea")

// controls lists those of a form.
func (el *element) controls() []*node {
	return el.root().findAll(func(c *element) bool {
		return c.html() && slices.Contains(listedControls, c.shadow.Data) && c.form() == el && !(c.is("input") && c.inputType() == "image")
	})
}

func (el *element) isDisabled() bool {
	if !slices.Contains([]string{"button", "input", "select", "textarea", "option", "optgroup", "fieldset"}, el.shadow.Data) {
		return false
	}
	if el.has("disabled") {
		return true
	}
	if f := el.ancestor("fieldset"); f != nil && !el.is("option") {
		return f.isDisabled()
	}
	return false
}

// options lists those of a select.
func (el *element) options() []*node {
	return el.findAll(func(o *element) bool { return o.is("option") && o.ancestor("select") == el })
}

func (el *element) optionText() string {
	return strings.Join(strings.FieldsFunc(el.text(), isSpace), " ")
}

func (el *element) optionValue() string {
	if value, ok := el.attribute("value"); ok {
		return value
	}
	return el.optionText()
}

// marked tells whether an option would like to be selected.
func (el *element) marked() bool {
	if el.chosen != nil {
		return *el.chosen
	}
	return el.has("selected")
}

// isSelected tells whether an option is selected.
func (el *element) isSelected() bool {
	s := el.ancestor("select")
	if s == nil || s.has("multiple") {
		return el.marked()
	}
	i := s.selectedIndex()
	return i >= 0 && s.options()[i] == &el.node
}

// selectedIndex is the first selected option of a select, or -1. One that shows
// a single option has one selected.
func (el *element) selectedIndex() int {
	options := el.options()
	if el.has("multiple") {
		return slices.IndexFunc(options, func(o *node) bool { return o.element.marked() })
	}
	for i, o := range slices.Backward(options) {
		if o.element.marked() {
			return i
		}
	}
	if size := el.get("size"); el.deselected || size != "" && size != "0" && size != "1" {
		return -1
	}
	return slices.IndexFunc(options, func(o *node) bool { return !o.element.isDisabled() })
}

// selectIndex selects an option of a select, and no other.
func (el *element) selectIndex(index int) {
	options := el.options()
	for i, o := range options {
		on := i == index
		o.element.chosen = &on
	}
	el.deselected = index < 0 || index >= len(options)
}

// choose sets the selectedness of an option.
func (el *element) choose(on bool) {
	if s := el.ancestor("select"); s != nil && !s.has("multiple") {
		if on {
			s.selectIndex(slices.Index(s.options(), &el.node))
			return
		}
		s.deselected = false
	}
	el.chosen = &on
}

// reset makes a control what its attributes say.
func (el *element) reset() {
	el.control = control{files: el.files}
	for _, o := range el.options() {
		o.element.chosen = nil
	}
}

// labelled is the control that a label is for, or nil.
func (el *element) labelled() *element {
	labelable := func(c *element) bool {
		return c.html() && slices.Contains([]string{"button", "input", "meter", "output", "progress", "select", "textarea"}, c.shadow.Data) &&
			!(c.is("input") && c.inputType() == "hidden")
	}
	if id, ok := el.attribute("for"); ok {
		return el.root().find(func(c *element) bool { return labelable(c) && c.get("id") == id && id != "" })
	}
	return el.find(labelable)
}
