package builtins_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/runtime/builtins"
)

// ours are members that Chromium does not have, or has with other attributes,
// and why.
var ours = map[string]string{
	"%AsyncFunction%.constructor":                      "the engine's; Chromium's cannot be written",
	"Array.prototype[Symbol.unscopables].groupBy":      "the engine's list is of an older proposal",
	"Array.prototype[Symbol.unscopables].groupByToMap": "the engine's list is of an older proposal",
	"BigInt.prototype.length":                          "the engine's mistake",
	"BigInt.prototype.name":                            "the engine's mistake",
}

// TestMembers compares all there is, with names, lengths and attributes, with
// what Chromium has.
func TestMembers(t *testing.T) {
	script, err := os.ReadFile(filepath.Join("testdata", "members.js"))
	require.NoError(t, err)
	recorded, err := os.ReadFile(filepath.Join("testdata", "chromium.txt"))
	require.NoError(t, err)
	rt := newRuntime(t)
	require.NoError(t, rt.RunScript("members.js", string(script)+"; var list = members()"))

	want, have := members(string(recorded)), members(rt.VM().Get("list").String())
	absent := builtins.Absent()
	for name, line := range want {
		isAbsent := slices.ContainsFunc(absent, func(a builtins.Absence) bool { return below(name, a.Name) })
		_, isOurs := ours[name]
		switch got := have[name]; {
		case isAbsent && got != "":
			t.Errorf("%s is there, and still in the list of what is absent", name)
		case !isAbsent && !isOurs && got != line:
			t.Errorf("%s\n got %s\nwant %s", name, got, line)
		}
	}
	for name, line := range have {
		_, isOurs := ours[name]
		if want[name] == "" && !isOurs && !strings.HasSuffix(name, "Array[Symbol.hasInstance]") && name != "ArrayBuffer[Symbol.hasInstance]" {
			t.Errorf("Chromium has no %s", line)
		}
	}
}

var memberLine = regexp.MustCompile(`^(.+) ([w-][e-][c-] .*)$`)

// members maps the name of each member to its line.
func members(text string) map[string]string {
	m := map[string]string{}
	for line := range strings.Lines(text) {
		if parts := memberLine.FindStringSubmatch(strings.TrimSpace(line)); parts != nil {
			m[parts[1]] = parts[0]
		}
	}
	return m
}

func below(name, whole string) bool {
	rest, ok := strings.CutPrefix(name, whole)
	return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
}

// TestAbsentSays: what is not there fails in the words that the list promises.
func TestAbsentSays(t *testing.T) {
	for _, a := range builtins.Absent() {
		if a.Says == "" {
			continue
		}
		code := a.Name + "()"
		if last := a.Name[strings.LastIndexByte(a.Name, '.')+1:]; 'A' <= last[0] && last[0] <= 'Z' {
			code = "new " + code
		}
		err := newRuntime(t).RunScript("app.js", code)
		require.Error(t, err, a.Name)
		require.Contains(t, err.Error(), a.Says)
	}
}

// TestNothingBeforeItIsMentioned: a realm starts as the engine makes it.
func TestNothingBeforeItIsMentioned(t *testing.T) {
	rt := newRuntime(t)
	require.NoError(t, rt.RunScript("app.js", "var key = 'group' + 'By', there = key in Object"))
	require.False(t, rt.VM().Get("there").ToBoolean())
	require.NoError(t, rt.RunScript("more.js", "var there = key in Object // groupBy"))
	require.True(t, rt.VM().Get("there").ToBoolean())
}

// TestDocumentIsCurrent: docs/javascript.md is what would be generated now.
func TestDocumentIsCurrent(t *testing.T) {
	syntax, err := os.ReadFile(filepath.Join("..", "testdata", "syntax.json"))
	require.NoError(t, err)
	want, err := builtins.Markdown(syntax)
	require.NoError(t, err)
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "javascript.md"))
	require.NoError(t, err)
	require.True(t, want == string(text), "docs/javascript.md is stale; run go generate ./runtime/builtins")
}

// TestProvided: all that the package says it brings is there.
func TestProvided(t *testing.T) {
	for _, p := range builtins.Provided() {
		for _, name := range p.Names {
			if strings.ContainsAny(name, " ,") {
				continue // words for people
			}
			owner, member, found := name, "", false
			if i := strings.LastIndexByte(name, '.'); i >= 0 {
				owner, member, found = name[:i], name[i+1:], true
			}
			code := "if (typeof " + name + " === 'undefined') throw '" + name + " is missing'"
			if found {
				code = "if (!Object.hasOwn(" + owner + ", '" + member + "')) throw '" + name + " is missing'"
			}
			require.NoError(t, newRuntime(t).RunScript("app.js", code))
		}
	}
}
