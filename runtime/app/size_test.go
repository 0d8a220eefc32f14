package app_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/runtime/app"
)

// TestLargeDocuments: large texts with as many faults as fit are read in a
// moment. Where each fault costs a look at the whole text it is minutes.
func TestLargeDocuments(t *testing.T) {
	const size = 200_000
	fill := func(item string) string { return strings.Repeat(item, size/len(item)) }
	for name, members := range map[string]string{
		"permissions": `"permissions": [` + fill(`"x",`) + `]`,
		"scripts":     `"background": {}, "app": {"background": {"scripts": [` + fill(`5,`) + `]}}`,
		"missing":     `"app": {"background": {"scripts": [` + fill(`"a",`) + `]}}`,
		"keys":        fill(`"é":1,`),
		"lines":       fill("\n"),
		"name":        `"default_locale": "en", "description": "` + fill("__MSG_x__") + `"`,
	} {
		all := goodFiles(files{"manifest.json": with(members), "_locales/en/messages.json": "{}"})
		_, err := app.Open(writeFolder(t, all))
		require.Error(t, err, name)
	}
	_, err := app.ParseManifest("m", []byte(strings.Repeat("[", 1<<20)))
	require.Error(t, err)
	catalog, err := app.ParseCatalog("m", []byte(`{"a": {"message": "`+fill("$x$")+`", "placeholders": {"x": {"content": "y"}}}}`))
	require.NoError(t, err)
	require.Len(t, catalog["a"], size/3)
}
