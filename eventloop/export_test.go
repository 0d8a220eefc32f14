package eventloop

import (
	"sync/atomic"
	"time"
)

// Meter counts what a loop asks of its backend.
type Meter struct {
	backend
	Waits, Wakes atomic.Int64
}

// Measure puts a meter between the loop, not running yet, and its backend.
func Measure(l *Loop) *Meter {
	m := &Meter{backend: l.backend}
	l.backend = m
	return m
}

func (m *Meter) wait(timeout time.Duration) error {
	m.Waits.Add(1)
	return m.backend.wait(timeout)
}

func (m *Meter) wake() {
	m.Wakes.Add(1)
	m.backend.wake()
}

// LastTimerID pretends that id was given out last.
func LastTimerID(l *Loop, id TimerID) { l.lastID = id }
