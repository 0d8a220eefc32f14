package main

import (
	"encoding/xml"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The files that are kept must be what this code makes of their data, and the data what this code asks for. When this
// fails, go run ./bench -render is enough for a change of looks; works, peers and goals that are new want a run.
func TestResultsAreCurrent(t *testing.T) {
	kept, err := readReport(".")
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{resultsFile: kept.markdown(), plotFile: kept.plot()} {
		if got, err := os.ReadFile(name); err != nil || string(got) != want {
			t.Errorf("%s is not what the code makes of %s, %v", name, dataFile, err)
		}
	}
	if kept.Rounds < fewestRounds {
		t.Errorf("%d rounds are too few to be kept", kept.Rounds)
	}
	leftOut := func(name string) bool {
		return slices.ContainsFunc(kept.LeftOut, func(a absence) bool { return a.Name == name })
	}
	for _, w := range works {
		done := slices.ContainsFunc(kept.Works, func(task task) bool { return task.Name == w.name })
		if !done && !leftOut(w.name) && !w.setting.onRequest {
			t.Errorf("the results lack the work %s", w.name)
		}
	}
	for _, p := range peers {
		if kept.lacks(p.name) && !leftOut(p.name) {
			t.Errorf("the results lack the peer %s", p.name)
		}
	}
	for _, v := range kept.Goals {
		if !slices.ContainsFunc(goals, func(g goal) bool { return g.work == v.Work && (wordGoal(g) == v.Goal || g.against == "sockhost") }) {
			t.Errorf("%s %s is not a goal", v.Work, v.Goal)
		}
	}
}

func TestSave(t *testing.T) {
	folder := t.TempDir()
	r := sample()
	if err := r.save(folder); err != nil {
		t.Fatal(err)
	}
	kept, err := readReport(folder)
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(filepath.Join(folder, resultsFile))
	if err != nil || string(page) != r.markdown() || string(page) != kept.markdown() {
		t.Errorf("the page is not that of the report, %v", err)
	}
	for _, want := range []string{"| echo-100 | ≥ 1.15 × node | 2.00 | 2.00–2.00 | met |", "| echo-100 | ≥ 15 × chromium | – | – | not measured |", "2 GB"} {
		if !strings.Contains(string(page), want) {
			t.Errorf("the page lacks %q:\n%s", want, page)
		}
	}
	if r.Results[0].RoundsMeasured == nil {
		t.Error("saving took the rounds from the report")
	}
}

// sample is a report of two peers at one work and a half.
func sample() *report {
	round := func(operations int64) []measurement { return []measurement{{Operations: operations, Seconds: 1}} }
	r := &report{Cores: 2, Rounds: 1, Machine: machine{CPU: "a <fast> one", Kernel: "Linux", Memory: 2e9}}
	for _, p := range []string{"node", "sockhost"} {
		r.Peers = append(r.Peers, participant{p, "about", "1"})
	}
	node, sockhost := &entrant{peer: peer{name: "node"}}, &entrant{peer: peer{name: "sockhost"}}
	for _, w := range works {
		switch w.name {
		case "echo-1":
			node.rounds = round(100)
			r.add(w, []*entrant{node}, node)
		case "echo-100":
			node.rounds, sockhost.rounds = round(50_000), round(100_000)
			r.add(w, []*entrant{node, sockhost}, node)
		}
	}
	r.finish()
	return r
}

func TestVerdicts(t *testing.T) {
	r := &report{Results: []result{
		{Work: "a", Peer: "sockhost", RoundsMeasured: []measurement{{Operations: 10, Seconds: 1, Late: 1}, {Operations: 30, Seconds: 1, Late: 1}, {Operations: 20, Seconds: 1, Late: 3}}},
		{Work: "a", Peer: "node", RoundsMeasured: []measurement{{Operations: 10, Seconds: 1, Late: 1}, {Operations: 10, Seconds: 1, Late: 2}, {Operations: 10, Seconds: 1, Late: 3}}},
	}}
	cases := []struct {
		goal     goal
		measured bool
		met      bool
		value    float64
		words    string
	}{
		{goal{"a", rate, 2, "node"}, true, true, 2, "≥ 2 × node"},
		{goal{"a", rate, 2.5, "node"}, true, false, 2, "≥ 2.5 × node"},
		{goal{"a", p99, 1, "node"}, true, true, 1, "≤ 1 × node"},
		{goal{"a", p99, 0.5, "node"}, true, false, 1, "≤ 0.5 × node"},
		{goal{"a", memoryEach, 2048, ""}, true, true, 0, "≤ 2 048 bytes each"},
		{goal{"a", rate, 21, ""}, true, false, 20, "≥ 21.0 op/s"},
		{goal{"a", memory, 0.4, "bun"}, false, false, 0, "≤ 0.4 × bun's memory"},
		{goal{"a", rate, 1.7, "sockhost"}, false, false, 0, "≥ 1.7 × sockhost"},
		{goal{"b", rate, 2, "node"}, false, false, 0, "≥ 2 × node"},
	}
	for _, c := range cases {
		r.Goals = nil
		r.judge([]goal{c.goal})
		v := r.Goals[0]
		if v.Measured != c.measured || v.Met != c.met || v.Value != c.value || v.Goal != c.words {
			t.Errorf("%+v: got %+v", c.goal, v)
		}
	}
}

func TestEveryGoalCanBeReached(t *testing.T) {
	speaks := func(name string, w work) bool {
		return slices.ContainsFunc(peers, func(p peer) bool { return p.name == name && p.commands[w.protocol] != nil })
	}
	for _, g := range goals {
		i := slices.IndexFunc(works, func(w work) bool { return w.name == g.work })
		if i < 0 || !speaks(g.runner(), works[i]) || g.against != "" && !speaks(g.against, works[i]) {
			t.Errorf("%s %s: nobody could reach it", g.work, wordGoal(g))
		}
	}
}

func TestPlot(t *testing.T) {
	svg := sample().plot()
	decoder := xml.NewDecoder(strings.NewReader(svg))
	points := map[string]int{}
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, svg)
		}
		if element, ok := token.(xml.StartElement); ok {
			points[element.Name.Local]++
		}
	}
	if points["polyline"] != 2 || points["circle"] != 3 {
		t.Errorf("got %v, want 2 lines and 3 points", points)
	}
	if (&report{}).plot() == "" {
		t.Error("a report without echoes has a plot too")
	}
}

func TestApartBy(t *testing.T) {
	cases := []struct{ wishes, want []float64 }{
		{nil, []float64{}},
		{[]float64{5}, []float64{5}},
		{[]float64{100, 0}, []float64{100, 0}},
		{[]float64{50, 50}, []float64{45, 55}},
		{[]float64{52, 50, 0}, []float64{56, 46, 0}},
		{[]float64{10, 15, 100, 12}, []float64{12.0 + 1.0/3 - 10, 12.0 + 1.0/3 + 10, 100, 12.0 + 1.0/3}},
	}
	for _, c := range cases {
		got := apartBy(10, c.wishes)
		for i := range c.want {
			if diff := got[i] - c.want[i]; diff > 1e-9 || diff < -1e-9 {
				t.Errorf("%v: got %v, want %v", c.wishes, got, c.want)
				break
			}
		}
	}
}
