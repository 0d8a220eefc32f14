package conformance

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// RecordingName is the file beside cases that holds what Chromium answered.
const RecordingName = "chromium.json"

// RecordCommand makes the recordings of cases that have none or were changed.
const RecordCommand = "go run ./conformance/chromium --record"

// More ends of a test, in Chromium.
const (
	Timeout Status = "timeout" // it did not end
	Crash   Status = "crash"   // the browser ended
)

// Recording is what Chromium answered to the cases of one folder.
type Recording struct {
	// Chromium is the version, Command what makes the recording again.
	Chromium string `json:"chromium"`
	Command  string `json:"command"`
	// Cases by the name of the file.
	Cases map[string]RecordedCase `json:"cases"`
}

// RecordedCase is one case.
type RecordedCase struct {
	// Source is the [Case.Hash] of the source that was run.
	Source string         `json:"source"`
	Tests  []RecordedTest `json:"tests"`
}

// RecordedTest is one test, in the order they ran.
type RecordedTest struct {
	Name    string   `json:"name"`
	Status  Status   `json:"status"`
	Message string   `json:"message,omitempty"`
	Logs    []string `json:"logs,omitempty"`
}

// Recordings are all recorded cases by path.
type Recordings struct {
	Folders map[string]*Recording
}

// LoadRecordings reads the recordings below a file system of cases.
func LoadRecordings(fsys fs.FS) (*Recordings, error) {
	all := &Recordings{Folders: map[string]*Recording{}}
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.Name() != RecordingName {
			return err
		}
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		r := &Recording{}
		if err := json.Unmarshal(text, r); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		all.Folders[path.Dir(name)] = r
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return all, err
}

// Of returns the recording of a case, and false if there is none or the case
// was changed since.
func (r *Recordings) Of(c Case) (recorded RecordedCase, current bool) {
	folder := r.Folders[path.Dir(c.Path)]
	if folder == nil {
		return RecordedCase{}, false
	}
	recorded, found := folder.Cases[path.Base(c.Path)]
	return recorded, found && recorded.Source == c.Hash()
}

// Orphans lists the recorded cases that are no cases any more, or are not to
// be run in Chromium.
func (r *Recordings) Orphans(cases []Case) []string {
	var orphans []string
	for folder, recording := range r.Folders {
		for name := range recording.Cases {
			at := path.Join(folder, name)
			if !slices.ContainsFunc(cases, func(c Case) bool { return c.Path == at && c.Chromium == "" }) {
				orphans = append(orphans, at)
			}
		}
	}
	slices.Sort(orphans)
	return orphans
}

// Text is the content of the file of a recording.
func (r *Recording) Text() []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(r); err != nil {
		panic(err) // plain data
	}
	return b.Bytes()
}

// Hash tells one case from another, as far as it matters when it runs: the
// head comment does not count except for @sockets, nor do line ends.
func (c *Case) Hash() string {
	code := c.Source
	for strings.HasPrefix(code, "//") {
		_, code, _ = strings.Cut(code, "\n")
	}
	sum := sha256.Sum256([]byte(string(c.Sockets) + "\n" + strings.ReplaceAll(code, "\r\n", "\n")))
	return hex.EncodeToString(sum[:8])
}

// CompareResult lists what is wrong when sockhost's result of a case stands
// beside Chromium's: differences that no deviation explains, and deviations
// that no longer differ.
func CompareResult(c Case, recorded RecordedCase, result Result, deviations []Deviation) (problems []string) {
	for _, here := range result.Tests {
		if here.Status == Skip {
			continue
		}
		where := c.Path + ": " + here.Name
		deviation := DeviationAt(where, deviations)
		i := slices.IndexFunc(recorded.Tests, func(t RecordedTest) bool { return t.Name == here.Name })
		if i < 0 {
			problems = append(problems, where+": Chromium has no such test")
			continue
		}
		there := recorded.Tests[i]
		switch same := there.Status == here.Status; {
		case !same && deviation == nil:
			problems = append(problems, fmt.Sprintf("%s: %s here, but in Chromium %s: %s", where, here.Status, there.Status, there.Message))
		case same && deviation != nil:
			problems = append(problems, where+": no longer a deviation; take it out of the list")
		}
	}
	return problems
}

// DeviationAt finds the deviation that is about a test, or nil.
func DeviationAt(where string, deviations []Deviation) *Deviation {
	for i := range deviations {
		if deviations[i].Covers(where) {
			return &deviations[i]
		}
	}
	return nil
}
