package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"
)

// An idleLoad opens connections, has one message echoed on each, and leaves them open; a connection is an operation.
// What a server keeps shows only after a while at rest, so all entrants rest at the same time, each with a process of its
// own that holds the connections: one process may not have so many open.
type idleLoad struct {
	connections int
	size        int // of a message, in bytes; at least 16
	framing     framing
}

// holder is the server of this binary that is none: it runs an idleLoad.
const holder = "holder"

const (
	// holdOpen is what a holder says when its connections are open.
	holdOpen = "open"
	// holdPatience is how long it may take until then.
	holdPatience = 2 * time.Minute
)

// hold is what a holder is told.
type hold struct {
	Addr        string
	Connections int
	Size        int
	Framing     framing
}

// serveHolder opens connections, says so and keeps them for ever.
func serveHolder(args []string) error {
	if len(args) != 1 {
		return errSettings
	}
	var h hold
	if err := json.Unmarshal([]byte(args[0]), &h); err != nil {
		return err
	}
	open := func() { fmt.Fprintln(os.Stdout, holdOpen) }
	_, err := idleLoad{h.Connections, h.Size, h.Framing}.run(context.Background(), target{addr: h.Addr}, window{opened: open})
	return err
}

// rest measures the rounds of an idleLoad.
func (c *contest) rest(ctx context.Context, r *report, w work, l idleLoad, entrants []*entrant) error {
	for round := range c.settings.rounds {
		resting := map[*entrant]measurement{}
		var holders []*server
		stop := func() {
			for _, h := range holders {
				h.stop()
			}
			for _, e := range entrants {
				e.stop()
			}
		}
		for i := range entrants {
			e := entrants[(round+i)%len(entrants)]
			if e.broken != nil {
				continue
			}
			c.progress.say(w.name, e.peer.name, round+1, c.settings.rounds)
			m, h, err := c.occupy(ctx, w, l, e)
			if h != nil {
				holders = append(holders, h)
			}
			if err != nil {
				if err := c.drop(ctx, r, w, e, err); err != nil {
					stop()
					return err
				}
				continue
			}
			resting[e] = m
		}
		if err := leaveAlone(ctx, c.settings.rest); err != nil {
			stop()
			return err
		}
		for e, m := range resting {
			pids, err := e.server.pids()
			if err == nil {
				m.Resident, err = residentMemory(pids)
			}
			if err != nil {
				stop()
				return e.failed(w, err)
			}
			e.rounds = append(e.rounds, m)
		}
		stop()
	}
	return nil
}

// occupy starts an entrant's server and opens the connections to it. The measurement lacks the memory at rest.
func (c *contest) occupy(ctx context.Context, w work, l idleLoad, e *entrant) (m measurement, holding *server, err error) {
	if err := c.start(ctx, w, e); err != nil {
		return m, nil, err
	}
	pids, err := e.server.pids()
	if err != nil {
		return m, nil, err
	}
	if err := settle(ctx, pids); err != nil {
		return m, nil, err
	}
	if m.Before, err = residentMemory(pids); err != nil {
		return m, nil, err
	}
	if err := c.place(w.setting.generator); err != nil {
		return m, nil, err
	}
	order, err := json.Marshal(hold{e.server.addr, l.connections, l.size, l.framing})
	if err != nil {
		return m, nil, err
	}
	args, err := own(holder, string(order))(c.site)
	if err != nil {
		return m, nil, err
	}
	before, err := read(pids)
	if err != nil {
		return m, nil, err
	}
	holding, line, err := startProcess(ctx, args, holdPatience)
	if err != nil {
		return m, nil, err
	}
	if line != holdOpen {
		holding.stop()
		return m, nil, withStderr(errors.New(line), holding.stderr.String())
	}
	after, err := read(pids)
	if err != nil {
		return m, holding, err
	}
	held, err := cpuTime(holding.cmd.Process.Pid)
	m.Operations = int64(l.connections)
	m.between(before, after)
	m.Others -= held.Seconds()
	return m, holding, err
}

// leaveAlone waits.
func leaveAlone(ctx context.Context, length time.Duration) error {
	timer := time.NewTimer(length)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
