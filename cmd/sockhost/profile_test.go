package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	pprofile "github.com/google/pprof/profile"
)

// busyScript works for a while, then says so; with an argument it goes on.
const busyScript = `
	function work(until) { for (var n = 0; Date.now() < until; n++) {} }
	var list = [];
	for (var i = 0; i < 1e5; i++) list.push({i: i});
	setTimeout(function () {
		work(Date.now() + 500);
		console.log('worked');
		if (sockhost.args[0] === 'spin') /^(?=(a+)+$)\1b/.test('a'.repeat(60) + 'b');
		if (sockhost.args[0]) setInterval(function () {}, 1e6);
	}, 0);`

// TestProfiles: whichever way the program ends, the profiles are complete and
// tell where the time went.
func TestProfiles(t *testing.T) {
	for _, test := range []struct {
		name    string
		args    []string
		signals []os.Signal
	}{
		{"ends", nil, nil},
		{"workers", []string{"--workers", "2"}, nil},
		{"signal", []string{"--", "wait"}, []os.Signal{os.Interrupt}},
		{"two signals", []string{"--log-level", "debug", "--", "spin"}, []os.Signal{os.Interrupt, syscall.SIGTERM}},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			cpu, js, mem := filepath.Join(dir, "cpu"), filepath.Join(dir, "js"), filepath.Join(dir, "mem")
			p := prepare(t, append([]string{"--cpuprofile", cpu, "--js-profile", js, "--memprofile", mem, "-e", busyScript}, test.args...)...)
			closing := make(chan struct{})
			p.Stderr = &watched{out: os.Stderr, text: "a second signal ends at once", seen: closing}
			p.start(t)
			p.lines.Scan()
			for i, sig := range test.signals {
				if i > 0 {
					<-closing
				}
				if err := p.Process.Signal(sig); err != nil {
					t.Fatal(err)
				}
			}
			p.Wait()
			want := 0
			if n := len(test.signals); n > 0 {
				want = exitCode(test.signals[n-1])
			}
			if code := p.ProcessState.ExitCode(); code != want {
				t.Errorf("exit code %d, want %d", code, want)
			}
			for path, function := range map[string]string{
				cpu: "github.com/dop251/goja.(*vm).run",
				js:  "work",
				mem: "github.com/dop251/goja.",
			} {
				if names := profiled(t, path); !slices.ContainsFunc(names, func(name string) bool { return strings.HasPrefix(name, function) }) {
					t.Errorf("%s: %q is not in %q", filepath.Base(path), function, names)
				}
			}
		})
	}
}

// profiled returns the functions that samples of a profile lie in.
func profiled(t *testing.T, path string) (names []string) {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	p, err := pprofile.Parse(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, sample := range p.Sample {
		for _, location := range sample.Location {
			for _, line := range location.Line {
				names = append(names, line.Function.Name)
			}
		}
	}
	return names
}
