package wsserver_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/sockets/wsserver"
)

// site makes a folder to serve, next to something that must not be served.
func site(t *testing.T) string {
	dir := t.TempDir()
	root := filepath.Join(dir, "site")
	for name, text := range map[string]string{
		"secret.txt":           "secret",
		"site/page.html":       "<p>page",
		"site/a b.txt":         "0123456789",
		"site/app.js":          "x",
		"site/.env":            "hidden",
		"site/.git/config":     "hidden",
		"site/sub/index.html":  "<p>sub",
		"site/sub/deep/x.txt":  "deep",
		"site/empty/other.txt": "other",
	} {
		name = filepath.Join(dir, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o755))
		require.NoError(t, os.WriteFile(name, []byte(text), 0o644))
	}
	for link, target := range map[string]string{
		"out.txt": "../secret.txt", "out": "..", "absolute": filepath.Join(dir, "secret.txt"), "in.txt": "page.html", "loop": "loop",
	} {
		if err := os.Symlink(filepath.FromSlash(target), filepath.Join(root, link)); err != nil {
			t.Skip("no symbolic links here")
		}
	}
	return root
}

// serveFolder has every request answered with a file.
func (w *world) serveFolder(root string) {
	w.do(func() {
		w.serve = func(_ *wsserver.Client, r *wsserver.Request, res *wsserver.Response) {
			res.ServeFile(root, r.URL.Path, http.Header{"X-Field": {"x"}})
		}
	})
}

func TestServeFile(t *testing.T) {
	root := site(t)
	onBackends(t, func(t *testing.T, w *world) {
		w.serveFolder(root)
		for _, c := range []struct {
			path   string
			status int
			body   string
		}{
			{"/page.html", 200, "<p>page"},
			{"/a%20b.txt", 200, "0123456789"},
			{"/in.txt", 200, "<p>page"},
			{"/sub/", 200, "<p>sub"},
			{"/sub/index.html", 200, "<p>sub"},
			{"/sub/../page.html", 200, "<p>page"},
			{"/sub/deep/x.txt", 200, "deep"},
			{"/page.html/", 404, ""},
			{"/page.html/x", 404, ""},
			{"/missing", 404, ""},
			{"/", 404, ""},
			{"/empty/", 404, ""},
			{"/.env", 404, ""},
			{"/%2eenv", 404, ""},
			{"/.git/config", 404, ""},
			{"/.git/", 404, ""},
			{"/../secret.txt", 404, ""},
			{"/%2e%2e/secret.txt", 404, ""},
			{"/..%2fsecret.txt", 404, ""},
			{"/sub/../../secret.txt", 404, ""},
			{`/..%5csecret.txt`, 404, ""},
			{"/out.txt", 404, ""},
			{"/out/secret.txt", 404, ""},
			{"/out/", 404, ""},
			{"/absolute", 404, ""},
			{"/loop", 404, ""},
			{"/%00", 404, ""},
			{"/page.html%00.txt", 404, ""},
			{"/" + strings.Repeat("x", 5000), 404, ""},
		} {
			client := w.raw("GET " + c.path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
			res, body := client.answer("GET")
			require.Equal(t, c.status, res.StatusCode, c.path)
			require.Equal(t, "x", res.Header.Get("X-Field"))
			if c.status == 200 {
				require.Equal(t, c.body, body)
			}
			require.NotContains(t, body, "secret")
			require.NotContains(t, body, "hidden")
			require.NotContains(t, body, "other")
		}
	})
}

func TestServeFileFields(t *testing.T) {
	root := site(t)
	onBackends(t, func(t *testing.T, w *world) {
		w.serveFolder(root)
		res, _ := w.fetch("GET", "/page.html", "")
		require.Contains(t, res.Header.Get("Content-Type"), "text/html")
		require.NotEmpty(t, res.Header.Get("Last-Modified"))
		tag := res.Header.Get("ETag")
		require.Regexp(t, `^"[0-9a-f-]+"$`, tag)
		modified := res.Header.Get("Last-Modified")
		res, _ = w.fetch("GET", "/app.js", "")
		require.Contains(t, res.Header.Get("Content-Type"), "javascript")

		res, body := w.fetch("HEAD", "/page.html", "")
		require.Empty(t, body)
		require.EqualValues(t, 7, res.ContentLength)
		res, body = w.fetch("GET", "/page.html", "", "If-None-Match: "+tag)
		require.Equal(t, http.StatusNotModified, res.StatusCode)
		require.Empty(t, body)
		res, _ = w.fetch("GET", "/page.html", "", "If-Modified-Since: "+modified)
		require.Equal(t, http.StatusNotModified, res.StatusCode)
		res, body = w.fetch("GET", "/a%20b.txt", "", "Range: bytes=2-4")
		require.Equal(t, http.StatusPartialContent, res.StatusCode)
		require.Equal(t, "234", body)
		res, _ = w.fetch("GET", "/a%20b.txt", "", "Range: bytes=20-")
		require.Equal(t, http.StatusRequestedRangeNotSatisfiable, res.StatusCode)
		res, _ = w.fetch("POST", "/page.html", "x")
		require.Equal(t, http.StatusMethodNotAllowed, res.StatusCode)
		require.Equal(t, "GET, HEAD", res.Header.Get("Allow"))

		require.NoError(t, os.WriteFile(filepath.Join(root, "page.html"), []byte("<p>another"), 0o644))
		res, body = w.fetch("GET", "/page.html", "", "If-None-Match: "+tag)
		require.Equal(t, http.StatusOK, res.StatusCode)
		require.Equal(t, "<p>another", body)
		require.NoError(t, os.WriteFile(filepath.Join(root, "page.html"), []byte("<p>page"), 0o644))
	})
}

func TestServeFileRedirects(t *testing.T) {
	root := site(t)
	onBackends(t, func(t *testing.T, w *world) {
		w.serveFolder(root)
		for path, target := range map[string]string{"/sub?a=b": "sub/?a=b", "/sub/deep": "deep/", "//sub": "sub/", "/x/../sub": "sub/"} {
			client := w.raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
			res, _ := client.answer("GET")
			require.Equal(t, http.StatusMovedPermanently, res.StatusCode, path)
			require.Equal(t, target, res.Header.Get("Location"))
		}
	})
}

func TestServeFileFromNowhere(t *testing.T) {
	root := filepath.Join(site(t), "missing")
	onBackends(t, func(t *testing.T, w *world) {
		w.serveFolder(root)
		res, _ := w.fetch("GET", "/page.html", "")
		require.Equal(t, http.StatusNotFound, res.StatusCode)
		w.serveFolder(filepath.Join(filepath.Dir(root), "page.html"))
		res, _ = w.fetch("GET", "/", "")
		require.Equal(t, http.StatusNotFound, res.StatusCode)
	})
}

func TestLocalName(t *testing.T) {
	for path, want := range map[string]string{
		"": ".", "/": ".", "//": ".", "/a/../..": ".", "a": "a", "/a//b/./c/": "a/b/c", "/../a": "a", "/a...": "a...",
		"/.a": "", "/a/.b/c": "", "/...": "", `/a\b`: "", "/a\x00": "",
	} {
		got, ok := wsserver.LocalName(path)
		require.Equal(t, want != "", ok, path)
		require.Equal(t, want, got, path)
	}
}
