package wsserver_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/sockets/ws"
	"github.com/sockhost/sockhost/sockets/wsserver"
)

func TestServe(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		w.serve = func(c *wsserver.Client, r *wsserver.Request, res *wsserver.Response) {
			require.Equal(t, "127.0.0.1", c.RemoteAddr().Addr().String())
			require.Equal(t, w.addr, c.LocalAddr().String())
			require.False(t, c.Upgraded())
			require.Zero(t, c.ReadyState())
			require.Zero(t, w.server.ClientCount())
			require.Equal(t, []*wsserver.Client{c}, w.server.Clients())
			require.Equal(t, 1, w.server.AcceptCount())
			require.False(t, res.Ended())
			res.Respond(http.StatusTeapot, http.Header{"x-lower": {"a", "b"}, "Content-Type": {"text/x"}}, append([]byte("got "), r.Body...))
			require.True(t, res.Ended())
		}
		res, body := w.fetch("POST", "/a%20b?c=d", "some body")
		require.Equal(t, http.StatusTeapot, res.StatusCode)
		require.Equal(t, "got some body", body)
		require.EqualValues(t, len(body), res.ContentLength)
		require.Empty(t, res.TransferEncoding)
		require.Equal(t, []string{"a", "b"}, res.Header["X-Lower"])
		require.Equal(t, "text/x", res.Header.Get("Content-Type"))
		w.expect("serve 1 POST /a%20b?c=d", "gone 1")
		w.do(func() {
			require.Nil(t, w.server.Client(1))
			require.Zero(t, w.server.AcceptCount())
		})
		w.expectNoMore()
	})
}

func TestMethods(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		for i, method := range []string{"GET", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"} {
			c := w.raw(method + " /x HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi")
			res, body := c.answer(method)
			require.Equal(t, http.StatusOK, res.StatusCode, method)
			require.Equal(t, "hi", body)
			w.expect(fmt.Sprintf("serve %d %s /x", i+1, method), fmt.Sprintf("gone %d", i+1))
		}
		c := w.raw("OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
		c.answer("OPTIONS")
		w.expect("serve 8 OPTIONS *", "gone 8")
	})
}

func TestHead(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		w.serve = func(c *wsserver.Client, r *wsserver.Request, res *wsserver.Response) {
			if r.URL.Path == "/whole" {
				res.Respond(http.StatusOK, nil, []byte("12345"))
				return
			}
			require.NoError(t, res.Write([]byte("1")))
			require.NoError(t, res.Write([]byte("2")))
			res.End()
		}
		c := w.raw("HEAD /whole HTTP/1.1\r\nHost: x\r\n\r\n")
		res, body := c.answer("HEAD")
		require.Empty(t, body)
		require.EqualValues(t, 5, res.ContentLength)
		c.write("HEAD /parts HTTP/1.1\r\nHost: x\r\n\r\n")
		res, body = c.answer("HEAD")
		require.Empty(t, body)
		require.Equal(t, http.StatusOK, res.StatusCode)
		c.write("GET /parts HTTP/1.1\r\nHost: x\r\n\r\n")
		_, body = c.answer("GET")
		require.Equal(t, "12", body)
	})
}

// TestKeepAlive: requests of one connection share a handle, however they come.
func TestKeepAlive(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		c := w.raw("GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\n\r\n")
		c.answer("GET")
		c.answer("GET")
		c.write("POST /3 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n")
		_, body := c.answer("POST")
		require.Equal(t, "abcde", body)
		w.expect("serve 1 GET /1", "serve 1 GET /2", "serve 1 POST /3")
		w.expectNoMore()
		c.Close()
		w.expect("gone 1")
		w.raw("GET /4 HTTP/1.0\r\n\r\n").answer("GET")
		w.expect("serve 2 GET /4", "gone 2")
	})
}

func TestAnswerInParts(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		responses := make(chan *wsserver.Response, 1)
		w.serve = func(c *wsserver.Client, r *wsserver.Request, res *wsserver.Response) { responses <- res }
		c := w.raw("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
		res := next(t, responses)
		w.do(func() { res.Begin(http.StatusAccepted, http.Header{"Content-Type": {"text/event-stream"}}) })
		answer, err := http.ReadResponse(c.r, nil)
		require.NoError(t, err, "the head comes at once")
		require.Equal(t, http.StatusAccepted, answer.StatusCode)
		require.Equal(t, []string{"chunked"}, answer.TransferEncoding)
		for _, part := range []string{"one", "two", strings.Repeat("three", 20000)} {
			p := []byte(part)
			w.do(func() {
				require.NoError(t, res.Write(p))
				clear(p) // which Write must not have kept
			})
			got := make([]byte, len(part))
			_, err := io.ReadFull(answer.Body, got)
			require.NoError(t, err)
			require.Equal(t, part, string(got))
		}
		w.do(func() {
			require.False(t, res.Ended())
			res.End()
			require.True(t, res.Ended())
			require.ErrorIs(t, res.Write([]byte("x")), wsserver.ErrEnded)
			res.End()
			res.Respond(http.StatusOK, nil, []byte("x"))
			res.Begin(http.StatusOK, nil)
			res.ServeFile(".", "/", nil)
		})
		rest, err := io.ReadAll(answer.Body)
		require.NoError(t, err)
		require.Empty(t, rest)
		w.serve = nil
		c.write("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\ny")
		_, body := c.answer("GET")
		require.Equal(t, "y", body, "the connection goes on")
	})
}

// TestOddAnswers: whatever a script says, the client gets proper HTTP.
func TestOddAnswers(t *testing.T) {
	for _, c := range []struct {
		name   string
		answer func(res *wsserver.Response)
		status int
		body   string
	}{
		{"status 42", func(res *wsserver.Response) { res.Respond(42, nil, nil) }, 500, ""},
		{"status 100", func(res *wsserver.Response) { res.Begin(100, nil); res.End() }, 500, ""},
		{"status 1000", func(res *wsserver.Response) { res.Respond(1000, nil, nil) }, 500, ""},
		{"status 204 with a body", func(res *wsserver.Response) { res.Respond(204, nil, []byte("x")) }, 204, ""},
		{"status 304 with a body", func(res *wsserver.Response) { res.Write(nil); res.End() }, 200, ""},
		{"parts of a 304", func(res *wsserver.Response) { res.Begin(304, nil); res.Write([]byte("x")); res.End() }, 304, ""},
		{"a split field", func(res *wsserver.Response) { res.Respond(200, http.Header{"X": {"a\r\nY: b"}}, []byte("x")) }, 200, "x"},
		{"a bad name", func(res *wsserver.Response) { res.Respond(200, http.Header{"X Y\n": {"a"}}, []byte("x")) }, 200, "x"},
		{"a wrong length", func(res *wsserver.Response) {
			res.Respond(200, http.Header{"content-length": {"5"}, "Transfer-Encoding": {"gzip"}}, []byte("x"))
		}, 200, "x"},
	} {
		t.Run(c.name, func(t *testing.T) {
			onBackends(t, func(t *testing.T, w *world) {
				w.serve = func(_ *wsserver.Client, _ *wsserver.Request, res *wsserver.Response) { c.answer(res) }
				client := w.raw("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
				res, body := client.answer("GET")
				require.Equal(t, c.status, res.StatusCode)
				require.Equal(t, c.body, body)
				require.NotContains(t, res.Header, "Y")
				w.serve = nil
				client.write("GET /again HTTP/1.1\r\nHost: x\r\n\r\n")
				client.answer("GET")
			})
		})
	}
}

// TestShortAnswer: a client is not left to wait for what was promised.
func TestShortAnswer(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		w.serve = func(_ *wsserver.Client, r *wsserver.Request, res *wsserver.Response) {
			res.Begin(http.StatusOK, http.Header{"Content-Length": {"3"}})
			res.Write([]byte(r.URL.Path))
			res.End()
		}
		for i, path := range []string{"/", "/long"} {
			c := w.raw("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n")
			res, err := http.ReadResponse(c.r, nil)
			if err == nil {
				_, err = io.ReadAll(res.Body)
			}
			require.ErrorIs(t, err, io.ErrUnexpectedEOF)
			w.expect(fmt.Sprintf("serve %d GET %s", i+1, path), fmt.Sprintf("gone %d", i+1))
		}
	})
}

func TestBodies(t *testing.T) {
	limited := func(s *wsserver.Server) { s.MaxBody = 100 }
	withServer(t, limited, func(t *testing.T, w *world) {
		for size, status := range map[int]int{0: 200, 99: 200, 100: 200, 101: 413} {
			body := strings.Repeat("x", size)
			res, got := w.fetch("POST", "/", body)
			require.Equal(t, status, res.StatusCode, size)
			if status == 200 {
				require.Equal(t, body, got)
			}
		}
		c := w.raw("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n")
		res, _ := c.answer("POST")
		require.Equal(t, 413, res.StatusCode)
		c.expectEnd()
		c = w.raw("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n64\r\n" + strings.Repeat("x", 100) + "\r\n1\r\nx\r\n0\r\n\r\n")
		res, _ = c.answer("POST")
		require.Equal(t, 413, res.StatusCode)
		c.expectEnd()
		c = w.raw("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nwhat\r\n")
		res, _ = c.answer("POST")
		require.Equal(t, 400, res.StatusCode)
		c.expectEnd()
	})
}

func TestExpectContinue(t *testing.T) {
	limited := func(s *wsserver.Server) { s.MaxBody = 100 }
	withServer(t, limited, func(t *testing.T, w *world) {
		c := w.raw("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n")
		line, err := c.r.ReadString('\n')
		require.NoError(t, err)
		require.Equal(t, "HTTP/1.1 100 Continue\r\n", line)
		_, err = c.r.ReadString('\n')
		require.NoError(t, err)
		c.write("abc")
		_, body := c.answer("POST")
		require.Equal(t, "abc", body)

		c = w.raw("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 101\r\n\r\n")
		res, _ := c.answer("POST")
		require.Equal(t, 413, res.StatusCode)
		require.True(t, res.Close)
	})
}

// TestBadRequests: what is no request is answered without an event.
func TestBadRequests(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		for text, status := range map[string]int{
			"what\r\n\r\n":                                                                 400,
			"GET / HTTP/1.1\r\n\r\n":                                                       400,
			"GET / HTTP/1.1\r\nHost: x\nx\r\n\r\n":                                         400,
			"GET / HTTP/3.0\r\nHost: x\r\n\r\n":                                            505,
			"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n":                     400,
			"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n":                501,
			"GET / HTTP/1.1\r\nHost: x\r\nX: " + strings.Repeat("x", 100<<10) + "\r\n\r\n": 431,
		} {
			c := w.raw(text)
			res, _ := c.answer("GET")
			require.Equal(t, status, res.StatusCode, "%.50q", text)
			c.expectEnd()
		}
		w.expectNoMore()
	})
}

func TestClientLeavesWhileServed(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		responses := make(chan *wsserver.Response, 1)
		w.serve = func(c *wsserver.Client, r *wsserver.Request, res *wsserver.Response) {
			res.OnGone(func() { w.note(c, "left", "%t", res.Ended()) })
			if r.URL.Path == "/begun" {
				res.Begin(http.StatusOK, nil)
			}
			responses <- res
		}
		for i, path := range []string{"/waiting", "/begun"} {
			c := w.raw("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n")
			w.expect(fmt.Sprintf("serve %d GET %s", i+1, path))
			res := next(t, responses)
			c.Close()
			w.expect(fmt.Sprintf("left %d true", i+1), fmt.Sprintf("gone %d", i+1))
			w.do(func() {
				require.ErrorIs(t, res.Write([]byte("x")), wsserver.ErrEnded)
				res.Respond(http.StatusOK, nil, nil)
				res.OnGone(func() { w.note(nil, "late", "") })
			})
			w.expect("late")
		}
		w.expectNoMore()
	})
}

// TestHalfClosedClient: a client may close its sending side and still read.
func TestHalfClosedClient(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		for range 20 {
			c := w.raw("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi")
			require.NoError(t, c.Conn.(interface{ CloseWrite() error }).CloseWrite())
			_, body := c.answer("POST")
			require.Equal(t, "hi", body)
		}
	})
}

func TestOnGoneAfterTheEnd(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		w.serve = func(c *wsserver.Client, r *wsserver.Request, res *wsserver.Response) {
			res.OnGone(func() { w.note(c, "left", "") })
			res.Respond(http.StatusOK, nil, nil)
			res.OnGone(func() { w.note(c, "left", "") })
		}
		w.fetch("GET", "/", "")
		w.expect("serve 1 GET /", "gone 1")
		w.expectNoMore()
	})
}

func TestAbortAndShutdownOfRequests(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		w.serve = func(c *wsserver.Client, r *wsserver.Request, res *wsserver.Response) {
			switch r.URL.Path {
			case "/abort":
				res.OnGone(func() { w.note(c, "left", "") })
				c.Abort()
				require.True(t, res.Ended())
				c.Abort()
				c.Shutdown()
				require.Same(t, c, w.server.Client(c.Handle()))
			case "/shutdown":
				c.Shutdown()
				require.True(t, res.Ended())
			case "/answered":
				res.Respond(http.StatusOK, nil, bytes.Repeat([]byte("x"), 1<<20))
				c.Shutdown()
			case "/close":
				res.Respond(http.StatusOK, nil, nil)
				c.Close(1000, "")
			case "/send":
				require.ErrorIs(t, c.Send(ws.Text, nil), ws.ErrNotOpen)
				require.ErrorIs(t, c.WriteFrame(ws.Frame{}), ws.ErrNotOpen)
				res.Respond(http.StatusOK, nil, nil)
			}
		}
		get := func(path string) *raw { return w.raw("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n") }
		get("/abort").expectEnd()
		w.expect("serve 1 GET /abort", "left 1", "gone 1")
		get("/shutdown").expectEnd()
		w.expect("serve 2 GET /shutdown", "gone 2")
		c := get("/answered")
		_, body := c.answer("GET")
		require.Len(t, body, 1<<20)
		c.expectEnd()
		w.expect("serve 3 GET /answered", "gone 3")
		c = get("/close")
		c.answer("GET")
		c.expectEnd()
		w.expect("serve 4 GET /close", `error 4 Failed to execute "send/sendData"`, "gone 4")
		c = get("/send")
		c.answer("GET")
		w.expect("serve 5 GET /send", `error 5 Failed to execute "send/sendData"`, `error 5 Failed to execute "send/sendData"`)
		w.do(func() { w.server.Client(5).Shutdown() })
		c.expectEnd()
		w.expect("gone 5")
		w.expectNoMore()
	})
}

// TestOtherUpgrades: an offer of HTTP/2 may be ignored.
func TestOtherUpgrades(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		c := w.raw("GET /h2c HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: \r\n\r\n")
		res, _ := c.answer("GET")
		require.Equal(t, http.StatusOK, res.StatusCode)
		w.expect("serve 1 GET /h2c")
	})
}
