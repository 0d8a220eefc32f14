package web

import (
	"html"
	"strings"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/runtime"
)

// DocumentOptions configure [NewDocument]. Only URL is needed.
type DocumentOptions struct {
	// URL of the page, which its relative URLs are relative to.
	URL string
	// Name is the file of the page, by its path in the package: what positions
	// in inline scripts and in reports begin with.
	Name string
	// HTML is the content of that file.
	HTML []byte
	// ReadFile reads a file of the page's origin by its path, which has no slash
	// in front. Without it there are no files.
	ReadFile func(name string) ([]byte, error)
	// RunModule, if set, runs a script that is a module: the file of a name, or
	// the text of an inline one. Without it modules are reported.
	RunModule func(name string, text []byte) error

	// Close, if set, hears of window.close(), Reload of location.reload().
	Close, Reload func()
	// Navigate, if set, hears of the URL that the page would go to in a browser;
	// without it a warning is printed. The page stays where it is.
	Navigate func(url string)
	// Width and Height of the window in pixels; 0 means 800 and 600.
	Width, Height int
}

// Document is the page of a runtime: its document and its window. It belongs to
// the goroutine of the runtime's loop.
type Document struct {
	env      *env
	opts     DocumentOptions
	document *document
	window   *window
	location *location

	loaded   bool
	parsing  bool
	written  strings.Builder // by the script that runs
	deferred []*element
	later    []*element // async scripts, and those that scripts inserted
}

// NewDocument gives rt, in which the platform has been installed, a document and
// everything that a window has besides. No script of the page has run: the
// document is <html></html>, as it is in Chrome when somebody else prepares the
// window. It is called once for a runtime.
func NewDocument(rt *runtime.Runtime, o DocumentOptions) *Document {
	e, w := envOf(rt)
	if o.Width == 0 || o.Height == 0 {
		o.Width, o.Height = 800, 600
	}
	d := &Document{env: e, opts: o, window: w}
	e.page = d
	e.dom = newDOM(e)
	d.location = newLocation(e.dom, o.URL)
	d.document = e.newDocument(d)
	d.document.readyState = "loading"
	d.document.link(&d.document.newElement("html", "").node, nil)
	e.dom.installWindow(d)
	return d
}

// envOf finds what Install has made.
func envOf(rt *runtime.Runtime) (*env, *window) {
	global := rt.VM().GlobalObject()
	for _, symbol := range symbolsOf(ownSymbols(rt.VM()), global) {
		if hidden, ok := global.GetSymbol(symbol).(*goja.Object); ok {
			if s, ok := hidden.Export().(slot); ok {
				if w, ok := s.state.(*window); ok {
					return w.env, w
				}
			}
		}
	}
	panic("web: NewDocument before Install")
}

// ownSymbols is Object.getOwnPropertySymbols: other than [goja.Object.Symbols] it
// shows those that do not enumerate.
func ownSymbols(vm *goja.Runtime) native {
	return vm.GlobalObject().Get("Object").(*goja.Object).Get("getOwnPropertySymbols").Export().(native)
}

func symbolsOf(own native, o *goja.Object) (symbols []*goja.Symbol) {
	list := own(call(nil, o)).(*goja.Object)
	for _, key := range list.Keys() {
		symbols = append(symbols, list.Get(key).(*goja.Symbol))
	}
	return symbols
}

// GeneratedPage is the page that Chrome makes for the background scripts of an
// app.
func GeneratedPage(scripts []string) []byte {
	var b strings.Builder
	b.WriteString("<!DOCTYPE html>\n<body>\n")
	for _, name := range scripts {
		b.WriteString(`<script src="` + html.EscapeString(name) + "\"></script>\n")
	}
	return []byte(b.String())
}

// Load runs the page: it parses the file, runs each script when the document has
// been parsed up to it, then those with defer, and fires DOMContentLoaded; then
// those with async, and fires load. What is wrong with a script is reported, and
// the page goes on. All of it happens before Load returns. It is called in a
// task, outside of JavaScript; a second time it does nothing.
func (d *Document) Load() {
	if d.loaded {
		return
	}
	d.loaded = true
	d.parse()
	d.state("interactive")
	d.runAll(&d.deferred)
	d.fire(&d.document.node, "DOMContentLoaded", true)
	d.runAll(&d.later)
	d.state("complete")
	if !d.env.rt.Closed() {
		d.env.fire(d.window.listening(), "load")
	}
	if !d.env.rt.Closed() {
		d.env.fire(d.window.listening(), "pageshow")
	}
}

// Loaded reports whether Load was called.
func (d *Document) Loaded() bool { return d.loaded }

func (d *Document) state(state string) {
	d.document.readyState = state
	d.fire(&d.document.node, "readystatechange", false)
}

// fire fires a plain event that cannot be canceled.
func (d *Document) fire(n *node, kind string, bubbles bool) {
	if d.env.rt.Closed() {
		return
	}
	ev := d.env.trustedEvent(kind)
	ev.bubbles = bubbles
	d.env.dispatch(&n.eventTarget, d.env.eventOf(d.env.prototype("Event"), &ev), &ev)
}

// newDOM installs the classes.
func newDOM(e *env) *dom {
	m := &dom{env: e, tags: map[string]string{}, selectors: map[string]selector{}, handlers: map[string]bool{}, forwarded: map[string]bool{}}
	for _, kind := range elementEvents {
		m.handlers[kind] = true
	}
	for _, kind := range forwarded {
		m.handlers[kind], m.forwarded[kind] = true, true
	}
	m.ownSymbols = ownSymbols(e.vm)
	m.installUIEvents()
	e.lazily(domStandard, m.installNodes, "Node")
	e.lazily(domStandard, m.installText, "CharacterData Text Comment DocumentFragment DocumentType")
	e.lazily(domStandard, m.installLists, "NodeList HTMLCollection")
	e.lazily(htmlStandard, m.installHTMLLists, "HTMLFormControlsCollection RadioNodeList HTMLOptionsCollection")
	e.lazily(fileStandard, m.installFileList, "FileList")
	e.lazily(domStandard, m.installTokenList, "DOMTokenList")
	e.lazily(domStandard, m.installAttributes, "Attr NamedNodeMap")
	e.lazily(htmlStandard, m.installDataset, "DOMStringMap")
	e.lazily(cssomStandard, m.installStyle, "CSSStyleDeclaration")
	e.lazily(domStandard, m.installElement, "Element")
	e.lazily(htmlStandard, m.installHTMLElement, "HTMLElement")
	e.lazily(svgStandard, m.installSVGElement, "SVGElement")
	m.installHTML()
	e.lazily(domStandard, m.installDocument, "Document")
	e.lazily(htmlStandard, m.installHTMLDocument, "HTMLDocument")
	e.lazily(domStandard, m.installMutationObserver, "MutationObserver")
	e.lazily(domStandard, m.installMutationRecord, "MutationRecord")
	e.lazily(domStandard, m.installImplementation, "DOMImplementation")
	e.lazily(htmlStandard, m.installParser, "DOMParser")
	e.lazily(domParsingStandard, m.installSerializer, "XMLSerializer")
	return m
}
