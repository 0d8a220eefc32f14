package rfc6455_test

import (
	"bufio"
	"crypto/rand"
	"crypto/sha1"
	"encoding/base64"
	"fmt"
	"net"
	"net/http"
	"net/textproto"
	"strings"
	"testing"
	"time"
)

// acceptOf is the Sec-WebSocket-Accept that belongs to a key.
func acceptOf(key string) string {
	sum := sha1.Sum([]byte(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
	return base64.StdEncoding.EncodeToString(sum[:])
}

func newKey() string {
	var key [16]byte
	rand.Read(key[:])
	return base64.StdEncoding.EncodeToString(key[:])
}

// tokens are the words of a header that is a list.
func tokens(h http.Header, name string) (words []string) {
	for _, line := range h[textproto.CanonicalMIMEHeaderKey(name)] {
		for word := range strings.SplitSeq(line, ",") {
			if word = strings.TrimSpace(word); word != "" {
				words = append(words, strings.ToLower(word))
			}
		}
	}
	return words
}

// request is an opening handshake; lines of header replace or follow it.
func request(address, path, key string, header ...string) string {
	return "GET " + path + " HTTP/1.1\r\nHost: " + address + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + key + "\r\n" + lines(header...) + "\r\n"
}

func lines(header ...string) string {
	var all strings.Builder
	for _, line := range header {
		all.WriteString(line + "\r\n")
	}
	return all.String()
}

// ask sends a request as it is and reads the head of the answer.
func ask(t *testing.T, address, request string) (net.Conn, *bufio.Reader, *http.Response) {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	conn.SetDeadline(time.Now().Add(patience))
	if _, err := conn.Write([]byte(request)); err != nil {
		t.Fatal(err)
	}
	r := bufio.NewReaderSize(conn, 64<<10)
	response, err := http.ReadResponse(r, nil)
	if err != nil {
		t.Fatalf("the answer to the handshake: %v", err)
	}
	return conn, r, response
}

// dial opens a connection to a server, with offers of extensions.
func dial(t *testing.T, address, path, offers string, header ...string) *peer {
	t.Helper()
	if offers != "" {
		header = append(header, "Sec-WebSocket-Extensions: "+offers)
	}
	key := newKey()
	conn, r, response := ask(t, address, request(address, path, key, header...))
	if err := checkResponse(response, key); err != nil {
		t.Fatal(err)
	}
	var d *deflate
	if extensions := response.Header.Values("Sec-WebSocket-Extensions"); len(extensions) > 0 {
		a, err := parseAgreement(strings.Join(extensions, ", "))
		if err != nil || !a.answers(offers) {
			t.Fatalf("%q is no answer to %q (%v)", extensions, offers, err)
		}
		// The raw peer cannot keep to a smaller window, nor check that it is kept to.
		if a.serverBits != 0 && a.serverBits != 15 || a.clientBits != 0 && a.clientBits != 15 {
			t.Fatalf("%q speaks of windows that DEFLATE of the standard library does not know", extensions)
		}
		d = newDeflate(!a.clientForgets, !a.serverForgets)
	}
	return newPeer(t, conn, r, true, d)
}

// checkResponse judges a 101.
func checkResponse(response *http.Response, key string) error {
	h := response.Header
	switch {
	case response.StatusCode != http.StatusSwitchingProtocols || response.Proto != "HTTP/1.1":
		return fmt.Errorf("the answer is %s %s", response.Proto, response.Status)
	case strings.Join(tokens(h, "Upgrade"), " ") != "websocket":
		return fmt.Errorf("Upgrade is %q", h["Upgrade"])
	case strings.Join(tokens(h, "Connection"), " ") != "upgrade":
		return fmt.Errorf("Connection is %q", h["Connection"])
	case strings.Join(h["Sec-Websocket-Accept"], " ") != acceptOf(key):
		return fmt.Errorf("Sec-WebSocket-Accept is %q", h["Sec-Websocket-Accept"])
	case h.Get("Content-Length") != "" || h.Get("Transfer-Encoding") != "":
		return fmt.Errorf("a 101 has no body: %v", h)
	}
	return nil
}

// checkRequest judges the opening handshake of a client.
func checkRequest(request *http.Request, address string) error {
	h := request.Header
	key, err := base64.StdEncoding.DecodeString(h.Get("Sec-WebSocket-Key"))
	switch {
	case request.Method != "GET" || request.Proto != "HTTP/1.1" || !strings.HasPrefix(request.RequestURI, "/"):
		return fmt.Errorf("the request is %s %s %s", request.Method, request.RequestURI, request.Proto)
	case request.Host != address:
		return fmt.Errorf("Host is %q", request.Host)
	case strings.Join(tokens(h, "Upgrade"), " ") != "websocket":
		return fmt.Errorf("Upgrade is %q", h["Upgrade"])
	case !strings.Contains(strings.Join(tokens(h, "Connection"), " "), "upgrade"):
		return fmt.Errorf("Connection is %q", h["Connection"])
	case strings.Join(h["Sec-Websocket-Version"], " ") != "13":
		return fmt.Errorf("Sec-WebSocket-Version is %q", h["Sec-Websocket-Version"])
	case err != nil || len(key) != 16 || len(h["Sec-Websocket-Key"]) != 1:
		return fmt.Errorf("Sec-WebSocket-Key is %q", h["Sec-Websocket-Key"])
	}
	return nil
}
