package main

import "slices"

// median returns the middle of values, the mean of the two in the middle for an even number of them. It panics
// without any.
func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	middle := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[middle]
	}
	return (sorted[middle-1] + sorted[middle]) / 2
}

// A ratio compares two peers: the median of the ratios of each round, and how far the rounds lie apart. Rounds are
// paired because a disturbance of the machine lasts longer than a round and so hits both halves of a pair.
type ratio struct {
	Median float64 `json:"median"`
	Min    float64 `json:"min"`
	Max    float64 `json:"max"`
}

// compareRounds returns the ratio of values to those of the same rounds in base.
func compareRounds(values, base []float64) ratio {
	quotients := make([]float64, len(values))
	for i := range values {
		quotients[i] = values[i] / base[i]
	}
	return ratio{median(quotients), slices.Min(quotients), slices.Max(quotients)}
}

// collect applies a figure to every round.
func collect(rounds []measurement, figure func(measurement) float64) []float64 {
	values := make([]float64, len(rounds))
	for i, m := range rounds {
		values[i] = figure(m)
	}
	return values
}
