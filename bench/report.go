package main

import (
	"encoding/json"
	"io"
	"slices"
)

// A report is everything a run found out; its JSON form is the interface for machines.
type report struct {
	Cores    int           `json:"cores"`
	Rounds   int           `json:"rounds"`
	Duration float64       `json:"duration_seconds"`
	Warmup   float64       `json:"warmup_seconds"`
	Peers    []participant `json:"peers"`
	LeftOut  []absence     `json:"left_out"`
	Results  []result      `json:"results"`
}

type participant struct {
	Name    string `json:"name"`
	About   string `json:"about"`
	Version string `json:"version"`
}

type absence struct {
	Peer   string `json:"peer"`
	Reason string `json:"reason"`
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

	RoundsMeasured []measurement `json:"rounds"`
}

// lacks reports whether a peer is missing from the run.
func (r *report) lacks(name string) bool {
	return !slices.ContainsFunc(r.Peers, func(p participant) bool { return p.Name == name })
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
