package sockets_test

import (
	"fmt"
	"io"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/sockets"
)

// echo sends back what it hears; clients are resumed when accepted.
type echo struct {
	oneByOne
	host *sockets.Host
}

func (e echo) TCPReceived(id int, data []byte) bool {
	e.host.TCP.Send(id, data, ignoreSent)
	return true
}
func (e echo) TCPReceiveError(int, sockets.Code) {}
func (e echo) AcceptError(int, sockets.Code)     {}
func (e echo) UDPReceiveError(int, sockets.Code) {}
func (e echo) UDPReceived(id int, data []byte, from sockets.Endpoint) bool {
	e.host.UDP.Send(id, data, from.Address, from.Port, sockets.AnyFamily, ignoreSent)
	return true
}
func (e echo) Accepted(_, client int) { e.host.TCP.SetPaused(client, false, ignore) }

func ignore(error)          {}
func ignoreSent(int, error) {}

// BenchmarkEcho sends messages one at a time and waits for each to come back.
func BenchmarkEcho(b *testing.B) {
	for _, size := range []int{64, 64 << 10} {
		for _, backend := range eventloop.Backends() {
			b.Run(fmt.Sprintf("%d/%s", size, backend), func(b *testing.B) {
				w := start(b, backend, sockets.Options{})
				_, port := w.listening()
				w.do(func() { w.SetEvents(echo{host: w.Host}) })
				peer := dialNet(b, port)
				p := make([]byte, size)
				b.SetBytes(int64(size))
				b.ReportAllocs()
				for b.Loop() {
					if _, err := peer.Write(p); err != nil {
						b.Fatal(err)
					}
					if _, err := io.ReadFull(peer, p); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// BenchmarkSend sends 64 KiB at a time, each after the answer to the last, to a
// peer that only reads.
func BenchmarkSend(b *testing.B) {
	for _, backend := range eventloop.Backends() {
		b.Run(backend.String(), func(b *testing.B) {
			w := start(b, backend, sockets.Options{})
			id, peer := w.connected()
			go io.Copy(io.Discard, struct{ io.Reader }{peer})
			p := make([]byte, 64<<10)
			left := 0
			done := make(chan error, 1)
			var sent func(int, error)
			sent = func(_ int, err error) {
				if left--; err != nil || left == 0 {
					done <- err
					return
				}
				w.TCP.Send(id, p, sent)
			}
			b.SetBytes(int64(len(p)))
			b.ReportAllocs()
			b.ResetTimer()
			w.loop.Post(func() { left = b.N; w.TCP.Send(id, p, sent) })
			require.NoError(b, <-done)
			b.StopTimer()
		})
	}
}
