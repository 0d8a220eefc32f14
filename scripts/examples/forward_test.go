package examples_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"io"
	"net"
	"os"
	"strings"
	"testing"
	"time"
)

// forwardTo starts port-forward.js in front of addr.
func forwardTo(t *testing.T, addr string) *program {
	t.Helper()
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		t.Fatal(err)
	}
	return serve(t, "port-forward.js", "0", host, port)
}

func TestForwardInFrontOfHTTP(t *testing.T) {
	server := serve(t, "http-hello.js", "0")
	p := forwardTo(t, server.addr)
	client, opened := browser(t)
	for range 200 {
		if response, body := get(t, client, "GET", "http://"+p.addr+"/"); response.StatusCode != 200 || body != hello {
			t.Fatalf("got %s, %q", response.Status, body)
		}
	}
	if opened.Load() != 1 {
		t.Errorf("200 requests took %d connections, want 1", opened.Load())
	}
	for range 20 {
		conn := dial(t, p.addr)
		write(t, conn, "GET / HTTP/1.0\r\n\r\n")
		if answer, err := io.ReadAll(conn); !strings.HasSuffix(string(answer), hello) || err != nil {
			t.Fatalf("got %q, %v", answer, err)
		}
	}
	p.stop()
	server.stop()
}

func TestForwardCarriesBothWaysAtOnce(t *testing.T) {
	server := serve(t, "tcp-echo.js", "0")
	p := forwardTo(t, server.addr)
	conn := dial(t, p.addr)
	sent := noise(3, 8<<20)
	go conn.Write(sent)
	got := make([]byte, len(sent))
	if _, err := io.ReadFull(conn, got); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, sent) {
		t.Fatal("the bytes came back changed")
	}
	p.stop()
	server.stop()
}

func TestForwardEndsWithEitherSide(t *testing.T) {
	listener := listen(t)
	p := forwardTo(t, listener.Addr().String())
	before := p.descriptors()
	for _, clientEnds := range []bool{true, false} {
		client := dial(t, p.addr)
		server := accept(t, listener)
		first, second := net.Conn(client), net.Conn(server)
		if !clientEnds {
			first, second = second, first
		}
		write(t, first, "last words")
		first.Close()
		if got, err := io.ReadAll(second); string(got) != "last words" || err != nil {
			t.Errorf("client ends first: %v: got %q, %v", clientEnds, got, err)
		}
		second.Close()
	}
	// The next pair works, and while it does the two before it go: each byte gives the forwarder a turn.
	client := dial(t, p.addr)
	server := accept(t, listener)
	for open := -1; open != before+2; open = p.descriptors() {
		write(t, client, "x")
		if _, err := io.ReadFull(server, make([]byte, 1)); err != nil {
			t.Fatalf("%d descriptors with one pair open, want %d; then: %v", open, before+2, err)
		}
	}
	p.stop()
}

func TestForwardToNobody(t *testing.T) {
	port := unusedPort(t)
	p := forwardTo(t, "127.0.0.1:"+port)
	conn := dial(t, p.addr)
	if got, err := io.ReadAll(conn); len(got) != 0 || err != nil {
		t.Errorf("got %q, %v; want the end", got, err)
	}
	p.signal(os.Interrupt)
	p.end()
	if want := "cannot reach 127.0.0.1:" + port + ": net::ERR_CONNECTION_REFUSED"; strings.TrimSpace(p.stderr.String()) != want {
		t.Errorf("stderr: got %q, want %q", p.stderr, want)
	}
}

func TestForwardHoldsBackAFastSender(t *testing.T) {
	listener := listen(t)
	p := forwardTo(t, listener.Addr().String())
	idle := p.memory("VmRSS")
	client := dial(t, p.addr)
	server := accept(t, listener)

	// Nobody reads: the sender must get stuck once the kernel's buffers and the forwarder's megabyte are full.
	const enough = 256 << 20
	block := noise(4, 64<<10)
	sum := sha256.New()
	var sent int64
	for sent < enough {
		client.SetWriteDeadline(time.Now().Add(2 * time.Second))
		n, err := client.Write(block)
		sum.Write(block[:n])
		sent += int64(n)
		if os.IsTimeout(err) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if sent >= enough {
		t.Fatalf("%d MiB went in while nothing came out", sent>>20)
	}
	if grown := p.memory("VmHWM") - idle; grown > 64<<20 {
		t.Errorf("the forwarder grew by %d MiB while it held the sender back", grown>>20)
	}

	client.Close()
	received := sha256.New()
	if n, err := io.Copy(received, server); n != sent || err != nil {
		t.Fatalf("%d of %d bytes arrived, %v", n, sent, err)
	}
	if !bytes.Equal(received.Sum(nil), sum.Sum(nil)) {
		t.Error("the bytes arrived changed")
	}
	p.stop()
}

func TestForwardCarriesAGibibyte(t *testing.T) {
	size := int64(1 << 30)
	if testing.Short() {
		size = 64 << 20
	}
	listener := listen(t)
	p := forwardTo(t, listener.Addr().String())
	idle := p.memory("VmRSS")
	client := dial(t, p.addr)
	server := accept(t, listener)
	listener.SetDeadline(time.Time{})
	for _, conn := range []net.Conn{client, server} {
		conn.SetDeadline(time.Now().Add(10 * patience))
	}

	sum := sha256.New()
	failed := make(chan error, 1)
	go func() {
		defer client.Close()
		failed <- pour(io.MultiWriter(client, sum), size)
	}()
	received := sha256.New()
	if n, err := io.Copy(received, server); n != size || err != nil {
		t.Fatalf("%d of %d bytes arrived, %v", n, size, err)
	}
	if err := <-failed; err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(received.Sum(nil), sum.Sum(nil)) {
		t.Error("the bytes arrived changed")
	}
	grown := p.memory("VmHWM") - idle
	t.Logf("%d MiB went through; the forwarder grew by %d MiB at most", size>>20, grown>>20)
	// The heap of any program may grow by some 40 MiB before it is collected.
	if grown > 96<<20 {
		t.Errorf("the forwarder grew by %d MiB, want at most 96", grown>>20)
	}
	p.stop()
}

// pour writes size bytes in which no two blocks are alike, so a lost, doubled or swapped one changes the sum.
func pour(w io.Writer, size int64) error {
	block := noise(5, 256<<10)
	for number := uint64(0); size > 0; number++ {
		binary.BigEndian.PutUint64(block, number)
		n, err := w.Write(block[:min(size, int64(len(block)))])
		if err != nil {
			return err
		}
		size -= int64(n)
	}
	return nil
}
