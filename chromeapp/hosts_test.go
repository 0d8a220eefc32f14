package chromeapp_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The manifest's permissions say which servers an app may read; the others must
// share with it. Workers are no way around.
func TestHostPermissions(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/shared" {
			w.Header().Set("Access-Control-Allow-Origin", "*")
		}
		fmt.Fprint(w, "read")
	}))
	defer server.Close()
	other := strings.Replace(server.URL, "127.0.0.1", "localhost", 1)
	const blocked = "Failed to load resource: %s/: net::ERR_FAILED: blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource." +
		" A permission of the manifest for its URL would allow it."
	for permission, want := range map[string][]string{
		"alarms":             {fmt.Sprintf(blocked, server.URL), "TypeError: Failed to fetch", "read", fmt.Sprintf(blocked, other), "TypeError: Failed to fetch", fmt.Sprintf(blocked, server.URL), "worker TypeError: Failed to fetch"},
		"http://127.0.0.1/*": {"read", "read", fmt.Sprintf(blocked, other), "TypeError: Failed to fetch", "worker read"},
		"<all_urls>":         {"read", "read", "read", "worker read"},
	} {
		t.Run(permission, func(t *testing.T) {
			f := background(`
				const get = url => fetch(url).then(r => r.text(), String)
				get('` + server.URL + `/').then(console.log).then(() => get('` + server.URL + `/shared')).then(console.log).then(() => get('` + other + `/')).then(console.log).then(() => {
					const w = new Worker('worker.js')
					w.onmessage = e => { console.log('worker', e.data); w.terminate() }
				})`)
			f["worker.js"] = `fetch('` + server.URL + `/').then(r => r.text(), String).then(postMessage)`
			f["manifest.json"] = strings.Replace(manifest, `"version"`, `"permissions": ["`+permission+`"], "version"`, 1)
			require.Equal(t, want, play(t, f))
		})
	}
}
