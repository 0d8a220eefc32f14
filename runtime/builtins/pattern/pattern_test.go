package pattern_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/runtime/builtins/pattern"
)

func TestRewrite(t *testing.T) {
	for _, c := range []struct{ source, flags, want, wantFlags string }{
		{`[\q{ab|c}d]`, "v", `(?:ab|[cd])`, "u"},
		{`[\q{ab|}]`, "v", `(?:ab|[]|)`, "u"},
		{`[[a-z]--[b-y]]`, "v", `[az]`, "u"},
		{`[a-z]\d(?<n>\p{ASCII})`, "gu", `[a-z]\d(?<n>[\u0000-\u007f])`, "gu"},
		{`[^\P{ASCII_Hex_Digit}]`, "u", `[0-9A-Fa-f]`, "u"},
		{`(?i:a.)b`, "", `(?:[Aa].)b`, ""},
		{`(?s:.)(?-m:^)^`, "im", `(?:[^])(?:^)(?:^|(?<=[\n\r\u2028\u2029]))`, ""},
		{`(?<=a)(?!b)\k<x>(?<x>)`, "d", `(?<=a)(?!b)\k<x>(?<x>)`, ""},
	} {
		source, flags, err := pattern.Rewrite(c.source, c.flags)
		require.NoError(t, err, c.source)
		require.Equal(t, c.want, source)
		require.Equal(t, c.wantFlags, flags)
	}
}

func TestRewriteErrors(t *testing.T) {
	for _, c := range []struct{ source, flags, want string }{
		{`\p{Nope}`, "u", `Invalid regular expression: /\p{Nope}/u: Invalid property name`},
		{`\p{scx=Grek}`, "u", `Invalid regular expression: /\p{scx=Grek}/u: Script_Extensions are not available`},
		{`[a`, "v", `Invalid regular expression: /[a/v: Unterminated character class`},
		{`[z-a]`, "v", `Invalid regular expression: /[z-a]/v: Range out of order in character class`},
		{`[^\q{ab}]`, "v", `Invalid regular expression: /[^\q{ab}]/v: Negated character class may contain strings`},
		{`(?i-:a`, "", `Invalid regular expression: /(?i-:a/: Unterminated group`},
		{`a)`, "v", `Invalid regular expression: /a)/v: Unmatched ')'`},
		{`\`, "d", `Invalid regular expression: /\/d: \ at end of pattern`},
		{`a`, "vu", `Invalid flags supplied to RegExp constructor 'vu'`},
		{`a`, "q", `Invalid flags supplied to RegExp constructor 'q'`},
	} {
		_, _, err := pattern.Rewrite(c.source, c.flags)
		require.EqualError(t, err, c.want)
	}
}

func TestFinder(t *testing.T) {
	f, err := pattern.NewFinder(`(a)(?<n>b)?`, "")
	require.NoError(t, err)
	require.Equal(t, [][2]int{{1, 2}, {1, 2}, {-1, -1}}, f.Find([]uint16{'x', 'a', 'c'}, 1))
	require.Nil(t, f.Find([]uint16{'x', 'a'}, 0))
	require.Equal(t, []string{"", "", "n"}, pattern.GroupNames(`(a)(?<n>[(]\((?:x)(?<=y))`))

	f, err = pattern.NewFinder(`(.)b`, "u")
	require.NoError(t, err)
	require.Equal(t, [][2]int{{1, 4}, {1, 3}}, f.Find([]uint16{'a', 0xD83D, 0xDE00, 'b'}, 1))
}

// FuzzRewrite: whatever it is given, it says what is wrong, or makes something
// that needs no rewriting.
func FuzzRewrite(f *testing.F) {
	for _, source := range []string{`\p{L}+`, `[[a-z]--[\q{ab|c}]&&x]`, `(?i-s:a|[^b])`, `(?<n>.)\k<n>\u{1F600}\x41\cA\0`, `[\]`, `(?`} {
		for _, flags := range []string{"", "u", "v", "di", "gimsy"} {
			f.Add(source, flags)
		}
	}
	f.Fuzz(func(t *testing.T, source, flags string) {
		rewritten, newFlags, err := pattern.Rewrite(source, flags)
		if err == nil && pattern.Needed(rewritten, newFlags) && pattern.Needed(source, flags) {
			t.Errorf("/%s/%s became /%s/%s", source, flags, rewritten, newFlags)
		}
	})
}
