package main

import (
	"io"
	"strings"
	"testing"
	"time"
)

// holdContest holds works against the servers of this binary, which need no other program.
func holdContest(t *testing.T, works []work, peers []peer) *report {
	t.Helper()
	c := contest{
		site:     &site{ctx: t.Context(), programs: map[string]string{}},
		settings: settings{rounds: 3, duration: 20 * time.Millisecond, warmup: time.Millisecond, rest: time.Millisecond, pin: true},
		progress: progress{io.Discard},
	}
	r, err := c.hold(t.Context(), works, peers)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// fake is a peer of this test, under the name of a real one or another.
func fake(name string, commands map[protocol]command) peer {
	return peer{name: name, version: func(*site) (string, error) { return "1", nil }, commands: commands}
}

func TestContest(t *testing.T) {
	self, err := own("gonet")(nil)
	if err != nil {
		t.Fatal(err)
	}
	peers := []peer{
		fake("node", map[protocol]command{tcpEcho: own("gonet"), tcpForward: own("gonet-forward", beyondHost+":"+beyondPort)}),
		fake("sockhost", map[protocol]command{
			tcpEcho:    own("goepoll"),
			tcpForward: own("gonet-forward", beyondHost+":"+beyondPort),
			script:     func(*site) ([]string, error) { return []string{self[0], "-test.run=^$"}, nil },
		}),
	}
	r := holdContest(t, []work{
		{"echo-10", "", tcpEcho, "node", apart, echoLoad{10, 64, 1, bare}, rate},
		{"churn-16", "", tcpEcho, "node", together, churnLoad{4, 64}, rate},
		{"latency-100", "ten connections", tcpEcho, "node", apart, pacedLoad{10, 64, 0}, p99},
		{"idle-10000", "", tcpEcho, "node", rested, idleLoad{100, 64, bare}, memoryEach},
		{"forward-100", "", tcpForward, "node", between, echoLoad{10, 64, 1, bare}, rate},
		{"start", "", script, "node", whole, startLoad{"PASS\n"}, duration},
	}, peers)
	if len(r.Results) != 11 || len(r.LeftOut) != 0 {
		t.Fatalf("got %d rows and %v left out, want 11 and none", len(r.Results), r.LeftOut)
	}
	for _, row := range r.Results {
		if row.Work != "idle-10000" && row.Figure <= 0 || len(row.RoundsMeasured) != 3 || row.CPU <= 0 || row.Memory < 1<<20 {
			t.Errorf("%s of %s: got %+v", row.Peer, row.Work, row)
		}
		if alone := row.Work == "start"; alone != (row.Base == "sockhost") {
			t.Errorf("%s of %s is compared with %s", row.Peer, row.Work, row.Base)
		}
	}
	for _, task := range r.Works {
		if task.Name == "latency-100" && !strings.HasSuffix(task.About, " messages a second") {
			t.Errorf("%q does not say the rate", task.About)
		}
	}
	var table strings.Builder
	if err := r.writeTable(&table); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"echo-10 ", "≥ 1.1 × node", "µs p99", "start ", "≤ 0.15 × node"} {
		if !strings.Contains(table.String(), want) {
			t.Errorf("the table lacks %q:\n%s", want, &table)
		}
	}
}

func TestContestGoesOnWithoutWhoFails(t *testing.T) {
	works := []work{{"echo-10", "", tcpEcho, "node", apart, echoLoad{10, 64, 1, bare}, rate}}
	r := holdContest(t, works, []peer{
		fake("node", map[protocol]command{tcpEcho: own("gonet-udp")}), // where nobody accepts connections
		fake("bun", map[protocol]command{tcpEcho: own("goepoll")}),
		fake("deno", map[protocol]command{tcpEcho: func(*site) ([]string, error) { return nil, notInstalled("deno") }}),
	})
	if len(r.Results) != 1 || r.Results[0].Peer != "bun" || r.Results[0].Base != "bun" {
		t.Errorf("got %+v", r.Results)
	}
	if len(r.LeftOut) != 2 || r.LeftOut[0].Name != "deno" || r.LeftOut[1].Name != "node" || !strings.Contains(r.LeftOut[1].Reason, "refused") {
		t.Errorf("got %v left out", r.LeftOut)
	}
}

func TestContestNeedsSockhost(t *testing.T) {
	c := contest{
		site:     &site{ctx: t.Context(), programs: map[string]string{}},
		settings: settings{rounds: 1, duration: time.Millisecond},
		progress: progress{io.Discard},
	}
	works := []work{{"echo-10", "", tcpEcho, "node", apart, echoLoad{10, 64, 1, bare}, rate}}
	if _, err := c.hold(t.Context(), works, []peer{fake("sockhost", map[protocol]command{tcpEcho: own("gonet-udp")})}); err == nil {
		t.Error("a sockhost that fails must end the run")
	}
}
