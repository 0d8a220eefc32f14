package sockhost_test

import (
	"bytes"
	"io"
	"net"
	"os"
	goruntime "runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost"
	"github.com/sockhost/sockhost/runtime"
)

// allocations are what one message costs on its whole way, from the kernel through a script as people write them and
// back to the kernel. Times depend on the machine, these counts do not: whoever raises one should know why, and
// whoever lowers one writes down the new count.
var allocations = []struct {
	name   string
	script string
	size   int // of a message
	dial   func(t *testing.T, addr string) (send func(message []byte))
	most   float64
}{
	{"tcp chunk and send", "scripts/examples/tcp-echo.js", 64, dialTCP, 27},
	{"tcp chunks of a large read", "scripts/examples/tcp-echo.js", 16 << 10, dialTCP, 99},
	{"udp datagram and send", "bench/peers/sockhost-udp.js", 64, dialUDP, 30},
	{"websocket text and send", "scripts/examples/ws-echo.js", 64, dialWebSocket(websocket.TextMessage), 9},
	{"websocket binary and send", "scripts/examples/ws-echo.js", 64, dialWebSocket(websocket.BinaryMessage), 11},
	{"websocket publish to 1", "bench/peers/sockhost-publish.js", 64, dialWebSocket(websocket.TextMessage), 11},
}

func TestAllocations(t *testing.T) {
	if goruntime.GOOS != "linux" {
		t.Skip("counted on Linux")
	}
	if info, ok := debug.ReadBuildInfo(); ok && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"}) {
		t.Skip("the race detector allocates too")
	}
	for _, c := range allocations {
		t.Run(c.name, func(t *testing.T) {
			send := c.dial(t, serveScript(t, c.script))
			message := make([]byte, c.size)
			for i := range message {
				message[i] = byte('a' + i%26)
			}
			got := countAllocations(func() { send(message) })
			if got > c.most+0.5 {
				t.Errorf("%.1f allocations for a message, recorded are %.0f", got, c.most)
			} else if got < c.most-0.5 {
				t.Logf("%.1f allocations for a message: fewer than the %.0f recorded", got, c.most)
			}
		})
	}
}

// countAllocations is the mean over many calls. The clients of this test allocate nothing themselves.
func countAllocations(call func()) float64 {
	const warm, calls = 200, 2000
	for range warm {
		call()
	}
	var before, after goruntime.MemStats
	goruntime.ReadMemStats(&before)
	for range calls {
		call()
	}
	goruntime.ReadMemStats(&after)
	return float64(after.Mallocs-before.Mallocs) / calls
}

// serveScript runs a server until the test ends and returns the address that it says.
func serveScript(t *testing.T, file string) string {
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	said := make(chan string, 10)
	app, err := sockhost.New(sockhost.Options{Console: func(_ runtime.Level, text string) { said <- text }})
	require.NoError(t, err)
	require.NoError(t, app.RunScript("port.js", `self.sockhost = { args: ['0'] };`))
	require.NoError(t, app.RunScript(file, string(text)))
	ended := make(chan error, 1)
	go func() { ended <- app.Run() }()
	t.Cleanup(func() {
		app.Post(app.Loop.Stop)
		<-ended
		app.Close()
	})
	addr, ok := strings.CutPrefix(<-said, "listening on ")
	require.True(t, ok)
	return addr
}

func dialTCP(t *testing.T, addr string) func([]byte) {
	return exchangeBytes(t, "tcp", addr)
}

func dialUDP(t *testing.T, addr string) func([]byte) {
	return exchangeBytes(t, "udp", addr)
}

func exchangeBytes(t *testing.T, network, addr string) func([]byte) {
	conn, err := net.Dial(network, addr)
	require.NoError(t, err)
	t.Cleanup(func() { conn.Close() })
	buffer := make([]byte, 64<<10)
	return func(message []byte) { exchange(t, conn, buffer, message, message) }
}

// dialWebSocket writes frames by hand once gorilla has shaken hands, since gorilla allocates.
func dialWebSocket(kind int) func(*testing.T, string) func([]byte) {
	return func(t *testing.T, addr string) func([]byte) {
		client, response, err := websocket.DefaultDialer.Dial("ws://"+addr+"/", nil)
		require.NoError(t, err)
		response.Body.Close()
		t.Cleanup(func() { client.Close() })
		var out, in []byte
		buffer := make([]byte, 64<<10)
		return func(message []byte) {
			head := []byte{0x80 | byte(kind), byte(len(message))}
			in = append(append(in[:0], head...), message...)
			head[1] |= 0x80
			out = append(append(out[:0], head...), 0, 0, 0, 0) // a mask that changes nothing
			out = append(out, message...)
			exchange(t, client.NetConn(), buffer, out, in)
		}
	}
}

// exchange sends bytes and waits for the answer.
func exchange(t *testing.T, conn net.Conn, buffer, out, want []byte) {
	if _, err := conn.Write(out); err != nil {
		t.Fatal(err)
	}
	got := buffer[:len(want)]
	if _, err := io.ReadFull(conn, got); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Fatalf("got %q, want %q", got, want)
	}
}
