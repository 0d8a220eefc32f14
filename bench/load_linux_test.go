package main

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"testing"
	"time"
)

// A test binary that finds this variable is one of the servers instead, as bench -serve would be.
const serveVariable = "BENCH_TEST_SERVE"

func TestMain(m *testing.M) {
	if name := os.Getenv(serveVariable); name != "" {
		os.Exit(exit(serve(name)))
	}
	os.Exit(m.Run())
}

// briefly is a window that is only there to pass through it.
func briefly(opened, closed *int) window {
	return window{
		warmup:   5 * time.Millisecond,
		duration: 50 * time.Millisecond,
		opened:   func() { *opened++ },
		closed:   func() { *closed++ },
	}
}

// spoil serves connections with a handler of its own.
func spoil(t *testing.T, handle func(net.Conn)) (addr string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go handle(conn)
		}
	}()
	return listener.Addr().String()
}

func TestEchoLoad(t *testing.T) {
	for _, name := range []string{"gonet", "goepoll"} {
		t.Setenv(serveVariable, name)
		s, err := startServer(t.Context(), []string{os.Args[0]})
		if err != nil {
			t.Fatal(err)
		}
		defer s.stop()
		for _, load := range []echoLoad{{1, 64}, {10, 64}, {100, 64}, {3, 16}, {2, 65536}, {2, 16 << 20}} {
			var opened, closed int
			operations, err := load.run(t.Context(), s.addr, briefly(&opened, &closed))
			if err != nil {
				t.Fatalf("%s, %+v: %v", name, load, err)
			}
			if opened != 1 || closed != 1 {
				t.Errorf("%s, %+v: the window opened %d and closed %d times", name, load, opened, closed)
			}
			if operations == 0 && load.size < 1<<20 {
				// The machine may be that busy; it is not for ever.
				w := briefly(&opened, &closed)
				w.duration = 10 * time.Second
				if operations, err = load.run(t.Context(), s.addr, w); operations == 0 {
					t.Errorf("%s, %+v: not one answer in the window, %v", name, load, err)
				}
			}
		}
		if used, err := cpuTime(s.pid()); err != nil || used <= 0 {
			t.Errorf("%s: CPU time %v, %v", name, used, err)
		}
		if resident, err := residentMemory(s.pid()); err != nil || resident < 1<<20 {
			t.Errorf("%s: resident memory %d, %v", name, resident, err)
		}
	}
}

func TestEchoLoadNoticesWhatIsWrong(t *testing.T) {
	transform := func(change func([]byte) []byte) func(net.Conn) {
		return func(conn net.Conn) {
			defer conn.Close()
			message := make([]byte, 64)
			for {
				if _, err := io.ReadFull(conn, message); err != nil {
					return
				}
				if _, err := conn.Write(change(message)); err != nil {
					return
				}
			}
		}
	}
	first := make([]byte, 64)
	seen := false
	cases := []struct {
		name   string
		handle func(net.Conn)
		want   error
	}{
		{"a changed byte", transform(func(m []byte) []byte { m[63]++; return m }), errCorrupt},
		{"too much", transform(func(m []byte) []byte { return append(m, m...) }), errCorrupt},
		{"yesterday's answer", transform(func(m []byte) []byte {
			if !seen {
				seen = true
				copy(first, m)
			}
			return first
		}), errCorrupt},
		{"an end", func(conn net.Conn) {
			io.ReadFull(conn, make([]byte, 64))
			conn.Close()
		}, errServerClosed},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var opened, closed int
			_, err := echoLoad{1, 64}.run(t.Context(), spoil(t, c.handle), briefly(&opened, &closed))
			if !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
}

func TestEchoLoadEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	addr := spoil(t, func(conn net.Conn) { cancel() })
	var opened, closed int
	w := briefly(&opened, &closed)
	w.duration = time.Hour
	if _, err := (echoLoad{1, 64}).run(ctx, addr, w); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
}
