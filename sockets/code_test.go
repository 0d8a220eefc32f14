package sockets_test

import (
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"regexp"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/sockets"
)

func TestCodeTexts(t *testing.T) {
	for code, text := range map[sockets.Code]string{
		0:    "net::OK",
		-2:   "net::ERR_FAILED",
		-3:   "net::ERR_ABORTED",
		-4:   "net::ERR_INVALID_ARGUMENT",
		-15:  "net::ERR_SOCKET_NOT_CONNECTED",
		-23:  "net::ERR_SOCKET_IS_CONNECTED",
		-100: "net::ERR_CONNECTION_CLOSED",
		-102: "net::ERR_CONNECTION_REFUSED",
		-105: "net::ERR_NAME_NOT_RESOLVED",
		-108: "net::ERR_ADDRESS_INVALID",
		-147: "net::ERR_ADDRESS_IN_USE",
		-999: "net::<unknown>",
		5:    "net::<unknown>",
	} {
		require.EqualError(t, code, text)
	}
}

func TestEveryCodeHasAName(t *testing.T) {
	codes := []sockets.Code{
		sockets.Failed, sockets.Aborted, sockets.InvalidArgument, sockets.Code(-11), sockets.SocketNotConnected,
		sockets.SocketIsConnected, sockets.ConnectionClosed, sockets.ConnectionFailed, sockets.NameNotResolved,
		sockets.AddressInvalid, sockets.ConnectionTimedOut, sockets.NetworkDenied, sockets.Code(-147),
		// What Chrome's documentation of net errors names for sockets and TLS.
		-1, -5, -6, -7, -9, -10, -12, -13, -101, -102, -103, -106, -107, -109, -110, -113, -137, -142, -148, -153,
		-159, -176, -200, -201, -202, -206, -207, -208, -211, -213, -331,
	}
	for _, code := range sockets.ErrnoCodes {
		codes = append(codes, code)
	}
	form := regexp.MustCompile(`^net::ERR_[A-Z][A-Z_]+[A-Z]$`)
	for _, code := range codes {
		require.Negative(t, int(code))
		require.Regexp(t, form, code.Error(), int(code))
	}
	names := map[string]sockets.Code{}
	for code, name := range sockets.CodeNames {
		require.NotContains(t, names, name, "two codes of one name")
		names[name] = code
	}
}

func TestCodesOfSystemErrors(t *testing.T) {
	for _, c := range []struct {
		errno           syscall.Errno
		system, connect sockets.Code
	}{
		// The three that a connect maps otherwise.
		{syscall.EACCES, -10, -138},
		{syscall.ETIMEDOUT, -7, -118},
		{syscall.ERANGE, -2, -104}, // none that Chrome knows

		{syscall.EPERM, -10, -10},
		{syscall.ENETDOWN, -106, -106},
		{syscall.ECONNRESET, -101, -101},
		{syscall.ENETRESET, -101, -101},
		{syscall.EPIPE, -101, -101},
		{syscall.ECONNABORTED, -103, -103},
		{syscall.ECONNREFUSED, -102, -102},
		{syscall.EHOSTUNREACH, -109, -109},
		{syscall.EHOSTDOWN, -109, -109},
		{syscall.ENETUNREACH, -109, -109},
		{syscall.EAFNOSUPPORT, -109, -109},
		{syscall.EADDRNOTAVAIL, -108, -108},
		{syscall.EADDRINUSE, -147, -147},
		{syscall.EMSGSIZE, -142, -142},
		{syscall.ENOTCONN, -15, -15},
		{syscall.EISCONN, -23, -23},
		{syscall.EINVAL, -4, -4},
		{syscall.EBADF, -5, -5},
		{syscall.ENOMEM, -13, -13},
		{syscall.EMFILE, -12, -12},
		{syscall.ENFILE, -12, -12},
		{syscall.ENOBUFS, -176, -176},
		{syscall.ENOSYS, -11, -11},
		{syscall.ENOPROTOOPT, -11, -11},
		{syscall.ECANCELED, -3, -3},
		// Winsock's.
		{10013, -10, -138},
		{10048, -147, -147},
		{10054, -101, -101},
		{10060, -7, -118},
		{10061, -102, -102},
	} {
		for _, err := range []error{
			c.errno,
			os.NewSyscallError("connect", c.errno),
			&net.OpError{Op: "dial", Err: os.NewSyscallError("connect", c.errno)},
			fmt.Errorf("wrapped: %w", c.errno),
		} {
			require.Equal(t, c.system, sockets.SystemCode(err), "%v", err)
			require.Equal(t, c.connect, sockets.ConnectCode(err), "%v", err)
		}
	}
	require.Equal(t, sockets.OK, sockets.SystemCode(nil))
	require.Equal(t, sockets.ConnectionClosed, sockets.SystemCode(io.EOF))
	require.Equal(t, sockets.Failed, sockets.SystemCode(errors.New("what")))
	require.Equal(t, sockets.ConnectionFailed, sockets.ConnectCode(errors.New("what")))
}

func TestCodeOf(t *testing.T) {
	code, ok := sockets.CodeOf(sockets.SocketNotConnected)
	require.True(t, ok)
	require.Equal(t, sockets.Code(-15), code)

	code, ok = sockets.CodeOf(fmt.Errorf("while sending: %w", sockets.Aborted))
	require.True(t, ok)
	require.Equal(t, sockets.Aborted, code)

	failure := &sockets.Failure{Code: sockets.Failed, Message: "Socket not found"}
	code, ok = sockets.CodeOf(failure)
	require.True(t, ok)
	require.Equal(t, sockets.Failed, code)
	require.EqualError(t, failure, "Socket not found")

	for _, err := range []error{nil, sockets.ErrNotFound, sockets.ErrQuota, errors.New("x")} {
		_, ok = sockets.CodeOf(err)
		require.False(t, ok, "%v", err)
	}
	require.EqualError(t, sockets.ErrNotFound, "Socket not found")
	require.EqualError(t, sockets.ErrQuota, "Exceeded write quota.")
}
