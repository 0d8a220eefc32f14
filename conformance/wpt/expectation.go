package wpt

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Expectations are the failures that are known, of each test those of its
// subtests.
type Expectations map[string]map[string]string // test, subtest, reason

// Unexplained is the reason of what was recorded and has none yet.
const Unexplained = "?"

// group is failures of the same reason, as they stand in a file.
type group struct {
	Reason string              `json:"reason"`
	Fail   map[string][]string `json:"fail"`
}

//go:embed expectations
var expected embed.FS

// Expected are the expectations of this package.
func Expected() (Expectations, error) {
	files, err := fs.Sub(expected, "expectations")
	if err != nil {
		return nil, err
	}
	return ReadExpectations(files)
}

// ReadExpectations reads the files of all areas.
func ReadExpectations(files fs.FS) (Expectations, error) {
	names, err := fs.Glob(files, "*.json")
	if err != nil {
		return nil, err
	}
	all := Expectations{}
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		var groups []group
		decoder := json.NewDecoder(bytes.NewReader(text))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&groups); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		for _, g := range groups {
			for id, subtests := range g.Fail {
				if all[id] == nil {
					all[id] = map[string]string{}
				}
				for _, subtest := range subtests {
					if _, twice := all[id][subtest]; twice {
						return nil, fmt.Errorf("%s: %s, %q has two reasons", name, id, subtest)
					}
					all[id][subtest] = g.Reason
				}
			}
		}
	}
	return all, nil
}

// Update takes over what a run has shown. What failed before keeps its reason,
// what is new is [Unexplained].
func (e Expectations) Update(o Outcome) {
	known := e[o.Test.ID]
	delete(e, o.Test.ID)
	for _, s := range o.all() {
		if s.Status == Pass || s.Status == Optional {
			continue
		}
		if e[o.Test.ID] == nil {
			e[o.Test.ID] = map[string]string{}
		}
		reason, ok := known[s.Name]
		if !ok {
			reason = Unexplained
		}
		e[o.Test.ID][s.Name] = reason
	}
}

// Write writes the files of some areas into a folder. An area without failures
// has none.
func (e Expectations) Write(dir string, areas []Area, tests []Test) error {
	areaOf := map[string]string{}
	for _, t := range tests {
		areaOf[t.ID] = t.Area
	}
	for _, area := range areas {
		name := filepath.Join(dir, strings.ReplaceAll(area.Name, "/", "-")+".json")
		groups := e.groups(func(id string) bool { return areaOf[id] == area.Name })
		if len(groups) == 0 {
			if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
			continue
		}
		var text bytes.Buffer
		encoder := json.NewEncoder(&text)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		if err := encoder.Encode(groups); err != nil {
			return err
		}
		if err := os.WriteFile(name, text.Bytes(), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// groups sorts the failures of an area by their reasons.
func (e Expectations) groups(in func(id string) bool) []group {
	reasons := map[string]map[string][]string{}
	for id, subtests := range e {
		if !in(id) {
			continue
		}
		for subtest, reason := range subtests {
			if reasons[reason] == nil {
				reasons[reason] = map[string][]string{}
			}
			reasons[reason][id] = append(reasons[reason][id], subtest)
		}
	}
	var groups []group
	for reason, fail := range reasons {
		for _, subtests := range fail {
			slices.Sort(subtests)
		}
		groups = append(groups, group{reason, fail})
	}
	slices.SortFunc(groups, func(a, b group) int { return strings.Compare(a.Reason, b.Reason) })
	return groups
}
