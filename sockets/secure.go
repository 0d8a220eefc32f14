package sockets

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/netip"
	"os"
	"strings"
	"time"

	"github.com/sockhost/sockhost/eventloop"
)

// TLSVersions are the versions an app accepts, such as "tls1.2". What is not
// known is ignored, and versions before 1.2 mean 1.2, as in Chrome.
type TLSVersions struct{ Min, Max string }

var (
	tlsMinimums = map[string]uint16{"tls1.3": tls.VersionTLS13}
	tlsMaximums = map[string]uint16{"tls1.2": tls.VersionTLS12, "tls1.3": tls.VersionTLS13}
)

// errNotClient is Chrome's answer for sockets that cannot be secured.
const errNotClient = "Socket must be a connected client TCP socket."

// Secure upgrades the connection of a paused client socket to TLS. What was
// sent before goes out first, what is sent meanwhile waits. The server is checked against the name given to
// Connect. The error is a [Code] or [Failure]; with any error but one about
// the state of the socket the socket is gone, as in Chrome.
func (t *TCP) Secure(id int, versions TLSVersions, done func(error)) {
	s, err := t.sockets.find(id)
	switch {
	case err != nil:
		t.host.answer(done, &Failure{InvalidArgument, err.Error()})
	case s.connected() == nil:
		t.host.answer(done, &Failure{InvalidArgument, "Socket not connected"})
	case s.secured:
		t.host.answer(done, &Failure{InvalidArgument, errNotClient})
	case s.accepted || !s.paused:
		s.remove()
		s.disconnect(func(error) { done(Failed) })
	default:
		s.secured = true
		c, config := s.conn, t.host.tlsConfig(s.peerName, versions)
		c.upgrade(func() { c.startTLS(config, done) })
	}
}

// startTLS takes the connection off the loop and starts the handshake.
func (c *connection) startTLS(config *tls.Config, done func(error)) {
	switch s := c.socket; {
	case c.closed || c.broken && s == nil:
		done(Aborted)
		return
	case c.broken:
		s.remove()
		s.letGo()
		done(ConnectionClosed)
		return
	}
	plain, unread := c.stream, c.unread
	ctx, cancel := context.WithCancel(context.Background())
	h := &handshake{conn: c, local: plain.LocalAddr(), remote: plain.RemoteAddr(), cancel: cancel, done: done}
	c.stream, c.unread = h, nil
	config.GetClientCertificate = func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
		h.asked = true
		return &tls.Certificate{}, nil
	}
	plain.Detach(unread, func(conn net.Conn, err error) {
		switch {
		case err != nil:
			h.finish(nil, err)
			return
		case h.closed:
			conn.Close()
			return
		}
		go func() {
			secure := tls.Client(conn, config)
			err := secure.HandshakeContext(ctx)
			if err != nil {
				conn.Close()
			}
			c.host.loop.Post(func() { h.finish(secure, err) })
		}()
	})
}

// tlsConfig is the configuration for a server by the name that was given to
// Connect.
func (h *Host) tlsConfig(name string, versions TLSVersions) *tls.Config {
	if ip, literal := parseLiteral(name); literal {
		name = ip.String()
	} else {
		name = asciiName(name)
	}
	config := &tls.Config{
		ServerName: name,
		MinVersion: max(tls.VersionTLS12, tlsMinimums[versions.Min]),
		MaxVersion: tlsMaximums[versions.Max],
		// The check below replaces Go's, which stops at the first fault it
		// finds; Chrome reports the gravest one.
		InsecureSkipVerify: true,
	}
	if !h.opts.InsecureTLS {
		roots := h.RootCAs()
		config.VerifyConnection = func(state tls.ConnectionState) error {
			return verify(roots, name, state.PeerCertificates, time.Now())
		}
	}
	return config
}

// verify checks a server's certificates. Unknown authority counts more than a
// wrong name, and that more than a wrong date.
func verify(roots *x509.CertPool, name string, chain []*x509.Certificate, now time.Time) error {
	leaf := chain[0]
	opts := x509.VerifyOptions{Roots: roots, Intermediates: x509.NewCertPool(), CurrentTime: now}
	for _, cert := range chain[1:] {
		opts.Intermediates.AddCert(cert)
	}
	dated := now.Before(leaf.NotBefore) || now.After(leaf.NotAfter)
	if dated {
		opts.CurrentTime = leaf.NotAfter
	}
	if _, err := leaf.Verify(opts); err != nil {
		return certificateCode(err)
	}
	if leaf.VerifyHostname(name) != nil {
		return CertNameInvalid
	}
	if dated {
		return CertDateInvalid
	}
	return nil
}

// RootCAs are the authorities to trust. On Linux the system's already honour
// SSL_CERT_FILE. Any goroutine may call it.
func (h *Host) RootCAs() *x509.CertPool {
	h.roots.Lock()
	defer h.roots.Unlock()
	if h.opts.RootCAs == nil {
		h.opts.RootCAs, _ = x509.SystemCertPool()
		if h.opts.RootCAs == nil {
			h.opts.RootCAs = x509.NewCertPool()
		}
		if pem, err := os.ReadFile(os.Getenv("SSL_CERT_FILE")); err == nil {
			h.opts.RootCAs.AppendCertsFromPEM(pem)
		}
	}
	return h.opts.RootCAs
}

func certificateCode(err error) Code {
	var invalid x509.CertificateInvalidError
	var weak x509.InsecureAlgorithmError
	switch {
	case errors.As(err, new(x509.UnknownAuthorityError)):
		return CertAuthorityInvalid
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return CertDateInvalid
	case errors.As(err, &weak):
		return CertWeakSignature
	}
	return CertInvalid
}

// alertCodes maps what Go says of an alert the server sent. Package tls does
// not export the alerts themselves.
var alertCodes = map[string]Code{
	"tls: protocol version not supported": SSLVersionMismatch,
	"tls: handshake failure":              SSLVersionMismatch,
	"tls: insufficient security level":    SSLVersionMismatch,
	"tls: unrecognized name":              SSLUnrecognizedName,
	"tls: error decrypting message":       SSLDecryptError,
	"tls: certificate required":           SSLClientAuthNeeded,
}

// handshakeCode maps the failure of a handshake. A server that asked for a
// certificate and then refuses wanted one.
func handshakeCode(err error, asked bool) Code {
	var code Code
	var op *net.OpError
	switch {
	case errors.As(err, &code):
		return code
	case errors.Is(err, context.Canceled):
		return Aborted
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return ConnectionClosed
	case errors.As(err, &op) && op.Op == "remote error":
		if asked {
			return SSLClientAuthNeeded
		}
		if code, ok := alertCodes[op.Err.Error()]; ok {
			return code
		}
		return SSLProtocolError
	}
	if code := codeOf(err); code != Failed {
		return code
	}
	if strings.HasPrefix(err.Error(), "tls: server selected unsupported protocol version") {
		return SSLVersionMismatch
	}
	return SSLProtocolError
}

// handshake stands in for the stream of a connection while TLS is negotiated.
type handshake struct {
	conn          *connection
	local, remote netip.AddrPort
	cancel        context.CancelFunc
	done          func(error)
	asked         bool // the server asked for a certificate; belongs to the handshake until it ends
	closed        bool
}

// finish ends the handshake, as a task.
func (h *handshake) finish(secure *tls.Conn, err error) {
	h.cancel()
	c := h.conn
	if h.closed {
		if err == nil {
			go secure.Close()
		}
		return
	}
	if err != nil {
		h.closed = true
		c.fail(Failed)
		if s := c.socket; s != nil {
			s.remove()
			s.letGo()
		} else {
			c.finish()
		}
		h.done(handshakeCode(err, h.asked))
		return
	}
	c.upgraded(c.host.loop.Wrap(secure))
	h.done(nil)
	if s := c.socket; s != nil {
		s.startReceiving()
	} else {
		c.stream.Receive(true) // and drops it, while draining
	}
}

func (h *handshake) SetHandler(eventloop.StreamHandler)     {}
func (h *handshake) LocalAddr() netip.AddrPort              { return h.local }
func (h *handshake) RemoteAddr() netip.AddrPort             { return h.remote }
func (h *handshake) Receive(bool)                           {}
func (h *handshake) Waiting() bool                          { return false }
func (h *handshake) Write([]byte) (int, error)              { return 0, nil }
func (h *handshake) WriteBoth(_, _ []byte) (int, error)     { return 0, nil }
func (h *handshake) Send([]byte)                            {}
func (h *handshake) SetKeepAlive(bool, time.Duration) error { return Failed }
func (h *handshake) SetNoDelay(bool) error                  { return Failed }
func (h *handshake) Detach([]byte, func(net.Conn, error))   {}

// Close cuts the handshake off.
func (h *handshake) Close() {
	if h.closed {
		return
	}
	h.closed = true
	h.cancel()
	h.conn.host.answer(h.done, Aborted)
}
