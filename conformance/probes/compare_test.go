package probes_test

import (
	"strings"
	"testing"

	"github.com/sockhost/sockhost/conformance"
	"github.com/sockhost/sockhost/conformance/probes"
)

// compareTests are what two sides print, and the differences: "- text" and
// "+ text" under a heading.
var compareTests = []struct{ name, chromium, sockhost, want string }{
	{"ports", `tcp.connect(1, "127.0.0.1", 40131) -> cb(0)`, `tcp.connect(1, "127.0.0.1", 50000) -> cb(0)`, ""},
	{"ports of the script", `tcp.connect(1, "127.0.0.1", 1) -> cb(0)`, `tcp.connect(1, "127.0.0.1", 2) -> cb(0)`,
		"[] - tcp.connect(ID, \"127.0.0.1\", 1) -> cb(0)\n[] + tcp.connect(ID, \"127.0.0.1\", 2) -> cb(0)"},
	{"order of sockets", "tcp.getSockets() -> cb([{socketId:2}, {socketId:1}])", "tcp.getSockets() -> cb([{socketId:1}, {socketId:2}])", ""},
	{"ids", "tcp.getInfo(1) -> cb()", "tcp.getInfo(2) -> cb()", "[] + tcp.getInfo(ID) -> cb() (id 2 is 1 in Chromium)"},
	{"ids after a difference", "a\ntcp.getInfo(1) -> cb()\ntcp.close(1) -> cb()", "tcp.getInfo(2) -> cb()\ntcp.close(2) -> cb()", "[] - a"},
	{"ids mixed up", "a\ntcp.getInfo(1) -> cb()\ntcp.close(1) -> cb()", "tcp.getInfo(2) -> cb()\ntcp.close(3) -> cb()",
		"[] - a\n[] + tcp.close(ID) -> cb() (id 3 is 1 in Chromium, and was 2 before)"},
	{"peer", "PEER watch FIN\na", "a", ""},
	{"unchecked errors", "LOG.error: Unchecked runtime.lastError: no", "ERROR: Unchecked runtime.lastError: no", ""},
	{"accept and connect",
		"EVENT tcpServer.onAccept {clientSocketId:2, socketId:1}\ntcp.connect(1, \"::1\", 40131) -> cb(0)",
		"tcp.connect(1, \"::1\", 40131) -> cb(0)\nEVENT tcpServer.onAccept {clientSocketId:2, socketId:1}", ""},
	{"order", "a\nb", "b\na", "[] - a\n[] + a"},
	{"under a heading", "--- one\na\n--- two\nb", "--- one\na\n--- two\nc", "[two] - b\n[two] + c"},
	{"heading missing", "--- one\na\n--- two\nb", "--- one\na", "[two] - --- two\n[two] + --- \n[two] - b"},
}

func TestCompare(t *testing.T) {
	for _, test := range compareTests {
		t.Run(test.name, func(t *testing.T) {
			differences, _ := probes.Compare(strings.Split(test.chromium, "\n"), strings.Split(test.sockhost, "\n"))
			var got []string
			for _, d := range differences {
				got = append(got, d.String())
			}
			if text := strings.Join(got, "\n"); text != test.want {
				t.Errorf("got\n%s\nwant\n%s", text, test.want)
			}
		})
	}
}

func TestJudge(t *testing.T) {
	p := probes.Probe{Name: "01_x"}
	differences := []probes.Difference{{"ports", "- cb(0) none"}, {"ports", "+ cb(-4) bad"}}
	for _, test := range []struct {
		name  string
		lines []string
		want  string
	}{
		{"both", []string{"- cb(0) *", "+ cb(-4) *"}, ""},
		{"one missing", []string{"- cb(0) *"}, "not in the list of deviations: [ports] + cb(-4) bad"},
		{"one too many", []string{"- cb(0) *", "+ cb(-4) *", "+ cb(-5) *"}, "probes/01_x: ports: no longer a deviation: + cb(-5) *"},
	} {
		t.Run(test.name, func(t *testing.T) {
			deviations := []conformance.Deviation{{Where: "probes/01_x: ports", Lines: test.lines, Row: 13}}
			if got := strings.Join(probes.Judge(p, differences, deviations), "\n"); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
