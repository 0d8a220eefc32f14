package web_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/bindings/web"
	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/runtime"
)

// page is a runtime with the web platform in it; it records the console.
type page struct {
	*runtime.Runtime
	lines  []string
	levels []runtime.Level
}

func newPage(t testing.TB) *page {
	t.Helper()
	loop, err := eventloop.New(eventloop.WithBackend(eventloop.Portable))
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
	web.Install(p.Runtime)
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
