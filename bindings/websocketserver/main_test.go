package websocketserver_test

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost"
	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/runtime"
)

// patience bounds a test that hangs; no test waits for it otherwise.
const patience = 30 * time.Second

// program is a running app. Its scripts find log, which joins what it is given
// with blanks and prints one line.
type program struct {
	t     testing.TB
	app   *sockhost.App
	lines chan string
	ended chan error
}

const helpers = `
	function log() { console.log(Array.prototype.map.call(arguments, function (v) { return typeof v === 'string' ? v : JSON.stringify(v); }).join(' ')); }
	function thrown(f) { try { f(); } catch (e) { return String(e); } return 'nothing'; }
	var s = new websocketserver(), http = s.httpServer;
	s.onError = function (h, text) { log('error', h, text); };`

// start runs a script, and the app until the end of the test.
func start(t testing.TB, opts sockhost.Options, script string) *program {
	t.Helper()
	p := &program{t: t, lines: make(chan string, 1000), ended: make(chan error, 1)}
	opts.Console = func(_ runtime.Level, text string) { p.lines <- text }
	app, err := sockhost.New(opts)
	require.NoError(t, err)
	p.app = app
	require.NoError(t, app.RunScript("helpers.js", helpers))
	require.NoError(t, app.RunScript("test.js", script))
	app.Loop.SetInterval(time.Hour, func() {}) // keeps the app running
	go func() { p.ended <- app.Run() }()
	t.Cleanup(func() {
		app.Post(app.Loop.Stop)
		p.wait()
		app.Close()
	})
	return p
}

// wait waits for the end of the app.
func (p *program) wait() {
	p.t.Helper()
	select {
	case err := <-p.ended:
		p.ended <- err
		if err != nil && !errors.Is(err, eventloop.ErrStopped) {
			p.t.Errorf("Run returned %v", err)
		}
	case <-time.After(patience):
		p.t.Fatal("the app did not end")
	}
}

// eval runs an expression as a task of the app and returns its value as text.
func (p *program) eval(expression string) string {
	p.t.Helper()
	result := make(chan string, 1)
	p.app.Post(func() {
		v, err := p.app.Runtime.VM().RunScript("eval.js", expression)
		if err != nil {
			result <- err.Error()
			return
		}
		result <- fmt.Sprint(v)
	})
	select {
	case text := <-result:
		return text
	case <-time.After(patience):
		p.t.Fatalf("%s takes too long", expression)
		return ""
	}
}

// expect waits for lines and compares them. Of what is reported with a stack
// only the first line counts.
func (p *program) expect(want ...string) {
	p.t.Helper()
	for _, line := range want {
		require.Equal(p.t, line, p.line())
	}
}

// line is the next line.
func (p *program) line() string {
	p.t.Helper()
	select {
	case line := <-p.lines:
		first, _, _ := strings.Cut(line, "\n")
		return first
	case <-time.After(patience):
		p.t.Fatal("nothing was printed")
		return ""
	}
}

// silent checks that nothing more was printed.
func (p *program) silent() {
	p.t.Helper()
	p.eval("0") // what was posted before has run
	select {
	case line := <-p.lines:
		p.t.Errorf("it printed %q", line)
	default:
	}
}

// onEachBackend runs a test once per backend.
func onEachBackend(t *testing.T, test func(t *testing.T, opts sockhost.Options)) {
	t.Helper()
	for _, backend := range eventloop.Backends() {
		t.Run(backend.String(), func(t *testing.T) {
			t.Parallel()
			test(t, sockhost.Options{Backend: backend})
		})
	}
}

// dial opens a WebSocket.
func dial(t testing.TB, url string, header http.Header) *websocket.Conn {
	t.Helper()
	c, _, err := websocket.DefaultDialer.Dial(url, header)
	require.NoError(t, err)
	c.SetReadDeadline(time.Now().Add(patience))
	t.Cleanup(func() { c.Close() })
	return c
}

// refused opens a WebSocket that the server refuses, and returns the answer.
func refused(t testing.TB, url string) (status int, body string) {
	t.Helper()
	_, res, err := websocket.DefaultDialer.Dial(url, nil)
	require.ErrorIs(t, err, websocket.ErrBadHandshake)
	text, _ := io.ReadAll(res.Body)
	return res.StatusCode, string(text)
}

// read is the next message.
func read(t testing.TB, c *websocket.Conn) string {
	t.Helper()
	_, data, err := c.ReadMessage()
	require.NoError(t, err)
	return string(data)
}

// closeOf reads to the end of a connection and returns its code and reason.
func closeOf(t testing.TB, c *websocket.Conn) (int, string) {
	t.Helper()
	for {
		_, _, err := c.ReadMessage()
		var end *websocket.CloseError
		if errors.As(err, &end) {
			return end.Code, end.Text
		}
		require.NoError(t, err)
	}
}

// rawDial opens a connection to a server.
func rawDial(t testing.TB, url string) net.Conn {
	t.Helper()
	_, address, _ := strings.Cut(url, "://")
	c, err := net.Dial("tcp", address)
	require.NoError(t, err)
	t.Cleanup(func() { c.Close() })
	return c
}

// client is an HTTP client without memory of connections.
func client(t testing.TB) *http.Client {
	transport := &http.Transport{DisableKeepAlives: true}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport, Timeout: patience, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// get asks with GET and returns the answer and its body.
func get(t testing.TB, url string, fields ...string) (*http.Response, string) {
	t.Helper()
	return ask(t, "GET", url, "", fields...)
}

// ask sends a request; fields are names and values.
func ask(t testing.TB, method, url, body string, fields ...string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequest(method, url, strings.NewReader(body))
	require.NoError(t, err)
	for i := 0; i < len(fields); i += 2 {
		req.Header.Set(fields[i], fields[i+1])
	}
	res, err := client(t).Do(req)
	require.NoError(t, err)
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	return res, string(text)
}
