package wsserver

import (
	"bytes"
	"time"

	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/sockets/ws"
)

// heartbeat sends to clients that are silent, and gives up those that stay so.
// It has one timer for all clients and, while answers are awaited, another.
type heartbeat struct {
	run      *run
	interval time.Duration
	timeout  time.Duration
	frame    ws.Frame
	awaited  map[*Client]time.Time // since when

	beating, waiting eventloop.TimerID // 0 is none
}

func (h *heartbeat) start(r *run) {
	s := r.server
	if s.HeartbeatInterval <= 0 {
		return
	}
	*h = heartbeat{
		run: r, interval: s.HeartbeatInterval, timeout: s.HeartbeatTimeout,
		frame:   ws.Frame{Fin: true, Opcode: s.HeartbeatType, Data: bytes.Clone(s.HeartbeatData)},
		awaited: map[*Client]time.Time{},
	}
	h.beating = r.loop.SetInterval(h.interval, h.beat)
}

func (h *heartbeat) stop() {
	if h.run == nil {
		return
	}
	h.run.loop.ClearTimer(h.beating)
	h.run.loop.ClearTimer(h.waiting)
	*h = heartbeat{}
}

// beat sends a heartbeat to every client that was silent for an interval.
func (h *heartbeat) beat() {
	r, now := h.run, time.Now()
	tooLong := h.frame.Opcode >= ws.CloseFrame && len(h.frame.Data) > ws.MaxControl
	for _, c := range r.clients {
		if c.ReadyState() != ws.Open || now.Sub(c.conn.LastActive()) <= h.interval {
			continue
		}
		switch {
		case tooLong:
			c.fail("Heartbeat failed")
		case c.conn.WriteFrame(h.frame) != nil:
			c.fail("Heartbeat failed")
			c.Shutdown()
		default:
			h.await(c, now)
		}
		if h.run == nil {
			return // an event has stopped the server
		}
	}
}

// await expects a sign of life within the timeout, if there is one. A client
// that was sent another heartbeat meanwhile gets no more time.
func (h *heartbeat) await(c *Client, now time.Time) {
	if h.timeout <= 0 {
		return
	}
	if since, waiting := h.awaited[c]; !waiting || c.conn.LastActive().After(since) {
		h.awaited[c] = now
	}
	if h.waiting == 0 {
		h.waiting = h.run.loop.SetTimeout(h.timeout, h.check)
	}
}

func (h *heartbeat) forget(c *Client) { delete(h.awaited, c) }

// check gives up the clients whose time is over, and looks again when the next
// one's is.
func (h *heartbeat) check() {
	h.waiting = 0
	now, next := time.Now(), time.Duration(-1)
	for c, since := range h.awaited {
		left := since.Add(h.timeout).Sub(now)
		switch {
		case c.ReadyState() != ws.Open || c.conn.LastActive().After(since):
			delete(h.awaited, c)
		case left <= 0:
			delete(h.awaited, c)
			c.giveUp()
			if h.run == nil {
				return // an event has stopped the server
			}
		case next < 0 || left < next:
			next = left
		}
	}
	if next >= 0 {
		h.waiting = h.run.loop.SetTimeout(next, h.check)
	}
}

// giveUp ends the connection of a client that does not answer.
func (c *Client) giveUp() {
	c.conn.Abort(0)
	c.fail("Heartbeat timed out")
	(*handler)(c).Closed(ws.End{Code: abnormal})
}

// abnormal is the code of an end without a close frame.
const abnormal = 1006
