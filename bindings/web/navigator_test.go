package web_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestNavigator(t *testing.T) {
	for _, c := range []struct{ script, want string }{
		{`/Chrome\/(\d+)/.exec(navigator.userAgent)[1]`, "156"},
		{`[navigator.onLine, navigator.language, navigator.languages.join(), navigator.platform, navigator.hardwareConcurrency > 0].join()`, "true,en-US,en-US,en,Linux x86_64,true"},
		{`[navigator.languages === navigator.languages, Object.isFrozen(navigator.languages)]`, "[ true, true ]"},
		{`'Mozilla/' + navigator.appVersion === navigator.userAgent`, "true"},
		{`String(navigator)`, "[object Navigator]"},
		{`thrown(() => new Navigator())`, "TypeError: Failed to construct 'Navigator': Illegal constructor"},
		{`(() => { navigator.userAgent = 'x'; return navigator.userAgent.length > 1 })()`, "true"},
	} {
		t.Run(c.script, func(t *testing.T) { require.Equal(t, c.want, value(t, c.script)) })
	}
}
