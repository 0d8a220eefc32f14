package system

import (
	"runtime"
	"strings"
)

// CPU is what is known of the processors. What is not known is empty.
type CPU struct {
	// Arch is the architecture as the kernel calls it, such as "x86_64".
	Arch, Model string
	// Features are those of Chrome's list that the processors have.
	Features []string
	// Count of logical processors.
	Count int
	// Usage of each logical processor since the machine started.
	Usage []Usage
	// Temperatures in degrees Celsius, one for each sensor.
	Temperatures []float64
}

// Usage is how a logical processor has spent its time. What Linux counts are
// ticks, as a rule of a hundredth of a second.
type Usage struct{ User, Kernel, Idle, Total float64 }

// features are those that Chrome tells of, and their names in /proc/cpuinfo.
var features = []struct{ name, flag string }{
	{"mmx", "mmx"}, {"sse", "sse"}, {"sse2", "sse2"}, {"sse3", "pni"}, {"ssse3", "ssse3"}, {"sse4_1", "sse4_1"}, {"sse4_2", "sse4_2"}, {"avx", "avx"},
}

// archName is the kernel's name for what Go calls GOARCH.
func archName(goarch string) string {
	names := map[string]string{"amd64": "x86_64", "386": "i686", "arm64": "aarch64"}
	if name, known := names[goarch]; known {
		return name
	}
	return goarch
}

// Processors tells of the processors.
func Processors() CPU {
	cpu := CPU{Arch: archName(runtime.GOARCH), Count: runtime.NumCPU()}
	readProcessors(&cpu)
	return cpu
}

// readInfo reads /proc/cpuinfo.
func (c *CPU) readInfo(text string) {
	for line := range strings.Lines(text) {
		key, value, _ := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		switch strings.TrimSpace(key) {
		case "model name":
			c.Model = value
		case "flags":
			c.Features = featuresOf(strings.Fields(value))
		case "":
			return // the others are the same
		}
	}
}

func featuresOf(flags []string) (names []string) {
	has := map[string]bool{}
	for _, flag := range flags {
		has[flag] = true
	}
	for _, f := range features {
		if has[f.flag] {
			names = append(names, f.name)
		}
	}
	return names
}

// readStat reads /proc/stat.
func (c *CPU) readStat(text string) {
	for line := range strings.Lines(text) {
		fields := strings.Fields(line)
		if len(fields) < 5 || !strings.HasPrefix(fields[0], "cpu") || fields[0] == "cpu" {
			continue
		}
		ticks := numbers(fields[1:5]) // user, nice, system, idle
		u := Usage{User: ticks[0] + ticks[1], Kernel: ticks[2], Idle: ticks[3]}
		u.Total = u.User + u.Kernel + u.Idle
		c.Usage = append(c.Usage, u)
	}
}
