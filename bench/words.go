package main

// Every word the benchmark says to a person stands here. Errors are lowercase without a full stop; a line of output
// names the thing first and what happened to it second.

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"
)

const (
	usageDuration = "measured time of a round"
	usageWarmup   = "time under load before the measurement of a round begins"
	usageRest     = "time that idle connections are left alone before memory is read"
	usageRounds   = "rounds per work; the table shows medians"
	usagePin      = "give generator and server cores of their own; otherwise the scheduler decides"
	usageJSON     = "print everything that was measured as JSON"
	usageSockhost = "the sockhost to measure; built from this module when empty"
	usageBaseline = "comma-separated names of the peers that ratios refer to; each work has its own when empty"
	usageServe    = "be one of the peers of this binary instead: gonet, gonet-udp, gonet-http, gonet-forward, goepoll, gorilla-echo or gorilla-publish"
	usageWrite    = "write RESULTS.md, results.json and echo.svg after a run of five rounds or more with all works and peers"
	usageOut      = "write these files into this folder, whatever was run; bench when empty"
	usageRender   = "write RESULTS.md and echo.svg anew from results.json and measure nothing"
)

var (
	errSettings   = errors.New("rounds and duration must be positive")
	errNeedsLinux = errors.New("the benchmark needs Linux: epoll drives the load, /proc gives CPU time and memory")
	errNoModule   = errors.New("no go.mod of sockhost here or above; run it inside the repository")
	errNoPeers    = errors.New("no peer is left to measure")

	errServerClosed = errors.New("the server closed the connection")
	errCorrupt      = errors.New("what came back is not what was sent")
	errEarly        = errors.New("the answer is complete before the message is")
	errNotUpgraded  = errors.New("the server did not switch to plain WebSocket")
	errUnasked      = errors.New("the server spoke first")
	errNothing      = errors.New("not one operation was completed in the measured time")
	errStuck        = errors.New("the server has stopped answering")
)

func usageWork(table []work) string {
	var text strings.Builder
	text.WriteString("comma-separated names of what to measure, everything when empty:")
	for _, w := range table {
		fmt.Fprintf(&text, "\n%-15s %s", w.name, w.about)
	}
	return text.String()
}

func usagePeers(table []peer) string {
	var text strings.Builder
	text.WriteString("comma-separated names of peers, everyone when empty:")
	for _, p := range table {
		fmt.Fprintf(&text, "\n%-10s %s", p.name, p.about)
	}
	return text.String()
}

func unknownName(name string) error {
	return fmt.Errorf("nothing here is called %q", name)
}

// notInstalled is the one reason to go on without a peer.
type notInstalled string

func (program notInstalled) Error() string {
	return string(program) + " is not installed"
}

// tooFewFiles says why connections cannot all be opened.
func tooFewFiles(limit uint64) error {
	return fmt.Errorf("the limit of open files is %d (ulimit -n)", limit)
}

func toolFailed(tool, output string) error {
	return fmt.Errorf("%s: %s", tool, strings.TrimSpace(output))
}

// atRate tells how much a paced load offers.
func atRate(about string, rate float64) string {
	return fmt.Sprintf("%s, %s messages a second", about, thousands(rate))
}

func buildFailed(err error, output []byte) error {
	return fmt.Errorf("sockhost does not build: %w\n%s", err, bytes.TrimSpace(output))
}

func neverReady(line, stderr string) error {
	return withStderr(fmt.Errorf("the server said %q instead of its ready line", strings.TrimSpace(line)), stderr)
}

// corrupt shows the beginning of what came instead of what had to come.
func corrupt(got, want []byte) error {
	const enough = 80
	return fmt.Errorf("%w: got %q, want %q", errCorrupt, got[:min(len(got), enough)], want[:min(len(want), enough)])
}

func handshakeFailed(err error) error {
	return fmt.Errorf("opening handshake: %w", err)
}

func notUpgraded(r *http.Response) error {
	return fmt.Errorf("%w: %s %s", errNotUpgraded, r.Proto, r.Status)
}

func failed(peer, work string, err error) error {
	return fmt.Errorf("%s, %s: %w", peer, work, err)
}

// withStderr adds what a server wrote before it failed.
func withStderr(err error, stderr string) error {
	if stderr = strings.TrimSpace(stderr); stderr == "" {
		return err
	}
	return fmt.Errorf("%w\n%s", err, stderr)
}

func sayError(err error) {
	fmt.Fprintln(os.Stderr, "bench:", err)
}

// title is the line above the table.
func title(r *report) string {
	text := fmt.Sprintf("%d rounds of %v after %v of warm-up on %d cores, %v in all", r.Rounds, seconds(r.Duration), seconds(r.Warmup), r.Cores,
		seconds(r.Elapsed).Round(time.Second))
	if baselines := r.baselines(); len(baselines) > 0 {
		text += "; ratios are to " + strings.Join(baselines, ", and to ")
	}
	return text
}

// quiet is the share of the machine that other programs may take without a word about it.
const quiet = 0.03

// footnotes are the lines below the table.
func footnotes(r *report) []string {
	var lines []string
	if share := r.Disturbance; share > quiet {
		lines = append(lines, fmt.Sprintf("other programs took %.0f %% of the machine meanwhile: the figures are disturbed", 100*share), "")
	}
	for _, p := range r.Peers {
		lines = append(lines, fmt.Sprintf("%-10s %s, %s", p.Name, p.About, p.Version))
	}
	for _, l := range r.LeftOut {
		lines = append(lines, fmt.Sprintf("%-10s left out: %s", l.Name, l.firstLine()))
	}
	return lines
}

// met says a verdict in words.
func met(v verdict) string {
	switch {
	case !v.Measured:
		return "not measured"
	case v.Met:
		return "met"
	}
	return "not met"
}

func seconds(s float64) time.Duration {
	return time.Duration(s * float64(time.Second))
}

// progress is one line that says what runs now. It is only for a terminal; elsewhere it stays silent.
type progress struct {
	out io.Writer
}

func newProgress(file *os.File) progress {
	if info, err := file.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return progress{io.Discard}
	}
	return progress{file}
}

func (p progress) say(work, peer string, round, rounds int) {
	fmt.Fprintf(p.out, "\r\x1b[K%s: round %d of %d: %s", work, round, rounds, peer)
}

func (p progress) clear() {
	fmt.Fprint(p.out, "\r\x1b[K")
}
