package examples_test

import (
	"bufio"
	"testing"
)

// The server answers while its worker is busy, and can end what the worker is at.
func TestWorker(t *testing.T) {
	p := serve(t, "worker.js", "0")
	conn := dial(t, p.addr)
	reader := bufio.NewReader(conn)
	expect := func(want string) {
		t.Helper()
		if got, err := reader.ReadString('\n'); err != nil || got != want+"\n" {
			t.Fatalf("got line %q, %v; want %q", got, err, want)
		}
	}
	write(t, conn, "100\n")
	expect("100: 25 primes")
	write(t, conn, "300000\nping\n")
	expect("pong")
	expect("300000: 25997 primes")
	write(t, conn, "99999999\n10\nping\nstop\n")
	expect("pong")
	expect("stopped")
	expect("stopped")
	write(t, conn, "1000\nprimes\n")
	expect("a number of up to 8 digits, ping or stop")
	expect("1000: 168 primes")
	p.stop()
}
