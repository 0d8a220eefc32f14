package page

import (
	"crypto/tls"
	"errors"
	"log/slog"
	"net/netip"
	"slices"
	"sync"
	"time"

	"github.com/sockhost/sockhost/bindings/api"
	"github.com/sockhost/sockhost/bindings/chrome"
	"github.com/sockhost/sockhost/bindings/web"
	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/runtime"
	"github.com/sockhost/sockhost/sockets"
	"github.com/sockhost/sockhost/sockets/wsserver"
)

// Options configure a [Site]. The zero value is usable; it prints nothing.
type Options struct {
	// Args are what scripts find in sockhost.args.
	Args []string
	// Version is what scripts find in sockhost.version.
	Version string
	// Console receives what the program prints and what is reported about it.
	Console func(level runtime.Level, text string)
	// Uncaught, if set, hears first of each error that no script caught, and
	// returns true to keep it from the console.
	Uncaught func(text string) bool
	// Log receives the host's own messages.
	Log *slog.Logger
	// HeapLimit in bytes ends the program; 0 means [runtime.DefaultHeapLimit].
	HeapLimit uint64
	// Backend is the I/O backend; the default is the best of the system.
	Backend eventloop.Backend
	// Sockets configure the socket host.
	Sockets sockets.Options
	// Worker is the site's place among several of one process.
	Worker Worker
	// MayDial, if set, is asked before the web platform opens a connection.
	MayDial func(host string, port int) error
}

// Worker is the place of a site among several that run the same scripts in one
// process, each on a goroutine of its own. The zero value is the only one.
type Worker struct {
	// Index, from 0 on, and Count, where 0 means 1, are what scripts find in
	// sockhost.worker.
	Index, Count int
	// Ports, the same for all, lets them listen on the same addresses.
	Ports *eventloop.Ports
}

// ErrOutOfMemory is what [Site.Run] returns when the heap passed its limit.
var ErrOutOfMemory = errors.New("the program needs more memory than allowed")

// Service is something that pages share. Attach installs its part of chrome.*
// in a page, and delivers events to it until detach.
type Service interface {
	Attach(b *api.Binder) (detach func())
}

// Site is one program: a loop, its sockets and whatever else its pages share.
type Site struct {
	Loop *eventloop.Loop
	Host *sockets.Host
	// Sockets is chrome.sockets, a service like others.
	Sockets *chrome.Sockets

	opts        Options
	handles     wsserver.Handles // of the pages' WebSocket servers
	hub         *web.Hub
	pages       []*Page // open, in the order of their making
	outOfMemory bool

	mu     sync.Mutex // protects realms, for Kill
	realms []*runtime.Runtime
}

// NewSite makes a site without a page.
func NewSite(opts Options) (*Site, error) {
	s := &Site{opts: opts, hub: web.NewHub()}
	loop, err := eventloop.New(
		eventloop.WithBackend(opts.Backend),
		eventloop.WithPorts(opts.Worker.Ports),
		eventloop.WithPanicHandler(s.reportPanic),
	)
	if err != nil {
		return nil, err
	}
	if s.opts.Log == nil {
		s.opts.Log = slog.New(slog.DiscardHandler)
	}
	if s.opts.Sockets.Log == nil {
		s.opts.Sockets.Log = s.opts.Log
	}
	s.Loop = loop
	s.Host = sockets.New(loop, s.opts.Sockets)
	s.Sockets = chrome.NewSockets(s.Host)
	return s, nil
}

// Log returns the logger of the host's own messages.
func (s *Site) Log() *slog.Logger { return s.opts.Log }

// Console prints a message.
func (s *Site) Console(level runtime.Level, text string) {
	if s.opts.Console != nil {
		s.opts.Console(level, text)
	}
}

// reportPanic reports a panic of a task, of which nobody knows whose it was.
func (s *Site) reportPanic(p any) {
	if len(s.pages) > 0 {
		s.pages[0].Runtime.ReportPanic(p)
		return
	}
	s.opts.Log.Error("panic", "value", p)
}

// Pages returns the open pages in the order of their making.
func (s *Site) Pages() []*Page { return slices.Clone(s.pages) }

// Run runs the site until no socket, timer or operation is left, and returns
// nil; or until it is stopped, and returns [eventloop.ErrStopped]; or until it
// needs too much memory, and returns [ErrOutOfMemory].
func (s *Site) Run() error {
	err := s.Loop.Run()
	if s.outOfMemory {
		return ErrOutOfMemory
	}
	return err
}

// Shutdown closes all sockets, listeners first, and then stops the site. Bytes
// that were sent already still go out, for at most limit. The scripts hear
// nothing of it. Any goroutine may call it.
func (s *Site) Shutdown(limit time.Duration) {
	s.Loop.Post(func() {
		for _, p := range s.pages {
			p.silence()
		}
		s.Host.SetEvents(nil)
		s.Host.Close(s.Loop.Stop)
		s.Loop.SetTimeout(limit, s.Loop.Stop)
	})
}

// Kill interrupts the JavaScript that is running. Any goroutine may call it.
func (s *Site) Kill(reason string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, realm := range s.realms {
		realm.Interrupt(reason)
	}
}

// changePages sets which pages are open.
func (s *Site) changePages(pages []*Page) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pages, s.realms = pages, nil
	for _, p := range pages {
		s.realms = append(s.realms, p.Runtime)
	}
}

// Close releases what the site holds. It must not be running.
func (s *Site) Close() {
	for _, p := range s.Pages() {
		p.Close()
	}
	s.Loop.Close()
}

// mayListen checks the permission of a WebSocket server.
func (s *Site) mayListen(addr netip.AddrPort) error {
	return s.opts.Sockets.Permissions.Check(sockets.TCPListen, addr.Addr().String(), int(addr.Port()))
}

// tlsConfig is for the secure connections of the web platform.
func (s *Site) tlsConfig() *tls.Config {
	return &tls.Config{RootCAs: s.Host.RootCAs(), InsecureSkipVerify: s.opts.Sockets.InsecureTLS}
}
