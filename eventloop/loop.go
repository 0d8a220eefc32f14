package eventloop

import (
	"errors"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// ErrStopped is what [Loop.Run] returns when [Loop.Stop] ended it.
var ErrStopped = errors.New("event loop stopped")

// Loop is an event loop. Make one with [New].
type Loop struct {
	backend  backend
	ports    *Ports
	timers   timerHeap
	timerIDs map[TimerID]*timer
	lastID   TimerID
	sequence uint64
	nesting  int // level of the timer being run, for the nesting clamp

	live     int // handles that keep Run going
	handles  *Handle
	deferred []func()
	batches  uint64   // that have ended
	batch    []func() // the spare of the posted queue, reused turn by turn
	panics   func(recovered any)
	stopped  atomic.Bool // set by Stop, cleared when Run returns for it

	mu       sync.Mutex // protects the fields below
	posted   []func()
	sleeping bool // the loop blocks in the backend, or is about to
}

// backend waits for something to happen and makes the network. wait returns
// after at most timeout (forever if negative) and after every wake.
type backend interface {
	Network
	wait(timeout time.Duration) error
	wake() // any goroutine
	wrap(conn net.Conn) Stream
	close()
}

// Option changes how [New] makes a loop.
type Option func(*options)

type options struct {
	backend Backend
	ports   *Ports
	panics  func(any)
}

// WithBackend chooses the I/O backend; the default is [Native].
func WithBackend(b Backend) Option { return func(o *options) { o.backend = b } }

// WithPanicHandler sets the function that hears of a panic in a task, timer or
// completion. The loop goes on afterwards. Without one the panic is let
// through, as tests want it.
func WithPanicHandler(f func(recovered any)) Option { return func(o *options) { o.panics = f } }

// New returns a loop that has not started yet.
func New(opts ...Option) (*Loop, error) {
	var o options
	for _, f := range opts {
		f(&o)
	}
	l := &Loop{timerIDs: map[TimerID]*timer{}, ports: o.ports, panics: o.panics}
	b, err := o.backend.open(l)
	if err != nil {
		return nil, err
	}
	l.backend = b
	return l, nil
}

// Network returns the network of the loop's backend.
func (l *Loop) Network() Network { return l.backend }

// Wrap makes a stream of a connection of package net, which must not be used
// any more. That of a plain TCP connection is the backend's own; any other, such
// as TLS, reads and writes on goroutines of its own.
func (l *Loop) Wrap(conn net.Conn) Stream { return l.backend.wrap(conn) }

// Post queues a task. It may be called from any goroutine. A posted task keeps
// Run going until it has run.
func (l *Loop) Post(task func()) {
	l.mu.Lock()
	l.posted = append(l.posted, task)
	wake := l.sleeping
	l.sleeping = false
	l.mu.Unlock()
	if wake {
		l.backend.wake()
	}
}

// Defer queues a function for the end of the current batch: after the events
// of one poll, or after the tasks of one turn. It gathers work, such as the
// writes of one batch.
func (l *Loop) Defer(f func()) { l.deferred = append(l.deferred, f) }

// Batch is the number of the current batch, for telling what is done first in
// it and what later.
func (l *Loop) Batch() uint64 { return l.batches }

// Stop makes Run return [ErrStopped] after the task, timer or completion that
// is running and the functions deferred so far; if Run is not running, the next
// one returns at once. It may be called from any goroutine. A stopped loop can
// be run again and goes on with what was left.
func (l *Loop) Stop() {
	l.mu.Lock()
	l.stopped.Store(true)
	wake := l.sleeping
	l.sleeping = false
	l.mu.Unlock()
	if wake {
		l.backend.wake()
	}
}

// taskRounds is how often in a row tasks may lead to tasks before the network
// is asked again. It puts the answer to a call before the events the call
// caused, which is what people expect, and still starves nobody.
const taskRounds = 16

// Idle tells whether the loop waits for something to happen. It may be called
// from any goroutine.
func (l *Loop) Idle() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.sleeping
}

// Run turns the loop until no live handle, task or timer is left, and returns
// nil; or until Stop, and returns [ErrStopped]; or until the backend fails.
func (l *Loop) Run() error {
	for !l.stopped.CompareAndSwap(true, false) {
		l.runTimers()
		for range taskRounds {
			ran := l.runPosted()
			l.runDeferred()
			if !ran {
				break
			}
		}
		timeout, done := l.prepareWait()
		if done {
			return nil
		}
		if err := l.backend.wait(timeout); err != nil {
			return err
		}
		l.runDeferred()
	}
	return ErrStopped
}

// Close closes every stream and listener and releases the backend. The loop
// must not be running, and cannot be run again. A late Post does no harm.
func (l *Loop) Close() { l.backend.close() }

// prepareWait decides how long the coming wait may block and announces the
// sleep, so that a Post from now on wakes it.
func (l *Loop) prepareWait() (timeout time.Duration, done bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.posted) > 0 || l.stopped.Load() {
		return 0, false
	}
	if l.live == 0 {
		return 0, true
	}
	timeout = l.untilNextTimer()
	l.sleeping = timeout != 0
	return timeout, false
}

// awake ends the announcement of prepareWait. The backend calls it after every
// wait that was allowed to block, before it dispatches, so that a Post by a
// handler costs no wake-up.
func (l *Loop) awake() {
	l.mu.Lock()
	l.sleeping = false
	l.mu.Unlock()
}

// runPosted runs the tasks posted so far and reports whether there were any.
// After Stop the rest stays queued for a later Run.
func (l *Loop) runPosted() (ran bool) {
	l.mu.Lock()
	batch := l.posted
	l.posted, l.batch = l.batch[:0], nil
	l.mu.Unlock()
	for i, task := range batch {
		if l.stopped.Load() {
			l.mu.Lock()
			l.posted = append(batch[i:], l.posted...)
			l.mu.Unlock()
			return false
		}
		batch[i] = nil
		l.run(task)
	}
	l.batch = batch
	return len(batch) > 0
}

func (l *Loop) runDeferred() {
	for i := 0; i < len(l.deferred); i++ {
		f := l.deferred[i]
		l.deferred[i] = nil
		l.run(f)
	}
	l.deferred = l.deferred[:0]
	l.batches++
}

// run calls f and hands a panic to the panic handler, if there is one.
func (l *Loop) run(f func()) {
	if l.panics != nil {
		defer l.recoverPanic()
	}
	f()
}

func (l *Loop) recoverPanic() {
	if r := recover(); r != nil {
		l.panics(r)
	}
}
