package probes_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sockhost/sockhost/conformance"
	"github.com/sockhost/sockhost/conformance/probes"
	"github.com/sockhost/sockhost/eventloop"
)

// patience bounds one run of a probe; the longest waits 15 s for callbacks that
// do not come.
const patience = 50 * time.Second

// attempts is how often a probe may run until it answers as it should. Probes
// wait for fixed times, as they did in Chromium, and a busy machine can make
// these too short.
const attempts = 3

// compared and deviating count lines of Chromium, over all probes.
var compared, deviating atomic.Int64

func count(differences []probes.Difference, n int) {
	compared.Add(int64(n))
	for _, d := range differences {
		if d.Line[0] == '-' {
			deviating.Add(1)
		}
	}
}

func TestMain(m *testing.M) {
	code := m.Run()
	if n := compared.Load(); n > 0 {
		fmt.Printf("probes: %d lines, %d agree with Chromium\n", n, n-deviating.Load())
	}
	os.Exit(code)
}

// TestProbes: sockhost answers each line as Chromium did, or the difference is
// in the list; and nothing in the list agrees. The probes mostly sleep, so all
// run at once, however many tests may.
func TestProbes(t *testing.T) {
	peer, err := conformance.StartPeer(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(peer.Close)
	all := probes.All()
	outcomes := make([]chan outcome, len(all))
	for i, p := range all {
		outcomes[i] = make(chan outcome, 1)
		go func() { outcomes[i] <- ask(t.Context(), p, peer) }()
	}
	for i, p := range all {
		t.Run(p.Name, func(t *testing.T) {
			o := <-outcomes[i]
			for _, problem := range o.problems {
				t.Error(problem)
			}
			if o.attempts > 1 {
				t.Logf("it took %d attempts", o.attempts)
			}
			count(o.differences, o.lines)
		})
	}
}

// outcome is how a probe went.
type outcome struct {
	problems    []string
	differences []probes.Difference
	lines       int // of Chromium
	attempts    int
}

func ask(ctx context.Context, p probes.Probe, peer *conformance.Peer) (o outcome) {
	for o.attempts < attempts && (o.attempts == 0 || o.problems != nil) {
		o.attempts++
		ctx, cancel := context.WithTimeout(ctx, patience)
		printed, err := probes.Run(ctx, p, peer, eventloop.Native)
		cancel()
		if err != nil {
			o.problems = []string{fmt.Sprintf("%v; it printed\n%s", err, strings.Join(printed, "\n"))}
			continue
		}
		o.differences, o.lines = probes.Compare(p.Recording("app"), printed)
		o.problems = probes.Judge(p, o.differences, conformance.Deviations)
	}
	return o
}

// TestDeviationsNameProbes: each entry of the list is about a section there is.
func TestDeviationsNameProbes(t *testing.T) {
	var sections []string
	for _, p := range probes.All() {
		sections = append(sections, "probes/"+p.Name+": ")
		for _, line := range p.Recording("app") {
			if heading, ok := strings.CutPrefix(line, "--- "); ok {
				sections = append(sections, "probes/"+p.Name+": "+heading)
			}
		}
	}
	for _, d := range conformance.Deviations {
		if !strings.HasPrefix(d.Where, "probes/") {
			continue
		}
		found := false
		for _, s := range sections {
			found = found || d.Covers(s)
		}
		if !found {
			t.Errorf("there is no section %q", d.Where)
		}
	}
}

// chance names the sections that Chromium itself answers now so, now so, and
// why: the two recordings of a probe differ there only.
var chance = map[string]string{
	"06_connect: two connects at once on one socket":                   "the second may find the first in progress, or done",
	"06_connect: close while connecting":                               "the connect may find the socket gone before it starts",
	"06_connect: disconnect while connecting":                          "the race of the two decides",
	"06_connect: info of accepted sockets":                             "counts the connections of the races",
	"07_listen: disconnect while listening starts":                     "the race of the two decides",
	"15_serverpause: B: pause before listen, connect, resume, connect": "events of closed connections come in between",
}

// TestRecordingsAgree: what is compared does not depend on chance or on the
// kind of app, so that one recording is enough.
func TestRecordingsAgree(t *testing.T) {
	for _, p := range probes.All() {
		other := p.Recording("app2")
		if other == nil {
			continue
		}
		differences, _ := probes.Compare(p.Recording("app"), other)
		for _, d := range differences {
			if chance[p.Name+": "+d.Section] == "" {
				t.Errorf("%s: %s", p.Name, d)
			}
		}
	}
}
