package system

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

func readProcessors(c *CPU) {
	var names unix.Utsname
	if unix.Uname(&names) == nil {
		c.Arch = unix.ByteSliceToString(names.Machine[:])
	}
	if text, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		c.readInfo(string(text))
	}
	if text, err := os.ReadFile("/proc/stat"); err == nil {
		c.readStat(string(text))
	}
	sensors, _ := filepath.Glob("/sys/class/thermal/thermal_zone*/temp")
	for _, sensor := range sensors {
		if thousandths, ok := readNumber(sensor); ok {
			c.Temperatures = append(c.Temperatures, thousandths/1e3)
		}
	}
}

func readMemory() (RAM, error) {
	text, err := os.ReadFile("/proc/meminfo")
	if err != nil {
		return RAM{}, err
	}
	return ramOf(string(text))
}

func readUnits() ([]Unit, error) {
	text, err := os.ReadFile("/proc/self/mounts")
	if err != nil {
		return nil, err
	}
	units := mountsOf(string(text))
	for i := range units {
		u := &units[i]
		folder := "/sys/class/block/" + filepath.Base(u.Device)
		if sectors, ok := readNumber(folder + "/size"); ok {
			u.Capacity = sectors * 512
		} else {
			u.Capacity, _ = capacity(u.Path)
		}
		removable, ok := readNumber(folder + "/removable")
		if !ok { // a partition; the disk is the folder above
			if disk, err := filepath.EvalSymlinks(folder); err == nil {
				removable, _ = readNumber(filepath.Dir(disk) + "/removable")
			}
		}
		u.Removable = removable == 1
	}
	return units, nil
}

func readAvailable(path string) (float64, error) {
	var s unix.Statfs_t
	err := unix.Statfs(path, &s)
	return float64(s.Bavail) * float64(s.Bsize), err
}

// capacity is the size of the file system at a path.
func capacity(path string) (float64, error) {
	var s unix.Statfs_t
	err := unix.Statfs(path, &s)
	return float64(s.Blocks) * float64(s.Bsize), err
}

// readNumber reads a file that holds a number.
func readNumber(name string) (float64, bool) {
	text, err := os.ReadFile(name)
	if err != nil {
		return 0, false
	}
	n, err := strconv.ParseInt(strings.TrimSpace(string(text)), 10, 53)
	return float64(n), err == nil
}
