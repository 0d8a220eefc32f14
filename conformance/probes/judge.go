package probes

import (
	"fmt"
	"strings"

	"github.com/sockhost/sockhost/conformance"
)

// Judge lists the differences of a probe that no deviation explains, and the
// lines of deviations that no difference shows.
func Judge(p Probe, differences []Difference, deviations []conformance.Deviation) (problems []string) {
	type pattern struct{ where, line string }
	shown := map[pattern]bool{}
	for _, difference := range differences {
		explained := false
		for _, d := range deviations {
			if !d.Covers("probes/" + p.Name + ": " + difference.Section) {
				continue
			}
			for _, line := range d.Lines {
				if conformance.Like(line, difference.Line) {
					shown[pattern{d.Where, line}] = true
					explained = true
				}
			}
		}
		if !explained {
			problems = append(problems, "not in the list of deviations: "+difference.String())
		}
	}
	for _, d := range deviations {
		if !strings.HasPrefix(d.Where, "probes/"+p.Name+": ") {
			continue
		}
		for _, line := range d.Lines {
			if !shown[pattern{d.Where, line}] {
				problems = append(problems, fmt.Sprintf("%s: no longer a deviation: %s", d.Where, line))
			}
		}
	}
	return problems
}
