package main

import "testing"

func TestMedian(t *testing.T) {
	cases := []struct {
		values []float64
		want   float64
	}{
		{[]float64{3}, 3},
		{[]float64{4, 1}, 2.5},
		{[]float64{9, 1, 5}, 5},
		{[]float64{1, 100, 2, 3}, 2.5},
	}
	for _, c := range cases {
		before := append([]float64(nil), c.values...)
		if got := median(c.values); got != c.want {
			t.Errorf("median of %v: got %v, want %v", c.values, got, c.want)
		}
		for i := range before {
			if c.values[i] != before[i] {
				t.Errorf("median reordered %v to %v", before, c.values)
			}
		}
	}
}

func TestRatioIsTakenRoundByRound(t *testing.T) {
	// The machine was ten times slower in the second round: paired, that does not show.
	got := compareRounds([]float64{100, 20, 300}, []float64{100, 10, 100})
	if want := (ratio{Median: 2, Min: 1, Max: 3}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestThousands(t *testing.T) {
	for value, want := range map[float64]string{0: "0", 999.4: "999", 1000: "1 000", 123456.7: "123 457", 1e6: "1 000 000"} {
		if got := thousands(value); got != want {
			t.Errorf("%v: got %q, want %q", value, got, want)
		}
	}
}

func TestAlign(t *testing.T) {
	got := align([][]string{{"peer", "µs", "x"}, {"a", "1", "–"}, {"ab", "22.5", ""}}, 1)
	for i, want := range []string{"peer    µs  x", "a        1  –", "ab    22.5"} {
		if got[i] != want {
			t.Errorf("line %d: got %q, want %q", i, got[i], want)
		}
	}
}

func TestChoose(t *testing.T) {
	got, err := choose(works, "echo-100,echo-1", func(w work) string { return w.name })
	if err != nil || len(got) != 2 || got[0].name != "echo-1" || got[1].name != "echo-100" {
		t.Errorf("got %v, %v; want echo-1 and echo-100 in the table's order", got, err)
	}
	if _, err := choose(works, "echo-1,nothing", func(w work) string { return w.name }); err == nil {
		t.Error("an unknown name must be an error")
	}
}
