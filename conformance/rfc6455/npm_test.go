package rfc6455_test

import (
	"bufio"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sockhost/sockhost/eventloop"
)

// npmModes are the words of the programs for compression off and on.
var npmModes = map[string]string{"plain": "plain", "compress": "compression"}

// npm returns what runs a program of testdata in node, with packages of npm.
func npm(t *testing.T, script string, args ...string) *exec.Cmd {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed")
	}
	modules := filepath.Join(os.Getenv("SOCKHOST_NPM"), "node_modules")
	if os.Getenv("SOCKHOST_NPM") == "" {
		root, err := exec.Command("npm", "root", "-g").Output()
		if err != nil {
			t.Skip("SOCKHOST_NPM is not set, and npm is not installed")
		}
		modules = strings.TrimSpace(string(root))
	}
	if _, err := os.Stat(filepath.Join(modules, "ws")); err != nil {
		t.Skipf("the package ws of npm is not installed: %v", err)
	}
	cmd := exec.CommandContext(t.Context(), node, append([]string{filepath.Join("testdata", script)}, args...)...)
	cmd.Env = append(os.Environ(), "NODE_PATH="+modules)
	cmd.Stderr = t.Output()
	return cmd
}

// check is the outcome of one of checks.js; the last one has no name.
type check struct{ Name, Error string }

// judge takes a line of a program and makes a subtest of a check in it.
func judge(t *testing.T, line string) (last bool) {
	t.Helper()
	rest, ok := strings.CutPrefix(line, "check ")
	if !ok {
		t.Fatalf("the program printed %s", line)
	}
	var c check
	if err := json.Unmarshal([]byte(rest), &c); err != nil {
		t.Fatalf("%v in %s", err, line)
	}
	if c.Name == "" {
		return true
	}
	t.Run(c.Name, func(t *testing.T) {
		if c.Error != "" {
			t.Error(c.Error)
		}
	})
	return false
}

// closes are what the server must hear of clients in checks.js. The reason is
// "" without one.
var closes = map[string]struct {
	code   int
	reason string
}{
	"/client-1005":        {1005, ""},
	"/client-1000":        {1000, ""},
	"/client-4001":        {4001, "bye"},
	"/client-4999":        {4999, strings.Repeat("€", 41)},
	"/crowd-49":           {4049, "client 49"},
	"/close/1001/because": {1001, "because"},
	"/close/4999/because": {4999, "because"},
}

func hearsCloses(t *testing.T, hear func(path string) report) {
	t.Helper()
	for path, want := range closes {
		r, reason := hear(path), ""
		if r.Reason != nil {
			reason = *r.Reason
		}
		if r.Code != want.code || reason != want.reason {
			t.Errorf("the server heard of %s: %v", path, r.heard)
		}
	}
}

// TestServerWithNPM has the client of ws talk to websocketserver.
func TestServerWithNPM(t *testing.T) {
	for theirs, ours := range npmModes {
		t.Run(theirs, func(t *testing.T) {
			eachBackend(t, func(t *testing.T, backend eventloop.Backend) {
				cmd := npm(t, "npm-client.js")
				a, address := start(t, backend, echoServer, ours)
				cmd.Args = append(cmd.Args, "ws://"+address, theirs)
				out, err := cmd.StdoutPipe()
				if err != nil {
					t.Fatal(err)
				}
				if err := cmd.Start(); err != nil {
					t.Fatal(err)
				}
				last := false
				for lines := bufio.NewScanner(out); !last && lines.Scan(); {
					last = judge(t, lines.Text())
				}
				if err := cmd.Wait(); err != nil || !last {
					t.Fatalf("the client ended: %v", err)
				}
				hearsCloses(t, func(path string) report { return a.heard(t, path) })
				if r := a.heard(t, "/terminated"); r.Code != 1006 {
					t.Errorf("the server heard of a client that went: %v", r.heard)
				}
			})
		})
	}
}

// TestClientWithNPM has WebSocket talk to the server of ws.
func TestClientWithNPM(t *testing.T) {
	for theirs := range npmModes {
		t.Run(theirs, func(t *testing.T) {
			eachBackend(t, func(t *testing.T, backend eventloop.Backend) {
				cmd := npm(t, "npm-server.js", theirs)
				stdin, err := cmd.StdinPipe()
				if err != nil {
					t.Fatal(err)
				}
				out, err := cmd.StdoutPipe()
				if err != nil {
					t.Fatal(err)
				}
				if err := cmd.Start(); err != nil {
					t.Fatal(err)
				}
				t.Cleanup(func() { stdin.Close(); cmd.Wait() })
				told := newApp()
				go func() {
					for lines := bufio.NewScanner(out); lines.Scan(); {
						told.print(0, lines.Text())
					}
				}()
				port := ""
				select {
				case port = <-told.listening:
				case <-time.After(patience):
					t.Fatal("the server does not listen")
				}
				a, _ := start(t, backend, "checks.js+npm-browser.js", "ws://127.0.0.1:"+port, theirs)
				for last := false; !last; {
					select {
					case line := <-a.others:
						last = judge(t, line)
					case <-time.After(patience):
						t.Fatal("the client does not end")
					}
				}
				hearsCloses(t, func(path string) report { return told.heard(t, path) })
			})
		})
	}
}
