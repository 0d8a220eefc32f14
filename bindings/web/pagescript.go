package web

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/dop251/goja"
	"github.com/dop251/goja/parser"
	"golang.org/x/net/html/atom"

	"github.com/sockhost/sockhost/runtime"
)

const (
	bodyAtom  = atom.Body
	warnLevel = runtime.Warn
)

// scriptTypes are the types of classic scripts.
var scriptTypes = strings.Fields("application/ecmascript application/javascript application/x-ecmascript application/x-javascript text/ecmascript text/javascript text/javascript1.0 text/javascript1.1 text/javascript1.2 text/javascript1.3 text/javascript1.4 text/javascript1.5 text/jscript text/livescript text/x-ecmascript text/x-javascript")

type scriptKind int

const (
	noScript scriptKind = iota
	classicScript
	moduleScript
)

// kindOfScript tells what a script element is by its type.
func (el *element) kindOfScript() scriptKind {
	kind, typed := el.attribute("type")
	language := el.get("language")
	switch kind = lower(strings.TrimFunc(kind, isSpace)); {
	case typed && kind == "", !typed && language == "":
		return classicScript
	case !typed:
		kind = "text/" + lower(language)
	}
	switch {
	case slices.Contains(scriptTypes, kind):
		return classicScript
	case kind == "module":
		return moduleScript
	}
	return noScript
}

// ready tells whether a script may run, which happens once.
func (d *Document) ready(el *element) bool {
	if el.script.started || el.owner != d.document {
		return false
	}
	kind := el.kindOfScript()
	if kind == noScript || !el.has("src") && el.text() == "" || kind == classicScript && el.has("nomodule") && d.opts.RunModule != nil {
		el.script.async = true
		return false
	}
	el.script.started = true
	return true
}

// runParsed does with a script what its attributes say when the parser has come
// to its end.
func (d *Document) runParsed(el *element) {
	module := el.kindOfScript() == moduleScript
	switch {
	case !d.ready(el):
	case el.has("async") && (module || el.has("src")):
		d.later = append(d.later, el)
	case module, el.has("defer") && el.has("src"):
		d.deferred = append(d.deferred, el)
	default:
		d.run(el)
	}
}

// runInserted runs a script that another has put into the document: at once if
// it is inline, later if it is a file.
func (d *Document) runInserted(el *element) {
	switch {
	case !d.ready(el):
	case !el.has("src") && el.kindOfScript() == classicScript:
		d.run(el)
	case d.document.readyState != "complete":
		d.later = append(d.later, el)
	default:
		d.env.rt.Loop().Post(func() { d.run(el) })
	}
}

// runAll runs a list of scripts, and those that they add to it.
func (d *Document) runAll(list *[]*element) {
	for len(*list) > 0 {
		el := (*list)[0]
		*list = (*list)[1:]
		d.run(el)
	}
}

// run runs a script and fires the event that tells how its file was loaded.
func (d *Document) run(el *element) {
	if d.env.rt.Closed() {
		return
	}
	if !el.has("src") {
		d.runText(el, d.name(), el.place.inPlace(el.text()))
		return
	}
	name, text, err := d.load(el.get("src"))
	if err != nil {
		d.reportAt(el, err.Error())
		d.fire(&el.node, "error", false)
		return
	}
	d.runText(el, name, text)
	d.fire(&el.node, "load", false)
}

// runText runs the text of a script.
func (d *Document) runText(el *element, name, text string) {
	outer := d.document.current
	defer func() { d.document.current = outer }()
	var err error
	switch {
	case el.kindOfScript() == classicScript:
		d.document.current = el
		err = d.env.rt.RunScript(name, text)
	case d.opts.RunModule == nil:
		d.reportAt(el, "scripts that are modules are not available here")
	case el.has("src"):
		d.document.current = nil
		err = d.opts.RunModule(name, nil)
	default:
		d.document.current = nil
		err = d.opts.RunModule(name, []byte(text))
	}
	if err != nil {
		d.env.rt.ReportScript(err)
	}
}

// load reads the script that a URL names.
func (d *Document) load(src string) (name, text string, err error) {
	if strings.TrimFunc(src, isSpace) == "" {
		return "", "", errors.New("the script's src is empty")
	}
	name, ok := d.path(src)
	if !ok {
		return "", "", fmt.Errorf("%s is not loaded: it is not in the package", src)
	}
	if d.opts.ReadFile == nil {
		return "", "", fmt.Errorf("%s is not in the package", name)
	}
	b, err := d.opts.ReadFile(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", "", fmt.Errorf("%s is not in the package", name)
	case err != nil:
		return "", "", err
	}
	text, _, _ = decodeUTF8(b, false)
	return name, strings.TrimPrefix(text, "\uFEFF"), nil
}

// path is the file of the page's origin that a URL names.
func (d *Document) path(url string) (string, bool) {
	u, ok := parseURL(url, d.base())
	if !ok {
		return "", false
	}
	here := d.location.u
	if u.Scheme() != here.Scheme() || u.Host() != here.Host() {
		return "", false
	}
	return percentDecoded(strings.TrimPrefix(u.Pathname(), "/")), true
}

// compileHandler compiles the event handler that an attribute has. Names in it
// are those of the element, of its form, of the document and of the window.
func (d *Document) compileHandler(el *element, kind, code string) goja.Value {
	parameters := "event"
	if kind == "error" && (el.is("body") || el.is("frameset")) {
		parameters = "event, source, lineno, colno, error"
	}
	source := strings.Repeat("\n", max(el.place.line-1, 0)) +
		"(function (d, f, e) { with (d) with (f) with (e) return function on" + kind + "(" + parameters + ") {" + code + "\n} })"
	e := d.env
	e.rt.Prepare(code)
	var made goja.Value
	tree, err := parser.ParseFile(nil, d.name(), source, 0, parser.WithDisableSourceMaps)
	if err == nil {
		var program *goja.Program
		if program, err = goja.CompileAST(tree, false); err == nil {
			made, err = e.vm.RunProgram(program)
		}
	}
	if err != nil {
		text := err.Error()
		if list, ok := err.(parser.ErrorList); ok {
			text = list[0].Message
		}
		d.reportAt(el, "on"+kind+": SyntaxError: "+text)
		return goja.Null()
	}
	form := e.vm.NewDynamicObject(formScope{el})
	return made.Export().(native)(call(nil, d.document.object(), form, el.object()))
}

// formScope is the properties of the form that an element belongs to at the time.
type formScope struct{ *element }

// Get implements [goja.DynamicObject].
func (s formScope) Get(name string) goja.Value {
	if f := s.form(); f != nil && slices.Contains(listedControls, s.shadow.Data) {
		return f.object().Get(name)
	}
	return nil
}

// Has implements [goja.DynamicObject].
func (s formScope) Has(name string) bool { return s.Get(name) != nil }

// Set implements [goja.DynamicObject].
func (s formScope) Set(name string, v goja.Value) bool { return s.form().object().Set(name, v) == nil }

// Delete implements [goja.DynamicObject].
func (formScope) Delete(string) bool { return true }

// Keys implements [goja.DynamicObject].
func (formScope) Keys() []string { return nil }

// report prints a fault of the page.
func (d *Document) report(text string) { d.env.rt.Report("", errors.New(text)) }

// reportAt prints a fault with the place of an element.
func (d *Document) reportAt(el *element, text string) {
	if el.place.line > 0 {
		text = fmt.Sprintf("%s:%d: %s", d.name(), el.place.line, text)
	}
	d.report(text)
}
