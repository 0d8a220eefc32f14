package conformance

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// resetDelay is what sendrst waits: a reset at once would take back the text.
const resetDelay = 20 * time.Millisecond

// do does what the first line says; README.md has the table. The connection is closed when it returns.
func (s *session) do(words []string) {
	if len(words) == 0 {
		s.logf("bad command")
		return
	}
	rest := words[1:]
	switch words[0] {
	case "echo":
		s.echo(rest)
	case "sink":
		n, err := io.Copy(io.Discard, s.r)
		s.logf("sink got %d", n)
		s.ended("sink", err)
		s.closeWrite()
	case "hold":
		<-s.pause(lifetime)
	case "watch":
		s.watch()
	case "fin":
		if text := s.text(rest); text != "" {
			s.write(text)
		}
		s.closeWrite()
		s.ended("fin", s.drain())
		s.logf("fin closed")
	case "half":
		s.closeWrite()
		s.ended("half", s.each(func(data []byte) { s.logf("half got %d", len(data)) }))
		s.logf("half FIN")
	case "rst":
		<-s.pause(s.milliseconds(rest))
		s.reset()
	case "close":
		<-s.pause(s.milliseconds(rest))
		s.closeWrite()
		s.drain()
	case "blast":
		s.blast(rest)
	case "send":
		s.write(s.text(rest))
		s.drain()
	case "sendfin":
		s.write(s.text(rest))
		s.closeWrite()
		s.drain()
	case "sendrst":
		s.write(s.text(rest))
		<-s.pause(resetDelay)
		s.reset()
	case "tls":
		s.tls()
	case "dial":
		s.dial(rest)
	case "udp":
		s.udp(rest)
	case "report":
		s.report(rest)
	default:
		s.logf("bad command %s", strings.Join(words, " "))
	}
}

func (s *session) write(text string) error {
	_, err := io.WriteString(s.conn, text)
	return err
}

// text joins words and replaces escapes.
func (s *session) text(words []string) string {
	joined := strings.Join(words, " ")
	if text, err := strconv.Unquote(`"` + strings.ReplaceAll(joined, `"`, `\"`) + `"`); err == nil {
		return text
	}
	return joined
}

func (s *session) milliseconds(words []string) time.Duration {
	if len(words) == 0 {
		return 0
	}
	ms, err := strconv.Atoi(words[0])
	if err != nil {
		s.logf("not a number of milliseconds: %q", words[0])
	}
	return time.Duration(ms) * time.Millisecond
}

// pause is closed after a time, or when the peer ends.
func (s *session) pause(d time.Duration) <-chan struct{} {
	ctx, cancel := context.WithTimeout(s.peer.ctx, d)
	context.AfterFunc(ctx, cancel)
	return ctx.Done()
}

// each reads to the end and calls f with every chunk.
func (s *session) each(f func(data []byte)) error {
	buf := make([]byte, 65536)
	for {
		n, err := s.r.Read(buf)
		if n > 0 {
			f(buf[:n])
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func (s *session) drain() error { return s.each(func([]byte) {}) }

// ended notices how a connection ended, unless it was in order or the peer's
// own doing.
func (s *session) ended(command string, err error) {
	if err != nil && s.peer.ctx.Err() == nil {
		s.logf("%s error %s", command, errorName(err))
	}
}

// errorName is the name that Node.js has for an error, where it has one.
func errorName(err error) string {
	for code, name := range map[syscall.Errno]string{
		syscall.ECONNREFUSED: "ECONNREFUSED",
		syscall.ECONNRESET:   "ECONNRESET",
		syscall.EPIPE:        "EPIPE",
		syscall.ETIMEDOUT:    "ETIMEDOUT",
	} {
		if errors.Is(err, code) {
			return name
		}
	}
	return err.Error()
}

// closeWrite sends FIN, behind TLS after its own goodbye.
func (s *session) closeWrite() {
	if over, ok := s.conn.(*tls.Conn); ok {
		over.CloseWrite()
	}
	if conn := s.tcp(); conn != nil {
		conn.CloseWrite()
	}
}

func (s *session) reset() {
	if conn := s.tcp(); conn != nil {
		conn.SetLinger(0)
		conn.Close()
	}
}

// tcp is the TCP connection below whatever lies on it.
func (s *session) tcp() *net.TCPConn {
	conn := s.conn
	for {
		switch c := conn.(type) {
		case *net.TCPConn:
			return c
		case interface{ NetConn() net.Conn }:
			conn = c.NetConn()
		default:
			return nil
		}
	}
}

func (s *session) echo([]string) {
	err := s.each(func(data []byte) { s.conn.Write(data) })
	s.ended("echo", err)
	s.closeWrite()
}

func (s *session) watch() {
	err := s.each(func(data []byte) {
		s.logf("watch data %.80s len %d", strconv.Quote(string(data)), len(data))
	})
	if err != nil {
		if s.peer.ctx.Err() == nil {
			s.logf("watch close hadError=true")
		}
		return
	}
	s.logf("watch FIN")
}

func (s *session) blast(words []string) {
	left, chunk := 0, 65536
	if len(words) > 0 {
		left, _ = strconv.Atoi(words[0])
	}
	if len(words) > 1 {
		if n, err := strconv.Atoi(words[1]); err == nil && n > 0 {
			chunk = n
		}
	}
	data := []byte(strings.Repeat("a", min(chunk, max(left, 0))))
	ended := make(chan struct{})
	s.peer.wg.Go(func() {
		s.drain()
		close(ended)
	})
	for left > 0 {
		n, err := s.conn.Write(data[:min(len(data), left)])
		if left -= n; err != nil {
			break
		}
	}
	if slices.Contains(words, "end") {
		s.closeWrite()
	}
	<-ended
}

// tls tells the script what the handshake agreed on.
func (s *session) tls() {
	over, ok := s.conn.(*tls.Conn)
	if !ok {
		s.write("no TLS\n")
		return
	}
	state := over.ConnectionState()
	s.write(fmt.Sprintf("version=%s name=%s certificates=%d\n",
		strings.ReplaceAll(tls.VersionName(state.Version), " ", ""), state.ServerName, len(state.PeerCertificates)))
	s.echo(nil)
}

// dial makes a connection of the peer's own; the one that asked for it stays
// open beside it.
func (s *session) dial(words []string) {
	if len(words) < 2 {
		s.logf("dial needs a port and a command")
		return
	}
	host := "127.0.0.1"
	if last := words[len(words)-1]; strings.HasPrefix(last, "@") {
		host, words = last[1:], words[:len(words)-1]
	}
	dialer := net.Dialer{Timeout: lifetime}
	conn, err := dialer.DialContext(s.peer.ctx, "tcp", net.JoinHostPort(host, words[0]))
	if err != nil {
		s.logf("dial error %s", errorName(err))
		s.drain()
		return
	}
	s.logf("dial connected %s", words[0])
	other := s.peer.session(conn, s.token)
	ended := make(chan struct{})
	s.peer.wg.Go(func() {
		s.peer.own(conn, func(net.Conn) { other.do(words[1:]) })
		close(ended)
	})
	s.drain()
	<-ended
}

func (s *session) udp(words []string) {
	if len(words) < 2 {
		s.logf("udp needs a port and sizes")
		return
	}
	conn, err := net.Dial("udp4", net.JoinHostPort("127.0.0.1", words[0]))
	if err != nil {
		s.logf("udp error %s", errorName(err))
		return
	}
	defer conn.Close()
	for _, word := range words[1:] {
		size, err := strconv.Atoi(word)
		if err != nil || size < 0 || size > 65507 {
			s.logf("not a size: %q", word)
			return
		}
		conn.Write([]byte(strings.Repeat("a", size)))
	}
	s.logf("udp sent")
	s.drain()
}
