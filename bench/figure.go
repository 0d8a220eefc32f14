package main

// A figure is what a work compares its peers by.
type figure struct {
	unit string
	less bool // a smaller one is better
	of   func(measurement) float64
}

var (
	// rate counts operations.
	rate = figure{unit: "op/s", of: measurement.rate}
	// p99 is how long 99 of 100 operations take at most.
	p99 = figure{unit: "µs p99", less: true, of: func(m measurement) float64 { return m.Late * 1e6 }}
	// memoryEach is what an operation leaves in the server's memory.
	memoryEach = figure{unit: "bytes each", less: true, of: measurement.residentPerOperation}
	// duration is how long an operation takes, the median.
	duration = figure{unit: "ms", less: true, of: func(m measurement) float64 { return m.Middle * 1e3 }}
	// memory is the server's.
	memory = figure{unit: "MB", less: true, of: func(m measurement) float64 { return float64(m.Resident) / 1e6 }}
)

// throughput counts the bytes that come back, size of them in an operation.
func throughput(size int) figure {
	return figure{unit: "MB/s", of: func(m measurement) float64 { return m.rate() * float64(size) / 1e6 }}
}
