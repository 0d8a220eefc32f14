package web

import (
	"fmt"
	"path/filepath"
	goruntime "runtime"
	"strings"

	"github.com/dop251/goja"
	whatwg "github.com/nlnwa/whatwg-url/url"

	"github.com/sockhost/sockhost/runtime"
)

// workerScript is where the script of a worker comes from.
type workerScript struct {
	url    *whatwg.Url
	blob   *blob // that url, a blob URL, stood for when the worker was made
	module bool
}

// run runs the script of the worker.
func (s *workerScope) run() {
	e := s.env
	name, text, err := e.loadScript(s.script.url, s.script.blob)
	if err == nil && s.script.module {
		err = e.runModule(s.script.url, name, text)
		if script, ok := err.(*runtime.ScriptError); ok && script.Thrown() != nil {
			e.rt.ReportScript(err)
			return
		}
	} else if err == nil {
		if err := e.rt.RunScript(name, text); err != nil {
			e.rt.ReportScript(err)
		}
		return
	}
	if err != nil && !e.rt.Closed() {
		e.rt.Console(runtime.Error, "Failed to load the worker "+s.script.url.Href(false)+": "+err.Error())
		s.thread.tell((*worker).unloaded)
	}
}

// runModule runs a module that has been loaded.
func (e *env) runModule(u *whatwg.Url, name, text string) error {
	switch u.Scheme() {
	case "blob", "data":
		return e.rt.RunModuleText(name, text, loneFiles{e.files(), name})
	}
	return e.rt.RunModule(name, e.files())
}

func (e *env) files() runtime.Files {
	if e.settings.Files == nil {
		return runtime.Disk{}
	}
	return e.settings.Files
}

// loneFiles are the files that a module sees which is none of them: nothing is
// relative to its URL.
type loneFiles struct {
	runtime.Files
	url string
}

// Resolve implements [runtime.Files].
func (f loneFiles) Resolve(specifier, importer string) (string, error) {
	switch {
	case specifier == f.url:
		return f.url, nil
	case importer != f.url:
		return f.Files.Resolve(specifier, importer)
	case strings.HasPrefix(specifier, "/") || strings.HasPrefix(specifier, "./") || strings.HasPrefix(specifier, "../"):
		return "", fmt.Errorf(`Failed to resolve module specifier "%s". Invalid relative url or base scheme isn't hierarchical.`, specifier)
	}
	return f.Files.Resolve(specifier, "_") // any of the files
}

// URL implements [runtime.Files].
func (f loneFiles) URL(name string) string {
	if name == f.url {
		return name
	}
	return f.Files.URL(name)
}

// loadScript reads a script, and names it as reports do.
func (e *env) loadScript(u *whatwg.Url, b *blob) (name, text string, err error) {
	var body []byte
	switch u.Scheme() {
	case "file":
		if name, err = e.files().Resolve(filePath(u), ""); err == nil {
			body, err = e.files().Read(name)
		}
		name = runtime.ShownName(name)
	default:
		_, body, err = e.local(&loadRequest{method: "GET", url: u, blob: b})
		if name = u.Href(true); e.settings.Load != nil && u.Scheme() != "blob" && u.Scheme() != "data" {
			name = strings.TrimPrefix(percentDecoded(u.Pathname()), "/")
		}
	}
	if err != nil {
		return "", "", err
	}
	text, _, _ = decodeUTF8(body, false)
	e.nameScript(name, u.Href(false))
	return name, strings.TrimPrefix(text, "\uFEFF"), nil
}

// filePath is the path of a file: URL.
func filePath(u *whatwg.Url) string {
	path := percentDecoded(u.Pathname())
	if goruntime.GOOS == "windows" {
		path = strings.TrimPrefix(path, "/")
	}
	return filepath.FromSlash(path)
}

// nameScript notes the URL of a script.
func (e *env) nameScript(name, url string) {
	if e.scripts == nil {
		e.scripts = map[string]string{}
	}
	e.scripts[name] = url
}

// scriptURL is the URL of the script of a name, if it has one.
func (e *env) scriptURL(name string) string {
	if url := e.scripts[name]; url != "" {
		return url
	}
	if files, ok := e.settings.Files.(runtime.Package); ok && name != "" && !strings.Contains(name, ":") && !strings.HasPrefix(name, "<") {
		return files.URL(name)
	}
	return name
}

// importScripts is the function of workers that are not modules. All URLs are
// looked at before the first script is loaded.
func (e *env) importScripts(args []goja.Value) goja.Value {
	failed := e.failedTo("importScripts")
	if e.worker.script.module {
		e.throwType("%s: Module scripts don't support importScripts().", failed)
	}
	urls := make([]*whatwg.Url, len(args))
	for i, v := range args {
		text, ok := e.utf8Text(v), false
		if urls[i], ok = parseURL(text, e.settings.URL); !ok {
			panic(e.newDOMException("SyntaxError", failed+": The URL '"+text+"' is invalid."))
		}
	}
	for _, u := range urls {
		name, text, err := e.loadScript(u, e.box.hub.blobAt(u.Href(true)))
		if err != nil {
			panic(e.newDOMException("NetworkError", failed+": The script at '"+u.Href(false)+"' failed to load."))
		}
		switch err := e.rt.RunScript(name, text).(type) {
		case nil:
		case *runtime.ScriptError:
			if thrown := err.Thrown(); thrown != nil {
				panic(thrown)
			}
			message := strings.TrimPrefix(err.Message, "SyntaxError: ")
			fault := e.construct("SyntaxError", e.vm.ToValue(failed+": "+message+" ("+err.Place()+")"))
			e.worker.misread, e.worker.misreadPlace = fault, err
			panic(fault)
		default:
			panic(err) // the engine has been told to end
		}
	}
	return nil
}
