package main

import (
	"context"
	"errors"
	"os"
	"runtime"
	"strings"
	"time"
)

// A contest holds every work against every peer, round by round.
type contest struct {
	site     *site
	settings settings
	progress progress
	cores    cores
}

// An entrant is a peer that runs and takes part in the current work.
type entrant struct {
	peer   peer
	server *server
	rounds []measurement
}

// A measurement is one round of one peer.
type measurement struct {
	Operations int64   `json:"operations"`
	Seconds    float64 `json:"seconds"`
	CPUSeconds float64 `json:"server_cpu_seconds"`
	Resident   int64   `json:"server_resident_bytes"`
	Others     float64 `json:"other_programs_cpu_seconds"`
}

func (m measurement) rate() float64 { return float64(m.Operations) / m.Seconds }

// cpuPerOperation is the server's, in microseconds.
func (m measurement) cpuPerOperation() float64 { return m.CPUSeconds * 1e6 / float64(m.Operations) }

func (c *contest) hold(ctx context.Context, works []work, peers []peer) (*report, error) {
	// Places on cores belong to threads.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var err error
	if c.cores, err = availableCores(); err != nil {
		return nil, err
	}
	r := &report{
		Cores:    runtime.NumCPU(),
		Rounds:   c.settings.rounds,
		Duration: c.settings.duration.Seconds(),
		Warmup:   c.settings.warmup.Seconds(),
		LeftOut:  []absence{},
	}
	for _, p := range peers {
		err := c.enter(r, p, works)
		if missing, ok := errors.AsType[notInstalled](err); ok {
			r.LeftOut = append(r.LeftOut, absence{p.name, missing.Error()})
		} else if err != nil {
			return nil, err
		}
	}
	if len(r.Peers) == 0 {
		return nil, errNoPeers
	}
	for _, w := range works {
		if err := c.work(ctx, r, w, peers); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// enter adds a peer to the report when it has something to do and everything it needs is there.
func (c *contest) enter(r *report, p peer, works []work) error {
	takesPart := false
	for _, w := range works {
		if find, speaks := p.commands[w.protocol]; speaks {
			takesPart = true
			if _, err := find(c.site); err != nil {
				return err
			}
		}
	}
	if !takesPart {
		return nil
	}
	version, err := p.version(c.site)
	if err != nil {
		return err
	}
	r.Peers = append(r.Peers, participant{p.name, p.about, version})
	return nil
}

// work measures one work. Every peer gets a process of its own for it, so memory is not what an earlier work left, and
// keeps it for all rounds, so a just-in-time compiler is as warm as it gets; the idle ones use no CPU time.
func (c *contest) work(ctx context.Context, r *report, w work, peers []peer) error {
	var entrants []*entrant
	defer func() {
		for _, e := range entrants {
			e.server.stop()
		}
	}()
	if c.settings.pin {
		defer c.cores.release()
		if err := c.cores.forServer(w.cores); err != nil {
			return err
		}
	}
	for _, p := range peers {
		find, speaks := p.commands[w.protocol]
		if !speaks || r.lacks(p.name) {
			continue
		}
		args, err := find(c.site)
		if err != nil {
			return failed(p.name, w.name, err)
		}
		s, err := startServer(ctx, args)
		if err != nil {
			return failed(p.name, w.name, err)
		}
		entrants = append(entrants, &entrant{peer: p, server: s})
	}
	if c.settings.pin {
		if err := c.cores.forGenerator(); err != nil {
			return err
		}
	}
	for round := range c.settings.rounds {
		for i := range entrants {
			// Whoever is first in one round is last in the next: a disturbance that lasts hits everyone alike.
			e := entrants[(round+i)%len(entrants)]
			c.progress.say(w.name, e.peer.name, round+1, c.settings.rounds)
			m, err := c.measure(ctx, w, e.server)
			if err != nil {
				e.server.stop()
				return failed(e.peer.name, w.name, withStderr(err, e.server.stderr.String()))
			}
			e.rounds = append(e.rounds, m)
		}
	}
	if len(entrants) > 0 {
		r.add(w, entrants, baseline(entrants, append(strings.Split(c.settings.baseline, ","), w.baseline)))
	}
	return nil
}

// baseline is the first of the wanted ones that takes part. Without any the first entrant takes its place, so that there
// are ratios to look at.
func baseline(entrants []*entrant, wanted []string) *entrant {
	for _, name := range wanted {
		for _, e := range entrants {
			if e.peer.name == name {
				return e
			}
		}
	}
	return entrants[0]
}

func (c *contest) measure(ctx context.Context, w work, s *server) (measurement, error) {
	var m measurement
	var before, after reading
	var broken error
	t, err := w.load.run(ctx, target{addr: s.addr}, window{
		warmup:   c.settings.warmup,
		duration: c.settings.duration,
		opened:   func() { before, broken = read(s.pid()) },
		closed: func() {
			if broken == nil {
				after, broken = read(s.pid())
			}
			if broken == nil {
				m.Resident, broken = residentMemory(s.pid())
			}
		},
	})
	switch {
	case err != nil:
		return m, err
	case broken != nil:
		return m, broken
	case t.operations == 0:
		return m, errNothing
	}
	m.Operations = t.operations
	m.Seconds = after.at.Sub(before.at).Seconds()
	m.CPUSeconds = (after.server - before.server).Seconds()
	// The clocks of processes are exact, the machine's counts ticks: over many rounds the difference evens out.
	m.Others = (after.machine - before.machine).Seconds() - m.CPUSeconds - (after.own - before.own).Seconds()
	return m, nil
}

// A reading is what the clocks say at one end of a window.
type reading struct {
	at                   time.Time
	server, own, machine time.Duration
}

func read(pid int) (reading, error) {
	server, err := cpuTime(pid)
	if err != nil {
		return reading{}, err
	}
	own, err := cpuTime(os.Getpid())
	if err != nil {
		return reading{}, err
	}
	machine, err := machineTime()
	return reading{time.Now(), server, own, machine}, err
}
