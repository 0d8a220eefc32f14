package chrome_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sockhost/sockhost/eventloop"
)

// differences are the lines that cannot be the recorded ones.
var differences = []struct{ recorded, ours, reason string }{
	{
		"TypeError: tcp.bogus is not a function",
		"TypeError: Object has no member 'bogus'",
		"the text is the engine's own",
	},
}

// TestRecordings runs the scripts that were run in Chromium and expects its
// words, to the letter.
func TestRecordings(t *testing.T) {
	for _, name := range []string{"01_surface", "03_create", "04_badargs", "05_unknown"} {
		t.Run(name, func(t *testing.T) {
			onEachBackend(t, func(t *testing.T, backend eventloop.Backend) {
				want := strings.Split(strings.TrimRight(recording(t, name+".out"), "\n"), "\n")
				got := play(t, backend, recording(t, "stubs.js"), recording(t, "lib.js"), recording(t, name+".js"))
				for i := range max(len(want), len(got)) {
					w, g := line(want, i), line(got, i)
					for _, d := range differences {
						if w == d.recorded {
							w = d.ours
						}
					}
					if g != w {
						t.Fatalf("line %d\n got: %s\nwant: %s", i+1, g, w)
					}
				}
			})
		})
	}
}

func line(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(nothing)"
}

func recording(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "recordings", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
