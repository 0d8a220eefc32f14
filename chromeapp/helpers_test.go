package chromeapp_test

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/chromeapp"
	"github.com/sockhost/sockhost/runtime"
)

// patience bounds the wait for something that must happen.
const patience = 20 * time.Second

// files are a package, by name.
type files map[string]string

// write writes the package to a folder.
func (f files) write(t testing.TB, dir string) {
	t.Helper()
	for name, text := range f {
		path := filepath.Join(dir, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	}
}

// manifest is that of an app with one background script, bg.js, and every
// permission for sockets.
const manifest = `{
	"name": "test", "version": "1.0", "manifest_version": 2,
	"app": {"background": {"scripts": ["bg.js"]}},
	"sockets": {"tcp": {"connect": "*"}, "tcpServer": {"listen": "*"}, "udp": {"bind": "*", "send": "*"}}
}`

// background is a package with that manifest.
func background(script string) files { return files{"manifest.json": manifest, "bg.js": script} }

// running is an app that runs.
type running struct {
	*chromeapp.App
	t     testing.TB
	dir   string
	ended chan error

	mu    sync.Mutex // protects the fields below
	lines []string
	grown chan struct{} // closed when a line comes
}

// open makes an app of a package. It is not started.
func open(t testing.TB, f files, change ...func(*chromeapp.Options)) *running {
	t.Helper()
	r := &running{t: t, dir: t.TempDir(), ended: make(chan error, 1), grown: make(chan struct{})}
	f.write(t, r.dir)
	opts := chromeapp.Options{}
	opts.Site.Console = func(_ runtime.Level, text string) { r.print(text) }
	for _, f := range change {
		f(&opts)
	}
	a, err := chromeapp.Open(r.dir, opts)
	require.NoError(t, err)
	r.App = a
	return r
}

// start opens and starts an app; the test ends it.
func start(t testing.TB, f files, change ...func(*chromeapp.Options)) *running {
	t.Helper()
	r := open(t, f, change...)
	r.run()
	t.Cleanup(func() {
		r.Shutdown(time.Second)
		<-r.ended
		r.Close()
	})
	return r
}

func (r *running) run() {
	r.Post(r.Start)
	go func() { r.ended <- r.Run() }()
}

// play runs an app to its end and returns what it printed.
func play(t testing.TB, f files, change ...func(*chromeapp.Options)) []string {
	t.Helper()
	r := open(t, f, change...)
	defer r.Close()
	r.run()
	select {
	case err := <-r.ended:
		require.NoError(t, err)
	case <-time.After(patience):
		require.FailNow(t, "the app did not end", strings.Join(r.printed(), "\n"))
	}
	return r.printed()
}

func (r *running) print(text string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.lines = append(r.lines, text)
	close(r.grown)
	r.grown = make(chan struct{})
}

func (r *running) printed() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]string(nil), r.lines...)
}

// expect waits for a line that begins with prefix, and returns the rest of it.
// Lines before it are forgotten.
func (r *running) expect(prefix string) string {
	r.t.Helper()
	late := time.After(patience)
	for {
		r.mu.Lock()
		grown := r.grown
		for i, line := range r.lines {
			if rest, ok := strings.CutPrefix(line, prefix); ok {
				r.lines = r.lines[i+1:]
				r.mu.Unlock()
				return rest
			}
		}
		r.mu.Unlock()
		select {
		case <-grown:
		case <-late:
			require.FailNow(r.t, "no line "+prefix, strings.Join(r.printed(), "\n"))
		}
	}
}

// do runs f on the app's goroutine.
func (r *running) do(f func()) {
	done := make(chan struct{})
	r.Post(func() { f(); close(done) })
	<-done
}
