package probes

import (
	"fmt"
	"slices"
)

// Difference is a line that only one side printed.
type Difference struct {
	Section string // the heading it stands under
	Line    string // "- text" if only Chromium printed it, "+ text" if only sockhost did
}

func (d Difference) String() string { return fmt.Sprintf("[%s] %s", d.Section, d.Line) }

// Compare compares what Chromium and sockhost printed, and also tells how many
// of Chromium's lines it compared. Socket ids are the same up to the first
// difference; after it, an app that made another number of sockets goes on, so
// that they need only be names for each other.
func Compare(chromium, sockhost []string) (differences []Difference, compared int) {
	names := names{there: map[id]string{}, here: map[id]string{}}
	a, b := sections(chromium), sections(sockhost)
	for i := range max(len(a), len(b)) {
		var want, got section
		if i < len(a) {
			want = a[i]
		}
		if i < len(b) {
			got = b[i]
		}
		heading := want.heading
		if heading == "" {
			heading = got.heading
		}
		differ := func(sign string, text string) {
			differences = append(differences, Difference{heading, sign + " " + text})
			names.free = true
		}
		if want.heading != got.heading {
			differ("-", "--- "+want.heading)
			differ("+", "--- "+got.heading)
		}
		compared += len(want.lines)
		for _, step := range align(want.lines, got.lines) {
			switch {
			case step.got == nil:
				differ("-", step.want.text)
			case step.want == nil:
				differ("+", step.got.text)
			default:
				if wrong := names.match(step.want.ids, step.got.ids); wrong != "" {
					differ("+", step.got.text+" ("+wrong+")")
				}
			}
		}
	}
	return differences, compared
}

// step is a line of both sides, or of one.
type step struct{ want, got *line }

// align finds the longest common part of two lists and what stands between.
func align(want, got []line) []step {
	common := make([][]int, len(want)+1) // [i][j]: lines common to want[i:] and got[j:]
	for i := range common {
		common[i] = make([]int, len(got)+1)
	}
	for i, w := range slices.Backward(want) {
		for j, g := range slices.Backward(got) {
			if w.text == g.text {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	var steps []step
	i, j := 0, 0
	for i < len(want) || j < len(got) {
		switch {
		case i < len(want) && j < len(got) && want[i].text == got[j].text:
			steps = append(steps, step{&want[i], &got[j]})
			i, j = i+1, j+1
		case j == len(got) || i < len(want) && common[i+1][j] >= common[i][j+1]:
			steps = append(steps, step{want: &want[i]})
			i++
		default:
			steps = append(steps, step{got: &got[j]})
			j++
		}
	}
	return steps
}

// names are the socket ids of one side by those of the other.
type names struct {
	there, here map[id]string
	free        bool // ids may be different ones
}

// match tells what is wrong with the ids of two lines, or "".
func (n *names) match(want, got []id) string {
	for i, w := range want {
		g := got[i]
		if w.namespace == "" {
			continue
		}
		there, known := n.there[w]
		here, used := n.here[g]
		switch {
		case !known && !used:
			n.there[w], n.here[g] = g.number, w.number
			if w != g && !n.free {
				return fmt.Sprintf("id %s is %s in Chromium", g.number, w.number)
			}
		case there != g.number || here != w.number:
			return fmt.Sprintf("id %s is %s in Chromium, and was %s before", g.number, w.number, there)
		}
	}
	return ""
}
