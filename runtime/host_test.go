package runtime_test

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/runtime"
)

// host is a runtime with its output gathered.
type host struct {
	*runtime.Runtime
	loop    *eventloop.Loop
	printed []string // by the console
	outs    []string // by the JavaScript function out
	log     bytes.Buffer
}

func newHost(t testing.TB, change ...func(*runtime.Options)) *host {
	t.Helper()
	loop, err := eventloop.New()
	require.NoError(t, err)
	h := &host{loop: loop}
	opts := runtime.Options{
		Console: func(_ runtime.Level, text string) { h.printed = append(h.printed, text) },
		Log:     slog.New(slog.NewTextHandler(&h.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	}
	for _, f := range change {
		f(&opts)
	}
	h.Runtime = runtime.New(loop, opts)
	h.VM().Set("out", func(call goja.FunctionCall) goja.Value {
		words := make([]string, len(call.Arguments))
		for i, v := range call.Arguments {
			words[i] = v.String()
		}
		h.outs = append(h.outs, strings.Join(words, " "))
		return nil
	})
	t.Cleanup(func() {
		h.Close()
		loop.Close()
	})
	return h
}

// run runs src as app.js, which must not fail.
func (h *host) run(t testing.TB, src string) {
	t.Helper()
	require.NoError(t, h.RunScript("app.js", src))
}

// function returns the global function of that name.
func (h *host) function(t testing.TB, name string) goja.Callable {
	t.Helper()
	f, ok := goja.AssertFunction(h.VM().Get(name))
	require.True(t, ok, "%s is not a function", name)
	return f
}

// out returns what the script said so far, and forgets it.
func (h *host) out() string {
	s := strings.Join(h.outs, "; ")
	h.outs = nil
	return s
}
