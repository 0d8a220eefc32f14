package app_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/runtime/app"
)

// The patterns of Chrome's documentation of match patterns, and what they match.
func TestHosts(t *testing.T) {
	for _, c := range []struct {
		pattern, url string
		match        bool
	}{
		{"<all_urls>", "https://example.org/foo", true},
		{"<all_urls>", "data:,a", false},
		{"http://*/*", "http://www.google.com/", true},
		{"http://*/*", "https://www.google.com/", false},
		{"*://*/*", "https://[::1]:8/a?b", true},
		{"https://*/foo*", "https://example.com/foo/bar.html", true},
		{"https://*/foo*", "https://example.com/bar", false},
		{"https://*.google.com/foo*bar", "https://www.google.com/foo/baz/bar", true},
		{"https://*.google.com/foo*bar", "https://google.com/foobar", true},
		{"https://*.google.com/foo*bar", "https://notgoogle.com/foobar", false},
		{"http://127.0.0.1/*", "http://127.0.0.1:8080/", true},
		{"http://127.0.0.1:8080/*", "http://127.0.0.1:8081/", false},
		{"http://localhost:80/*", "http://localhost/", true},
		{"http://localhost:*/*", "http://localhost:5/", true},
		{"http://*:8080/*", "http://any.example:8080/", true},
		{"http://*:8080/*", "http://any.example/", false},
		{"http://EXAMPLE.com/a?b", "http://example.com/a?b", true},
		{"http://example.com/a.c", "http://example.com/abc", false},
		{"http://[::1]/*", "http://[::1]/", true},
		{"https://example.com/", "https://example.com/other", false},
		{"storage", "http://storage/", false},
	} {
		t.Run(c.pattern+" "+c.url, func(t *testing.T) {
			for _, key := range []string{"permissions", "host_permissions"} {
				m, err := app.ParseManifest("manifest.json", fmt.Appendf(nil, `{"manifest_version": 3, "name": "a", "version": "1", "app": {"background": {"scripts": ["a.js"]}}, %q: [%q]}`, key, c.pattern))
				require.NoError(t, err)
				require.Equal(t, c.match, m.Hosts().Match(c.url), key)
			}
		})
	}
}
