package conformance

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/sockhost/sockhost"
)

// guard ends the run when a test takes too long or the context ends; a script
// that does not return is interrupted. It has a goroutine of its own.
func (r *run) guard(ctx context.Context) {
	for {
		r.mu.Lock()
		wait := time.Until(r.deadline)
		r.mu.Unlock()
		late := time.NewTimer(wait)
		select {
		case <-r.ended:
			late.Stop()
			return
		case <-ctx.Done():
			late.Stop()
		case <-late.C:
		}
		if r.overdue() || ctx.Err() != nil {
			if r.stop(ctx) {
				return
			}
		}
	}
}

func (r *run) overdue() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return time.Now().After(r.deadline)
}

// stop ends the run, and returns false if the test ended by itself meanwhile.
func (r *run) stop(ctx context.Context) bool {
	r.mu.Lock()
	app := r.app
	r.mu.Unlock()
	if app == nil { // not made yet
		select {
		case <-r.ended:
			return true
		case <-time.After(busyLimit):
			return false
		}
	}
	stopped := make(chan bool, 1)
	app.Post(func() {
		switch {
		case ctx.Err() != nil:
			r.fail("the run was ended: "+context.Cause(ctx).Error(), "")
		case r.overdue():
			r.expired()
		default:
			stopped <- false
			return
		}
		app.Loop.Stop()
		stopped <- true
	})
	for range killAttempt {
		select {
		case <-r.ended:
			return true
		case did := <-stopped:
			if !did {
				return false
			}
		case <-time.After(busyLimit):
			// The script does not return: end what it is doing.
			r.kill(app)
		}
	}
	r.fail(fmt.Sprintf("the test did not end within %v, and what it does cannot be interrupted", r.opts.Timeout), "")
	close(r.lost)
	return true
}

func (r *run) kill(app *sockhost.App) {
	r.mu.Lock()
	r.killed = true
	r.mu.Unlock()
	app.Kill("the test takes too long")
}

// expired fails the running test for its time, on the app's goroutine, and
// says what it may be waiting for.
func (r *run) expired() {
	r.mu.Lock()
	message := fmt.Sprintf("the test did not end within %v", r.opts.Timeout)
	if r.killed {
		message += "; its script did not return"
	}
	r.mu.Unlock()
	if open := r.app.Loop.OpenHandles(); len(open) > 0 {
		message += "; still open: " + strings.Join(open, ", ")
	}
	r.fail(message, r.where)
}
