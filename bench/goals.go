package main

import (
	"fmt"
	"runtime"
	"slices"
)

// A goal is what sockhost wants to reach at a work.
type goal struct {
	work    string
	figure  figure // of the work, or another one
	bound   float64
	against string // the peer that the bound is a ratio to; without one it is the figure itself
}

// perCore is the part of a core's worth that each worker must bring.
const perCore = 0.85

var goals = []goal{
	{"echo-1", rate, 1.5, "node"},
	{"echo-10", rate, 1.1, "node"},
	{"echo-100", rate, 1.15, "node"},
	{"echo-1000", rate, 1.15, "node"},
	{"echo-100", rate, 15, "chromium"},
	{"echo-100", rate, 0.85, "goepoll"},
	{"latency-100", p99, 1, "node"},
	{"bulk-1", rate, 1, "node"},
	{"bulk-10", rate, 1, "node"},
	{"bulk-1", rate, 5, "chromium"},
	{"bulk-10", rate, 5, "chromium"},
	{"chunks-1", rate, 0.5, "node"},
	{"chunks-10", rate, 0.5, "node"},
	{"chunks-1", rate, 12, "chromium"},
	{"chunks-10", rate, 12, "chromium"},
	{"churn-16", rate, 1.2, "node"},
	{"idle-10000", memoryEach, 2 << 10, ""},
	{"idle-100000", memoryEach, 2 << 10, ""},
	{"ws-idle-10000", memoryEach, 3 << 10, ""},
	{"ws-echo-10", rate, 1.6, "ws"},
	{"ws-echo-100", rate, 1.6, "ws"},
	{"ws-echo-1000", rate, 1.6, "ws"},
	{"ws-echo-10", rate, 1.25, "gorilla"},
	{"ws-echo-100", rate, 1.25, "gorilla"},
	{"ws-echo-1000", rate, 1.25, "gorilla"},
	{"ws-bulk-10", rate, 2, "ws"},
	{"ws-publish-1000", rate, 2, "ws"},
	{"udp-100", rate, 1.2, "node"},
	{"start", duration, 0.15, "node"},
	{"start", duration, 1, "bun"},
	{"start", memory, 0.4, "node"},
	{"workers", rate, perCore * float64(runtime.NumCPU()), "sockhost"},
}

// runner is the peer that a goal is about.
func (g goal) runner() string {
	if g.against == "sockhost" {
		return "workers"
	}
	return "sockhost"
}

// A verdict says how far a goal was reached.
type verdict struct {
	Work     string  `json:"work"`
	Goal     string  `json:"goal"`
	Measured bool    `json:"measured"`
	Met      bool    `json:"met"`
	Value    float64 `json:"value"`
	Spread   ratio   `json:"spread"` // of the rounds, of what the bound is about
}

// judge compares what was measured with the goals of the works that took part.
func (r *report) judge(goals []goal) {
	for _, g := range goals {
		v := verdict{Work: g.work, Goal: wordGoal(g)}
		runner, against := r.rounds(g.work, g.runner()), r.rounds(g.work, g.against)
		if len(runner) > 0 && (g.against == "" || len(against) > 0) {
			values := collect(runner, g.figure.of)
			ones := slices.Repeat([]float64{1}, len(values))
			if g.against != "" {
				ones = collect(against, g.figure.of)
			}
			v.Measured = true
			v.Spread = compareRounds(values, ones)
			v.Value = v.Spread.Median
			v.Met = v.Value >= g.bound
			if g.figure.less {
				v.Met = v.Value <= g.bound
			}
		}
		r.Goals = append(r.Goals, v)
	}
}

// rounds are those of a peer at a work; none if it did not take part.
func (r *report) rounds(work, peer string) []measurement {
	for _, row := range r.Results {
		if row.Work == work && row.Peer == peer {
			return row.RoundsMeasured
		}
	}
	return nil
}

// wordGoal says a goal in words.
func wordGoal(g goal) string {
	sign := "≥"
	if g.figure.less {
		sign = "≤"
	}
	if g.against == "" {
		return fmt.Sprintf("%s %s %s", sign, amount(g.bound), g.figure.unit)
	}
	whose := ""
	if g.figure.unit == memory.unit {
		whose = "'s memory"
	}
	return fmt.Sprintf("%s %.4g × %s%s", sign, g.bound, g.against, whose)
}
