package web_test

import (
	"strings"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"
)

// expressions checks what expressions, or their promises, come to. All of it is
// what Chromium says.
func expressions(t *testing.T, cases [][2]string) {
	for _, c := range cases {
		t.Run(c[0], func(t *testing.T) {
			p := newPageOf(t, map[string]string{"dir/a.txt": "hello\n", "dir/a.json": `{"a":1}`})
			lines := p.run(t, `(async () => `+c[0]+`)().catch(String).then(v => console.log(Array.isArray(v) ? JSON.stringify(v) : String(v)))`)
			require.Equal(t, c[1], strings.Join(lines, "\n"))
		})
	}
}

func TestHeaders(t *testing.T) {
	expressions(t, [][2]string{
		{`[...new Headers([['b','1'],['A','2'],['b',' 3 ']])]`, "[[\"a\",\"2\"],[\"b\",\"1, 3\"]]"},
		{`[...new Headers({x:1,Y:undefined})]`, "[[\"x\",\"1\"],[\"y\",\"undefined\"]]"},
		{`[...new Headers(new Headers({a:'b'}))]`, "[[\"a\",\"b\"]]"},
		{`[...new Headers(new Map([['a','b']]))]`, "[[\"a\",\"b\"]]"},
		{`new Headers(5)`, "TypeError: Failed to construct 'Headers': The provided value is not of type '(record<ByteString, ByteString> or sequence<sequence<ByteString>>)'."},
		{`new Headers([['a']])`, "TypeError: Failed to construct 'Headers': Invalid value"},
		{`new Headers(['ab'])`, "TypeError: Failed to construct 'Headers': The provided value cannot be converted to a sequence."},
		{`new Headers({'a b':'c'})`, "TypeError: Failed to construct 'Headers': Invalid name"},
		{`new Headers({a:'c\n\nd'})`, "TypeError: Failed to construct 'Headers': Invalid value"},
		{`new Headers({a:'\u0100'})`, "TypeError: Failed to construct 'Headers': String contains non ISO-8859-1 code point."},
		{`new Headers({a:Symbol()})`, "TypeError: Failed to construct 'Headers': Cannot convert a Symbol value to a string"},
		{`new Headers({ a: 1, [Symbol()]: 2 })`, "TypeError: Failed to construct 'Headers': Cannot convert a Symbol value to a string"},
		{`(log => { new Headers(new Proxy({ a: 1, b: 2 }, new Proxy({}, { get: (_, name) => (o, key) => { log.push(name + ':' + String(key)); return Reflect[name](o, key) } }))); return log.join(' ') })([])`,
			"get:Symbol(Symbol.iterator) ownKeys:undefined getOwnPropertyDescriptor:a get:a getOwnPropertyDescriptor:b get:b"},
		{`new Headers().append('a')`, "TypeError: Failed to execute 'append' on 'Headers': 2 arguments required, but only 1 present."},
		{`new Headers().append('a','x\0')`, "TypeError: Failed to execute 'append' on 'Headers': Invalid value"},
		{`new Headers().has('')`, "TypeError: Failed to execute 'has' on 'Headers': Invalid name"},
		{`new Headers().get('a')`, "null"},
		{`(h => { h.append('Set-Cookie','a'); h.append('set-cookie','b'); return [h.get('set-cookie'), h.getSetCookie(), [...h]] })(new Headers())`, "[\"a, b\",[\"a\",\"b\"],[[\"set-cookie\",\"a\"],[\"set-cookie\",\"b\"]]]"},
		{`(h => { h.append('a',''); h.append('A','\t2 '); return h.get('a') })(new Headers({a:'1'}))`, "1, , 2"},
		{`(h => { h.set('B', 3); h.delete('A'); h.set('c', 4); return [...h] })(new Headers({a:'1', b:'2'}))`, "[[\"b\",\"3\"],[\"c\",\"4\"]]"},
		{`(h => { const s=[]; for (const [k] of h) { s.push(k); h.append('c'+s.length,'x'); if (s.length>6) break } return s })(new Headers({b:'1',a:'2'}))`, "[\"a\",\"b\",\"c1\",\"c2\",\"c3\",\"c4\",\"c5\"]"},
		{`String(new Headers().entries())`, "[object Headers Iterator]"},
	})
}

func TestRequest(t *testing.T) {
	expressions(t, [][2]string{
		{`(r => [r.method,r.url,r.destination,r.referrer,r.referrerPolicy,r.mode,r.credentials,r.cache,r.redirect,r.integrity,r.keepalive,String(r.signal),r.body,r.bodyUsed,r.duplex])(new Request('a.txt#f'))`, "[\"GET\",\"chrome-extension://id/dir/a.txt#f\",\"\",\"about:client\",\"\",\"cors\",\"same-origin\",\"default\",\"follow\",\"\",false,\"[object AbortSignal]\",null,false,\"half\"]"},
		{`(r => [r.method,r.referrer,r.referrerPolicy,r.mode,r.credentials,r.cache,r.redirect,r.integrity,r.keepalive,String(r.body),[...r.headers]])(new Request('http://x/',{method:'post',body:'x',headers:{a:'b'},mode:'same-origin',credentials:'omit',cache:'no-store',redirect:'error',integrity:'x',keepalive:true,referrer:'',referrerPolicy:'origin'}))`, "[\"POST\",\"\",\"origin\",\"same-origin\",\"omit\",\"no-store\",\"error\",\"x\",true,\"[object ReadableStream]\",[[\"a\",\"b\"],[\"content-type\",\"text/plain;charset=UTF-8\"]]]"},
		{`['get','head','post','put','delete','options','patch','Foo'].map(method => new Request('a',{method}).method).join()`, "GET,HEAD,POST,PUT,DELETE,OPTIONS,patch,Foo"},
		{`[...new Request('a',{headers:{Cookie:'x',Host:'y','X-A':'z','sec-x':'1','Proxy-a':1,'X-HTTP-Method':'trace','x-method-override':'GET','User-Agent':'u',Date:'d'}}).headers]`, "[[\"x-a\",\"z\"],[\"x-method-override\",\"GET\"]]"},
		{`(r => { r.headers.set('x-b','1'); return [...r.headers] })(new Request('a',{mode:'no-cors',headers:{'X-A':'z','Content-Type':'text/html',Accept:'x'}}))`, "[[\"accept\",\"x\"]]"},
		{`(h => { h.append('accept', 's'.repeat(127)); h.append('accept', ''); h.append('accept', 'x'); return h.get('accept').length })(new Request('a', { mode: 'no-cors' }).headers)`, "127"},
		{`(h => { h.append('accept', 'a"b'); h.append('content-language', 'a@b'); h.append('accept-language', 'de, *;q=0.5'); h.set('content-type', 'text/plain; long=' + '0'.repeat(120)); return [...h] })(new Request('a', { mode: 'no-cors' }).headers)`, "[[\"accept-language\",\"de, *;q=0.5\"]]"},
		{`(r => [new Request(r).method, r.bodyUsed])(new Request('a',{method:'POST',body:'x'}))`, "[\"POST\",true]"},
		{`new Request(new Request('a',{method:'POST',body:'x'}),{method:'GET'})`, "TypeError: Failed to construct 'Request': Request with GET/HEAD method cannot have body."},
		{`(async r => { const c = r.clone(); return [await r.text(), await c.text(), c.url === r.url, r.signal === r.signal, r.signal === c.signal] })(new Request('a',{method:'POST',body:'x'}))`, "[\"x\",\"x\",true,true,false]"},
		{`(async r => { await r.text(); return new Request(r) })(new Request('a',{method:'POST',body:'x'}))`, "TypeError: Failed to construct 'Request': Cannot construct a Request with a Request object that has already been used."},
		{`(async r => { await r.text(); return r.clone() })(new Request('a',{method:'POST',body:'x'}))`, "TypeError: Failed to execute 'clone' on 'Request': Request body is already used"},
		{`(c => { const r = new Request('a', { signal: c.signal }), s = new Request(r).signal; c.abort(7); return [r.signal.reason, s.reason] })(new AbortController())`, "[7,7]"},
		{`new Request('http://[')`, "TypeError: Failed to construct 'Request': Failed to parse URL from http://["},
		{`new Request('http://u:p@h/')`, "TypeError: Failed to construct 'Request': Request cannot be constructed from a URL that includes credentials: http://u:p@h/"},
		{`new Request('a',{method:'a b'})`, "TypeError: Failed to construct 'Request': 'a b' is not a valid HTTP method."},
		{`new Request('a',{method:'trace'})`, "TypeError: Failed to construct 'Request': 'trace' HTTP method is unsupported."},
		{`new Request('a',{body:'x'})`, "TypeError: Failed to construct 'Request': Request with GET/HEAD method cannot have body."},
		{`new Request('a',{mode:'navigate'})`, "TypeError: Failed to construct 'Request': Cannot construct a Request with a RequestInit whose mode member is set as 'navigate'."},
		{`new Request('a',{mode:'x'})`, "TypeError: Failed to construct 'Request': Failed to read the 'mode' property from 'RequestInit': The provided value 'x' is not a valid enum value of type RequestMode."},
		{`new Request('a',{cache:'only-if-cached'})`, "TypeError: Failed to construct 'Request': 'only-if-cached' can be set only with 'same-origin' mode"},
		{`new Request('a',{signal:5})`, "TypeError: Failed to construct 'Request': Failed to read the 'signal' property from 'RequestInit': Failed to convert value to 'AbortSignal'."},
		{`new Request('a',5)`, "TypeError: Failed to construct 'Request': The provided value is not of type 'RequestInit'."},
		{`new Request('a',{referrer:'http://['})`, "TypeError: Failed to construct 'Request': Referrer 'http://[' is not a valid URL."},
		{`new Request('a',{headers:5})`, "TypeError: Failed to construct 'Request': Failed to read the 'headers' property from 'RequestInit': The provided value is not of type '(record<ByteString, ByteString> or sequence<sequence<ByteString>>)'."},
		{`new Request('a',{mode:'no-cors',method:'PUT'})`, "TypeError: Failed to construct 'Request': 'PUT' is unsupported in no-cors mode."},
		{`new Request('a',{method:'POST',body:new Response('x').body})`, "TypeError: Failed to construct 'Request': The `duplex` member must be specified for a request with a streaming body"},
	})
}

func TestResponse(t *testing.T) {
	expressions(t, [][2]string{
		{`(r => [r.type,r.url,r.redirected,r.status,r.ok,r.statusText,[...r.headers],r.body,r.bodyUsed])(new Response())`, "[\"default\",\"\",false,200,true,\"\",[],null,false]"},
		{`(r => [r.status,r.ok,r.statusText,[...r.headers],String(r.body)])(new Response('x',{status:404,statusText:'Foo',headers:{a:'b','set-cookie':'c'}}))`, "[404,false,\"Foo\",[[\"a\",\"b\"],[\"content-type\",\"text/plain;charset=UTF-8\"]],\"[object ReadableStream]\"]"},
		{`[new Blob(['x']), new Blob(['x'],{type:'A/b'}), new URLSearchParams('a=b'), new Uint8Array(1), 5, new Response('q').body].map(b => new Response(b).headers.get('content-type')).join()`, ",a/b,application/x-www-form-urlencoded;charset=UTF-8,,text/plain;charset=UTF-8,"},
		{`new Response('x',{status:199})`, "RangeError: Failed to construct 'Response': The status provided (199) is outside the range [200, 599]."},
		{`new Response('x',{status:204})`, "TypeError: Failed to construct 'Response': Response with null body status cannot have body"},
		{`new Response('x',{statusText:'a\nb'})`, "TypeError: Failed to construct 'Response': Invalid statusText"},
		{`new Response('x',5)`, "TypeError: Failed to construct 'Response': The provided value is not of type 'ResponseInit'."},
		{`new Response(Symbol())`, "TypeError: Failed to construct 'Response': Cannot convert a Symbol value to a string"},
		{`(r => [r.type,r.status])(Response.error())`, "[\"error\",0]"},
		{`Response.error().headers.set('a','b')`, "TypeError: Failed to execute 'set' on 'Headers': Headers are immutable"},
		{`(r => [r.status,[...r.headers]])(Response.redirect('a.txt', 301))`, "[301,[[\"location\",\"chrome-extension://id/dir/a.txt\"]]]"},
		{`Response.redirect('a',200)`, "RangeError: Failed to execute 'redirect' on 'Response': Invalid status code"},
		{`Response.json({a:1}).headers.get('content-type')`, "application/json"},
		{`Response.json({a:1},{headers:{'content-type':'x'},status:201}).text()`, "{\"a\":1}"},
		{`Response.json(Symbol())`, "TypeError: Failed to execute 'json' on 'Response': The data is not JSON serializable"},
	})
}

func TestBody(t *testing.T) {
	expressions(t, [][2]string{
		{`(async r => { const p = r.text(), u = r.bodyUsed; return [u, await p] })(new Response('x'))`, "[true,\"x\"]"},
		{`(r => { r.text(); return r.text() })(new Response('x'))`, "TypeError: Failed to execute 'text' on 'Response': body stream already read"},
		{`(async r => [await r.text(), r.bodyUsed, await r.text()])(new Response(null))`, "[\"\",false,\"\"]"},
		{`new Response('\uFEFF[1]').json()`, "[1]"},
		{`new Response('{a').json().catch(e => e.name)`, "SyntaxError"},
		{`new Response('\uFEFFa').text()`, "a"},
		{`new Response('x',{headers:{'content-type':'A/B;c=d'}}).blob().then(b => [b.type, b.size])`, "[\"a/b;c=d\",1]"},
		{`new Response(new ArrayBuffer(2)).bytes().then(b => b.length)`, "2"},
		{`new Response('ab').arrayBuffer().then(b => b.byteLength)`, "2"},
		{`new Response(new URLSearchParams('a=1&b=é')).formData().then(f => [...f])`, "[[\"a\",\"1\"],[\"b\",\"é\"]]"},
		{`new Response('x').formData()`, "TypeError: Failed to fetch"},
		{`new Response('x',{headers:{'content-type':'multipart/form-data'}}).formData()`, "TypeError: Invalid MIME type"},
		{`new Response('--b\r\n\r\n',{headers:{'content-type':'multipart/form-data; boundary=b'}}).formData()`, "TypeError: Failed to fetch"},
		{`new Response('--b--\r\n',{headers:{'content-type':'multipart/form-data; boundary=b'}}).formData().then(f => [...f])`, "[]"},
		{`new Response('--b\r\nContent-Disposition: form-data; name="a%22b"\r\n\r\nv\r\n--b--\r\n',{headers:{'content-type':'multipart/form-data; boundary=b'}}).formData().then(f => [...f])`, "[[\"a%22b\",\"v\"]]"},
		{`(async r => { const c = r.clone(); return [r.bodyUsed, await c.text(), await r.text()] })(new Response('abc'))`, "[false,\"abc\",\"abc\"]"},
		{`(async r => { const d = r.body.getReader(), one = await d.read(), two = await d.read(); return [one.value + '', one.done, two.value, two.done, r.bodyUsed, r.body.locked, await d.closed] })(new Response('ab'))`, "[\"97,98\",false,null,true,true,true,null]"},
		{`(r => { r.body.getReader(); return r.text() })(new Response('x'))`, "TypeError: Failed to execute 'text' on 'Response': body stream is locked"},
		{`(r => { r.body.getReader(); return r.clone() })(new Response('x'))`, "TypeError: Failed to execute 'clone' on 'Response': Response body is already used"},
		{`(r => { r.body.getReader(); return r.body.getReader() })(new Response('x'))`, "TypeError: Failed to execute 'getReader' on 'ReadableStream': ReadableStreamDefaultReader constructor can only accept readable streams that are not yet locked to a reader"},
		{`(r => { const d = r.body.getReader(); d.releaseLock(); return d.read() })(new Response('x'))`, "TypeError: Failed to execute 'read' on 'ReadableStreamDefaultReader': This readable stream reader has been released and cannot be used to read from its previous owner stream"},
		{`(r => { r.body.getReader().releaseLock(); return r.text() })(new Response('ab'))`, "ab"},
		{`(async r => { await r.body.cancel(); return r.text() })(new Response('ab'))`, "TypeError: Failed to execute 'text' on 'Response': body stream already read"},
		{`(r => { r.body.getReader(); return r.body.cancel() })(new Response('ab'))`, "TypeError: Failed to execute 'cancel' on 'ReadableStream': Cannot cancel a locked stream"},
		{`(r => { r.body.getReader(); return new Response(r.body) })(new Response('ab'))`, "TypeError: Failed to construct 'Response': Response body object should not be disturbed or locked"},
		{`Promise.all(new Response('ab').body.tee().map(s => new Response(s).text())).then(a => a.join())`, "ab,ab"},
		{`new Blob(['abc']).stream().getReader().read().then(r => r.value + '')`, "97,98,99"},
		{`(async s => { let n = 0; for (const i = s.values(); ;) { const r = await i.next(); if (r.done) return [n, s.locked]; n += r.value.length } })(new Blob([new Uint8Array(200000)]).stream())`, "[200000,false]"},
	})
}

func TestFetch(t *testing.T) {
	expressions(t, [][2]string{
		{`fetch()`, "TypeError: Failed to execute 'fetch' on 'Window': 1 argument required, but only 0 present."},
		{`fetch('http://[')`, "TypeError: Failed to execute 'fetch' on 'Window': Failed to parse URL from http://["},
		{`fetch('a.txt').then(async r => [r.type, r.url, r.redirected, r.status, r.ok, r.statusText, [...r.headers], await r.text()])`, "[\"basic\",\"chrome-extension://id/dir/a.txt\",false,200,true,\"OK\",[[\"content-type\",\"text/plain\"]],\"hello\\n\"]"},
		{`fetch('a.json').then(r => r.json()).then(o => o.a)`, "1"},
		{`fetch('a.txt').then(r => r.headers.set('a', 'b'))`, "TypeError: Failed to execute 'set' on 'Headers': Headers are immutable"},
		{`fetch('data:;base64,aGk=').then(async r => [r.headers.get('content-type'), await r.text()])`, "[\"text/plain;charset=US-ASCII\",\"hi\"]"},
		{`(u => { const p = fetch(u); URL.revokeObjectURL(u); return p.then(r => r.text()) })(URL.createObjectURL(new Blob(['b'])))`, "b"},
		{`(c => { c.abort(5); return fetch('a.txt', { signal: c.signal }) })(new AbortController())`, "5"},
		{`(c => { const p = fetch('a.txt', { signal: c.signal }); c.abort(); return p })(new AbortController())`, "AbortError: signal is aborted without reason"},
		{`(async c => { const r = await fetch('a.txt', { signal: c.signal }), t = await r.text(); c.abort(); return t })(new AbortController())`, "hello\n"},
	})
}

func TestFormData(t *testing.T) {
	expressions(t, [][2]string{
		{`(f => { f.append('a',1); f.append('a',{}); f.append('b',new Blob(['x'],{type:'q/r'})); const b = f.get('b'); return [f.get('a'),f.getAll('a'),f.get('z'),f.has('a'),b.name,b.type,String(b),[...f.keys()]] })(new FormData())`, "[\"1\",[\"1\",\"[object Object]\"],null,true,\"blob\",\"q/r\",\"[object File]\",[\"a\",\"a\",\"b\"]]"},
		{`(f => { const x = new File(['a'],'n'); f.append('a',x); f.append('b',x,'m'); return [f.get('a') === x, f.get('b').name, f.get('b') === x] })(new FormData())`, "[true,\"m\",false]"},
		{`(f => { f.append('a',1); f.append('b',2); f.append('a',3); f.set('a',4); f.set('c',5); f.delete('b'); return [...f] })(new FormData())`, "[[\"a\",\"4\"],[\"c\",\"5\"]]"},
		{`new FormData({})`, "TypeError: Failed to construct 'FormData': parameter 1 is not of type 'HTMLFormElement'."},
		{`new FormData().append('a')`, "TypeError: Failed to execute 'append' on 'FormData': 2 arguments required, but only 1 present."},
		{`new FormData().append('a','b','c')`, "TypeError: Failed to execute 'append' on 'FormData': parameter 2 is not of type 'Blob'."},
		{`(f => { f.append('f"\n', new File(['y'], 'n"\n.txt', {type:'t/x'})); f.append('a', 'b\nc"'); return new Response(f).text().then(t => t.replace(/----WebKitFormBoundary[A-Z2-7]{16}/g, 'B')) })(new FormData())`, "--B\r\nContent-Disposition: form-data; name=\"f%22%0D%0A\"; filename=\"n%22%0A.txt\"\r\nContent-Type: t/x\r\n\r\ny\r\n--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\nc\"\r\n--B--\r\n"},
		{`(f => { f.append('a','1'); f.append('f',new File(['xyz'],'n.txt',{type:'t/p'})); return new Response(f).formData().then(async g => { const x = g.get('f'); return [g.get('a'),x.name,x.type,await x.text()] }) })(new FormData())`, "[\"1\",\"n.txt\",\"t/p\",\"xyz\"]"},
	})
}

// What is not there rejects, and is reported.
func TestFetchFails(t *testing.T) {
	for url, why := range map[string]string{
		"nope":             "chrome-extension://id/dir/nope: net::ERR_FILE_NOT_FOUND",
		"blob:nope":        "blob:nope: net::ERR_FILE_NOT_FOUND",
		"data:nope":        "data:nope: net::ERR_INVALID_URL",
		"data:;base64,a":   "data:;base64,a: net::ERR_INVALID_URL",
		"file:///etc/motd": `file:///etc/motd: URL scheme "file" is not supported`,
	} {
		t.Run(url, func(t *testing.T) {
			p := newPageOf(t, nil)
			require.Equal(t, []string{"Failed to load resource: " + why, "TypeError: Failed to fetch"}, p.run(t, `fetch('`+url+`').catch(e => console.log(String(e)))`))
		})
	}
}

// A page's globals are installed when they are asked for, and what the app puts
// in their place stays.
func TestFetchLazily(t *testing.T) {
	require.Equal(t, "mine function undefined function true", value(t, `(() => {
		Headers = 'mine'
		delete window.FormData
		const f = fetch
		return [Headers, typeof Request, typeof FormData, typeof Response, f === fetch].join(' ')
	})()`))
	require.Equal(t, "object {\"writable\":true,\"enumerable\":true,\"configurable\":true}", value(t, `(r => typeof r + ' ' + JSON.stringify({ ...Object.getOwnPropertyDescriptor(window, 'fetch'), value: undefined }))(new Request('data:,'))`))
}

// A form that was written reads as it was, but for the ends of lines.
func FuzzFormData(f *testing.F) {
	f.Add("name", "value", "file.txt", "--b\r\n")
	f.Add("\"\r\n", "\n\r", "é", "\x00")
	p := newPage(f)
	require.NoError(f, p.RunScript("test.js", `
		const lines = s => s.replace(/\r\n|\r|\n/g, '\r\n')
		const escaped = s => s.replace(/\r/g, '%0D').replace(/\n/g, '%0A').replace(/"/g, '%22')
		let wrong
		async function same(name, value, file, content) {
			const form = new FormData()
			form.append(name, value)
			form.append('f', new File([content], file))
			const read = await new Response(form).formData()
			const f = read.get('f')
			wrong = [...read].length === 2 && read.get(escaped(lines(name))) === lines(value) && f.name === escaped(file) && await f.text() === content.replace(/^\uFEFF/, '') ? undefined : JSON.stringify([...read])
		}`))
	same := function(f, p, "same")
	f.Fuzz(func(t *testing.T, name, value, file, content string) {
		for _, s := range []string{name, file} {
			if strings.ContainsAny(s, "\\\x00") || strings.TrimSpace(s) != s || s == "f" {
				t.Skip("no header of a part says this")
			}
		}
		args := make([]goja.Value, 4)
		for i, s := range []string{name, value, file, content} {
			args[i] = p.VM().ToValue(strings.ToValidUTF8(s, "?"))
		}
		require.True(t, p.Call("", same, args...))
		require.NoError(t, p.Loop().Run())
		v, err := p.VM().RunString("wrong")
		require.NoError(t, err)
		require.Equal(t, "undefined", v.String())
	})
}

// Whatever a body and a data: URL are, they are read or refused.
func FuzzLoad(f *testing.F) {
	f.Add("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nv\r\n--b--\r\n")
	f.Add("text/plain;charset=\"a\\\"b\";x", "aGk=")
	p := newPage(f)
	require.NoError(f, p.RunScript("test.js", `
		let wrong
		function load(kind, text) {
			for (const url of ['data:' + kind + ',' + text, 'data:' + kind + ';base64,' + text]) {
				const x = new XMLHttpRequest()
				x.open('GET', url, false)
				try { x.send(); x.responseText } catch (e) { if (e.name !== 'NetworkError') throw e }
			}
			const parsed = k => new Response('', { headers: { 'content-type': k } }).blob().then(b => b.type)
			if (/[^\x21-\x7e]/.test(kind)) return
			new Response(text, { headers: { 'content-type': kind } }).formData().catch(e => { if (!(e instanceof TypeError)) wrong = e })
			parsed(kind).then(async once => { if (once !== await parsed(once)) wrong = once })
		}`))
	load := function(f, p, "load")
	f.Fuzz(func(t *testing.T, kind, text string) {
		require.True(t, p.Call("", load, p.VM().ToValue(strings.ToValidUTF8(kind, "?")), p.VM().ToValue(strings.ToValidUTF8(text, "?"))), "%q", p.lines)
		require.NoError(t, p.Loop().Run())
		v, err := p.VM().RunString("wrong")
		require.NoError(t, err)
		require.Equal(t, "undefined", v.String())
		p.lines, p.levels = nil, nil
	})
}
