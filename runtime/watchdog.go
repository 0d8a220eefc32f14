package runtime

import (
	"runtime/metrics"
	"time"
)

// watchdog is a goroutine that looks at the size of the heap now and then. The
// engine has no limit of its own, and an allocation that fails ends a Go
// process, so the script is interrupted before.
type watchdog struct {
	done chan struct{}
}

const watchEvery = 250 * time.Millisecond

func watch(r *Runtime) *watchdog {
	w := &watchdog{done: make(chan struct{})}
	go w.run(r)
	return w
}

func (w *watchdog) run(r *Runtime) {
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	for {
		select {
		case <-w.done:
			return
		case <-tick.C:
		}
		metrics.Read(sample)
		if sample[0].Value.Uint64() > r.opts.HeapLimit {
			r.Interrupt("out of memory")
			if r.opts.OutOfMemory != nil {
				r.loop.Post(r.opts.OutOfMemory)
			}
			return
		}
	}
}

func (w *watchdog) stop() { close(w.done) }
