package websocketserver_test

import (
	"net/http"
	"testing"

	"github.com/gorilla/websocket"
)

// dial opens a WebSocket.
func dial(t testing.TB, url string, header http.Header) *websocket.Conn {
	t.Helper()
	c, _, err := websocket.DefaultDialer.Dial(url, header)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}
