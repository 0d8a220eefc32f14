package wsserver_test

import (
	"bufio"
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/require"
)

// dial connects to the server.
func (w *world) dial() net.Conn {
	w.t.Helper()
	var conn net.Conn
	var err error
	dialer := &net.Dialer{Timeout: patience}
	if w.secure != nil {
		conn, err = tls.DialWithDialer(dialer, "tcp", w.addr, w.secure)
	} else {
		conn, err = dialer.Dial("tcp", w.addr)
	}
	require.NoError(w.t, err)
	w.t.Cleanup(func() { conn.Close() })
	require.NoError(w.t, conn.SetDeadline(time.Now().Add(patience)))
	return conn
}

// raw is a client that writes what it likes.
type raw struct {
	net.Conn
	t testing.TB
	r *bufio.Reader
}

func (w *world) raw(text string) *raw {
	w.t.Helper()
	conn := w.dial()
	r := &raw{conn, w.t, bufio.NewReader(conn)}
	r.write(text)
	return r
}

func (r *raw) write(text string) {
	r.t.Helper()
	_, err := io.WriteString(r.Conn, text)
	require.NoError(r.t, err)
}

// answer reads an answer to a request with this method.
func (r *raw) answer(method string) (*http.Response, string) {
	r.t.Helper()
	res, err := http.ReadResponse(r.r, &http.Request{Method: method})
	require.NoError(r.t, err)
	body, err := io.ReadAll(res.Body)
	require.NoError(r.t, err)
	return res, string(body)
}

// expectEnd checks that the server says nothing more and ends the connection.
func (r *raw) expectEnd() {
	r.t.Helper()
	n, err := r.r.Read(make([]byte, 1))
	require.Zero(r.t, n)
	require.Error(r.t, err)
	require.NotErrorIs(r.t, err, os.ErrDeadlineExceeded)
}

// reset closes the client's end with an RST.
func (r *raw) reset() {
	r.t.Helper()
	require.NoError(r.t, r.Conn.(*net.TCPConn).SetLinger(0))
	require.NoError(r.t, r.Close())
}

// http returns a client of package net/http for the server.
func (w *world) http() *http.Client {
	transport := &http.Transport{TLSClientConfig: w.secure}
	w.t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{
		Transport:     transport,
		Timeout:       patience,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

func (w *world) url(path string) string {
	if w.secure != nil {
		return "https://" + w.addr + path
	}
	return "http://" + w.addr + path
}

// fetch makes one request on a connection of its own. fields are "Name: value".
func (w *world) fetch(method, path, body string, fields ...string) (*http.Response, string) {
	w.t.Helper()
	req, err := http.NewRequestWithContext(context.Background(), method, w.url(path), strings.NewReader(body))
	require.NoError(w.t, err)
	req.Close = true
	for _, field := range fields {
		name, value, _ := strings.Cut(field, ": ")
		req.Header.Set(name, value)
	}
	res, err := w.http().Do(req)
	require.NoError(w.t, err)
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	require.NoError(w.t, err)
	return res, string(text)
}

// socket is a WebSocket client of another maker.
type socket struct {
	*websocket.Conn
	t testing.TB
}

// open connects a client. fields are "Name: value".
func (w *world) open(path string, fields ...string) *socket {
	w.t.Helper()
	s, res, err := w.tryOpen(path, fields...)
	require.NoError(w.t, err, "%v", res)
	return s
}

// tryOpen is open for clients that may be refused.
func (w *world) tryOpen(path string, fields ...string) (*socket, *http.Response, error) {
	w.t.Helper()
	header := http.Header{}
	for _, field := range fields {
		name, value, _ := strings.Cut(field, ": ")
		header.Add(name, value)
	}
	scheme := "ws://"
	if w.secure != nil {
		scheme = "wss://"
	}
	dialer := websocket.Dialer{HandshakeTimeout: patience, TLSClientConfig: w.secure, EnableCompression: w.compress}
	conn, res, err := dialer.Dial(scheme+w.addr+path, header)
	if err != nil {
		return nil, res, err
	}
	w.t.Cleanup(func() { conn.Close() })
	require.NoError(w.t, conn.SetReadDeadline(time.Now().Add(patience)))
	return &socket{conn, w.t}, res, nil
}

// opened connects a client that gets this handle, and waits until the server has
// it too.
func (w *world) opened(handle int) *socket {
	w.t.Helper()
	s := w.open("/")
	w.expect(fmt.Sprintf("upgrading %d /", handle), fmt.Sprintf("opened %d", handle))
	return s
}

func (s *socket) send(text string) {
	s.t.Helper()
	require.NoError(s.t, s.WriteMessage(websocket.TextMessage, []byte(text)))
}

func (s *socket) expect(messages ...string) {
	s.t.Helper()
	for _, want := range messages {
		_, got, err := s.ReadMessage()
		require.NoError(s.t, err)
		require.Equal(s.t, want, string(got))
	}
}

// expectClose reads to the end, which is this close code and reason.
func (s *socket) expectClose(code int, reason string) {
	s.t.Helper()
	_, p, err := s.ReadMessage()
	var end *websocket.CloseError
	require.ErrorAs(s.t, err, &end, "%q", p)
	require.Equal(s.t, code, end.Code)
	require.Equal(s.t, reason, end.Text)
}

// reset closes the client's end with an RST.
func (s *socket) reset() {
	s.t.Helper()
	conn := s.NetConn()
	if secure, ok := conn.(*tls.Conn); ok {
		conn = secure.NetConn()
	}
	require.NoError(s.t, conn.(*net.TCPConn).SetLinger(0))
	require.NoError(s.t, conn.Close())
}
