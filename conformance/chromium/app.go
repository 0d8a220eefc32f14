package main

import (
	"encoding/json"
	"os"
	"path/filepath"

	"github.com/sockhost/sockhost/conformance"
)

// everything is the permission of a case that names none.
var everything = json.RawMessage(`{
	"tcp": {"connect": ["*:*"]},
	"tcpServer": {"listen": ["*:*"]},
	"udp": {"bind": ["*:*"], "send": ["*:*"], "multicastMembership": [""]}
}`)

// prelude makes the globals of the harness. A background page is ended after
// some 15 s without API calls, and its sockets with it: hence the timer.
const prelude = `
var __report = function (kind, payload) {
  console.log('__report ' + JSON.stringify([kind, payload]));
  if (kind === 'plan') return payload.tests.map(function (name) { return __skip.indexOf(name) < 0; });
};
setInterval(function () { chrome.runtime.getPlatformInfo(function () {}); }, 3000);
`

// writeApp writes a case as a packaged app. Tests in skip are left out.
func writeApp(folder, kind string, c conformance.Case, config conformance.Config, skip []string) error {
	version := 3
	if kind == "app2" {
		version = 2
	}
	permissions := c.Sockets
	if permissions == nil {
		permissions = everything
	}
	manifest, err := json.MarshalIndent(map[string]any{
		"manifest_version": version,
		"name":             "sockhost conformance",
		"version":          "1.0",
		"sockets":          permissions,
		"app":              map[string]any{"background": map[string]any{"scripts": []string{"run.js", "harness.js", "kit.js", "case.js"}}},
	}, "", "  ")
	if err != nil {
		return err
	}
	names, err := json.Marshal(append([]string{}, skip...))
	if err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for name, text := range map[string]string{
		"manifest.json": string(manifest),
		"run.js":        config.Script() + "var __skip = " + string(names) + ";\n" + prelude,
		"harness.js":    conformance.Harness,
		"kit.js":        conformance.Kit,
		"case.js":       c.Source,
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}
