package web_test

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/bindings/web"
	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/runtime"
)

// site is an HTTP server that answers as its paths say.
func site(t *testing.T) *httptest.Server {
	mux := http.NewServeMux()
	mux.HandleFunc("/echo", func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		w.Header().Set("Content-Type", "text/plain")
		fmt.Fprintf(w, "%s %s", r.Method, r.URL.RequestURI())
		for _, name := range []string{"X-A", "X-B", "Content-Type", "Content-Length", "Origin", "Accept", "Authorization", "Cookie", "Range"} {
			for _, value := range r.Header[name] {
				fmt.Fprintf(w, "|%s: %s", name, value)
			}
		}
		fmt.Fprintf(w, "|%s", body)
	})
	mux.HandleFunc("/redirect", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", r.FormValue("to"))
		code, _ := strconv.Atoi(r.FormValue("code"))
		w.WriteHeader(code)
	})
	mux.HandleFunc("/loop", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", http.StatusFound) })
	mux.HandleFunc("/status", func(w http.ResponseWriter, r *http.Request) {
		w.Header()["X-Two"] = []string{"a", "b"}
		w.Header().Set("Set-Cookie", "secret")
		w.Header().Set("X-Bytes", "\xE9")
		w.Header()["Date"] = nil
		code, _ := strconv.Atoi(r.FormValue("code"))
		w.WriteHeader(code)
	})
	mux.HandleFunc("/cut", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "100")
		io.WriteString(w, "abc")
	})
	mux.HandleFunc("/hang", func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, "abc")
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	})
	mux.HandleFunc("/never", func(w http.ResponseWriter, r *http.Request) {
		io.ReadAll(r.Body)
		<-r.Context().Done()
	})
	mux.HandleFunc("/type", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", r.FormValue("type"))
		io.WriteString(w, r.FormValue("body"))
	})
	mux.HandleFunc("/endless", func(w http.ResponseWriter, r *http.Request) {
		for block := make([]byte, 1<<20); ; {
			if _, err := w.Write(block); err != nil {
				return
			}
		}
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server
}

// newSitePage is a page whose scripts have the address of a site as SITE.
func newSitePage(t *testing.T, o web.Options) *page {
	p := newPageWith(t, eventloop.Portable, o)
	p.VM().Set("SITE", site(t).URL)
	return p
}

func TestXMLHttpRequestHTTP(t *testing.T) {
	const setup = `
		var x = new XMLHttpRequest(), log = []
		const note = (to, name) => { to['on' + name] = e => log.push((to === x ? '' : 'upload.') + name +
			(name === 'readystatechange' ? x.readyState : '(' + (e.lengthComputable ? '' : '?') + e.loaded + '/' + e.total + ')')) }
		for (const name of ['loadstart', 'progress', 'load', 'error', 'abort', 'timeout', 'loadend']) { note(x, name); note(x.upload, name) }
		note(x, 'readystatechange')
		x.addEventListener('loadend', () => console.log(log.join(' ')))
		`
	for _, c := range []struct{ name, script, want string }{
		{"get", `x.open('GET', SITE + '/echo?é#f'); x.send('nothing'); x.addEventListener('load', () => log.push(x.responseText, x.responseURL.slice(SITE.length)))`,
			"readystatechange1 loadstart(?0/0) readystatechange2 readystatechange3 progress(29/29) readystatechange4 load(29/29) GET /echo?%C3%A9|Accept: */*| /echo?%C3%A9 loadend(29/29)"},
		{"post", `x.open('POST', SITE + '/echo'); x.send('aé'); x.addEventListener('load', () => log.push(x.responseText))`,
			"readystatechange1 loadstart(?0/0) upload.loadstart(0/3) upload.progress(3/3) upload.load(3/3) upload.loadend(3/3) readystatechange2 readystatechange3 progress(113/113) readystatechange4 load(113/113) " +
				"POST /echo|Content-Type: text/plain;charset=UTF-8|Content-Length: 3|Origin: chrome-extension://id|Accept: */*|aé loadend(113/113)"},
		{"redirects", `x.open('POST', SITE + '/redirect?code=302&to=/echo'); x.send('a'); x.addEventListener('load', () => log = [x.responseText.split('|')[0], x.responseURL.slice(SITE.length)])`, "GET /echo /echo loadend(22/22)"},
		{"a redirect that keeps the body", `x.open('PUT', SITE + '/redirect?code=302&to=/echo'); x.send('abc'); x.addEventListener('load', () => log = [x.responseText.split('|')[0], x.responseText.split('|').pop()])`, "PUT /echo abc loadend(112/112)"},
		{"a redirect without end", `x.open('GET', SITE + '/loop'); x.send(); x.addEventListener('error', () => log = [x.status])`, "net::ERR_TOO_MANY_REDIRECTS\n0 loadend(?0/0)"},
		{"an error status", `x.open('GET', SITE + '/status?code=404'); x.send(); x.addEventListener('load', () => log = [x.status, x.statusText, JSON.stringify(x.getAllResponseHeaders()), x.getResponseHeader('X-TWO'), x.getResponseHeader('x-bytes'), x.getResponseHeader('set-cookie')])`,
			`404 Not Found "content-length: 0\r\nx-bytes: é\r\nx-two: a, b\r\n" a, b é  loadend(?0/0)`},
		{"cut", `x.open('GET', SITE + '/cut'); x.send(); x.addEventListener('error', () => log.push(x.status, x.responseText + x.getAllResponseHeaders()))`,
			"net::ERR_CONTENT_LENGTH_MISMATCH\nreadystatechange1 loadstart(?0/0) readystatechange2 readystatechange3 progress(3/100) readystatechange4 error(?0/0) 0  loadend(?0/0)"},
		{"timeout", `x.open('POST', SITE + '/never'); x.timeout = 60000; x.upload.addEventListener('loadend', () => x.timeout = 1); x.send('a')`,
			"readystatechange1 loadstart(?0/0) upload.loadstart(0/1) upload.progress(1/1) upload.load(1/1) upload.loadend(1/1) readystatechange4 timeout(?0/0) loadend(?0/0)"},
		{"abort", `x.open('GET', SITE + '/hang'); x.addEventListener('progress', () => { log.push(x.responseText); x.abort() }); x.send()`,
			"readystatechange1 loadstart(?0/0) readystatechange2 readystatechange3 progress(?3/0) abc readystatechange4 abort(?0/0) loadend(?0/0)"},
		{"abort at once", `x.open('POST', SITE + '/never'); x.send('abc'); x.abort()`,
			"readystatechange1 loadstart(?0/0) upload.loadstart(0/3) readystatechange4 upload.abort(?0/0) upload.loadend(?0/0) abort(?0/0) loadend(?0/0)"},
		{"opened again", `x.open('GET', SITE + '/hang'); x.onprogress = () => { x.onprogress = null; x.open('GET', 'data:,new'); x.send() }; x.send(); x.addEventListener('load', () => log = [x.responseText])`, "new loadend(3/3)"},
		{"headers", `x.open('GET', SITE + '/echo'); x.setRequestHeader('x-a', '1'); x.setRequestHeader('X-A', ' 2'); x.setRequestHeader('X-B', '\u00e9'); x.setRequestHeader('Cookie', 'no'); x.setRequestHeader('accept', 'q/r');
			x.send(); x.addEventListener('load', () => { log = [x.responseText] })`, "Refused to set unsafe header \"Cookie\"\nGET /echo|X-A: 1, 2|X-B: \uFFFD|Accept: q/r| loadend(39/39)"},
		{"a charset", `x.open('GET', SITE + '/type?type=' + encodeURIComponent('text/plain;charset=latin1') + '&body=%E9'); x.send(); x.addEventListener('load', () => log = [x.responseText])`, "é loadend(1/1)"},
		{"bytes as text", `x.open('GET', SITE + '/type?type=a/b&body=%E9'); x.overrideMimeType('text/plain; charset=x-user-defined'); x.send(); x.addEventListener('load', () => log = [x.responseText.charCodeAt(0).toString(16)])`, "f7e9 loadend(1/1)"},
		{"no server", `x.open('GET', 'http://u:p@127.0.0.1:1/'); x.send()`,
			"Failed to load resource: http://u:p@127.0.0.1:1/: dial tcp 127.0.0.1:1: connect: connection refused\nreadystatechange1 loadstart(?0/0) readystatechange4 error(?0/0) loadend(?0/0)"},
		{"synchronous", `x.open('GET', SITE, false); try { x.send() } catch (e) { console.log(e.name, e.message.includes('synchronous requests over the network are not supported'), x.readyState) }`, "synchronous requests over the network are not supported; use an asynchronous one\nNetworkError true 4"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newSitePage(t, web.Options{Origin: "chrome-extension://id"})
			var lines []string
			for _, line := range p.run(t, setup+c.script) {
				_, code, failed := strings.Cut(line, "Failed to load resource: "+p.VM().Get("SITE").String())
				if failed {
					_, line, _ = strings.Cut(code, ": ")
				}
				lines = append(lines, line)
			}
			require.Equal(t, c.want, strings.Join(lines, "\n"))
		})
	}
}

// What the app may not reach fails as a network error, and the reason is for
// those who look. A redirect is asked about too.
func TestLoadRefused(t *testing.T) {
	p := newSitePage(t, web.Options{MayDial: func(host string, port int) error {
		if host == "127.0.0.1" {
			return nil
		}
		return fmt.Errorf("no permission for %s:%d", host, port)
	}})
	require.Equal(t, []string{
		"Failed to load resource: http://host.test/a: no permission for host.test:80", "TypeError: Failed to fetch",
		"Failed to load resource: https://host.test/b: no permission for host.test:443", "error 4 0",
		"Failed to load resource: http://host.test/c: no permission for host.test:80", "TypeError: Failed to fetch",
	}, p.run(t, `
		const failed = e => console.log(String(e))
		const x = new XMLHttpRequest()
		x.onerror = () => {
			console.log('error', x.readyState, x.status)
			fetch(SITE + '/redirect?code=302&to=http://host.test/c').catch(failed)
		}
		fetch('http://host.test/a').catch(failed).then(() => { x.open('GET', 'https://host.test/b'); x.send() })`))
	require.Equal(t, []runtime.Level{runtime.Debug, runtime.Info, runtime.Debug, runtime.Info, runtime.Debug, runtime.Info}, p.levels)
}

// The loop goes on while a server takes its time.
func TestLoadDoesNotBlock(t *testing.T) {
	release := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/release" {
			close(release)
			return
		}
		io.WriteString(w, "half ")
		w.(http.Flusher).Flush()
		<-release
		io.WriteString(w, "whole")
	}))
	defer server.Close()
	onBackends(t, web.Options{}, func(t *testing.T, p *page) {
		release = make(chan struct{})
		p.VM().Set("SITE", server.URL)
		require.Equal(t, []string{"half ", "half whole"}, p.run(t, `
			const x = new XMLHttpRequest()
			x.onprogress = () => { x.onprogress = null; console.log(x.responseText); fetch(SITE + '/release') }
			x.onload = () => console.log(x.responseText)
			x.open('GET', SITE)
			x.send()`))
	})
}

// A page that is left ends its requests, and hears nothing more.
func TestLoadLeft(t *testing.T) {
	for _, path := range []string{"/never", "/hang", "/redirect?code=302&to=/never"} {
		p := newSitePage(t, web.Options{})
		require.NoError(t, p.RunScript("test.js", `
			fetch(SITE + '`+path+`').then(r => r.text()).finally(() => console.log('heard'))
			const x = new XMLHttpRequest()
			x.onerror = x.onabort = x.onloadend = () => console.log('heard')
			x.open('GET', SITE + '`+path+`')
			x.send()`))
		p.Loop().SetTimeout(0, p.platform.Close)
		require.NoError(t, p.Loop().Run())
		require.Empty(t, p.lines)
	}
}

// A body that nobody reads keeps neither the program nor much memory.
func TestLoadUnread(t *testing.T) {
	p := newSitePage(t, web.Options{})
	require.Equal(t, []string{"200 false"}, p.run(t, `fetch(SITE + '/endless').then(r => { globalThis.kept = r; console.log(r.status, r.bodyUsed) })`))
	p.platform.Close()
}

// A body too large for the heap is an error of the request's.
func TestLoadMemory(t *testing.T) {
	loop, err := eventloop.New(eventloop.WithBackend(eventloop.Portable))
	require.NoError(t, err)
	defer loop.Close()
	var lines []string
	rt := runtime.New(loop, runtime.Options{HeapLimit: 192 << 20, Console: func(_ runtime.Level, text string) { lines = append(lines, text) }})
	defer rt.Close()
	web.Install(rt, web.Options{})
	url := site(t).URL + "/endless"
	rt.VM().Set("URL", url)
	require.NoError(t, rt.RunScript("test.js", `
		const x = new XMLHttpRequest()
		x.onerror = () => { console.log('error'); fetch(URL).then(r => r.text()).catch(e => console.log(String(e))) }
		x.open('GET', URL)
		x.send()`))
	require.NoError(t, loop.Run())
	require.Equal(t, []string{
		"Failed to load resource: " + url + ": net::ERR_INSUFFICIENT_RESOURCES: the body does not fit in memory",
		"error", "RangeError: Array buffer allocation failed",
	}, lines)
}

func TestLoadTLS(t *testing.T) {
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, r.Proto) }))
	defer server.Close()
	roots := x509.NewCertPool()
	roots.AddCert(server.Certificate())
	p := newPageWith(t, eventloop.Portable, web.Options{TLS: func() *tls.Config { return &tls.Config{RootCAs: roots} }})
	require.Equal(t, []string{"HTTP/1.1"}, p.run(t, `fetch('`+server.URL+`').then(r => r.text()).then(console.log)`))

	p = newPage(t)
	require.Equal(t, "TypeError: Failed to fetch", p.run(t, `fetch('`+server.URL+`').catch(e => console.log(String(e)))`)[1])
}
