package main

// A figure is what a work compares its peers by.
type figure struct {
	unit string
	// less tells that a smaller one is better.
	less bool
	of   func(measurement) float64
}

// rate counts operations.
var rate = figure{unit: "op/s", of: measurement.rate}

// throughput counts the bytes that come back, size of them in an operation.
func throughput(size int) figure {
	return figure{unit: "MB/s", of: func(m measurement) float64 { return m.rate() * float64(size) / 1e6 }}
}
