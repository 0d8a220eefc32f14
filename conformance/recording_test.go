package conformance_test

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/sockhost/sockhost/conformance"
)

// table is what is known of the suite without running it.
var table = sync.OnceValues(func() (*conformance.Table, error) {
	cases, err := conformance.LoadCases(os.DirFS("cases"))
	if err != nil {
		return nil, err
	}
	recordings, err := conformance.LoadRecordings(os.DirFS("cases"))
	if err != nil {
		return nil, err
	}
	return &conformance.Table{
		Members: conformance.Members(),
		Cases:   cases, Recordings: recordings, Deviations: conformance.Deviations,
	}, nil
})

func loadTable(t *testing.T) *conformance.Table {
	t.Helper()
	tab, err := table()
	if err != nil {
		t.Fatal(err)
	}
	return tab
}

// compareWithChromium expects the recorded answers of Chromium, or listed
// deviations. Missing and old recordings are the matter of TestRecordings.
func compareWithChromium(t *testing.T, c conformance.Case, result conformance.Result) {
	t.Helper()
	recorded, current := loadTable(t).Recordings.Of(c)
	if c.Chromium != "" || !current {
		return
	}
	for _, problem := range conformance.CompareResult(c, recorded, result, conformance.Deviations) {
		t.Error(problem)
	}
}

// TestRecordings: each case has a recording of what it is now, and nothing
// else has one.
func TestRecordings(t *testing.T) {
	tab := loadTable(t)
	var missing []string
	for _, c := range tab.Cases {
		if a, _ := tab.Agreement(c); a == conformance.Unknowns {
			missing = append(missing, c.Path)
		}
	}
	if len(missing) > 0 {
		t.Errorf("%d cases are new or were changed since Chromium answered; run %s\n%s",
			len(missing), conformance.RecordCommand, strings.Join(missing, "\n"))
	}
	if orphans := tab.Recordings.Orphans(tab.Cases); len(orphans) > 0 {
		t.Errorf("%d cases are recorded and not run in Chromium any more; run %s\n%s",
			len(orphans), conformance.RecordCommand, strings.Join(orphans, "\n"))
	}
}

// TestDeviations: each entry of the list has a reason and a row, and is about
// something that was recorded.
func TestDeviations(t *testing.T) {
	tab := loadTable(t)
	seen := map[string]bool{}
	for _, d := range tab.Deviations {
		probe := strings.HasPrefix(d.Where, "probes/")
		switch {
		case d.Reason == "":
			t.Errorf("%s: no reason", d.Where)
		case d.Row < 0 || d.Row > len(conformance.Decisions):
			t.Errorf("%s: there is no row %d", d.Where, d.Row)
		case d.Row == 0 && !probe:
			t.Errorf("%s: a case needs a row", d.Where)
		case probe != (len(d.Lines) > 0):
			t.Errorf("%s: lines are for probes", d.Where)
		case seen[d.Where]:
			t.Errorf("%s stands twice in the list", d.Where)
		}
		seen[d.Where] = true
		if !probe && !covered(tab, d) {
			t.Errorf("%s: no such test is recorded", d.Where)
		}
	}
}

func covered(tab *conformance.Table, d conformance.Deviation) bool {
	for _, c := range tab.Cases {
		recorded, _ := tab.Recordings.Of(c)
		for _, test := range recorded.Tests {
			if d.Covers(c.Path + ": " + test.Name) {
				return true
			}
		}
	}
	return false
}

// TestDocumentIsCurrent: docs/conformance.md is what would be generated now.
func TestDocumentIsCurrent(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "docs", "conformance.md"))
	if err != nil {
		t.Fatal(err)
	}
	if string(text) != loadTable(t).Markdown() {
		t.Error("docs/conformance.md is stale; run go generate ./conformance")
	}
}

func TestCompareResult(t *testing.T) {
	c := conformance.Case{Path: "tcp/x.js"}
	there := conformance.RecordedCase{Tests: []conformance.RecordedTest{
		{Name: "same", Status: conformance.Pass},
		{Name: "differs", Status: conformance.Fail, Message: "values differ"},
	}}
	here := conformance.Result{Tests: []conformance.Test{
		{Name: "same", Status: conformance.Pass},
		{Name: "differs", Status: conformance.Pass},
	}}
	for _, test := range []struct {
		name       string
		deviations []conformance.Deviation
		want       string
	}{
		{"not listed", nil, "tcp/x.js: differs: pass here, but in Chromium fail: values differ"},
		{"listed", []conformance.Deviation{{Where: "tcp/x.js: differs", Row: 4}}, ""},
		{"by pattern", []conformance.Deviation{{Where: "tcp/x.js: d*", Row: 4}}, ""},
		{"too much listed", []conformance.Deviation{{Where: "tcp/x.js: *", Row: 4}}, "tcp/x.js: same: no longer a deviation; take it out of the list"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := strings.Join(conformance.CompareResult(c, there, here, test.deviations), "\n")
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestOldRecordings(t *testing.T) {
	c := conformance.Case{Path: "tcp/x.js", Source: "one\n"}
	recordings := &conformance.Recordings{Folders: map[string]*conformance.Recording{
		"tcp": {Cases: map[string]conformance.RecordedCase{"x.js": {Source: c.Hash()}, "gone.js": {}}},
	}}
	if _, current := recordings.Of(c); !current {
		t.Error("the recording of an unchanged case is old")
	}
	c.Source = "one\r\n"
	if _, current := recordings.Of(c); !current {
		t.Error("the recording is old for the line ends of Windows")
	}
	c.Source = "two\n"
	if _, current := recordings.Of(c); current {
		t.Error("the recording of a changed case is current")
	}
	if got := recordings.Orphans([]conformance.Case{c}); len(got) != 1 || got[0] != "tcp/gone.js" {
		t.Errorf("orphans %q", got)
	}
}
