package wsserver_test

import (
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/sockets/wsserver"
)

// FuzzConnection sends bytes to a server, which must answer or close, and go on
// serving others.
func FuzzConnection(f *testing.F) {
	const upgrade = "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
	for _, seed := range []string{
		"",
		"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
		"HEAD /a%20b?c HTTP/1.0\r\n\r\n",
		"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabcGET /2 HTTP/1.1\r\nHost: x\r\n\r\n",
		"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n1\r\na\r\n0\r\n\r\n",
		"GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: \r\n\r\n",
		"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
		"GET /../.env HTTP/1.1\r\nHost: x\r\nRange: bytes=0-,-1\r\n\r\n",
		upgrade + "\r\n",
		upgrade + "\r\n\x81\x83\x00\x00\x00\x00abc\x88\x82\x00\x00\x00\x00\x03\xe8",
		upgrade + "Sec-WebSocket-Protocol: a, b\r\nSec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\nOrigin: null\r\n\r\n",
		upgrade + "Content-Length: 5\r\n\r\nabcde",
		strings.Replace(upgrade, "13", "8", 1) + "\r\n",
		"\x16\x03\x01\x00\x05hello",
	} {
		f.Add([]byte(seed))
	}
	w := start(f, eventloop.Native, wsserver.Options{})
	w.notes = nil
	w.do(func() {
		w.server.SetTimes(short, short, short)
		w.server.MaxBody, w.server.MaxMessage, w.server.Compression = 1000, 1000, true
		w.serve = func(c *wsserver.Client, r *wsserver.Request, res *wsserver.Response) {
			if r.Method == http.MethodGet && r.URL.Path != "/alive" {
				res.ServeFile(".", r.URL.Path, nil)
				return
			}
			res.Respond(http.StatusOK, nil, r.Body)
		}
	})
	w.listen()
	alive := w.http()
	f.Fuzz(func(t *testing.T, data []byte) {
		conn, err := net.Dial("tcp", w.addr)
		require.NoError(t, err)
		defer conn.Close()
		require.NoError(t, conn.SetDeadline(time.Now().Add(patience)))
		conn.Write(data)
		conn.(*net.TCPConn).CloseWrite()
		_, err = io.Copy(io.Discard, conn)
		require.False(t, err != nil && strings.Contains(err.Error(), "timeout"), "%v", err)

		res, err := alive.Get(w.url("/alive"))
		require.NoError(t, err)
		require.NoError(t, res.Body.Close())
		require.Equal(t, http.StatusOK, res.StatusCode)
	})
}
