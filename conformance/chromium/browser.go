package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	_ "embed"

	"github.com/sockhost/sockhost/conformance"
)

// runJS is node's part; the package is run from source, and node wants a file.
//
//go:embed run.js
var runJS []byte

// Times of a browser.
const (
	startLimit = 30 * time.Second // to the first word of the app
	testLimit  = 15 * time.Second // of one test
)

// browser starts Chromium, once for each case: socket ids and what one case
// leaves behind would show in the next.
type browser struct {
	chromium, node string
	version        string
	peer           *conformance.Peer
	store          string // certificates that browsers trust; "" if there is no way to make one
	folder         string // for run.js and profiles
}

var (
	errNoChromium = errors.New(wordNoChromium)
	errNoNode     = errors.New(wordNoNode)
)

func newBrowser(ctx context.Context, folder string) (*browser, error) {
	b := &browser{folder: folder}
	var err error
	if b.chromium, err = exec.LookPath("chromium"); err != nil {
		return nil, errNoChromium
	}
	if b.node, err = exec.LookPath("node"); err != nil {
		return nil, errNoNode
	}
	text, err := exec.CommandContext(ctx, b.chromium, "--version").Output()
	if err != nil {
		return nil, fmt.Errorf("chromium --version: %w", err)
	}
	words := strings.Fields(string(text))
	if len(words) < 2 {
		return nil, fmt.Errorf("chromium --version says %q", text)
	}
	b.version = words[1]
	if err := os.WriteFile(filepath.Join(folder, "run.js"), runJS, 0o644); err != nil {
		return nil, err
	}
	if b.peer, err = conformance.StartPeer(ctx, nil); err != nil {
		return nil, err
	}
	return b, b.trust(ctx)
}

// trust makes a store of certificates with the authority of the peer, for the
// home of the browsers.
func (b *browser) trust(ctx context.Context) error {
	certutil, err := exec.LookPath("certutil")
	if err != nil {
		return nil // cases that need it are left out
	}
	store, authority := filepath.Join(b.folder, "nssdb"), filepath.Join(b.folder, "authority.pem")
	if err := os.MkdirAll(store, 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(authority, []byte(b.peer.Ports().CA), 0o644); err != nil {
		return err
	}
	for _, args := range [][]string{
		{"-N", "--empty-password"},
		{"-A", "-n", "peer", "-t", "C,,", "-i", authority},
	} {
		out, err := exec.CommandContext(ctx, certutil, append(args, "-d", "sql:"+store)...).CombinedOutput()
		if err != nil {
			return fmt.Errorf("certutil: %w: %s", err, out)
		}
	}
	b.store = store
	return nil
}

// can tells whether a case can be run with what is there.
func (b *browser) can(c conformance.Case) bool {
	return b.store != "" || !slices.Contains(c.Needs, "tls")
}

// said is one line of run.js.
type said struct {
	Type string `json:"type"`
	Text string `json:"text"`
}

// run runs an app until hear returns false, or nothing is heard in time.
func (b *browser) run(ctx context.Context, app string, hear func(said) (more bool)) error {
	profile := filepath.Join(app, "..", "profile")
	defer os.RemoveAll(profile)
	if b.store != "" {
		if err := os.CopyFS(filepath.Join(profile, ".pki", "nssdb"), os.DirFS(b.store)); err != nil {
			return err
		}
	}
	command := exec.CommandContext(ctx, b.node, filepath.Join(b.folder, "run.js"), b.chromium, profile, app)
	stdin, err := command.StdinPipe()
	if err != nil {
		return err
	}
	stdout, err := command.StdoutPipe()
	if err != nil {
		return err
	}
	// A terminal's interrupt goes to this command first, which ends run.js by
	// its input, so that run.js can end the browser.
	command.Cancel = stdin.Close
	command.WaitDelay = startLimit
	if err := command.Start(); err != nil {
		return err
	}
	lines := make(chan said)
	go func() {
		defer close(lines)
		scanner := bufio.NewScanner(stdout)
		scanner.Buffer(nil, 16<<20)
		for scanner.Scan() {
			var s said
			if json.Unmarshal(scanner.Bytes(), &s) == nil {
				lines <- s
			}
		}
	}()
	limit := startLimit
	for open := true; open; {
		select {
		case s, more := <-lines:
			open = more && hear(s)
		case <-time.After(limit):
			open = hear(said{Type: "timeout"})
		}
		limit = testLimit
	}
	io.Closer(stdin).Close()
	for range lines { // so that run.js can write, and end
	}
	if err := command.Wait(); err != nil && ctx.Err() != nil {
		return ctx.Err()
	}
	return nil
}
