package rfc6455_test

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sockhost/sockhost/eventloop"
)

const echoServer = "echo-server.js"

// TestServer runs the suite against websocketserver.
func TestServer(t *testing.T) {
	for _, mode := range []string{"plain", "compression"} {
		t.Run(mode, func(t *testing.T) {
			eachBackend(t, func(t *testing.T, backend eventloop.Backend) {
				a, address := start(t, backend, echoServer, mode)
				for _, c := range suite() {
					// Sizes are the same without an offer, compression or not.
					if c.side == clients || tooLarge(c) || mode != "plain" && c.size() >= large {
						continue
					}
					serverCase(t, a, address, offerCase{wireCase: c})
				}
				if mode == "plain" {
					return
				}
				for _, c := range deflateCases() {
					if c.side != clients && !tooLarge(c.wireCase) {
						serverCase(t, a, address, c)
					}
				}
			})
		})
	}
}

// tooLarge leaves the largest cases out of a short run.
func tooLarge(c wireCase) bool { return testing.Short() && c.size() > large }

// serverCase runs a case and sees that the server serves others after a
// failure.
func serverCase(t *testing.T, a *app, address string, c offerCase) {
	t.Run(c.number, func(t *testing.T) {
		t.Log(c.about)
		path := "/" + c.number
		p := dial(t, address, path, c.offers)
		if c.offers != "" && c.answer != either && (p.deflate != nil) != (c.answer == agreed) {
			t.Errorf("agreed is %v, for %s", p.deflate != nil, c.offers)
		}
		want := c.run(t, p)
		a.heard(t, path).mustHear(t, want)
		if c.fail != 0 {
			serves(t, a, address, path+"-next")
		}
	})
}

// serves sees that the server serves a client.
func serves(t *testing.T, a *app, address, path string) {
	t.Helper()
	well := wireCase{steps: echoed(text("still there?"))}
	want := well.run(t, dial(t, address, path, ""))
	a.heard(t, path).mustHear(t, want)
}

// TestServerVanishingClients: connections that end without a close frame, at
// any byte of what they sent, are 1006.
func TestServerVanishingClients(t *testing.T) {
	eachBackend(t, func(t *testing.T, backend eventloop.Backend) {
		a, address := start(t, backend, echoServer, "compression")
		var sent []byte
		for _, f := range []frame{text("Hello").plain().unfinished(), ping("p"), cont(strings.Repeat("x", 200)), closing(1000, "bye")} {
			sent = f.encode(sent, true)
		}
		complete := len(sent)
		for n := range complete {
			path := fmt.Sprintf("/%d", n)
			p := dial(t, address, path, usualOffer)
			if n > 0 {
				p.send(together, bytesOf(sent[:n]...))
			}
			p.finish()
			p.close()
			if r := a.heard(t, path); r.Code != 1006 || r.Reason != nil {
				t.Errorf("after %d of %d bytes: %v", n, complete, r.heard)
			}
		}
		serves(t, a, address, "/last")
	})
}

// TestServerPingsUnread: who pings and never reads does not use up the memory.
// Of the pongs, a server may leave out older ones, or give up on the client.
func TestServerPingsUnread(t *testing.T) {
	eachBackend(t, func(t *testing.T, backend eventloop.Backend) {
		a, address := start(t, backend, echoServer, "plain")
		floodPings(t, dial(t, address, "/flood", ""))
		serves(t, a, address, "/next")
	})
}

// floodPings sends many pings before it reads, and counts what waited for it.
func floodPings(t *testing.T, p *peer) {
	t.Helper()
	pings := slices.Repeat([]frame{ping(strings.Repeat("p", 125))}, 1000)
	const rounds = 4 * limit / (1000 * 131)
	for range rounds {
		p.send(together, pings...)
	}
	close(p.out)
	<-p.written
	p.out = nil
	// Nothing more comes once the other end has answered for 64 MiB, or closed.
	p.conn.SetReadDeadline(time.Now().Add(time.Second))
	if n, _ := io.Copy(io.Discard, p.r); n > 2*limit {
		t.Errorf("%d bytes of pongs waited", n)
	}
}

// TestServerHandshakes are opening handshakes, good and bad.
func TestServerHandshakes(t *testing.T) {
	const key = "dGhlIHNhbXBsZSBub25jZQ=="
	usual := []string{"Host: x", "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: " + key}
	// without leaves out a field of the usual ones and adds others.
	without := func(name string, more ...string) []string {
		var kept []string
		for _, line := range usual {
			if name == "" || !strings.HasPrefix(line, name+":") {
				kept = append(kept, line)
			}
		}
		return append(kept, more...)
	}
	with := func(more ...string) []string { return without("", more...) }
	const get = "GET / HTTP/1.1"
	eachBackend(t, func(t *testing.T, backend eventloop.Backend) {
		a, address := start(t, backend, echoServer, "plain")
		compressing, compressed := start(t, backend, echoServer, "compression")
		for _, test := range []struct {
			about  string
			line   string
			header []string
			status int
			want   map[string]string // of the answer's header; "" is absent
		}{
			{"the usual one", get, with(), 101, map[string]string{"Sec-WebSocket-Accept": "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", "Sec-WebSocket-Protocol": "", "Sec-WebSocket-Extensions": ""}},
			{"names and values in other letters", get, []string{"hOST: x", "UPGRADE: WebSocket", "connection: uPGRADE", "sec-websocket-version: 13", "SEC-WEBSOCKET-KEY: " + key}, 101, nil},
			{"Connection is a list", get, without("Connection", "Connection: keep-alive, Upgrade"), 101, nil},
			{"Connection is two lists", get, without("Connection", "Connection: keep-alive", "Connection: foo,upgrade ,bar"), 101, nil},
			{"blanks around the key", get, without("Sec-WebSocket-Key", "Sec-WebSocket-Key:   "+key+" \t"), 101, map[string]string{"Sec-WebSocket-Accept": "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="}},
			{"a query", "GET /a%20b?c=d HTTP/1.1", with(), 101, nil},
			{"one subprotocol", get, with("Sec-WebSocket-Protocol: chat"), 101, map[string]string{"Sec-WebSocket-Protocol": "chat"}},
			{"subprotocols in one field", get, with("Sec-WebSocket-Protocol: soap, chat"), 101, map[string]string{"Sec-WebSocket-Protocol": "soap"}},
			{"subprotocols in two fields", get, with("Sec-WebSocket-Protocol: mqtt", "Sec-WebSocket-Protocol: chat"), 101, map[string]string{"Sec-WebSocket-Protocol": "mqtt"}},
			{"an extension that nobody knows", get, with("Sec-WebSocket-Extensions: x-unknown; a=1"), 101, map[string]string{"Sec-WebSocket-Extensions": ""}},
			{"compression that is off", get, with("Sec-WebSocket-Extensions: " + usualOffer), 101, map[string]string{"Sec-WebSocket-Extensions": ""}},
			{"an origin, cookies and others", get, with("Origin: http://a.test", "Cookie: a=b", "User-Agent: x"), 101, nil},

			{"no version", get, without("Sec-WebSocket-Version"), 400, map[string]string{"Sec-WebSocket-Version": "13"}},
			{"version 12", get, without("Sec-WebSocket-Version", "Sec-WebSocket-Version: 12"), 400, map[string]string{"Sec-WebSocket-Version": "13"}},
			{"version 14", get, without("Sec-WebSocket-Version", "Sec-WebSocket-Version: 14"), 400, map[string]string{"Sec-WebSocket-Version": "13"}},
			{"version 13.0", get, without("Sec-WebSocket-Version", "Sec-WebSocket-Version: 13.0"), 400, map[string]string{"Sec-WebSocket-Version": "13"}},
			{"no Upgrade", get, without("Upgrade"), 400, nil},
			{"another Upgrade", get, without("Upgrade", "Upgrade: irc"), 400, nil},
			{"no key", get, without("Sec-WebSocket-Key"), 400, nil},
			{"an empty key", get, without("Sec-WebSocket-Key", "Sec-WebSocket-Key:"), 400, nil},
			{"a key that is too short", get, without("Sec-WebSocket-Key", "Sec-WebSocket-Key: dG9vIHNob3J0"), 400, nil},
			{"a key that is no Base64", get, without("Sec-WebSocket-Key", "Sec-WebSocket-Key: ????????????????????????"), 400, nil},
			{"two keys", get, with("Sec-WebSocket-Key: " + key), 400, nil},
			{"no Host", get, without("Host"), 400, nil},
			{"HTTP/1.0", "GET / HTTP/1.0", with(), 400, nil},
			{"an Upgrade that any HTTP client may ask for: an ordinary request", get, without("Upgrade", "Upgrade: h2c"), 404, nil},
			{"no upgrade in Connection: an ordinary request", get, without("Connection"), 404, nil},
			{"upgrade is part of a word in Connection", get, without("Connection", "Connection: upgraded"), 404, nil},
		} {
			t.Run(test.about, func(t *testing.T) {
				conn, _, response := ask(t, address, test.line+"\r\n"+lines(test.header...)+"\r\n")
				defer conn.Close()
				if response.StatusCode != test.status {
					t.Fatalf("the answer is %s", response.Status)
				}
				if test.status == http.StatusSwitchingProtocols {
					if err := checkResponse(response, key); err != nil {
						t.Error(err)
					}
				}
				for name, want := range test.want {
					if got := strings.Join(response.Header.Values(name), ", "); got != want {
						t.Errorf("%s is %q, not %q", name, got, want)
					}
				}
			})
		}
		t.Run("POST", func(t *testing.T) {
			for _, method := range []string{"POST", "PUT", "HEAD"} {
				_, _, response := ask(t, address, method+" / HTTP/1.1\r\n"+lines(with("Content-Length: 0")...)+"\r\n")
				if response.StatusCode != 400 && response.StatusCode != 405 {
					t.Errorf("the answer to %s is %s", method, response.Status)
				}
			}
		})
		for _, test := range []struct {
			offers string
			agrees bool
		}{
			{"permessage-deflate", true},
			{usualOffer, true},
			{"permessage-deflate;client_max_window_bits=10", true},
			{"x-unknown, permessage-deflate", true},
			{"permessage-deflate; unknown", false},
			{"permessage-deflate; unknown, permessage-deflate", true},
			{"permessage-deflate; client_no_context_takeover=1", false},
			{"permessage-deflate; server_no_context_takeover; server_no_context_takeover", false},
			{"permessage-deflate; server_max_window_bits", false},
			{"permessage-deflate; server_max_window_bits=7", false},
			{"permessage-deflate; server_max_window_bits=16", false},
			{"permessage-deflate; server_max_window_bits=015", false},
			{"permessage-deflate; client_max_window_bits=7", false},
			{"permessage-deflate; client_max_window_bits=x", false},
		} {
			t.Run("offer "+test.offers, func(t *testing.T) {
				p := dial(t, compressed, "/offer", test.offers)
				if (p.deflate != nil) != test.agrees {
					t.Errorf("agreed is %v", p.deflate != nil)
				}
				want := wireCase{steps: echoed(text("Hello"))}.run(t, p)
				compressing.heard(t, "/offer").mustHear(t, want)
			})
		}
		serves(t, a, address, "/last")
	})
}
