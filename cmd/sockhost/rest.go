package main

import (
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// A program rests when it has allocated less than restBytes in a step of
// restStep, for restSteps of them. What it has allocated before is worth tidying
// up if it is tidyBytes or more.
const (
	restStep  = time.Second
	restSteps = 2
	restBytes = 64 << 10
	tidyBytes = 4 << 20
)

// tidyAtRest collects garbage and gives its memory back to the system when the
// program rests. The collector alone waits until the heap has grown enough,
// which it never does in a server that has become quiet, and ten thousand
// connections leave more garbage than state.
func tidyAtRest() {
	allocated := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	read := func() uint64 {
		metrics.Read(allocated)
		return allocated[0].Value.Uint64()
	}
	last, tidied, steps := read(), uint64(0), 0
	for range time.Tick(restStep) {
		now := read()
		if now-last > restBytes {
			steps = 0
		} else {
			steps++
		}
		last = now
		if steps == restSteps && now-tidied >= tidyBytes {
			debug.FreeOSMemory()
			tidied = read()
		}
	}
}
