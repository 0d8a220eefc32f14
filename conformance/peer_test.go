package conformance_test

import (
	"bufio"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/sockhost/sockhost/conformance"
)

// dial connects to a port of a peer; nothing on it takes longer than patience.
func dial(t *testing.T, port int) *net.TCPConn {
	t.Helper()
	conn, err := net.Dial("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	conn.SetDeadline(time.Now().Add(patience))
	return conn.(*net.TCPConn)
}

// order connects and gives a command.
func order(t *testing.T, peer *conformance.Peer, command string) *net.TCPConn {
	t.Helper()
	conn := dial(t, peer.Ports().Command)
	io.WriteString(conn, command+"\n")
	return conn
}

// observe returns the lines the peer notices under a token, one at a time.
func observe(t *testing.T, peer *conformance.Peer, token string) func() string {
	t.Helper()
	lines := bufio.NewScanner(order(t, peer, "report "+token))
	next := func() string {
		lines.Scan()
		return lines.Text()
	}
	if got := next(); got != "ready" {
		t.Fatalf("report said %q", got)
	}
	return next
}

func TestPeerSends(t *testing.T) {
	peer := startPeer(t)
	for _, test := range []struct {
		command, say, want string
		err                error
	}{
		{"echo", "hello", "hello", nil},
		{"fin bye", "", "bye", nil},
		{"fin", "", "", nil},
		{"sink", "hello", "", nil},
		{"half", "hello", "", nil},
		{"sendfin a b\\n\\x00", "", "a b\n\x00", nil},
		{`sendfin "q" \`, "", `"q" \`, nil},
		{"blast 100000 1000 end", "", strings.Repeat("a", 100000), nil},
		{"blast 3 end", "", "aaa", nil},
		{"close 1", "", "", nil},
		{"tls", "x", "no TLS\n", nil},
		{"nonsense", "", "", nil},
		{"rst", "", "", syscall.ECONNRESET},
		{"rst 1", "", "", syscall.ECONNRESET},
		{"sendrst text", "", "text", syscall.ECONNRESET},
	} {
		t.Run(test.command, func(t *testing.T) {
			t.Parallel()
			conn := order(t, peer, test.command)
			if test.say != "" {
				io.WriteString(conn, test.say)
				conn.CloseWrite()
			}
			got, err := io.ReadAll(conn)
			if string(got) != test.want || !errors.Is(err, test.err) {
				t.Errorf("got %.100q, %v, want %.100q, %v", got, err, test.want, test.err)
			}
		})
	}
}

func TestPeerReports(t *testing.T) {
	peer := startPeer(t)
	for _, test := range []struct {
		command string
		act     func(*net.TCPConn)
		want    string
	}{
		{"watch", func(c *net.TCPConn) { io.WriteString(c, "hello"); c.CloseWrite() }, `watch data "hello" len 5|watch FIN`},
		{"watch", func(c *net.TCPConn) { c.SetLinger(0); c.Close() }, "watch close hadError=true"},
		{"half", func(c *net.TCPConn) { io.WriteString(c, "hello"); c.CloseWrite() }, "half got 5|half FIN"},
		{"sink", func(c *net.TCPConn) { io.WriteString(c, "hello"); c.CloseWrite() }, "sink got 5"},
		{"fin", func(c *net.TCPConn) { c.Close() }, "fin closed"},
		{"nonsense 1", func(*net.TCPConn) {}, "bad command nonsense 1"},
		{"dial 1 hold", func(*net.TCPConn) {}, "dial error ECONNREFUSED"},
	} {
		t.Run(test.command, func(t *testing.T) {
			t.Parallel()
			token := t.Name()
			next := observe(t, peer, token)
			conn := order(t, peer, "as "+token+" "+test.command)
			test.act(conn)
			for _, want := range strings.Split(test.want, "|") {
				if got := next(); got != want {
					t.Errorf("noticed %q, want %q", got, want)
				}
			}
		})
	}
}

func TestPeerDials(t *testing.T) {
	peer := startPeer(t)
	for _, host := range []string{"127.0.0.1", "::1"} {
		t.Run(host, func(t *testing.T) {
			listener, err := net.Listen("tcp", net.JoinHostPort(host, "0"))
			if err != nil {
				t.Skip(err)
			}
			defer listener.Close()
			_, port, _ := net.SplitHostPort(listener.Addr().String())
			next := observe(t, peer, host)
			order(t, peer, fmt.Sprintf("as %s dial %s sendfin hello @%s", host, port, host))
			conn, err := listener.Accept()
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			conn.SetDeadline(time.Now().Add(patience))
			if got, err := io.ReadAll(conn); string(got) != "hello" || err != nil {
				t.Errorf("got %q, %v", got, err)
			}
			if got, want := next(), "dial connected "+port; got != want {
				t.Errorf("noticed %q, want %q", got, want)
			}
		})
	}
}

func TestPeerHoldsAndReadsNothing(t *testing.T) {
	conn := order(t, startPeer(t), "hold")
	conn.SetWriteDeadline(time.Now().Add(patience))
	data := make([]byte, 1<<20)
	conn.SetDeadline(time.Now().Add(50 * time.Millisecond))
	total := 0
	for {
		n, err := conn.Write(data)
		total += n
		if err != nil {
			break
		}
		if total > 1<<30 {
			t.Fatal("the peer reads")
		}
	}
}

func TestPeerEcho(t *testing.T) {
	conn := dial(t, startPeer(t).Ports().Echo)
	io.WriteString(conn, "watch\n")
	conn.CloseWrite()
	if got, err := io.ReadAll(conn); string(got) != "watch\n" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestPeerUDP(t *testing.T) {
	peer := startPeer(t)
	conn, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(patience))
	receive := func() string {
		buf := make([]byte, 65536)
		n, _, err := conn.ReadFrom(buf)
		if err != nil {
			t.Fatal(err)
		}
		return string(buf[:n])
	}
	conn.WriteTo([]byte("hello"), &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1), Port: peer.Ports().UDP})
	if got := receive(); got != "hello" {
		t.Errorf("echo sent %q", got)
	}
	order(t, peer, fmt.Sprintf("udp %d 3 0 1", conn.LocalAddr().(*net.UDPAddr).Port))
	if got := []string{receive(), receive(), receive()}; strings.Join(got, "|") != "aaa||a" {
		t.Errorf("udp sent %q", got)
	}
}

func TestPeerTLS(t *testing.T) {
	peer := startPeer(t)
	ports := peer.Ports().TLS
	for _, test := range []struct {
		name    string
		port    int
		version uint16
		err     string
	}{
		{"good", ports.Good, tls.VersionTLS13, ""},
		{"self-signed", ports.SelfSigned, 0, "unknown authority"},
		{"wrong name", ports.WrongName, 0, "not localhost"},
		{"expired", ports.Expired, 0, "expired"},
		{"1.1", ports.TLS11, 0, "protocol version"},
		{"1.2", ports.TLS12, tls.VersionTLS12, ""},
		{"1.3", ports.TLS13, tls.VersionTLS13, ""},
		{"none", ports.None, 0, "does not look like a TLS handshake"},
		{"offered", ports.ClientCertOffered, tls.VersionTLS13, ""},
		{"required", ports.ClientCertRequired, 0, "certificate required"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			conn := tls.Client(dial(t, test.port), &tls.Config{ServerName: "localhost", RootCAs: peer.Roots()})
			io.WriteString(conn, "tls\n")
			line, err := bufio.NewReader(conn).ReadString('\n')
			if test.err != "" {
				if err == nil {
					t.Fatalf("the peer said %q", line)
				}
				if _, handshake := conn.Write(nil); handshake != nil {
					err = handshake
				}
				if !strings.Contains(err.Error(), test.err) {
					t.Errorf("error %v, want one with %q", err, test.err)
				}
				return
			}
			version := strings.ReplaceAll(tls.VersionName(test.version), " ", "")
			if want := "version=" + version + " name=localhost certificates=0\n"; line != want || err != nil {
				t.Errorf("the peer said %q, %v, want %q", line, err, want)
			}
		})
	}
}

func TestPeerStartTLS(t *testing.T) {
	peer := startPeer(t)
	plain := dial(t, peer.Ports().TLS.StartTLS)
	r := bufio.NewReader(plain)
	for _, step := range []struct{ say, want string }{
		{"", "220 ready\r\n"}, {"EHLO x\r\n", "250 EHLO x\r\n"}, {"STARTTLS\r\n", "220 go ahead\r\n"},
	} {
		io.WriteString(plain, step.say)
		if got, err := r.ReadString('\n'); got != step.want {
			t.Fatalf("the peer said %q, %v, want %q", got, err, step.want)
		}
	}
	conn := tls.Client(plain, &tls.Config{ServerName: "localhost", RootCAs: peer.Roots()})
	io.WriteString(conn, "fin bye\n")
	if got, err := io.ReadAll(conn); string(got) != "bye" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestPeerEndsWithItsConnections(t *testing.T) {
	peer, err := conformance.StartPeer(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	conn := order(t, peer, "hold")
	observe(t, peer, "x")
	peer.Close()
	if _, err := io.ReadAll(conn); errors.Is(err, syscall.ETIMEDOUT) {
		t.Error(err)
	}
	if _, err := net.Dial("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(peer.Ports().Command))); err == nil {
		t.Error("the peer still accepts")
	}
}
