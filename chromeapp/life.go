package chromeapp

import (
	"time"

	"github.com/sockhost/sockhost/runtime/app"
)

// Start loads the app and launches it: the background page's scripts, the
// events of loading, onLaunched, then the drivers.
func (a *App) Start() {
	a.do(app.Load)
	a.do(app.Launch)
	a.drive("", a.background)
	if a.data != nil {
		if err := a.data.SetInstalled(a.life.Version); err != nil {
			a.Log().Warn("the version of the app cannot be noted", "error", err)
		}
	}
	if a.opts.SuspendAfter > 0 && !a.Package.Manifest.Background.Persistent {
		a.watchIdle()
	}
}

// do takes an action and everything it leads to.
func (a *App) do(action app.Action) {
	installed := a.life.Installed()
	t, err := a.life.Do(action)
	if err != nil {
		a.Log().Debug("life cycle", "error", err)
		return
	}
	a.Log().Debug("life cycle", "action", action, "state", t.To)
	if t.Start {
		a.startBackground()
	}
	for _, event := range t.Events {
		switch event {
		case app.OnInstalled:
			a.services.runtime.Installed(installed.Reason, installed.PreviousVersion)
		case app.OnStartup:
			a.services.runtime.Startup()
		case app.OnLaunched:
			a.launched()
		case app.OnSuspend:
			a.services.runtime.Suspending()
		case app.OnSuspendCanceled:
			a.services.runtime.SuspendCanceled()
		}
	}
	if t.Stop {
		a.stopPages()
	}
	if t.To == app.Suspended {
		a.Host.Suspend(a.wake)
		a.services.sleep(a.wake)
	}
	if a.opts.StateChanged != nil {
		a.opts.StateChanged(t.To)
	}
}

func (a *App) launched() {
	if r := a.services.appRuntime; r != nil {
		source := "command_line"
		if a.reloading {
			source = "reload"
		}
		r.Launched(source)
	}
}

// wake brings a suspended app back because something happened that it listens
// to: that comes once its scripts have run.
func (a *App) wake() {
	if a.life.State() == app.Suspended {
		a.do(app.Activity)
		a.resume()
	}
}

// resume lets what was held back go to the new page.
func (a *App) resume() {
	a.Host.Resume()
	a.services.resume()
}

// suspend ends the pages. The listeners of onSuspend have run.
func (a *App) suspend() {
	if a.life.State() == app.Suspending {
		a.do(app.Suspend)
	}
}

// Reload reads the package again and starts it anew, as a task. Persistent
// sockets stay open meanwhile. If the new package is not in order, the app goes
// on as it was and the faults are reported.
func (a *App) Reload() {
	if a.reloading {
		return
	}
	a.reloading = true
	a.Loop.Post(a.reload)
}

func (a *App) reload() {
	defer func() { a.reloading = false }()
	if err := a.read(); err != nil {
		a.report("the app is not reloaded: " + err.Error())
		return
	}
	for _, warning := range a.Warnings {
		a.warn(warning.Error())
	}
	if a.life.State() == app.Running {
		a.do(app.Idle)
	}
	a.suspend()
	previous := a.life.Version
	a.life.Version = a.Package.Manifest.Version
	a.do(app.Launch)
	if previous != a.life.Version {
		a.services.runtime.Installed("update", previous)
	}
	a.resume()
	a.drive("", a.background)
}

// watchIdle looks again after SuspendAfter. It does not keep the program
// running.
func (a *App) watchIdle() {
	a.later(a.opts.SuspendAfter, func() {
		switch {
		case a.life.State() != app.Running || a.active():
			a.watchIdle()
		default:
			a.do(app.Idle)
			a.later(a.opts.SuspendTime, func() {
				if a.active() {
					a.do(app.Activity)
				} else {
					a.suspend()
				}
				a.watchIdle()
			})
		}
	})
}

// later calls f after a time, with the calls into the page noted.
func (a *App) later(delay time.Duration, f func()) {
	if a.background != nil {
		a.calls = a.background.Runtime.Calls()
	}
	a.Loop.UnrefTimer(a.Loop.SetTimeout(delay, f))
}

// active tells whether something has happened in the app since the timer was
// set, or a window is open.
func (a *App) active() bool {
	if a.background == nil {
		return false
	}
	return len(a.windows) > 0 || a.background.Runtime.Calls() != a.calls
}
