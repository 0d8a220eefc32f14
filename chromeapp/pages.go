package chromeapp

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/bindings/api"
	"github.com/sockhost/sockhost/bindings/chrome"
	"github.com/sockhost/sockhost/bindings/web"
	"github.com/sockhost/sockhost/files"
	"github.com/sockhost/sockhost/page"
	"github.com/sockhost/sockhost/runtime"
)

// generatedPage is the name of the background page that Chrome makes for
// scripts.
const generatedPage = "_generated_background_page.html"

// origin is what the URLs of the package begin with.
func (a *App) origin() string { return "chrome-extension://" + a.Package.ID }

// newPage makes a page with everything attached that the manifest asks for.
func (a *App) newPage(name string) *page.Page {
	address := a.origin() + "/" + name
	pkg := a.Package // the one that the page is of, whatever a reload brings
	load := func(name string) ([]byte, error) { return readFile(pkg, name) }
	p := a.NewPage(page.Place{
		ID: pkg.ID, URL: address, Load: load, MayRead: pkg.Manifest.Hosts().Match,
		Files: a.modules(), FileSystems: a.fileSystems.forScripts(a.origin()),
	}, a.services.list()...)
	chrome.ReportAbsent(p.Binder)
	if a.Package.Manifest.App {
		p.Web.DenyLocalStorage()
	} else {
		p.Web.InstallLocalStorage(a.services.storage.Items)
	}
	a.urls[p.Binder] = address
	return p
}

// document gives a page the document of an HTML file of the package. closing is
// what window.close does.
func (a *App) document(p *page.Page, name string, html []byte, closing func()) *web.Document {
	return web.NewDocument(p.Runtime, web.DocumentOptions{
		URL:      a.urls[p.Binder],
		Name:     name,
		HTML:     html,
		ReadFile: a.readFile,
		RunModule: func(name string, text []byte) error {
			if text == nil {
				return p.Runtime.RunModule(name, a.modules())
			}
			return p.Runtime.RunModuleText(name, string(text), a.modules())
		},
		Close:  closing,
		Reload: a.Reload,
	})
}

// startBackground makes the background page and runs its scripts.
func (a *App) startBackground() {
	background := a.Package.Manifest.Background
	if worker := background.ServiceWorker; worker != "" {
		a.background = a.newPage(worker)
		a.startWorker(a.background, worker, background.Module)
		return
	}
	name, html := generatedPage, web.GeneratedPage(background.Scripts)
	if background.Page != "" {
		name = background.Page
		var err error
		if html, err = a.readFile(name); err != nil {
			a.report(err.Error())
		}
	}
	a.background = a.newPage(name)
	a.document(a.background, name, html, nil).Load()
}

// startWorker runs a service worker, which has no document.
func (a *App) startWorker(p *page.Page, name string, module bool) {
	if !module {
		a.installImportScripts(p)
		a.runScript(p, name)
		return
	}
	if err := p.Runtime.RunModule(name, a.modules()); err != nil {
		a.report(err.Error())
	}
}

// runScript runs a script of the package. What is wrong with it is reported,
// and the app goes on, as in Chrome.
func (a *App) runScript(p *page.Page, name string) {
	text, err := a.readFile(name)
	if err != nil {
		a.report(err.Error())
		return
	}
	if err := p.Runtime.RunScript(name, string(text)); err != nil {
		a.report(err.Error())
	}
}

// modules are where the app's modules come from.
func (a *App) modules() runtime.Files { return runtime.Package{FS: a.Package, Origin: a.origin()} }

// installImportScripts makes importScripts, which service workers have.
func (a *App) installImportScripts(p *page.Page) {
	vm := p.Runtime.VM()
	worker := a.Package.Manifest.Background.ServiceWorker
	vm.Set("importScripts", p.Runtime.NewFunction("importScripts", func(call goja.FunctionCall) goja.Value {
		for _, arg := range call.Arguments {
			name, err := a.packagePath(arg.String(), worker)
			var text []byte
			if err == nil {
				text, err = a.readFile(name)
			}
			if err == nil {
				err = p.Runtime.RunScript(name, string(text))
			}
			if err != nil {
				p.Binder.Throw("Failed to execute 'importScripts' on 'WorkerGlobalScope': " + err.Error())
			}
		}
		return goja.Undefined()
	}))
}

// stopPages ends every page.
func (a *App) stopPages() {
	if w := a.services.windows; w != nil {
		w.CloseAll()
	}
	if a.background != nil {
		a.closePage(a.background)
		a.background = nil
	}
}

func (a *App) closePage(p *page.Page) {
	delete(a.urls, p.Binder)
	a.membrane.Forget(p.Runtime)
	p.Close()
}

// windowPage is the page of a window.
type windowPage struct {
	app      *App
	page     *page.Page
	document *web.Document
	name     string
}

// Binder is that of the page.
func (w *windowPage) Binder() *api.Binder { return w.page.Binder }

// Load runs the page, then the drivers that are meant for it.
func (w *windowPage) Load() {
	w.document.Load()
	w.app.drive(w.name, w.page)
}

// Close ends the page.
func (w *windowPage) Close() {
	delete(w.app.windows, w.page.Binder)
	w.app.closePage(w.page)
}

// drive runs the drivers of a page.
func (a *App) drive(name string, p *page.Page) {
	for _, d := range a.opts.Drivers {
		if d.Page == name {
			if err := p.Runtime.RunScript(d.Name, d.Source); err != nil {
				a.report(err.Error())
			}
		}
	}
}

// The methods of chrome.Extension.

// ID is the id of the app.
func (a *App) ID() string { return a.Package.ID }

// Manifest is the manifest as JSON.
func (a *App) Manifest() string { return a.manifest }

// PageURL is the URL of a page.
func (a *App) PageURL(b *api.Binder) string { return a.urls[b] }

// Background is the background page, or nil.
func (a *App) Background() *api.Binder {
	if a.background == nil {
		return nil
	}
	return a.background.Binder
}

// GlobalOf is the global object of a page, for another page.
func (a *App) GlobalOf(of, in *api.Binder) goja.Value {
	return a.membrane.Wrap(of.Runtime().VM().GlobalObject(), of.Runtime(), in.Runtime())
}

// PackageDirectory is the DirectoryEntry of the package.
func (a *App) PackageDirectory(b *api.Binder) goja.Value {
	return a.Entry(b, files.Item{Share: a.folder, Name: ".", Dir: true})
}

// OpenPage opens a page of the package in a window.
func (a *App) OpenPage(opener *api.Binder, address string) (chrome.WindowPage, error) {
	name, err := a.packagePath(address, "")
	if err != nil {
		return nil, err
	}
	html, err := a.readFile(name)
	if err != nil {
		return nil, err
	}
	w := &windowPage{app: a, page: a.newPage(name), name: name}
	a.windows[w.page.Binder] = w
	w.document = a.document(w.page, name, html, func() { a.services.windows.CloseOf(w.page.Binder) })
	w.page.Runtime.VM().Set("opener", a.GlobalOf(opener, w.page.Binder))
	return w, nil
}

// packagePath is the file of the package that a URL names, which may be
// relative to another file.
func (a *App) packagePath(address, file string) (string, error) {
	base := &url.URL{Scheme: "chrome-extension", Host: a.Package.ID, Path: "/" + file}
	u, err := base.Parse(address)
	if err != nil || u.Scheme != base.Scheme || u.Host != base.Host {
		return "", fmt.Errorf("%s is not in the package", address)
	}
	name := strings.TrimPrefix(path.Clean(u.Path), "/")
	if !fs.ValidPath(name) || name == "." {
		return "", fmt.Errorf("%s is not in the package", address)
	}
	return name, nil
}

// The other methods of chrome.Entries.

// Entry makes the FileEntry or DirectoryEntry of an item, in a page.
func (a *App) Entry(b *api.Binder, i files.Item) goja.Value { return a.pageOf(b).Web.Entry(i) }

// Item tells which item an Entry of a page stands for.
func (a *App) Item(b *api.Binder, v goja.Value) (files.Item, bool) { return a.pageOf(b).Web.Item(v) }

// MayFileSystem tells whether the manifest's permission "fileSystem" has a word.
func (a *App) MayFileSystem(word string) bool {
	for _, p := range a.Package.Manifest.Permissions {
		var words []string
		if p.Name == "fileSystem" && json.Unmarshal(p.Value, &words) == nil && slices.Contains(words, word) {
			return true
		}
	}
	return false
}

// pageOf returns the open page of a binder.
func (a *App) pageOf(b *api.Binder) *page.Page {
	pages := a.Pages()
	return pages[slices.IndexFunc(pages, func(p *page.Page) bool { return p.Binder == b })]
}

// report prints a fault of the app.
func (a *App) report(text string) { a.Console(runtime.Error, text) }

func (a *App) warn(text string) { a.Console(runtime.Warn, text) }
