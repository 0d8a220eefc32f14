package sockhost_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/sockhost/sockhost/"

// rooms says who may talk to whom. Packages of this module stand without its
// path; a name stands for what is below it too.
var rooms = []struct {
	pkg   string
	only  []string // what it may import besides the standard library; nil is anything
	never []string // what it must not depend on, by whatever way
}{
	{"eventloop", []string{"golang.org/x/sys"}, nil},
	{"sockets", []string{"eventloop", "golang.org/x/net/idna"}, []string{"github.com/dop251", "sockets/ws", "sockets/wsserver"}},
	{"sockets/ws", []string{"eventloop", "github.com/gorilla/websocket"}, []string{"github.com/dop251", "bindings", "runtime"}},
	{"sockets/wsserver", []string{"eventloop", "sockets/ws"}, []string{"github.com/dop251", "bindings", "runtime"}},
	{"runtime", []string{"eventloop", "runtime/builtins", "github.com/dop251", "github.com/evanw/esbuild"}, []string{"sockets", "bindings"}},
	{"runtime/builtins", []string{"eventloop", "runtime/builtins/intl", "runtime/builtins/pattern", "github.com/dop251/goja", "golang.org/x/text"}, []string{"sockets", "bindings"}},
	{"runtime/builtins/intl", []string{}, []string{"github.com/dop251", "eventloop"}},
	{"runtime/builtins/pattern", []string{"github.com/dlclark/regexp2"}, []string{"github.com/dop251", "eventloop"}},
	{"runtime/app", []string{"github.com/tailscale/hujson"}, []string{"github.com/dop251", "sockets", "bindings", "eventloop"}},
	{"system", []string{"golang.org/x/sys"}, nil},
	{"alarms", []string{"eventloop"}, nil},
	{"files", []string{}, []string{"github.com/dop251", "eventloop"}},
	{"storage", []string{"eventloop", "go.etcd.io/bbolt"}, []string{"github.com/dop251", "sockets", "bindings", "runtime"}},
	{"bindings/api", []string{"runtime", "github.com/dop251/goja"}, []string{"sockets", "bindings/chrome", "bindings/web"}},
	{"bindings/chrome", []string{"bindings/api", "alarms", "eventloop", "files", "sockets", "storage", "runtime", "system", "github.com/dop251/goja"}, []string{"bindings/web"}},
	{"bindings/websocketserver", []string{"bindings/api", "sockets/ws", "sockets/wsserver", "runtime", "github.com/dop251/goja"}, []string{"bindings/chrome", "bindings/web"}},
	{"bindings/web", []string{"eventloop", "files", "runtime", "sockets/ws", "github.com/dop251/goja", "github.com/nlnwa/whatwg-url", "github.com/andybalholm/cascadia", "golang.org/x/net/html", "golang.org/x/text"},
		[]string{"sockets/wsserver", "bindings/api", "bindings/chrome"}},
	{"page", []string{"bindings", "eventloop", "runtime", "sockets", "github.com/dop251/goja"}, []string{"chromeapp", "github.com/fsnotify"}},
	{"chromeapp", []string{"page", "bindings/api", "bindings/chrome", "bindings/web", "files", "runtime", "sockets", "storage", "github.com/dop251/goja", "github.com/fsnotify/fsnotify"},
		[]string{"github.com/spf13", "conformance"}},
}

// commands may print, and nobody imports them.
var commands = []string{"cmd", "bench", "conformance/chromium", "conformance/docs", "conformance/platform", "runtime/builtins/docs", "runtime/builtins/record"}

func TestRooms(t *testing.T) {
	for _, room := range rooms {
		imports, deps := goList(t, "{{range .Imports}}{{.}}\n{{end}}", room.pkg), goList(t, "{{range .Deps}}{{.}}\n{{end}}", room.pkg)
		for _, imported := range imports {
			standard := !strings.Contains(strings.Split(imported, "/")[0], ".")
			if room.only != nil && !standard && !below(imported, room.only) {
				t.Errorf("%s imports %s", room.pkg, imported)
			}
		}
		for _, dependency := range deps {
			if below(dependency, room.never) {
				t.Errorf("%s depends on %s", room.pkg, dependency)
			}
		}
	}
	for _, imported := range goList(t, "{{range .Imports}}{{.}}\n{{end}}{{range .TestImports}}{{.}}\n{{end}}{{range .XTestImports}}{{.}}\n{{end}}", "...") {
		if below(imported, commands) {
			t.Errorf("something imports %s", imported)
		}
	}
}

// TestOnlyCommandsPrint: everybody else hands text to whoever asked for it.
func TestOnlyCommandsPrint(t *testing.T) {
	prints := regexp.MustCompile(`\bfmt\.Print|\bos\.Std(out|err)\b|\blog\.(Print|Fatal|Panic)|\bprintln\(`)
	for _, file := range goList(t, "{{range .GoFiles}}{{$.ImportPath}}/{{.}}\n{{end}}", "...") {
		if below(file, commands) {
			continue
		}
		file = filepath.FromSlash(strings.TrimPrefix(file, module))
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(text), "\n") {
			if code, _, _ := strings.Cut(line, "//"); prints.MatchString(code) {
				t.Errorf("%s:%d: %s", file, i+1, strings.TrimSpace(line))
			}
		}
	}
}

func below(pkg string, names []string) bool {
	return slices.ContainsFunc(names, func(name string) bool {
		if !strings.Contains(strings.Split(name, "/")[0], ".") {
			name = module + name
		}
		return pkg == name || strings.HasPrefix(pkg, name+"/")
	})
}

func goList(t *testing.T, format, pkg string) []string {
	t.Helper()
	out, err := exec.Command("go", "list", "-f", format, "./"+pkg).CombinedOutput()
	if err != nil {
		t.Fatalf("go list %s: %v\n%s", pkg, err, out)
	}
	return strings.Fields(string(out))
}
