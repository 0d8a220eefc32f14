package runtime

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/dop251/goja"
)

// moduleMap is the modules of a realm.
type moduleMap struct {
	r        *Runtime
	commonJS *modules
	files    map[Files]map[string]*module // by where they come from, and name
	sources  map[string]string            // what was lowered, by the name in stacks
	escaped  map[string]string            // such names by what the engine makes of them
	frame    goja.Callable                // puts a frame of JavaScript around a Go function
	order    int                          // of the last module that became asynchronous
}

func newModuleMap(r *Runtime, commonJS *modules) *moduleMap {
	return &moduleMap{r: r, commonJS: commonJS, files: map[Files]map[string]*module{}, sources: map[string]string{}, escaped: map[string]string{}}
}

// module is one module of a realm. Modules in JavaScript have a source; the
// others (JSON, CommonJS, the core's) are run by a Go function.
type module struct {
	loader *moduleMap
	files  Files
	name   string // in files
	shown  string // to people

	source *moduleSource
	deps   []*module // what source requests, in its order
	async  bool      // its body awaits

	// Linking.
	linked    bool
	env       *goja.Object          // what it imports, by local name
	run       goja.Callable         // its body
	getters   map[string]goja.Value // of its own exports; nil until the body has begun
	namespace *goja.Object
	foreign   func() (*goja.Object, error) // gives the exports of a module without a source

	// Evaluating, with the names of ECMAScript 16.2.1.5.
	status        moduleStatus
	fault         *moduleFault
	index         int
	ancestorIndex int
	cycleRoot     *module
	asyncOrder    int // 0 for none
	pendingDeps   int
	asyncParents  []*module
	settled       []func(*moduleFault) // wait for the end of the evaluation
}

// RunModule loads, links and runs a module with all it imports, each once in a
// realm. Its error, if any, is a *ScriptError, or *goja.InterruptedError when it
// was interrupted. A module that awaits may still be running when RunModule
// returns nil: what it throws later is reported like any error that nobody
// caught.
func (r *Runtime) RunModule(name string, files Files) error {
	resolved, err := files.Resolve(name, "")
	if err != nil {
		return &ScriptError{File: name, Message: resolveFault(err)}
	}
	return r.runModule(name, func() (*module, error) { return r.modules.load(files, resolved) })
}

// RunModuleText runs a module whose text is at hand, such as one that stands in
// an HTML file. Its name is only for resolving what it imports and for people.
func (r *Runtime) RunModuleText(name, text string, files Files) error {
	return r.runModule(name, func() (*module, error) { return r.modules.loadText(files, name, text) })
}

// RunProgram runs a script, or a module if its name or its text says that it is
// one: the extensions .mjs, .mts and .ts do, and import, export and top-level
// await.
func (r *Runtime) RunProgram(name, text string, files Files) error {
	if !strings.HasSuffix(name, ".mjs") && !isTyped(name) {
		err := r.RunScript(name, text)
		if script, ok := err.(*ScriptError); !ok || !script.compiling || !needsModule(name, text) {
			return err
		}
	}
	if resolved, err := files.Resolve(name, ""); err == nil {
		if m := r.modules.files[files][resolved]; m != nil && m.source != nil {
			return r.RunModule(name, files) // another program has imported it
		}
	}
	return r.RunModuleText(name, text, files)
}

// needsModule tells whether a text that is no script is a module.
func needsModule(name, text string) bool {
	source, err := readModule(name, text)
	if err != nil {
		return moduleWords().MatchString(text)
	}
	if source.syntax || strings.Contains(source.body, "import.meta") {
		return true
	}
	_, async, err := source.compile()
	return err == nil && async
}

func (r *Runtime) runModule(name string, load func() (*module, error)) (err error) {
	if r.Closed() {
		return &ScriptError{File: name, Message: "the page has been closed"}
	}
	shown := shortName(name)
	var thrown error
	returned := false
	r.depth++
	defer func() {
		if p := recover(); p != nil {
			r.logPanic(p)
			err = &ScriptError{File: shown, Message: panicText(p)}
		}
		returned = true
		r.ended()
	}()
	r.pending = func() {
		m, failed := load()
		if failed == nil {
			failed = m.link()
		}
		if failed != nil {
			thrown = failed
			return
		}
		m.evaluate(func(fault *moduleFault) {
			switch {
			case fault == nil:
			case returned:
				r.Report("Uncaught ", fault.err)
			default:
				thrown = fault.err
			}
		})
	}
	if _, err := r.batch(goja.Undefined()); err != nil {
		return r.scriptError(shown, r.modules.sources[shown], err)
	}
	if _, ok := thrown.(*ScriptError); ok || thrown == nil {
		return thrown
	}
	return r.scriptError(shown, r.modules.sources[shown], thrown)
}

// load gives the module of a name that has been resolved, with all it requests,
// from the map or from files. Its error is a *ScriptError, or what JavaScript
// threw.
func (l *moduleMap) load(files Files, name string) (*module, error) {
	return l.loadAs(files, name, "")
}

func (l *moduleMap) loadAs(files Files, name, attribute string) (*module, error) {
	if m := l.files[files][name]; m != nil {
		return m, nil
	}
	m := l.newModule(files, name)
	core, isCore := strings.CutPrefix(name, coreScheme)
	if isCore && coreModules[core] != nil {
		m.foreign = l.commonJSModule(name)
		l.add(m)
		return m, nil
	}
	text, err := files.Read(name)
	if err != nil {
		return nil, &ScriptError{File: m.shown, Message: "Error: " + readFault(err)}
	}
	switch {
	case strings.HasSuffix(name, ".json") || attribute == "json":
		m.foreign = func() (*goja.Object, error) { return l.jsonModule(m.shown, string(text)) }
	case files.CommonJS(name, text):
		m.foreign = l.commonJSModule(name)
	default:
		return m, l.read(m, string(text))
	}
	l.add(m)
	return m, nil
}

func (l *moduleMap) loadText(files Files, name, text string) (*module, error) {
	resolved, err := files.Resolve(name, "")
	if err != nil {
		resolved = name
	}
	m := l.newModule(files, resolved)
	m.shown = shortName(name)
	return m, l.read(m, text)
}

func (l *moduleMap) newModule(files Files, name string) *module {
	return &module{loader: l, files: files, name: name, shown: shortName(name)}
}

func (l *moduleMap) add(m *module) {
	if l.files[m.files] == nil {
		l.files[m.files] = map[string]*module{}
	}
	l.files[m.files][m.name] = m
}

// read makes m of a text and loads what it requests. If that fails, m is as if
// it had never been.
func (l *moduleMap) read(m *module, text string) error {
	text = withoutHashbang(strings.TrimPrefix(text, "\ufeff"))
	source, err := readModule(m.shown, text)
	if err != nil {
		return err
	}
	l.remember(m.shown, text)
	m.source = source
	l.add(m)
	for _, request := range source.requests {
		dep, err := l.loadRequest(m, request)
		if err != nil {
			delete(l.files[m.files], m.name)
			return err
		}
		m.deps = append(m.deps, dep)
	}
	return nil
}

func (l *moduleMap) loadRequest(m *module, request request) (*module, error) {
	name, err := m.files.Resolve(request.specifier, m.name)
	if err != nil {
		return nil, m.faultAt(resolveFault(err), request.line, request.column)
	}
	known := l.files[m.files][name]
	if known != nil {
		return known, nil
	}
	dep, err := l.loadAs(m.files, name, request.attribute)
	if e, ok := err.(*ScriptError); ok && e.Line == 0 {
		// What cannot be read at all is wrong where it is asked for.
		return nil, m.faultAt(e.Message, request.line, request.column)
	}
	return dep, err
}

// faultAt is an error at a place of m's normal form.
func (m *module) faultAt(message string, line, column int) *ScriptError {
	e := &ScriptError{Message: message}
	m.source.place(e, line, column)
	return e
}

// commonJSModule runs a CommonJS module, or one of the core, that require shares.
func (l *moduleMap) commonJSModule(name string) func() (*goja.Object, error) {
	return func() (*goja.Object, error) {
		m, err := l.commonJS.require(func() string { return "" }, name)
		if err != nil {
			return nil, err
		}
		exports := l.r.vm.CreateObject(nil)
		value := m.Get("exports")
		if object, ok := value.(*goja.Object); ok {
			for _, key := range object.Keys() {
				get := l.r.vm.ToValue(func(goja.FunctionCall) goja.Value { return object.Get(key) })
				exports.DefineAccessorProperty(key, get, nil, goja.FLAG_TRUE, goja.FLAG_TRUE)
			}
		}
		exports.DefineDataProperty("default", value, goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_TRUE)
		return exports, nil
	}
}

func (l *moduleMap) jsonModule(shown, text string) (*goja.Object, error) {
	holder := l.r.vm.NewObject()
	if err := l.commonJS.loadJSON(holder, shown, text); err != nil {
		return nil, err
	}
	exports := l.r.vm.CreateObject(nil)
	exports.Set("default", holder.Get("exports"))
	return exports, nil
}

// remember keeps the text of what esbuild rewrote, for showing lines of it.
func (l *moduleMap) remember(name, text string) {
	l.sources[name] = text
	if escaped := (&url.URL{Path: name}).String(); escaped != name {
		l.escaped[escaped] = name
	}
}

// unescaped gives text, which may have the lines of a stack, its names back: to
// the engine names in source maps are URLs.
func (l *moduleMap) unescaped(text string) string {
	for escaped, name := range l.escaped {
		text = strings.ReplaceAll(text, escaped+":", name+":")
	}
	return text
}

// resolveFault words an error of resolving a specifier: one that means no module
// at all is a TypeError.
func resolveFault(err error) string {
	if _, ok := err.(*ModuleError); ok {
		return "Error: " + err.Error()
	}
	return "TypeError: " + err.Error()
}

// readFault words an error of reading a file.
func readFault(err error) string { return fmt.Sprintf("Cannot read module: %v", err) }
