package sockets_test

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/sockets"
)

// descriptorOf finds the process's own socket with these ends, or returns -1.
func descriptorOf(t testing.TB, local, remote sockets.Endpoint) int {
	t.Helper()
	files, err := os.ReadDir("/proc/self/fd")
	require.NoError(t, err)
	is := func(sa unix.Sockaddr, e sockets.Endpoint) bool {
		in, ok := sa.(*unix.SockaddrInet4)
		return ok && in.Port == e.Port && net.IP(in.Addr[:]).String() == e.Address
	}
	for _, f := range files {
		fd, _ := strconv.Atoi(f.Name())
		name, err := unix.Getsockname(fd)
		if err != nil || !is(name, local) {
			continue
		}
		if peer, err := unix.Getpeername(fd); err == nil && is(peer, remote) {
			return fd
		}
	}
	return -1
}

func (w *world) descriptor(id int) int {
	info := w.info(id)
	fd := descriptorOf(w.t, info.Local, info.Peer)
	require.NotEqual(w.t, -1, fd)
	return fd
}

// tcpOptions are what setKeepAlive and setNoDelay set.
type tcpOptions struct{ keepAlive, idle, interval, noDelay int }

func optionsOf(t testing.TB, fd int) (o tcpOptions) {
	for _, get := range []struct {
		level, name int
		to          *int
	}{
		{unix.SOL_SOCKET, unix.SO_KEEPALIVE, &o.keepAlive},
		{unix.IPPROTO_TCP, unix.TCP_KEEPIDLE, &o.idle},
		{unix.IPPROTO_TCP, unix.TCP_KEEPINTVL, &o.interval},
		{unix.IPPROTO_TCP, unix.TCP_NODELAY, &o.noDelay},
	} {
		v, err := unix.GetsockoptInt(fd, get.level, get.name)
		require.NoError(t, err)
		*get.to = v
	}
	return o
}

func TestOptionsReachTheSystem(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		for _, make := range []func() (int, *net.TCPConn){w.connected, w.accepted} {
			id, _ := make()
			fd := w.descriptor(id)
			require.Equal(t, tcpOptions{1, 45, 45, 1}, optionsOf(t, fd), "Chrome's defaults")

			w.do(func() { w.keepAlive(id, false, 0); w.noDelay(id, false) })
			w.expect(fmt.Sprintf("keepAlive %d: ok", id), fmt.Sprintf("noDelay %d: ok", id))
			require.Equal(t, tcpOptions{0, 45, 45, 0}, optionsOf(t, fd))

			w.do(func() { w.keepAlive(id, true, 0); w.noDelay(id, true) })
			w.expect(fmt.Sprintf("keepAlive %d: ok", id), fmt.Sprintf("noDelay %d: ok", id))
			require.Equal(t, tcpOptions{1, 45, 45, 1}, optionsOf(t, fd), "delay 0 leaves the timing")

			w.do(func() { w.keepAlive(id, true, 7) })
			w.expect(fmt.Sprintf("keepAlive %d: ok", id))
			require.Equal(t, tcpOptions{1, 7, 7, 1}, optionsOf(t, fd))
		}
	})
}

// The answers of disconnect and close come when the system's socket is closed.
func TestCloseAnswersWhenTheSystemsSocketIsClosed(t *testing.T) {
	for _, way := range []string{"disconnect", "close"} {
		t.Run(way, func(t *testing.T) {
			onBackends(t, func(t *testing.T, w *world) {
				id, peer := w.connected()
				info := w.info(id)
				open := -2
				w.do(func() {
					w.on[way] = func(note) { open = descriptorOf(t, info.Local, info.Peer) }
					w.send(id, make([]byte, 8<<20))
					if way == "close" {
						w.close(id)
					} else {
						w.disconnect(id)
					}
				})
				w.quiet()
				require.NotEqual(t, -1, descriptorOf(t, info.Local, info.Peer), "it still drains")
				require.Equal(t, 8<<20, next(t, collect(peer)).n)
				w.expect("send 1: 8388608", way+" 1: ok", "end 1: -100")
				if w.backend == eventloop.Native {
					require.Equal(t, -1, open)
				}
			})
		})
	}
}

// The peer may be sending, and read only when it is done: its data is dropped,
// so that the queue can drain.
func TestCloseDrainsAgainstAFlood(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, peer := w.pausedConnected()
		data := noise(16<<20, 8)
		w.do(func() { w.send(id, data); w.close(id) })
		_, err := peer.Write(make([]byte, 16<<20))
		require.NoError(t, err)
		// Bytes still under way when the socket closes would make an RST of the FIN.
		raw, err := peer.SyscallConn()
		require.NoError(t, err)
		require.Eventually(t, func() bool {
			left := -1
			raw.Control(func(fd uintptr) { left, _ = unix.IoctlGetInt(int(fd), unix.TIOCOUTQ) })
			return left == 0
		}, patience, time.Millisecond)
		require.Equal(t, outcome{checksum: checksumOf(data)}, next(t, collect(peer)))
		w.expect(fmt.Sprintf("send 1: %d", len(data)), "close 1: ok")
		w.quiet()
	})
}

// A slow peer that keeps reading is no reason to give up, however long it
// takes in all.
func TestCloseDrainsAsLongAsThereIsProgress(t *testing.T) {
	const limit = time.Second
	withOptions(t, sockets.Options{DrainLimit: limit}, func(t *testing.T, w *world) {
		id, peer := w.pausedConnected()
		require.NoError(t, unix.SetsockoptInt(w.descriptor(id), unix.SOL_SOCKET, unix.SO_SNDBUF, 16<<10))
		require.NoError(t, peer.SetReadBuffer(16<<10))
		const size = 600_000
		w.do(func() { w.send(id, make([]byte, size)); w.close(id) })
		begin := time.Now()
		n := 0
		ticks := time.NewTicker(limit / 80)
		defer ticks.Stop()
		for p := make([]byte, 2048); n < size; <-ticks.C {
			k, err := peer.Read(p)
			require.NoError(t, err)
			n += k
		}
		require.Greater(t, time.Since(begin), 2*limit)
		require.Empty(t, readAll(t, peer))
		w.expect("send 1: 600000", "close 1: ok")
	})
}

// hole returns a port that takes connections but never completes them: its
// queue is full.
func hole(t testing.TB) int {
	t.Helper()
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	require.NoError(t, err)
	t.Cleanup(func() { unix.Close(fd) })
	require.NoError(t, unix.Bind(fd, &unix.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}}))
	require.NoError(t, unix.Listen(fd, 0))
	name, err := unix.Getsockname(fd)
	require.NoError(t, err)
	sa := name.(*unix.SockaddrInet4)
	for range 3 {
		client, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_NONBLOCK|unix.SOCK_CLOEXEC, 0)
		require.NoError(t, err)
		t.Cleanup(func() { unix.Close(client) })
		if err := unix.Connect(client, sa); err != nil {
			require.Equal(t, unix.EINPROGRESS, err)
		}
	}
	return sa.Port
}

func TestConnectAbortedDuringTheHandshake(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		port := hole(t)
		id := w.create()
		w.do(func() { w.connect(id, "127.0.0.1", port) })
		w.quiet()
		require.Equal(t, fmt.Sprintf("tcp socket 1 connecting to 127.0.0.1:%d", port), ask(w, w.loop.OpenHandles)[0])
		require.Equal(t, sockets.TCPInfo{ID: id}, w.info(id))
		w.do(func() { w.sendText(id, "x"); w.connect(id, "127.0.0.1", 1); w.disconnect(id) })
		w.expect("send 1: -15", "connect 1: -3", "connect 1: -3", "disconnect 1: ok")

		w.do(func() { w.connect(id, "127.0.0.1", port) })
		w.quiet()
		w.do(func() { w.close(id) })
		w.expect("connect 1: -3", "close 1: ok")
		w.quiet()
	})
}

// The variable that makes the test binary run as the process with few
// descriptors.
const exhaustEnv = "SOCKHOST_TEST_EXHAUST"

// Running out of descriptors pauses the server and loses no connection.
func TestAcceptErrorWithoutDescriptors(t *testing.T) {
	if os.Getenv(exhaustEnv) == "" {
		cmd := exec.Command(os.Args[0], "-test.run=^TestAcceptErrorWithoutDescriptors$", "-test.timeout=60s")
		cmd.Env = append(os.Environ(), exhaustEnv+"=1")
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, "%s", out)
		require.Contains(t, string(out), "PASS")
		return
	}
	onBackends(t, func(t *testing.T, w *world) {
		server, port := w.listening()
		w.keepServer(server)
		w.do(func() {
			w.on["accept"] = func(n note) { w.TCP.Update(n.n, persistent, ignore) }
			w.pauseServer(server)
		})
		w.expect("pauseServer 1: ok")
		var peers []*net.TCPConn
		for range 10 {
			peers = append(peers, dialNet(t, port))
		}
		w.settle()
		release := exhaust(t, 3)
		w.do(func() { w.resumeServer(server) })
		w.expect("resumeServer 1: ok")
		accepted := 0
		for {
			n := w.next()
			if n.what == "accept error" {
				require.Equal(t, sockets.Code(-12), n.err)
				break
			}
			require.Equal(t, "accept", n.what)
			accepted++
		}
		// The portable backend may have accepted one before the pause.
		require.LessOrEqual(t, accepted, 4)
		require.True(t, w.serverInfo(server).Paused)
		require.NotZero(t, w.serverInfo(server).Local, "it still listens")

		// Trying again without descriptors fails again.
		w.do(func() { w.resumeServer(server) })
		w.expect("resumeServer 1: ok", "accept error 1: -12")
		// During a suspension the failure waits.
		w.do(func() { w.resumeServer(server); w.suspend() })
		w.expect("resumeServer 1: ok", "wake 0: ok")
		require.False(t, w.serverInfo(server).Paused)
		w.do(w.Resume)
		w.expect("accept error 1: -12")
		require.True(t, w.serverInfo(server).Paused)
		// So does connecting, with the same code.
		id := w.create()
		w.do(func() { w.connect(id, "127.0.0.1", port) })
		w.expect(fmt.Sprintf("connect %d: -12", id))

		release()
		w.do(func() { w.resumeServer(server) })
		w.expect("resumeServer 1: ok")
		for ; accepted < len(peers); accepted++ {
			require.Equal(t, "accept", w.next().what)
		}
		w.do(func() {
			for _, info := range w.TCP.Sockets() {
				if info.Connected {
					w.sendText(info.ID, "hello")
				}
			}
		})
		for _, peer := range peers {
			require.Equal(t, "hello", readFrom(t, peer, 5))
			w.next()
		}
	})
}

// exhaust leaves the process n descriptors to open, until release.
func exhaust(t *testing.T, n int) (release func()) {
	t.Helper()
	var old syscall.Rlimit
	require.NoError(t, syscall.Getrlimit(syscall.RLIMIT_NOFILE, &old))
	limit := old
	limit.Cur = 100
	require.NoError(t, syscall.Setrlimit(syscall.RLIMIT_NOFILE, &limit))
	var fds []int
	for {
		fd, err := syscall.Open("/dev/null", syscall.O_RDONLY|syscall.O_CLOEXEC, 0)
		if err != nil {
			require.Equal(t, syscall.EMFILE, err)
			break
		}
		fds = append(fds, fd)
	}
	for range n {
		syscall.Close(fds[len(fds)-1])
		fds = fds[:len(fds)-1]
	}
	release = sync.OnceFunc(func() {
		for _, fd := range fds {
			syscall.Close(fd)
		}
		require.NoError(t, syscall.Setrlimit(syscall.RLIMIT_NOFILE, &old))
	})
	t.Cleanup(release)
	return release
}
