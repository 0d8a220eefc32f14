package system_test

import (
	"errors"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/system"
)

func TestProcessors(t *testing.T) {
	cpu := system.Processors()
	require.Positive(t, cpu.Count)
	require.NotEmpty(t, cpu.Arch)
	if runtime.GOOS != "linux" {
		return
	}
	require.NotEmpty(t, cpu.Usage)
	for _, u := range cpu.Usage {
		require.Positive(t, u.Total)
		require.Equal(t, u.Total, u.User+u.Kernel+u.Idle)
	}
}

func TestCPUOf(t *testing.T) {
	info := "processor\t: 0\nmodel name\t: Some CPU @ 3 GHz\nflags\t\t: fpu sse pni avx avx2\n\nprocessor\t: 1\nmodel name\t: Other\n"
	stat := "cpu  12 2 4 6 8\ncpu0 10 1 2 3 4 5\ncpu1 2 1 2 3 4\ncpux\nintr 1 2 3 4 5\n"
	require.Equal(t, system.CPU{
		Model: "Some CPU @ 3 GHz", Features: []string{"sse", "sse3", "avx"},
		Usage: []system.Usage{{User: 11, Kernel: 2, Idle: 3, Total: 16}, {User: 3, Kernel: 2, Idle: 3, Total: 8}},
	}, system.CPUOf(info, stat))
	require.Equal(t, "x86_64 aarch64 riscv64", strings.Join([]string{system.ArchName("amd64"), system.ArchName("arm64"), system.ArchName("riscv64")}, " "))
}

func TestMemory(t *testing.T) {
	ram, err := system.Memory()
	if runtime.GOOS != "linux" {
		require.ErrorIs(t, err, system.ErrUnknown)
		return
	}
	require.NoError(t, err)
	require.Greater(t, ram.Capacity, ram.Available)
	require.Positive(t, ram.Available)

	ram, err = system.RAMOf("MemTotal:  8 kB\nMemFree: 1 kB\nMemAvailable: 4 kB\nHugePages_Total: 0\n")
	require.NoError(t, err)
	require.Equal(t, system.RAM{Capacity: 8192, Available: 4096}, ram)
	_, err = system.RAMOf("")
	require.ErrorIs(t, err, system.ErrUnknown)
}

func TestUnits(t *testing.T) {
	units, err := system.Units()
	if runtime.GOOS != "linux" {
		require.ErrorIs(t, err, system.ErrUnknown)
		return
	}
	require.NoError(t, err)
	for _, u := range units {
		require.Positive(t, u.Capacity, u.Device)
		available, err := system.Available(u.Path)
		require.NoError(t, err)
		require.LessOrEqual(t, available, u.Capacity)
	}
	_, err = system.Available(t.TempDir() + "/none")
	require.Error(t, err)
	require.False(t, errors.Is(err, system.ErrUnknown))
}

func TestMountsOf(t *testing.T) {
	require.Equal(t, []system.Unit{
		{Device: "/dev/sda1", Path: "/", Name: "/"},
		{Device: "/dev/sdb1", Path: "/media/a b\\x", Name: "a b\\x"},
	}, system.MountsOf("proc /proc proc rw 0 0\n/dev/sda1 / ext4 rw 0 0\n/dev/sda1 /again ext4 rw 0 0\n/dev/sdb1 /media/a\\040b\\x vfat rw 0 0\n/dev/broken\n\n"))
}

// FuzzTexts: whatever the kernel writes, nothing panics and numbers are finite.
func FuzzTexts(f *testing.F) {
	f.Add("cpu0 1 2 3 4\nMemTotal: 5 kB\n/dev/sda / ext4\nflags : sse\n")
	f.Add("cpu0 99999999999999999999999 -1 x 4\n/dev/x \\777\\\n:\n")
	f.Fuzz(func(t *testing.T, text string) {
		for _, u := range system.CPUOf(text, text).Usage {
			require.Equal(t, u.User+u.Kernel+u.Idle, u.Total)
		}
		if ram, err := system.RAMOf(text); err == nil {
			require.Positive(t, ram.Capacity)
		}
		for _, u := range system.MountsOf(text) {
			require.True(t, strings.HasPrefix(u.Device, "/dev/"))
		}
	})
}
