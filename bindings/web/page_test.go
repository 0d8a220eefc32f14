package web_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/bindings/web"
	"github.com/sockhost/sockhost/runtime"
)

// pageFiles is the files of a page's origin, by path.
type pageFiles map[string]string

func (f pageFiles) read(name string) ([]byte, error) {
	if text, ok := f[name]; ok {
		return []byte(text), nil
	}
	return nil, fs.ErrNotExist
}

// document makes a page with the file page.html of a site.
func document(t testing.TB, s pageFiles, change ...func(*web.DocumentOptions)) (*page, *web.Document) {
	t.Helper()
	p := newPage(t)
	o := web.DocumentOptions{
		URL: "chrome-extension://abcdefghijklmnopabcdefghijklmnop/page.html", Name: "page.html",
		HTML: []byte(s["page.html"]), ReadFile: s.read,
	}
	for _, f := range change {
		f(&o)
	}
	return p, web.NewDocument(p.Runtime, o)
}

// loadPage loads such a page, and returns what its console got until nothing was
// left to do.
func loadPage(t testing.TB, s pageFiles, change ...func(*web.DocumentOptions)) []string {
	t.Helper()
	p, d := document(t, s, change...)
	p.Loop().Post(d.Load)
	require.NoError(t, p.Loop().Run())
	return p.lines
}

// The values are what Chromium 156 gives for the same page and expression.
func TestDocument(t *testing.T) {
	var cases []struct{ Group, Body, Expr, Want string }
	text, err := os.ReadFile("testdata/document.json")
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &cases))
	for _, c := range cases {
		t.Run(c.Group+"/"+c.Expr, func(t *testing.T) {
			p, d := document(t, pageFiles{
				"page.html": "<!DOCTYPE html><head><title>A page</title></head><body>" + c.Body + "<script></script></body>",
			})
			d.Load()
			require.Empty(t, p.lines)
			p.VM().Set("expr", c.Expr)
			p.run(t, `function thrown(f) { try { return f() } catch (e) { return String(e) } }
				try { var result = JSON.stringify((0, eval)(expr)) } catch (e) { result = 'THROWS ' + e + e.stack }`)
			require.Equal(t, c.Want, p.VM().Get("result").String())
		})
	}
}

// order is a page whose parts say when they run.
var order = pageFiles{
	"page.html": `<!DOCTYPE html>
<html lang="en"><head><title>Order</title>
<script src="js/first.js"></script>
<script defer src="deferred.js"></script>
<script async src="async.js"></script>
<script type="text/template"><p>not a script</p></script>
</head>
<body onload="console.log('body onload', this === window, document.readyState)">
<p id="one">1</p>
<script>console.log('inline', document.getElementById('one').textContent, document.getElementById('two'), document.currentScript.parentNode.tagName)</script>
<p id="two">2</p>
<script>
  var shared = 'shared'; const constant = 1; function declared() { return 'declared' }
</script>
<script src="last.js?x#y"></script>
</body></html>`,
	"js/first.js": `
		console.log('first', document.readyState, document.body, document.head.children.length, document.currentScript.src)
		document.addEventListener('readystatechange', e => console.log('state', document.readyState))
		document.addEventListener('DOMContentLoaded', e => console.log('DOMContentLoaded on document', e.bubbles, e.target === document))
		addEventListener('DOMContentLoaded', e => console.log('DOMContentLoaded on window'))
		addEventListener('load', function (e) { console.log('load', this === window); Promise.resolve().then(() => console.log('microtask')) })
		addEventListener('load', () => console.log('load again'))
		setTimeout(() => console.log('timer'))`,
	"deferred.js": `console.log('deferred', document.readyState, document.currentScript.src.slice(-11))`,
	"async.js":    `console.log('async', document.readyState)`,
	"last.js":     `console.log('last', shared, constant, declared(), document.scripts.length)`,
}

func TestOrder(t *testing.T) {
	require.Equal(t, []string{
		"first loading null 2 chrome-extension://abcdefghijklmnopabcdefghijklmnop/js/first.js",
		"inline 1 null BODY",
		"last shared 1 declared 7",
		"state interactive",
		"deferred interactive deferred.js",
		"DOMContentLoaded on document true true",
		"DOMContentLoaded on window",
		"async interactive",
		"state complete",
		"load true",
		"microtask",
		"load again",
		"body onload true complete",
		"timer",
	}, loadPage(t, order))
}

// Another page finds the window before anything of it has run.
func TestBeforeLoad(t *testing.T) {
	p, d := document(t, order)
	require.False(t, d.Loaded())
	require.Equal(t, []string{"<html></html> loading null 1"}, p.run(t, `var prepared = 1
		console.log(document.documentElement.outerHTML, document.readyState, document.body, document.childNodes.length)
		document.documentElement.mine = true`))
	p.Loop().Post(d.Load)
	require.NoError(t, p.Loop().Run())
	require.True(t, d.Loaded())
	require.Equal(t, []string{"1 true en BODY"}, p.run(t, `console.log(prepared, document.documentElement.mine, document.documentElement.lang, document.body.tagName)`))
	d.Load()
	require.Empty(t, p.run(t, ``), "a second load does nothing")
}

func TestFaults(t *testing.T) {
	for _, c := range []struct {
		name string
		page pageFiles
		want []string
	}{
		{"missing file", pageFiles{"page.html": "\n\n<p><script src=gone.js onerror='console.log(event.type)'></script><script>console.log('on')</script>"},
			[]string{"page.html:3: gone.js is not in the package", "error", "on"}},
		{"empty src", pageFiles{"page.html": "<script src=''>console.log('no')</script>"}, []string{"page.html:1: the script's src is empty"}},
		{"elsewhere", pageFiles{"page.html": "<script src=https://example.com/a.js></script><script src=//other/a.js></script>"},
			[]string{"page.html:1: https://example.com/a.js is not loaded: it is not in the package", "page.html:1: //other/a.js is not loaded: it is not in the package"}},
		{"inline error", pageFiles{"page.html": "<p>\n<script>\n  nothing.at.all\n</script><script>var x;\n x.f</script>"},
			[]string{"Uncaught ReferenceError: nothing is not defined\n    at page.html:3:3", "Uncaught TypeError: Cannot read property 'f' of undefined\n    at page.html:5:4"}},
		{"first line", pageFiles{"page.html": "<p>\u00e9</p><script>nothing</script>"}, []string{"Uncaught ReferenceError: nothing is not defined\n    at page.html:1:17"}},
		{"syntax error", pageFiles{"page.html": "<p>\n<b><script>\n\n  var 1x</script><script src=a/b.js></script>", "a/b.js": "\nif ("},
			[]string{"page.html:4:7: SyntaxError: Invalid or unexpected token", "a/b.js:2:5: SyntaxError: Unexpected end of input"}},
		{"handler", pageFiles{"page.html": "<p>\n<b onclick='if ('></b><i id=i onclick='nothing'></i><script>i.click()</script>"},
			[]string{"page.html:2: onclick: SyntaxError: Unexpected token }", "Uncaught ReferenceError: nothing is not defined\n    at onclick (page.html:2:82)\n    at page.html:2:68"}},
		{"module", pageFiles{"page.html": "<script type=module src=m.js></script><script nomodule>console.log('nomodule')</script>", "m.js": ""},
			[]string{"nomodule", "page.html:1: scripts that are modules are not available here"}},
		{"type", pageFiles{"page.html": "<script type=text/plain>no</script><script type='Text/JavaScript'>console.log(1)</script><script language=JavaScript1.2>console.log(2)</script><script language=vbscript>no</script><script type=''>console.log(3)</script>"},
			[]string{"1", "2", "3"}},
		{"dialogs", pageFiles{"page.html": "<script>console.log(alert('a'), confirm('b'), prompt())</script>"}, []string{"alert: a", "confirm: b", "prompt: ", "undefined false null"}},
		{"going away", pageFiles{"page.html": "<a id=a href=b.html>x</a><form id=f></form><script>a.click(); location.href = 'https://x.test/'; f.submit(); location.reload(); document.location = 'c.html'; open('d.html')</script>"},
			[]string{"the page does not go to chrome-extension://abcdefghijklmnopabcdefghijklmnop/b.html", "the page does not go to https://x.test/",
				"the page does not go to chrome-extension://abcdefghijklmnopabcdefghijklmnop/page.html", "location.reload() does nothing here",
				"the page does not go to chrome-extension://abcdefghijklmnopabcdefghijklmnop/c.html", "the page does not go to chrome-extension://abcdefghijklmnopabcdefghijklmnop/d.html"}},
		{"late write", pageFiles{"page.html": "<script>onload = () => document.write('x')</script>"}, []string{"document.write() does nothing once the page has been parsed"}},
	} {
		t.Run(c.name, func(t *testing.T) { require.Equal(t, c.want, loadPage(t, c.page)) })
	}
}

func TestScripts(t *testing.T) {
	for _, c := range []struct {
		name, page string
		want       []string
	}{
		{"written", `<div id=d><script>document.write('<p id=w>w</p><scr' + 'ipt src=say.js></scr' + 'ipt>'); document.write('<b>', 'b</b>'); console.log(!!document.getElementById('w'))</script><i></i></div>
			<script>console.log(Array.from(d.children, c => c.tagName).join())</script>`, []string{"false", "say", "SCRIPT,P,SCRIPT,B,I"}},
		{"inserted inline", `<body><script>var s = document.createElement('script'); s.textContent = 'console.log("now")'; document.head.appendChild(s); console.log('after'); document.body.appendChild(s)</script>`, []string{"now", "after"}},
		{"inserted file", `<script>onload = () => { var s = document.createElement('script'); s.onload = e => console.log(e.type); s.src = 'say.js'; document.head.appendChild(s); console.log('after') }</script>`, []string{"after", "say", "load"}},
		{"inserted before load", `<script>var s = document.createElement('script'); s.src = 'say.js'; document.head.appendChild(s); onload = () => console.log('load'); console.log('after')</script>`, []string{"after", "say", "load"}},
		{"inserted missing file", `<script>onload = () => { var s = document.createElement('script'); s.onerror = e => console.log(e.type); s.src = 'gone.js'; document.body.append(s) }</script>`, []string{"gone.js is not in the package", "error"}},
		{"markup", `<p id=p></p><script>p.innerHTML = '<script>console.log("never")<' + '/script><img src=x onerror=1>'; document.body.appendChild(p.firstChild); console.log(p.innerHTML)</script>`, []string{`<img src="x" onerror="1">`}},
		{"clone", `<body><script id=s>console.log('once')</script><script>document.body.appendChild(s.cloneNode(true))</script>`, []string{"once"}},
		{"src later", `<body><script>var s = document.createElement('script'); document.body.appendChild(s); s.src = 'say.js'; console.log('after')</script>`, []string{"after", "say"}},
		{"base", `<base href=sub/><script src=in.js></script><script src=/say.js></script>`, []string{"in sub", "say"}},
		{"names", `<script src="sub/%69n.js"></script><script src="./sub/../say.js"></script><script src="../../say.js"></script>`, []string{"in sub", "say", "say"}},
		{"BOM", `<script src=bom.js></script>`, []string{"bom"}},
		{"template", `<template><script>console.log('never')</script></template><noscript><script>console.log('never')</script></noscript>`, nil},
		{"removes itself", `<div id=d><script>d.remove(); console.log(1)</script><p id=p></p><script>console.log(document.getElementById('p'))</script></div><script>console.log(2)</script>`, []string{"1", "null", "2"}},
		{"frame", `<script>requestAnimationFrame(t => console.log(typeof t)); cancelAnimationFrame(requestAnimationFrame(() => console.log('never'))); requestIdleCallback(d => console.log(d.didTimeout))</script>`, []string{"false", "number"}},
		{"hash", `<script>onhashchange = e => console.log(e.newURL.slice(-3), location.hash); location.hash = 'h1'; console.log(location.href.slice(-3)); location.hash = 'h1'</script>`, []string{"#h1", "#h1 #h1"}},
		{"postMessage", `<script>onmessage = e => console.log(e.data, e.origin, e.source === window); postMessage({ a: 1 }, '*')</script>`, []string{"{ a: 1 } chrome-extension://abcdefghijklmnopabcdefghijklmnop true"}},
		{"computed style", `<p id=p style='color: red'><script>var s = getComputedStyle(p); s.color = 'blue'; console.log(s.color, s.display === '', p.style.color)</script>`, []string{"red true red"}},
		{"location", `<script>console.log(location.protocol, location.pathname, location.origin, location.search === '', document.URL === location.href)</script>`, []string{"chrome-extension: /page.html chrome-extension://abcdefghijklmnopabcdefghijklmnop true true"}},
		{"named", `<p id=foo><p id=toString><p id=later><script>console.log(foo.id, 'foo' in window, typeof nothing, String(window)); foo = 5; console.log(foo, later.id)</script><script>let later = 3; console.log(later, window.later.id)</script>`,
			[]string{"foo true undefined [object Window]", "5 later", "3 later"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			require.Equal(t, c.want, loadPage(t, pageFiles{"page.html": c.page, "say.js": "console.log('say')", "sub/in.js": "console.log('in sub')", "bom.js": "\uFEFFconsole.log('bom')"}))
		})
	}
}

func TestDispatch(t *testing.T) {
	for _, c := range []struct{ name, page, want string }{
		{"click", `<button id=b>x</button><script>b.onclick = e => console.log(e.isTrusted, e.clientX, e.mine, e.constructor.name)</script>|b.dispatch('click', { clientX: 3, mine: 'm' })`, "true 3 m PointerEvent"},
		{"disabled", `<button id=b disabled>x</button><script>b.onclick = e => console.log('never')</script>|console.log(b.dispatch('click'))`, "true"},
		{"checkbox", `<input id=c type=checkbox><script>c.onchange = e => console.log(e.type, c.checked)</script>|c.dispatch('click')`, "change true"},
		{"submit", `<form id=f><input id=i name=q><button id=b></button></form><script>f.onsubmit = e => { console.log(f.q.value, e.submitter.id); return false }</script>|i.value = 'v'; b.dispatch('click', {})`, "v b"},
		{"key", `<input id=i><script>document.onkeydown = e => console.log(e.key, e.keyCode, e.target.id, e.bubbles)</script>|i.dispatch('keydown', { key: 'Enter', keyCode: 13 })`, "Enter 13 i true"},
		{"change", `<select id=s><option>a<option>b</select><script>s.onchange = e => console.log(e.target.value)</script>|s.value = 'b'; s.dispatch('change')`, "b"},
		{"window", `<script>addEventListener('resize', e => console.log(e.isTrusted))</script>|dispatch('resize')`, "true"},
		{"not seen", `<p id=p>|console.log('dispatch' in p, Object.keys(p).length, 'dispatch' in Object.assign({}, p), Object.getOwnPropertyDescriptor(Node.prototype, 'dispatch').enumerable)`, "true 0 false false"},
	} {
		t.Run(c.name, func(t *testing.T) {
			html, driver, _ := strings.Cut(c.page, "|")
			p, d := document(t, pageFiles{"page.html": html})
			d.Load()
			require.Equal(t, []string{c.want}, p.run(t, driver))
		})
	}
}

// What the host is told of.
func TestHooks(t *testing.T) {
	var told []string
	tell := func(what string) func() { return func() { told = append(told, what) } }
	p, d := document(t, pageFiles{"page.html": `<a id=a href=b.html>`}, func(o *web.DocumentOptions) {
		o.Close, o.Reload = tell("close"), tell("reload")
		o.Navigate = func(url string) { told = append(told, url) }
		o.RunModule = func(name string, text []byte) error {
			told = append(told, name+": "+strings.TrimSpace(string(text)))
			return nil
		}
		o.HTML = []byte(`<a id=a href=b.html></a><script type=module src=m.js></script><script type=module>import './x.js'</script><script nomodule>never</script>`)
		o.ReadFile = pageFiles{"m.js": "text"}.read
		o.Width, o.Height = 300, 200
	})
	d.Load()
	require.Equal(t, []string{"300 200"}, p.run(t, `close(); location.reload(); a.click(); console.log(innerWidth, innerHeight)`))
	require.Equal(t, []string{"m.js: ", "page.html: import './x.js'", "close", "reload", "chrome-extension://abcdefghijklmnopabcdefghijklmnop/b.html"}, told)
}

// A page that is closed while it loads ends there.
func TestClosedWhileLoading(t *testing.T) {
	var p *page
	p, d := document(t, pageFiles{"page.html": `<script>console.log(1); close()</script><script>console.log(2)</script><script defer src=a.js></script>`, "a.js": "console.log(3)"},
		func(o *web.DocumentOptions) { o.Close = func() { p.Close() } })
	d.Load()
	require.Equal(t, []string{"1"}, p.lines)
}

func TestGeneratedPage(t *testing.T) {
	require.Equal(t, []string{"a loading BODY", "b", "load"}, loadPage(t, pageFiles{
		"page.html": string(web.GeneratedPage([]string{"js/a&b.js", "b.js"})),
		"js/a&b.js": "console.log('a', document.readyState, document.body.tagName); onload = () => console.log('load')", "b.js": "console.log('b')",
	}))
}

// A plain script has no document.
func TestNoDocument(t *testing.T) {
	require.Equal(t, "undefined undefined undefined undefined", text(t, `console.log(typeof document, typeof location, typeof Node, typeof alert)`))
}

// Whatever a page is, it neither panics nor hangs, and its markup is stable.
func FuzzPage(f *testing.F) {
	for _, seed := range []string{order["page.html"], "<table><tr><td><p><table>", "<svg><script>1</svg><p>", "<select><option><select>", "<template><script>", "<b><i></b></i><p></b>", "<script", "<!--><!DOCTYPE a><p :place=1,2,3>", "<frameset><frame>", "<p onclick='" + strings.Repeat("<", 20), "\x00<\xff>", "<plaintext><script>1</script>"} {
		f.Add(seed)
	}
	p := newPage(f)
	loop := p.Loop()
	f.Fuzz(func(t *testing.T, source string) {
		console := 0
		rt := runtime.New(loop, runtime.Options{Console: func(_ runtime.Level, text string) {
			console++
			require.NotContains(t, text, "internal error")
		}})
		defer rt.Close()
		defer web.Install(rt, web.Options{}).Close()
		// Scripts of the fuzzer could run for ever.
		source = regexp.MustCompile(`(?i)script|\bon`).ReplaceAllString(source, "scrip")
		d := web.NewDocument(rt, web.DocumentOptions{URL: "https://fuzz.test/", HTML: []byte(source)})
		d.Load()
		_, err := rt.VM().RunString(`(function () {
			for (var n of document.querySelectorAll('*')) { n.cloneNode(true).outerHTML; n.textContent; n.value; n.style.cssText; n.form; n.rows; n.options }
			var markup = document.documentElement.outerHTML
			document.body && (document.body.innerHTML = document.body.innerHTML)
			document.querySelectorAll('*').forEach(function (n) { n.remove() })
		})()`)
		require.NoError(t, err)
	})
}

// TestBadURLs: where a page cannot go is told by an exception, and an area is a
// link as well as an anchor.
func TestBadURLs(t *testing.T) {
	require.Equal(t, []string{
		"SyntaxError", "SyntaxError", "SyntaxError",
		"http://us:pw@h:82/p?q#f http://h:82 us #f http://us:pw@h:82/p?q#f",
	}, loadPage(t, pageFiles{"page.html": `<script>
		for (const f of [() => window.open('http://a>b'), () => { location.href = 'http://a>b' }, () => location.assign('http://a>b')]) {
			try { f(); console.log('nothing') } catch (e) { console.log(e.name) }
		}
		const a = document.createElement('area');
		a.href = 'http://us:pw@h:81/p?q#f';
		a.port = '82';
		console.log([a.href, a.origin, a.username, a.hash, a].join(' '));
	</script>`}))
}

// TestEventMethods has what Chromium says of events that are made and clicked as
// scripts of old times do it.
func TestEventMethods(t *testing.T) {
	for _, c := range []struct{ script, want string }{
		{`(e => { e.initUIEvent('a', true, false, window, 3); return [e.type, e.bubbles, e.view === window, e.detail] })(document.createEvent('UIEvent'))`, `["a",true,true,3]`},
		{`(e => { e.initUIEvent('a'); return [e.type, e.bubbles, e.view, e.detail] })(document.createEvent('UIEvent'))`, `["a",false,null,0]`},
		{`document.createEvent('UIEvent').initUIEvent('a', true, false, 7)`, "TypeError: Failed to execute 'initUIEvent' on 'UIEvent': parameter 4 is not of type 'Window'."},
		{`new MouseEvent('a', { view: document })`, "TypeError: Failed to construct 'MouseEvent': Failed to read the 'view' property from 'UIEventInit': Failed to convert value to 'Window'."},
		{`(e => { e.initMouseEvent('a', true, false, window, 3, 1, 2, 3, 4, true, false, true, false, 2, document.body); return [e.detail, e.screenX, e.clientY, e.ctrlKey, e.altKey, e.shiftKey, e.metaKey, e.button, e.relatedTarget === document.body] })(document.createEvent('MouseEvent'))`, `[3,1,4,true,false,true,false,2,true]`},
		{`(e => { e.initKeyboardEvent('a', true, false, window, 'k', 3, true); return [e.location, e.ctrlKey, e.altKey] })(document.createEvent('KeyboardEvent'))`, `[3,true,false]`},
		{`(e => { e.initCustomEvent('a'); return [e.detail] })(new CustomEvent('x', { detail: 5 }))`, `[null]`},
		{`(o => { for (const d of [document.createElement('p'), new EventTarget, window]) { d.addEventListener('x', () => o.push('b')); d.addEventListener('x', () => o.push('c'), true); d.dispatchEvent(new Event('x')) } return o })([])`, `["c","b","b","c","b","c"]`},
		{`(f => { f.innerHTML = '<input type=submit>'; f.onsubmit = e => { e.preventDefault(); f.sent = true }; const i = f.firstChild; document.body.append(f); i.onclick = () => { i.disabled = true }; i.click(); return !!f.sent })(document.createElement('form'))`, `false`},
		{`(i => { i.type = 'checkbox'; i.appendChild(new Text('x')).dispatchEvent(new MouseEvent('click', { bubbles: true })); return i.checked })(document.createElement('input'))`, `true`},
		{`(d => [d.documentElement.tagName, d.documentElement.ownerDocument === d, document.cloneNode().childNodes.length])(document.cloneNode(true))`, `["HTML",true,0]`},
	} {
		t.Run(c.script, func(t *testing.T) {
			require.Equal(t, []string{c.want}, loadPage(t, pageFiles{
				"page.html": "<body><script>try { console.log(JSON.stringify(" + c.script + ")) } catch (e) { console.log(String(e)) }</script>",
			}))
		})
	}
}

// TestFormDataOfForms has what Chromium says of forms as FormData, but that what is
// in a datalist is no part of it, as the standard has it.
func TestFormDataOfForms(t *testing.T) {
	const form = `<form id=f><button name=b value=v></button><input name=i value=x><input type=image name=m><input type=submit name=s value=z>
		<input type=checkbox name=c checked><input type=radio name=r value=1><input name=off disabled value=1><fieldset disabled><input name=off2></fieldset>
		<select name=sel multiple><option selected>1<option value=two selected>2<option disabled selected>3</select><textarea name=t>a\nb</textarea>
		<input type=hidden name=_charset_><datalist><input name=d></datalist><input value=nameless><output name=o>1</output></form><p id=p></p>`
	const common = `["i","x"],["c","on"],["sel","1"],["sel","two"],["t","a\\nb"],["_charset_","UTF-8"]`
	for _, c := range []struct{ script, want string }{
		{`[...new FormData(f)]`, `[` + common + `]`},
		{`[...new FormData(f, f.children[0])]`, `[["b","v"],` + common + `]`},
		{`[...new FormData(f, f.children[2])].slice(1, 3)`, `[["m.x","0"],["m.y","0"]]`},
		{`[...new FormData(f, f.children[3])][1]`, `["s","z"]`},
		{`(f.innerHTML = '<input type=file name=f>', [new FormData(f).get('f').name, new FormData(f).get('f').size, new FormData(f).get('f').type])`, `["",0,"application/octet-stream"]`},
		{`(f.addEventListener('formdata', e => { e.formData.delete('i'); e.formData.set('t', 1) }), [...new FormData(f)])`, `[["c","on"],["sel","1"],["sel","two"],["t","1"],["_charset_","UTF-8"]]`},
		{`new FormData(5)`, "TypeError: Failed to construct 'FormData': parameter 1 is not of type 'HTMLFormElement'."},
		{`new FormData(p)`, "TypeError: Failed to construct 'FormData': parameter 1 is not of type 'HTMLFormElement'."},
		{`new FormData(f, 5)`, "TypeError: Failed to construct 'FormData': parameter 2 is not of type 'HTMLElement'."},
		{`new FormData(f, p)`, "TypeError: Failed to construct 'FormData': The specified element is not a submit button."},
		{`new FormData(f, document.createElement('button'))`, "NotFoundError: Failed to construct 'FormData': The specified element is not owned by this form element."},
		{`[...new FormData(f, null)].length`, "6"},
	} {
		t.Run(c.script, func(t *testing.T) {
			require.Equal(t, []string{c.want}, loadPage(t, pageFiles{
				"page.html": form + "<script>try { console.log(JSON.stringify(" + c.script + ")) } catch (e) { console.log(String(e)) }</script>",
			}))
		})
	}
}

// TestLoadsOfAPage: relative URLs are relative to the base element, a response
// can be a document, and HEAD has no body.
func TestLoadsOfAPage(t *testing.T) {
	p, d := document(t, pageFiles{"page.html": `<base href="sub/"><script>
		(async () => {
			const r = new Request('a.txt');
			console.log(r.url.slice(-10), new URL('a.txt', document.baseURI) == r.url);
			const load = async (method, url, type) => {
				const x = new XMLHttpRequest();
				x.open(method, url);
				x.responseType = type;
				x.send();
				await new Promise(done => { x.onloadend = done });
				return x;
			};
			let x = await load('GET', 'data:text/html,<p>hi', 'document');
			console.log(x.responseXML.body.innerHTML, x.response === x.responseXML);
			console.log((await load('GET', 'data:text/plain,<p>hi', 'document')).responseXML);
			x = await load('HEAD', 'data:text/plain,hi', '');
			console.log(x.status, '[' + x.responseText + ']', '[' + await (await fetch('data:,hi', { method: 'HEAD' })).text() + ']');
			x.open('HEAD', 'data:,hi', false);
			x.send();
			console.log('[' + x.responseText + ']');
		})();
	</script>`})
	p.Loop().Post(d.Load)
	require.NoError(t, p.Loop().Run())
	require.Equal(t, []string{"/sub/a.txt true", "<p>hi</p> true", "null", "200 [] []", "[]"}, p.lines)
}
