// Package sockhost runs JavaScript written for Chrome's chrome.sockets API, and
// for aardio's web.socket.server, on Go-backed sockets.
//
// It is the place where the parts meet: an event loop, a socket host, a
// JavaScript runtime and the bindings between them. The command in
// cmd/sockhost is a thin layer over it, and so can your program be:
//
//	app, err := sockhost.New(sockhost.Options{Console: func(_ runtime.Level, text string) { fmt.Println(text) }})
//	if err != nil { … }
//	defer app.Close()
//	if err := app.RunScript("app.js", source); err != nil { … }
//	err = app.Run() // until no socket and no timer is left
//
// # Threads
//
// The goroutine that calls New, RunScript and Run owns the app. Other
// goroutines may call [App.Post], [App.Shutdown] and [App.Kill].
//
// # Several workers
//
// Apps know nothing of each other, so a process may have as many as it likes,
// each on a goroutine of its own. Those that run the same scripts to use more
// than one processor share the addresses they listen on if they share
// [eventloop.Ports]:
//
//	var ports eventloop.Ports
//	for i := range n {
//		go func() {
//			app, err := sockhost.New(sockhost.Options{Worker: sockhost.Worker{Index: i, Count: n, Ports: &ports}})
//			…
//		}()
//	}
//
// The heap is that of the process: its limit, once reached, ends each of them.
package sockhost

import (
	"log/slog"

	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/page"
	"github.com/sockhost/sockhost/runtime"
	"github.com/sockhost/sockhost/runtime/app"
	"github.com/sockhost/sockhost/sockets"
	"github.com/sockhost/sockhost/storage"
)

// Version is the version of sockhost.
const Version = "0.1.0"

// Options configure an [App]. The zero value is usable; it prints nothing.
type Options struct {
	// Name identifies the app, for example the absolute path of its first
	// script. chrome.runtime.id is made from it.
	Name string
	// Args are what the script finds in sockhost.args.
	Args []string
	// Console receives what the program prints and what is reported about it.
	Console func(level runtime.Level, text string)
	// Uncaught, if set, hears first of each error that no script caught, on the
	// app's goroutine, and returns true to keep it from the console.
	Uncaught func(text string) bool
	// Log receives the host's own messages.
	Log *slog.Logger
	// HeapLimit in bytes ends the program; 0 means [runtime.DefaultHeapLimit].
	HeapLimit uint64
	// Backend is the I/O backend; the default is the best of the system.
	Backend eventloop.Backend
	// Sockets configure the socket host.
	Sockets sockets.Options
	// Worker is the app's place among several that run the same scripts.
	Worker Worker
}

// Worker is the place of an app among several of one process.
type Worker = page.Worker

// ErrOutOfMemory is what [App.Run] returns when the heap passed its limit.
var ErrOutOfMemory = page.ErrOutOfMemory

// App is one program of plain scripts: a site with one page.
type App struct {
	*page.Site
	Runtime *runtime.Runtime
}

// New makes an app with every API installed.
func New(opts Options) (*App, error) {
	site, err := page.NewSite(page.Options{
		Args: opts.Args, Version: Version,
		Console: opts.Console, Uncaught: opts.Uncaught, Log: opts.Log,
		HeapLimit: opts.HeapLimit, Backend: opts.Backend, Sockets: opts.Sockets, Worker: opts.Worker,
		MayDial: func(host string, port int) error {
			return opts.Sockets.Permissions.Check(sockets.TCPConnect, host, port)
		},
	})
	if err != nil {
		return nil, err
	}
	p := site.NewPage(page.Place{ID: app.PathID(opts.Name)}, site.Sockets)
	p.Web.InstallLocalStorage(storage.NewItems())
	return &App{site, p.Runtime}, nil
}

// RunScript runs a classic script in the global scope, before Run or in a
// task. Its error is a *[runtime.ScriptError], or a *goja.InterruptedError.
func (a *App) RunScript(name, source string) error {
	return a.Runtime.RunScript(name, source)
}

// RunProgram runs what is in a file: a module with what it imports from the
// disk, if the name or the text says that it is one, else a classic script. For
// modules see [runtime.Runtime.RunModule].
func (a *App) RunProgram(name, source string) error {
	return a.Runtime.RunProgram(name, source, runtime.Disk{})
}

// RunModule runs a module of any name.
func (a *App) RunModule(name, source string) error {
	return a.Runtime.RunModuleText(name, source, runtime.Disk{})
}

// Post runs f as a task. Any goroutine may call it.
func (a *App) Post(f func()) { a.Loop.Post(f) }
