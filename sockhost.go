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
package sockhost

import (
	"crypto/tls"
	"errors"
	"log/slog"
	"net/netip"
	"time"

	"github.com/sockhost/sockhost/bindings/api"
	"github.com/sockhost/sockhost/bindings/chrome"
	"github.com/sockhost/sockhost/bindings/web"
	"github.com/sockhost/sockhost/bindings/websocketserver"
	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/runtime"
	"github.com/sockhost/sockhost/runtime/app"
	"github.com/sockhost/sockhost/sockets"
	"github.com/sockhost/sockhost/sockets/wsserver"
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
}

// ErrOutOfMemory is what [App.Run] returns when the heap passed its limit.
var ErrOutOfMemory = errors.New("the program needs more memory than allowed")

// App is one program: a loop, its sockets and its JavaScript.
type App struct {
	Loop    *eventloop.Loop
	Host    *sockets.Host
	Servers *wsserver.Host
	Runtime *runtime.Runtime

	leavePage   func() // closes the connections of the web platform
	outOfMemory bool
}

// New makes an app with every API installed.
func New(opts Options) (*App, error) {
	a := &App{}
	loop, err := eventloop.New(
		eventloop.WithBackend(opts.Backend),
		eventloop.WithPanicHandler(func(p any) { a.Runtime.ReportPanic(p) }),
	)
	if err != nil {
		return nil, err
	}
	if opts.Sockets.Log == nil {
		opts.Sockets.Log = opts.Log
	}
	a.Loop = loop
	a.Host = sockets.New(loop, opts.Sockets)
	a.Servers = wsserver.New(loop, wsserver.Options{
		MayListen: func(addr netip.AddrPort) error {
			return opts.Sockets.Permissions.Check(sockets.TCPListen, addr.Addr().String(), int(addr.Port()))
		},
		Log: opts.Log,
	})
	a.Runtime = runtime.New(loop, runtime.Options{
		Console:   opts.Console,
		Uncaught:  opts.Uncaught,
		Log:       opts.Log,
		HeapLimit: opts.HeapLimit,
		OutOfMemory: func() {
			a.outOfMemory = true
			loop.Stop()
		},
	})
	a.leavePage = web.Install(a.Runtime, web.Options{
		Origin: "chrome-extension://" + app.PathID(opts.Name),
		MayDial: func(host string, port int) error {
			return opts.Sockets.Permissions.Check(sockets.TCPConnect, host, port)
		},
		TLS: func() *tls.Config {
			return &tls.Config{RootCAs: a.Host.RootCAs(), InsecureSkipVerify: opts.Sockets.InsecureTLS}
		},
	})
	binder := api.NewBinder(a.Runtime)
	chrome.NewSockets(a.Host).Attach(binder)
	websocketserver.Install(binder, a.Servers)
	binder.SetProperty("runtime.id", app.PathID(opts.Name))
	a.installSelf(opts.Args)
	return a, nil
}

// installSelf makes the sockhost global: what a script can learn about its
// host, and Chrome has no word for.
func (a *App) installSelf(args []string) {
	vm := a.Runtime.VM()
	values := make([]any, len(args))
	for i, arg := range args {
		values[i] = arg
	}
	self := vm.NewObject()
	self.Set("version", Version)
	self.Set("args", vm.NewArray(values...))
	vm.Set("sockhost", self)
}

// RunScript runs a classic script in the global scope, before Run or in a
// task. Its error is a *[runtime.ScriptError], or a *goja.InterruptedError.
func (a *App) RunScript(name, source string) error {
	return a.Runtime.RunScript(name, source)
}

// Run runs the app until no socket, timer or operation is left, and returns
// nil; or until it is stopped, and returns [eventloop.ErrStopped]; or until it
// needs too much memory, and returns [ErrOutOfMemory].
func (a *App) Run() error {
	err := a.Loop.Run()
	if a.outOfMemory {
		return ErrOutOfMemory
	}
	return err
}

// Post runs f as a task. Any goroutine may call it.
func (a *App) Post(f func()) { a.Loop.Post(f) }

// Shutdown closes all sockets, listeners first, and then stops the app. Bytes
// that were sent already still go out, for at most limit. The scripts hear
// nothing of it. Any goroutine may call it.
func (a *App) Shutdown(limit time.Duration) {
	a.Loop.Post(func() {
		a.Servers.Close()
		a.leavePage()
		a.Host.SetEvents(nil)
		a.Host.Close(a.Loop.Stop)
		a.Loop.SetTimeout(limit, a.Loop.Stop)
	})
}

// Kill interrupts the JavaScript that is running. Any goroutine may call it.
func (a *App) Kill(reason string) { a.Runtime.Interrupt(reason) }

// Close releases what the app holds. It must not be running.
func (a *App) Close() {
	a.Servers.Close()
	a.leavePage()
	a.Runtime.Close()
	a.Loop.Close()
}
