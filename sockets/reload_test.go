package sockets_test

import (
	"bytes"
	"fmt"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/sockets"
)

// keptEcho is an app whose sockets are all persistent and which echoes. It
// checks that it is never called while it is suspended.
type keptEcho struct {
	echo
	t         testing.TB
	suspended bool
}

func (e *keptEcho) running() {
	if e.suspended {
		e.t.Error("an event during a suspension")
	}
}

func (e *keptEcho) Accepted(server, client int) {
	e.running()
	e.host.TCP.Update(client, persistent, ignore)
	e.echo.Accepted(server, client)
}

func (e *keptEcho) TCPReceived(id int, data []byte) bool {
	e.running()
	return e.echo.TCPReceived(id, data)
}

func (e *keptEcho) UDPReceived(id int, data []byte, from sockets.Endpoint) bool {
	e.running()
	return e.echo.UDPReceived(id, data, from)
}

func (e *keptEcho) TCPReceiveError(id int, code sockets.Code) {
	e.running()
	e.host.TCP.Close(id, ignore)
}

// echoed sends data to a port in pieces, in the rhythm of ticks, and returns
// whether it came back unchanged.
func echoed(port int, data []byte, ticks <-chan time.Time) error {
	c, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		return err
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(patience))
	got := collect(c)
	for piece := range bytes.SplitSeq(data, []byte{0}) {
		if _, err := c.Write(append(piece, 0)); err != nil {
			return err
		}
		<-ticks
	}
	if err := c.(*net.TCPConn).CloseWrite(); err != nil {
		return err
	}
	want := checksumOf(data, []byte{0})
	if o := <-got; o.err != nil || o.checksum != want {
		return fmt.Errorf("%d bytes came back of %d: %v", o.n, want.n, o.err)
	}
	return nil
}

// A server on a persistent socket is reloaded 200 times while 50 clients a
// second connect and others stay connected: none is refused, no byte is lost.
func TestReloadsUnderLoad(t *testing.T) {
	const (
		reloads  = 200
		loading  = 2 * time.Millisecond // from Suspend to Resume
		running  = 8 * time.Millisecond // and to the next Suspend
		arrivals = 20 * time.Millisecond
		pieces   = 2 * time.Millisecond
	)
	onBackends(t, func(t *testing.T, w *world) {
		app := &keptEcho{echo: echo{host: w.Host}, t: t}
		server, port := w.listening()
		w.keepServer(server)
		reloaded := make(chan struct{})
		var wg sync.WaitGroup
		var mu sync.Mutex // protects errs
		var errs []error
		client := func(data []byte) {
			wg.Go(func() {
				ticks := time.NewTicker(pieces)
				defer ticks.Stop()
				if err := echoed(port, data, ticks.C); err != nil {
					mu.Lock()
					defer mu.Unlock()
					errs = append(errs, err)
				}
			})
		}
		w.do(func() {
			w.SetEvents(app)
			left := reloads
			var suspend, resume func()
			suspend = func() {
				if left--; left < 0 {
					close(reloaded)
					return
				}
				app.suspended = true
				w.Suspend(func() {})
				w.loop.SetTimeout(loading, resume)
			}
			resume = func() {
				app.suspended = false
				w.Resume()
				w.loop.SetTimeout(running, suspend)
			}
			suspend()
		})
		for i := range 10 {
			client(noise(200_000, uint64(i))) // stays for about 800 pieces
		}
		arrive := time.NewTicker(arrivals)
		defer arrive.Stop()
		clients := uint64(10)
		for loading := true; loading; clients++ {
			select {
			case <-reloaded:
				loading = false
			case <-arrive.C:
				client(noise(5000, clients))
			}
		}
		wg.Wait()
		require.Empty(t, errs)
		require.Greater(t, clients, uint64(50))
		require.Len(t, ask(w, w.TCPServer.Sockets), 1)
		require.Empty(t, ask(w, w.TCP.Sockets))
	})
}
