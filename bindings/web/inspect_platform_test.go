package web_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestInspectPlatformObjects(t *testing.T) {
	for _, c := range []struct{ script, want string }{
		{`new Event('x')`, "Event { isTrusted: false, type: 'x' }"},
		{`Object.assign(new Event('x'), { mine: 1 })`, "Event { isTrusted: false, type: 'x', mine: 1 }"},
		{`new (class Mine extends CustomEvent {})('x', { detail: [1] })`, "Mine [CustomEvent] { isTrusted: false, type: 'x', detail: [ 1 ] }"},
		{`new MessageEvent('x', { data: { a: 1 } })`, "MessageEvent {\n  isTrusted: false,\n  type: 'x',\n  data: { a: 1 },\n  origin: ''\n}"},
		{`new CloseEvent('close', { code: 1000 })`, "CloseEvent {\n  isTrusted: false,\n  type: 'close',\n  wasClean: false,\n  code: 1000,\n  reason: ''\n}"},
		{`new EventTarget()`, "EventTarget {}"},
		{`new AbortController()`, "AbortController { signal: AbortSignal { aborted: false } }"},
		{`AbortSignal.abort(5)`, "AbortSignal { aborted: true, reason: 5 }"},
		{`new Blob(['abc'], { type: 'a/b' })`, "Blob { size: 3, type: 'a/b' }"},
		{`new File(['abc'], 'n', { lastModified: 7 })`, "File { name: 'n', size: 3, type: '', lastModified: 7 }"},
		{`new FileReader()`, "FileReader { readyState: 0, result: null, error: null }"},
		{`new URLSearchParams('a=1&a=2')`, "URLSearchParams { a: '1', a: '2' }"},
		{`new URL('http://h/x')`, "URL {\n  href: 'http://h/x',\n  origin: 'http://h',\n  protocol: 'http:',\n  username: '',\n  password: '',\n  host: 'h',\n  hostname: 'h',\n  port: '',\n  pathname: '/x',\n  search: '',\n  hash: ''\n}"},
	} {
		t.Run(c.script, func(t *testing.T) { require.Equal(t, c.want, text(t, "console.log(("+c.script+"))")) })
	}
}
