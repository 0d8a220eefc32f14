package conformance_test

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/sockhost/sockhost/conformance"
)

func TestParseCase(t *testing.T) {
	c := conformance.ParseCase("tcp/close.js", `// @doc       chrome.sockets.tcp reference, close
// @promise   The id is no longer valid
//            as soon as close is called.
// @promise   Second.
// @member    sockets.tcp.close sockets.tcp.close.socketId
// @member    sockets.tcp.getInfo
// @row       3 9 Q2
// @needs     peer tls
// @chromium  skip it never answers
// @sockets   {"tcp": {"connect": "*:80"}}
// A word to the reader.
//   More of it.
'use strict';
// @row 4
`)
	want := conformance.Case{
		Path: "tcp/close.js", Source: c.Source,
		Doc:     []string{"chrome.sockets.tcp reference, close"},
		Promise: []string{"The id is no longer valid as soon as close is called.", "Second."},
		Members: []string{"sockets.tcp.close", "sockets.tcp.close.socketId", "sockets.tcp.getInfo"},
		Rows:    []int{3, 9}, ServerRows: []int{2},
		Needs:    []string{"peer", "tls"},
		Chromium: "it never answers",
		Sockets:  []byte(`{"tcp": {"connect": "*:80"}}`),
	}
	if !reflect.DeepEqual(c, want) {
		t.Errorf("got  %+v\nwant %+v", c, want)
	}
	if problems := c.Check(); len(problems) > 0 {
		t.Errorf("problems %q", problems)
	}
	if c.Name() != "close" {
		t.Errorf("name %q", c.Name())
	}
}

func TestCaseProblems(t *testing.T) {
	for source, want := range map[string]string{
		"":                                 "no @doc|no @promise|no @member and no @row",
		"// @doc a\n// @promise b":         "no @member and no @row",
		"// @doc\n":                        "@doc has no text|no @doc|no @promise|no @member and no @row",
		valid + "// @memeber x":            "unknown tag @memeber",
		valid + "// @row three":            `@row needs a number, got "three"`,
		valid + "// @row 21":               "there is no row 21",
		valid + "// @row Q2 Q21":           "there is no row Q21",
		valid + "// @needs luck":           `@needs does not know "luck"`,
		valid + "// @chromium because":     "@chromium needs the word skip and a reason",
		valid + "// @sockets tcp":          `@sockets needs JSON, got "tcp"`,
		"'use strict';\n" + valid:          "no @doc|no @promise|no @member and no @row",
		"// Copyright\n//\n" + valid:       "",
		"\ufeff" + valid + "// @needs udp": "",
	} {
		c := conformance.ParseCase("x.js", source)
		if got := strings.Join(c.Check(), "|"); got != want {
			t.Errorf("%q: got %q, want %q", source, got, want)
		}
	}
}

const valid = "// @doc a\n// @promise b\n// @member sockets.tcp.close\n"

func TestLoadCases(t *testing.T) {
	script := &fstest.MapFile{Data: []byte("chrome.test.succeed();")}
	cases, err := conformance.LoadCases(fstest.MapFS{
		"b.js": script, "a/c.js": script, "a/readme.md": script, "a/testdata/d.js": script,
		".hidden/e.js": script, "node_modules/f.js": script,
		"lib.js": {Data: []byte("// @notest helpers\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := pathsOf(cases); got != "a/c.js b.js" {
		t.Errorf("got %q", got)
	}
}

func TestLoad(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a.js", "b.js"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("// @notest\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cases, err := conformance.Load(filepath.Join(dir, "b.js"), dir, filepath.Join(dir, "b.js"))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := pathsOf(cases), dir+"/b.js "+dir+"/a.js"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if _, err := conformance.Load(filepath.Join(dir, "none.js")); !os.IsNotExist(err) {
		t.Errorf("a missing file: %v", err)
	}
}

func pathsOf(cases []conformance.Case) string {
	var paths []string
	for _, c := range cases {
		paths = append(paths, c.Path)
	}
	return strings.Join(paths, " ")
}

// TestHarnessIsNoTest: of the scripts in this folder only the cases are tests.
func TestHarnessIsNoTest(t *testing.T) {
	cases, err := conformance.LoadCases(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		if !strings.HasPrefix(c.Path, "cases/") {
			t.Errorf("%s counts as a test; give it a @notest line", c.Path)
		}
	}
}
