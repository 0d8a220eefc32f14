package ws

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"slices"
	"time"

	"github.com/gorilla/websocket"

	"github.com/sockhost/sockhost/eventloop"
)

// DialOptions configure [Dial]. The zero value is usable.
type DialOptions struct {
	Protocols []string
	Header    http.Header   // further request fields: Origin, User-Agent, …
	Deflate   bool          // offer permessage-deflate
	TLS       *tls.Config   // for wss; nil trusts the system's authorities
	Timeout   time.Duration // of the handshake; 0 means two minutes
}

const defaultDialTimeout = 2 * time.Minute

// Dialed is an open connection, for [NewConn] in the role Client.
type Dialed struct {
	Stream   eventloop.Stream
	Unread   []byte // for Options.Unread
	Protocol string // the one the server chose, or ""
	Deflate  bool   // permessage-deflate was negotiated
}

// Dial opens a connection to a ws or wss URL. done is called as a task, once,
// unless cancel was called before.
func Dial(loop *eventloop.Loop, url string, o DialOptions, done func(*Dialed, error)) (cancel func()) {
	if o.Timeout == 0 {
		o.Timeout = defaultDialTimeout
	}
	ctx, stop := context.WithTimeout(context.Background(), o.Timeout)
	cancelled := false
	go func() {
		opened, err := open(ctx, url, o)
		stop()
		loop.Post(func() {
			switch {
			case cancelled:
				if err == nil {
					opened.head.Conn.Close()
				}
			case err != nil:
				done(nil, err)
			default:
				d := &Dialed{Unread: opened.head.rest(), Protocol: opened.protocol, Deflate: opened.deflate}
				d.Stream = loop.Wrap(opened.head.Conn)
				done(d, nil)
			}
		})
	}()
	return func() {
		cancelled = true
		stop()
	}
}

// opened is the outcome of a handshake.
type opened struct {
	head     *headConn
	protocol string
	deflate  bool
}

func open(ctx context.Context, url string, o DialOptions) (*opened, error) {
	var head *headConn
	dialer := websocket.Dialer{
		Subprotocols:      o.Protocols,
		EnableCompression: o.Deflate,
		NetDialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			conn, err := dialTCP(ctx, address)
			if err != nil {
				return nil, err
			}
			head = newHeadConn(conn)
			return head, nil
		},
		NetDialTLSContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			conn, err := dialTLS(ctx, address, o.TLS)
			if err != nil {
				return nil, err
			}
			head = newHeadConn(conn)
			return head, nil
		},
	}
	_, response, err := dialer.DialContext(ctx, url, o.Header)
	if err == nil {
		if err = checkAnswer(response, o); err != nil {
			head.Close()
		}
	}
	switch {
	case errors.Is(err, websocket.ErrBadHandshake) && response != nil:
		return nil, fmt.Errorf("the server answered %s instead of opening a WebSocket", response.Status)
	case errors.Is(err, os.ErrDeadlineExceeded), errors.Is(err, context.DeadlineExceeded):
		return nil, fmt.Errorf("the server did not answer within %v", o.Timeout)
	case err != nil:
		return nil, err
	}
	head.SetDeadline(time.Time{})
	return &opened{
		head:     head,
		protocol: response.Header.Get("Sec-Websocket-Protocol"),
		deflate:  response.Header.Get("Sec-Websocket-Extensions") != "",
	}, nil
}

// checkAnswer refuses what the client did not ask for, which gorilla lets pass.
func checkAnswer(response *http.Response, o DialOptions) error {
	extensions := response.Header.Values("Sec-Websocket-Extensions")
	protocols := response.Header.Values("Sec-Websocket-Protocol")
	switch {
	case !response.ProtoAtLeast(1, 1):
		return errors.New("the server answered with HTTP/1.0")
	case len(response.Header.Values("Sec-Websocket-Accept")) > 1:
		return errors.New("the server answered with more than one Sec-WebSocket-Accept")
	case len(extensions) > 1, len(extensions) == 1 && !(o.Deflate && agreed(extensions[0])):
		return errors.New("the server answered with an extension that was not offered")
	case len(protocols) > 1, len(protocols) == 1 && !slices.Contains(o.Protocols, protocols[0]):
		return errors.New("the server chose a subprotocol that was not offered")
	case len(o.Protocols) > 0 && len(protocols) == 0:
		return errors.New("the server chose none of the subprotocols")
	}
	return nil
}

// agreed tells whether a server's answer is the permessage-deflate that was
// offered. It may narrow its own window, which inflating needs not know.
func agreed(extension string) bool {
	return isDeflate(extension, map[string]func(string) bool{
		"server_no_context_takeover": isEmpty,
		"client_no_context_takeover": isEmpty,
		"server_max_window_bits":     isWindow,
	})
}

func dialTCP(ctx context.Context, address string) (net.Conn, error) {
	dialer := net.Dialer{KeepAliveConfig: net.KeepAliveConfig{
		Enable: true, Idle: eventloop.KeepAliveDelay, Interval: eventloop.KeepAliveDelay, Count: -1,
	}}
	return dialer.DialContext(ctx, "tcp", address)
}

func dialTLS(ctx context.Context, address string, config *tls.Config) (net.Conn, error) {
	if config == nil {
		config = &tls.Config{}
	}
	config = config.Clone()
	if config.ServerName == "" {
		host, _, err := net.SplitHostPort(address)
		if err != nil {
			return nil, err
		}
		config.ServerName = host
	}
	conn, err := dialTCP(ctx, address)
	if err != nil {
		return nil, err
	}
	secure := tls.Client(conn, config)
	if err := secure.HandshakeContext(ctx); err != nil {
		conn.Close()
		return nil, err
	}
	return secure, nil
}

// headConn gives the reader of a response its head and nothing of what follows,
// which are frames already.
type headConn struct {
	net.Conn
	in   *bufio.Reader
	seen []byte // the last bytes of the head so far
	size int    // of the head so far
}

const (
	headEnd = "\r\n\r\n"
	maxHead = 256 << 10 // bytes, as in Chromium
)

var errHead = errors.New("the head of the server's answer is too long")

func newHeadConn(conn net.Conn) *headConn { return &headConn{Conn: conn, in: bufio.NewReader(conn)} }

func (h *headConn) Read(p []byte) (int, error) {
	if string(h.seen) == headEnd {
		return 0, io.EOF
	}
	n := 0
	for n < len(p) && string(h.seen) != headEnd {
		if n > 0 && h.in.Buffered() == 0 {
			break
		}
		b, err := h.in.ReadByte()
		if err != nil {
			return n, err
		}
		if h.size++; h.size > maxHead {
			return n, errHead
		}
		p[n] = b
		n++
		h.seen = append(h.seen, b)
		h.seen = h.seen[max(0, len(h.seen)-len(headEnd)):]
	}
	return n, nil
}

// rest returns what was read behind the head.
func (h *headConn) rest() []byte {
	p, _ := h.in.Peek(h.in.Buffered())
	return bytes.Clone(p)
}
