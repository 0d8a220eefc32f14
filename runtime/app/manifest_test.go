package app_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/runtime/app"
)

func parse(t testing.TB, text string) *app.Manifest {
	t.Helper()
	m, err := app.ParseManifest("manifest.json", []byte(text))
	require.NoError(t, err)
	return m
}

// TestParseManifest: every value that is read.
func TestParseManifest(t *testing.T) {
	m := parse(t, "\ufeff"+`{
		// a Chrome App
		"manifest_version": 2, "name": "n", "short_name": "s", "description": "two
lines", "version": "1.2.3.4", "version_name": "beta", /* its */ "default_locale": "pt_BR",
		"app": {"background": {"scripts": ["/a.js", "./b/c.js", "d e.js"], "persistent": false}},
		"permissions": ["storage", "http://*/*", {"fileSystem": ["write", "directory"]}, {"usbDevices": [{"vendorId": 1}]}],
		"optional_permissions": ["alarms"],
		"sockets": {"tcp": {"connect": ["*",]}, /* , */},
		"key": "AAAA", "minimum_chrome_version": "41.0.1",
		"icons": {"16": "i16.png", "128": "/i128.png"},
		"kiosk_enabled": true, "offline_enabled": true,
		"externally_connectable": {"ids": ["*"], "matches": ["https://example.com/*"], "accepts_tls_channel_id": true},
	} // the end`)
	warnings, err := m.Check(nil)
	require.NoError(t, err)
	require.Empty(t, warnings)
	require.Equal(t, 2, m.ManifestVersion)
	require.Equal(t, []string{"n", "s", "two lines", "1.2.3.4", "beta", "pt_BR", "41.0.1"},
		[]string{m.Name, m.ShortName, m.Description, m.Version, m.VersionName, m.DefaultLocale, m.MinimumChromeVersion})
	require.True(t, m.App)
	require.Equal(t, app.Background{Scripts: []string{"a.js", "b/c.js", "d e.js"}}, m.Background)
	at := func(line, column int) app.Position {
		return app.Position{File: "manifest.json", Line: line, Column: column}
	}
	require.Equal(t, []app.Permission{
		{Name: "storage", Position: at(6, 19)},
		{Name: "http://*/*", Position: at(6, 30)},
		{Name: "fileSystem", Value: json.RawMessage(`["write","directory"]`), Position: at(6, 44)},
		{Name: "usbDevices", Value: json.RawMessage(`[{"vendorId":1}]`), Position: at(6, 84)},
	}, m.Permissions)
	require.Equal(t, []app.Permission{{Name: "alarms", Position: at(7, 28)}}, m.OptionalPermissions)
	require.Equal(t, &app.Value{JSON: json.RawMessage(`{"tcp":{"connect":["*"]}}`), Path: "sockets", Position: at(8, 14)}, m.Sockets)
	require.Equal(t, []byte{0, 0, 0}, m.Key)
	require.Equal(t, map[int]string{16: "i16.png", 128: "i128.png"}, m.Icons)
	require.True(t, m.KioskEnabled)
	require.True(t, m.OfflineEnabled)
	require.Equal(t, &app.ExternallyConnectable{IDs: []string{"*"}, Matches: []string{"https://example.com/*"}, AcceptsTLSChannelID: true}, m.ExternallyConnectable)
}

func TestBackgrounds(t *testing.T) {
	for text, want := range map[string]app.Background{
		`2, "app": {"background": {"page": "b.html"}}`:                                              {Page: "b.html"},
		`2, "background": {"page": "b.html"}`:                                                       {Page: "b.html", Persistent: true},
		`2, "background": {"scripts": ["a.js"]}`:                                                    {Scripts: []string{"a.js"}, Persistent: true},
		`2, "background": {"scripts": ["a.js"], "persistent": false}`:                               {Scripts: []string{"a.js"}},
		`3, "background": {"service_worker": "a.js"}`:                                               {ServiceWorker: "a.js"},
		`3, "background": {"service_worker": "a.js", "type": "module"}`:                             {ServiceWorker: "a.js", Module: true},
		`3, "background": {"service_worker": "a.js", "type": "classic"}`:                            {ServiceWorker: "a.js"},
		`3, "background": {"service_worker": "a.js", "scripts": ["b.js"]}`:                          {ServiceWorker: "a.js"},
		`3, "background": {"scripts": ["b.js"]}`:                                                    {Scripts: []string{"b.js"}, Persistent: true},
		`3, "app": {"background": {"scripts": ["b.js"]}}, "background": {"service_worker": "a.js"}`: {Scripts: []string{"b.js"}},
	} {
		m := parse(t, `{"name": "n", "version": "1", "manifest_version": `+text+"}")
		_, err := m.Check(nil)
		require.NoError(t, err, text)
		require.Equal(t, want, m.Background, text)
	}
}

func TestWebAccessibleResources(t *testing.T) {
	extension := `{"name": "n", "version": "1", "background": {"scripts": ["a.js"]}, "manifest_version": `
	require.Equal(t, []app.Resource{{Resources: []string{"a.png", "b/*"}}},
		parse(t, extension+`2, "web_accessible_resources": ["a.png", "b/*"]}`).WebAccessibleResources)
	require.Equal(t, []app.Resource{{Resources: []string{"a.png"}, Matches: []string{"<all_urls>"}}},
		parse(t, extension+`3, "web_accessible_resources": [{"resources": ["a.png"], "matches": ["<all_urls>"]}]}`).WebAccessibleResources)
}

// TestNoObject: what is no JSON object has no values to look at. Chrome says
// the same, without a position.
func TestNoObject(t *testing.T) {
	deep := ""
	for range 201 {
		deep += "["
	}
	for text, want := range map[string]string{
		"":                      "manifest.json:1:1: Manifest is not valid JSON. (parsing value: unexpected EOF)",
		"[]":                    "manifest.json:1:1: Manifest file is invalid. (it must be a JSON object, not a list)",
		" null":                 "manifest.json:1:2: Manifest file is invalid. (it must be a JSON object, not a null)",
		"{\n  \"name\": \n}":    "manifest.json:3:1: Manifest is not valid JSON. (invalid character '}' at start of value)",
		"{\"ä\": x}":            "manifest.json:1:7: Manifest is not valid JSON. (invalid literal: x)",
		"{\n  \"sockets\": {\n": "manifest.json:3:1: Manifest is not valid JSON. (parsing value: unexpected EOF)",
		"{} {}":                 "manifest.json:1:4: Manifest is not valid JSON. (invalid character '{' after top-level value)",
		"{'a': 1}":              "manifest.json:1:2: Manifest is not valid JSON. (invalid character '\\'' at start of value)",
		"{\"a\":\n \"\xe9\"}":   "manifest.json:2:3: Manifest is not valid JSON. (the text is not UTF-8)",
		"{\"a\": \"\x00\"}":     "manifest.json:1:7: Manifest is not valid JSON. (invalid literal: \"\x00\")",
		"{\"a\": " + deep:       "manifest.json:1:206: Manifest is not valid JSON. (values stand deeper than 200 in one another)",
		"{ /* never ends":       "manifest.json:1:3: Manifest is not valid JSON. (parsing comment: unexpected EOF)",
		"{\"a\": \"never ends":  "manifest.json:1:18: Manifest is not valid JSON. (parsing string: unexpected EOF)",
	} {
		_, err := app.ParseManifest("manifest.json", []byte(text))
		require.EqualError(t, err, want)
		var faults app.Faults
		require.ErrorAs(t, err, &faults)
		require.Len(t, faults, 1)
	}
}

func TestCheckChrome(t *testing.T) {
	m := parse(t, with(`"minimum_chrome_version": "41.0.2272.1"`))
	require.EqualError(t, m.CheckChrome("41.0.2272"),
		`manifest.json:1:133: minimum_chrome_version: This extension requires Chrome version 41.0.2272.1 or greater. (sockhost behaves as Chrome 41.0.2272)`)
	for _, version := range []string{"41.0.2272.1", "41.1", "42", "156.0.8078.79", "41.0.2272.1.1"} {
		require.Nil(t, m.CheckChrome(version), version)
	}
	require.Nil(t, parse(t, goodManifest).CheckChrome("1"))
}

// TestAllFaultsAtOnce: each on its own line, in the order of the text.
func TestAllFaultsAtOnce(t *testing.T) {
	text := `{
  "manifest_version": 1,
  "version": "1.x",
  "app": {
    "background": {
      "scripts": ["main.js", 5,
        "gone.js"]
    }
  },
  "permissions": ["storage", "stoarge"],
  "default_locale": "en",
  "sokets": {}
}`
	dir := writeFolder(t, files{"manifest.json": text, "main.js": ""})
	_, err := app.Open(dir)
	at := dir + "/manifest.json:"
	require.EqualError(t, err, at+`1:1: Required value 'name' is missing or invalid. (add "name": "My app")
`+at+`2:23: manifest_version: Invalid value for 'manifest_version'. Must be an integer either 2 or 3. See developer.chrome.com/apps/manifestVersion for details. (version 1 ended with Chrome 18 and has other rules; write 2 and see what changed)
`+at+`3:14: version: Required value 'version' is missing or invalid. It must be between 1-4 dot-separated integers each between 0 and 65536. ("x" is no number)
`+at+`6:30: app.background.scripts[1]: Invalid value for 'app.background.scripts[1]'. (it must be a string, the name of a file in the package)
`+at+`7:9: app.background.scripts[2]: Could not load background script 'gone.js'. (the package has no such file; upper and lower case count)
`+at+`11:21: default_locale: Default locale was specified, but _locales subtree is missing. (add _locales/en/messages.json, or remove the key)`)
	var faults app.Faults
	require.ErrorAs(t, err, &faults)
	require.Len(t, faults, 6)
	var first *app.Fault
	require.ErrorAs(t, err, &first)
	require.Equal(t, 1, first.Line)

	warnings, err := parse(t, text).Check(nil)
	require.ErrorContains(t, err, "manifest.json:2:23")
	require.EqualError(t, warnings, `manifest.json:10:30: permissions[1]: Permission 'stoarge' is unknown or URL pattern is malformed.
manifest.json:12:3: sokets: Unrecognized manifest key 'sokets'.`)
}
