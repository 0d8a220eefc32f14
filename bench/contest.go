package main

import (
	"cmp"
	"context"
	"errors"
	"math"
	"os"
	"runtime"
	"slices"
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
	args   []string
	server *server // nil between the rounds of a work that wants a new one for each
	rounds []measurement
	broken error // what ended its part in the work
}

// A measurement is one round of one peer.
type measurement struct {
	Operations int64   `json:"operations"`
	Seconds    float64 `json:"seconds"`
	Middle     float64 `json:"median_seconds,omitempty"` // of an operation, if it was measured
	Late       float64 `json:"p99_seconds,omitempty"`    // 99 of 100 operations take no longer
	CPUSeconds float64 `json:"server_cpu_seconds"`
	Resident   int64   `json:"server_resident_bytes"`
	Before     int64   `json:"server_resident_bytes_before"`
	Others     float64 `json:"other_programs_cpu_seconds"`
}

func (m measurement) rate() float64 { return float64(m.Operations) / m.Seconds }

// cpuPerOperation is the server's, in microseconds.
func (m measurement) cpuPerOperation() float64 { return m.CPUSeconds * 1e6 / float64(m.Operations) }

// residentPerOperation is what each added to the server's memory, in bytes.
func (m measurement) residentPerOperation() float64 {
	return float64(m.Resident-m.Before) / float64(m.Operations)
}

func (c *contest) hold(ctx context.Context, works []work, peers []peer) (*report, error) {
	// Places on cores belong to threads.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var err error
	if c.cores, err = availableCores(); err != nil {
		return nil, err
	}
	begin := time.Now()
	r := &report{
		Date:     begin.Format(time.DateOnly),
		Commit:   c.site.commit(),
		Cores:    runtime.NumCPU(),
		Rounds:   c.settings.rounds,
		Duration: c.settings.duration.Seconds(),
		Warmup:   c.settings.warmup.Seconds(),
		LeftOut:  []absence{},
	}
	if r.Machine, err = thisMachine(); err != nil {
		return nil, err
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
		if l, ok := w.load.(demanding); ok {
			if err := l.possible(); err != nil {
				r.LeftOut = append(r.LeftOut, absence{w.name, err.Error()})
				continue
			}
		}
		if err := c.work(ctx, r, w, peers); err != nil {
			return nil, err
		}
	}
	r.Elapsed = time.Since(begin).Seconds()
	r.finish()
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

// roundTries is how often a round is begun in which nothing gets done, as happens when others have the machine.
const roundTries = 3

// work measures one work. Every peer gets a process of its own for it, so memory is not what an earlier work left, and
// keeps it for all rounds, so a just-in-time compiler is as warm as it gets; the idle ones use no CPU time. Some works
// want a process for each round instead.
func (c *contest) work(ctx context.Context, r *report, w work, peers []peer) error {
	var entrants []*entrant
	defer func() {
		for _, e := range entrants {
			e.stop()
		}
	}()
	defer c.place(everywhere)
	var beyond *server // what a proxy forwards to
	if w.setting.behind != "" {
		if err := c.place(forGenerator); err != nil {
			return err
		}
		args, err := own(w.setting.behind)(c.site)
		if err != nil {
			return err
		}
		if beyond, err = startServer(ctx, args); err != nil {
			return failed(w.setting.behind, w.name, err)
		}
		defer beyond.stop()
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
		e := &entrant{peer: p, args: args}
		if beyond != nil {
			e.args = towards(beyond.addr, args)
		}
		entrants = append(entrants, e)
		if !w.setting.fresh {
			if err := c.start(ctx, w, e); err != nil {
				return failed(p.name, w.name, err)
			}
		}
	}
	if len(entrants) == 0 {
		return nil
	}
	if l, ok := w.load.(paced); ok {
		if err := c.pace(ctx, &w, l, entrants); err != nil {
			return err
		}
	}
	var err error
	if l, ok := w.load.(idleLoad); ok {
		err = c.rest(ctx, r, w, l, entrants)
	} else {
		err = c.rounds(ctx, r, w, entrants)
	}
	if err != nil {
		return err
	}
	entrants = slices.DeleteFunc(entrants, func(e *entrant) bool { return e.broken != nil })
	if len(entrants) == 0 {
		return nil
	}
	r.add(w, entrants, baseline(entrants, append(strings.Split(c.settings.baseline, ","), w.baseline)))
	return nil
}

// rounds measures the rounds of a work.
func (c *contest) rounds(ctx context.Context, r *report, w work, entrants []*entrant) error {
	for round := range c.settings.rounds {
		for i := range entrants {
			// Whoever is first in one round is last in the next: a disturbance that lasts hits everyone alike.
			e := entrants[(round+i)%len(entrants)]
			if e.broken != nil {
				continue
			}
			c.progress.say(w.name, e.peer.name, round+1, c.settings.rounds)
			m, err := c.round(ctx, w, e)
			for tries := 1; errors.Is(err, errNothing) && tries < roundTries; tries++ {
				m, err = c.round(ctx, w, e)
			}
			if err != nil {
				if err := c.drop(ctx, r, w, e, err); err != nil {
					return err
				}
				continue
			}
			e.rounds = append(e.rounds, m)
		}
	}
	return nil
}

// drop ends an entrant's part in a work: a run of minutes is not lost because a peer has a bad moment. It returns the
// error that ends the run, if it is sockhost that failed.
func (c *contest) drop(ctx context.Context, r *report, w work, e *entrant, err error) error {
	e.broken = e.failed(w, err)
	if e.peer.name == "sockhost" || ctx.Err() != nil {
		return e.broken
	}
	r.LeftOut = append(r.LeftOut, absence{e.peer.name, e.broken.Error()})
	return nil
}

// start starts an entrant's server.
func (c *contest) start(ctx context.Context, w work, e *entrant) error {
	if err := c.place(w.setting.server); err != nil {
		return err
	}
	var err error
	if e.peer.start != nil {
		e.server, err = e.peer.start(ctx, c.site, e.args)
	} else {
		e.server, err = startServer(ctx, e.args)
	}
	return err
}

// place moves the calling thread and what it starts to its cores.
func (c *contest) place(p placement) error {
	if !c.settings.pin {
		return nil
	}
	return c.cores.move(p)
}

// pace finds out how much the slowest entrant can do and sets the work's load to half of it.
func (c *contest) pace(ctx context.Context, w *work, l paced, entrants []*entrant) error {
	probe := *w
	probe.load = l.unpaced()
	slowest := math.Inf(1)
	for _, e := range entrants {
		c.progress.say(w.name, e.peer.name, 0, c.settings.rounds)
		m, err := c.round(ctx, probe, e)
		if err != nil {
			return e.failed(*w, err)
		}
		slowest = min(slowest, m.rate())
	}
	offered := roundDown(slowest / 2)
	w.load = l.at(offered)
	w.about = atRate(w.about, offered)
	return nil
}

// roundDown leaves two digits.
func roundDown(value float64) float64 {
	unit := math.Pow(10, math.Floor(math.Log10(value))-1)
	return math.Floor(value/unit) * unit
}

// stop ends an entrant's server, if it has one.
func (e *entrant) stop() {
	if e.server != nil {
		e.server.stop()
		e.server = nil
	}
}

// failed ends the server and adds its words to an error.
func (e *entrant) failed(w work, err error) error {
	if s := e.server; s != nil {
		e.stop()
		err = withStderr(err, s.stderr.String())
	}
	return failed(e.peer.name, w.name, err)
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

// round measures one round of an entrant.
func (c *contest) round(ctx context.Context, w work, e *entrant) (measurement, error) {
	if w.setting.fresh && !w.setting.alone {
		if err := c.start(ctx, w, e); err != nil {
			return measurement{}, err
		}
		defer e.stop()
	}
	if err := c.place(w.setting.generator); err != nil {
		return measurement{}, err
	}
	return c.measure(ctx, w, e)
}

func (c *contest) measure(ctx context.Context, w work, e *entrant) (measurement, error) {
	var m measurement
	var before, after reading
	var broken error
	var pids []int
	var addr string
	if e.server != nil {
		addr = e.server.addr
		if pids, broken = e.server.pids(); broken != nil {
			return m, broken
		}
	}
	t, err := w.load.run(ctx, target{addr: addr, args: e.args}, window{
		warmup:   c.settings.warmup,
		duration: c.settings.duration,
		opened: func() {
			if m.Before, broken = residentMemory(pids); broken == nil {
				before, broken = read(pids)
			}
		},
		closed: func() {
			if broken == nil {
				after, broken = read(pids)
			}
			if broken == nil {
				m.Resident, broken = residentMemory(pids)
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
	m.between(before, after)
	m.Seconds = cmp.Or(t.elapsed.Seconds(), m.Seconds)
	m.CPUSeconds = cmp.Or(t.cpu.Seconds(), m.CPUSeconds)
	m.Resident = cmp.Or(t.resident, m.Resident)
	if len(t.latencies) > 0 {
		slices.Sort(t.latencies)
		m.Middle = t.latencies[len(t.latencies)/2].Seconds()
		m.Late = t.latencies[len(t.latencies)*99/100].Seconds()
	}
	return m, nil
}

const (
	// restStep is how often a server that is to come to rest is looked at, restFor how long it must rest, and
	// restPatience how long it may take.
	restStep     = 20 * time.Millisecond
	restFor      = 100 * time.Millisecond
	restPatience = 5 * time.Second
	// restQuiet is what a server may use in a step that counts as rest.
	restQuiet = 200 * time.Microsecond
)

// settle waits until processes have nothing to do any more.
func settle(ctx context.Context, pids []int) error {
	begin := time.Now()
	active := begin
	used, err := cpuTimes(pids)
	if err != nil {
		return err
	}
	tick := time.NewTicker(restStep)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case now := <-tick.C:
			more, err := cpuTimes(pids)
			if err != nil {
				return err
			}
			if more-used > restQuiet {
				active = now
			}
			used = more
			if now.Sub(active) >= restFor || now.Sub(begin) > restPatience {
				return nil
			}
		}
	}
}

// between enters what clocks say of the time between two readings.
func (m *measurement) between(before, after reading) {
	m.Seconds = after.at.Sub(before.at).Seconds()
	m.CPUSeconds = (after.server - before.server).Seconds()
	// The clocks of processes are exact, the machine's counts ticks: over many rounds the difference evens out.
	m.Others = (after.machine - before.machine).Seconds() - m.CPUSeconds - (after.own - before.own).Seconds()
}

// A reading is what the clocks say at one end of a window.
type reading struct {
	at                   time.Time
	server, own, machine time.Duration // own with what the generator has run
}

func read(pids []int) (reading, error) {
	server, err := cpuTimes(pids)
	if err != nil {
		return reading{}, err
	}
	own, err := cpuTime(os.Getpid())
	if err != nil {
		return reading{}, err
	}
	children, err := childTime()
	if err != nil {
		return reading{}, err
	}
	machine, err := machineTime()
	return reading{time.Now(), server, own + children, machine}, err
}
