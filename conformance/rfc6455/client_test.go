package rfc6455_test

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/sockhost/sockhost/eventloop"
)

const echoClient = "echo-client.js"

// rawServer takes the connections of a client under test.
type rawServer struct {
	net.Listener
	app *app
}

func startClient(t *testing.T, backend eventloop.Backend) *rawServer {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	a, _ := start(t, backend, echoClient)
	return &rawServer{listener, a}
}

// accept has the script connect to a path, and judges its handshake.
func (s *rawServer) accept(t *testing.T, path string, protocols ...string) (net.Conn, *bufio.Reader, *http.Request) {
	t.Helper()
	list := ""
	if len(protocols) > 0 {
		list = fmt.Sprintf(", %q", protocols)
		list = strings.ReplaceAll(list, `" "`, `", "`)
	}
	call := fmt.Sprintf("connect('ws://%s%s'%s)", s.Addr(), path, list)
	failed := make(chan error, 1)
	s.app.Post(func() { failed <- s.app.RunScript("connect.js", call) })
	if err := <-failed; err != nil {
		t.Fatal(err)
	}
	s.Listener.(*net.TCPListener).SetDeadline(time.Now().Add(patience))
	conn, err := s.Accept()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	conn.SetDeadline(time.Now().Add(patience))
	r := bufio.NewReaderSize(conn, 64<<10)
	request, err := http.ReadRequest(r)
	if err != nil {
		t.Fatalf("the handshake: %v", err)
	}
	if err := checkRequest(request, s.Addr().String()); err != nil {
		t.Fatal(err)
	}
	return conn, r, request
}

// switching is a 101 with further lines.
func switching(request *http.Request, header ...string) string {
	return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " +
		acceptOf(request.Header.Get("Sec-WebSocket-Key")) + "\r\n" + lines(header...) + "\r\n"
}

// upgrade accepts a connection of the script. With an answer to its offers,
// messages may be compressed.
func (s *rawServer) upgrade(t *testing.T, path, answer string) *peer {
	t.Helper()
	conn, r, request := s.accept(t, path)
	var header []string
	var d *deflate
	if answer != "" {
		offers := strings.Join(request.Header["Sec-Websocket-Extensions"], ", ")
		a, err := parseAgreement(answer)
		if err != nil || !strings.Contains(offers, "permessage-deflate") || !a.answers(offers) {
			t.Fatalf("the client offers %q, and %q would be no answer (%v)", offers, answer, err)
		}
		header = append(header, "Sec-WebSocket-Extensions: "+answer)
		d = newDeflate(!a.serverForgets, !a.clientForgets)
	}
	if _, err := conn.Write([]byte(switching(request, header...))); err != nil {
		t.Fatal(err)
	}
	return newPeer(t, conn, r, false, d)
}

// TestClient runs the suite against WebSocket.
func TestClient(t *testing.T) {
	const answer = "permessage-deflate; server_no_context_takeover; client_no_context_takeover"
	eachBackend(t, func(t *testing.T, backend eventloop.Backend) {
		s := startClient(t, backend)
		keys := map[[4]byte]int{}
		frames := 0
		run := func(c wireCase, answer string) {
			if c.side == servers || tooLarge(c) {
				return
			}
			t.Run(c.number, func(t *testing.T) {
				t.Log(c.about)
				path := "/" + c.number
				p := s.upgrade(t, path, answer)
				want := c.run(t, p)
				s.app.heard(t, path).mustHear(t, want)
				for _, key := range p.keys {
					keys[key]++
				}
				frames += len(p.keys)
			})
		}
		for _, c := range suite() {
			run(c, "")
		}
		for _, c := range deflateCases() {
			// It is the client who offers; the parameters of group 13 are for servers.
			if !strings.HasPrefix(c.number, "13.") {
				run(c.wireCase, answer)
			}
		}
		// Of 2^32 keys, few come twice among some thousands.
		if frames-len(keys) > 20 {
			t.Errorf("%d frames have only %d different keys", frames, len(keys))
		}
	})
}

// TestClientVanishingServers: a connection that ends without a close frame, at
// any byte of what was sent, is 1006.
func TestClientVanishingServers(t *testing.T) {
	eachBackend(t, func(t *testing.T, backend eventloop.Backend) {
		s := startClient(t, backend)
		var sent []byte
		for _, f := range []frame{text("Hello").plain().unfinished(), ping("p"), cont(strings.Repeat("x", 200)), closing(1000, "bye")} {
			sent = f.encode(sent, false)
		}
		for n := range sent {
			path := fmt.Sprintf("/%d", n)
			conn, _, request := s.accept(t, path)
			if _, err := conn.Write(append([]byte(switching(request)), sent[:n]...)); err != nil {
				t.Fatal(err)
			}
			conn.Close()
			if r := s.app.heard(t, path); r.Code != 1006 || r.Clean {
				t.Errorf("after %d of %d bytes: %v", n, len(sent), r.heard)
			}
		}
	})
}

// TestClientPingsUnread is TestServerPingsUnread for a server that pings.
func TestClientPingsUnread(t *testing.T) {
	eachBackend(t, func(t *testing.T, backend eventloop.Backend) {
		s := startClient(t, backend)
		floodPings(t, s.upgrade(t, "/flood", ""))
	})
}

// TestClientHandshakes are answers to opening handshakes, good and bad.
func TestClientHandshakes(t *testing.T) {
	for _, test := range clientHandshakes() {
		t.Run(test.about, func(t *testing.T) {
			eachBackend(t, func(t *testing.T, backend eventloop.Backend) {
				s := startClient(t, backend)
				conn, r, request := s.accept(t, "/x", test.offers...)
				if got := strings.Join(tokens(request.Header, "Sec-WebSocket-Protocol"), " "); got != strings.Join(test.offers, " ") {
					t.Errorf("the client offers the subprotocols %q", got)
				}
				if _, err := conn.Write([]byte(test.answer(request))); err != nil && test.good {
					t.Fatal(err)
				}
				if !test.good {
					if test.ends {
						conn.Close()
					}
					select {
					case <-s.app.report("/x opened"):
						t.Error("the script heard that it is open")
					case report := <-s.app.report("/x"):
						report.mustHear(t, heard{Code: 1006, Reason: new(string), Errors: 1})
					case <-time.After(patience):
						t.Error("the script heard nothing")
					}
					return
				}
				var d *deflate
				if test.deflate {
					d = newDeflate(false, false)
				}
				p := newPeer(t, conn, r, false, d)
				want := wireCase{steps: steps(comes(test.first...), sends(text("Hello")), comes(text("Hello")))}.run(t, p)
				s.app.heard(t, "/x").mustHear(t, want)
				if opened := s.app.heard(t, "/x opened"); opened.Protocol != test.protocol {
					t.Errorf("the subprotocol is %q", opened.Protocol)
				}
			})
		})
	}
}

// handshake is an answer of a server.
type handshake struct {
	about    string
	offers   []string // subprotocols
	answer   func(*http.Request) string
	good     bool
	deflate  bool    // if good: compression was agreed upon
	protocol string  // if good
	first    []frame // what comes back for frames in the answer, if good
	ends     bool    // the server closes the connection
}

func clientHandshakes() (all []handshake) {
	accept := func(r *http.Request) string { return acceptOf(r.Header.Get("Sec-WebSocket-Key")) }
	// edited is the usual answer with old replaced.
	edited := func(old, new string) func(*http.Request) string {
		return func(r *http.Request) string {
			usual := switching(r)
			if !strings.Contains(usual, old) {
				panic("the usual answer has no " + old)
			}
			return strings.Replace(usual, old, new, 1)
		}
	}
	with := func(header ...string) func(*http.Request) string {
		return func(r *http.Request) string { return switching(r, header...) }
	}
	exactly := func(s string) func(*http.Request) string { return func(*http.Request) string { return s } }
	good := func(about string, answer func(*http.Request) string) {
		all = append(all, handshake{about: about, answer: answer, good: true})
	}
	bad := func(about string, answer func(*http.Request) string) {
		all = append(all, handshake{about: about, answer: answer})
	}
	ends := func(about string, answer func(*http.Request) string) {
		all = append(all, handshake{about: about, answer: answer, ends: true})
	}

	good("the usual one", with())
	good("other letters in names and values", func(r *http.Request) string {
		return "HTTP/1.1 101 \r\nUPGRADE: WebSocket\r\nconnection: upgrade\r\nsec-websocket-accept: " + accept(r) + "\r\n\r\n"
	})
	good("another phrase", edited("Switching Protocols", "Web Socket Protocol Handshake"))
	good("more fields", with("Server: x", "Date: Thu, 01 Jan 1970 00:00:00 GMT", "X-Empty:", "Set-Cookie: a=b"))
	good("Connection is a list", edited("Connection: Upgrade", "Connection: keep-alive, Upgrade"))
	// RFC 7692 lets a server limit its own window unasked.
	all = append(all,
		handshake{about: "a window that the server chose", good: true, deflate: true,
			answer: with("Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=10")},
		handshake{about: "frames in the same packet", good: true, first: []frame{text("early"), pong("p")},
			answer: func(r *http.Request) string {
				return switching(r) + string(ping("p").encode(text("early").encode(nil, false), false))
			}},
		handshake{about: "the second subprotocol", offers: []string{"soap", "chat"}, answer: with("Sec-WebSocket-Protocol: chat"), good: true, protocol: "chat"},
		handshake{about: "no subprotocol though some are offered", offers: []string{"soap", "chat"}, answer: with()},
		handshake{about: "a subprotocol that is not offered", offers: []string{"soap"}, answer: with("Sec-WebSocket-Protocol: chat")},
		handshake{about: "a subprotocol in other letters", offers: []string{"soap"}, answer: with("Sec-WebSocket-Protocol: SOAP")},
		handshake{about: "two subprotocols in one field", offers: []string{"soap", "chat"}, answer: with("Sec-WebSocket-Protocol: soap, chat")},
		handshake{about: "two subprotocols in two fields", offers: []string{"soap", "chat"}, answer: with("Sec-WebSocket-Protocol: soap", "Sec-WebSocket-Protocol: chat")},
	)
	bad("a subprotocol without any offer", with("Sec-WebSocket-Protocol: chat"))

	bad("200", exactly("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))
	bad("400", exactly("HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\n\r\nno"))
	bad("401", exactly("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n"))
	bad("404", exactly("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"))
	bad("426", exactly("HTTP/1.1 426 Upgrade Required\r\nSec-WebSocket-Version: 7\r\nContent-Length: 0\r\n\r\n"))
	bad("503", exactly("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"))
	bad("a redirect, which is not followed", func(r *http.Request) string {
		return "HTTP/1.1 302 Found\r\nLocation: ws://" + r.Host + "/y\r\nContent-Length: 0\r\n\r\n"
	})
	bad("all of a handshake but the status", edited("101 Switching Protocols", "200 OK"))
	bad("HTTP/1.0", edited("HTTP/1.1", "HTTP/1.0"))
	bad("no Upgrade", edited("Upgrade: websocket\r\n", ""))
	bad("another Upgrade", edited("Upgrade: websocket", "Upgrade: h2c"))
	bad("no Connection", edited("Connection: Upgrade\r\n", ""))
	bad("another Connection", edited("Connection: Upgrade", "Connection: keep-alive"))
	bad("no accept", func(r *http.Request) string {
		return strings.Replace(switching(r), "Sec-WebSocket-Accept", "X-Accept", 1)
	})
	bad("the accept of another key", func(r *http.Request) string {
		return strings.Replace(switching(r), accept(r), acceptOf(newKey()), 1)
	})
	bad("the accept in other letters", func(r *http.Request) string {
		return strings.Replace(switching(r), accept(r), swapCase(accept(r)), 1)
	})
	bad("the key as accept", func(r *http.Request) string {
		return strings.Replace(switching(r), accept(r), r.Header.Get("Sec-WebSocket-Key"), 1)
	})
	bad("two accepts that differ", func(r *http.Request) string { return switching(r, "Sec-WebSocket-Accept: "+acceptOf(newKey())) })
	bad("an extension that nobody offers", with("Sec-WebSocket-Extensions: x-unknown"))
	bad("an unknown parameter of compression", with("Sec-WebSocket-Extensions: permessage-deflate; x"))
	bad("a parameter of compression twice", with("Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover; server_no_context_takeover; client_no_context_takeover"))
	bad("compression twice", with("Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover; client_no_context_takeover, permessage-deflate"))
	bad("a window out of range", with("Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=7"))
	bad("a window for the client that it cannot keep to", with("Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover; client_no_context_takeover; client_max_window_bits=10"))
	bad("a parameter with a value it has not", with("Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover=1; client_no_context_takeover"))

	bad("no HTTP", exactly("hello\r\n\r\n"))
	ends("nothing", exactly(""))
	ends("half a head", exactly("HTTP/1.1 101 Switching Protocols\r\nUpgrade: web"))
	ends("a status line", exactly("HTTP/1.1 101 Switching Protocols\r\n"))
	bad("a line that is no field", with("no field"))
	bad("a head that is too large", with("X: "+strings.Repeat("x", 2<<20)))
	return all
}

func swapCase(s string) string {
	if lower := strings.ToLower(s); lower != s {
		return lower
	}
	return strings.ToUpper(s)
}
