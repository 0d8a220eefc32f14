package app_test

import (
	"errors"
	"maps"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/runtime/app"
)

const (
	versionText  = "Required value 'version' is missing or invalid. It must be between 1-4 dot-separated integers each between 0 and 65536."
	manifest2or3 = "Invalid value for 'manifest_version'. Must be an integer either 2 or 3. See developer.chrome.com/apps/manifestVersion for details."
	noProgram    = "Packaged apps must have a background page or background scripts."
)

// manifest is a good manifest in which members replace those of their names,
// or, if they are "", remove them.
func manifest(members map[string]string) string {
	all := map[string]string{"manifest_version": `2`, "name": `"n"`, "version": `"1"`, "app": `{"background": {"scripts": ["main.js"]}}`}
	maps.Copy(all, members)
	text := "{"
	for _, key := range []string{"manifest_version", "name", "version", "app"} {
		if all[key] != "" {
			text += `"` + key + `": ` + all[key] + ", "
		}
		delete(all, key)
	}
	for key, value := range all {
		text += "\n" + `"` + key + `": ` + value + ", "
	}
	return text + "}"
}

// outcome opens a package and returns its faults and warnings, one a line,
// without the file name of the manifest.
func outcome(t *testing.T, all files) string {
	t.Helper()
	dir := writeFolder(t, all)
	p, err := app.Open(dir)
	var lines []string
	var faults app.Faults
	switch {
	case errors.As(err, &faults):
	case err != nil:
		return err.Error()
	default:
		defer p.Close()
		faults = p.Warnings
		lines = append(lines, "ok")
	}
	for _, f := range faults {
		at, cut := strings.CutPrefix(f.Error(), dir+string(filepath.Separator))
		require.True(t, cut, at)
		lines = append(lines, strings.TrimPrefix(at, "manifest.json:"))
	}
	return strings.Join(lines, "\n")
}

type members map[string]string

// TestBrokenManifests: the faults, or "ok" and the warnings.
func TestBrokenManifests(t *testing.T) {
	app := func(background string) members { return members{"app": `{"background": ` + background + `}`} }
	extension := func(version, background string) members {
		return members{"app": "", "manifest_version": version, "background": background}
	}
	for name, c := range map[string]struct {
		members members
		want    string
	}{
		"good": {nil, "ok"},

		"manifest_version 0":        {members{"manifest_version": "0"}, "1:22: manifest_version: " + manifest2or3 + " (write 2 or 3, without quotes)"},
		"manifest_version 4":        {members{"manifest_version": "4"}, "1:22: manifest_version: " + manifest2or3 + " (write 2 or 3, without quotes)"},
		"manifest_version 2.5":      {members{"manifest_version": "2.5"}, "1:22: manifest_version: " + manifest2or3 + " (write 2 or 3, without quotes)"},
		"manifest_version string":   {members{"manifest_version": `"2"`}, "1:22: manifest_version: " + manifest2or3 + " (write 2 or 3, without quotes)"},
		"manifest_version 1":        {members{"manifest_version": "1"}, "1:22: manifest_version: " + manifest2or3 + " (version 1 ended with Chrome 18 and has other rules; write 2 and see what changed)"},
		"manifest_version missing":  {members{"manifest_version": ""}, `ok` + "\n" + `1:1: 'manifest_version' is missing. (it is taken as 2; add "manifest_version": 2)`},
		"manifest_version of none":  {members{"manifest_version": "", "app": "", "background": `{"scripts": ["main.js"]}`}, `1:1: ` + manifest2or3 + ` (add "manifest_version": 2)`},
		"name missing":              {members{"name": ""}, `1:1: Required value 'name' is missing or invalid. (add "name": "My app")`},
		"name empty":                {members{"name": `""`}, "1:33: name: Required value 'name' is missing or invalid. (it must be a string and not empty)"},
		"name number":               {members{"name": `1`}, "1:33: name: Required value 'name' is missing or invalid. (it must be a string and not empty)"},
		"version missing":           {members{"version": ""}, "1:1: " + versionText + ` (add "version": "1.0")`},
		"version number":            {members{"version": `1.0`}, "1:49: version: " + versionText + ` (it must be a string, as "1.0")`},
		"version empty":             {members{"version": `""`}, "1:49: version: " + versionText + ` ("" is no number)`},
		"version five numbers":      {members{"version": `"1.2.3.4.5"`}, "1:49: version: " + versionText + ` ("1.2.3.4.5" has 5 numbers)`},
		"version large":             {members{"version": `"65536"`}, "1:49: version: " + versionText + ` (65536 is too large)`},
		"version huge":              {members{"version": `"1.99999999999999999999"`}, "1:49: version: " + versionText + ` (99999999999999999999 is too large)`},
		"version leading zero":      {members{"version": `"01"`}, "1:49: version: " + versionText + ` (01 has a leading zero)`},
		"version inner zero":        {members{"version": `"1.01"`}, "ok\n1:49: version: A number of the version has a leading zero. (Chrome takes 1.01 as 1.1)"},
		"version negative":          {members{"version": `"-1"`}, "1:49: version: " + versionText + ` ("-1" is no number)`},
		"version with letters":      {members{"version": `"1.0b"`}, "1:49: version: " + versionText + ` ("0b" is no number)`},
		"description number":        {members{"description": `5`}, "2:16: description: Invalid value for 'description'. (it must be a string)"},
		"short_name null":           {members{"short_name": `null`}, "2:15: short_name: Invalid value for 'short_name'. (it must be a string)"},
		"kiosk_enabled string":      {members{"kiosk_enabled": `"yes"`}, "2:18: kiosk_enabled: Invalid value for 'kiosk_enabled'. (it must be true or false)"},
		"offline_enabled number":    {members{"offline_enabled": `1`}, "2:20: offline_enabled: Invalid value for 'offline_enabled'. (it must be true or false)"},
		"unknown key":               {members{"sokets": `{}`}, "ok\n2:1: sokets: Unrecognized manifest key 'sokets'."},
		"key twice":                 {members{"name": `"a", "name": "b"`}, "ok\n1:38: name: 'name' stands here twice. (the last one counts)"},
		"key no base64":             {members{"key": `"!!!!"`}, "2:8: key: Value 'key' is missing or invalid. (it is a public key in base64, in one line; without it the id is made from the path)"},
		"key empty":                 {members{"key": `""`}, "2:8: key: Value 'key' is missing or invalid. (it is a public key in base64, in one line; without it the id is made from the path)"},
		"key number":                {members{"key": `5`}, "2:8: key: Value 'key' is missing or invalid. (it is a public key in base64, in one line; without it the id is made from the path)"},
		"key half PEM":              {members{"key": `"-----BEGIN PUBLIC KEY-----AAAA"`}, "2:8: key: Value 'key' is missing or invalid. (it is a public key in base64, in one line; without it the id is made from the path)"},
		"minimum_chrome_version":    {members{"minimum_chrome_version": `"new"`}, `2:27: minimum_chrome_version: Invalid value for 'minimum_chrome_version'. (it must be a version, as "41" or "41.0.2272.1")`},
		"minimum_chrome_version 41": {members{"minimum_chrome_version": `41`}, `2:27: minimum_chrome_version: Invalid value for 'minimum_chrome_version'. (it must be a version, as "41" or "41.0.2272.1")`},

		"no program":                    {members{"app": ""}, `1:1: ` + noProgram + ` (add "app": {"background": {"scripts": ["main.js"]}}; without it there is nothing to run)`},
		"app number":                    {members{"app": `5`}, `1:61: app: Invalid value for 'app'. (it must be an object, as {"background": {"scripts": ["main.js"]}})`},
		"app empty":                     {members{"app": `{}`}, `1:61: app: Either 'app.launch.local_path' or 'app.launch.web_url' is required. (or, for a Chrome App, "background": {"scripts": ["main.js"]})`},
		"app with launch":               {members{"app": `{"launch": {"local_path": "a.html"}}`}, `1:61: app: ` + noProgram + ` (an app that only has "launch" is a web page)`},
		"app.background empty":          {app(`{}`), `1:76: app.background: ` + noProgram + ` (add "scripts": ["main.js"])`},
		"app.background string":         {app(`"main.js"`), `1:76: app.background: ` + noProgram + ` (add "scripts": ["main.js"])`},
		"app.background.service_worker": {app(`{"service_worker": "main.js"}`), `1:76: app.background: ` + noProgram + ` (only extensions have service workers; name the file in "scripts")`},
		"scripts string":                {app(`{"scripts": "main.js"}`), `1:88: app.background.scripts: Invalid value for 'app.background.scripts'. (it must be an array of strings, as ["main.js"])`},
		"scripts empty":                 {app(`{"scripts": []}`), `1:76: app.background: ` + noProgram + ` (add "scripts": ["main.js"])`},
		"script missing":                {app(`{"scripts": ["main.js", "gone.js"]}`), `1:100: app.background.scripts[1]: Could not load background script 'gone.js'. (the package has no such file; upper and lower case count)`},
		"script in another case":        {app(`{"scripts": ["Main.js"]}`), `1:89: app.background.scripts[0]: Could not load background script 'Main.js'. (the package has no such file; upper and lower case count)`},
		"script escaped":                {app(`{"scripts": ["main%2ejs"]}`), `1:89: app.background.scripts[0]: Could not load background script 'main%2ejs'. (the package has no such file; upper and lower case count)`},
		"script is folder":              {app(`{"scripts": ["sub"]}`), `1:89: app.background.scripts[0]: Could not load background script 'sub'. (it is a folder)`},
		"script outside":                {app(`{"scripts": ["../main.js"]}`), `1:89: app.background.scripts[0]: Invalid value for 'app.background.scripts[0]'. (the name leads out of the package)`},
		"script outside, hidden":        {app(`{"scripts": ["sub/../../main.js"]}`), `1:89: app.background.scripts[0]: Invalid value for 'app.background.scripts[0]'. (the name leads out of the package)`},
		"script with backslash":         {app(`{"scripts": ["sub\\a.js"]}`), `1:89: app.background.scripts[0]: Invalid value for 'app.background.scripts[0]'. (the name has a backslash; folders are separated by "/")`},
		"script of the web":             {app(`{"scripts": ["http://example.com/a.js"]}`), `1:89: app.background.scripts[0]: Invalid value for 'app.background.scripts[0]'. (it is not the name of a file in the package)`},
		"script with a query":           {app(`{"scripts": ["main.js?x"]}`), `1:89: app.background.scripts[0]: Invalid value for 'app.background.scripts[0]'. (it is not the name of a file in the package)`},
		"script empty name":             {app(`{"scripts": [""]}`), `1:89: app.background.scripts[0]: Invalid value for 'app.background.scripts[0]'. (it is not the name of a file in the package)`},
		"page missing":                  {app(`{"page": "gone.html"}`), `1:85: app.background.page: Could not load background page 'gone.html'. (the package has no such file; upper and lower case count)`},
		"page number":                   {app(`{"page": 5}`), `1:85: app.background.page: Invalid value for 'app.background.page'. (it must be a string, the name of a file in the package)`},
		"page and scripts":              {app(`{"page": "page.html", "scripts": ["main.js"]}`), `1:76: app.background: Only one of 'background.page', 'background.scripts', and 'background.service_worker' can be specified.`},
		"app persistent":                {app(`{"scripts": ["main.js"], "persistent": true}`), "ok\n1:115: app.background.persistent: Invalid value for 'app.background.persistent'. Packaged apps do not support persistent background pages and must use event pages. (it is ignored)"},
		"app and background":            {members{"background": `{}`}, "ok\n2:15: background: 'background' is only allowed for extensions, legacy packaged apps, hosted apps, login screen extensions, and chromeos system extensions, but this is a packaged app. (the app's program is \"app.background\")"},
		"background string":             {extension("2", `"main.js"`), `2:15: background: Invalid value for 'background'. (it must be an object, as {"scripts": ["main.js"]})`},
		"background empty":              {extension("3", `{}`), `2:15: background: ` + noProgram + ` (add "scripts": ["main.js"] or "service_worker": "main.js"; without it there is nothing to run)`},
		"worker number":                 {extension("3", `{"service_worker": 5}`), `2:34: background.service_worker: Invalid value for 'background.service_worker'. (it must be a string, the name of a file in the package)`},
		"worker missing":                {extension("3", `{"service_worker": "gone.js"}`), `2:34: background.service_worker: Could not load background script 'gone.js'. (the package has no such file; upper and lower case count)`},
		"worker type":                   {extension("3", `{"service_worker": "main.js", "type": "esm"}`), `2:53: background.type: Invalid value for 'background.type'. (it must be "module" or "classic")`},
		"old scripts in version 3":      {extension("3", `{"scripts": ["main.js"]}`), "ok\n2:27: background.scripts: 'background.scripts' requires manifest version of 2 or lower."},
		"worker and scripts":            {extension("2", `{"service_worker": "main.js", "scripts": ["main.js"]}`), `2:15: background: Only one of 'background.page', 'background.scripts', and 'background.service_worker' can be specified.`},
		"persistent number":             {extension("2", `{"scripts": ["main.js"], "persistent": 1}`), `2:54: background.persistent: Invalid value for 'background.persistent'. (it must be true or false)`},
		"persistent alone":              {extension("2", `{"service_worker": "main.js", "persistent": true}`), `2:59: background.persistent: Must specify one of background.page or background.scripts to use background.persistent.`},

		"permissions string":        {members{"permissions": `"storage"`}, `2:16: permissions: Invalid value for 'permissions'. (it must be an array of names)`},
		"permission number":         {members{"permissions": `["storage", 5]`}, `2:28: permissions[1]: Invalid value for 'permissions[1]'. (it must be a name, or an object with one)`},
		"permission of two":         {members{"permissions": `[{"a": 1, "b": 2}]`}, `2:17: permissions[0]: Invalid value for 'permissions[0]'. (it must be a name, or an object with one)`},
		"permission unknown":        {members{"permissions": `["stoarge", "foo://x/*"]`}, "ok\n2:17: permissions[0]: Permission 'stoarge' is unknown or URL pattern is malformed.\n2:28: permissions[1]: Permission 'foo://x/*' is unknown or URL pattern is malformed."},
		"permission fileSystem":     {members{"permissions": `[{"fileSystem": 5}]`}, `2:17: permissions[0]: Invalid value for 'permissions[fileSystem]'.`},
		"permission usbDevices":     {members{"permissions": `["usbDevices"]`}, `2:17: permissions[0]: Invalid value for 'permissions[usbDevices]': NULL or empty permission list. (it must be an object, as {"usbDevices": […]})`},
		"permission with too much":  {members{"permissions": `[{"storage": []}]`}, `2:17: permissions[0]: Invalid value for 'permissions[storage]'.`},
		"optional_permissions":      {members{"optional_permissions": `{}`}, `2:25: optional_permissions: Invalid value for 'optional_permissions'. (it must be an array of names)`},
		"icons number":              {members{"icons": `5`}, `2:10: icons: Invalid value for 'icons'. (it must be an object, as {"128": "icon.png"})`},
		"icons key":                 {members{"icons": `{"big": "i.png"}`}, `2:11: icons.big: Invalid key in icons: "big". (it is the size in pixels)`},
		"icons value":               {members{"icons": `{"16": 5}`}, `2:17: icons.16: Invalid value for 'icons["16"]'. (it must be the name of a file in the package)`},
		"icons outside":             {members{"icons": `{"16": "../i.png"}`}, `2:17: icons.16: Invalid value for 'icons["16"]'. (it must be the name of a file in the package)`},
		"icon missing":              {members{"icons": `{"16": "i.png"}`}, "ok\n2:17: icons.16: Could not load icon 'i.png' specified in 'icons'. (the package has no such file; upper and lower case count)"},
		"connectable number":        {members{"externally_connectable": `5`}, `2:27: externally_connectable: expected dictionary, got integer (it must be an object with "ids" or "matches")`},
		"connectable ids":           {members{"externally_connectable": `{"ids": "*"}`}, `2:35: externally_connectable.ids: 'ids': expected list, got string`},
		"connectable id":            {members{"externally_connectable": `{"ids": ["x", 5]}`}, "2:36: externally_connectable.ids[0]: Invalid ID 'x'\n2:41: externally_connectable.ids[1]: Error at key 'ids': Parsing array failed at index 1: expected string, got integer"},
		"connectable pattern":       {members{"externally_connectable": `{"matches": ["x"]}`}, `2:40: externally_connectable.matches[0]: Invalid match pattern 'x'`},
		"connectable tls":           {members{"externally_connectable": `{"ids": [], "accepts_tls_channel_id": 1.5}`}, `2:65: externally_connectable.accepts_tls_channel_id: 'accepts_tls_channel_id': expected boolean, got double`},
		"connectable to nobody":     {members{"externally_connectable": `{}`}, "ok\n2:27: externally_connectable: 'externally_connectable' specifies neither 'matches' nor 'ids'; nothing will be able to connect"},
		"accessible of app":         {members{"web_accessible_resources": `5`}, "ok\n2:29: web_accessible_resources: 'web_accessible_resources' is only allowed for extensions, legacy packaged apps, and hosted apps, but this is a packaged app."},
		"default_locale number":     {members{"default_locale": `5`}, "2:19: default_locale: Invalid value for default locale - locale name must be a string. (it is the name of a folder in _locales, as \"en\" or \"pt_BR\")"},
		"default_locale with dash":  {members{"default_locale": `"pt-BR"`}, "2:19: default_locale: Invalid value for default locale - locale name must be a string. (it is the name of a folder in _locales, as \"en\" or \"pt_BR\")"},
		"default_locale of nothing": {members{"default_locale": `"de"`}, `2:19: default_locale: Default locale was specified, but _locales subtree is missing. (add _locales/de/messages.json, or remove the key)`},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, c.want, outcome(t, files{"manifest.json": manifest(c.members), "main.js": "", "page.html": "", "sub/a.js": ""}))
		})
	}
}

// TestBrokenLocales: one file of messages with a good default locale beside.
func TestBrokenLocales(t *testing.T) {
	const file = "_locales/de/messages.json:"
	for text, want := range map[string]string{
		`{}`:                        "ok",
		`{"f": {"message": ""}} //`: "ok",
		`{"a@b": {"message": "$$ $1 $x y $5.00"}}`: "ok",
		`{`:                                file + `1:2: Invalid locale file. (parsing value: unexpected EOF)`,
		`[]`:                               file + `1:1: Invalid locale file. (it must be an object, as {"name": {"message": "text"}})`,
		`{"f": 5}`:                         file + `1:7: f: Not a valid tree for key f. (it must be an object, as {"message": "text"})`,
		`{"f": {}}`:                        file + `1:7: f: There is no "message" element for key f. (it must be a string)`,
		`{"f": {"message": 5}}`:            file + `1:7: f: There is no "message" element for key f. (it must be a string)`,
		`{"f-o": {"message": ""}}`:         file + `1:2: f-o: Name of a key "f-o" is invalid. Only ASCII [a-z], [A-Z], [0-9] and "_" are allowed. (scripts could not ask for it)`,
		`{"@@ui_locale": {"message": ""}}`: file + `1:2: @@ui_locale: Reserved key @@ui_locale found in message catalog. (names with @@ are Chrome's own)`,
		`{"f": {"message": "$x$"}}`:        file + `1:19: f.message: Variable $x$ used but not defined. (add it to "placeholders"; a dollar sign is $$)`,
		`{"f": {"message": "", "placeholders": 5}}`:           file + `1:39: f.placeholders: Not a valid "placeholders" element for key f. (it must be an object, as {"name": {"content": "$1"}})`,
		`{"f": {"message": "", "placeholders": {"x": 5}}}`:    file + `1:45: f.placeholders.x: Invalid placeholder x for key f (it must be an object, as {"content": "$1"})`,
		`{"f": {"message": "", "placeholders": {"x": {}}}}`:   file + `1:45: f.placeholders.x: Invalid "content" element for key f. (it must be a string)`,
		`{"f": {"message": "", "placeholders": {"x-y": {}}}}`: file + `1:40: f.placeholders.x-y: Name of a key "x-y" is invalid. Only ASCII [a-z], [A-Z], [0-9] and "_" are allowed. (scripts could not ask for it)`,
		"{\"f\": 5,\n\"g\": 6}":                               file + "1:7: f: Not a valid tree for key f. (it must be an object, as {\"message\": \"text\"})\n" + file + "2:6: g: Not a valid tree for key g. (it must be an object, as {\"message\": \"text\"})",
	} {
		require.Equal(t, want, outcome(t, files{
			"manifest.json": with(`"default_locale": "en"`), "main.js": "",
			"_locales/en/messages.json": `{"x": {"message": "X"}}`, "_locales/de/messages.json": text,
			"_locales/strange/messages.json": `{`, "_locales/README": "",
		}))
	}
}

func TestBrokenLocaleFolders(t *testing.T) {
	english := files{"_locales/en/messages.json": `{"x": {"message": "X"}}`}
	for name, c := range map[string]struct {
		members string
		files   files
		want    string
	}{
		"no default_locale":     {`"author": "a"`, english, `1:1: Localization used, but default_locale wasn't specified in the manifest. (the package has a folder _locales; add "default_locale": "en")`},
		"default has no folder": {`"default_locale": "de"`, english, `1:125: default_locale: Messages file is missing for locale. _locales/de/messages.json (the default locale must have one)`},
		"folder without file":   {`"default_locale": "en"`, files{"_locales/en/messages.json": `{}`, "_locales/de/x": ""}, `1:125: default_locale: Messages file is missing for locale. _locales/de/messages.json (every folder in _locales must have one)`},
		"variable missing":      {`"default_locale": "en", "description": "__MSG_y__"`, english, `1:146: description: Variable __MSG_y__ used but not defined. (add the message to _locales/en/messages.json)`},
		"variables there":       {`"default_locale": "en", "description": "__MSG_X__ __MSG_@@bidi_dir__ __MSG_", "author": "__MSG_y__"`, english, `ok`},
	} {
		t.Run(name, func(t *testing.T) {
			all := goodFiles(c.files)
			all["manifest.json"] = with(c.members)
			require.Equal(t, c.want, outcome(t, all))
		})
	}
}
