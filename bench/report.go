package main

import (
	"encoding/json"
	"io"
	"slices"
	"strings"
)

// A report is everything a run found out; its JSON form is the interface for machines.
type report struct {
	Date        string        `json:"date"`
	Commit      string        `json:"commit"`
	Machine     machine       `json:"machine"`
	Cores       int           `json:"cores"`
	Rounds      int           `json:"rounds"`
	Duration    float64       `json:"duration_seconds"`
	Warmup      float64       `json:"warmup_seconds"`
	Elapsed     float64       `json:"elapsed_seconds"`
	Disturbance float64       `json:"disturbance"` // the part of the machine that other programs took
	Peers       []participant `json:"peers"`
	LeftOut     []absence     `json:"left_out"`
	Works       []task        `json:"works"`
	Goals       []verdict     `json:"goals"`
	Results     []result      `json:"results"`
}

// A machine is where a run took place.
type machine struct {
	CPU    string `json:"cpu"`
	Kernel string `json:"kernel"`
	Memory int64  `json:"memory_bytes"`
}

// A task is a work as it was done.
type task struct {
	Name  string `json:"name"`
	About string `json:"about"`
}

type participant struct {
	Name    string `json:"name"`
	About   string `json:"about"`
	Version string `json:"version"`
}

// An absence is a peer or a work that is not in a run.
type absence struct {
	Name   string `json:"name"`
	Reason string `json:"reason"`
}

// firstLine is the reason without a peer's own words.
func (a absence) firstLine() string {
	line, _, _ := strings.Cut(a.Reason, "\n")
	return line
}

// A result is one row: one peer at one work.
type result struct {
	Work   string  `json:"work"`
	Peer   string  `json:"peer"`
	Base   string  `json:"baseline"`
	Figure float64 `json:"figure"`
	Unit   string  `json:"unit"`
	Ratio  ratio   `json:"ratio"` // to the baseline
	CPU    float64 `json:"server_cpu_microseconds_per_operation"`
	Memory float64 `json:"server_resident_bytes"`

	RoundsMeasured []measurement `json:"rounds,omitempty"`
}

// lacks reports whether a peer is missing from the run.
func (r *report) lacks(name string) bool {
	return !slices.ContainsFunc(r.Peers, func(p participant) bool { return p.Name == name })
}

// finish adds what follows from all results together.
func (r *report) finish() {
	r.Disturbance = r.disturbance()
	r.judge(slices.DeleteFunc(slices.Clone(goals), func(g goal) bool {
		return !slices.ContainsFunc(r.Works, func(t task) bool { return t.Name == g.work }) &&
			!slices.ContainsFunc(r.LeftOut, func(a absence) bool { return a.Name == g.work })
	}))
}

// disturbance is the part of all cores' time that went to neither the generator nor the server being measured.
func (r *report) disturbance() float64 {
	var others, available float64
	for _, row := range r.Results {
		for _, m := range row.RoundsMeasured {
			others += m.Others
			available += m.Seconds * float64(r.Cores)
		}
	}
	return max(0, others/available)
}

// add enters what the rounds of a work gave.
func (r *report) add(w work, entrants []*entrant, base *entrant) {
	r.Works = append(r.Works, task{w.name, w.about})
	for _, e := range entrants {
		figures := collect(e.rounds, w.figure.of)
		r.Results = append(r.Results, result{
			Work:           w.name,
			Peer:           e.peer.name,
			Base:           base.peer.name,
			Figure:         median(figures),
			Unit:           w.figure.unit,
			Ratio:          compareRounds(figures, collect(base.rounds, w.figure.of)),
			CPU:            median(collect(e.rounds, measurement.cpuPerOperation)),
			Memory:         median(collect(e.rounds, func(m measurement) float64 { return float64(m.Resident) })),
			RoundsMeasured: e.rounds,
		})
	}
}

// baselines are those of the results, in their order.
func (r *report) baselines() []string {
	var names []string
	for _, row := range r.Results {
		if !slices.Contains(names, row.Base) {
			names = append(names, row.Base)
		}
	}
	return names
}

func (r *report) writeJSON(out io.Writer) error {
	encoder := json.NewEncoder(out)
	encoder.SetIndent("", "  ")
	return encoder.Encode(r)
}
