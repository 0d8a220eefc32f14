package conformance

import (
	"bufio"
	"context"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"strings"
	"sync"
	"time"
)

// Bounds of a peer.
const (
	maxConnections = 1024
	maxFirstLine   = 64 << 10
	lifetime       = 2 * time.Minute // of a connection
)

// Ports are where the servers of a peer listen, all on 127.0.0.1; in cases,
// __config.peers.
type Ports struct {
	// Command is the scriptable peer; Command6 the same on ::1, 0 without IPv6.
	Command  int `json:"command"`
	Command6 int `json:"command6,omitempty"`
	// Echo sends back what it gets, without a first line.
	Echo int `json:"echo"`
	// UDP sends back every datagram.
	UDP int `json:"udp"`
	// TLS are the scriptable peer behind TLS, by the trouble they make.
	TLS TLSPorts `json:"tls"`
	// CA is the certificate, in PEM, of the authority of TLS.Good and others.
	CA string `json:"ca"`
	// Cert and Key, in PEM, are those of TLS.Good, for servers of the cases.
	Cert string `json:"cert"`
	Key  string `json:"key"`
}

// Peer is the other end of the cases' connections: servers on the loopback. A
// client sends one line, and the connection then behaves as the line says; see
// README.md. It is safe for concurrent use.
type Peer struct {
	ports Ports
	log   func(line string)
	ctx   context.Context
	stop  context.CancelFunc
	logs  peerLogs
	roots func() *x509.CertPool
	slots chan struct{} // one for each connection
	wg    sync.WaitGroup
}

// StartPeer starts every server. They end with the context or with Close. Each
// line of what the peer notices goes to log too, unless that is nil; it is
// called from several goroutines.
func StartPeer(ctx context.Context, log func(line string)) (*Peer, error) {
	p := &Peer{log: log, slots: make(chan struct{}, maxConnections)}
	p.ctx, p.stop = context.WithCancel(ctx)
	p.logs.init()
	p.roots = sync.OnceValue(p.newRoots)
	if err := p.start(); err != nil {
		p.Close()
		return nil, err
	}
	return p, nil
}

// Ports tells where the peer listens.
func (p *Peer) Ports() Ports { return p.ports }

// Roots are the authorities of the system and that of the peer.
func (p *Peer) Roots() *x509.CertPool { return p.roots() }

func (p *Peer) newRoots() *x509.CertPool {
	roots, err := x509.SystemCertPool()
	if err != nil {
		roots = x509.NewCertPool() // a system without any
	}
	roots.AppendCertsFromPEM([]byte(p.ports.CA))
	return roots
}

// Close ends every server and connection and waits for them.
func (p *Peer) Close() {
	p.stop()
	p.wg.Wait()
}

func (p *Peer) start() (err error) {
	if p.ports.Command, err = p.serve("127.0.0.1:0", p.command); err != nil {
		return err
	}
	// Without IPv6 there is no such port, and cases that need it are skipped.
	p.ports.Command6, _ = p.serve("[::1]:0", p.command)
	if p.ports.Echo, err = p.serve("127.0.0.1:0", func(conn net.Conn) { p.session(conn, "").echo(nil) }); err != nil {
		return err
	}
	if p.ports.UDP, err = p.serveUDP(); err != nil {
		return err
	}
	return p.startTLS()
}

// serve accepts connections and hands each to handle on a goroutine of its
// own; it is closed when handle returns.
func (p *Peer) serve(address string, handle func(net.Conn)) (port int, err error) {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return 0, err
	}
	closeListener := context.AfterFunc(p.ctx, func() { listener.Close() })
	p.wg.Go(func() {
		defer closeListener()
		for {
			conn, err := listener.Accept()
			switch {
			case errors.Is(err, net.ErrClosed):
				return
			case err != nil:
				continue
			}
			select {
			case p.slots <- struct{}{}:
			case <-p.ctx.Done():
				conn.Close()
				return
			}
			p.wg.Go(func() {
				p.own(conn, handle)
				<-p.slots
			})
		}
	})
	return listener.Addr().(*net.TCPAddr).Port, nil
}

// own runs a connection to its end: of handle, of its lifetime or of the peer.
func (p *Peer) own(conn net.Conn, handle func(net.Conn)) {
	stop := context.AfterFunc(p.ctx, func() { conn.Close() })
	defer stop()
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(lifetime))
	handle(conn)
}

func (p *Peer) serveUDP() (port int, err error) {
	conn, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	stop := context.AfterFunc(p.ctx, func() { conn.Close() })
	p.wg.Go(func() {
		defer stop()
		buf := make([]byte, 65536)
		for {
			n, from, err := conn.ReadFrom(buf)
			switch {
			case errors.Is(err, net.ErrClosed):
				return
			case err == nil:
				conn.WriteTo(buf[:n], from)
			}
		}
	})
	return conn.LocalAddr().(*net.UDPAddr).Port, nil
}

// command reads the first line of a connection and does what it says.
func (p *Peer) command(conn net.Conn) {
	r := bufio.NewReaderSize(conn, 4096)
	line, err := firstLine(r)
	if err != nil {
		return
	}
	words := strings.Fields(line)
	token := ""
	if len(words) >= 2 && words[0] == "as" {
		token, words = words[1], words[2:]
	}
	s := p.session(conn, token)
	s.r = r
	s.do(words)
}

func firstLine(r *bufio.Reader) (string, error) {
	var line []byte
	for len(line) < maxFirstLine {
		part, err := r.ReadSlice('\n')
		line = append(line, part...)
		if err == nil {
			return strings.TrimRight(string(line), "\r\n"), nil
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return "", err
		}
	}
	return "", bufio.ErrTooLong
}

func (p *Peer) session(conn net.Conn, token string) *session {
	return &session{peer: p, conn: conn, r: conn, token: token}
}

// session is one connection of the peer.
type session struct {
	peer  *Peer
	conn  net.Conn
	r     io.Reader // the connection, or what is buffered of it first
	token string
}

func (s *session) logf(format string, args ...any) { s.peer.notice(s.token, format, args...) }
