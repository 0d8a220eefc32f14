package runtime

import (
	goruntime "runtime"
	"runtime/metrics"
	"sync/atomic"
	"time"
)

// watchdog is a goroutine that looks at the size of the heap now and then. The
// engine has no limit of its own, and an allocation that fails ends a Go
// process, so the script is interrupted before.
type watchdog struct {
	done   chan struct{}
	relief atomic.Pointer[func() bool]
}

// A string that is doubled again and again passes any limit within moments, so
// the watchdog looks more often once the heap is a good part of it.
const (
	watchEvery   = 100 * time.Millisecond
	watchClosely = 5 * time.Millisecond
	closePart    = 8 // of the limit
)

func watch(r *Runtime) *watchdog {
	w := &watchdog{done: make(chan struct{})}
	go w.run(r)
	return w
}

func (w *watchdog) run(r *Runtime) {
	next := time.NewTimer(watchEvery)
	defer next.Stop()
	heap := newHeapMeter()
	told := false
	for {
		select {
		case <-w.done:
			return
		case <-next.C:
		}
		if heap.bytes() > r.opts.HeapLimit/closePart {
			next.Reset(watchClosely)
		} else {
			next.Reset(watchEvery)
		}
		if !heap.exceeds(r.opts.HeapLimit) {
			continue
		}
		if relieve := w.relief.Load(); relieve != nil && (*relieve)() {
			continue
		}
		// First, so that the host is told when the interrupted script returns.
		if r.opts.OutOfMemory != nil && !told {
			r.loop.Post(r.opts.OutOfMemory)
			told = true
		}
		r.Interrupt("out of memory")
	}
}

func (w *watchdog) stop() { close(w.done) }

// heapMeter reads the size of the heap. It belongs to one goroutine.
type heapMeter struct {
	sample []metrics.Sample
}

// The live heap would be the better figure, but it is updated only when a
// collection ends, and between two of them the heap can grow fivefold.
func newHeapMeter() heapMeter {
	return heapMeter{[]metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}}
}

// exceeds reports whether the heap is larger than limit. Garbage does not
// count: when it makes the difference, it is collected first.
func (h heapMeter) exceeds(limit uint64) bool {
	if h.bytes() <= limit {
		return false
	}
	goruntime.GC()
	return h.bytes() > limit
}

func (h heapMeter) bytes() uint64 {
	metrics.Read(h.sample)
	return h.sample[0].Value.Uint64()
}
