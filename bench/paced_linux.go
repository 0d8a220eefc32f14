package main

import (
	"context"
	"time"
)

func (l pacedLoad) run(ctx context.Context, t target, w window) (tally, error) {
	var latencies []time.Duration
	var due []queue // by descriptor: when the messages under way were to be sent
	var next time.Time
	interval := time.Duration(float64(time.Second) / l.rate)
	turn := 0
	x := &exchange{}
	x.begin = func() error {
		if err := x.connect(t.addr, l.connections, bare, echoLoad{l.connections, l.size, 2, bare}.messages); err != nil {
			return err
		}
		due = make([]queue, len(x.byFD))
		next = time.Now()
		return nil
	}
	x.busy = func() error {
		for now := time.Now(); !next.After(now); next = next.Add(interval) {
			c := x.clients[turn%len(x.clients)]
			turn++
			due[c.fd].put(next)
			if err := x.ask(c); err != nil {
				return err
			}
		}
		return nil
	}
	x.answered = func(c *client) error {
		x.done++
		latencies = append(latencies, time.Since(due[c.fd].take()))
		return nil
	}
	x.left = x.forget

	opened, closed := w.opened, w.closed
	var first, end int
	w.opened = func() { opened(); first = len(latencies) }
	w.closed = func() { end = len(latencies); closed() }
	counted, err := x.run(ctx, w)
	counted.latencies = latencies[first:end]
	return counted, err
}

// A queue is first in, first out.
type queue struct {
	times []time.Time
	taken int
}

func (q *queue) put(t time.Time) {
	if q.taken == len(q.times) {
		q.times, q.taken = q.times[:0], 0
	}
	q.times = append(q.times, t)
}

func (q *queue) take() time.Time {
	q.taken++
	return q.times[q.taken-1]
}
