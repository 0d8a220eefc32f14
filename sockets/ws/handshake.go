package ws

import (
	"bufio"
	"crypto/rand"
	"crypto/sha1"
	"encoding/base64"
	"errors"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/gorilla/websocket"
)

// handshakeTimeout is for writing the answer to a handshake.
const handshakeTimeout = 10 * time.Second

// BadHandshake is the answer to a request that is no opening handshake.
type BadHandshake struct {
	Status int
	Header http.Header
	Body   string
}

// Check looks at a request whose Connection header has the word upgrade. It
// returns nil for a proper opening handshake. It may be called from any
// goroutine.
//
// gorilla checks and answers in one step, but in between the server has to ask
// whether the client is welcome. So the check runs against a connection that
// refuses to be taken over.
func Check(r *http.Request) *BadHandshake {
	switch {
	case !r.ProtoAtLeast(1, 1):
		return badHandshake(http.StatusBadRequest, "websocket: the request is not HTTP/1.1")
	case len(r.Header["Sec-Websocket-Key"]) > 1:
		return badHandshake(http.StatusBadRequest, "websocket: the request has more than one Sec-WebSocket-Key")
	}
	var bad *BadHandshake
	trial := &trial{}
	upgrader := websocket.Upgrader{
		CheckOrigin: anyOrigin,
		Error: func(_ http.ResponseWriter, _ *http.Request, status int, reason error) {
			bad = badHandshake(status, reason.Error())
		},
	}
	upgrader.Upgrade(trial, r, nil)
	if trial.passed {
		return nil
	}
	return bad
}

func badHandshake(status int, text string) *BadHandshake {
	return &BadHandshake{status, http.Header{"Sec-Websocket-Version": {"13"}}, text + "\n"}
}

// anyOrigin leaves the check of the origin to the script.
func anyOrigin(*http.Request) bool { return true }

// trial is the answer to a request that is only being checked.
type trial struct{ passed bool }

var errTrial = errors.New("only a trial")

func (t *trial) Header() http.Header         { return http.Header{} }
func (t *trial) Write(p []byte) (int, error) { return len(p), nil }
func (t *trial) WriteHeader(int)             {}
func (t *trial) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	t.passed = true
	return nil, nil, errTrial
}

// Upgrade answers a request that Check found proper with 101, and takes its
// connection over. header has further fields; the subprotocol in it, if any, is
// the chosen one. With compression permessage-deflate is accepted. The
// connection goes to [eventloop.Loop.Wrap], then to [NewConn] with Deflate as
// returned. It blocks, and belongs to the goroutine of the request.
func Upgrade(w http.ResponseWriter, r *http.Request, header http.Header, compression bool) (conn net.Conn, deflate bool, err error) {
	deflate = compression && acceptable(r.Header.Values("Sec-Websocket-Extensions"))
	// gorilla takes every offer; let it see one that can be kept, or none.
	r = r.Clone(r.Context())
	r.Header.Del("Sec-Websocket-Extensions")
	if deflate {
		r.Header.Set("Sec-Websocket-Extensions", "permessage-deflate")
	}
	upgrader := websocket.Upgrader{CheckOrigin: anyOrigin, EnableCompression: deflate, HandshakeTimeout: handshakeTimeout}
	c, err := upgrader.Upgrade(w, r, header)
	if err != nil {
		return nil, false, err
	}
	return c.NetConn(), deflate, nil
}

// acceptable tells whether one of the offered extensions is a
// permessage-deflate that can be kept: the server's window has its full size.
func acceptable(offers []string) bool {
	for offer := range strings.SplitSeq(strings.Join(offers, ","), ",") {
		if isDeflate(offer, map[string]func(string) bool{
			"server_no_context_takeover": isEmpty,
			"client_no_context_takeover": isEmpty,
			"client_max_window_bits":     func(value string) bool { return value == "" || isWindow(value) },
		}) {
			return true
		}
	}
	return false
}

// isDeflate tells whether an extension is permessage-deflate with none but the
// given parameters, each at most once and with a value that its check accepts.
func isDeflate(extension string, known map[string]func(value string) bool) bool {
	name, params, _ := strings.Cut(extension, ";")
	if !strings.EqualFold(strings.TrimSpace(name), "permessage-deflate") {
		return false
	}
	seen := map[string]bool{}
	for param := range strings.SplitSeq(params, ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(param), "=")
		name = strings.ToLower(strings.TrimSpace(name))
		if name == "" && params == "" {
			continue
		}
		check := known[name]
		if check == nil || seen[name] || !check(strings.Trim(strings.TrimSpace(value), `"`)) {
			return false
		}
		seen[name] = true
	}
	return true
}

func isEmpty(value string) bool { return value == "" }

// isWindow tells a size of a window: 8 to 15, the logarithm of the bytes.
func isWindow(value string) bool {
	return len(value) == 1 && value >= "8" && value <= "9" || len(value) == 2 && value >= "10" && value <= "15"
}

// AcceptKey is the Sec-WebSocket-Accept that answers a Sec-WebSocket-Key.
func AcceptKey(key string) string {
	sum := sha1.Sum([]byte(strings.TrimSpace(key) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
	return base64.StdEncoding.EncodeToString(sum[:])
}

// NewKey is a random Sec-WebSocket-Key.
func NewKey() string {
	var key [16]byte
	rand.Read(key[:])
	return base64.StdEncoding.EncodeToString(key[:])
}
