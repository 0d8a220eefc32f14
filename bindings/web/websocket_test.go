package web_test

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/bindings/web"
	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/runtime"
	"github.com/sockhost/sockhost/sockets/ws"
)

// onBackends runs a test on a page for each backend of the loop.
func onBackends(t *testing.T, o web.Options, test func(t *testing.T, p *page)) {
	for _, backend := range eventloop.Backends() {
		t.Run(backend.String(), func(t *testing.T) { test(t, newPageWith(t, backend, o)) })
	}
}

// echo is an independent server. It answers every message, and some texts in
// a way of their own.
func echo(t *testing.T) *httptest.Server {
	upgrader := websocket.Upgrader{
		CheckOrigin:       func(*http.Request) bool { return true },
		Subprotocols:      []string{"chat"},
		EnableCompression: true,
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		conn, err := upgrader.Upgrade(w, r, nil)
		if err != nil {
			return
		}
		defer conn.Close()
		if r.URL.Path == "/greet" {
			conn.WriteMessage(websocket.TextMessage, []byte("hello"))
			conn.WriteMessage(websocket.TextMessage, []byte("world"))
		}
		if r.URL.Path == "/headers" {
			conn.WriteMessage(websocket.TextMessage, []byte(fmt.Sprintln(r.Header["Origin"], len(r.Header["User-Agent"]), r.Header["Authorization"], r.URL.RawQuery)))
		}
		for {
			kind, data, err := conn.ReadMessage()
			switch {
			case err != nil:
				return
			case string(data) == "close":
				conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(4001, "bye é"), time.Time{})
			case string(data) == "empty close":
				conn.WriteControl(websocket.CloseMessage, nil, time.Time{})
			case string(data) == "drop":
				return
			default:
				conn.WriteMessage(kind, data)
			}
		}
	}))
	t.Cleanup(server.Close)
	return server
}

func TestWebSocket(t *testing.T) {
	server := echo(t)
	for _, c := range []struct {
		name, script string
		want         []string
	}{
		{"states", `var s = new WebSocket(url); show(); s.onopen = () => { show(); s.close(); show() }; s.onclose = () => show()
			function show() { console.log(s.readyState) }`, []string{"0", "1", "2", "3"}},
		{"attributes", `var s = new WebSocket(url, ['x', 'chat']); show(); s.onopen = () => { show(); s.close() }
			function show() { console.log([s.url === url, s.protocol, s.extensions, s.binaryType, s.bufferedAmount].join()) }`,
			[]string{"true,,,blob,0", "true,chat,permessage-deflate,blob,0"}},
		{"constants", `console.log(WebSocket.CONNECTING, WebSocket.OPEN, WebSocket.prototype.CLOSING, WebSocket.prototype.CLOSED, WebSocket.length, Object.getPrototypeOf(WebSocket) === EventTarget)`,
			[]string{"0 1 2 3 1 true"}},
		{"open comes before messages", `var s = new WebSocket(url + 'greet'); s.onmessage = e => { console.log(e.data); if (e.data === 'world') s.close() }; s.onopen = e => console.log(e.type, e.isTrusted, e.target === s)`,
			[]string{"open true true", "hello", "world"}},
		{"a message", `var s = new WebSocket(url + 'greet'); s.onmessage = e => { console.log(String(e), e.origin + '/' === url, e.lastEventId, e.source, e.ports.length, e.isTrusted, e.bubbles); s.close() }`,
			[]string{"[object MessageEvent] true  null 0 true false"}},
		{"after close no message comes", `var s = new WebSocket(url + 'greet'); s.onmessage = e => { console.log(e.data); s.close() }; s.onclose = e => console.log(e.code, e.wasClean)`,
			[]string{"hello", "1005 true"}},
		{"texts", `var s = new WebSocket(url), texts = ['', 'é😀', '\ud800x', null, undefined, {}, [1, 2], new String('boxed')]; s.onopen = () => texts.forEach(x => s.send(x))
			s.onmessage = e => { console.log(JSON.stringify(e.data)); texts.pop(); if (!texts.length) s.close() }`,
			[]string{`""`, `"é😀"`, "\"\uFFFDx\"", `"null"`, `"undefined"`, `"[object Object]"`, `"1,2"`, `"boxed"`}},
		{"bytes", `var s = new WebSocket(url), n = 0; s.binaryType = 'arraybuffer'; s.onopen = () => { s.send(new Uint8Array([1, 2, 3]).buffer); s.send(new Uint8Array([1, 2, 3]).subarray(1)); s.send(new DataView(new ArrayBuffer(4), 1)); s.send(new Blob(['abc'])); s.send(new Uint16Array(0)) }
			s.onmessage = e => { console.log(e.data instanceof ArrayBuffer, new Uint8Array(e.data).join()); if (++n === 5) s.close() }`,
			[]string{"true 1,2,3", "true 2,3", "true 0,0,0", "true 97,98,99", "true "}},
		{"blobs", `var s = new WebSocket(url); s.onopen = () => s.send(new Uint8Array([104, 105])); s.onmessage = e => { console.log(e.data instanceof Blob, e.data.size, e.data.type); e.data.text().then(t => { console.log(t); s.close() }) }`,
			[]string{"true 2 ", "hi"}},
		{"binaryType", `var s = new WebSocket(url); s.binaryType = 'arraybuffer'; s.binaryType = 'nope'; console.log(s.binaryType); s.onopen = () => s.close()`,
			[]string{"The provided value 'nope' is not a valid enum value of type BinaryType.", "arraybuffer"}},
		{"sizes", `var s = new WebSocket(url), sizes = [125, 126, 65535, 65536, 1000000], at = 0; s.onopen = () => s.send('x'.repeat(sizes[0]))
			s.onmessage = e => { console.log(e.data.length); if (++at < sizes.length) s.send('x'.repeat(sizes[at])); else s.close() }`, []string{"125", "126", "65535", "65536", "1000000"}},
		{"we close", `var s = new WebSocket(url); s.onopen = () => s.close(4000, 'grüß'); s.onclose = e => console.log(String(e), e.code, e.reason, e.wasClean, e.cancelable)`,
			[]string{"[object CloseEvent] 4000  true false"}},
		{"we close without a code", `var s = new WebSocket(url); s.onopen = () => s.close(); s.onerror = () => console.log('error'); s.onclose = e => console.log(e.code, e.reason, e.wasClean)`, []string{"1005  true"}},
		{"we close with undefined", `var s = new WebSocket(url); s.onopen = () => s.close(undefined); s.onclose = e => console.log(e.code)`, []string{"1005"}},
		{"the server closes", `var s = new WebSocket(url); s.onopen = () => s.send('close'); s.onclose = e => console.log(e.code, e.reason, e.wasClean, s.protocol === '')`, []string{"4001 bye é true true"}},
		{"the server closes without a code", `var s = new WebSocket(url); s.onopen = () => s.send('empty close'); s.onclose = e => console.log(e.code, e.reason, e.wasClean)`, []string{"1005  true"}},
		{"the server drops the connection", `var s = new WebSocket(url); s.onopen = () => s.send('drop'); s.onerror = () => console.log('error'); s.onclose = e => console.log(e.code, e.reason, e.wasClean)`, []string{"1006  false"}},
		{"close while connecting", `var s = new WebSocket(url); s.onopen = () => console.log('open'); s.onerror = e => console.log(String(e), s.readyState); s.onclose = e => console.log(e.code, e.wasClean); s.close(); s.close(); console.log(s.readyState)`,
			[]string{"WebSocket connection to 'URL' failed: WebSocket is closed before the connection is established.", "2", "[object Event] 3", "1006 false"}},
		{"bufferedAmount", `var s = new WebSocket(url); s.onopen = () => { s.send('é'); s.send(new Uint8Array(10)); s.send('x'.repeat(500000)); console.log(s.bufferedAmount); s.close(); s.send('four'); console.log(s.bufferedAmount) }; s.onclose = () => console.log(s.bufferedAmount)`,
			[]string{"500012", "WebSocket is already in CLOSING or CLOSED state.", "500016", "4"}},
		{"bufferedAmount shrinks", `var s = new WebSocket(url); s.onopen = () => { s.send('x'.repeat(3000)); (function wait() { if (s.bufferedAmount) return setTimeout(wait); console.log(s.bufferedAmount); s.close() })() }`, []string{"0"}},
		{"handlers", `var s = new WebSocket(url + 'greet'); s.addEventListener('message', () => console.log(1)); s.onmessage = function() { console.log(2, this === s) }; s.addEventListener('message', () => { console.log(3); s.close() }); s.onopen = {}; s.onclose = 5; console.log(s.onclose)`,
			[]string{"null", "1", "2 true", "3"}},
		{"an error in a handler", `var s = new WebSocket(url + 'greet'); s.onmessage = e => { if (e.data === 'world') s.close(); throw e.data }; s.onclose = e => console.log(e.code)`,
			[]string{"Uncaught hello\n    at test.js:1:205", "Uncaught world\n    at test.js:1:205", "1005"}},
		{"microtasks between listeners", `var s = new WebSocket(url); s.addEventListener('open', () => { console.log(1); Promise.resolve().then(() => console.log('m')) }); s.addEventListener('open', () => { console.log(2); s.close() })`,
			[]string{"1", "m", "2"}},
		{"headers", `var s = new WebSocket(url.replace('//', '//us%20er:p@') + 'headers?a=b%20c'); console.log(s.url.includes('us%20er:p@')); s.onmessage = e => { console.log(e.data.trim()); s.close() }`,
			[]string{"true", "[https://origin.example] 1 [Basic dXMgZXI6cA==] a=b%20c"}},
		{"an http URL", `var s = new WebSocket(url.replace('ws', 'http')); console.log(s.url === url); s.onopen = () => s.close()`, []string{"true"}},
		{"a subclass", `class Mine extends WebSocket { constructor() { super(url); this.n = 1 } more() { return this.n + this.readyState } } var s = new Mine(); console.log(s.more(), s instanceof WebSocket); s.onopen = () => s.close()`, []string{"1 true"}},
		{"many", `var n = 0, closed = 0; for (let i = 0; i < 50; i++) { let s = new WebSocket(url); s.onopen = () => s.send(String(i)); s.onmessage = e => { n += Number(e.data); s.close() }; s.onclose = () => { if (++closed === 50) console.log(n) } }`, []string{"1225"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			onBackends(t, web.Options{Origin: "https://origin.example"}, func(t *testing.T, p *page) {
				url := strings.Replace(server.URL, "http", "ws", 1) + "/"
				require.NoError(t, p.RunScript("test.js", "var url = '"+url+"'"))
				lines := p.run(t, c.script)
				for i := range lines {
					lines[i] = strings.ReplaceAll(lines[i], url, "URL")
				}
				require.Equal(t, c.want, dropColumns(lines), "%q", lines)
			})
		})
	}
}

// dropColumns takes the columns out of the positions.
func dropColumns(lines []string) []string {
	for i, line := range lines {
		if at := strings.Index(line, "test.js:1:"); at >= 0 {
			lines[i] = line[:at] + "test.js:1:205"
		}
	}
	return lines
}

func TestWebSocketExceptions(t *testing.T) {
	for _, c := range []struct{ script, want string }{
		{`new WebSocket()`, "TypeError: Failed to construct 'WebSocket': 1 argument required, but only 0 present."},
		{`new WebSocket('ftp://x/')`, "SyntaxError: Failed to construct 'WebSocket': The URL's scheme must be either 'http', 'https', 'ws', or 'wss'. 'ftp' is not allowed."},
		{`new WebSocket('nonsense')`, "SyntaxError: Failed to construct 'WebSocket': The URL 'nonsense' is invalid."},
		{`new WebSocket('ws://[')`, "SyntaxError: Failed to construct 'WebSocket': The URL 'ws://[' is invalid."},
		{`new WebSocket('ws://x/#f')`, "SyntaxError: Failed to construct 'WebSocket': The URL contains a fragment identifier ('f'). Fragment identifiers are not allowed in WebSocket URLs."},
		{`new WebSocket('ws://x/#')`, "SyntaxError: Failed to construct 'WebSocket': The URL contains a fragment identifier (''). Fragment identifiers are not allowed in WebSocket URLs."},
		{`new WebSocket('ws://x/', 'a b')`, "SyntaxError: Failed to construct 'WebSocket': The subprotocol 'a b' is invalid."},
		{`new WebSocket('ws://x/', '')`, "SyntaxError: Failed to construct 'WebSocket': The subprotocol '' is invalid."},
		{`new WebSocket('ws://x/', {})`, "SyntaxError: Failed to construct 'WebSocket': The subprotocol '[object Object]' is invalid."},
		{`new WebSocket('ws://x/', ['a', 'a'])`, "SyntaxError: Failed to construct 'WebSocket': The subprotocol 'a' is duplicated."},
		{`new WebSocket('ws://x/', ['é'])`, `SyntaxError: Failed to construct 'WebSocket': The subprotocol '\u00E9' is invalid.`},
		{`s.send()`, "TypeError: Failed to execute 'send' on 'WebSocket': 1 argument required, but only 0 present."},
		{`s.send('x')`, "InvalidStateError: Failed to execute 'send' on 'WebSocket': Still in CONNECTING state."},
		{`s.close(999)`, "InvalidAccessError: Failed to execute 'close' on 'WebSocket': The close code must be either 1000, or between 3000 and 4999. 999 is neither."},
		{`s.close(1001)`, "InvalidAccessError: Failed to execute 'close' on 'WebSocket': The close code must be either 1000, or between 3000 and 4999. 1001 is neither."},
		{`s.close(70000)`, "InvalidAccessError: Failed to execute 'close' on 'WebSocket': The close code must be either 1000, or between 3000 and 4999. 65535 is neither."},
		{`s.close(NaN)`, "InvalidAccessError: Failed to execute 'close' on 'WebSocket': The close code must be either 1000, or between 3000 and 4999. 0 is neither."},
		{`s.close(undefined, 'why')`, "InvalidAccessError: Failed to execute 'close' on 'WebSocket': The close code must be either 1000, or between 3000 and 4999. 0 is neither."},
		{`s.close(1000, 'é'.repeat(62))`, "SyntaxError: Failed to execute 'close' on 'WebSocket': The close reason must not be greater than 123 UTF-8 bytes."},
		{`s.send.call({}, 1)`, "TypeError: Illegal invocation"},
	} {
		t.Run(c.script, func(t *testing.T) {
			// Nobody may dial, so that the socket s stays within the test.
			p := newPageWith(t, eventloop.Portable, web.Options{MayDial: func(string, int) error { return errors.New("no") }})
			lines := p.run(t, helpers+`var s = new WebSocket('ws://localhost/'); console.log(thrown(() => `+c.script+`))`)
			require.Equal(t, c.want, lines[0])
		})
	}
}

// rawServer answers the first request of each connection with what answer
// makes of its key, and closes the connection when the client does.
func rawServer(t *testing.T, answer func(key string) string) (url string) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				request, err := http.ReadRequest(bufio.NewReader(conn))
				if err != nil {
					return
				}
				io.WriteString(conn, answer(request.Header.Get("Sec-Websocket-Key")))
				io.Copy(io.Discard, conn)
			}()
		}
	}()
	return "ws://" + listener.Addr().String() + "/"
}

func accepted(key string) string {
	return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " + ws.AcceptKey(key) + "\r\n"
}

// A handshake that is not as it must be, and a frame that must not come, end
// with an error and 1006.
func TestWebSocketFails(t *testing.T) {
	failing := map[string]func(key string) string{
		"a wrong accept": func(string) string { return accepted("x") + "\r\n" },
		"no accept":      func(string) string { return "HTTP/1.1 101 X\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n" },
		"no upgrade": func(key string) string {
			return strings.Replace(accepted(key), "Upgrade: websocket\r\n", "", 1) + "\r\n"
		},
		"a page":              func(string) string { return "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi" },
		"a redirect":          func(string) string { return "HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n" },
		"not found":           func(string) string { return "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n" },
		"an unasked protocol": func(key string) string { return accepted(key) + "Sec-WebSocket-Protocol: other\r\n\r\n" },
		"no protocol":         func(key string) string { return accepted(key) + "\r\n" },
		"an unasked extension": func(key string) string {
			return accepted(key) + "Sec-WebSocket-Protocol: p\r\nSec-WebSocket-Extensions: x-other\r\n\r\n"
		},
		"no HTTP":                func(string) string { return "SSH-2.0-x\r\n\r\n" },
		"a masked frame":         func(key string) string { return good(key) + "\x81\x81\x00\x00\x00\x00x" },
		"a reserved bit":         func(key string) string { return good(key) + "\xF1\x01x" },
		"an unknown opcode":      func(key string) string { return good(key) + "\x83\x01x" },
		"bad UTF-8":              func(key string) string { return good(key) + "\x81\x01\xFF" },
		"a close with one byte":  func(key string) string { return good(key) + "\x88\x01\x03" },
		"an illegal close code":  func(key string) string { return good(key) + "\x88\x02\x03\xED" },
		"a lone continuation":    func(key string) string { return good(key) + "\x80\x01x" },
		"a fragmented ping":      func(key string) string { return good(key) + "\x09\x00" },
		"text in a text message": func(key string) string { return good(key) + "\x01\x01a\x81\x01b" },
	}
	for name, answer := range failing {
		t.Run(name, func(t *testing.T) {
			url := rawServer(t, answer)
			onBackends(t, web.Options{}, func(t *testing.T, p *page) {
				lines := p.run(t, `var s = new WebSocket('`+url+`', 'p'); s.onmessage = () => console.log('message')
					s.onerror = e => console.log(String(e), s.readyState); s.onclose = e => console.log(e.code, e.reason, e.wasClean, s.bufferedAmount)`)
				require.Len(t, lines, 3)
				require.Contains(t, lines[0], "WebSocket connection to '"+url+"' failed: ")
				require.Equal(t, []string{"[object Event] 3", "1006  false 0"}, lines[1:])
				require.Equal(t, runtime.Error, p.levels[0])
			})
		})
	}
}

func good(key string) string { return accepted(key) + "Sec-WebSocket-Protocol: p\r\n\r\n" }

func TestWebSocketFrames(t *testing.T) {
	for _, c := range []struct {
		name, answer string
		want         []string
	}{
		{"with the handshake", "\x81\x02hi\x88\x02\x03\xE8", []string{"open", "hi", "1000  true"}},
		{"fragments", "\x01\x01a\x89\x00\x00\x01b\x80\x01c\x88\x05\x0F\xA1bye", []string{"open", "abc", "4001 bye true"}},
		{"a close frame alone", "\x88\x00", []string{"open", "1005  true"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			onBackends(t, web.Options{}, func(t *testing.T, p *page) {
				// The server closes as soon as it has answered; the client need not wait.
				listener, err := net.Listen("tcp", "127.0.0.1:0")
				require.NoError(t, err)
				defer listener.Close()
				go func() {
					conn, err := listener.Accept()
					if err != nil {
						return
					}
					defer conn.Close()
					in := bufio.NewReader(conn)
					request, err := http.ReadRequest(in)
					if err != nil {
						return
					}
					io.WriteString(conn, good(request.Header.Get("Sec-Websocket-Key"))+c.answer)
					for { // until the client's close frame
						if b, err := in.ReadByte(); err != nil || b == 0x88 {
							return
						}
					}
				}()
				require.Equal(t, c.want, p.run(t, `var s = new WebSocket('ws://`+listener.Addr().String()+`/', 'p'); s.onopen = () => console.log('open'); s.onmessage = e => console.log(e.data)
					s.onerror = () => console.log('error'); s.onclose = e => console.log(e.code, e.reason, e.wasClean)`))
			})
		})
	}
}

func TestWebSocketRefused(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	url := "ws://" + listener.Addr().String() + "/"
	listener.Close()
	onBackends(t, web.Options{}, func(t *testing.T, p *page) {
		lines := p.run(t, `var s = new WebSocket('`+url+`'); s.onerror = () => console.log('error', s.readyState); s.onclose = e => console.log(e.code)`)
		require.Len(t, lines, 3)
		require.Contains(t, lines[0], "refused")
		require.Equal(t, []string{"error 3", "1006"}, lines[1:])
	})
}

func TestWebSocketPermission(t *testing.T) {
	asked := ""
	onBackends(t, web.Options{MayDial: func(host string, port int) error {
		asked = fmt.Sprint(host, " ", port)
		return errors.New("not allowed")
	}}, func(t *testing.T, p *page) {
		require.Equal(t, []string{"0", "WebSocket connection to 'wss://a.example/' failed: not allowed", "error", "1006"},
			p.run(t, `var s = new WebSocket('wss://A.example'); console.log(s.readyState); s.onerror = () => console.log('error'); s.onclose = e => console.log(e.code)`))
		require.Equal(t, "a.example 443", asked)
	})
}

func TestWebSocketTLS(t *testing.T) {
	server := httptest.NewUnstartedServer(echo(t).Config.Handler)
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	defer server.Close()
	script := `var s = new WebSocket('` + strings.Replace(server.URL, "https", "wss", 1) + `/greet'); s.onmessage = e => { console.log(e.data, e.origin.slice(0, 6)); s.close() }; s.onclose = e => console.log(e.code)`
	pool := x509.NewCertPool()
	pool.AddCert(server.Certificate())
	onBackends(t, web.Options{TLS: func() *tls.Config { return &tls.Config{RootCAs: pool} }}, func(t *testing.T, p *page) {
		require.Equal(t, []string{"hello wss://", "1005"}, p.run(t, script))
	})
	onBackends(t, web.Options{TLS: func() *tls.Config { return &tls.Config{InsecureSkipVerify: true} }}, func(t *testing.T, p *page) {
		require.Equal(t, []string{"hello wss://", "1005"}, p.run(t, script))
	})
	onBackends(t, web.Options{}, func(t *testing.T, p *page) {
		lines := p.run(t, script)
		require.Len(t, lines, 2)
		require.Contains(t, lines[0], "certificate")
		require.Equal(t, "1006", lines[1])
	})
}

// Leaving the page says goodbye to the servers and nothing to the scripts.
func TestWebSocketLeave(t *testing.T) {
	code := make(chan int, 1)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		conn, err := (&websocket.Upgrader{}).Upgrade(w, r, nil)
		if err != nil {
			return
		}
		defer conn.Close()
		_, _, err = conn.ReadMessage()
		var closed *websocket.CloseError
		if errors.As(err, &closed) && r.URL.Path == "/open" {
			code <- closed.Code
		}
	}))
	defer server.Close()
	onBackends(t, web.Options{}, func(t *testing.T, p *page) {
		require.NoError(t, p.VM().Set("leave", func() { p.Loop().Post(p.platform.Close) }))
		url := strings.Replace(server.URL, "http", "ws", 1)
		require.Equal(t, []string{"open"}, p.run(t, `var s = new WebSocket('`+url+`/open'); s.onopen = () => { console.log('open'); leave() }; s.onclose = s.onerror = e => console.log(e.type); new WebSocket('`+url+`').onopen = () => 0`))
		require.Equal(t, ws.GoingAway, <-code)
		p.platform.Close()
	})
}

// What still runs of a page that is closed opens nothing.
func TestWebSocketOfClosedPage(t *testing.T) {
	p := newPageWith(t, eventloop.Portable, web.Options{MayDial: func(string, int) error {
		t.Error("a closed page dials")
		return nil
	}})
	require.NoError(t, p.VM().Set("end", p.Close))
	require.Empty(t, p.run(t, `end(); new WebSocket('ws://localhost/')`))
}
