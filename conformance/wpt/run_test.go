package wpt_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/conformance"
	"github.com/sockhost/sockhost/conformance/wpt"
)

// tinyHarness is as much of testharness.js as these tests need.
const tinyHarness = `
var tests = [], completion;
function setup() {}
function add_completion_callback(f) { completion = f; }
function test(f, name) {
  var t = { name: name, status: 0, message: null };
  try { f(); } catch (e) { t.status = 1; t.message = e.message; t.stack = e.stack; }
  tests.push(t);
}
function done(status) { completion(tests, { status: status || 0, message: null }); }
addEventListener('error', function (e) { completion(tests, { status: 1, message: e.message }); });
`

// suite makes a checkout of some files, and the tests in it.
func suite(t *testing.T, files map[string]string) (*wpt.Checkout, []wpt.Test) {
	t.Helper()
	dir := t.TempDir()
	files["resources/testharness.js"] = tinyHarness
	for name, text := range files {
		name = filepath.Join(dir, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o755))
		require.NoError(t, os.WriteFile(name, []byte(text), 0o644))
	}
	c, err := wpt.Open(dir)
	require.NoError(t, err)
	tests, err := c.Tests([]wpt.Area{{Name: "area", Files: []string{"area/*"}}})
	require.NoError(t, err)
	return c, tests
}

// one runs the only test of a checkout.
func one(t *testing.T, ctx context.Context, file, text string) wpt.Outcome {
	t.Helper()
	c, tests := suite(t, map[string]string{file: text, "area/helper.js": "var helper = 'here';", "area/data.json": `{"a": 1}`})
	require.Len(t, tests, 1)
	return c.Run(ctx, tests[0])
}

func TestRun(t *testing.T) {
	pass := wpt.Subtest{Name: wpt.HarnessName, Status: wpt.Pass}
	for name, c := range map[string]struct {
		file, text string
		harness    wpt.Subtest
		subtests   []wpt.Subtest
	}{
		"a script for any scope": {
			"area/a.any.js",
			"// META: title=A\n// META: script=helper.js\ntest(() => { if (helper !== 'here' || !GLOBAL.isWindow() || GLOBAL.isWorker()) throw Error(helper); }, 'fine'); done();",
			pass, []wpt.Subtest{{Name: "fine", Status: wpt.Pass}},
		},
		"a failure": {
			"area/a.window.js", "test(() => { throw { message: 'why' }; }, 'bad'); done();",
			pass, []wpt.Subtest{{Name: "bad", Status: wpt.Fail, Message: "why"}},
		},
		"a page": {
			"area/a.html", "<script src=/resources/testharness.js></script><script src=/resources/testharnessreport.js></script><body><script>test(() => { document.body.firstChild.nodeName; }, 'body'); done();</script>",
			pass, []wpt.Subtest{{Name: "body", Status: wpt.Pass}},
		},
		"a variant": {
			"area/a.any.js", "// META: variant=?x=1\ntest(() => {}, location.search); done();",
			pass, []wpt.Subtest{{Name: "?x=1", Status: wpt.Pass}},
		},
		"data beside it": {
			"area/a.any.js", "fetch('data.json').then(r => r.json()).then(o => { test(() => {}, 'a' + o.a); done(); });",
			pass, []wpt.Subtest{{Name: "a1", Status: wpt.Pass}},
		},
		"no network": {
			"area/a.any.js", "fetch('http://127.0.0.1:9/').catch(e => { test(() => {}, e.name); done(); });",
			pass, []wpt.Subtest{{Name: "TypeError", Status: wpt.Pass}},
		},
		"no subtest": {
			"area/a.any.js", "done();",
			wpt.Subtest{Name: wpt.HarnessName, Status: wpt.Fail, Message: "there was no subtest in it"}, nil,
		},
		"nothing left": {
			"area/a.any.js", "test(() => {}, 'fine');",
			wpt.Subtest{Name: wpt.HarnessName, Status: wpt.Timeout, Message: "the harness did not end, and nothing is left that could end it: no timer, no operation"}, nil,
		},
		"an error of the harness": {
			"area/a.any.js", "test(() => {}, 'fine'); done(2);",
			wpt.Subtest{Name: wpt.HarnessName, Status: wpt.Timeout}, []wpt.Subtest{{Name: "fine", Status: wpt.Pass}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			o := one(t, t.Context(), c.file, c.text)
			require.Equal(t, c.harness, o.Harness)
			for i := range o.Subtests {
				o.Subtests[i].Stack = ""
			}
			require.Equal(t, c.subtests, o.Subtests)
		})
	}
}

// TestUncaughtError: what nobody catches reaches the harness, and the logs.
func TestUncaughtError(t *testing.T) {
	o := one(t, t.Context(), "area/a.any.js", "setTimeout(() => { throw new Error('late'); });")
	require.Equal(t, wpt.Fail, o.Harness.Status)
	require.Contains(t, o.Harness.Message, "late")
	require.Len(t, o.Logs, 1)
}

// TestBusyScript: a script that does not return is interrupted.
func TestBusyScript(t *testing.T) {
	for name, text := range map[string]string{
		"at once": "while (true);",
		"later":   "setTimeout(() => { while (true); });",
	} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancelCause(t.Context())
			cancel(errors.New("enough"))
			o := one(t, ctx, "area/a.any.js", text)
			require.Equal(t, wpt.Timeout, o.Harness.Status)
			require.Equal(t, "enough", o.Harness.Message[:len("enough")])
		})
	}
}

// TestNames: what a file stands for.
func TestNames(t *testing.T) {
	c, _ := suite(t, map[string]string{
		"area/any.any.js":                "",
		"area/only-worker.any.js":        "// META: global=worker\n",
		"area/variants.any.js":           "// META: variant=?a\n// META: variant=?b\n",
		"area/window.window.js":          "",
		"area/worker.worker.js":          "",
		"area/page.html":                 "<meta name=variant content=?c><meta name=variant content=''><script src=/resources/testharness.js></script>",
		"area/looks.html":                "<link rel=match href=drawn-ref.html>",
		"area/by-hand-manual.html":       "",
		"area/drawn-ref.html":            "",
		"area/served.sub.html":           "",
		"area/helper.js":                 "",
		"area/left.any.js":               "",
		"area/some.any.js":               "// META: variant=?in\n// META: variant=?out\n",
		"area/other.txt":                 "",
		"area/in-a-folder/no.window.js":  "",
		"elsewhere/area/not-here.any.js": "",
		"area/https.https.any.js":        "",
		"area/shadow.any.js":             "// META: global=shadowrealm\n",
		"area/service.any.js":            "// META: global=window,serviceworker\n",
		"area/comment-after-text.any.js": "'use strict';\n// META: variant=?x\n",
		"area/short.any.js":              "//META: variant=?s\n",
		"area/other-variant.window.js":   "// META: variant=?w\r\n",
		"area/dedicated.any.js":          "// META: global=dedicatedworker\n",
	})
	area := wpt.Area{Name: "area", Files: []string{"area/*", "area/any*"}, Left: []wpt.Left{
		{"area/left.any.js", "why"}, {"area/some.any.html[?]out", "why"},
	}}
	names := func() (ids []string) {
		tests, err := c.Tests([]wpt.Area{area})
		require.NoError(t, err)
		for _, test := range tests {
			ids = append(ids, test.ID)
		}
		return ids
	}
	window := []string{
		"area/any.any.html", "area/comment-after-text.any.html", "area/https.https.any.html", "area/other-variant.window.html?w",
		"area/page.html?c", "area/page.html", "area/service.any.html", "area/short.any.html?s", "area/some.any.html?in",
		"area/variants.any.html?a", "area/variants.any.html?b", "area/window.window.html",
	}
	require.Equal(t, window, names())
	area.Workers = true
	workers := slices.DeleteFunc(names(), func(id string) bool { return slices.Contains(window, id) })
	require.Equal(t, []string{
		"area/any.any.worker.html", "area/comment-after-text.any.worker.html", "area/dedicated.any.worker.html", "area/https.https.any.worker.html",
		"area/only-worker.any.worker.html", "area/short.any.worker.html?s", "area/some.any.worker.html?in", "area/some.any.worker.html?out",
		"area/variants.any.worker.html?a", "area/variants.any.worker.html?b", "area/worker.worker.html",
	}, workers)
}

// TestNotACheckout: neither is a folder without the harness, nor a checkout
// without the files of an area.
func TestNotACheckout(t *testing.T) {
	_, err := wpt.Open(t.TempDir())
	require.ErrorIs(t, err, wpt.ErrNoCheckout)
	c, _ := suite(t, map[string]string{"area/a.any.js": ""})
	require.Empty(t, c.Commit())
	_, err = c.Tests([]wpt.Area{{Name: "url", Files: []string{"url/*"}}})
	require.ErrorContains(t, err, "is it whole?")
}

func TestCommit(t *testing.T) {
	for name, files := range map[string]map[string]string{
		"detached": {".git/HEAD": "abc\n"},
		"branch":   {".git/HEAD": "ref: refs/heads/main\n", ".git/refs/heads/main": "abc\n"},
		"packed":   {".git/HEAD": "ref: refs/heads/main\n", ".git/packed-refs": "# pack\ndef refs/heads/other\nabc refs/heads/main\n"},
	} {
		t.Run(name, func(t *testing.T) {
			files["area/a.any.js"] = ""
			c, _ := suite(t, files)
			require.Equal(t, "abc", c.Commit())
		})
	}
}

// outcome is one of a test with these subtests.
func outcome(subtests ...wpt.Subtest) wpt.Outcome {
	return wpt.Outcome{
		Test:     wpt.Test{ID: "a/b.html", Area: "a"},
		Harness:  wpt.Subtest{Name: wpt.HarnessName, Status: wpt.Pass},
		Subtests: subtests,
	}
}

func TestJudge(t *testing.T) {
	expected := wpt.Expectations{"a/b.html": {"known": "why", "better": "why", "gone": "why"}}
	result := expected.Judge(outcome(
		wpt.Subtest{Name: "good", Status: wpt.Pass},
		wpt.Subtest{Name: "known", Status: wpt.Fail, Message: "m"},
		wpt.Subtest{Name: "bad", Status: wpt.NotRun, Message: "m"},
		wpt.Subtest{Name: "better", Status: wpt.Pass},
		wpt.Subtest{Name: "optional", Status: wpt.Optional, Message: "m"},
	))
	require.Equal(t, []conformance.Test{
		{Name: "good", Status: conformance.Pass},
		{Name: "known", Status: conformance.Known, Message: "why"},
		{Name: "bad", Status: conformance.Fail, Message: "not run: m"},
		{Name: "better", Status: conformance.Fail, Message: "it passes now: remove it from the expectations (why)"},
		{Name: "optional", Status: conformance.Skip, Message: "m"},
		{Name: "gone", Status: conformance.Fail, Message: "there is no such subtest now: remove it from the expectations (why)"},
	}, result.Tests)

	o := outcome()
	o.Harness = wpt.Subtest{Name: wpt.HarnessName, Status: wpt.Timeout, Message: "m"}
	require.Equal(t, "timeout: m", wpt.Expectations{}.Judge(o).Tests[0].Message)
	require.Equal(t, conformance.Known, wpt.Expectations{"a/b.html": {wpt.HarnessName: "why"}}.Judge(o).Tests[0].Status)
}

// TestUpdate: reasons are kept, what is new has none, and files come back as
// they were written.
func TestUpdate(t *testing.T) {
	dir := t.TempDir()
	areas := []wpt.Area{{Name: "a"}, {Name: "b/c"}}
	expected := wpt.Expectations{"a/b.html": {"known": "why <&>", "better": "why"}}
	o := outcome(
		wpt.Subtest{Name: "known", Status: wpt.Fail}, wpt.Subtest{Name: "better", Status: wpt.Pass}, wpt.Subtest{Name: "new", Status: wpt.Timeout},
	)
	expected.Update(o)
	want := wpt.Expectations{"a/b.html": {"known": "why <&>", "new": wpt.Unexplained}}
	require.Equal(t, want, expected)
	require.NoError(t, expected.Write(dir, areas, []wpt.Test{o.Test}))
	read, err := wpt.ReadExpectations(os.DirFS(dir))
	require.NoError(t, err)
	require.Equal(t, want, read)

	expected.Update(outcome(wpt.Subtest{Name: "known", Status: wpt.Pass}))
	require.NoError(t, expected.Write(dir, areas, []wpt.Test{o.Test}))
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Empty(t, left)
}

// TestBadExpectations: a mistake in a file is told with its name.
func TestBadExpectations(t *testing.T) {
	for text, want := range map[string]string{
		"{}":                          "a.json: json",
		`[{"reason": "x", "all": 1}]`: "unknown field",
		`[{"reason": "x", "fail": {"t": ["s"]}}, {"reason": "y", "fail": {"t": ["s"]}}]`: `t, "s" has two reasons`,
	} {
		dir := t.TempDir()
		require.NoError(t, os.WriteFile(filepath.Join(dir, "a.json"), []byte(text), 0o644))
		_, err := wpt.ReadExpectations(os.DirFS(dir))
		require.ErrorContains(t, err, want)
	}
}
