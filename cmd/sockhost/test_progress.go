package main

import (
	"fmt"
	"io"
	"os"
	"sync"

	"github.com/sockhost/sockhost/conformance"
)

// progressWidth keeps the line in one row of a terminal.
const progressWidth = 79

// testProgress is a line on the terminal that says how far the tests are. On
// anything else it is silent.
type testProgress struct {
	out   io.Writer // nil when there is no terminal
	files int

	mu            sync.Mutex // protects the fields below, and out
	count, failed int
	line          string
}

func newTestProgress(out io.Writer, files int) *testProgress {
	p := &testProgress{files: files}
	if isTerminal(out) {
		p.out = out
	}
	return p
}

// isTerminal tells whether somebody is watching.
func isTerminal(out io.Writer) bool {
	file, ok := out.(*os.File)
	if !ok || os.Getenv("TERM") == "dumb" {
		return false
	}
	info, err := file.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return false
	}
	null, err := os.Stat(os.DevNull)
	return err != nil || !os.SameFile(info, null)
}

// done counts a file.
func (p *testProgress) done(r conformance.Result) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.count++
	for _, t := range r.Tests {
		if t.Status == conformance.Fail {
			p.failed++
		}
	}
	line := []rune(fmt.Sprintf(wordTestProgress, p.count, count(p.files, wordFile), p.failed, r.File))
	p.line = string(line[:min(len(line), progressWidth)])
	p.show()
}

// aside lets f print something above the line.
func (p *testProgress) aside(f func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clear()
	f()
	p.show()
}

func (p *testProgress) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clear()
}

func (p *testProgress) show() {
	if p.out != nil {
		io.WriteString(p.out, "\r\x1b[K"+p.line)
	}
}

func (p *testProgress) clear() {
	if p.out != nil {
		io.WriteString(p.out, "\r\x1b[K")
	}
}
