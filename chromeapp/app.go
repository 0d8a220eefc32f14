// Package chromeapp runs a whole Chrome App: it loads the package, makes the
// background page and the pages of windows, and leads the app through its life.
//
// # Pages
//
// Each page is a realm of its own, as in Chrome: own globals, own top-level
// functions, own chrome.* objects. The objects of one page reach another as
// proxies that behave like them (see package runtime, Membrane). Windows are
// opened without a screen: their scripts run against a real document tree of
// which nothing is drawn.
//
// # Life
//
// [app.Life] says what an action leads to; this package does it. A suspension
// closes windows, ends the background page and closes the sockets that are not
// persistent; an event for one of the others brings a new background page. A
// reload is a suspension after which the package is read again at once, so
// persistent sockets stay open and no connection is refused.
//
// # Threads
//
// Everything belongs to the goroutine that calls [App.Run], except what
// [page.Site] says and [App.Post].
//
// # Limits
//
// An open window does not keep the program running: nobody could close it.
// chrome.app.window shows nothing, and chrome.runtime.restart and the like,
// which are for kiosks, do nothing.
package chromeapp

import (
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/sockhost/sockhost/bindings/api"
	"github.com/sockhost/sockhost/bindings/chrome"
	"github.com/sockhost/sockhost/files"
	"github.com/sockhost/sockhost/page"
	"github.com/sockhost/sockhost/runtime"
	"github.com/sockhost/sockhost/runtime/app"
	"github.com/sockhost/sockhost/sockets"
)

// ChromeVersion is the version of Chrome that apps are told of.
const ChromeVersion = "156.0.0.0"

// DefaultDataDir as Options.DataDir means [app.DefaultDataDir] of the app's id.
const DefaultDataDir = "default"

// Options configure an [App]. The zero value is usable.
type Options struct {
	// Site is what the app's pages run on. Its permissions are the manifest's,
	// unless Sockets.Permissions is set.
	Site page.Options
	// DataDir is the folder for the app's data; "" keeps it in memory.
	DataDir string
	// Grants are the files and folders that the app may choose.
	Grants []files.Grant
	// Language of the user, such as "pt-BR"; "" is English.
	Language string
	// Drivers are scripts that run after the app's own.
	Drivers []Driver
	// SuspendAfter is how long the background page may be idle before it is
	// suspended; 0 means for ever.
	SuspendAfter time.Duration
	// SuspendTime is how long after onSuspend the page ends; 0 means
	// [app.SuspendTime].
	SuspendTime time.Duration
	// StateChanged, if set, hears of each state of the app's life.
	StateChanged func(app.State)
}

// Driver is a script that drives an app without a person.
type Driver struct {
	// Page is the package path of the window page to run it in; "" is the
	// background page.
	Page         string
	Name, Source string
}

// App is a Chrome App.
type App struct {
	*page.Site
	Package  *app.Package
	Warnings app.Faults

	path     string
	opts     Options
	data     *app.Data // nil in memory
	messages *app.Messages
	manifest string       // as JSON
	folder   *files.Share // of the package
	life     app.Life

	services    *services
	fileSystems fileSystems
	membrane    *runtime.Membrane
	background  *page.Page
	windows     map[*api.Binder]*windowPage
	urls        map[*api.Binder]string

	reloading bool
	calls     uint64 // into the background page, when it was last looked whether it is idle
}

// Open opens the package at path and makes its app, which does nothing before
// Start. Its error is an [app.Faults] about the manifest, or tells why the
// package or the data folder cannot be used.
func Open(path string, opts Options) (*App, error) {
	if opts.SuspendTime == 0 {
		opts.SuspendTime = app.SuspendTime
	}
	a := &App{path: path, opts: opts, windows: map[*api.Binder]*windowPage{}, urls: map[*api.Binder]string{}, membrane: runtime.NewMembrane()}
	if err := a.read(); err != nil {
		return nil, err
	}
	if err := a.open(); err != nil {
		a.release()
		return nil, err
	}
	return a, nil
}

// read opens the package and reads everything that a reload may change.
func (a *App) read() error {
	pkg, err := app.Open(a.path, socketFaults)
	if err != nil {
		return err
	}
	messages, err := pkg.Messages(a.opts.Language)
	var manifest []byte
	if err == nil {
		manifest, err = pkg.Manifest.JSON(messages)
	}
	if err != nil {
		pkg.Close()
		return err
	}
	warnings := pkg.Warnings
	if fault := pkg.Manifest.CheckChrome(ChromeVersion); fault != nil {
		warnings = append(warnings, fault)
	}
	if a.Package != nil {
		a.Package.Close()
	}
	a.Package, a.Warnings, a.messages, a.manifest = pkg, warnings, messages, string(manifest)
	a.folder = files.NewShare(files.ReadOnly(pkg), ".", "crxfs")
	return nil
}

// permissionsOf reads the manifest's "sockets". Without one there is no
// chrome.sockets.
func permissionsOf(m *app.Manifest) (*sockets.Permissions, app.Faults) {
	if m.Sockets == nil {
		return &sockets.Permissions{}, nil
	}
	p, err := sockets.ParsePermissions(m.Sockets.JSON)
	if err != nil {
		return nil, app.Faults{{Position: m.Sockets.Position, Path: m.Sockets.Path, Message: err.Error()}}
	}
	return p, nil
}

func socketFaults(m *app.Manifest) app.Faults {
	_, faults := permissionsOf(m)
	return faults
}

// open makes what the app has until its end.
func (a *App) open() error {
	if err := a.openData(); err != nil {
		return err
	}
	a.life.Version = a.Package.Manifest.Version
	if a.opts.Site.Sockets.Permissions == nil {
		a.opts.Site.Sockets.Permissions, _ = permissionsOf(a.Package.Manifest)
	}
	site, err := page.NewSite(a.opts.Site)
	if err != nil {
		return err
	}
	a.Site = site
	if err := a.fileSystems.open(a.data); err != nil {
		a.Log().Warn("the app has no webkitRequestFileSystem", "error", err)
	}
	a.services, err = a.newServices()
	return err
}

// openData opens the folder for the app's data, if there is to be one.
func (a *App) openData() (err error) {
	dir := a.opts.DataDir
	switch dir {
	case "":
		return nil
	case DefaultDataDir:
		if dir, err = app.DefaultDataDir(a.Package.ID); err != nil {
			return err
		}
	}
	if a.data, err = app.OpenData(dir); err != nil {
		if errors.Is(err, app.ErrInUse) {
			return fmt.Errorf("the data folder %s is in use by another sockhost that runs this app; end that one, or choose another folder", dir)
		}
		return fmt.Errorf("the data folder cannot be used: %w", err)
	}
	a.life.Previous, err = a.data.Installed()
	return err
}

// Post runs f as a task. Any goroutine may call it.
func (a *App) Post(f func()) { a.Loop.Post(f) }

// Close releases everything. The app must not be running.
func (a *App) Close() {
	a.Site.Close()
	if err := a.services.close(); err != nil {
		a.Log().Warn("the storage cannot be closed", "error", err)
	}
	a.release()
}

func (a *App) release() {
	if a.Package != nil {
		a.Package.Close()
	}
	if err := a.fileSystems.close(); err != nil {
		a.Log().Warn("the temporary files of the app stay", "error", err)
	}
	if a.data != nil {
		a.data.Close()
	}
}

// readFile reads a file of the package as text.
func (a *App) readFile(name string) ([]byte, error) { return readFile(a.Package, name) }

func readFile(pkg *app.Package, name string) ([]byte, error) {
	text, err := pkg.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s is not in the package", name)
	}
	return text, err
}

var (
	_ chrome.Extension = (*App)(nil)
	_ chrome.Entries   = (*App)(nil)
)
