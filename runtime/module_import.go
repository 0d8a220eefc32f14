package runtime

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/dop251/goja"
)

// moduleWords find what only modules say, in a text that has a fault.
var moduleWords = lazyRegexp(`(?m)^\s*(import\s*["'{*\w]|export\s*[{*\w])`)

// newImport makes the require of a module's code. The first call gives what the
// module imports; the others stand for import().
func (m *module) newImport() goja.Value {
	begun := false
	return m.loader.r.NewFunction(requireName, func(call goja.FunctionCall) goja.Value {
		if !begun {
			begun = true
			return m.env
		}
		return m.loader.importing(m.files, call.Argument(0), func() string { return m.name })
	})
}

// installImport makes the function that import() in a classic script calls.
func (r *Runtime) installImport() {
	global := r.vm.GlobalObject()
	if global.Get(importName) != nil {
		return
	}
	f := r.NewFunction("import", func(call goja.FunctionCall) goja.Value {
		dir := r.modules.commonJS.callerFile()
		return r.modules.importing(r.opts.Files, call.Argument(0), func() string { return dir })
	})
	global.DefineDataProperty(importName, f, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// importing is what esbuild's form of import() resolves its promise with, from
// within a job of its own: an object whose then loads and runs the module. It
// says that it is a module so that esbuild's helper adds no default to it.
func (l *moduleMap) importing(files Files, specifier goja.Value, importer func() string) goja.Value {
	id, from := specifier.String(), importer()
	then := l.newReaction("then", func(call goja.FunctionCall) goja.Value {
		resolve, _ := goja.AssertFunction(call.Argument(0))
		reject, _ := goja.AssertFunction(call.Argument(1))
		l.importModule(files, id, from, func(value goja.Value, err error) {
			f := resolve
			if err != nil {
				f, value = reject, l.importFault(err, id, from)
			}
			if _, err := f(goja.Undefined(), value); err != nil {
				panic(err) // an interruption
			}
		})
		return nil
	})
	o := l.r.vm.CreateObject(nil)
	o.Set("then", then)
	o.Set("__esModule", true)
	return o
}

// importFault is what import() rejects with. An error that has no place of its own
// gets that of the import().
func (l *moduleMap) importFault(err error, specifier, importer string) goja.Value {
	value := l.r.thrownValue(err)
	script, ok := err.(*ScriptError)
	if !ok || script.Line > 0 {
		return value
	}
	shown := importer
	if filepath.IsAbs(importer) {
		shown = shortName(importer)
	}
	if line, column, ok := findImport(l.sources[shown], specifier); ok {
		e := value.(*goja.Object)
		stack := fmt.Sprintf("%s%s%s:%d:%d", e.String(), frameStart, shown, line, column)
		e.DefineDataProperty("stack", l.r.vm.ToValue(stack), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
	return value
}

// findImport finds the place of an import() that names its module in a string.
func findImport(src, specifier string) (line, column int, ok bool) {
	const word = "import("
	for at := 0; ; at += len(word) {
		i := strings.Index(src[at:], word)
		if i < 0 {
			return 0, 0, false
		}
		at += i
		argument := strings.TrimLeft(src[at+len(word):], " \t\r\n")
		if argument == "" || !strings.ContainsRune("'\"`", rune(argument[0])) || !strings.HasPrefix(argument[1:], specifier+argument[:1]) {
			continue
		}
		before := src[:at]
		lineStart := strings.LastIndexByte(before, '\n') + 1
		return strings.Count(before, "\n") + 1, charactersBefore(before[lineStart:], len(before)) + 1, true
	}
}

// importModule loads and runs a module for import(). done may be called later.
func (l *moduleMap) importModule(files Files, specifier, importer string, done func(goja.Value, error)) {
	name, err := files.Resolve(specifier, importer)
	if err != nil {
		done(nil, &ScriptError{Message: resolveFault(err)})
		return
	}
	m, err := l.load(files, name)
	if err == nil {
		err = m.link()
	}
	if err != nil {
		done(nil, err)
		return
	}
	m.evaluate(func(fault *moduleFault) {
		if fault != nil {
			done(nil, fault.err)
			return
		}
		// A namespace with an export called then would be taken for a promise,
		// here as in the standard.
		done(m.namespaceObject(), nil)
	})
}

// newMeta makes import.meta.
func (m *module) newMeta() goja.Value {
	if !strings.Contains(m.source.body, "import.meta") {
		return goja.Undefined()
	}
	r := m.loader.r
	meta := r.vm.CreateObject(nil)
	meta.Set("url", m.files.URL(m.name))
	if _, disk := m.files.(Disk); disk {
		meta.Set("filename", m.name)
		meta.Set("dirname", filepath.Dir(m.name))
	}
	meta.Set("resolve", r.NewFunction("resolve", func(call goja.FunctionCall) goja.Value {
		name, err := m.files.Resolve(call.Argument(0).String(), m.name)
		if err != nil {
			panic(r.newError("TypeError", err.Error()))
		}
		return r.vm.ToValue(m.files.URL(name))
	}))
	return meta
}

// thrownValue is what a script that awaits import() sees thrown for err.
func (r *Runtime) thrownValue(err error) goja.Value {
	switch err := err.(type) {
	case *goja.Exception:
		return err.Value()
	case *ScriptError:
		class, message, found := strings.Cut(err.Message, ": ")
		if !found {
			class, message = "Error", err.Message
		}
		if err.Line > 0 {
			message += " (" + err.Place() + ")"
		}
		return r.newError(class, message)
	}
	panic(err) // an interruption, which nothing catches
}

// thrownError makes an error of a value that was thrown.
func (r *Runtime) thrownError(value goja.Value) error {
	return r.vm.Try(func() { panic(value) })
}

// compareUTF16 orders strings as JavaScript does.
func compareUTF16(a, b string) int {
	return slices.Compare(utf16.Encode([]rune(a)), utf16.Encode([]rune(b)))
}

// newReaction makes a function that a promise may call. goja runs pending jobs
// when a call from Go returns to an empty stack, and in a job that calls a Go
// function the stack is empty; so there is a frame of JavaScript around it.
func (l *moduleMap) newReaction(name string, f func(goja.FunctionCall) goja.Value) goja.Value {
	if l.frame == nil {
		value, err := l.r.vm.RunProgram(goja.MustCompile(batchName, "(function (f) { return function (a, b) { return f(a, b) } })", true))
		if err != nil {
			panic(err)
		}
		l.frame, _ = goja.AssertFunction(value)
	}
	framed, err := l.frame(goja.Undefined(), l.r.NewFunction(name, f))
	if err != nil {
		panic(err)
	}
	return framed
}
