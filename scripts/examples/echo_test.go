package examples_test

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"sync"
	"testing"
	"time"
)

// noise returns size bytes that look like nothing in particular but are the same for the same seed.
func noise(seed byte, size int) []byte {
	data := make([]byte, size)
	rand.NewChaCha8([32]byte{seed}).Read(data)
	return data
}

func TestEchoReturnsEveryByte(t *testing.T) {
	p := serve(t, "tcp-echo.js", "0")
	conn := dial(t, p.addr)
	for _, size := range []int{1, 2, 64, 4095, 4096, 4097, 65535, 65536, 65537, 1 << 20} {
		sent, got := noise(1, size), make([]byte, size)
		go conn.Write(sent)
		if _, err := io.ReadFull(conn, got); err != nil {
			t.Fatalf("%d bytes: %v", size, err)
		}
		if !bytes.Equal(got, sent) {
			t.Fatalf("%d bytes came back changed", size)
		}
	}
	p.stop()
}

func TestEchoAnswersAHalfClosedClient(t *testing.T) {
	// What `printf ... | nc` does: the end of the input arrives right behind the data, the answer must still come.
	p := serve(t, "tcp-echo.js", "0")
	for _, size := range []int{6, 4096, 1 << 20} {
		conn := dial(t, p.addr)
		sent := noise(2, size)
		go func() {
			conn.Write(sent)
			conn.CloseWrite()
		}()
		got, err := io.ReadAll(conn)
		if err != nil {
			t.Fatalf("%d bytes: %v", size, err)
		}
		if !bytes.Equal(got, sent) {
			t.Fatalf("%d bytes: %d came back", size, len(got))
		}
	}
	p.stop()
}

func TestEchoServesManyAtOnce(t *testing.T) {
	p := serve(t, "tcp-echo.js", "0")
	var clients sync.WaitGroup
	for client := range 100 {
		conn := dial(t, p.addr)
		clients.Go(func() {
			for round := range 20 {
				sent := fmt.Appendf(nil, "client %d, round %d\n", client, round)
				got := make([]byte, len(sent))
				if _, err := conn.Write(sent); err != nil {
					t.Error(err)
					return
				}
				if _, err := io.ReadFull(conn, got); err != nil || !bytes.Equal(got, sent) {
					t.Errorf("sent %q, got %q, %v", sent, got, err)
					return
				}
			}
		})
	}
	clients.Wait()
	p.stop()
}

func TestEchoLeavesNoSocketBehind(t *testing.T) {
	count := 10_000
	if testing.Short() {
		count = 1_000
	}
	p := serve(t, "tcp-echo.js", "0")
	steady := dial(t, p.addr)
	roundTrip(t, steady)
	before := p.descriptors()
	for i := range count {
		conn, err := net.DialTimeout("tcp", p.addr, patience)
		if err != nil {
			t.Fatalf("connection %d: %v", i, err)
		}
		conn.SetDeadline(time.Now().Add(patience))
		roundTrip(t, conn)
		if i%2 == 1 {
			conn.(*net.TCPConn).SetLinger(0) // a reset instead of an orderly end
		}
		conn.Close()
	}
	// A round trip on another connection gives the server a turn to notice the last close, so this needs no clock.
	deadline := time.Now().Add(patience)
	for p.descriptors() > before {
		if time.Now().After(deadline) {
			t.Fatalf("%d descriptors before, %d after %d connections", before, p.descriptors(), count)
		}
		roundTrip(t, steady)
	}
	p.stop()
}

func roundTrip(t *testing.T, conn net.Conn) {
	t.Helper()
	got := make([]byte, 4)
	if _, err := conn.Write([]byte("ping")); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(conn, got); err != nil || string(got) != "ping" {
		t.Fatalf("echo of ping: %q, %v", got, err)
	}
}
