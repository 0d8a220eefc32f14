package examples_test

import (
	"bufio"
	"net"
	"strings"
	"testing"
)

func TestClientPrintsWhatComesUntilTheServerCloses(t *testing.T) {
	for _, host := range []string{"127.0.0.1", "localhost"} {
		t.Run(host, func(t *testing.T) {
			listener := listen(t)
			_, port, _ := net.SplitHostPort(listener.Addr().String())
			p := run(t, "tcp-client.js", host, port, "grüße")
			conn := accept(t, listener)
			if line, err := bufio.NewReader(conn).ReadString('\n'); line != "grüße\n" || err != nil {
				t.Fatalf("the server got %q, %v", line, err)
			}
			write(t, conn, "first\r\nsec")
			write(t, conn, "ond \xe2\x98")
			write(t, conn, "\x83\n\nno line end")
			conn.Close()
			for _, want := range []string{"connected to " + host + ":" + port, "first", "second ☃", "", "no line end"} {
				if got := p.line(); got != want {
					t.Errorf("got line %q, want %q", got, want)
				}
			}
			if code := p.end(); code != 0 {
				t.Errorf("exit code %d, want 0", code)
			}
			if p.stderr.String() != "" {
				t.Errorf("unexpected words on stderr: %s", p.stderr)
			}
		})
	}
}

func TestClientSaysWhenItIsRefused(t *testing.T) {
	port := unusedPort(t)
	p := run(t, "tcp-client.js", "127.0.0.1", port)
	p.end()
	if want := "cannot connect to 127.0.0.1:" + port + ": net::ERR_CONNECTION_REFUSED"; strings.TrimSpace(p.stderr.String()) != want {
		t.Errorf("stderr: got %q, want %q", p.stderr, want)
	}
}

func TestClientEndsWhenTheConnectionIsReset(t *testing.T) {
	listener := listen(t)
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	p := run(t, "tcp-client.js", "127.0.0.1", port)
	conn := accept(t, listener)
	p.line()
	if _, err := bufio.NewReader(conn).ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	conn.SetLinger(0)
	conn.Close()
	if code := p.end(); code != 0 {
		t.Errorf("exit code %d, want 0", code)
	}
}
