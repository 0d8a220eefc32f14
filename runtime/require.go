package runtime

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/dop251/goja"
)

// modules loads CommonJS modules for one runtime.
type modules struct {
	r     *Runtime
	cache map[string]*goja.Object // module objects by absolute file name, or name of a core module
}

// installRequire makes the global require, which resolves relative names
// against the file of the script that calls it. A module gets its own.
func (r *Runtime) installRequire() *modules {
	m := &modules{r: r, cache: map[string]*goja.Object{}}
	r.vm.GlobalObject().DefineDataProperty("require", m.newRequire(func() string { return absolute(m.callerDir()) }), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	return m
}

// newRequire makes a require function for code in the folder that dir returns.
func (m *modules) newRequire(dir func() string) *goja.Object {
	return m.r.NewFunction("require", func(call goja.FunctionCall) goja.Value {
		id := call.Argument(0).String()
		module, err := m.require(dir, id)
		if err != nil {
			panic(m.thrown(id, err))
		}
		return module.Get("exports")
	})
}

// callerDir is the folder of the script that called a native function.
func (m *modules) callerDir() string { return filepath.Dir(m.callerFile()) }

// callerFile is the name of the script that called a native function.
func (m *modules) callerFile() string {
	name := "."
	for _, frame := range m.r.vm.CaptureCallStack(0, nil) {
		if src := frame.SrcName(); src != nativeName && src != evalName && src != batchName {
			name = src
			break
		}
	}
	return name
}

func (m *modules) require(dir func() string, id string) (*goja.Object, error) {
	core := strings.TrimPrefix(id, "node:")
	if load := coreModules[core]; load != nil {
		module := m.cache[core]
		if module == nil {
			module = m.newModule(core)
			load(m.r.vm, module)
			m.r.protect(module.Get("exports").(*goja.Object))
		}
		return module, nil
	}
	file, err := resolveModule(dir(), id)
	if err != nil {
		return nil, err
	}
	if module := m.cache[file]; module != nil {
		return module, nil // perhaps half loaded, in a cycle
	}
	module := m.newModule(file)
	if err := m.load(module, file); err != nil {
		delete(m.cache, file)
		return nil, err
	}
	module.Set("loaded", true)
	return module, nil
}

func (m *modules) newModule(name string) *goja.Object {
	module := m.r.vm.NewObject()
	module.Set("id", name)
	module.Set("filename", name)
	module.Set("loaded", false)
	module.Set("exports", m.r.vm.NewObject())
	m.cache[name] = module
	return module
}

func (m *modules) load(module *goja.Object, file string) error {
	src, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if filepath.Ext(file) == ".json" {
		return m.loadJSON(module, file, string(src))
	}
	program, lowered, err := compileFunction(shortName(file), string(src), "exports", "require", "module", "__filename", "__dirname")
	if err != nil {
		return err
	}
	if lowered {
		m.r.installImport()
		m.r.modules.remember(shortName(file), string(src))
	}
	m.r.Prepare(string(src))
	value, err := m.r.vm.RunProgram(program)
	if err != nil {
		return err
	}
	run, _ := goja.AssertFunction(value)
	dir := filepath.Dir(file)
	require := m.newRequire(func() string { return dir })
	exports := module.Get("exports")
	_, err = run(exports, exports, require, module, m.r.vm.ToValue(file), m.r.vm.ToValue(dir))
	return err
}

func (m *modules) loadJSON(module *goja.Object, file, src string) error {
	parse, _ := goja.AssertFunction(m.r.vm.Get("JSON").(*goja.Object).Get("parse"))
	value, err := parse(goja.Undefined(), m.r.vm.ToValue(strings.TrimPrefix(src, "\ufeff")))
	if err != nil {
		if thrown, ok := err.(*goja.Exception); ok {
			if fault := jsonFault(shortName(file), src); fault != nil {
				return fault
			}
			return &ScriptError{File: shortName(file), Message: thrown.Value().String()}
		}
		return err
	}
	return module.Set("exports", value)
}

// thrown makes of an error of require what the caller sees thrown.
func (m *modules) thrown(id string, err error) any {
	script, _ := err.(*ScriptError)
	switch {
	case err == errModuleNotFound:
		e := m.r.newError("Error", fmt.Sprintf("Cannot find module '%s'", id))
		e.Set("code", "MODULE_NOT_FOUND")
		return e
	case script != nil:
		return m.r.newError("SyntaxError", fmt.Sprintf("%s (%s)", strings.TrimPrefix(script.Message, "SyntaxError: "), script.Place()))
	case isGoPanic(err):
		return m.r.newError("Error", fmt.Sprintf("Cannot read module '%s': %v", id, err))
	}
	return err // what JavaScript threw, or an interruption, on its way
}

// newError makes an object of one of the language's error classes.
func (r *Runtime) newError(class, message string) *goja.Object {
	e, err := r.vm.New(r.vm.Get(class), r.vm.ToValue(message))
	if err != nil {
		panic(err)
	}
	return e
}

// Caller is the name of the script that called the native function that runs, as
// it was given to the runtime; "." if none did.
func (r *Runtime) Caller() string { return r.modules.commonJS.callerFile() }

// ShownName is the name of a file as reports show it: as people wrote it on the
// command line, relative if it is below the working directory.
func ShownName(file string) string { return shortName(file) }

// AbsolutePath is the whole path of a file.
func AbsolutePath(file string) string { return absolute(file) }

// shortName is the name of a file as people wrote it on the command line:
// relative if it is below the working directory.
func shortName(file string) string {
	if dir, err := os.Getwd(); err == nil {
		if rel, err := filepath.Rel(dir, file); err == nil && filepath.IsLocal(rel) {
			return rel
		}
	}
	return file
}

func absolute(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return "."
}
