package system

import (
	"path"
	"strconv"
	"strings"
)

// Unit is a mounted device.
type Unit struct {
	// Device is its file, such as "/dev/sda1".
	Device string
	// Path is where it is mounted, and Name the end of that.
	Path, Name string
	// Capacity in bytes.
	Capacity  float64
	Removable bool
}

// Units tells of the mounted devices, each once, in the order of mounting.
func Units() ([]Unit, error) { return readUnits() }

// Available is how many bytes can still be written to the device at a path. Its
// error is [ErrUnknown] or that of the system.
func Available(path string) (float64, error) { return readAvailable(path) }

// mountsOf reads /proc/self/mounts: what is a device, each once.
func mountsOf(text string) (list []Unit) {
	seen := map[string]bool{}
	for line := range strings.Lines(text) {
		fields := strings.Fields(line)
		if len(fields) < 2 || !strings.HasPrefix(fields[0], "/dev/") || seen[fields[0]] {
			continue
		}
		seen[fields[0]] = true
		mounted := unescape(fields[1])
		list = append(list, Unit{Device: fields[0], Path: mounted, Name: path.Base(mounted)})
	}
	return list
}

// unescape replaces what the kernel writes of a space and the like: \040.
func unescape(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] == '\\' && i+3 < len(text) {
			if c, err := strconv.ParseUint(text[i+1:i+4], 8, 8); err == nil {
				b.WriteByte(byte(c))
				i += 3
				continue
			}
		}
		b.WriteByte(text[i])
	}
	return b.String()
}
