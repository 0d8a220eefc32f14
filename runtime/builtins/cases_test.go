package builtins_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/runtime"
	"github.com/sockhost/sockhost/runtime/builtins/cases"
)

func newRuntime(t testing.TB) *runtime.Runtime {
	t.Helper()
	loop, err := eventloop.New()
	require.NoError(t, err)
	rt := runtime.New(loop, runtime.Options{Console: func(_ runtime.Level, text string) { t.Log(text) }})
	t.Cleanup(func() {
		rt.Close()
		loop.Close()
	})
	return rt
}

// values runs an expression in a realm of its own and returns what show.js makes
// of its value; of that of a promise if it is one.
func value(t testing.TB, show, code string) (answer string) {
	rt := newRuntime(t)
	rt.VM().Set("done", func(c goja.FunctionCall) goja.Value {
		answer = c.Argument(0).String()
		return nil
	})
	require.NoError(t, rt.RunScript("show.js", show))
	err := rt.RunScript("case.js", `(async () => {
		try { done(show(await (`+code+"\n"+`))) } catch (e) { done('throws ' + show(e)) }
	})()`)
	if err != nil {
		return "throws " + err.(*runtime.ScriptError).Message
	}
	return answer
}

// different are cases in which the answer is not Chromium's, with the reason.
// One that comes right fails.
func different(t testing.TB) map[string]string {
	text, err := os.ReadFile(filepath.Join("testdata", "different.txt"))
	require.NoError(t, err)
	list := map[string]string{}
	for line := range strings.Lines(string(text)) {
		if code, reason, ok := strings.Cut(strings.TrimSpace(line), " ### "); ok {
			list[code] = reason
		}
	}
	return list
}

// TestCases compares with what Chromium says, see the command record.
func TestCases(t *testing.T) {
	show, err := os.ReadFile(filepath.Join("testdata", "show.js"))
	require.NoError(t, err)
	files, err := filepath.Glob(filepath.Join("testdata", "*.cases"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	expected := different(t)
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, c := range cases.Parse(string(text)) {
			got := value(t, string(show), c.Code)
			_, differs := expected[c.Code]
			delete(expected, c.Code)
			switch {
			case c.Want == "":
				t.Errorf("%s:%d: nobody has asked Chromium %s", file, c.Line, c.Code)
			case differs && got == c.Want:
				t.Errorf("%s:%d: %s is right now, and still in different.txt", file, c.Line, c.Code)
			case !differs && got != c.Want:
				t.Errorf("%s:%d: %s\n got %s\nwant %s", file, c.Line, c.Code, got, c.Want)
			}
		}
	}
	for code := range expected {
		t.Errorf("different.txt has %s, which is no case", code)
	}
}
