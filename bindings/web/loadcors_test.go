package web_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/bindings/web"
	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/runtime"
)

// sharing is a server whose paths say what it shares. It notes the preflights.
type sharing struct {
	*httptest.Server
	mu         sync.Mutex // protects preflights
	preflights []string
}

func newSharing(t *testing.T) *sharing {
	s := &sharing{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Type", "text/plain")
		h.Set("X-Secret", "s")
		for word, header := range map[string][2]string{
			"star": {"Origin", "*"}, "echo": {"Origin", r.Header.Get("Origin")}, "other": {"Origin", "http://other"},
			"methods": {"Methods", "PUT, DELETE"}, "names": {"Headers", "x-mine"}, "any": {"Headers", "*"}, "cred": {"Credentials", "true"},
		} {
			if strings.Contains(r.URL.Path, word) {
				h.Set("Access-Control-Allow-"+header[0], header[1])
			}
		}
		if strings.Contains(r.URL.Path, "expose") {
			h.Set("Access-Control-Expose-Headers", "x-secret")
		}
		if r.Method == "OPTIONS" {
			s.mu.Lock()
			s.preflights = append(s.preflights, r.Header.Get("Access-Control-Request-Method")+" "+r.Header.Get("Access-Control-Request-Headers"))
			s.mu.Unlock()
			if strings.Contains(r.URL.Path, "rude") {
				w.WriteHeader(403)
			}
			return
		}
		if to := r.URL.Query().Get("to"); to != "" {
			h.Set("Location", to)
			w.WriteHeader(302)
			return
		}
		w.Write([]byte(r.Method + " " + r.Header.Get("Origin")))
	}))
	t.Cleanup(s.Close)
	return s
}

// What an app may read of other origins, as Chromium 156 answered the same
// requests to such a server, but for the log, which has more to say.
func TestCORS(t *testing.T) {
	server, other := newSharing(t), newSharing(t)
	const blocked = "TypeError: Failed to fetch"
	const why = "net::ERR_FAILED: blocked by CORS policy: "
	const none = why + "No 'Access-Control-Allow-Origin' header is present on the requested resource."
	const origin = "chrome-extension://app"
	for _, c := range []struct{ name, fetch, want, preflight, debug string }{
		{"nothing shared", `S + '/a'`, blocked, "", none},
		{"shared with all", `S + '/star'`, "cors 200 content-type GET " + origin, "", ""},
		{"shared with the app", `S + '/echo'`, "cors 200 content-type GET " + origin, "", ""},
		{"shared with another", `S + '/other'`, blocked, "", why + "The 'Access-Control-Allow-Origin' header has a value 'http://other' that is not equal to the supplied origin."},
		{"headers shared", `S + '/star-expose'`, "cors 200 content-type,x-secret GET " + origin, "", ""},
		{"no-cors", `S + '/a', { mode: 'no-cors' }`, "opaque 0  ", "", ""},
		{"same-origin", `S + '/star', { mode: 'same-origin' }`, blocked, "", why + `Request mode is "same-origin" but the URL's origin is not same as the request origin ` + origin},
		{"POST", `S + '/star', { method: 'POST', body: 'x' }`, "cors 200 content-type POST " + origin, "", ""},
		{"POST of JSON", `S + '/star', { method: 'POST', body: 'x', headers: { 'content-type': 'application/json' } }`, blocked, "POST content-type", why + "Request header field content-type is not allowed by Access-Control-Allow-Headers in preflight response."},
		{"POST of JSON allowed", `S + '/star-any', { method: 'POST', body: 'x', headers: { 'content-type': 'application/json' } }`, "cors 200 content-type POST " + origin, "POST content-type", ""},
		{"PUT", `S + '/star', { method: 'PUT' }`, blocked, "PUT ", why + "Method PUT is not allowed by Access-Control-Allow-Methods in preflight response."},
		{"PUT allowed", `S + '/star-methods', { method: 'PUT' }`, "cors 200 content-type PUT " + origin, "PUT ", ""},
		{"PUT that is not answered well", `S + '/star-methods-rude', { method: 'PUT' }`, blocked, "PUT ", why + "Response to preflight request doesn't pass access control check: It does not have HTTP ok status."},
		{"PUT that is not shared", `S + '/methods', { method: 'PUT' }`, blocked, "PUT ", why + "Response to preflight request doesn't pass access control check: No 'Access-Control-Allow-Origin'"},
		{"a header", `S + '/star', { headers: { 'x-mine': '1' } }`, blocked, "GET x-mine", why + "Request header field x-mine is not allowed"},
		{"a header allowed", `S + '/star-names', { headers: { 'x-mine': '1' } }`, "cors 200 content-type GET " + origin, "GET x-mine", ""},
		{"authorization needs its name", `S + '/star-any', { headers: { authorization: '1' } }`, blocked, "GET authorization", why + "Request header field authorization is not allowed"},
		{"credentials", `S + '/star', { credentials: 'include' }`, blocked, "", why + "The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*'"},
		{"credentials not allowed", `S + '/echo', { credentials: 'include' }`, blocked, "", why + "The value of the 'Access-Control-Allow-Credentials' header in the response is ''"},
		{"credentials allowed", `S + '/echo-cred', { credentials: 'include' }`, "cors 200 content-type GET " + origin, "", ""},
		{"redirect", `S + '/star?to=/star'`, "cors 200 content-type GET " + origin, "", ""},
		{"redirect to another", `S + '/echo?to=' + O + '/echo'`, "cors 200 content-type GET null", "", ""},
		{"redirect from what is not shared", `S + '/a?to=/star'`, blocked, "", none},
		{"redirect to what is not shared", `S + '/star?to=/a'`, blocked, "", none},
		{"permitted", `P + '/a'`, "basic 200 content-type,date,x-secret GET ", "", ""},
		{"permitted PUT", `P + '/a', { method: 'PUT' }`, "basic 200 content-type,date,x-secret PUT " + origin, "", ""},
		{"permitted, then not", `P + '/a?to=' + O + '/echo'`, "cors 200 content-type GET null", "", ""},
		{"permitted, then not shared", `P + '/a?to=' + O + '/a'`, blocked, "", none},
	} {
		t.Run(c.name, func(t *testing.T) {
			permitted := strings.Replace(server.URL, "127.0.0.1", "localhost", 1)
			p := newPageWith(t, eventloop.Portable, web.Options{Origin: origin, MayRead: func(url string) bool { return strings.HasPrefix(url, permitted) }})
			server.preflights = nil
			lines := p.run(t, `var S = '`+server.URL+`', O = '`+other.URL+`', P = '`+permitted+`'
				fetch(`+c.fetch+`).then(async r => console.log(r.type, r.status, [...r.headers.keys()].filter(k => k !== 'connection' && k !== 'content-length').join() + ' ' + await r.text()), e => console.log(String(e)))`)
			log := ""
			for i, level := range p.levels {
				if level == runtime.Debug {
					log, lines = lines[i], append(lines[:i:i], lines[i+1:]...)
					break
				}
			}
			require.Equal(t, []string{c.want}, lines)
			require.Contains(t, log, c.debug)
			require.Equal(t, c.debug == "", log == "", log)
			require.Equal(t, c.preflight, strings.Join(server.preflights, "; "))
		})
	}
	t.Run("XMLHttpRequest", func(t *testing.T) {
		p := newPageWith(t, eventloop.Portable, web.Options{Origin: origin, MayRead: func(string) bool { return false }})
		require.Equal(t, []string{"error 0 null", "load 200 text/plain GET " + origin, "load 200 text/plain PUT " + origin}, p.run(t, `
			const ask = (method, url) => new Promise(done => {
				const x = new XMLHttpRequest()
				x.open(method, '`+server.URL+`' + url)
				x.onload = x.onerror = e => done(console.log(e.type, x.status, x.status ? x.getResponseHeader('content-type') + ' ' + x.responseText : x.getResponseHeader('x-secret')))
				x.send()
			})
			console.debug = () => {}
			ask('GET', '/a').then(() => ask('GET', '/star')).then(() => ask('PUT', '/star-methods'))`)[1:])
	})
}
