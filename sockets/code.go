package sockets

import (
	"errors"
	"io"
	"syscall"
)

// Code is a net error code of Chrome: zero or negative.
type Code int

// The codes that this package itself decides on; the rest come from the
// system through [codeOf].
const (
	OK                   Code = 0
	Failed               Code = -2
	Aborted              Code = -3
	InvalidArgument      Code = -4
	Unexpected           Code = -9
	SocketNotConnected   Code = -15
	SocketIsConnected    Code = -23
	ConnectionClosed     Code = -100
	ConnectionFailed     Code = -104
	NameNotResolved      Code = -105
	SSLProtocolError     Code = -107
	AddressInvalid       Code = -108
	SSLClientAuthNeeded  Code = -110
	SSLVersionMismatch   Code = -113
	ConnectionTimedOut   Code = -118
	NetworkDenied        Code = -138
	MessageTooBig        Code = -142
	SSLDecryptError      Code = -153
	SSLUnrecognizedName  Code = -159
	CertNameInvalid      Code = -200
	CertDateInvalid      Code = -201
	CertAuthorityInvalid Code = -202
	CertInvalid          Code = -207
	CertWeakSignature    Code = -208
)

// codeNames are the names Chrome shows, without "net::ERR_".
var codeNames = map[Code]string{
	-1:   "IO_PENDING",
	-2:   "FAILED",
	-3:   "ABORTED",
	-4:   "INVALID_ARGUMENT",
	-5:   "INVALID_HANDLE",
	-6:   "FILE_NOT_FOUND",
	-7:   "TIMED_OUT",
	-9:   "UNEXPECTED",
	-10:  "ACCESS_DENIED",
	-11:  "NOT_IMPLEMENTED",
	-12:  "INSUFFICIENT_RESOURCES",
	-13:  "OUT_OF_MEMORY",
	-15:  "SOCKET_NOT_CONNECTED",
	-23:  "SOCKET_IS_CONNECTED",
	-100: "CONNECTION_CLOSED",
	-101: "CONNECTION_RESET",
	-102: "CONNECTION_REFUSED",
	-103: "CONNECTION_ABORTED",
	-104: "CONNECTION_FAILED",
	-105: "NAME_NOT_RESOLVED",
	-106: "INTERNET_DISCONNECTED",
	-107: "SSL_PROTOCOL_ERROR",
	-108: "ADDRESS_INVALID",
	-109: "ADDRESS_UNREACHABLE",
	-110: "SSL_CLIENT_AUTH_CERT_NEEDED",
	-113: "SSL_VERSION_OR_CIPHER_MISMATCH",
	-118: "CONNECTION_TIMED_OUT",
	-137: "NAME_RESOLUTION_FAILED",
	-138: "NETWORK_ACCESS_DENIED",
	-142: "MSG_TOO_BIG",
	-147: "ADDRESS_IN_USE",
	-148: "SSL_HANDSHAKE_NOT_COMPLETED",
	-153: "SSL_DECRYPT_ERROR_ALERT",
	-159: "SSL_UNRECOGNIZED_NAME_ALERT",
	-176: "NO_BUFFER_SPACE",
	-200: "CERT_COMMON_NAME_INVALID",
	-201: "CERT_DATE_INVALID",
	-202: "CERT_AUTHORITY_INVALID",
	-206: "CERT_REVOKED",
	-207: "CERT_INVALID",
	-208: "CERT_WEAK_SIGNATURE_ALGORITHM",
	-211: "CERT_WEAK_KEY",
	-213: "CERT_VALIDITY_TOO_LONG",
	-331: "NETWORK_IO_SUSPENDED",
}

// Error returns the text Chrome shows, such as "net::ERR_CONNECTION_REFUSED".
func (c Code) Error() string {
	if c == OK {
		return "net::OK"
	}
	if name, ok := codeNames[c]; ok {
		return "net::ERR_" + name
	}
	return "net::<unknown>"
}

// errnoCodes is Chrome's general map from system errors.
var errnoCodes = map[syscall.Errno]Code{
	syscall.EAGAIN:          -1,
	syscall.EACCES:          -10,
	syscall.EPERM:           -10,
	syscall.ENETDOWN:        -106,
	syscall.ETIMEDOUT:       -7,
	syscall.ECONNRESET:      -101,
	syscall.ENETRESET:       -101,
	syscall.EPIPE:           -101,
	syscall.ECONNABORTED:    -103,
	syscall.ECONNREFUSED:    -102,
	syscall.EHOSTUNREACH:    -109,
	syscall.EHOSTDOWN:       -109,
	syscall.ENETUNREACH:     -109,
	syscall.EAFNOSUPPORT:    -109,
	syscall.EADDRNOTAVAIL:   -108,
	syscall.EMSGSIZE:        -142,
	syscall.ENOTCONN:        -15,
	syscall.EISCONN:         -23,
	syscall.EINVAL:          -4,
	syscall.EFAULT:          -4,
	syscall.ENODEV:          -4,
	syscall.E2BIG:           -4,
	syscall.EADDRINUSE:      -147,
	syscall.EBADF:           -5,
	syscall.ENOMEM:          -13,
	syscall.EMFILE:          -12,
	syscall.ENFILE:          -12,
	syscall.EBUSY:           -12,
	syscall.EUSERS:          -12,
	syscall.ENOBUFS:         -176,
	syscall.ENOSYS:          -11,
	syscall.ENOTSUP:         -11,
	syscall.ENOPROTOOPT:     -11,
	syscall.EPROTONOSUPPORT: -11,
	syscall.ECANCELED:       -3,

	// Windows reports Winsock's own numbers.
	10013: -10,
	10022: -4,
	10024: -12,
	10040: -142,
	10047: -109,
	10048: -147,
	10049: -108,
	10050: -106,
	10051: -109,
	10052: -101,
	10053: -103,
	10054: -101,
	10055: -176,
	10056: -23,
	10057: -15,
	10060: -7,
	10061: -102,
	10065: -109,
}

// codeOf maps an error of the network to a code; what it does not know is -2.
func codeOf(err error) Code {
	if err == nil {
		return OK
	}
	if errors.Is(err, io.EOF) {
		return ConnectionClosed
	}
	var errno syscall.Errno
	if errors.As(err, &errno) {
		if code, ok := errnoCodes[errno]; ok {
			return code
		}
	}
	return Failed
}

// connectCode maps the failure of a connect, which differs in three codes.
func connectCode(err error) Code {
	var errno syscall.Errno
	if errors.As(err, &errno) {
		switch errno {
		case syscall.EACCES, 10013:
			return NetworkDenied
		case syscall.ETIMEDOUT, 10060:
			return ConnectionTimedOut
		}
	}
	if code := codeOf(err); code != Failed {
		return code
	}
	return ConnectionFailed
}

// Refusal is an error without a code: the operation was not begun.
type Refusal string

func (r Refusal) Error() string { return string(r) }

// The refusals, in Chrome's words.
const (
	ErrNotFound Refusal = "Socket not found"
	ErrQuota    Refusal = "Exceeded write quota."
)

// Failure is a [Code] whose message is not the code's own.
type Failure struct {
	Code    Code
	Message string
}

func (f *Failure) Error() string { return f.Message }

// CodeOf returns the code an error carries; a [Refusal] carries none.
func CodeOf(err error) (code Code, ok bool) {
	var failure *Failure
	if errors.As(err, &failure) {
		return failure.Code, true
	}
	ok = errors.As(err, &code)
	return code, ok
}
