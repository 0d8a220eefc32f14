package web

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dop251/goja"
	"golang.org/x/net/html"
)

// elementEvents are the types that have an event handler attribute on every
// HTML element, on the document and on the window.
var elementEvents = strings.Fields("abort animationend animationiteration animationstart auxclick beforeinput blur cancel canplay canplaythrough change click close contextmenu copy cuechange cut dblclick drag dragend dragenter dragleave dragover dragstart drop durationchange emptied ended error focus input invalid keydown keypress keyup load loadeddata loadedmetadata loadstart mousedown mouseenter mouseleave mousemove mouseout mouseover mouseup mousewheel paste pause play playing pointercancel pointerdown pointerenter pointerleave pointermove pointerout pointerover pointerup progress ratechange reset resize scroll seeked seeking select selectionchange selectstart stalled submit suspend timeupdate toggle touchcancel touchend touchmove touchstart transitionend volumechange waiting wheel")

// windowEvents are those that the window has besides.
var windowEvents = strings.Fields("afterprint beforeprint beforeunload hashchange languagechange message messageerror offline online pagehide pageshow popstate rejectionhandled storage unhandledrejection unload")

// forwarded are the handlers that, set on the body, are the window's.
var forwarded = append(strings.Fields("blur error focus load resize scroll"), windowEvents...)

// generalAttributes are those of all HTML elements.
func (m *dom) generalAttributes() []attribute[*element] {
	e := m.env
	flag := func(property, attr string) attribute[*element] {
		return attribute[*element]{property, func(el *element) any { return el.has(attr) }, func(el *element, v goja.Value) { el.flag(attr, v.ToBoolean()) }}
	}
	attributes := []attribute[*element]{
		text[*element](e, "title", "title"), text[*element](e, "lang", "lang"), text[*element](e, "dir", "dir"),
		text[*element](e, "accessKey", "accesskey"), text[*element](e, "nonce", "nonce"), text[*element](e, "inputMode", "inputmode"),
		flag("hidden", "hidden"), flag("inert", "inert"),
		{"translate", func(el *element) any { return el.get("translate") != "no" }, func(el *element, v goja.Value) {
			el.set("translate", map[bool]string{true: "yes", false: "no"}[v.ToBoolean()])
		}},
		{"draggable", func(el *element) any {
			return el.get("draggable") == "true" || el.is("img") || el.is("a") && el.has("href")
		},
			func(el *element, v goja.Value) { el.set("draggable", strconv.FormatBool(v.ToBoolean())) }},
		{"spellcheck", func(el *element) any { return el.get("spellcheck") != "false" },
			func(el *element, v goja.Value) { el.set("spellcheck", strconv.FormatBool(v.ToBoolean())) }},
		{"contentEditable", func(el *element) any {
			if v, ok := el.attribute("contenteditable"); ok {
				return map[string]string{"": "true", "true": "true", "false": "false", "plaintext-only": "plaintext-only"}[lower(v)]
			}
			return "inherit"
		}, func(el *element, v goja.Value) { el.set("contenteditable", e.toString(v)) }},
		{"isContentEditable", func(el *element) any {
			for at := el; at != nil; at = at.parentElement() {
				if v, ok := at.attribute("contenteditable"); ok {
					return lower(v) != "false"
				}
			}
			return false
		}, nil},
		{"tabIndex", func(el *element) any {
			if n, err := strconv.Atoi(el.get("tabindex")); err == nil {
				return n
			}
			if el.focusable() {
				return 0
			}
			return -1
		}, func(el *element, v goja.Value) { el.set("tabindex", strconv.Itoa(int(toInt32(v)))) }},
		{"innerText", func(el *element) any { return el.innerText() }, func(el *element, v goja.Value) { m.setInnerText(el, e.textUnlessNull(v)) }},
		{"outerText", func(el *element) any { return el.innerText() }, func(el *element, v goja.Value) {
			if el.parent != nil {
				el.parent.replace(&el.node, el.owner.newText(e.textUnlessNull(v)))
			}
		}},
		{"style", func(el *element) any { return m.styleOf(el) }, func(el *element, v goja.Value) { el.set("style", e.toString(v)) }},
		{"dataset", func(el *element) any { return m.dataset(el) }, nil},
		{"offsetParent", func(*element) any { return goja.Null() }, nil},
	}
	for _, name := range []string{"offsetTop", "offsetLeft", "offsetWidth", "offsetHeight"} {
		attributes = append(attributes, zero(name, false))
	}
	return attributes
}

// svgAttributes are those of generalAttributes that SVG elements have too.
var svgAttributes = []string{"style", "dataset", "tabIndex", "nonce"}

func (m *dom) installSVGElement() {
	define(m.env, class[*element]{
		name: "SVGElement", parent: m.env.class("Element").constructor, handlers: elementEvents,
		attributes: slices.DeleteFunc(m.generalAttributes(), func(a attribute[*element]) bool { return !slices.Contains(svgAttributes, a.name) }),
	})
}

func (m *dom) installHTMLElement() {
	define(m.env, class[*element]{
		name: "HTMLElement", parent: m.env.class("Element").constructor, attributes: m.generalAttributes(),
		handlers: elementEvents,
		methods: []elementMethod{
			{"blur", 0, func(el *element, _ goja.FunctionCall) goja.Value {
				if el.owner.active == el {
					m.focus(nil)
				}
				return nil
			}},
			{"click", 0, func(el *element, _ goja.FunctionCall) goja.Value {
				if !el.clicking && !el.isDisabled() {
					el.clicking = true
					defer func() { el.clicking = false }()
					m.userEvent(&el.node, "click", nil, false)
				}
				return nil
			}},
			{"focus", 0, func(el *element, _ goja.FunctionCall) goja.Value {
				if el.connected() && el.owner.page != nil && el.focusable() {
					m.focus(el)
				}
				return nil
			}},
		},
	})
}

func (el *element) parentElement() *element {
	if el.parent == nil {
		return nil
	}
	return el.parent.element
}

// focusable tells what can have the focus.
func (el *element) focusable() bool {
	switch el.shadow.Data {
	case "a", "area":
		return el.has("href") || el.has("tabindex")
	case "input":
		return el.inputType() != "hidden" && !el.isDisabled()
	case "button", "select", "textarea":
		return !el.isDisabled()
	case "iframe", "summary":
		return true
	}
	return el.has("tabindex") || el.has("contenteditable")
}

// focus moves the focus, to nothing if el is nil.
func (m *dom) focus(el *element) {
	d := m.env.page.document
	old := d.active
	if old == el {
		return
	}
	d.active = el
	fire := func(at *element, kind string, other *element) {
		init := map[string]goja.Value{"relatedTarget": goja.Null()}
		if other != nil {
			init["relatedTarget"] = other.object()
		}
		m.fireAt(&at.node, kind, init, true)
	}
	if old != nil {
		fire(old, "blur", el)
		fire(old, "focusout", el)
	}
	if el != nil && d.active == el {
		fire(el, "focus", old)
		fire(el, "focusin", old)
	}
}

// innerText is the text of an element, with a line break for each br. There is
// no style that could hide anything.
func (el *element) innerText() string {
	var b strings.Builder
	for at := el.following(&el.node); at != nil; at = at.following(&el.node) {
		switch {
		case at.element != nil && at.element.is("br"):
			b.WriteString("\n")
		case at.kind() == html.TextNode:
			b.WriteString(at.shadow.Data)
		}
	}
	return b.String()
}

// setInnerText makes a br of each line break.
func (m *dom) setInnerText(el *element, text string) {
	var nodes []*node
	for i, line := range strings.Split(lineEnds.Replace(text), "\n") {
		if i > 0 {
			nodes = append(nodes, &el.owner.newElement("br", "").node)
		}
		if line != "" {
			nodes = append(nodes, el.owner.newText(line))
		}
	}
	el.replaceAll(el.owner.fragment(nodes))
}

// readHandlers compiles the event handlers that stand in an element's
// attributes.
func (el *element) readHandlers() {
	for _, a := range el.shadow.Attr {
		if kind, ok := strings.CutPrefix(a.Key, "on"); ok {
			el.readHandler(kind)
		}
	}
}

// readHandler does that for one type of event.
func (el *element) readHandler(kind string) {
	e := el.owner.env
	if el.owner.page == nil || !e.dom.handlers[kind] {
		return
	}
	t := &el.eventTarget
	if (el.is("body") || el.is("frameset")) && e.dom.forwarded[kind] {
		t = e.page.window.listening()
	}
	code, ok := el.attribute("on" + kind)
	if !ok {
		e.setHandler(t, kind, goja.Null())
		return
	}
	e.setHandler(t, kind, e.page.compileHandler(el, kind, code))
}
