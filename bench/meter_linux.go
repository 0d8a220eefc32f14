package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// cpuTime is the user and system time of all threads of a process. It is the sum that /proc/PID/stat shows, read from
// the process's CPU clock because that one counts nanoseconds instead of hundredths of a second.
func cpuTime(pid int) (time.Duration, error) {
	const scheduled = 2 // CPUCLOCK_SCHED
	var ts unix.Timespec
	if err := unix.ClockGettime(int32(^pid<<3|scheduled), &ts); err != nil {
		return 0, err
	}
	return time.Duration(ts.Nano()), nil
}

// cpuTimes is that of a process and its descendants together. Of these some may have ended: they do not count.
func cpuTimes(pids []int) (time.Duration, error) {
	var total time.Duration
	for i, pid := range pids {
		used, err := cpuTime(pid)
		if err != nil && (i == 0 || exists(pid)) {
			return 0, err
		}
		total += used
	}
	return total, nil
}

func exists(pid int) bool { return unix.Kill(pid, 0) != unix.ESRCH }

// residentMemory is VmRSS in bytes; of several processes the sum of Pss, in which what they share counts once.
func residentMemory(pids []int) (int64, error) {
	if len(pids) == 1 {
		return kilobytes(fmt.Sprintf("/proc/%d/status", pids[0]), "VmRSS:")
	}
	var total int64
	for i, pid := range pids {
		bytes, err := kilobytes(fmt.Sprintf("/proc/%d/smaps_rollup", pid), "Pss:")
		if err != nil && (i == 0 || exists(pid)) {
			return 0, err
		}
		total += bytes
	}
	return total, nil
}

// kilobytes returns what a line of a file of /proc says, in bytes.
func kilobytes(file, name string) (int64, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(text)) {
		if value, ok := strings.CutPrefix(line, name); ok {
			count, err := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(value), "kB")), 10, 64)
			return count << 10, err
		}
	}
	return 0, errNeedsLinux
}

// descendants are a process and those that it has started, and those that these have.
func descendants(pid int) ([]int, error) {
	all := []int{pid}
	for i := 0; i < len(all); i++ {
		lists, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", all[i]))
		if err != nil {
			return nil, err
		}
		for _, list := range lists {
			text, err := os.ReadFile(list)
			if err != nil {
				continue // the thread has ended
			}
			for _, field := range strings.Fields(string(text)) {
				child, err := strconv.Atoi(field)
				if err != nil {
					return nil, err
				}
				all = append(all, child)
			}
		}
	}
	return all, nil
}

// childTime is the user and system time of the processes that this one has waited for.
func childTime() (time.Duration, error) {
	var usage unix.Rusage
	err := unix.Getrusage(unix.RUSAGE_CHILDREN, &usage)
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano()), err
}

// peakMemory is the most that a process which has ended had resident.
func peakMemory(state *os.ProcessState) int64 {
	if usage, ok := state.SysUsage().(*syscall.Rusage); ok {
		return usage.Maxrss << 10
	}
	return 0
}

// machineTime is what all cores together have spent on anything but idling, including what a hypervisor took away.
func machineTime() (time.Duration, error) {
	const perSecond = 100 // USER_HZ, the same on every Linux that Go runs on
	stat, err := os.ReadFile("/proc/stat")
	if err != nil {
		return 0, err
	}
	line, _, _ := strings.Cut(string(stat), "\n")
	fields := strings.Fields(line) // cpu user nice system idle iowait irq softirq steal ...
	if len(fields) < 9 {
		return 0, errNeedsLinux
	}
	var total int64
	for _, i := range []int{1, 2, 3, 6, 7, 8} {
		ticks, err := strconv.ParseInt(fields[i], 10, 64)
		if err != nil {
			return 0, err
		}
		total += ticks
	}
	return time.Duration(total) * time.Second / perSecond, nil
}
