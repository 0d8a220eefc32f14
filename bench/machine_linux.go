package main

import (
	"os"
	"strings"

	"golang.org/x/sys/unix"
)

// thisMachine looks at /proc.
func thisMachine() (machine, error) {
	var names unix.Utsname
	if err := unix.Uname(&names); err != nil {
		return machine{}, err
	}
	m := machine{Kernel: unix.ByteSliceToString(names.Sysname[:]) + " " + unix.ByteSliceToString(names.Release[:])}
	var err error
	if m.Memory, err = kilobytes("/proc/meminfo", "MemTotal:"); err != nil {
		return m, err
	}
	text, err := os.ReadFile("/proc/cpuinfo")
	for line := range strings.Lines(string(text)) {
		if name, value, _ := strings.Cut(line, ":"); strings.TrimSpace(name) == "model name" {
			m.CPU = strings.TrimSpace(value)
			break
		}
	}
	return m, err
}
