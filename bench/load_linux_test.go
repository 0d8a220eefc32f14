package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// The test binary is one of the servers, too, when it is called as bench is.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && strings.HasPrefix(os.Args[1], "-serve=") {
		os.Exit(run(context.Background(), os.Args[1:]))
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

// startOwn starts a server of this binary until the test ends.
func startOwn(t *testing.T, name string, args ...string) *server {
	t.Helper()
	command, err := own(name, args...)(nil)
	if err != nil {
		t.Fatal(err)
	}
	s, err := startServer(t.Context(), command)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.stop)
	return s
}

func TestLoads(t *testing.T) {
	bytes := []load{echoLoad{1, 64, 1, bare}, echoLoad{10, 64, 1, bare}, echoLoad{100, 64, 1, bare}, echoLoad{3, 16, 1, bare}, echoLoad{2, 65536, 1, bare}}
	deep := []load{echoLoad{1, 64 << 10, 4, bare}, echoLoad{10, 64 << 10, 4, bare}, echoLoad{3, 16, 100, bare}}
	ends := []load{churnLoad{1, 64}, churnLoad{16, 64}, churnLoad{2, 64 << 10}}
	datagram := []load{echoLoad{1, 64, 1, datagrams}, echoLoad{100, 64, 1, datagrams}, echoLoad{2, 1400, 2, datagrams}}
	frames := []load{
		echoLoad{1, 64, 1, textFrames}, echoLoad{100, 64, 1, textFrames}, echoLoad{1000, 64, 1, textFrames}, echoLoad{3, 16, 1, textFrames},
		echoLoad{2, 125, 1, textFrames}, echoLoad{2, 126, 1, textFrames}, echoLoad{2, 65535, 1, textFrames}, echoLoad{2, 65536, 1, textFrames},
		echoLoad{10, 64, 1, binaryFrames}, echoLoad{2, 65536, 1, binaryFrames}, echoLoad{3, 126, 5, binaryFrames},
	}
	copies := []load{publishLoad{1, 64}, publishLoad{10, 64}, publishLoad{1000, 64}, publishLoad{3, 65536}}
	cases := []struct {
		server string
		loads  []load
		huge   load // may be too much for a brief window
	}{
		{"gonet", slices.Concat(bytes, deep, ends), echoLoad{2, 16 << 20, 1, bare}},
		{"goepoll", slices.Concat(bytes, deep, ends), echoLoad{2, 16 << 20, 1, bare}},
		{"gonet-udp", datagram, echoLoad{1, 60000, 1, datagrams}},
		{"gorilla-echo", frames, echoLoad{2, 16 << 20, 1, textFrames}},
		{"gorilla-publish", copies, publishLoad{3, 16 << 20}},
	}
	for _, c := range cases {
		t.Run(c.server, func(t *testing.T) {
			s := startOwn(t, c.server)
			for _, load := range append(c.loads, c.huge) {
				var opened, closed int
				counted, err := load.run(t.Context(), target{addr: s.addr}, briefly(&opened, &closed))
				if err != nil {
					t.Fatalf("%+v: %v", load, err)
				}
				if opened != 1 || closed != 1 {
					t.Errorf("%+v: the window opened %d and closed %d times", load, opened, closed)
				}
				if counted.operations == 0 && load != c.huge {
					// The machine may be that busy; it is not for ever.
					w := briefly(&opened, &closed)
					w.duration = 10 * time.Second
					if counted, err = load.run(t.Context(), target{addr: s.addr}, w); counted.operations == 0 {
						t.Errorf("%+v: not one answer in the window, %v", load, err)
					}
				}
			}
			if used, err := cpuTime(s.cmd.Process.Pid); err != nil || used <= 0 {
				t.Errorf("CPU time %v, %v", used, err)
			}
			if resident, err := residentMemory([]int{s.cmd.Process.Pid}); err != nil || resident < 1<<20 {
				t.Errorf("resident memory %d, %v", resident, err)
			}
		})
	}
}

func TestPacedLoad(t *testing.T) {
	s := startOwn(t, "gonet")
	var opened, closed int
	w := briefly(&opened, &closed)
	w.duration = 200 * time.Millisecond
	counted, err := pacedLoad{10, 64, 1000}.run(t.Context(), target{addr: s.addr}, w)
	if err != nil {
		t.Fatal(err)
	}
	// 200 are due; a busy machine may shift some out of the window and some in.
	if n := len(counted.latencies); n < 50 || n > 400 || int64(n) != counted.operations {
		t.Errorf("%d latencies of %d operations", n, counted.operations)
	}
	for _, latency := range counted.latencies {
		if latency <= 0 || latency > stuckAfter {
			t.Errorf("an answer came %v after its message was due", latency)
		}
	}
}

// A server that keeps answers back gets more messages meanwhile, and is charged for each from when it was due.
func TestPacedLoadDoesNotWait(t *testing.T) {
	const held = 50
	addr := spoil(t, func(conn net.Conn) {
		defer conn.Close()
		messages := make([]byte, held*64)
		if _, err := io.ReadFull(conn, messages); err != nil {
			return
		}
		conn.Write(messages)
		io.Copy(struct{ io.Writer }{conn}, conn)
	})
	w := window{duration: 200 * time.Millisecond, opened: func() {}, closed: func() {}}
	counted, err := pacedLoad{1, 64, 1000}.run(t.Context(), target{addr: addr}, w)
	if err != nil {
		t.Fatal(err)
	}
	// The first waited for 49 others, one each millisecond, the next for 48.
	late := 0
	for _, latency := range counted.latencies {
		if latency >= held/2*time.Millisecond {
			late++
		}
	}
	if late < held/2-1 {
		t.Errorf("%d of %d answers were late, want %d", late, len(counted.latencies), held/2)
	}
}

func TestForward(t *testing.T) {
	far := startOwn(t, "goepoll")
	near := startOwn(t, "gonet-forward", towards(far.addr, []string{beyondHost + ":" + beyondPort})...)
	for _, load := range []load{echoLoad{20, 64, 1, bare}, echoLoad{3, bulk, 4, bare}} {
		var opened, closed int
		if _, err := load.run(t.Context(), target{addr: near.addr}, briefly(&opened, &closed)); err != nil {
			t.Errorf("%+v: %v", load, err)
		}
	}
}

func TestHTTPLoad(t *testing.T) {
	load := httpLoad{5, hello}
	if err := load.possible(); err != nil {
		t.Skip(err)
	}
	s := startOwn(t, "gonet-http")
	var opened, closed int
	counted, err := load.run(t.Context(), target{addr: s.addr}, briefly(&opened, &closed))
	if err != nil || counted.operations == 0 || opened != 1 || closed != 1 {
		t.Errorf("got %+v, %v", counted, err)
	}
	load.body = "something else"
	if _, err := load.run(t.Context(), target{addr: s.addr}, briefly(&opened, &closed)); err == nil {
		t.Error("a wrong page must be an error")
	}
}

func TestIdleLoad(t *testing.T) {
	for server, framing := range map[string]framing{"gonet": bare, "gorilla-echo": textFrames} {
		s := startOwn(t, server)
		ctx, cancel := context.WithCancel(t.Context())
		opened := 0
		counted, err := idleLoad{250, 64, framing}.run(ctx, target{addr: s.addr}, window{opened: func() { opened++; cancel() }})
		if err != nil && !errors.Is(err, context.Canceled) || opened != 1 || counted.operations != 250 && err == nil {
			t.Errorf("%s: opened %d times, %+v, %v", server, opened, counted, err)
		}
	}
}

func TestIdleLoadWantsDescriptors(t *testing.T) {
	if err := (idleLoad{10, 64, bare}).possible(); err != nil {
		t.Error(err)
	}
	if err := (idleLoad{1 << 40, 64, bare}).possible(); err == nil {
		t.Error("no system has so many")
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
			_, err := echoLoad{1, 64, 1, bare}.run(t.Context(), target{addr: spoil(t, c.handle)}, briefly(&opened, &closed))
			if !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
}

func TestPipelinedLoadsNoticeWhatIsWrong(t *testing.T) {
	cases := []struct {
		name string
		// answer gets two messages of 64 bytes.
		answer func(conn net.Conn, messages []byte)
		want   error
	}{
		{"the second first", func(conn net.Conn, m []byte) { conn.Write(slices.Concat(m[64:], m[:64])) }, errCorrupt},
		{"the first twice", func(conn net.Conn, m []byte) { conn.Write(slices.Concat(m[:64], m[:64])) }, errCorrupt},
		{"one too many", func(conn net.Conn, m []byte) { conn.Write(slices.Concat(m, m, m)) }, errCorrupt},
		{"an end in between", func(conn net.Conn, m []byte) { conn.Write(m[:100]) }, errServerClosed},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			addr := spoil(t, func(conn net.Conn) {
				defer conn.Close()
				messages := make([]byte, 128)
				io.ReadFull(conn, messages)
				c.answer(conn, messages)
			})
			var opened, closed int
			// What the load sends after an end may be answered with a reset.
			_, err := echoLoad{1, 64, 2, bare}.run(t.Context(), target{addr: addr}, briefly(&opened, &closed))
			if !errors.Is(err, c.want) && !(c.want == errServerClosed && errors.Is(err, syscall.ECONNRESET)) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
}

func TestChurnNoticesWhatIsWrong(t *testing.T) {
	addr := spoil(t, func(conn net.Conn) {
		defer conn.Close()
		message := make([]byte, 64)
		io.ReadFull(conn, message)
		message[63]++
		conn.Write(message)
	})
	var opened, closed int
	if _, err := (churnLoad{2, 64}).run(t.Context(), target{addr: addr}, briefly(&opened, &closed)); !errors.Is(err, errCorrupt) {
		t.Errorf("got %v, want %v", err, errCorrupt)
	}
}

func TestLoadsNoticeWrongFrames(t *testing.T) {
	flip := func(i int, bits byte) func(frame []byte) []byte {
		return func(frame []byte) []byte { frame[i] ^= bits; return frame }
	}
	wrong := []struct {
		name   string
		change func(frame []byte) []byte // frame is a proper answer to a message of 64 bytes
	}{
		{"a changed byte", flip(65, 1)},
		{"a binary message", flip(0, 3)},
		{"a fragment", flip(0, 0x80)},
		{"a reserved bit", flip(0, 0x40)},
		{"a shorter message", flip(1, 1)},
		{"a mask", func(frame []byte) []byte {
			return append([]byte{frame[0], frame[1] | 0x80, 0, 0, 0, 0}, frame[2:]...)
		}},
		{"a long form of the length", func(frame []byte) []byte {
			return append([]byte{frame[0], 126, 0, frame[1]}, frame[2:]...)
		}},
		{"a ping", func(frame []byte) []byte { return append([]byte{0x89, 0}, frame...) }},
		{"a close frame", func([]byte) []byte { return []byte{0x88, 2, 3, 232} }},
		{"two copies", func(frame []byte) []byte { return append(frame, frame...) }},
	}
	for _, c := range wrong {
		addr := spoil(t, func(conn net.Conn) { echoFrame(conn, c.change) })
		for _, load := range []load{echoLoad{1, 64, 1, textFrames}, publishLoad{1, 64}} {
			var opened, closed int
			if _, err := load.run(t.Context(), target{addr: addr}, briefly(&opened, &closed)); !errors.Is(err, errCorrupt) {
				t.Errorf("%s, %+v: got %v, want %v", c.name, load, err, errCorrupt)
			}
		}
	}
}

// echoFrame answers one message of 64 bytes with a frame that change may spoil, and waits for the client to leave.
func echoFrame(conn net.Conn, change func(frame []byte) []byte) {
	defer conn.Close()
	reader := bufio.NewReader(conn)
	request, err := http.ReadRequest(reader)
	if err != nil {
		return
	}
	io.WriteString(conn, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"+
		"Sec-WebSocket-Accept: "+acceptance(request.Header.Get("Sec-WebSocket-Key"))+"\r\n\r\n")
	io.ReadFull(reader, make([]byte, 6)) // the ping
	conn.Write([]byte{0x8a, 0})
	message := make([]byte, 6+64)
	if _, err := io.ReadFull(reader, message); err != nil {
		return
	}
	frame := []byte{0x81, 64}
	for i, b := range message[6:] {
		frame = append(frame, b^message[2+i%4])
	}
	conn.Write(change(frame))
	io.Copy(io.Discard, reader)
}

func TestLoadsWaitForTheServerToClose(t *testing.T) {
	var closing atomic.Int32
	addr := spoil(t, func(conn net.Conn) {
		io.Copy(struct{ io.Writer }{conn}, conn)
		closing.Add(1)
		conn.Close()
	})
	var opened, closed int
	if _, err := (echoLoad{20, 64, 1, bare}).run(t.Context(), target{addr: addr}, briefly(&opened, &closed)); err != nil {
		t.Fatal(err)
	}
	if n := closing.Load(); n != 20 {
		t.Errorf("the load has ended, the server has closed %d of 20 connections", n)
	}
}

func TestEchoLoadEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	addr := spoil(t, func(conn net.Conn) { cancel() })
	var opened, closed int
	w := briefly(&opened, &closed)
	w.duration = time.Hour
	if _, err := (echoLoad{1, 64, 1, bare}).run(ctx, target{addr: addr}, w); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
}
