package eventloop_test

import (
	"os"
	"os/exec"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/sockhost/sockhost/eventloop"
)

// The limit on descriptors is the process's own, so the test runs in another.
func TestAcceptWithoutDescriptors(t *testing.T) {
	if os.Getenv("EVENTLOOP_EMFILE") != "" {
		onHosts(t, acceptWithoutDescriptors)
		return
	}
	exe, err := os.Executable()
	require.NoError(t, err)
	cmd := exec.CommandContext(t.Context(), exe, "-test.run=^TestAcceptWithoutDescriptors$", "-test.count=1", "-test.timeout="+(2*patience).String())
	cmd.Env = append(os.Environ(), "EVENTLOOP_EMFILE=1")
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
	require.Contains(t, string(out), "PASS")
}

func acceptWithoutDescriptors(t *testing.T, h *host) {
	const connections, free = 6, 2
	a := h.listen("127.0.0.1:0")
	waiting := map[string]bool{}
	for range connections {
		waiting[a.connect().LocalAddr().String()] = true
	}
	arrive := func(n int) {
		t.Helper()
		for range n {
			remote := ask(h, next(t, a.accepted).RemoteAddr).String()
			require.True(t, waiting[remote])
			delete(waiting, remote)
		}
	}

	var limit unix.Rlimit
	require.NoError(t, unix.Getrlimit(unix.RLIMIT_NOFILE, &limit))
	lowered := limit
	lowered.Cur = uint64(descriptors(t) + 20)
	require.NoError(t, unix.Setrlimit(unix.RLIMIT_NOFILE, &lowered))
	t.Cleanup(func() { unix.Setrlimit(unix.RLIMIT_NOFILE, &limit) })
	var fill []int
	for {
		fd, err := unix.Dup(0)
		if err != nil {
			require.Equal(t, unix.EMFILE, err)
			break
		}
		fill = append(fill, fd)
	}
	release := func(n int) {
		for _, fd := range fill[:n] {
			unix.Close(fd)
		}
		fill = fill[n:]
	}
	release(free)

	a.accept(true)
	arrive(free)
	requireErrno(t, syscall.EMFILE, next(t, a.failed))
	requireIdle(h)
	require.Empty(t, a.accepted)
	require.Empty(t, a.failed)

	a.accept(true)
	requireErrno(t, syscall.EMFILE, next(t, a.failed))

	var err error
	h.do(func() {
		h.Network().Dial(a.Addr(), func(s eventloop.Stream, e error) { err = e })
	})
	eventually(t, func() bool { return ask(h, func() bool { return err != nil }) })
	requireErrno(t, syscall.EMFILE, err)

	release(len(fill))
	a.accept(true)
	arrive(connections - free)
	require.Empty(t, waiting)
	require.Empty(t, a.failed)
}
