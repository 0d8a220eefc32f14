package web_test

import (
	"strings"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/bindings/web"
	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/runtime"
)

// page is a runtime with the web platform in it; it records the console.
type page struct {
	*runtime.Runtime
	platform *web.Platform
	lines    []string
	levels   []runtime.Level
}

func newPage(t testing.TB) *page {
	t.Helper()
	return newPageWith(t, eventloop.Portable, web.Options{})
}

func newPageWith(t testing.TB, backend eventloop.Backend, o web.Options) *page {
	t.Helper()
	loop, err := eventloop.New(eventloop.WithBackend(backend))
	require.NoError(t, err)
	p := &page{}
	p.Runtime = runtime.New(loop, runtime.Options{Console: func(level runtime.Level, text string) {
		p.lines = append(p.lines, text)
		p.levels = append(p.levels, level)
	}})
	t.Cleanup(func() {
		p.Close()
		loop.Close()
	})
	p.platform = web.Install(p.Runtime, o)
	return p
}

// run runs a script and then the loop until nothing is left to do, and returns
// what the console got meanwhile.
func (p *page) run(t testing.TB, script string) []string {
	t.Helper()
	p.lines, p.levels = nil, nil
	require.NoError(t, p.RunScript("test.js", script))
	require.NoError(t, p.Loop().Run())
	return p.lines
}

// text is what a script prints, as one text.
func text(t testing.TB, script string) string {
	t.Helper()
	return strings.Join(newPage(t).run(t, script), "\n")
}

// helpers are JavaScript functions for the scripts of the tests.
const helpers = `
	function thrown(f) { try { return f() } catch (e) { return String(e) } }
	function bytes() { return Uint8Array.from(arguments) }
	function detached() { var v = bytes(1, 2); structuredClone(v.buffer, { transfer: [v.buffer] }); return v }
	var fatal = new TextDecoder('utf-8', { fatal: true })
	function codes(label, ...b) {
		return Array.from(new TextDecoder(label).decode(bytes(...b)).split(''), c => c.charCodeAt(0).toString(16)).join(' ')
	}
`

// value is what an expression prints as; it may use the helpers.
func value(t testing.TB, expression string) string {
	t.Helper()
	return text(t, helpers+"console.log("+expression+")")
}

// function returns a global function.
func function(t testing.TB, p *page, name string) goja.Callable {
	t.Helper()
	f, ok := goja.AssertFunction(p.VM().Get(name))
	require.True(t, ok, name)
	return f
}

// event is an object made the way the socket events are.
type event struct{}

func (event) Keys() []string              { return []string{"socketId", "resultCode"} }
func (e event) Has(key string) bool       { return e.Get(key) != nil }
func (event) Set(string, goja.Value) bool { return false }
func (event) Delete(string) bool          { return false }

func (event) Get(key string) goja.Value {
	switch key {
	case "socketId":
		return goja.New().ToValue(7)
	case "resultCode":
		return goja.New().ToValue(0)
	}
	return nil
}
