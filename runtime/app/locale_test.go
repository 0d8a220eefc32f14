package app_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/runtime/app"
)

// recorded are the messages of which Chromium 156 was asked; German is the
// default locale of a user of English.
func recorded(t *testing.T, language string) (*app.Package, *app.Messages) {
	p := open(t, writeFolder(t, goodFiles(files{
		"manifest.json":                with(`"default_locale": "de", "description": "__MSG_e1__", "short_name": "__MSG_b__", "author": "__MSG_b__", "n": 1e400, "icons": {}`),
		"_locales/en_GB/messages.json": `{"b": {"message": "en_GB"}}`,
		"_locales/en/messages.json":    `{"onlydefault": {"message": "E"}, "b": {"message": "en"}, "c": {"message": "en"}}`,
		"_locales/de/messages.json": `{
			"e1": {"message": "a$1 b$2 c"}, "d": {"message": "$$1 | $$$2 | x$ | $x | $0 | $10 | $5 | $$"},
			"ph": {"message": "Hi $NAME$, $age$ $$X", "placeholders": {"name": {"content": "$1", "example": "x"}, "Age": {"content": "<$2>"}}},
			"rec": {"message": "$a$", "placeholders": {"a": {"content": "$b$"}, "b": {"content": "B"}}},
			"mm": {"message": "x __MSG_e1__ y"}, "empty": {"message": ""}, "onlydefault": {"message": "D"}, "x_Y": {"message": "case"},
			"price": {"message": "cost $5 or $ 5"},
			"m2": {"message": "$NA ME$ ! $NAME$ $NAME", "placeholders": {"name": {"content": "N"}}},
			"un": {"message": "1 $$name$$ 2 $name$name$", "placeholders": {"name": {"content": "N"}}},
			"u2": {"message": "$NAME$_$name$ $n_a@m$ $$NAME$", "placeholders": {"name": {"content": "N"}, "n_a@m": {"content": "$$"}}}}`,
	})))
	m, err := p.Messages(language)
	require.NoError(t, err)
	return p, m
}

func TestGetMessage(t *testing.T) {
	p, m := recorded(t, "en-GB")
	for call, want := range map[string]string{
		"e1": "a b c", "d": "$1 | $$2 | x|  |  | 0 |  | $", "ph": "Hi , <> $X", "rec": "", "mm": "x __MSG_e1__ y", "empty": "",
		"x_Y": "case", "X_y": "case", "nope": "", "": "", "@@foo": "", "price": "cost  or 5", "m2": "A ME! N AME",
		"onlydefault": "E", "b": "en_GB", "c": "en", "un": "1 2 Nname", "u2": "N_N $ ",
		"@@ui_locale": "en_GB", "@@extension_id": p.ID, "@@Bidi_dir": "ltr", "@@bidi_reversed_dir": "rtl", "@@bidi_start_edge": "left", "@@bidi_end_edge": "right",
		"e1 X Y": "aX bY c", "e1 Z": "aZ b c", "ph X $1$2": "Hi X, <$1$2> $X", "d X": "$1 | $$2 | x|  |  | X0 |  | $", "mm Q": "x __MSG_e1__ y",
		"e1 1 2 3 4 5 6 7 8 9 10": "a1 b2 c",
	} {
		name, substitutions, some := strings.Cut(call, " ")
		var list []string
		if some {
			list = strings.Split(substitutions, " ")
		}
		require.Equal(t, want, m.GetMessage(name, list...), call)
	}
}

func TestFallbacks(t *testing.T) {
	for language, want := range map[string]string{
		"en_GB": "en_GB en_GB en E", "en-gb.UTF-8": "en_GB en_GB en E", "en_US": "en_US en en E", "en@euro": "en en en E",
		"": "en_US en en E", "C": "en_US en en E", "de_AT": "de_AT   D", "fr": "fr   D", "sr-latn-rs": "sr_Latn_RS   D", "es-419": "es_419   D",
	} {
		_, m := recorded(t, language)
		require.Equal(t, want, strings.Join([]string{m.Locale, m.GetMessage("b"), m.GetMessage("c"), m.GetMessage("onlydefault")}, " "), language)
	}
	_, m := recorded(t, "he-IL")
	require.Equal(t, "rtl ltr right left", strings.Join([]string{m.GetMessage("@@bidi_dir"), m.GetMessage("@@bidi_reversed_dir"), m.GetMessage("@@bidi_start_edge"), m.GetMessage("@@bidi_end_edge")}, " "))
}

// TestNoMessages: an app without messages still has its id, as recorded.
func TestNoMessages(t *testing.T) {
	p := open(t, writeFolder(t, goodFiles(files{"manifest.json": with(`"description": "__MSG_a__"`)})))
	m, err := p.Messages("en")
	require.NoError(t, err)
	require.Equal(t, p.ID, m.GetMessage("@@extension_id"))
	require.Empty(t, m.GetMessage("@@ui_locale"))
	require.Empty(t, m.GetMessage("a"))
	require.Equal(t, "__MSG_a__", p.Manifest.Localize(m).Description)
	text, err := p.Manifest.JSON(m)
	require.NoError(t, err)
	require.Equal(t, `{"app":{"background":{"scripts":["main.js"]}},"description":"__MSG_a__","manifest_version":2,"name":"App","version":"1.0"}`, string(text))
}

func TestReplace(t *testing.T) {
	p, m := recorded(t, "en")
	text, missing := m.Replace(`a{content:"__MSG_e1__ __MSG_nope__ __MSG_@@extension_id__ __MSG_X_Y__ __MSG_x_y___ __MSG___ __MSG_a-b__ __MSG_b__ __MSG_`)
	require.Equal(t, `a{content:"a$1 b$2 c __MSG_nope__ `+p.ID+` case case_ __MSG___ __MSG_a-b__ en __MSG_`, text)
	require.Equal(t, []string{"nope"}, missing)
}

func TestLocalize(t *testing.T) {
	p, m := recorded(t, "en-GB")
	require.Equal(t, "__MSG_e1__", p.Manifest.Description)
	l := p.Manifest.Localize(m)
	require.Equal(t, []string{"App", "en_GB", "a$1 b$2 c"}, []string{l.Name, l.ShortName, l.Description})
	text, err := p.Manifest.JSON(m)
	require.NoError(t, err)
	require.Equal(t, `{"app":{"background":{"scripts":["main.js"]}},"author":"__MSG_b__","current_locale":"en_GB","default_locale":"de",`+
		`"description":"a$1 b$2 c","icons":{},"manifest_version":2,"n":1e400,"name":"App","short_name":"en_GB","version":"1.0"}`, string(text))
}
