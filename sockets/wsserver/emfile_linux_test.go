package wsserver_test

import (
	"bufio"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/sockets/wsserver"
)

// The limit on descriptors is the process's own, so the test runs in another.
func TestAcceptWithoutDescriptors(t *testing.T) {
	if os.Getenv("WSSERVER_EMFILE") != "" {
		acceptWithoutDescriptors(t)
		return
	}
	exe, err := os.Executable()
	require.NoError(t, err)
	cmd := exec.CommandContext(t.Context(), exe, "-test.run=^TestAcceptWithoutDescriptors$", "-test.count=1", "-test.timeout="+(2*patience).String())
	cmd.Env = append(os.Environ(), "WSSERVER_EMFILE=1")
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
	require.Contains(t, string(out), "PASS")
}

// lines is a writer whose writes arrive on the channel.
type lines chan string

func (l lines) Write(p []byte) (int, error) {
	l <- string(p)
	return len(p), nil
}

// A server without descriptors says so once, tries again now and then, and
// serves those who have waited.
func acceptWithoutDescriptors(t *testing.T) {
	const clients = 3
	log := make(lines, 100)
	w := start(t, eventloop.Native, wsserver.Options{Log: slog.New(slog.NewTextHandler(log, nil))})
	w.listen()
	var sockets [clients]int
	for i := range sockets {
		fd, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
		require.NoError(t, err)
		sockets[i] = fd
	}

	var limit unix.Rlimit
	require.NoError(t, unix.Getrlimit(unix.RLIMIT_NOFILE, &limit))
	lowered := limit
	lowered.Cur = uint64(descriptors() + 20)
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

	addr := netip.MustParseAddrPort(w.addr)
	for _, fd := range sockets {
		require.NoError(t, unix.Connect(fd, &unix.SockaddrInet4{Addr: addr.Addr().As4(), Port: int(addr.Port())}))
	}
	require.Contains(t, next(t, log), "connections wait")
	for range 3 { // while net/http tries again
		select {
		case line := <-log:
			require.Fail(t, "more was said", line)
		case <-time.After(20 * time.Millisecond):
		}
	}

	for _, fd := range fill {
		unix.Close(fd)
	}
	for _, fd := range sockets {
		f := os.NewFile(uintptr(fd), "")
		conn, err := net.FileConn(f)
		require.NoError(t, err)
		f.Close()
		defer conn.Close()
		_, err = io.WriteString(conn, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
		require.NoError(t, err)
		require.NoError(t, conn.SetReadDeadline(time.Now().Add(patience)))
		answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
		require.NoError(t, err)
		require.Equal(t, http.StatusOK, answer.StatusCode)
	}
}
