package websocketserver_test

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost"
)

// serve starts a server whose handler is the body of a function.
func serve(t *testing.T, body string) (p *program, url string) {
	t.Helper()
	p = start(t, sockhost.Options{}, `s.start('127.0.0.1'); http.run(function (response, request, session) {`+body+`});`)
	return p, p.eval("http.getUrl()")
}

// TestOnePort: HTTP and WebSocket side by side, and the round trip of a handle.
func TestOnePort(t *testing.T) {
	onEachBackend(t, func(t *testing.T, opts sockhost.Options) {
		p := start(t, opts, `
			s.onOpen = function (h) { s.send(h, JSON.stringify({method: 'rpcClientId', params: [Number(h)]})); };
			s.onClientClosed = function (h) { log('gone', h, s.clientCount()); };
			s.start('127.0.0.1');`)
		url := p.eval("s.getUrl()")
		c := dial(t, url, nil)
		require.Equal(t, `{"method":"rpcClientId","params":[1]}`, read(t, c))
		require.Equal(t, "true", p.eval(`
			var before = s.getLocalIp().port, run = http.run(function (response, request) {
				var h = request.headers['rpc-client-id'];
				if (!h) return response.errorStatus(400, 'Rpc-Client-Id is missing');
				log(s.send(Number(h), 'to the page'), s.send(h, 'again'), s.clientCount());
				response.contentType = 'text/json';
				response.write({ok: true});
			});
			run === 'http://127.0.0.1:' + before && s.getLocalIp().port === before`))
		require.Equal(t, strings.Replace(url, "ws", "http", 1), p.eval(`http.getUrl()`))
		res, body := get(t, p.eval(`http.getUrl()`), "Rpc-Client-Id", "1")
		require.Equal(t, `{"ok":true}`, body)
		require.Equal(t, "text/json; charset=utf-8", res.Header.Get("Content-Type"))
		require.Equal(t, "to the page", read(t, c))
		require.Equal(t, "again", read(t, c))
		p.expect("true true 1", "gone 2 1")
		res, body = get(t, p.eval(`http.getUrl()`))
		require.Equal(t, 400, res.StatusCode)
		require.Equal(t, "Rpc-Client-Id is missing", body)
		p.expect("gone 3 1")
	})
}

func TestRequest(t *testing.T) {
	p, url := serve(t, `response.contentType = 'text/plain'; response.write(String(eval(request.headers.eval)));`)
	host := strings.TrimPrefix(url, "http://")
	port := host[strings.LastIndex(host, ":")+1:]
	for _, x := range []struct{ script, want string }{
		{`request.method`, "POST"},
		{`request.path`, "/a b/ü"},
		{`request.pathInfo`, "/a b/ü"},
		{`request.uri`, "/a%20b/%C3%BC?Name=ein+Wert&x=%41&x=2&bad=%zz&flag"},
		{`request.url`, url + "/a%20b/%C3%BC"},
		{`JSON.stringify(request.get)`, `{"name":"ein Wert","x":"2","flag":""}`},
		{`request.get === request.get`, "true"},
		{`JSON.stringify(request.post)`, `{"Field":"ä","name":"post"}`},
		{`[request.query('NAME'), request.query('Field'), request.query('field'), request.query('toString'), request.query()].map(String).join()`, "ein Wert,ä,null,null,null"},
		{`JSON.stringify(request.cookies)`, `{"a":"1","b":"ü;","c":"%zz"}`},
		{`request.host`, host},
		{`request.serverPort`, port},
		{`request.remoteAddr`, "127.0.0.1"},
		{`request.protocol + ' ' + request.scheme`, "HTTP/1.1 http"},
		{`request.contentType`, "application/x-www-form-urlencoded"},
		{`request.contentLength`, "22"},
		{`request.keepAlive`, "false"},
		{`request.sessionId`, "null"},
		{`request.documentRoot`, "null"},
		{`request.documentBase === ''`, "true"},
		{`request.postData()`, "Field=%C3%A4&name=post"},
		{`Object.prototype.toString.call(request.postData(true)) + request.postData(true).byteLength`, "[object ArrayBuffer]22"},
		{`request.postJson()`, "null"},
		{`request.postFileData()`, "null"},
		{`[request.headers['x-several'], request.headers.host, request.headers.missing].join('|')`, "a, b|" + host + "|"},
		{`(function (e) { return [e.REQUEST_METHOD, e.QUERY_STRING, e.PATH_INFO, e.SERVER_PORT, e.HTTP_X_SEVERAL, e.CONTENT_TYPE, e.CONTENT_LENGTH, e.GATEWAY_INTERFACE, e.REMOTE_ADDR, e.SERVER_NAME, e.HTTP_PROXY].join('|'); })(request.environ)`,
			"POST|Name=ein+Wert&x=%41&x=2&bad=%zz&flag|/a b/ü|" + port + "|a, b|application/x-www-form-urlencoded|22|CGI/1.1|127.0.0.1|127.0.0.1|"},
		{`request.path = '/changed'; request.path`, "/changed"},
		{`request.user = 'me'; Object.keys(request).join()`, "user"},
		{`String(request) + String(response)`, "[object HttpRequest][object HttpResponse]"},
		{`this === http`, "true"},
	} {
		req, err := http.NewRequest("POST", url+"/a%20b/%C3%BC?Name=ein+Wert&x=%41&x=2&bad=%zz&flag", strings.NewReader("Field=%C3%A4&name=post"))
		require.NoError(t, err)
		req.Header = http.Header{"Eval": {x.script}, "X-Several": {"a", "b"}, "Content-Type": {"application/x-www-form-urlencoded"}, "Cookie": {"A=1; b=%C3%BC%3B", "c=%zz"}, "Proxy": {"evil"}}
		res, err := client(t).Do(req)
		require.NoError(t, err)
		body, _ := io.ReadAll(res.Body)
		require.Equal(t, x.want, string(body), x.script)
	}
	p.silent()
}

func TestBodies(t *testing.T) {
	_, url := serve(t, `
		response.contentType = 'text/plain';
		var files = request.postFileData();
		for (var name in files) [].concat(files[name]).forEach(function (f) { response.write(name, ' ', f.filename, ' ', f.contentType, ' ', Array.from(new Uint8Array(f.data)), '\n'); });
		response.write(request.post, ' ', JSON.stringify(request.postJson()), ' ', request.postData().length);`)
	for _, x := range []struct{ kind, body, want string }{
		{"application/json", `{"a":[1,"é"]}`, `{} {"a":[1,"é"]} 13`},
		{"application/json", "\ufeff5", `{} 5 2`},
		{"application/json", `{"a":`, `{} null 5`},
		{"text/plain", "\xff\xfe", `{} null 1`},
		{"", "", `{} null 0`},
		{"application/x-www-form-urlencoded", "__proto__=1&constructor=2", `{"__proto__":"1","constructor":"2"} null 25`},
		{"multipart/form-data", "no boundary", `{} null 11`},
		{"multipart/form-data; boundary=x", "--x\r\nbroken", `{} null 11`},
	} {
		_, body := ask(t, "POST", url, x.body, "Content-Type", x.kind)
		require.Equal(t, x.want, body)
	}
	var b strings.Builder
	w := multipart.NewWriter(&b)
	w.WriteField("text", "ä")
	f, _ := w.CreateFormFile("one", "a\"b.bin")
	f.Write([]byte{0, 255})
	for _, name := range []string{"x.txt", "y.txt"} {
		f, _ = w.CreateFormFile("many", name)
		io.WriteString(f, "A")
	}
	w.Close()
	_, body := ask(t, "POST", url, b.String(), "Content-Type", w.FormDataContentType())
	require.True(t, strings.HasPrefix(body, "one a\"b.bin application/octet-stream [0,255]\nmany x.txt application/octet-stream [65]\nmany y.txt application/octet-stream [65]\n{\"text\":\"ä\"} null "), body)
}

func TestResponse(t *testing.T) {
	p, url := serve(t, `eval(request.headers.eval);`)
	for _, x := range []struct {
		script string
		status int
		fields map[string]string
		body   string
		lines  []string
	}{
		{`response.write('a', 1, true, null, undefined, {b: [2]}, [3], new Uint8Array([65, 66]).subarray(1))`, 200, map[string]string{"Content-Type": "text/html; charset=utf-8", "Content-Length": "20"}, `a1true{"b":[2]}[3]B`, nil},
		{`response.jsonPrettyPrint = true; response.write({b: 2})`, 200, nil, "{\n  \"b\": 2\n}", nil},
		{`response.writeBuffer(new Uint8Array([65, 66, 67]), 2); response.writeBuffer(new ArrayBuffer(1)); response.writeBuffer(new Uint8Array([65]), -1); response.writeBuffer(new Uint8Array([90]), 99)`, 200, nil, "AB\x00Z", nil},
		{`response.write(thrown(function () { response.writeBuffer('x'); }))`, 200, nil, "TypeError: writeBuffer needs an ArrayBuffer or a view on one", nil},
		{``, 200, map[string]string{"Content-Length": "0"}, "", nil},
		{`response.status = 201; response.write('x')`, 201, nil, "x", nil},
		{`response.status = '404 Not Found'; response.write('x')`, 404, nil, "x", nil},
		{`response.status = 204`, 204, map[string]string{"Content-Type": ""}, "", nil},
		{`response.status = 42`, 500, nil, "500 Internal Server Error", []string{"Error in HTTP handler: RangeError: a status is 200 to 999"}},
		{`response.contentType = 'application/json'; response.write('x')`, 200, map[string]string{"Content-Type": "application/json; charset=utf-8"}, "x", nil},
		{`response.contentType = 'image/png'; response.write('x')`, 200, map[string]string{"Content-Type": "image/png"}, "x", nil},
		{`response.contentType = 'text/plain; charset=latin1'; response.write('x')`, 200, map[string]string{"Content-Type": "text/plain; charset=latin1"}, "x", nil},
		{`response.charset = 'gbk'; response.write('x')`, 200, map[string]string{"Content-Type": "text/html; charset=gbk"}, "x", nil},
		{`response.charset = null; response.write('x')`, 200, map[string]string{"Content-Type": "text/html"}, "x", nil},
		{`response.headers['content-TYPE'] = 'x/y'; response.preheaders = {'X-A': 1, 'X-B': 'pre'}; response.headers['x-b'] = 'b'; response.headers['X-Gone'] = null`, 200, map[string]string{"Content-Type": "x/y", "X-A": "1", "X-B": "b", "X-Gone": ""}, "", nil},
		{`response.headers = {'X-C': 'c'}`, 200, map[string]string{"X-C": "c"}, "", nil},
		{`response.headers['X-Bad'] = 'a\nb: c'`, 500, map[string]string{"X-Bad": "", "B": ""}, "500 Internal Server Error", []string{"Error in HTTP handler: TypeError: the field X-Bad has a control character in it"}},
		{`response.headers['X Bad'] = 'a'`, 500, nil, "500 Internal Server Error", []string{`Error in HTTP handler: TypeError: "X Bad" is not the name of a field`}},
		{`response.headers = {get a() { throw new Error('mine'); }}`, 500, nil, "500 Internal Server Error", []string{"Error in HTTP handler: Error: mine"}},
		{`response.write({toJSON: function () { throw new Error('mine'); }})`, 500, nil, "500 Internal Server Error", []string{"Error in HTTP handler: Error: mine"}},
		{`response.write(Symbol('x'))`, 500, nil, "500 Internal Server Error", []string{"Error in HTTP handler: TypeError: Cannot convert a Symbol value to a string"}},
		{`response.write('kept'); throw new Error('mine')`, 500, nil, "500 Internal Server Error", []string{"Error in HTTP handler: Error: mine"}},
		{`response.write('a'); response.close(); log(response.closed); response.write('b'); response.close(true); response.error('c'); response.flush(); response.eventStream('d'); throw new Error('late')`, 200, nil, "a", []string{"true", "Error in HTTP handler: Error: late"}},
		{`response.write('dropped'); response.error('broken ', {a: 1})`, 500, map[string]string{"Content-Type": "text/plain; charset=utf-8"}, `broken {"a":1}`, nil},
		{`response.errorStatus(404)`, 404, map[string]string{"Content-Type": "text/plain; charset=utf-8"}, "404 Not Found", nil},
		{`response.errorStatus('403 Forbidden', '<b>')`, 403, nil, "<b>", nil},
		{`response.contentType = 'text/html'; response.errorStatus(403, '<b>')`, 403, map[string]string{"Content-Type": "text/html; charset=utf-8"}, "<b>", nil},
		{`response.write(thrown(function () { response.errorStatus(99); }))`, 200, nil, "RangeError: a status is 200 to 999", nil},
		{`response.customErrors = {404: '<i>gone</i>'}; response.errorStatus(404)`, 404, map[string]string{"Content-Type": "text/html; charset=utf-8"}, "<i>gone</i>", nil},
		{`response.redirect('/ü x\r\nX-Evil: 1'); response.write('no')`, 302, map[string]string{"Location": "/%C3%BC%20x%0D%0AX-Evil:%201"}, "", nil},
		{`response.redirect('/x', 308)`, 308, map[string]string{"Location": "/x"}, "", nil},
		{`response.cookies.a = 'ü ;%'; `, 200, map[string]string{"Set-Cookie": "a=%C3%BC%20%3B%25"}, "", nil},
		{`response.cookies.a = {value: 'v', maxAge: 60, domain: 'a.test', path: '/p', httpOnly: true, secure: true, sameSite: 'Strict', expires: new Date(0)}`, 200, map[string]string{"Set-Cookie": "a=v; Path=/p; Domain=a.test; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=60; HttpOnly; Secure; SameSite=Strict"}, "", nil},
		{`response.cookies.a = {value: null, maxAge: 0, expires: 'Sun, 06 Nov 1994 08:49:37 GMT'}`, 200, map[string]string{"Set-Cookie": "a=; Expires=Sun, 06 Nov 1994 08:49:37 GMT; Max-Age=0"}, "", nil},
		{`response.cookies['a b'] = 'x'`, 500, nil, "500 Internal Server Error", []string{`Error in HTTP handler: TypeError: "a b" is not the name of a field`}},
		{`response.keepAlive = false`, 200, map[string]string{"Connection": ""}, "", nil},
		{`log([response.status, response.contentType, response.charset, response.headers, response.preheaders, response.cookies, response.closed, response.jsonPrettyPrint, response.keepAlive, response.customErrors, response.onClosed])`, 200, nil, "", []string{`["200 OK","text/html","utf-8",{},{},{},false,false,true,null,null]`}},
		{`response.write('a'); response.flush(); response.write('b'); response.status = 500; response.errorStatus(404)`, 200, nil, "ab", nil},
		{`response.headers === response.headers ? response.write('same') : 0`, 200, nil, "same", nil},
	} {
		res, body := get(t, url, "Eval", x.script)
		require.Equal(t, x.status, res.StatusCode, x.script)
		require.Equal(t, x.body, body, x.script)
		for name, value := range x.fields {
			if name != "Content-Length" || x.script == "" || value == "" {
				require.Equal(t, value, res.Header.Get(name), x.script+": "+name)
			}
		}
		p.expect(x.lines...)
	}
	p.silent()
}

// TestAsync: the answer is complete when the promise settles.
func TestAsync(t *testing.T) {
	onEachBackend(t, func(t *testing.T, opts sockhost.Options) {
		p := start(t, opts, `
			function later(ms) { return new Promise(function (done) { setTimeout(done, ms); }); }
			http.customErrors = {404: async function (response) { await later(1); response.write('custom ', response.status); }, 405: function () { throw new Error('custom'); }, 406: function (r) { r.errorStatus(406); }};
			var release;
			http.run(async function (response, request) {
				switch (request.path) {
				case '/ok': response.write('a'); await later(5); response.write('b'); break;
				case '/close': response.write('a'); response.close(); await later(1); response.write('late'); break;
				case '/throw': await later(1); throw new Error('mine');
				case '/error': await later(1); return response.errorStatus(404);
				case '/error2': response.errorStatus(405); break;
				case '/error3': response.errorStatus(406); break;
				case '/wait': response.onClosed = function () { log('left', this === response, response.closed); release(); }; await new Promise(function (done) { release = done; log('waiting'); }); log('released'); response.write('x'); break;
				case '/flush': response.write('a'); response.flush(); await later(1); throw new Error('after the head');
				}
			});
			s.onClientClosed = null;`)
		url := p.eval("s.stop(); s.start('127.0.0.1'); http.getUrl()")
		for _, x := range []struct {
			path, body string
			status     int
			line       string
		}{
			{"/ok", "ab", 200, ""},
			{"/close", "a", 200, ""},
			{"/throw", "500 Internal Server Error", 500, "Uncaught (in promise) Error: mine"},
			{"/error", "custom 404", 404, ""},
			{"/error2", "500 Internal Server Error", 500, "Error in HTTP handler: Error: custom"},
			{"/error3", "406 Not Acceptable", 406, ""},
		} {
			res, body := get(t, url+x.path)
			require.Equal(t, x.status, res.StatusCode, x.path)
			require.Equal(t, x.body, body, x.path)
			if x.line != "" {
				p.expect(x.line)
			}
		}
		res, err := client(t).Get(url + "/flush")
		if err == nil {
			_, err = io.ReadAll(res.Body)
		}
		require.Error(t, err) // cut off, not complete
		p.expect("Uncaught (in promise) Error: after the head")

		c := dial(t, strings.Replace(url, "http", "ws", 1), nil).NetConn() // any connection to the port will do
		c.Close()
		conn := rawDial(t, url)
		fmt.Fprintf(conn, "GET /wait HTTP/1.1\r\nHost: x\r\n\r\n")
		p.expect("waiting")
		conn.Close()
		p.expect("left true true", "released")
		p.silent()
	})
}

func TestTable(t *testing.T) {
	p := start(t, sockhost.Options{}, `
		var table = {
			'/': 'start', '/page': '<html>p', '/a.css': 'b{}', '/data.bin': new Uint8Array([0, 1]), '/data.json': {a: 1},
			'/f': function (response, request, session) { response.write(this === http, ' ', arguments.length); }, '/throw': function () { throw new Error('mine'); }, '/async': async function (r) { r.write('later'); },
			get '/getter'() { throw new Error('getter'); },
		};
		http.run(table);`)
	url := p.eval("s.stop(); s.start('127.0.0.1'); http.getUrl()")
	for _, x := range []struct {
		path   string
		status int
		kind   string
		body   string
		line   string
	}{
		{"/", 200, "text/plain; charset=utf-8", "start", ""},
		{"/page", 200, "text/html; charset=utf-8", "<html>p", ""},
		{"/a.css", 200, "text/css; charset=utf-8", "b{}", ""},
		{"/data.json", 200, "application/json; charset=utf-8", `{"a":1}`, ""},
		{"/f", 200, "text/html; charset=utf-8", "true 3", ""},
		{"/async", 200, "text/html; charset=utf-8", "later", ""},
		{"/throw", 500, "text/plain; charset=utf-8", "500 Internal Server Error", "Error in HTTP handler: Error: mine"},
		{"/getter", 500, "text/plain; charset=utf-8", "500 Internal Server Error", "Error in HTTP handler: Error: getter"},
		{"/missing", 404, "text/plain; charset=utf-8", "404 Not Found", ""},
		{"/toString", 404, "text/plain; charset=utf-8", "404 Not Found", ""},
	} {
		res, body := get(t, url+x.path)
		require.Equal(t, x.status, res.StatusCode, x.path)
		require.Equal(t, x.body, body, x.path)
		require.Equal(t, x.kind, res.Header.Get("Content-Type"), x.path)
		if x.status == 200 {
			require.Equal(t, "*", res.Header.Get("Access-Control-Allow-Origin"))
		}
		if x.line != "" {
			p.expect(x.line)
		}
	}
	res, body := get(t, url+"/data.bin")
	require.Equal(t, "\x00\x01", body)
	require.Equal(t, "application/octet-stream", res.Header.Get("Content-Type"))
	// The table may change, the handler be replaced, and removed.
	p.eval(`table['/new'] = 'new'`)
	_, body = get(t, url+"/new")
	require.Equal(t, "new", body)
	p.eval(`http.run(function (r) { r.write('function'); })`)
	_, body = get(t, url+"/new")
	require.Equal(t, "function", body)
	p.eval(`http.run(null); http.customErrors = {404: function (response, request) { response.write('no ', request.path); }}`)
	res, body = get(t, url+"/new")
	require.Equal(t, 404, res.StatusCode)
	require.Equal(t, "no /new", body)
	p.silent()
}

func TestDocumentRoot(t *testing.T) {
	root := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(root, "index.html"), []byte("<p>index"), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(root, "a.js"), []byte("x"), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(root, ".secret"), []byte("x"), 0o600))
	p := start(t, sockhost.Options{}, `s.start('127.0.0.1'); http.run({'/a': 'entry'});`)
	url := p.eval("http.getUrl()")
	res, _ := get(t, url+"/a.js")
	require.Equal(t, 404, res.StatusCode)
	p.eval(fmt.Sprintf(`http.documentRoot = %q`, root))
	for path, want := range map[string]string{"/": "<p>index", "/a.js": "x", "/a": "entry"} {
		res, body := get(t, url+path)
		require.Equal(t, 200, res.StatusCode, path)
		require.Equal(t, want, body)
	}
	for _, path := range []string{"/.secret", "/..%2fx", "/missing"} {
		res, _ := get(t, url+path)
		require.Equal(t, 404, res.StatusCode, path)
	}
	p.eval(`http.run(function (r, q) { r.write(q.documentRoot === http.documentRoot); })`)
	_, body := get(t, url+"/a.js")
	require.Equal(t, "true", body)
	p.silent()
}

func TestEventStream(t *testing.T) {
	onEachBackend(t, func(t *testing.T, opts sockhost.Options) {
		p := start(t, opts, `
			var stream;
			s.start('127.0.0.1');
			http.run(function (response, request) {
				if (request.path === '/throw') { response.eventStream('x'); throw new Error('mine'); }
				stream = response;
				response.onClosed = function () { log('left', response.closed); };
				response.headers['X-Mine'] = 'y';
				response.eventStream();
				log('open', response.closed);
			});`)
		url := p.eval("http.getUrl()")
		res, err := client(t).Get(url)
		require.NoError(t, err)
		require.Equal(t, "text/event-stream; charset=utf-8", res.Header.Get("Content-Type"))
		require.Equal(t, "no-cache", res.Header.Get("Cache-Control"))
		require.Equal(t, "y", res.Header.Get("X-Mine"))
		p.expect("open false")
		lines := bufio.NewReader(res.Body)
		for _, x := range []struct{ event, want string }{
			{`'text'`, "data: text\n\n"},
			{`'two\r\nlines\rand\n'`, "data: two\ndata: lines\ndata: and\ndata: \n\n"},
			{`''`, "data: \n\n"},
			{`5`, "data: 5\n\n"},
			{`null`, "data: null\n\n"},
			{`[1, 'a']`, "data: [1,\"a\"]\n\n"},
			{`{a: 1}`, "data: {\"a\":1}\n\n"},
			{`{data: {a: 1}, event: 'e\nx: y', id: 7, retry: 100}`, "event: ex: y\nid: 7\nretry: 100\ndata: {\"a\":1}\n\n"},
			{`{event: 'only'}`, "event: only\n\n"},
			{`{data: 'as it is'}`, "data: as it is\n\n"},
		} {
			require.Equal(t, "undefined", p.eval(`String(stream.eventStream(`+x.event+`))`))
			got := make([]byte, len(x.want))
			_, err := io.ReadFull(lines, got)
			require.NoError(t, err)
			require.Equal(t, x.want, string(got), x.event)
		}
		require.Equal(t, "true", p.eval(`stream.close(); stream.eventStream('late'); stream.closed`))
		rest, err := io.ReadAll(lines)
		require.NoError(t, err)
		require.Empty(t, rest)

		res, err = client(t).Get(url)
		require.NoError(t, err)
		p.expect("open false")
		res.Body.Close()
		p.expect("left true")

		res, err = client(t).Get(url + "/throw")
		if err == nil { // the head has come before the end
			_, err = io.ReadAll(res.Body)
		}
		require.Error(t, err)
		p.expect("Error in HTTP handler: Error: mine")
		p.silent()
	})
}

func TestSession(t *testing.T) {
	p, url := serve(t, `
		if (request.path === '/set') { session.count = (session.count || 0) + 1; session.user = 'me'; }
		if (request.path === '/delete') delete session.user;
		response.write([session.count, session.user, Object.keys(session).join(), 'count' in session, request.sessionId]);`)
	res, body := get(t, url+"/look")
	require.Equal(t, `[null,null,"",false,null]`, body)
	require.Empty(t, res.Header["Set-Cookie"])
	res, body = get(t, url+"/set")
	cookie := res.Header.Get("Set-Cookie")
	require.Regexp(t, `^sockhost_session=[A-Z2-7]{26}; Path=/; HttpOnly; SameSite=Lax$`, cookie)
	name, _, _ := strings.Cut(cookie, ";")
	_, id, _ := strings.Cut(name, "=")
	require.Equal(t, `[1,"me","count,user",true,"`+id+`"]`, body)
	res, body = get(t, url+"/set", "Cookie", name)
	require.Equal(t, `[2,"me","count,user",true,"`+id+`"]`, body)
	require.Empty(t, res.Header["Set-Cookie"])
	_, body = get(t, url+"/delete", "Cookie", name)
	require.Equal(t, `[2,null,"count",true,"`+id+`"]`, body)
	_, body = get(t, url+"/look", "Cookie", "sockhost_session=unknown")
	require.Equal(t, `[null,null,"",false,null]`, body)
	p.silent()
}

func TestBodyLimit(t *testing.T) {
	p := start(t, sockhost.Options{}, `http.maxBodyBytes = 10; s.start('127.0.0.1'); http.run(function (r, q) { r.write(q.contentLength); });`)
	url := p.eval("http.getUrl()")
	_, body := ask(t, "POST", url, "0123456789")
	require.Equal(t, "10", body)
	res, _ := ask(t, "POST", url, "0123456789a")
	require.Equal(t, 413, res.StatusCode)
}

// TestTLS serves wss: and https: with PEM text and with files.
func TestTLS(t *testing.T) {
	authority := httptest.NewTLSServer(nil)
	defer authority.Close()
	made := authority.TLS.Certificates[0]
	key, err := x509.MarshalPKCS8PrivateKey(made.PrivateKey)
	require.NoError(t, err)
	cert := string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: made.Certificate[0]}))
	secret := string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key}))
	folder := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(folder, "cert.pem"), []byte(cert), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(folder, "key.pem"), []byte(secret), 0o600))
	config := &tls.Config{RootCAs: x509.NewCertPool()}
	config.RootCAs.AddCert(authority.Certificate())
	for _, pair := range [][2]string{{cert, secret}, {filepath.Join(folder, "cert.pem"), filepath.Join(folder, "key.pem")}} {
		onEachBackend(t, func(t *testing.T, opts sockhost.Options) {
			p := start(t, opts, fmt.Sprintf(`
				s.tls = {cert: %q, key: %q};
				s.onMessage = function (h, msg) { s.send(h, msg.data); };
				log(s.start('127.0.0.1'), s.lastError, s.getUrl().slice(0, 16), http.getUrl().slice(0, 18));
				http.run(function (r, q) { r.write(q.scheme, ' ', q.url.slice(0, 8), ' ', q.environ.HTTPS); session = arguments[2]; session.x = 1; });`, pair[0], pair[1]))
			p.expect("true null wss://127.0.0.1: https://127.0.0.1:")
			c, _, err := (&websocket.Dialer{TLSClientConfig: config}).Dial(p.eval("s.getUrl()"), nil)
			require.NoError(t, err)
			defer c.Close()
			require.NoError(t, c.WriteMessage(websocket.TextMessage, []byte("secret")))
			require.Equal(t, "secret", read(t, c))
			transport := &http.Transport{TLSClientConfig: config, DisableKeepAlives: true}
			res, err := (&http.Client{Transport: transport}).Get(p.eval("http.getUrl()"))
			require.NoError(t, err)
			defer res.Body.Close()
			body, _ := io.ReadAll(res.Body)
			require.Equal(t, "https https:// on", string(body))
			require.Contains(t, res.Header.Get("Set-Cookie"), "Secure")
		})
	}
}
