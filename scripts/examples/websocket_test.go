package examples_test

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// A talker is one WebSocket client of an example.
type talker struct {
	t    *testing.T
	conn *websocket.Conn
}

// talk connects to a path of an example; the connection fails rather than hangs, and is closed with the test.
func talk(t *testing.T, p *program, path string) *talker {
	t.Helper()
	dialer := websocket.Dialer{HandshakeTimeout: patience}
	conn, _, err := dialer.Dial("ws://"+p.addr+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	conn.SetReadDeadline(time.Now().Add(patience))
	conn.SetWriteDeadline(time.Now().Add(patience))
	return &talker{t, conn}
}

func (c *talker) send(kind int, data string) {
	c.t.Helper()
	if err := c.conn.WriteMessage(kind, []byte(data)); err != nil {
		c.t.Fatal(err)
	}
}

func (c *talker) say(text string) {
	c.t.Helper()
	c.send(websocket.TextMessage, text)
}

func (c *talker) next() (kind int, data string) {
	c.t.Helper()
	kind, message, err := c.conn.ReadMessage()
	if err != nil {
		c.t.Fatal(err)
	}
	return kind, string(message)
}

// expect compares messages with JSON, in which "*" stands for any value.
func (c *talker) expect(wanted ...string) {
	c.t.Helper()
	for _, want := range wanted {
		_, got := c.next()
		var gotValue, wantValue any
		if err := json.Unmarshal([]byte(got), &gotValue); err != nil {
			c.t.Fatalf("got %q: %v", got, err)
		}
		if err := json.Unmarshal([]byte(want), &wantValue); err != nil {
			c.t.Fatalf("want %q: %v", want, err)
		}
		if !agrees(gotValue, wantValue) {
			c.t.Fatalf("got %s, want %s", got, want)
		}
	}
}

func agrees(got, want any) bool {
	if want == "*" {
		return true
	}
	g, ok := got.(map[string]any)
	w, ok2 := want.(map[string]any)
	if !ok || !ok2 {
		return reflect.DeepEqual(got, want)
	}
	for name := range w {
		if _, there := g[name]; !there || !agrees(g[name], w[name]) {
			return false
		}
	}
	return len(g) == len(w)
}

// refusal is the status of a handshake that must not succeed.
func refusal(t *testing.T, p *program, path, origin string) int {
	t.Helper()
	header := http.Header{}
	if origin != "" {
		header.Set("Origin", origin)
	}
	dialer := websocket.Dialer{HandshakeTimeout: patience}
	conn, response, err := dialer.Dial("ws://"+p.addr+path, header)
	if err == nil {
		conn.Close()
		t.Fatalf("%s from %q was accepted", path, origin)
	}
	if response == nil {
		t.Fatal(err)
	}
	return response.StatusCode
}

func TestWebSocketEcho(t *testing.T) {
	p := serve(t, "ws-echo.js", "0")
	client := talk(t, p, "/any/path")
	for _, size := range []int{0, 1, 125, 126, 65535, 65536, 1 << 20} {
		for kind, sent := range map[int]string{
			websocket.TextMessage: strings.Repeat("é", size/2), websocket.BinaryMessage: string(noise(3, size)),
		} {
			client.send(kind, sent)
			if gotKind, got := client.next(); gotKind != kind || got != sent {
				t.Errorf("%d bytes of kind %d came back as %d bytes of kind %d", len(sent), kind, len(got), gotKind)
			}
		}
	}
	p.stop()
}

func TestWebSocketEchoHandsOnTheEnd(t *testing.T) {
	p := serve(t, "ws-echo.js", "0")
	client := talk(t, p, "/")
	bye := websocket.FormatCloseMessage(4001, "bye")
	if err := client.conn.WriteControl(websocket.CloseMessage, bye, time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	if _, _, err := client.conn.ReadMessage(); !websocket.IsCloseError(err, 4001) {
		t.Errorf("got %v, want a close frame with 4001", err)
	}
	p.stop()
}

func TestWebSocketChat(t *testing.T) {
	p := serve(t, "ws-chat.js", "0")
	ann := talk(t, p, "/chat")
	ann.expect(`{"you": "guest 1"}`, `{"people": ["guest 1"]}`)
	ann.say(`{"name": "  Ann "}`)
	ann.expect(`{"you": "Ann"}`, `{"people": ["Ann"]}`)
	ann.say(`{"text": "is <b>anybody</b> here?"}`)
	first := `{"from": "Ann", "text": "is <b>anybody</b> here?", "time": "*"}`
	ann.expect(first)

	bob := talk(t, p, "/chat")
	bob.expect(`{"you": "guest 2"}`, first, `{"people": ["Ann", "guest 2"]}`)
	ann.expect(`{"people": ["Ann", "guest 2"]}`)
	bob.say(`{"name": "Ann"}`)
	bob.expect(`{"you": "guest 2"}`, `{"people": ["Ann", "guest 2"]}`)
	ann.expect(`{"people": ["Ann", "guest 2"]}`)
	for _, nothing := range []string{`null`, `5`, `{"text": "  "}`, `{"text": 5}`, `{}`, `[]`} {
		bob.say(nothing)
	}
	bob.say(`{"text": "grüße 水"}`)
	said := `{"from": "guest 2", "text": "grüße 水", "time": "*"}`
	ann.expect(said)
	bob.expect(said)
	bob.say("no JSON")
	if _, _, err := bob.conn.ReadMessage(); !websocket.IsCloseError(err, 1007) {
		t.Errorf("after text that is no JSON: %v, want a close frame with 1007", err)
	}
	ann.expect(`{"people": ["Ann"]}`)

	if got := refusal(t, p, "/elsewhere", ""); got != 404 {
		t.Errorf("another path: status %d, want 404", got)
	}
	if got := refusal(t, p, "/chat", "http://evil.example"); got != 403 {
		t.Errorf("another origin: status %d, want 403", got)
	}
	client, _ := browser(t)
	response, body := get(t, client, "GET", "http://"+p.addr+"/")
	if response.StatusCode != 200 || !strings.Contains(body, "<title>Chat</title>") || response.Request.URL.Path != "/chat.html" {
		t.Errorf("the page: %s at %s", response.Status, response.Request.URL)
	}
	p.stop()
}

func TestLiveReload(t *testing.T) {
	folder := t.TempDir()
	page := filepath.Join(folder, "index.html")
	if err := os.WriteFile(page, []byte("one"), 0o644); err != nil {
		t.Fatal(err)
	}
	p := serve(t, "ws-live-reload.js", folder, "0")
	client, _ := browser(t)
	expect := func(method, path string, status int, body string) {
		t.Helper()
		response, got := get(t, client, method, "http://"+p.addr+path)
		if response.StatusCode != status || !strings.Contains(got, body) {
			t.Errorf("%s %s: got %s, %q; want %d, %q", method, path, response.Status, got, status, body)
		}
	}
	expect("GET", "/", 200, "one")
	expect("GET", "/live-reload.js", 200, "new WebSocket(")
	expect("GET", "/missing.html", 404, "")
	expect("GET", "/../ws-live-reload.js", 404, "")
	expect("GET", "/reload", 405, "")
	expect("POST", "/reload", 200, "reloading 0 pages\n")

	pages := []*talker{talk(t, p, "/live-reload"), talk(t, p, "/live-reload"), talk(t, p, "/live-reload")}
	if err := os.WriteFile(page, []byte("two, longer"), 0o644); err != nil {
		t.Fatal(err)
	}
	expect("POST", "/reload", 200, "reloading 3 pages\n")
	for _, page := range pages {
		if _, got := page.next(); got != "reload" {
			t.Errorf("a page got %q", got)
		}
	}
	expect("GET", "/", 200, "two, longer")
	if got := refusal(t, p, "/", ""); got != 404 {
		t.Errorf("another path: status %d, want 404", got)
	}
	p.stop()
}

func TestJSONRPC(t *testing.T) {
	p := serve(t, "ws-jsonrpc.js", "0")
	ann := talk(t, p, "/rpc")
	ann.expect(`{"jsonrpc": "2.0", "method": "hello", "params": "*"}`)
	for sent, want := range map[string]string{
		`{"jsonrpc": "2.0", "id": 1, "method": "math.add", "params": [2, 3]}`: `{"jsonrpc": "2.0", "id": 1, "result": 5}`,
		`{"jsonrpc": "2.0", "id": "a", "method": "$whoami"}`:                  `{"jsonrpc": "2.0", "id": "a", "result": {"handle": "*", "address": "` + ann.conn.LocalAddr().String() + `"}}`,
		`{"jsonrpc": "2.0", "id": 2, "method": "math"}`:                       `{"jsonrpc": "2.0", "id": 2, "error": {"code": -32601, "message": "Method not found"}}`,
		`{"jsonrpc": "2.0", "id": 3, "method": "math.constructor"}`:           `{"jsonrpc": "2.0", "id": 3, "error": {"code": -32601, "message": "Method not found"}}`,
		`{"jsonrpc": "2.0", "id": 4}`:                                         `{"jsonrpc": "2.0", "id": null, "error": {"code": -32600, "message": "Invalid Request"}}`,
		`{"jsonrpc": `:                                                        `{"jsonrpc": "2.0", "id": null, "error": {"code": -32700, "message": "Parse error"}}`,
		`{"jsonrpc": "2.0", "id": 5, "method": "fail"}`:                       `{"jsonrpc": "2.0", "id": 5, "error": {"code": -32603, "message": "Internal error"}}`,
		`[1]`: `[{"jsonrpc": "2.0", "id": null, "error": {"code": -32600, "message": "Invalid Request"}}]`,
		`[{"jsonrpc": "2.0", "id": 6, "method": "math.add", "params": [1, 1]}, {"jsonrpc": "2.0", "method": "math.add"}]`: `[{"jsonrpc": "2.0", "id": 6, "result": 2}]`,
	} {
		ann.say(sent)
		ann.expect(want)
	}

	// Notifications, and questions in the other direction.
	bob := talk(t, p, "/rpc")
	bob.expect(`{"jsonrpc": "2.0", "method": "hello", "params": "*"}`)
	bob.say(`{"jsonrpc": "2.0", "method": "shout", "params": ["hey"]}`)
	for _, client := range []*talker{ann, bob} {
		client.expect(`{"jsonrpc": "2.0", "method": "heard", "params": ["HEY"]}`)
	}
	bob.say(`{"jsonrpc": "2.0", "method": "$askAll"}`)
	for _, client := range []*talker{ann, bob} {
		client.expect(`{"jsonrpc": "2.0", "method": "name", "params": [], "id": "name"}`)
	}
	ann.say(`{"jsonrpc": "2.0", "id": "name", "result": "ann"}`)
	bob.expect(`{"jsonrpc": "2.0", "method": "isCalled", "params": "*"}`)
	if got := refusal(t, p, "/", ""); got != 404 {
		t.Errorf("another path: status %d, want 404", got)
	}
	p.stop()
}
