package ws_test

import (
	"bytes"
	"compress/flate"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/sockets/ws"
)

// deflated compresses as RFC 7692 says.
func deflated(t testing.TB, text string) string {
	t.Helper()
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestCompression)
	require.NoError(t, err)
	w.Write([]byte(text))
	w.Flush()
	return strings.TrimSuffix(b.String(), "\x00\x00\xff\xff")
}

func TestInflate(t *testing.T) {
	onNodes(t, func(t *testing.T, n *node) {
		shared := &ws.Shared{}
		s, c := n.connect(ws.Options{Deflate: true, Shared: shared})
		write(t, c, frame(0xc1, deflated(t, "hello")), frame(0x81, "plain"), frame(0xc2, deflated(t, "")))
		s.expect(`message 1 true "hello"`, `message 1 true "plain"`, `message 2 true ""`)

		z := deflated(t, "split after compressing")
		split := [][]byte{frame(0x41, z[:3]), frame(0x89, ""), frame(0x80, z[3:])}
		write(t, c, split...)
		s.expect(`message 1 true "split after compressing"`)
		n.do(func() { s.fragments = true })
		write(t, c, split...)
		s.expect(`fragment 1 false "split after compressing"`, `fragment 0 true ""`)
	})
}

func TestInflateViolations(t *testing.T) {
	for name, c := range map[string]struct{ input, end string }{
		"corrupt":               {string(frame(0xc1, "\xff\xff\xff\xff")), `closed 1007 "" false false`},
		"cut off":               {string(frame(0xc2, deflated(t, strings.Repeat("hello world", 50))[:5])), `closed 1007 "" false false`},
		"not UTF-8":             {string(frame(0xc1, deflated(t, "\xff"))), `closed 1007 "" false false`},
		"bomb":                  {string(frame(0xc2, deflated(t, strings.Repeat("\x00", 1<<20)))), `closed 1009 "" false false`},
		"rsv1 on continuations": {string(frame(0x41, "x")) + string(frame(0xc0, "y")), `closed 1002 "" false false`},
		"rsv1 on a ping":        {string(frame(0xc9, "")), `closed 1002 "" false false`},
	} {
		t.Run(name, func(t *testing.T) {
			onNodes(t, func(t *testing.T, n *node) {
				s, conn := n.connect(ws.Options{Deflate: true, MaxMessage: 64 << 10})
				write(t, conn, []byte(c.input), frame(0x88, ""))
				require.Contains(t, next(t, s.events), "failed ")
				s.expect(c.end)
			})
		})
	}
}

// What is sent compressed is what a decompressor makes of it.
func TestDeflate(t *testing.T) {
	onNodes(t, func(t *testing.T, n *node) {
		server, c := n.connect(ws.Options{Deflate: true})
		small, large := strings.Repeat("x", 511), strings.Repeat("hello ", 10_000)
		n.do(func() {
			server.Send(ws.Text, []byte(small))
			p := ws.Prepare(ws.Text, []byte(large))
			server.SendPrepared(p)
			server.SendPrepared(p)
			server.Send(ws.Text, []byte(large))
		})
		require.Equal(t, "\x81\x7e\x01\xff"+small, readN(t, c, 515))
		var first string
		for range 3 {
			head := readN(t, c, 4)
			require.Equal(t, "\xc1\x7e", head[:2])
			z := readN(t, c, int(head[2])<<8|int(head[3]))
			if first == "" {
				first = z
				b, err := readAll(flate.NewReader(strings.NewReader(z + "\x00\x00\xff\xff\x01\x00\x00\xff\xff")))
				require.NoError(t, err)
				require.Equal(t, large, b)
			}
			require.Equal(t, first, z)
		}
	})
}
