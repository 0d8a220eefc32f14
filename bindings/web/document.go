package web

import (
	"slices"
	"strings"

	"github.com/dop251/goja"
	"golang.org/x/net/html"
)

// document is the Go side of a Document.
type document struct {
	node
	env        *env
	page       *Document // nil for a document that is no page's
	readyState string
	active     *element // has the focus, if not nil
	current    *element // the script that is running, or nil
}

func (e *env) newDocument(page *Document) *document {
	d := &document{env: e, page: page, readyState: "complete"}
	d.owner, d.tree, d.shadow = d, &d.node, html.Node{Type: html.DocumentNode}
	return d
}

// parse fills a document that nobody sees yet.
func (d *document) parse(source string) {
	parsed, err := html.Parse(strings.NewReader(source))
	if err != nil {
		return // too deep
	}
	for c := parsed.FirstChild; c != nil; c = c.NextSibling {
		d.link(d.grow(c), nil)
	}
	for _, s := range d.findAll(func(el *element) bool { return el.is("script") }) {
		s.element.script.started = true
	}
}

// title is the text of the title element, with its spaces collapsed.
func (d *document) title() string {
	if t := d.find(func(el *element) bool { return el.is("title") }); t != nil {
		return t.optionText()
	}
	return ""
}

func (d *document) setTitle(text string) {
	t := d.find(func(el *element) bool { return el.is("title") })
	if t == nil {
		head := d.head()
		if head == nil {
			return
		}
		t = d.newElement("title", "")
		head.insert(&t.node, nil)
	}
	t.setText(text)
}

func (m *dom) installDocument() {
	e := m.env
	elementAttribute := func(name string, get func(*document) *element) attribute[*document] {
		return attribute[*document]{name, func(d *document) any { return elementOrNull(get(d)) }, nil}
	}
	fixed := func(name string, v any) attribute[*document] {
		return attribute[*document]{name, func(*document) any { return v }, nil}
	}
	collection := func(name string, matches func(*element) bool) attribute[*document] {
		return attribute[*document]{name, func(d *document) any {
			return m.liveElements(&d.node, name, func() []*node { return d.findAll(matches) })
		}, nil}
	}
	of := func(tag string) func(*element) bool { return func(el *element) bool { return el.is(tag) } }
	attributes := slices.Concat(parentAttributes[*document](m), []attribute[*document]{
		{"URL", func(*document) any { return e.page.location.href() }, nil},
		{"documentURI", func(*document) any { return e.page.location.href() }, nil},
		{"location", func(d *document) any {
			if d.page == nil {
				return goja.Null()
			}
			return e.page.location.object
		}, func(_ *document, v goja.Value) { e.page.navigate(e.page.url(e.toString(v))) }},
		{"defaultView", func(d *document) any {
			if d.page == nil {
				return goja.Null()
			}
			return e.vm.GlobalObject()
		}, nil},
		{"doctype", func(d *document) any { return objectOf(d.doctype()) }, nil},
		elementAttribute("documentElement", (*document).root),
		elementAttribute("scrollingElement", (*document).root),
		{"body", func(d *document) any { return elementOrNull(d.body()) }, func(d *document, v goja.Value) {
			const failed = "Failed to set the 'body' property on 'Document'"
			n := e.argumentNode(v, failed, "1")
			switch old := d.body(); {
			case old != nil:
				d.root().replace(&old.node, n)
			case d.root() != nil:
				d.root().insert(n, nil)
			}
		}},
		elementAttribute("head", (*document).head),
		elementAttribute("currentScript", func(d *document) *element { return d.current }),
		elementAttribute("activeElement", func(d *document) *element {
			if d.active != nil {
				return d.active
			}
			if b := d.body(); b != nil {
				return b
			}
			return d.root()
		}),
		{"title", func(d *document) any { return d.title() }, func(d *document, v goja.Value) { d.setTitle(e.toString(v)) }},
		{"readyState", func(d *document) any { return d.readyState }, nil},
		{"compatMode", func(d *document) any {
			if d.doctype() == nil {
				return "BackCompat"
			}
			return "CSS1Compat"
		}, nil},
		{"cookie", func(*document) any { return "" }, func(*document, goja.Value) {}},
		{"dir", func(d *document) any { return d.root().get("dir") }, func(d *document, v goja.Value) { d.root().set("dir", e.toString(v)) }},
		{"designMode", func(*document) any { return "off" }, func(*document, goja.Value) {}},
		fixed("characterSet", "UTF-8"), fixed("charset", "UTF-8"), fixed("inputEncoding", "UTF-8"), fixed("contentType", "text/html"),
		fixed("referrer", ""), fixed("domain", ""), fixed("lastModified", "01/01/1970 00:00:00"),
		fixed("hidden", false), fixed("visibilityState", "visible"), fixed("webkitHidden", false), fixed("webkitVisibilityState", "visible"),
		fixed("fullscreenElement", goja.Null()), fixed("webkitFullscreenElement", goja.Null()), fixed("fullscreenEnabled", false), fixed("pointerLockElement", goja.Null()),
		fixed("styleSheets", e.vm.NewArray()),
		collection("forms", of("form")), collection("images", of("img")), collection("scripts", of("script")), collection("embeds", of("embed")),
		collection("links", func(el *element) bool { return (el.is("a") || el.is("area")) && el.has("href") }),
		collection("anchors", func(el *element) bool { return el.is("a") && el.has("name") }),
		{"implementation", func(*document) any {
			if m.implementation == nil {
				m.implementation = e.instance(e.prototype("DOMImplementation"), &implementation{})
			}
			return m.implementation
		}, nil},
	})
	create := func(name string, required int, f func(d *document, c goja.FunctionCall) *node) method[*document] {
		return method[*document]{name, required, func(d *document, c goja.FunctionCall) goja.Value { return f(d, c).object() }}
	}
	methods := slices.Concat(parentMethods[*document](m, "Document"), collectionMethods[*document](m), []method[*document]{
		idMethod[*document](e),
		{"getElementsByName", 1, func(d *document, c goja.FunctionCall) goja.Value {
			name := e.toString(c.Argument(0))
			return m.liveList(&d.node, "name "+name, func() []*node {
				return d.findAll(func(el *element) bool { return el.html() && el.get("name") == name })
			})
		}},
		create("createElement", 1, func(d *document, c goja.FunctionCall) *node {
			name := lower(e.toString(c.Argument(0)))
			if !validTag(name) {
				panic(e.newDOMException("InvalidCharacterError", "Failed to execute 'createElement' on 'Document': The tag name provided ('"+e.toString(c.Argument(0))+"') is not a valid name."))
			}
			el := d.newElement(name, "")
			el.script.async = true
			return &el.node
		}),
		create("createElementNS", 2, func(d *document, c goja.FunctionCall) *node {
			name := e.toString(c.Argument(1))
			if !validTag(name) {
				panic(e.newDOMException("InvalidCharacterError", "Failed to execute 'createElementNS' on 'Document': The qualified name provided ('"+name+"') is not a valid name."))
			}
			if _, local, ok := strings.Cut(name, ":"); ok {
				name = local
			}
			el := d.newElement(name, shortNamespace(e.textOrEmpty(c.Argument(0))))
			el.script.async = true
			return &el.node
		}),
		create("createTextNode", 1, func(d *document, c goja.FunctionCall) *node { return d.newText(e.toString(c.Argument(0))) }),
		create("createComment", 1, func(d *document, c goja.FunctionCall) *node {
			return d.newNode(html.CommentNode, e.toString(c.Argument(0)))
		}),
		create("createDocumentFragment", 0, func(d *document, _ goja.FunctionCall) *node { return d.newNode(fragmentKind, "") }),
		create("importNode", 1, func(d *document, c goja.FunctionCall) *node {
			n := e.argumentNode(c.Argument(0), "Failed to execute 'importNode' on 'Document'", "1").clone(truthy(c.Argument(1)))
			d.adopt(n)
			return n
		}),
		create("adoptNode", 1, func(d *document, c goja.FunctionCall) *node {
			n := e.argumentNode(c.Argument(0), "Failed to execute 'adoptNode' on 'Document'", "1")
			n.remove()
			d.adopt(n)
			return n
		}),
		{"createEvent", 1, func(_ *document, c goja.FunctionCall) goja.Value { return m.createEvent(e.toString(c.Argument(0))) }},
		{"hasFocus", 0, func(*document, goja.FunctionCall) goja.Value { return e.vm.ToValue(true) }},
		{"elementFromPoint", 2, func(*document, goja.FunctionCall) goja.Value { return goja.Null() }},
		{"execCommand", 1, func(*document, goja.FunctionCall) goja.Value { return e.vm.ToValue(false) }},
		{"getSelection", 0, func(*document, goja.FunctionCall) goja.Value { return goja.Null() }},
		nothing[*document]("exitFullscreen"), nothing[*document]("open"), nothing[*document]("close"),
		{"write", 0, func(d *document, c goja.FunctionCall) goja.Value { return m.write(d, c, "") }},
		{"writeln", 0, func(d *document, c goja.FunctionCall) goja.Value { return m.write(d, c, "\n") }},
	})
	handlers := append(slices.Clone(elementEvents), "readystatechange", "visibilitychange", "fullscreenchange")
	define(m.env, class[*document]{
		name: "Document", parent: e.class("Node").constructor, attributes: attributes, methods: methods, handlers: handlers,
		construct: func(goja.ConstructorCall) *document { return e.newDocument(nil) },
	})
}

func (m *dom) installHTMLDocument() {
	define(m.env, class[*document]{name: "HTMLDocument", parent: m.env.class("Document").constructor})
}

// write is the method of the same name: while a script of the page runs, what is
// written comes where the script stands, once it has ended.
func (m *dom) write(d *document, c goja.FunctionCall, end string) goja.Value {
	var b strings.Builder
	for _, v := range c.Arguments {
		b.WriteString(m.env.toString(v))
	}
	b.WriteString(end)
	if d.page != nil {
		d.page.write(b.String())
	}
	return nil
}

// createEvent makes an event that is to be initialized.
func (m *dom) createEvent(class string) goja.Value {
	e := m.env
	name := map[string]string{
		"event": "Event", "events": "Event", "htmlevents": "Event", "customevent": "CustomEvent", "uievent": "UIEvent", "uievents": "UIEvent",
		"mouseevent": "MouseEvent", "mouseevents": "MouseEvent", "keyboardevent": "KeyboardEvent", "messageevent": "MessageEvent", "focusevent": "FocusEvent",
		"compositionevent": "CompositionEvent", "dragevent": "DragEvent", "hashchangeevent": "HashChangeEvent", "svgevents": "Event",
	}[lower(class)]
	if name == "" {
		panic(e.newDOMException("NotSupportedError", "Failed to execute 'createEvent' on 'Document': The provided event type ('"+class+"') is invalid."))
	}
	return e.make(e.class(name).constructor, e.vm.ToValue(""))
}

// implementation is the Go side of a DOMImplementation, domParser of a DOMParser.
type (
	implementation struct{}
	domParser      struct{}
	serializer     struct{}
)

func (m *dom) installImplementation() {
	e := m.env
	define(m.env, class[*implementation]{
		name: "DOMImplementation",
		methods: []method[*implementation]{
			{"createHTMLDocument", 0, func(_ *implementation, c goja.FunctionCall) goja.Value {
				d := e.newDocument(nil)
				d.parse("<!DOCTYPE html><html><head></head><body></body></html>")
				if v := c.Argument(0); !goja.IsUndefined(v) {
					d.setTitle(e.toString(v))
				}
				return d.object()
			}},
			{"hasFeature", 0, func(*implementation, goja.FunctionCall) goja.Value { return e.vm.ToValue(true) }},
		},
	})
}

func (m *dom) installParser() {
	e := m.env
	define(m.env, class[*domParser]{
		name: "DOMParser", construct: func(goja.ConstructorCall) *domParser { return &domParser{} },
		methods: []method[*domParser]{{"parseFromString", 2, func(_ *domParser, c goja.FunctionCall) goja.Value {
			if kind := e.toString(c.Argument(1)); kind != "text/html" {
				e.throwType("Failed to execute 'parseFromString' on 'DOMParser': The provided value '%s' is not a valid enum value of type SupportedType.", kind)
			}
			d := e.newDocument(nil)
			d.parse(e.toString(c.Argument(0)))
			return d.object()
		}}},
	})
}

func (m *dom) installSerializer() {
	e := m.env
	define(m.env, class[*serializer]{
		name: "XMLSerializer", construct: func(goja.ConstructorCall) *serializer { return &serializer{} },
		methods: []method[*serializer]{{"serializeToString", 1, func(_ *serializer, c goja.FunctionCall) goja.Value {
			return e.vm.ToValue(markup(e.argumentNode(c.Argument(0), "Failed to execute 'serializeToString' on 'XMLSerializer'", "1")))
		}}},
	})
}
