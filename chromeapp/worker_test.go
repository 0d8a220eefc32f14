package chromeapp_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// workerManifest is that of an extension whose background is a service worker.
func workerManifest(worker string) string {
	return `{"name": "test", "version": "1.0", "manifest_version": 3, "background": ` + worker + `, "sockets": {"tcp": {"connect": "*"}}}`
}

func TestServiceWorker(t *testing.T) {
	require.Equal(t, []string{"one 1", "two 2", "worker 3", "done"}, play(t, files{
		"manifest.json": workerManifest(`{"service_worker": "js/worker.js"}`),
		"js/worker.js":  "var n = 0; importScripts('one.js', '/lib/two.js'); console.log('worker', ++n); try { importScripts('none.js') } catch (e) { console.log('done') }",
		"js/one.js":     "console.log('one', ++n)",
		"lib/two.js":    "console.log('two', ++n)",
	}))
}

func TestModuleWorker(t *testing.T) {
	require.Equal(t, []string{"lib", "worker 3 chrome-extension:"}, play(t, files{
		"manifest.json": workerManifest(`{"service_worker": "worker.js", "type": "module"}`),
		"worker.js":     "import { add } from './lib/add.js';\nconsole.log('worker', await add(1, 2), new URL(import.meta.url).protocol);",
		"lib/add.js":    "console.log('lib'); export async function add(a, b) { return a + b }",
	}))
}

// A background page is an HTML file whose scripts are the program.
func TestFaultsOfModules(t *testing.T) {
	lines := play(t, files{
		"manifest.json": workerManifest(`{"service_worker": "worker.js", "type": "module"}`),
		"worker.js":     "import './none.js';",
	})
	require.Len(t, lines, 1)
	require.Contains(t, lines[0], "worker.js:1:")
	require.Contains(t, lines[0], "none.js")
}
