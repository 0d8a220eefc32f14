// Package page puts a program together: a [Site] is what the pages of a program
// share, a [Page] is one JavaScript realm with every API installed.
//
// A plain script runs in the one page of its site. A Chrome App has a background
// page and a page for each window; package chromeapp makes them.
//
// # Threads
//
// Everything belongs to the goroutine that runs the site's loop, or that
// prepares it, except [Site.Shutdown] and [Site.Kill].
package page

import (
	"slices"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/bindings/api"
	"github.com/sockhost/sockhost/bindings/web"
	"github.com/sockhost/sockhost/bindings/websocketserver"
	"github.com/sockhost/sockhost/runtime"
	"github.com/sockhost/sockhost/sockets/wsserver"
)

// Page is one realm of a site.
type Page struct {
	Runtime *runtime.Runtime
	Binder  *api.Binder
	// Web is the page's web platform.
	Web *web.Platform

	site    *Site
	servers *wsserver.Host
	detach  []func() // from services, last first
}

// Place is where a page comes from.
type Place struct {
	// ID is that of the extension.
	ID string
	// URL of the page, which relative URLs are relative to, and Load, which
	// reads a file of the package by its path, on any goroutine; a plain script
	// has neither.
	URL  string
	Load func(path string) ([]byte, error)
	// MayRead tells which URLs the page may read without being shared with, as
	// [web.Options] has it; nil is all of them.
	MayRead func(url string) bool
	// Files are where modules come from, in workers too; nil is the disk.
	Files runtime.Files
	// FileSystems, if set, are those that an app has for itself.
	FileSystems *web.FileSystems
}

// NewPage makes a page, with services attached in their order. It is open until
// its Close.
func (s *Site) NewPage(at Place, services ...Service) *Page {
	p := &Page{site: s}
	p.Runtime = runtime.New(s.Loop, runtime.Options{
		Console:   s.opts.Console,
		Uncaught:  s.opts.Uncaught,
		Log:       s.opts.Log,
		HeapLimit: s.opts.HeapLimit,
		Files:     at.Files,
		OutOfMemory: func() {
			s.outOfMemory = true
			s.Loop.Stop()
		},
	})
	p.servers = wsserver.New(s.Loop, wsserver.Options{MayListen: s.mayListen, Handles: &s.handles, Log: s.opts.Log})
	p.Web = web.Install(p.Runtime, web.Options{
		Origin:  "chrome-extension://" + at.ID,
		URL:     at.URL,
		Load:    at.Load,
		MayDial: s.opts.MayDial,
		MayRead: at.MayRead,
		TLS:     s.tlsConfig,
		Hub:     s.hub,
		Files:   at.Files,
		Backend: s.opts.Backend,

		FileSystems: at.FileSystems,
	})
	p.Binder = api.NewBinder(p.Runtime)
	p.Binder.SetProperty("runtime.id", at.ID)
	for _, service := range services {
		p.detach = append(p.detach, service.Attach(p.Binder))
	}
	websocketserver.Install(p.Binder, p.servers)
	p.installSelf()
	s.changePages(append(s.Pages(), p))
	return p
}

// installSelf makes the sockhost global: what a script can learn about its
// host, and Chrome has no word for.
func (p *Page) installSelf() {
	vm := p.Runtime.VM()
	p.Runtime.Lazy(vm.GlobalObject(), "sockhost", true, func() goja.Value { return p.self() })
}

func (p *Page) self() *goja.Object {
	vm := p.Runtime.VM()
	args := make([]any, len(p.site.opts.Args))
	for i, arg := range p.site.opts.Args {
		args[i] = arg
	}
	worker := vm.NewObject()
	worker.Set("index", p.site.opts.Worker.Index)
	worker.Set("count", max(p.site.opts.Worker.Count, 1))
	self := vm.NewObject()
	self.Set("version", p.site.opts.Version)
	self.Set("args", vm.NewArray(args...))
	self.Set("worker", worker)
	return self
}

// Close ends the page: its servers and connections are closed, services let go
// of it, and nothing of its JavaScript runs any more. Sockets are the site's and
// stay. Closing twice does nothing.
func (p *Page) Close() {
	if p.Runtime.Closed() {
		return
	}
	p.silence()
	for _, f := range slices.Backward(p.detach) {
		f()
	}
	p.Runtime.Close()
	p.site.changePages(slices.DeleteFunc(p.site.Pages(), func(other *Page) bool { return other == p }))
}

// silence closes what belongs to the page alone.
func (p *Page) silence() {
	p.servers.Close()
	p.Web.Close()
}
