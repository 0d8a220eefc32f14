package chromeapp_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/chromeapp"
)

// windows is an app whose background opens page.html when it is launched.
func windows(background, html string, more ...string) files {
	f := files{"manifest.json": manifest, "bg.js": background, "page.html": html}
	for i := 0; i < len(more); i += 2 {
		f[more[i]] = more[i+1]
	}
	return f
}

// The creator prepares a window before anything in it runs; each page has its
// own globals, and reaches the other's.
func TestWindow(t *testing.T) {
	require.Equal(t, []string{
		"created loading true",
		"inline bg's name undefined page's log function",
		"script main from the creator",
		"ready interactive", "back page:hi", "load complete",
		"answer bg:hello true",
	}, play(t, windows(`
		var name = "bg's", log = 'text';
		function answer(text) { return 'bg:' + text }
		chrome.app.runtime.onLaunched.addListener(() => {
			chrome.app.window.create('page.html', {id: 'main'}, w => {
				console.log('created', w.contentWindow.document.readyState, chrome.app.window.get('main') === w);
				w.contentWindow.given = 'from the creator';
				w.contentWindow.addEventListener('load', () => console.log('back', w.contentWindow.pageFunction('hi')));
			});
		});`,
		`<!doctype html><title>t</title><body><p id="p">text</p>
		<script>var log = function () {}; var kept = "page's";
		console.log('inline', typeof answer === 'undefined' ? "bg's name" : 'shared', typeof answer, kept, 'log', typeof log);</script>
		<script src="page.js"></script></body>`,
		"page.js", `
		console.log('script', chrome.app.window.current().id, given);
		function pageFunction(x) { return 'page:' + x }
		document.addEventListener('DOMContentLoaded', () => console.log('ready', document.readyState));
		window.onload = () => {
			console.log('load', document.readyState);
			chrome.runtime.getBackgroundPage(bg => console.log('answer', bg.answer('hello'), bg !== window && opener === bg));
		};`)))
}

// Messages and ports between the pages.
func TestMessaging(t *testing.T) {
	require.Equal(t, []string{
		"bg got ask page.html", "reply answered", "port named", "bg has one", "page has two", "bg lost it",
		"none The message port closed before a response was received.",
	}, play(t, windows(`
		chrome.runtime.onMessage.addListener((m, sender, reply) => {
			if (m.none) return;
			console.log('bg got', m.q, sender.url.split('/').pop());
			setTimeout(() => reply('answered'), 1);
			return true;
		});
		chrome.runtime.onConnect.addListener(port => {
			console.log('port', port.name);
			port.onMessage.addListener(m => { console.log('bg has', m.n); port.postMessage({n: 'two'}); });
			port.onDisconnect.addListener(() => console.log('bg lost it'));
		});
		chrome.app.runtime.onLaunched.addListener(() => chrome.app.window.create('page.html'));`,
		`<script src="page.js"></script>`,
		"page.js", `
		chrome.runtime.sendMessage({q: 'ask'}, r => {
			console.log('reply', r);
			var port = chrome.runtime.connect({name: 'named'});
			port.onMessage.addListener(m => {
				console.log('page has', m.n);
				port.disconnect();
				chrome.runtime.sendMessage({none: true}, () => console.log('none', chrome.runtime.lastError.message));
			});
			port.postMessage({n: 'one'});
		});`)))
}

// A driver does what a person would.
func TestDrivers(t *testing.T) {
	require.Equal(t, []string{"background driver", "clicked 7"}, play(t, windows(
		`chrome.app.runtime.onLaunched.addListener(() => chrome.app.window.create('page.html'));`,
		`<input id="in" value="1"><button id="go">go</button><script src="page.js"></script>`,
		"page.js", `document.getElementById('go').addEventListener('click', () => console.log('clicked', document.querySelector('#in').value));`,
	), func(o *chromeapp.Options) {
		o.Drivers = []chromeapp.Driver{
			{Name: "bg.driver.js", Source: "console.log('background driver')"},
			{Page: "page.html", Name: "page.driver.js", Source: "document.getElementById('in').value = 7; document.getElementById('go').dispatch('click', {})"},
		}
	}))
}

// Closing a window, from inside and from outside.
func TestCloseWindow(t *testing.T) {
	for name, closing := range map[string]string{"inside": "w.contentWindow.close()", "outside": "w.close()"} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, []string{"closed 0"}, play(t, windows(`
				chrome.app.window.create('page.html', w => {
					w.onClosed.addListener(() => setTimeout(() => console.log('closed', chrome.app.window.getAll().length)));
					w.contentWindow.setInterval(() => {}, 10);
					w.contentWindow.onload = () => `+closing+`;
				});`, `<p>hello`)))
		})
	}
}

// What is wrong with a page is said with its place, and the page goes on.
func TestFaultyPage(t *testing.T) {
	lines := play(t, windows(`
		chrome.app.window.create('none.html', w => console.log('none', w, chrome.runtime.lastError && chrome.runtime.lastError.message));
		chrome.app.window.create('page.html');`,
		"<p>\n<script>\nthrow new Error('inline')</script>\n<script src='missing.js'></script>\n<script>console.log('goes on')</script>"))
	all := strings.Join(lines, "\n")
	require.Contains(t, all, "none undefined none.html is not in the package")
	require.Contains(t, all, "page.html:3:")
	require.Contains(t, all, "missing.js")
	require.Equal(t, "goes on", lines[len(lines)-1])
}

// Windows end with a reload, and are opened again.
func TestWindowsAndReload(t *testing.T) {
	r := start(t, windows(persistent+`
		chrome.app.runtime.onLaunched.addListener(() => chrome.app.window.create('page.html', {id: 'w'}));`,
		`<script>console.log('page'); setInterval(() => { if (window.gone) console.log('zombie'); }, 1)</script>`))
	r.expect("page")
	r.Post(r.Reload)
	r.expect("page")
	r.do(func() { require.Len(t, r.Pages(), 2) })
}

// Modules of a page: from files and inline, after the document.
func TestModulesOfAPage(t *testing.T) {
	require.Equal(t, []string{"classic", "lib", "inline 2", "file 2"}, play(t, windows(
		`chrome.app.window.create('page.html');`,
		`<script type="module">import { two } from './lib.js'; console.log('inline', two);</script>
		<script type="module" src="main.js"></script>
		<script>console.log('classic');</script>`,
		"lib.js", "console.log('lib'); export const two = 2;",
		"main.js", "import { two } from './lib.js'; console.log('file', two);")))
}
