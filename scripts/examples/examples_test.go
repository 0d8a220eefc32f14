// Package examples_test runs every program in this folder as its own sockhost process and drives it with real clients.
//
// The binary is built from this module first; SOCKHOST_BINARY=/path/to/sockhost tests another one instead.
// Linux's /proc gives descriptor counts and memory; the tests that need it skip themselves where it is missing.
package examples_test

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// patience bounds every single wait. It only ever runs out when something hangs, so it is generous.
const patience = 60 * time.Second

// executable is the sockhost that the tests run.
var executable string

func TestMain(m *testing.M) {
	os.Exit(runTests(m))
}

func runTests(m *testing.M) int {
	if executable = os.Getenv("SOCKHOST_BINARY"); executable != "" {
		return m.Run()
	}
	dir, err := os.MkdirTemp("", "sockhost-examples-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	executable = filepath.Join(dir, "sockhost")
	build := exec.Command("go", "build", "-o", executable, "github.com/sockhost/sockhost/cmd/sockhost")
	if output, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "cannot build sockhost: %v\n%s", err, output)
		return 1
	}
	return m.Run()
}

// A program is one running example.
type program struct {
	t      *testing.T
	cmd    *exec.Cmd
	addr   string
	lines  chan string
	stderr *transcript
	exited chan struct{}
}

// transcript collects output that a goroutine of os/exec writes and the test reads.
type transcript struct {
	mu   sync.Mutex // protects text
	text bytes.Buffer
}

func (tr *transcript) Write(p []byte) (int, error) {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	return tr.text.Write(p)
}

func (tr *transcript) String() string {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	return tr.text.String()
}

// run starts an example without waiting for anything it prints.
func run(t *testing.T, script string, args ...string) *program {
	t.Helper()
	p := &program{t: t, lines: make(chan string, 4096), stderr: new(transcript), exited: make(chan struct{})}
	p.cmd = exec.Command(executable, append([]string{script, "--"}, args...)...)
	p.cmd.Stderr = p.stderr
	stdout, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		for scanner := bufio.NewScanner(stdout); scanner.Scan(); {
			p.lines <- scanner.Text()
		}
		close(p.lines)
		p.cmd.Wait()
		close(p.exited)
	}()
	t.Cleanup(func() {
		p.cmd.Process.Kill()
		<-p.exited
		if t.Failed() && p.stderr.String() != "" {
			t.Logf("%s wrote to stderr:\n%s", script, p.stderr)
		}
	})
	return p
}

// serve starts an example that listens and waits until it says where.
func serve(t *testing.T, script string, args ...string) *program {
	t.Helper()
	p := run(t, script, args...)
	line := p.line()
	addr, ok := strings.CutPrefix(line, "listening on ")
	if !ok {
		t.Fatalf("%s said %q instead of its ready line", script, line)
	}
	if _, port, err := net.SplitHostPort(addr); err != nil || port == "0" {
		t.Fatalf("%s listens on %q, which is no address a client could use", script, addr)
	}
	p.addr = addr
	return p
}

func (p *program) port() string {
	_, port, _ := net.SplitHostPort(p.addr)
	return port
}

// line returns the next line on stdout.
func (p *program) line() string {
	p.t.Helper()
	select {
	case line, ok := <-p.lines:
		if !ok {
			<-p.exited
			p.t.Fatalf("the program ended (%v) without another line; stderr: %s", p.cmd.ProcessState, p.stderr)
		}
		return line
	case <-time.After(patience):
		p.t.Fatalf("no line within %v; stderr: %s", patience, p.stderr)
	}
	return ""
}

// end waits for the process and returns its exit code.
func (p *program) end() int {
	p.t.Helper()
	select {
	case <-p.exited:
	case <-time.After(patience):
		p.t.Fatalf("still running after %v", patience)
	}
	return p.cmd.ProcessState.ExitCode()
}

// stop ends the program the way an operator does and fails when it had anything to complain about: an example
// that leaves a lastError unread or throws in a listener shows it on stderr.
func (p *program) stop() {
	p.t.Helper()
	p.signal(syscall.SIGTERM)
	if code := p.end(); code != 143 {
		p.t.Errorf("exit code after SIGTERM: got %d, want 143", code)
	}
	if text := p.stderr.String(); text != "" {
		p.t.Errorf("unexpected words on stderr:\n%s", text)
	}
}

func (p *program) signal(signal os.Signal) {
	p.t.Helper()
	if err := p.cmd.Process.Signal(signal); err != nil {
		p.t.Fatal(err)
	}
}

// descriptors counts what the process has open.
func (p *program) descriptors() int {
	p.t.Helper()
	entries, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", p.cmd.Process.Pid))
	if err != nil {
		p.t.Skipf("needs /proc: %v", err)
	}
	return len(entries)
}

// memory returns a field of /proc/PID/status, such as VmRSS, in bytes.
func (p *program) memory(field string) int64 {
	p.t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		p.t.Skipf("needs /proc: %v", err)
	}
	for line := range strings.Lines(string(status)) {
		if value, ok := strings.CutPrefix(line, field+":"); ok {
			kilobytes, err := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(value), "kB")), 10, 64)
			if err != nil {
				p.t.Fatal(err)
			}
			return kilobytes << 10
		}
	}
	p.t.Skipf("/proc has no %s", field)
	return 0
}

// dial connects to addr; the connection fails rather than hangs, and is closed with the test.
func dial(t *testing.T, addr string) *net.TCPConn {
	t.Helper()
	conn, err := net.DialTimeout("tcp", addr, patience)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	conn.SetDeadline(time.Now().Add(patience))
	return conn.(*net.TCPConn)
}

// listen opens a loopback listener that is closed with the test.
func listen(t *testing.T) *net.TCPListener {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	tcp := listener.(*net.TCPListener)
	tcp.SetDeadline(time.Now().Add(patience))
	return tcp
}

// accept takes one connection from listener, with the same care as dial.
func accept(t *testing.T, listener *net.TCPListener) *net.TCPConn {
	t.Helper()
	conn, err := listener.AcceptTCP()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	conn.SetDeadline(time.Now().Add(patience))
	return conn
}

// unusedPort returns a loopback port that refuses connections.
func unusedPort(t *testing.T) string {
	t.Helper()
	listener := listen(t)
	defer listener.Close()
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	return port
}

func write(t *testing.T, conn io.Writer, text string) {
	t.Helper()
	if _, err := io.WriteString(conn, text); err != nil {
		t.Fatal(err)
	}
}

func TestSignalsEndEveryExample(t *testing.T) {
	peer := listen(t)
	host, port, _ := net.SplitHostPort(peer.Addr().String())
	examples := []struct {
		script string
		args   []string
	}{
		{"tcp-echo.js", []string{"0"}},
		{"http-hello.js", []string{"0"}},
		{"tcp-client.js", []string{host, port}},
		{"port-forward.js", []string{"0", host, port}},
		{"line-chat.js", []string{"0"}},
		{"ws-echo.js", []string{"0"}},
		{"ws-chat.js", []string{"0"}},
		{"ws-live-reload.js", []string{".", "0"}},
		{"ws-jsonrpc.js", []string{"0"}},
	}
	for _, example := range examples {
		for signal, code := range map[syscall.Signal]int{syscall.SIGTERM: 143, syscall.SIGINT: 130} {
			t.Run(fmt.Sprintf("%s/%v", example.script, signal), func(t *testing.T) {
				p := run(t, example.script, example.args...)
				p.line()
				p.signal(signal)
				if got := p.end(); got != code {
					t.Errorf("exit code: got %d, want %d", got, code)
				}
			})
		}
	}
}

// TestEveryExampleIsTested: the tests here name every script.
func TestEveryExampleIsTested(t *testing.T) {
	var tests strings.Builder
	sources, err := filepath.Glob("*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range sources {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		tests.Write(source)
	}
	scripts, err := filepath.Glob("*.js")
	if err != nil {
		t.Fatal(err)
	}
	for _, script := range scripts {
		if !strings.Contains(tests.String(), strconv.Quote(script)) {
			t.Errorf("%s has no test in this package", script)
		}
	}
}

func TestBusyPortIsReported(t *testing.T) {
	_, port, _ := net.SplitHostPort(listen(t).Addr().String())
	for script, args := range map[string][]string{
		"tcp-echo.js": {port}, "http-hello.js": {port}, "port-forward.js": {port}, "line-chat.js": {port},
		"ws-echo.js": {port}, "ws-chat.js": {port}, "ws-live-reload.js": {".", port}, "ws-jsonrpc.js": {port},
	} {
		t.Run(script, func(t *testing.T) {
			p := run(t, script, args...)
			p.end()
			want := "cannot listen on port " + port + ": net::ERR_ADDRESS_IN_USE"
			if strings.HasPrefix(script, "ws-") {
				want = "cannot listen on port " + port + ": " // the words are the system's
			}
			if !strings.Contains(p.stderr.String(), want) {
				t.Errorf("stderr: got %q, want it to say %q", p.stderr, want)
			}
		})
	}
}
