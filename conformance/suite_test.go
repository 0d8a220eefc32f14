package conformance_test

import (
	"os"
	"strings"
	"testing"

	"github.com/sockhost/sockhost/conformance"
	"github.com/sockhost/sockhost/eventloop"
)

// loadSuite reads the cases of the suite.
func loadSuite(t *testing.T) []conformance.Case {
	t.Helper()
	cases, err := conformance.LoadCases(os.DirFS("cases"))
	if err != nil {
		t.Fatal(err)
	}
	if len(cases) == 0 {
		t.Skip("there are no cases")
	}
	return cases
}

// TestCases runs every case on each backend.
func TestCases(t *testing.T) {
	peer := startPeer(t)
	for _, c := range loadSuite(t) {
		t.Run(strings.TrimSuffix(c.Path, ".js"), func(t *testing.T) {
			for _, backend := range eventloop.Backends() {
				t.Run(backend.String(), func(t *testing.T) {
					t.Parallel()
					result := conformance.Run(t.Context(), c, conformance.Options{
						Backend: backend, Peer: peer, Timeout: patience,
					})
					judge(t, result)
					compareWithChromium(t, c, result)
				})
			}
		})
	}
}

func judge(t *testing.T, result conformance.Result) {
	t.Helper()
	for _, test := range result.Tests {
		switch test.Status {
		case conformance.Fail:
			t.Errorf("%s: %s\n%s\n%s", test.Name, test.Message, test.Stack, strings.Join(test.Logs, "\n"))
		case conformance.Skip:
			t.Skip(test.Message)
		}
	}
	if len(result.Tests) == 0 {
		t.Error("no test ran")
	}
}

// TestCasesSayWhatTheyCheck: the head comment of each case is complete, and
// what it names exists.
func TestCasesSayWhatTheyCheck(t *testing.T) {
	members := conformance.Members()
	for _, c := range loadSuite(t) {
		for _, problem := range c.Check() {
			t.Errorf("%s: %s", c.Path, problem)
		}
		for _, name := range conformance.Unknown(members, c) {
			t.Errorf("%s: nothing declares the member %s", c.Path, name)
		}
	}
}

// TestEveryPromiseHasACase: every member of the tables and every row of the
// decisions has one.
func TestEveryPromiseHasACase(t *testing.T) {
	members := conformance.Members()
	missing, decisions := conformance.Missing(members, loadSuite(t))
	if len(missing) > 0 {
		t.Errorf("%d of %d members have no case:\n%s", len(missing), len(members), strings.Join(missing, "\n"))
	}
	for _, decision := range decisions {
		t.Errorf("no case for %s", decision)
	}
}
