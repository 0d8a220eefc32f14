package wsserver

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/sockhost/sockhost/eventloop"
)

// door lets connections in that the loop admits. One at a time asks, so that
// others wait in the kernel while the loop is busy. It belongs to the goroutine
// of net/http that accepts.
type door struct {
	net.Listener
	run  *run
	said time.Time // that there are too many files
}

func (d *door) Accept() (net.Conn, error) {
	for {
		conn, err := d.Listener.Accept()
		if err != nil {
			d.sayFull(err)
			return nil, err
		}
		l := &link{TCPConn: conn.(*net.TCPConn), run: d.run}
		if d.run.ask(func() bool { return d.run.admit(l) }) {
			return l, nil
		}
		conn.Close()
	}
}

// windowsMaxFiles is an error that only Windows has.
const windowsMaxFiles syscall.Errno = 10024

// sayFull tells people, now and then, when the process cannot open more files.
// net/http tries again after a pause of up to a second.
func (d *door) sayFull(err error) {
	const pause = time.Minute
	full := errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE) || errors.Is(err, windowsMaxFiles)
	if full && time.Since(d.said) > pause {
		d.said = time.Now()
		d.run.log.Warn("connections wait: no more files can be opened", "address", d.run.addr, "error", err)
	}
}

// link is an accepted connection until it is closed or becomes a [ws.Conn].
type link struct {
	*net.TCPConn
	run       *run
	shut      atomic.Bool // Close has been called
	idle      atomic.Bool // no request is under way
	leaving   atomic.Bool // to be closed as soon as it is idle
	maxBody   int
	keepAlive time.Duration

	// For the goroutine of net/http.
	waiting *time.Timer // closes the connection if no request comes

	// For the loop goroutine.
	client     *Client   // once an event has named it
	response   *Response // to the last request, likewise
	lastActive time.Time
	handle     eventloop.Handle // open while the last answer outlives the run
}

func (l *link) String() string {
	return "websocketserver sending its last answer to " + l.RemoteAddr().String()
}

// Close closes the connection at once and tells the run, as a task. It may be
// called from any goroutine.
func (l *link) Close() error {
	if !l.shut.CompareAndSwap(false, true) {
		return net.ErrClosed
	}
	err := l.TCPConn.Close()
	l.run.loop.Post(func() { l.run.closed(l) })
	return err
}

// closeIdle closes the connection once the answer under way is out, which is
// now if there is none.
func (l *link) closeIdle() {
	l.leaving.Store(true)
	if l.idle.Load() {
		l.Close()
	}
}

// linkOf returns the link under a connection that net/http serves.
func linkOf(conn net.Conn) *link {
	if secure, ok := conn.(*tls.Conn); ok {
		conn = secure.NetConn()
	}
	return conn.(*link)
}

// linkKey is the key of the link in the context of a request.
type linkKey struct{}

func withLink(ctx context.Context, conn net.Conn) context.Context {
	return context.WithValue(ctx, linkKey{}, linkOf(conn))
}

// connState is called by net/http when a request begins, and when its answer is
// out and the connection waits for the next.
func connState(conn net.Conn, state http.ConnState) {
	l := linkOf(conn)
	switch state {
	case http.StateActive:
		l.idle.Store(false)
		if l.waiting != nil {
			l.waiting.Stop()
		}
	case http.StateIdle:
		l.idle.Store(true)
		if l.leaving.Load() {
			conn.Close()
		} else if l.keepAlive > 0 {
			l.waiting = time.AfterFunc(l.keepAlive, func() { conn.Close() })
		}
	case http.StateClosed:
		if l.waiting != nil {
			l.waiting.Stop()
		}
	}
}
