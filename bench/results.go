package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// The files of a run. The first is the source of the others, so a change of how they look needs no new run.
const (
	dataFile    = "results.json"
	resultsFile = "RESULTS.md"
	plotFile    = "echo.svg"
)

// save writes the files of a run into a folder. Single rounds are left out: they are for --json.
func (r *report) save(folder string) error {
	short := *r
	short.Results = slices.Clone(r.Results)
	for i := range short.Results {
		short.Results[i].RoundsMeasured = nil
	}
	var data bytes.Buffer
	if err := short.writeJSON(&data); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(folder, dataFile), data.Bytes(), 0o644); err != nil {
		return err
	}
	return render(folder)
}

// render writes what is made of the data of a run.
func render(folder string) error {
	r, err := readReport(folder)
	if err != nil {
		return err
	}
	for name, content := range map[string]string{resultsFile: r.markdown(), plotFile: r.plot()} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o644); err != nil {
			return err
		}
	}
	return nil
}

func readReport(folder string) (*report, error) {
	data, err := os.ReadFile(filepath.Join(folder, dataFile))
	if err != nil {
		return nil, err
	}
	var r report
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	return &r, decoder.Decode(&r)
}

// markdown is the report as a page.
func (r *report) markdown() string {
	var page strings.Builder
	say := func(format string, args ...any) { fmt.Fprintf(&page, format+"\n", args...) }
	say("# Results\n")
	say("Written by `go run ./bench`; [README.md](README.md) says what the works are and how to read the figures.\n")
	say("* %s", title(r))
	say("* %s, commit %s", r.Date, r.Commit)
	say("* %s, %d cores, %.0f GB, %s", r.Machine.CPU, r.Cores, float64(r.Machine.Memory)/1e9, r.Machine.Kernel)
	say("* other programs took %.1f %% of the machine meanwhile", 100*r.Disturbance)
	say("\n## Goals\n")
	say("%d of %d met.\n", r.countGoals(func(v verdict) bool { return v.Met }), len(r.Goals))
	writeMarkdownTable(&page, r.goalRows(), 2)
	say("\n## TCP echo of 64 bytes against connections\n")
	say("![operations per second against connections, a line for each peer](%s)", plotFile)
	say("\n## Figures\n")
	writeMarkdownTable(&page, r.rows(), 2)
	say("\n## Works\n")
	rows := [][]string{{"work", "what is done"}}
	for _, w := range r.Works {
		rows = append(rows, []string{w.Name, w.About})
	}
	writeMarkdownTable(&page, rows, 2)
	say("\n## Peers\n")
	rows = [][]string{{"peer", "version", "what it is"}}
	for _, p := range r.Peers {
		rows = append(rows, []string{p.Name, p.Version, p.About})
	}
	writeMarkdownTable(&page, rows, 3)
	if len(r.LeftOut) > 0 {
		say("\nLeft out:\n")
		for _, l := range r.LeftOut {
			say("* %s: %s", l.Name, l.firstLine())
		}
	}
	return page.String()
}

func (r *report) countGoals(is func(verdict) bool) int {
	count := 0
	for _, v := range r.Goals {
		if is(v) {
			count++
		}
	}
	return count
}

// writeMarkdownTable writes rows under a row of heads: the first few columns flush left, figures flush right.
func writeMarkdownTable(page *strings.Builder, rows [][]string, left int) {
	rule := make([]string, len(rows[0]))
	for i := range rule {
		rule[i] = "---"
		if i >= left {
			rule[i] = "---:"
		}
	}
	for _, row := range slices.Insert(slices.Clone(rows), 1, rule) {
		page.WriteString("| " + strings.Join(row, " | ") + " |\n")
	}
}
