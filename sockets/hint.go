package sockets

import (
	"context"
	"fmt"
	"log/slog"
	"time"
)

// The most reported trouble with this API is silence. These hints, at debug
// level, say what is waiting or lost, once per socket.

// forgottenAfter is how long an accepted socket may stay paused with data
// waiting before a hint says so.
const forgottenAfter = time.Second

// hintForgotten says that nobody has unpaused an accepted socket although data
// waits. At other levels it costs nothing.
func (s *tcpSocket) hintForgotten() {
	h, c := s.host, s.conn
	if !h.opts.Log.Enabled(context.Background(), slog.LevelDebug) {
		return
	}
	h.loop.SetTimeout(forgottenAfter, func() {
		if s.conn == c && !c.everUnpaused && c.stream.Waiting() {
			h.opts.Log.Debug(fmt.Sprintf("tcp socket %d is paused and has data waiting; accepted sockets start paused, setPaused(%d, false) lets the data through", s.id, s.id))
		}
	})
}

// hintUnheard says that received bytes were dropped.
func (s *tcpSocket) hintUnheard(bytes int) {
	if !s.hinted {
		s.hinted = true
		s.host.opts.Log.Debug(fmt.Sprintf("tcp socket %d: %d bytes dropped, since nothing listens to chrome.sockets.tcp.onReceive", s.id, bytes))
	}
}
