package chromeapp

import (
	"errors"
	"os"
	"slices"

	"github.com/sockhost/sockhost/bindings/chrome"
	"github.com/sockhost/sockhost/page"
	"github.com/sockhost/sockhost/runtime"
	"github.com/sockhost/sockhost/runtime/app"
	"github.com/sockhost/sockhost/storage"
)

// services are what the pages of the app share.
type services struct {
	app        *App
	runtime    *chrome.Runtime
	appRuntime *chrome.AppRuntime
	windows    *chrome.AppWindow
	storage    *storage.Store
	fileSystem *chrome.FileSystem

	offers []offer
}

// offer is a service, and when an app has it.
type offer struct {
	page.Service
	granted func(*app.Manifest) bool
}

// sleeper is a service that has events for an app that is suspended.
type sleeper interface {
	// Sleep keeps events from now on, and calls wake, once, as a task, when
	// there is one.
	Sleep(wake func())
	// Resume delivers what was kept, later.
	Resume()
}

func always(*app.Manifest) bool       { return true }
func isApp(m *app.Manifest) bool      { return m.App }
func hasSockets(m *app.Manifest) bool { return m.Sockets != nil }

// permission is granted if the manifest asks for it.
func permission(name string) func(*app.Manifest) bool {
	return func(m *app.Manifest) bool {
		return slices.ContainsFunc(m.Permissions, func(p app.Permission) bool { return p.Name == name })
	}
}

func (a *App) newServices() (*services, error) {
	manifest := a.Package.Manifest
	s := &services{
		app:        a,
		runtime:    chrome.NewRuntime(a),
		appRuntime: chrome.NewAppRuntime(),
		windows:    chrome.NewAppWindow(a),
	}
	kept := storage.Options{Unlimited: permission("unlimitedStorage")(manifest), Session: manifest.ManifestVersion >= 3, Post: a.Loop.Post}
	folder, err := os.Stat(a.path)
	if err != nil {
		return nil, err
	}
	alarm := chrome.AlarmsOptions{Loop: a.Loop, Packed: !folder.IsDir(), ManifestVersion: manifest.ManifestVersion, Log: a.Log()}
	chosen := chrome.FileSystemOptions{Grants: a.opts.Grants, Log: a.Log()}
	if a.data != nil {
		kept.Dir, alarm.Store, chosen.Store = a.data.Path, a.data, a.data
	}
	s.fileSystem = chrome.NewFileSystem(a, chosen)
	if s.storage, err = storage.Open(kept); err != nil {
		return nil, err
	}
	// In the order of the names, as Chrome's chrome object has them.
	s.offers = []offer{
		{chrome.NewAlarms(alarm), permission("alarms")},
		{s.appRuntime, isApp},
		{s.windows, isApp},
		{s.fileSystem, permission("fileSystem")},
		{chrome.NewI18n(func() *app.Messages { return a.messages }, a.opts.Language), always},
		{chrome.NewIdle(), permission("idle")},
		{chrome.NewNotifications(func(text string) { a.Console(runtime.Info, text) }), permission("notifications")},
		{chrome.NewPower(a.Log()), permission("power")},
		{s.runtime, always},
		{a.Sockets, hasSockets},
		{chrome.NewStorage(s.storage), permission("storage")},
		{chrome.NewSystemCPU(), permission("system.cpu")},
		{chrome.NewSystemMemory(), permission("system.memory")},
		{chrome.NewSystemNetwork(), permission("system.network")},
		{chrome.NewSystemStorage(), permission("system.storage")},
	}
	return s, nil
}

// close waits until everything is stored.
func (s *services) close() error { return errors.Join(s.storage.Close(), s.fileSystem.Close()) }

// list returns the services that the manifest, which a reload may change, asks
// for.
func (s *services) list() (granted []page.Service) {
	for _, o := range s.offers {
		if o.granted(s.app.Package.Manifest) {
			granted = append(granted, o.Service)
		}
	}
	return granted
}

func (s *services) sleep(wake func()) {
	for _, o := range s.offers {
		if sleeper, ok := o.Service.(sleeper); ok {
			sleeper.Sleep(wake)
		}
	}
}

func (s *services) resume() {
	for _, o := range s.offers {
		if sleeper, ok := o.Service.(sleeper); ok {
			sleeper.Resume()
		}
	}
}
