package web_test

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/bindings/web"
	"github.com/sockhost/sockhost/eventloop"
)

// newPageOf is a page that stands in the folder dir of a package.
func newPageOf(t *testing.T, files map[string]string) *page {
	return newPageWith(t, eventloop.Portable, web.Options{
		Origin: "chrome-extension://id",
		URL:    "chrome-extension://id/dir/page.html",
		Load: func(path string) ([]byte, error) {
			if text, found := files[path]; found {
				return []byte(text), nil
			}
			return nil, fs.ErrNotExist
		},
	})
}

// TestXMLHttpRequest: the events, states and values are Chromium's.
func TestXMLHttpRequest(t *testing.T) {
	const setup = `
		var x = new XMLHttpRequest()
		for (const k of ['readystatechange', 'loadstart', 'progress', 'load', 'error', 'abort', 'timeout', 'loadend'])
			x['on' + k] = e => console.log(k, e.constructor.name, x.readyState, x.status, x.statusText, e.loaded + '/' + e.total, e.lengthComputable)
		function quiet() { for (const k of ['readystatechange', 'loadstart', 'progress', 'load', 'error', 'abort', 'loadend']) x['on' + k] = null }
		function get(url, type) { quiet(); x.open('GET', url); if (type) x.responseType = type; x.onload = x.onerror = () => show(); x.send() }
		`
	for _, c := range []struct{ name, script, want string }{
		{"a file", `x.open('GET', 'a.txt', true); console.log('opened'); x.send(); console.log('sent')`, `
			readystatechange Event 1 0  undefined/undefined undefined
			opened
			loadstart ProgressEvent 1 0  0/0 false
			sent
			readystatechange Event 2 200 OK undefined/undefined undefined
			readystatechange Event 3 200 OK undefined/undefined undefined
			progress ProgressEvent 3 200 OK 4/4 true
			readystatechange Event 4 200 OK undefined/undefined undefined
			load ProgressEvent 4 200 OK 4/4 true
			loadend ProgressEvent 4 200 OK 4/4 true`},
		{"no file", `x.open('GET', '/nothing.txt'); x.send()`, `
			readystatechange Event 1 0  undefined/undefined undefined
			loadstart ProgressEvent 1 0  0/0 false
			Failed to load resource: chrome-extension://id/nothing.txt: net::ERR_FILE_NOT_FOUND
			readystatechange Event 4 0  undefined/undefined undefined
			error ProgressEvent 4 0  0/0 false
			loadend ProgressEvent 4 0  0/0 false`},
		{"abort", `x.open('GET', 'a.txt'); x.send(); x.abort(); console.log(x.readyState)`, `
			readystatechange Event 1 0  undefined/undefined undefined
			loadstart ProgressEvent 1 0  0/0 false
			readystatechange Event 4 0  undefined/undefined undefined
			abort ProgressEvent 4 0  0/0 false
			loadend ProgressEvent 4 0  0/0 false
			0`},
		{"abort before and after", `quiet(); x.abort(); console.log(x.readyState); x.open('GET', 'a.txt'); x.abort(); console.log(x.readyState);
			x.onload = () => { x.abort(); console.log(x.readyState, x.status, x.responseText === '') }; x.send()`, "0\n1\n0 0 true"},
		{"open again in a listener", `quiet(); let n = 0; x.onreadystatechange = () => { if (x.readyState === 2 && !n++) { x.open('GET', '/b.html'); x.send() } };
			x.onload = () => console.log(x.responseText, x.responseURL); x.open('GET', 'a.txt'); x.send()`, "<b> chrome-extension://id/b.html"},
		{"text", `show = () => console.log(x.responseText, x.response, x.responseURL, x.responseXML); get('u.txt#there')`,
			"aé☃ aé☃ chrome-extension://id/dir/u.txt null"},
		{"array buffer", `show = () => console.log(x.response, x.response === x.response); get('/b.html', 'arraybuffer')`,
			"ArrayBuffer { [Uint8Contents]: <3c 62 3e>, byteLength: 3 } true"},
		{"blob", `show = () => console.log(x.response.size, x.response.type); get('../b.html?q', 'blob')`, "3 text/html"},
		{"json", `show = () => console.log(x.response); get('chrome-extension://id/c.json', 'json')`, "{ a: [ 1 ] }"},
		{"bad json", `show = () => console.log(x.response); get('/b.html', 'json')`, "null"},
		{"a name to decode", `show = () => console.log(x.responseText); get('/d%20%C3%A9.txt')`, "decoded"},
		{"empty", `quiet(); x.onreadystatechange = () => console.log(x.readyState); x.open('get', '/empty'); x.send()`, "1\n2\n4"},
		{"headers", `show = () => console.log(x.getResponseHeader('Content-Type'), x.getResponseHeader('x'), JSON.stringify(x.getAllResponseHeaders())); get('/b.html')`,
			`text/html null "content-type: text/html\r\n"`},
		{"a blob's URL", `show = () => console.log(x.responseText, JSON.stringify(x.getAllResponseHeaders())); get(URL.createObjectURL(new Blob(['abc'], {type: 'text/x'})))`,
			`abc "content-length: 3\r\ncontent-type: text/x\r\n"`},
		{"data", `show = () => console.log(x.responseText, x.getResponseHeader('content-type')); get('data:text/plain,h%20i')`, "h i text/plain"},
		{"data in base64", `show = () => console.log(x.responseText, x.getResponseHeader('content-type')); get('data:;base64,aGk=')`, "hi text/plain;charset=US-ASCII"},
		{"another type", `quiet(); x.open('GET', 'u.txt'); x.overrideMimeType('text/plain; charset=latin1'); x.onload = () => console.log(x.responseText); x.send()`, "aÃ©â˜ƒ"},
		{"another scheme", `show = () => console.log(x.status); get('foo:bar')`,
			"Failed to load resource: foo:bar: URL scheme \"foo\" is not supported\n0"},
		{"another app", `show = () => console.log(x.status); get('chrome-extension://other/a.txt')`,
			"Failed to load resource: chrome-extension://other/a.txt: net::ERR_BLOCKED_BY_CLIENT: it is not in the app's package\n0"},
		{"an unknown type of response", `x.responseType = 'nonsense'; console.log(x.responseType === '')`,
			"The provided value 'nonsense' is not a valid enum value of type XMLHttpRequestResponseType.\ntrue"},
		{"an unsafe header", `quiet(); x.open('GET', 'a.txt'); x.setRequestHeader('Host', 'c'); x.setRequestHeader('X-Mine', 'c')`, `Refused to set unsafe header "Host"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newPageOf(t, map[string]string{"dir/a.txt": "abcd", "dir/u.txt": "aé☃", "b.html": "<b>", "c.json": `{"a": [1]}`, "d é.txt": "decoded", "empty": ""})
			require.Equal(t, unindented(c.want), strings.Join(p.run(t, setup+c.script), "\n"))
		})
	}
}

// unindented takes the indentation from a list of lines.
func unindented(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	for i := range lines {
		lines[i] = strings.TrimLeft(lines[i], "\t")
	}
	return strings.Join(lines, "\n")
}

func TestXMLHttpRequestThrows(t *testing.T) {
	for _, c := range []struct{ script, want string }{
		{`x.send()`, "InvalidStateError: Failed to execute 'send' on 'XMLHttpRequest': The object's state must be OPENED."},
		{`x.setRequestHeader('a', 'b')`, "InvalidStateError: Failed to execute 'setRequestHeader' on 'XMLHttpRequest': The object's state must be OPENED."},
		{`x.open('TRACE', 'a')`, "SecurityError: Failed to execute 'open' on 'XMLHttpRequest': 'TRACE' HTTP method is unsupported."},
		{`x.open('a b', 'a')`, "SyntaxError: Failed to execute 'open' on 'XMLHttpRequest': 'a b' is not a valid HTTP method."},
		{`x.open('GET', 'http://[')`, "SyntaxError: Failed to execute 'open' on 'XMLHttpRequest': Invalid URL"},
		{`x.open('GET')`, "TypeError: Failed to execute 'open' on 'XMLHttpRequest': 2 arguments required, but only 1 present."},
		{`x.open('GET', '\uD800\u0100')`, "no error"},
		{`x.open('GET\u0100', 'a')`, "TypeError: Failed to execute 'open' on 'XMLHttpRequest': String contains non ISO-8859-1 code point."},
		{`x.open('GET', 'a'); x.setRequestHeader('a b', 'c')`, "SyntaxError: Failed to execute 'setRequestHeader' on 'XMLHttpRequest': 'a b' is not a valid HTTP header field name."},
		{`x.responseType = 'json'; x.responseText`, "InvalidStateError: Failed to read the 'responseText' property from 'XMLHttpRequest': The value is only accessible if the object's 'responseType' is '' or 'text' (was 'json')."},
		{`x.responseType = 'json'; x.responseXML`, "InvalidStateError: Failed to read the 'responseXML' property from 'XMLHttpRequest': The value is only accessible if the object's 'responseType' is '' or 'document' (was 'json')."},
		{`new XMLHttpRequestUpload()`, "TypeError: Failed to construct 'XMLHttpRequestUpload': Illegal constructor"},
	} {
		t.Run(c.script, func(t *testing.T) {
			p := newPageOf(t, nil)
			require.Equal(t, []string{c.want}, p.run(t, `var x = new XMLHttpRequest(); try { `+c.script+`; console.log('no error') } catch (e) { console.log(String(e)) }`))
		})
	}
}
