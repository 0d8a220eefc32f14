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

// patience bounds one probe; the longest waits 15 s for callbacks that do not
// come.
const patience = 50 * time.Second

// compared and deviating count lines of Chromium, over all probes.
var compared, deviating atomic.Int64

func TestMain(m *testing.M) {
	code := m.Run()
	if n := compared.Load(); n > 0 {
		fmt.Printf("probes: %d lines, %d agree with Chromium\n", n, n-deviating.Load())
	}
	os.Exit(code)
}

// TestProbes: sockhost answers each line as Chromium did, or the difference is
// in the list; and nothing in the list agrees.
func TestProbes(t *testing.T) {
	peer, err := conformance.StartPeer(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(peer.Close)
	for _, p := range probes.All() {
		t.Run(p.Name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			defer cancel()
			printed, err := probes.Run(ctx, p, peer, eventloop.Native)
			if err != nil {
				t.Fatalf("%v; it printed\n%s", err, strings.Join(printed, "\n"))
			}
			differences, n := probes.Compare(p.Recording("app"), printed)
			compared.Add(int64(n))
			for _, problem := range probes.Judge(p, differences, conformance.Deviations) {
				t.Error(problem)
			}
			for _, d := range differences {
				if d.Line[0] == '-' {
					deviating.Add(1)
				}
			}
		})
	}
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
