package chromeapp

import (
	"slices"

	"github.com/sockhost/sockhost/bindings/chrome"
	"github.com/sockhost/sockhost/page"
	"github.com/sockhost/sockhost/runtime/app"
)

// services are what the pages of the app share.
type services struct {
	app        *App
	runtime    *chrome.Runtime
	appRuntime *chrome.AppRuntime
	windows    *chrome.AppWindow

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
	s := &services{
		app:        a,
		runtime:    chrome.NewRuntime(a),
		appRuntime: chrome.NewAppRuntime(),
		windows:    chrome.NewAppWindow(a),
	}
	s.offers = []offer{
		{a.Sockets, hasSockets},
		{s.runtime, always},
		{s.appRuntime, isApp},
		{s.windows, isApp},
	}
	return s, nil
}

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
