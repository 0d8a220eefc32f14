package system

import (
	"strconv"
	"strings"
)

// RAM is the machine's memory, in bytes. Available is what programs can have
// without something else being moved out of it.
type RAM struct{ Capacity, Available float64 }

// Memory tells of the memory. Its error is [ErrUnknown] or that of the system.
func Memory() (RAM, error) { return readMemory() }

// ramOf reads /proc/meminfo.
func ramOf(text string) (RAM, error) {
	kilobytes := map[string]float64{}
	for line := range strings.Lines(text) {
		if fields := strings.Fields(line); len(fields) > 1 {
			kilobytes[fields[0]] = numbers(fields[1:2])[0]
		}
	}
	total, available := kilobytes["MemTotal:"], kilobytes["MemAvailable:"]
	if total == 0 {
		return RAM{}, ErrUnknown
	}
	return RAM{total * 1024, available * 1024}, nil
}

// numbers reads numbers; what is none is 0.
func numbers(fields []string) []float64 {
	list := make([]float64, len(fields))
	for i, f := range fields {
		n, _ := strconv.ParseUint(f, 10, 53)
		list[i] = float64(n)
	}
	return list
}
