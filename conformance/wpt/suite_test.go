package wpt_test

import (
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/conformance"
	"github.com/sockhost/sockhost/conformance/wpt"
)

// checkout is the pinned one, if there is one here.
func checkout(t *testing.T) *wpt.Checkout {
	t.Helper()
	const howTo = "; for the Web Platform Tests run scripts/fetch-wpt DIR and set SOCKHOST_WPT=DIR"
	dir := os.Getenv("SOCKHOST_WPT")
	if dir == "" {
		t.Skip("SOCKHOST_WPT is not set" + howTo)
	}
	c, err := wpt.Open(dir)
	require.NoError(t, err)
	if commit := c.Commit(); commit != wpt.Pinned {
		t.Skipf("the checkout in SOCKHOST_WPT is at %q, not at %s%s", commit, wpt.Pinned, howTo)
	}
	return c
}

// TestWPT runs every chosen test, and prints how many passed.
func TestWPT(t *testing.T) {
	c := checkout(t)
	expected, err := wpt.Expected()
	require.NoError(t, err)
	tests, err := c.Tests(wpt.Areas())
	require.NoError(t, err)
	exists := map[string]bool{}
	for _, test := range tests {
		exists[test.ID] = true
	}
	for id := range expected {
		if !exists[id] {
			t.Errorf("failures of %s are expected, and there is no such test", id)
		}
	}
	var mu sync.Mutex // protects the counts
	count := map[string]map[conformance.Status]int{}
	t.Cleanup(func() {
		for _, area := range wpt.Areas() {
			n := count[area.Name]
			t.Logf("%s: %d passed, %d known failures, %d failed", area.Name, n[conformance.Pass], n[conformance.Known], n[conformance.Fail])
		}
	})
	for _, test := range tests {
		t.Run(test.ID, func(t *testing.T) {
			t.Parallel()
			result := expected.Judge(c.Run(t.Context(), test))
			mu.Lock()
			defer mu.Unlock()
			if count[test.Area] == nil {
				count[test.Area] = map[conformance.Status]int{}
			}
			for _, sub := range result.Tests {
				count[test.Area][sub.Status]++
				if sub.Status == conformance.Fail {
					t.Errorf("%s: %s\n%s\n%s", sub.Name, sub.Message, sub.Stack, strings.Join(sub.Logs, "\n"))
				}
			}
		})
	}
}

// TestExpectationsSayWhy: nothing is known to fail without a reason.
func TestExpectationsSayWhy(t *testing.T) {
	expected, err := wpt.Expected()
	require.NoError(t, err)
	for id, subtests := range expected {
		for name, reason := range subtests {
			if reason == wpt.Unexplained || len(reason) < len("not here") {
				t.Errorf("%s: %q has the reason %q", id, name, reason)
			}
		}
	}
}

// TestAreasSayWhy: nothing is left out without a reason, and no area twice.
func TestAreasSayWhy(t *testing.T) {
	seen := map[string]bool{}
	for _, area := range wpt.Areas() {
		require.False(t, seen[area.Name], area.Name)
		seen[area.Name] = true
		for _, left := range area.Left {
			require.NotEmpty(t, left.Reason, left.Tests)
		}
	}
}
