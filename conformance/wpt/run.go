package wpt

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/bindings/web"
	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/page"
	"github.com/sockhost/sockhost/runtime"
	"github.com/sockhost/sockhost/storage"
)

// The harness gives a test ten seconds, and a long one sixty. It is ended from
// outside when that did not help.
const (
	shortLimit  = 15 * time.Second
	longLimit   = 70 * time.Second
	busyLimit   = 500 * time.Millisecond // for a running script to return
	killAttempt = 20                     // times busyLimit, before a run is given up
	maxLogs     = 100                    // lines kept of one test
)

// The page's place: its files are the checkout.
const (
	pageID = "web-platform-tests"
	origin = "chrome-extension://" + pageID
)

// errNoNetwork is why a page reaches nothing.
var errNoNetwork = errors.New("tests have no network")

// Run runs a test in a page of its own, on a goroutine of its own. It may be
// called several times at once.
func (c *Checkout) Run(ctx context.Context, t Test) Outcome {
	r := &run{checkout: c, outcome: Outcome{Test: t}, site: make(chan *page.Site, 1), ended: make(chan struct{})}
	limit := shortLimit
	if t.long {
		limit = longLimit
	}
	ctx, cancel := context.WithTimeoutCause(ctx, limit, fmt.Errorf("it did not end within %v", limit))
	defer cancel()
	begun := time.Now()
	go func() {
		defer close(r.ended)
		r.play()
	}()
	select {
	case <-r.ended:
	case <-ctx.Done():
		if !r.stop() {
			lost := Outcome{Test: t}
			lost.failed(Timeout, fmt.Sprintf("%v, and what it does cannot be interrupted", context.Cause(ctx)))
			return lost
		}
		if !r.done {
			r.outcome.failed(Timeout, context.Cause(ctx).Error()+r.open)
		}
	}
	r.outcome.Duration = time.Since(begun)
	return r.outcome
}

// run is one run of a test. Fields belong to the goroutine of the page until it
// has ended.
type run struct {
	checkout *Checkout
	outcome  Outcome
	done     bool   // the harness has reported
	open     string // what it waited for when it was stopped

	site  chan *page.Site // for who wants to stop it
	ended chan struct{}
}

// play loads the page and runs it to its end.
func (r *run) play() {
	site, err := page.NewSite(page.Options{
		Console: func(_ runtime.Level, text string) { r.log(text) },
		MayDial: func(string, int) error { return errNoNetwork },
	})
	if err != nil {
		r.outcome.failed(Fail, err.Error())
		return
	}
	defer site.Close()
	modules := runtime.Package{FS: r.checkout, Origin: origin}
	url := origin + "/" + r.outcome.Test.ID
	p := site.NewPage(page.Place{ID: pageID, URL: url, Load: r.checkout.ReadFile, Files: modules})
	p.Web.InstallLocalStorage(storage.NewItems())
	p.Runtime.VM().Set("__report", p.Runtime.NewFunction("__report", func(call goja.FunctionCall) goja.Value {
		if !r.done {
			r.done = true
			r.outcome.take(call.Argument(0).String())
			site.Loop.Stop()
		}
		return goja.Undefined()
	}))
	document := web.NewDocument(p.Runtime, web.DocumentOptions{
		URL:      url,
		Name:     r.outcome.Test.path,
		HTML:     r.outcome.Test.html,
		ReadFile: r.checkout.ReadFile,
		RunModule: func(name string, text []byte) error {
			if text == nil {
				return p.Runtime.RunModule(name, modules)
			}
			return p.Runtime.RunModuleText(name, string(text), modules)
		},
	})
	site.Loop.Post(document.Load)
	r.site <- site
	switch err := site.Run(); {
	case r.done || errors.Is(err, eventloop.ErrStopped):
	case err != nil:
		r.outcome.failed(Fail, err.Error())
	default:
		r.outcome.failed(Timeout, "the harness did not end, and nothing is left that could end it: no timer, no operation")
	}
}

// stop ends the run from outside, and returns false if that is not possible.
func (r *run) stop() bool {
	var site *page.Site
	for range killAttempt {
		if site == nil {
			select {
			case site = <-r.site:
				site.Loop.Post(func() {
					if open := site.Loop.OpenHandles(); len(open) > 0 {
						r.open = "; still open: " + strings.Join(open, ", ")
					}
					site.Loop.Stop()
				})
			default:
			}
		} else {
			site.Kill("the test takes too long")
		}
		select {
		case <-r.ended:
			return true
		case <-time.After(busyLimit):
		}
	}
	return false
}

func (r *run) log(text string) {
	switch n := len(r.outcome.Logs); {
	case n < maxLogs:
		r.outcome.Logs = append(r.outcome.Logs, text)
	case n == maxLogs:
		r.outcome.Logs = append(r.outcome.Logs, "…")
	}
}
