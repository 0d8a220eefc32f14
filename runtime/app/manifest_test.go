package app_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/runtime/app"
)

func TestParseManifest(t *testing.T) {
	for name, c := range map[string]struct{ text, sockets, err string }{
		"comments and trailing commas": {"{ // an app\n\"name\": \"x\", /* its */ \"sockets\": {\"tcp\": {\"connect\": \"\"},}, }", `{"tcp": {"connect": ""} }`, ""},
		"no sockets":                   {`{"name": "x"}`, "", ""},
		"no object":                    {`[]`, "", "array"},
		"broken":                       {"{\n  \"sockets\": {\n", "", "line 3"},
	} {
		t.Run(name, func(t *testing.T) {
			m, err := app.ParseManifest([]byte(c.text))
			if c.err != "" {
				require.ErrorContains(t, err, c.err)
				return
			}
			require.NoError(t, err)
			if c.sockets == "" {
				require.Nil(t, m.Sockets)
			} else {
				require.JSONEq(t, c.sockets, string(m.Sockets))
			}
		})
	}
}
