package web_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestURL(t *testing.T) {
	for _, c := range []struct{ script, want string }{
		{`(u => [u.href, u.origin, u.protocol, u.username, u.password, u.host, u.hostname, u.port, u.pathname, u.search, u.hash].join(' '))(new URL('HTTPS://us:pa@EXAMPLE.com:8080/a/../b c?q=é#f'))`,
			"https://us:pa@example.com:8080/b%20c?q=%C3%A9#f https://example.com:8080 https: us pa example.com:8080 example.com 8080 /b%20c ?q=%C3%A9 #f"},
		{`new URL('../x?y', 'http://h/a/b/c').href`, "http://h/a/x?y"},
		{`new URL('//h2/x', new URL('https://h')).href`, "https://h2/x"},
		{`new URL('http://bücher.example').host`, "xn--bcher-kva.example"},
		{`new URL('http://0x7f.1/').host`, "127.0.0.1"},
		{`new URL('http://[0:0::1]:80/').host`, "[::1]"},
		{`[new URL('chrome-extension://abc/x').origin, new URL('blob:chrome-extension://abc/u').origin, new URL('blob:data:,').origin]`, "[ 'chrome-extension://abc', 'chrome-extension://abc', 'null' ]"},
		{`[new URL('mailto:a@b').origin, new URL('blob:https://h:1/u').origin, new URL('chrome-extension://abc/x').host]`, "[ 'null', 'https://h:1', 'abc' ]"},
		{`(u => { u.port = '81'; u.pathname = 'x y'; u.hash = ''; u.search = 'a=1'; u.protocol = 'ws'; return u + '' })(new URL('http://h/#f'))`, "ws://h:81/x%20y?a=1"},
		{`(u => { u.href = 'http://other/'; return String(u) + JSON.stringify(u) })(new URL('http://h/'))`, `http://other/"http://other/"`},
		{`(u => { u.searchParams.append('b', 'x y'); u.search += '&c'; return [u.href, u.searchParams.get('c'), u.searchParams === u.searchParams, u.searchParams.size].join(' ') })(new URL('http://h/?a=1'))`,
			"http://h/?a=1&b=x+y&c  true 3"},
		{`(u => { u.searchParams.delete('a'); return u.href })(new URL('http://h/?a=1'))`, "http://h/"},
		{`[URL.canParse('x'), URL.canParse('x', 'http://h'), URL.canParse('x', 'y'), URL.parse('x'), URL.parse('http://h').href].join()`, "false,true,false,,http://h/"},
		{`thrown(() => new URL())`, "TypeError: Failed to construct 'URL': 1 argument required, but only 0 present."},
		{`thrown(() => new URL('x'))`, "TypeError: Failed to construct 'URL': Invalid URL"},
		{`thrown(() => new URL('x', 'y'))`, "TypeError: Failed to construct 'URL': Invalid base URL"},
		{`thrown(() => { new URL('http://a').href = 'nope' })`, "TypeError: Failed to set the 'href' property on 'URL': Invalid URL"},
		{`/^blob:null\/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(URL.createObjectURL(new Blob()))`, "true"},
		{`webkitURL === URL && !Object.getOwnPropertyDescriptor(URL, 'prototype').writable && Object.getOwnPropertyDescriptor(URL.prototype, 'href').set.length`, "1"},
		{`URL.revokeObjectURL(URL.createObjectURL(new Blob()))`, "undefined"},
		{`thrown(() => URL.createObjectURL({}))`, "TypeError: Failed to execute 'createObjectURL' on 'URL': Overload resolution failed."},
	} {
		t.Run(c.script, func(t *testing.T) { require.Equal(t, c.want, value(t, c.script)) })
	}
}

func TestURLSearchParams(t *testing.T) {
	for _, c := range []struct{ script, want string }{
		{`new URLSearchParams('?a=1&b=%20+%C3%A9&&c&=d') + ''`, "a=1&b=++%C3%A9&c=&=d"},
		{`new URLSearchParams('a=%zz%F') + ''`, "a=%25zz%25F"},
		{`new URLSearchParams([['a', 1], new Set(['b', 'x'])]) + ''`, "a=1&b=x"},
		{`new URLSearchParams({ a: 1, b: "*-._~'()" }) + ''`, "a=1&b=*-._%7E%27%28%29"},
		{`new URLSearchParams({ a: 1, get b() { delete this.c; return 2 }, c: 3 }) + ''`, "a=1&b=2"},
		{`new URLSearchParams(new URLSearchParams('a=1&a=2')) + ''`, "a=1&a=2"},
		{`new URLSearchParams({ 'x\uDC53': 1, 'x\uDC5C': 2, y: 3, __proto__: { z: 4 } }) + ''`, "x%EF%BF%BD=2&y=3"},
		{`thrown(() => new URLSearchParams({ [Symbol()]: 1 }))`, "TypeError: Failed to construct 'URLSearchParams': Cannot convert a Symbol value to a string"},
		{`[new URLSearchParams(), new URLSearchParams(undefined), new URLSearchParams(null), new URLSearchParams(5)].join('|')`, "||null=|5="},
		{`(p => [p.get('a'), p.get('z'), p.getAll('a').join('+'), p.has('a'), p.has('a', '2'), p.has('a', '3'), p.has('b', undefined), p.size].join())(new URLSearchParams('a=1&a=2'))`, "1,,1+2,true,true,false,false,2"},
		{`(p => { p.set('a', 9); p.set('n', 'new'); p.delete('b', '4'); return p + '' })(new URLSearchParams('a=1&b=3&a=2&b=4'))`, "a=9&b=3&n=new"},
		{`(p => { p.sort(); return p + '' })(new URLSearchParams('z=1&\u{1F600}=2&a=3&\uFFFD=4&a=1'))`, "a=3&a=1&z=1&%F0%9F%98%80=2&%EF%BF%BD=4"},
		{`[...new URLSearchParams('a=1&b=2')].join('|')`, "a,1|b,2"},
		{`[[...new URLSearchParams('a=1&b=2').keys()], [...new URLSearchParams('a=1&b=2').values()]].join('|')`, "a,b|1,2"},
		{`(p => { const seen = []; for (const [k] of p) { seen.push(k); p.delete(k) } return seen.join() + '|' + p })(new URLSearchParams('a=1&b=2&c=3'))`, "a,c|b=2"},
		{`(p => { const seen = []; p.forEach(function(v, k, o) { seen.push(this.x, v, k, o === p) }, { x: 'this' }); return seen.join() })(new URLSearchParams('a=1'))`, "this,1,a,true"},
		{`(i => [String(i), i[Symbol.iterator]() === i, JSON.stringify(i.next()), JSON.stringify(i.next())].join(' '))(new URLSearchParams('a=1').entries())`,
			`[object URLSearchParams Iterator] true {"value":["a","1"],"done":false} {"done":true}`},
		{`URLSearchParams.prototype[Symbol.iterator] === URLSearchParams.prototype.entries`, "true"},
		{`thrown(() => new URLSearchParams([[1, 2, 3]]))`, "TypeError: Failed to construct 'URLSearchParams': Sequence initializer must only contain pair elements"},
		{`thrown(() => new URLSearchParams([5]))`, "TypeError: Failed to construct 'URLSearchParams': The provided value cannot be converted to a sequence."},
		{`thrown(() => new URLSearchParams().append('x'))`, "TypeError: Failed to execute 'append' on 'URLSearchParams': 2 arguments required, but only 1 present."},
		{`thrown(() => new URLSearchParams().forEach(5))`, "TypeError: Failed to execute 'forEach' on 'URLSearchParams': parameter 1 is not of type 'Function'."},
	} {
		t.Run(c.script, func(t *testing.T) { require.Equal(t, c.want, value(t, c.script)) })
	}
}

// webPlatformTests reads a file of web-platform-tests, which the module of the
// URL parser comes with.
func webPlatformTests(t *testing.T, name string, data any) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/nlnwa/whatwg-url").Output()
	require.NoError(t, err)
	text, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "testdata", name))
	if err != nil {
		t.Skip("the module has no test data here: ", err)
	}
	require.NoError(t, json.Unmarshal(text, data))
}

func TestURLWebPlatformTests(t *testing.T) {
	var cases []any
	webPlatformTests(t, "urltestdata.json", &cases)
	p := newPage(t)
	p.VM().Set("cases", cases)
	require.Empty(t, p.run(t, `
		for (const c of cases) {
			if (typeof c === 'string') continue
			const url = URL.parse(c.input, c.base ?? undefined)
			if (c.failure ? url : !url) { console.log(c.input, c.base, url); continue }
			if (!url) continue
			for (const part of ['href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search', 'hash', 'searchParams'])
				if (part in c && String(url[part]) !== c[part]) console.log(c.input, c.base, part, String(url[part]), c[part])
		}`))
	require.Greater(t, len(cases), 500)
}

func TestURLSettersWebPlatformTests(t *testing.T) {
	var cases map[string]any
	webPlatformTests(t, "setters_tests.json", &cases)
	p := newPage(t)
	p.VM().Set("cases", cases)
	require.Empty(t, p.run(t, `
		for (const part of Object.keys(cases)) if (part !== 'comment') for (const c of cases[part]) {
			const url = new URL(c.href)
			url[part] = c.new_value
			for (const k of Object.keys(c.expected)) if (url[k] !== c.expected[k]) console.log(part, c.href, c.new_value, k, url[k], c.expected[k])
		}`))
}

// A URL that was parsed parses to itself, whatever it was made of.
func FuzzURL(f *testing.F) {
	for _, seed := range []string{"http://u:p@h:1/a/../b?c#d", "file:///C|/x", "ws://[::1]/", "mailto:x", "http://0x7f.1", "a:b c", "http://xn--/", "//h", "?q", "\\x"} {
		f.Add(seed, "http://base/x/y?z")
	}
	p := newPage(f)
	require.NoError(f, p.RunScript("test.js", `function parse(text, base) {
		const u = URL.parse(text, base)
		if (u && URL.parse(u.href)?.href !== u.href) return u.href + ' -> ' + URL.parse(u.href)?.href
		if (!u) return ''
		for (const part of ['protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search', 'hash']) { u[part] = text; u[part] }
		return ''
	}`))
	parse := function(f, p, "parse")
	f.Fuzz(func(t *testing.T, text, base string) {
		for _, base := range []string{base, "http://h/"} {
			v, err := parse(nil, p.VM().ToValue(text), p.VM().ToValue(base))
			if err != nil { // a base that is none
				require.Contains(t, err.Error(), "TypeError")
				continue
			}
			require.Empty(t, v.String())
		}
	})
}

// Parameters that were written read as they were.
func FuzzURLSearchParams(f *testing.F) {
	f.Add("a=1&b=%20+&%=&=x", "name", "value")
	p := newPage(f)
	require.NoError(f, p.RunScript("test.js", `function same(text, name, value) {
		const one = new URLSearchParams(text)
		one.append(name, value)
		const two = new URLSearchParams(String(one))
		return JSON.stringify([...one]) === JSON.stringify([...two]) && two.getAll(name).pop() === value && String(one) === String(two)
	}`))
	same := function(f, p, "same")
	f.Fuzz(func(t *testing.T, text, name, value string) {
		v, err := same(nil, p.VM().ToValue(text), p.VM().ToValue(strings.ToValidUTF8(name, "?")), p.VM().ToValue(strings.ToValidUTF8(value, "?")))
		require.NoError(t, err)
		require.True(t, v.ToBoolean())
	})
}
