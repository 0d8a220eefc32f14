package sockets_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"io"
	"math/big"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/sockets"
)

// authority is a certificate authority for one test binary.
type authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
	pool *x509.CertPool
}

var testCA = sync.OnceValue(func() *authority {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test authority"},
		NotBefore: time.Now().Add(-48 * time.Hour), NotAfter: time.Now().Add(48 * time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		panic(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		panic(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(cert)
	return &authority{cert, key, pool}
})

// certificate is what a server shows. The zero value is good for "localhost"
// and the loopback addresses.
type certificate struct {
	names      []string
	selfSigned bool
	days       int // from now; it began a day before; 0 is a day from now
	clientOnly bool
}

func (c certificate) make(t testing.TB) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	if c.days == 0 {
		c.days = 1
	}
	end := time.Now().Add(time.Duration(c.days) * 24 * time.Hour)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "test server"},
		NotBefore: end.Add(-36 * time.Hour), NotAfter: end,
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	if c.clientOnly {
		template.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
	}
	if c.names == nil {
		template.DNSNames = []string{"localhost"}
		template.IPAddresses = []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback}
	} else {
		template.DNSNames = c.names
	}
	parent, signer := testCA().cert, testCA().key
	if c.selfSigned {
		parent, signer = template, key
	}
	der, err := x509.CreateCertificate(rand.Reader, template, parent, key.Public(), signer)
	require.NoError(t, err)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

// withTLS runs test on each backend with a host that trusts the test's
// authority, and names that lead to 127.0.0.1.
func withTLS(t *testing.T, test func(t *testing.T, w *world)) {
	names := map[string][]string{}
	for _, name := range []string{"secure.example", "other.example", "sub.secure.example", "SECURE.example", "xn--bcher-kva.example"} {
		names[name] = []string{"127.0.0.1"}
	}
	withOptions(t, sockets.Options{RootCAs: testCA().pool, Resolver: dns(names)}, test)
}

func (w *world) secure(id int, v sockets.TLSVersions) {
	w.answering("secure", id, func(done func(error)) { w.TCP.Secure(id, v, done) })
}

// connectTo returns a paused client socket connected to a name that leads to
// the test's side.
func (w *world) connectTo(name string) (id int, peer *net.TCPConn) {
	w.t.Helper()
	address := "127.0.0.1:0"
	if name == "::1" {
		address = "[::1]:0"
	}
	ln, port := listenNet(w.t, address)
	defer ln.Close()
	id = w.create()
	w.do(func() { w.pause(id); w.connectOver(id, name, port, familyOf(name)) })
	w.expect(fmt.Sprintf("pause %d: ok", id), fmt.Sprintf("connect %d: ok", id))
	return id, acceptNet(w.t, ln)
}

func familyOf(name string) sockets.Family {
	if name == "localhost" {
		return sockets.IPv4Only
	}
	return sockets.AnyFamily
}

// handshaken is a server's end after its handshake.
type handshaken struct {
	*tls.Conn
	err error
}

// serveTLS starts the server's side of a handshake.
func serveTLS(t testing.TB, peer net.Conn, config *tls.Config) <-chan handshaken {
	if config.Certificates == nil {
		config.Certificates = []tls.Certificate{certificate{}.make(t)}
	}
	done := make(chan handshaken, 1)
	go func() {
		c := tls.Server(peer, config)
		err := c.Handshake()
		if err != nil {
			peer.Close()
		}
		done <- handshaken{c, err}
	}()
	return done
}

// secured returns a client socket after its handshake, still paused.
func (w *world) secured() (id int, server handshaken) {
	w.t.Helper()
	id, peer := w.connectTo("127.0.0.1")
	serving := serveTLS(w.t, peer, &tls.Config{})
	w.do(func() { w.secure(id, sockets.TLSVersions{}) })
	w.expect(fmt.Sprintf("secure %d: ok", id))
	server = next(w.t, serving)
	require.NoError(w.t, server.err)
	return id, server
}

// gone checks that the id is given up.
func (w *world) gone(id int) {
	w.t.Helper()
	w.do(func() {
		_, err := w.TCP.Info(id)
		require.Equal(w.t, sockets.ErrNotFound, err)
		w.close(id)
	})
	w.expect(fmt.Sprintf("close %d: Socket not found", id))
}

func TestSecure(t *testing.T) {
	withTLS(t, func(t *testing.T, w *world) {
		id, peer := w.connectTo("secure.example")
		w.do(func() { w.update(id, sockets.Update{Name: ptr("n"), BufferSize: ptr(5), Persistent: ptr(true)}) })
		w.expect("update 1: ok")
		before := w.info(id)
		serving := serveTLS(t, peer, &tls.Config{Certificates: []tls.Certificate{certificate{names: []string{"secure.example"}}.make(t)}})
		w.do(func() { w.secure(id, sockets.TLSVersions{}) })
		w.expect("secure 1: ok")
		require.Equal(t, before, w.info(id), "name and buffer size too")
		server := next(t, serving)
		require.NoError(t, server.err)
		require.Equal(t, "secure.example", server.ConnectionState().ServerName)

		writeTo(t, server, "0123456789ab")
		w.quiet() // it is paused
		w.do(func() { w.sendText(id, "hello") })
		w.expect("send 1: 5")
		require.Equal(t, "hello", readFrom(t, server, 5))
		w.do(func() {
			w.on["data"] = func(note) { w.on["data"] = nil; w.pause(id) }
			w.resume(id)
		})
		w.expect("resume 1: ok", "data 1: 01234", "pause 1: ok")
		w.quiet()
		w.do(func() { w.resume(id) })
		w.expect("resume 1: ok", "data 1: 56789", "data 1: ab")

		require.NoError(t, server.Close())
		w.expect("end 1: -100")
		require.False(t, w.info(id).Connected)
		w.do(func() { w.close(id) })
		w.expect("close 1: ok")
		w.quiet()
	})
}

func TestSecureCloseSaysGoodbye(t *testing.T) {
	withTLS(t, func(t *testing.T, w *world) {
		for _, way := range []string{"close", "disconnect"} {
			id, server := w.secured()
			w.do(func() {
				w.sendText(id, "last")
				if way == "close" {
					w.close(id)
				} else {
					w.disconnect(id)
				}
			})
			w.expect(fmt.Sprintf("send %d: 4", id), fmt.Sprintf("%s %d: ok", way, id))
			require.Equal(t, "last", readAll(t, server)) // an end without close_notify is an error
		}
		w.quiet() // they were paused all along
		id, server := w.secured()
		w.do(func() { w.resume(id); w.close(id) })
		w.expect("resume 3: ok", "close 3: ok", "end 3: -100")
		require.Empty(t, readAll(t, server))
	})
}

func TestSecureChecksTheCertificate(t *testing.T) {
	good := []string{"secure.example"}
	for name, c := range map[string]struct {
		host string
		cert certificate
		want string
	}{
		"good":                    {"secure.example", certificate{names: good}, "ok"},
		"wildcard":                {"sub.secure.example", certificate{names: []string{"*.secure.example"}}, "ok"},
		"internationalised":       {"b\u00fccher.example", certificate{names: []string{"xn--bcher-kva.example"}}, "ok"},
		"upper case":              {"SECURE.example", certificate{names: good}, "ok"},
		"trailing dot":            {"secure.example.", certificate{names: good}, "ok"},
		"localhost":               {"localhost", certificate{}, "ok"},
		"IPv4":                    {"127.0.0.1", certificate{}, "ok"},
		"IPv4 in another form":    {"127.1", certificate{}, "ok"},
		"IPv6":                    {"::1", certificate{}, "ok"},
		"IPv4 without the name":   {"127.0.0.1", certificate{names: []string{"localhost", "127.0.0.1"}}, "-200"},
		"wrong name":              {"other.example", certificate{names: good}, "-200"},
		"wildcard of the parent":  {"secure.example", certificate{names: []string{"*.secure.example"}}, "-200"},
		"self-signed":             {"secure.example", certificate{names: good, selfSigned: true}, "-202"},
		"expired":                 {"secure.example", certificate{names: good, days: -1}, "-201"},
		"not valid yet":           {"secure.example", certificate{names: good, days: 2}, "-201"},
		"self-signed, wrong name": {"other.example", certificate{names: good, selfSigned: true}, "-202"},
		"self-signed, expired":    {"secure.example", certificate{names: good, selfSigned: true, days: -1}, "-202"},
		"expired, wrong name":     {"other.example", certificate{names: good, days: -1}, "-200"},
		"for clients only":        {"secure.example", certificate{names: good, clientOnly: true}, "-207"},
	} {
		t.Run(name, func(t *testing.T) {
			withTLS(t, func(t *testing.T, w *world) {
				id, peer := w.connectTo(c.host)
				serving := serveTLS(t, peer, &tls.Config{Certificates: []tls.Certificate{c.cert.make(t)}})
				w.do(func() { w.secure(id, sockets.TLSVersions{}) })
				w.expect("secure 1: " + c.want)
				next(t, serving)
				if c.want != "ok" {
					w.gone(id)
				}
				w.quiet()
			})
		})
	}
}

func TestInsecureTLS(t *testing.T) {
	withOptions(t, sockets.Options{InsecureTLS: true}, func(t *testing.T, w *world) {
		id, peer := w.connectTo("127.0.0.1")
		serving := serveTLS(t, peer, &tls.Config{Certificates: []tls.Certificate{
			certificate{names: []string{"elsewhere.example"}, selfSigned: true, days: -1}.make(t)}})
		w.do(func() { w.secure(id, sockets.TLSVersions{}); w.resume(id) })
		w.expectAnyOrder("secure 1: ok", "resume 1: ok")
		server := next(t, serving)
		require.NoError(t, server.err)
		writeTo(t, server, "hello")
		w.expectData(id, "hello")
	})
}

func TestSecureVersions(t *testing.T) {
	for _, c := range []struct {
		versions          sockets.TLSVersions
		serverMin, server uint16
		want              string
		agreed            uint16
	}{
		{sockets.TLSVersions{}, 0, 0, "ok", tls.VersionTLS13},
		{sockets.TLSVersions{}, 0, tls.VersionTLS12, "ok", tls.VersionTLS12},
		{sockets.TLSVersions{Min: "tls1", Max: "tls1.2"}, 0, 0, "ok", tls.VersionTLS12},
		{sockets.TLSVersions{Min: "tls1.3"}, 0, 0, "ok", tls.VersionTLS13},
		{sockets.TLSVersions{Min: "ssl3", Max: "tls1.1"}, 0, 0, "ok", tls.VersionTLS13}, // not known
		{sockets.TLSVersions{Min: "TLS1.3", Max: "1.2"}, 0, tls.VersionTLS12, "ok", tls.VersionTLS12},
		{sockets.TLSVersions{Min: "tls1.3", Max: "tls1.2"}, 0, 0, "-107", 0},
		{sockets.TLSVersions{Min: "tls1.3"}, 0, tls.VersionTLS12, "-113", 0},
		{sockets.TLSVersions{Max: "tls1.2"}, tls.VersionTLS13, 0, "-113", 0},
		{sockets.TLSVersions{Min: "tls1"}, tls.VersionTLS10, tls.VersionTLS11, "-113", 0},
	} {
		t.Run(fmt.Sprintf("%v with %x-%x", c.versions, c.serverMin, c.server), func(t *testing.T) {
			withTLS(t, func(t *testing.T, w *world) {
				id, peer := w.connectTo("127.0.0.1")
				serving := serveTLS(t, peer, &tls.Config{MinVersion: c.serverMin, MaxVersion: c.server})
				w.do(func() { w.secure(id, c.versions) })
				w.expect("secure 1: " + c.want)
				server := next(t, serving)
				if c.want != "ok" {
					require.Error(t, server.err)
					w.gone(id)
					return
				}
				require.NoError(t, server.err)
				require.Equal(t, c.agreed, server.ConnectionState().Version)
			})
		})
	}
}

func TestSecureWithClientCertificates(t *testing.T) {
	withTLS(t, func(t *testing.T, w *world) {
		for _, version := range []uint16{tls.VersionTLS12, tls.VersionTLS13} {
			id, peer := w.connectTo("127.0.0.1")
			serving := serveTLS(t, peer, &tls.Config{MaxVersion: version, ClientAuth: tls.RequestClientCert})
			w.do(func() { w.secure(id, sockets.TLSVersions{}); w.resume(id) })
			w.expectAnyOrder(fmt.Sprintf("secure %d: ok", id), fmt.Sprintf("resume %d: ok", id))
			server := next(t, serving)
			require.NoError(t, server.err)
			writeTo(t, server, "hello")
			w.expectData(id, "hello")

			id, peer = w.connectTo("127.0.0.1")
			serving = serveTLS(t, peer, &tls.Config{MaxVersion: version, ClientAuth: tls.RequireAnyClientCert})
			w.do(func() { w.secure(id, sockets.TLSVersions{}); w.resume(id) })
			if version == tls.VersionTLS12 {
				w.expectAnyOrder(fmt.Sprintf("secure %d: -110", id), fmt.Sprintf("resume %d: ok", id))
				w.gone(id)
			} else {
				// The client has finished before the server looks.
				w.expectAnyOrder(fmt.Sprintf("secure %d: ok", id), fmt.Sprintf("resume %d: ok", id))
				w.expect(fmt.Sprintf("end %d: -100", id))
			}
			require.Error(t, next(t, serving).err)
		}
	})
}

// Servers that do not speak TLS.
func TestSecureWithOtherServers(t *testing.T) {
	for name, c := range map[string]struct {
		serve func(t *testing.T, peer *net.TCPConn)
		want  string
	}{
		"talks at once": {func(t *testing.T, peer *net.TCPConn) { writeTo(t, peer, "220 mail.example ESMTP\r\n") }, "-107"},
		"answers in plain text": {func(t *testing.T, peer *net.TCPConn) {
			readFrom(t, peer, 1)
			writeTo(t, peer, "HTTP/1.1 400 Bad Request\r\n\r\n")
		}, "-107"},
		"ends before":           {func(t *testing.T, peer *net.TCPConn) { require.NoError(t, peer.CloseWrite()) }, "-100"},
		"ends in the handshake": {func(t *testing.T, peer *net.TCPConn) { readFrom(t, peer, 5); require.NoError(t, peer.CloseWrite()) }, "-100"},
		"resets":                {func(t *testing.T, peer *net.TCPConn) { readFrom(t, peer, 5); reset(t, peer) }, "-101"},
		"ends inside a record": {func(t *testing.T, peer *net.TCPConn) {
			readFrom(t, peer, 5)
			writeTo(t, peer, "\x16\x03\x03\x00\x50\x02")
			require.NoError(t, peer.CloseWrite())
		}, "-100"},
		"refuses the name": {func(t *testing.T, peer *net.TCPConn) {
			readFrom(t, peer, 5)
			writeTo(t, peer, "\x15\x03\x03\x00\x02\x02\x70")
		}, "-159"},
		"fails the handshake": {func(t *testing.T, peer *net.TCPConn) {
			readFrom(t, peer, 5)
			writeTo(t, peer, "\x15\x03\x03\x00\x02\x02\x28")
		}, "-113"},
		"answers with an old version": {func(t *testing.T, peer *net.TCPConn) {
			readFrom(t, peer, 5)
			hello := "\x03\x02" + string(noise(32, 7)) + "\x00\xc0\x2f\x00"
			writeTo(t, peer, fmt.Sprintf("\x16\x03\x02\x00%c\x02\x00\x00%c%s", len(hello)+4, len(hello), hello))
		}, "-113"},
	} {
		t.Run(name, func(t *testing.T) {
			withTLS(t, func(t *testing.T, w *world) {
				id, peer := w.connectTo("127.0.0.1")
				served := make(chan struct{})
				go func() { defer close(served); c.serve(t, peer) }()
				w.do(func() { w.secure(id, sockets.TLSVersions{}) })
				w.expect("secure 1: " + c.want)
				next(t, served)
				w.gone(id)
				w.quiet()
			})
		})
	}
}

// The bytes that arrived before the upgrade are a part of it, also those that a
// pause kept back in the middle of a read.
func TestSecureAfterPlainText(t *testing.T) {
	withTLS(t, func(t *testing.T, w *world) {
		for _, early := range []bool{false, true} {
			ln, port := listenNet(t, "127.0.0.1:0")
			id := ask(w, func() int { return w.TCP.Create(sockets.Update{BufferSize: ptr(8)}) })
			w.do(func() { w.connect(id, "127.0.0.1", port) })
			w.expect(fmt.Sprintf("connect %d: ok", id))
			peer := acceptNet(t, ln)
			w.do(func() {
				w.on["data"] = func(note) {
					w.on["data"] = nil
					w.pause(id)
					w.sendText(id, "STARTTLS")
					w.secure(id, sockets.TLSVersions{})
				}
			})
			if early {
				// What follows the greeting is not TLS.
				writeTo(t, peer, "220 hi\r\nnot TLS at all")
				w.expect(fmt.Sprintf("data %d: 220 hi\r\n", id))
				w.expectAnyOrder(fmt.Sprintf("pause %d: ok", id), fmt.Sprintf("send %d: 8", id), fmt.Sprintf("secure %d: -107", id))
				w.gone(id)
				continue
			}
			writeTo(t, peer, "220 hi\r\n")
			require.Equal(t, "STARTTLS", readFrom(t, peer, 8))
			server := next(t, serveTLS(t, peer, &tls.Config{}))
			require.NoError(t, server.err)
			writeTo(t, server, "welcome")
			w.expect(fmt.Sprintf("data %d: 220 hi\r\n", id))
			w.expectAnyOrder(fmt.Sprintf("pause %d: ok", id), fmt.Sprintf("send %d: 8", id), fmt.Sprintf("secure %d: ok", id))
			w.do(func() { w.resume(id) })
			w.expect(fmt.Sprintf("resume %d: ok", id), fmt.Sprintf("data %d: welcome", id))
		}
	})
}

func TestSecureUnpaused(t *testing.T) {
	withTLS(t, func(t *testing.T, w *world) {
		id, peer := w.connected()
		w.do(func() { w.secure(id, sockets.TLSVersions{}) })
		w.expect("secure 1: -2", "end 1: -100")
		w.gone(id)
		require.Empty(t, readAll(t, peer))
	})
}

func TestSecureAccepted(t *testing.T) {
	withTLS(t, func(t *testing.T, w *world) {
		id, peer := w.accepted()
		w.do(func() { w.secure(id, sockets.TLSVersions{}) })
		w.expect(fmt.Sprintf("secure %d: -2", id))
		w.gone(id)
		require.Empty(t, readAll(t, peer))
		w.quiet()
	})
}

func TestSecureTwice(t *testing.T) {
	withTLS(t, func(t *testing.T, w *world) {
		const again = "secure 1: -4 Socket must be a connected client TCP socket."
		id, peer := w.connectTo("127.0.0.1")
		serving := serveTLS(t, peer, &tls.Config{})
		w.do(func() { w.secure(id, sockets.TLSVersions{}); w.secure(id, sockets.TLSVersions{}) })
		w.expect(again, "secure 1: ok")
		server := next(t, serving)
		w.do(func() { w.secure(id, sockets.TLSVersions{}) })
		w.expect(again)
		writeTo(t, server, "still there")
		w.do(func() { w.resume(id) })
		w.expect("resume 1: ok")
		w.expectData(id, "still there")
	})
}

func TestSecuredSocketsCannotDoEverything(t *testing.T) {
	withTLS(t, func(t *testing.T, w *world) {
		id, server := w.secured()
		w.do(func() { w.keepAlive(id, true, 5); w.noDelay(id, true); w.connect(id, "127.0.0.1", 1) })
		w.expectAnyOrder("keepAlive 1: -2", "noDelay 1: -2", "connect 1: -104")
		w.do(func() { w.disconnect(id) })
		w.expect("disconnect 1: ok")
		require.Empty(t, readAll(t, server))
		w.do(func() { w.connect(id, "127.0.0.1", 1) })
		w.expect("connect 1: -104")
		w.do(func() { w.secure(id, sockets.TLSVersions{}) })
		w.expect("secure 1: -4 Socket not connected")
	})
}

// What was sent before goes out first, in plain; what is sent meanwhile waits.
func TestSecureKeepsTheOrderOfSends(t *testing.T) {
	withTLS(t, func(t *testing.T, w *world) {
		for _, size := range []int{5, 8 << 10, 8 << 20} {
			id, peer := w.connectTo("127.0.0.1")
			plain, secret := noise(size, 1), noise(size, 2)
			w.do(func() {
				w.send(id, plain)
				w.secure(id, sockets.TLSVersions{})
				w.send(id, secret)
				w.sendText(id, "tail")
				w.resume(id)
			})
			require.Equal(t, string(plain), readFrom(t, peer, size))
			server := next(t, serveTLS(t, peer, &tls.Config{}))
			require.NoError(t, server.err)
			writeTo(t, server, "data")
			require.Equal(t, string(secret)+"tail", readFrom(t, server, size+4))
			w.expectAnyOrder(fmt.Sprintf("send %d: %d", id, size), fmt.Sprintf("secure %d: ok", id), fmt.Sprintf("send %d: %d", id, size),
				fmt.Sprintf("send %d: 4", id), fmt.Sprintf("resume %d: ok", id), fmt.Sprintf("data %d: data", id))
		}
	})
}

// Nothing that arrives is shown as plain text once secure has been called.
func TestSecureResumedAtOnce(t *testing.T) {
	withTLS(t, func(t *testing.T, w *world) {
		id, peer := w.connectTo("127.0.0.1")
		const size = 8 << 20 // keeps the upgrade waiting
		w.do(func() { w.send(id, make([]byte, size)); w.secure(id, sockets.TLSVersions{}); w.resume(id) })
		w.expect("resume 1: ok")
		writeTo(t, peer, "not TLS")
		w.quiet()
		readFrom(t, peer, size)
		w.expectAnyOrder(fmt.Sprintf("send 1: %d", size), "secure 1: -107")
		w.gone(id)
		w.quiet()
	})
}

// A socket that is closed during the handshake answers it first.
func TestSecureAborted(t *testing.T) {
	withTLS(t, func(t *testing.T, w *world) {
		for _, way := range []string{"close", "disconnect"} {
			end := func(id int) {
				if way == "close" {
					w.close(id)
				} else {
					w.disconnect(id)
				}
			}
			id, peer := w.connectTo("127.0.0.1")
			w.do(func() { w.secure(id, sockets.TLSVersions{}); end(id) })
			w.expect(fmt.Sprintf("secure %d: -3", id), fmt.Sprintf("%s %d: ok", way, id))
			io.Copy(io.Discard, peer)

			id, peer = w.connectTo("127.0.0.1")
			w.do(func() { w.secure(id, sockets.TLSVersions{}) })
			readFrom(t, peer, 5) // the hello, never answered
			w.do(func() { end(id) })
			w.expect(fmt.Sprintf("secure %d: -3", id), fmt.Sprintf("%s %d: ok", way, id))
			io.Copy(io.Discard, peer)
		}
		w.quiet()
		require.Equal(t, []string{"test"}, ask(w, w.loop.OpenHandles))
	})
}

// Sends that wait for the handshake are worth it even when the socket closes.
func TestSecureThenSendThenClose(t *testing.T) {
	withTLS(t, func(t *testing.T, w *world) {
		for _, plain := range []string{"", "plain"} {
			id, peer := w.connectTo("127.0.0.1")
			w.do(func() {
				if plain != "" {
					w.sendText(id, plain)
				}
				w.secure(id, sockets.TLSVersions{})
				w.sendText(id, "secret")
				w.close(id)
			})
			require.Equal(t, plain, readFrom(t, peer, len(plain)))
			server := next(t, serveTLS(t, peer, &tls.Config{}))
			require.NoError(t, server.err)
			require.Equal(t, "secret", readAll(t, server))
			if plain != "" {
				w.expect(fmt.Sprintf("send %d: 5", id))
			}
			w.expect(fmt.Sprintf("secure %d: ok", id), fmt.Sprintf("send %d: 6", id), fmt.Sprintf("close %d: ok", id))
		}
	})
}

func TestSecureThenSendThenCloseWithoutAnAnswer(t *testing.T) {
	withOptions(t, sockets.Options{RootCAs: testCA().pool, DrainLimit: 100 * time.Millisecond}, func(t *testing.T, w *world) {
		id, peer := w.connectTo("127.0.0.1")
		w.do(func() { w.secure(id, sockets.TLSVersions{}); w.sendText(id, "secret"); w.close(id) })
		w.expectAnyOrder("send 1: -3", "secure 1: -3", "close 1: ok")
		io.Copy(io.Discard, peer)
		w.quiet()
	})
}

func TestSecureThenSendFails(t *testing.T) {
	withTLS(t, func(t *testing.T, w *world) {
		for _, close := range []bool{false, true} {
			id, peer := w.connectTo("127.0.0.1")
			w.do(func() {
				w.secure(id, sockets.TLSVersions{})
				w.sendText(id, "secret")
				if close {
					w.close(id)
				}
			})
			readFrom(t, peer, 5)
			writeTo(t, peer, "not TLS")
			want := []string{fmt.Sprintf("secure %d: -107", id), fmt.Sprintf("send %d: -2", id)}
			if close {
				want = append(want, fmt.Sprintf("close %d: ok", id))
			}
			w.expectAnyOrder(want...)
			w.gone(id)
		}
		require.Zero(t, ask(w, w.Unsent))
	})
}

func TestSecureTransfers(t *testing.T) {
	withTLS(t, func(t *testing.T, w *world) {
		id, server := w.secured()
		there, back := noise(8<<20, 3), noise(8<<20, 4)
		w.do(func() { w.send(id, there) })
		w.settle() // nobody reads yet
		go func() {
			server.Write(back)
			server.CloseWrite()
		}()
		w.settle()
		got := make(chan checksum, 1)
		go func() {
			var sum checksum
			io.CopyN(&sum, server, int64(len(there)))
			got <- sum
		}()
		w.do(func() { w.resume(id) })
		var sum checksum
		left := map[string]bool{"resume 1: ok": true, fmt.Sprintf("send 1: %d", len(there)): true}
		for sum.n < len(back) || len(left) > 0 {
			n := w.next()
			if n.what == "data" {
				sum.Write(n.data)
				continue
			}
			if n.what == "end" {
				break
			}
			require.True(t, left[n.String()], n)
			delete(left, n.String())
		}
		require.Equal(t, checksumOf(back), sum)
		require.Equal(t, checksumOf(there), next(t, got))
	})
}

// A handshake nobody answers does not outlive the host.
func TestSecureCutOffByHostClose(t *testing.T) {
	for _, b := range eventloop.Backends() {
		t.Run(b.String(), func(t *testing.T) {
			w := start(t, b, sockets.Options{})
			id, peer := w.connectTo("127.0.0.1")
			w.do(func() { w.secure(id, sockets.TLSVersions{}) })
			readFrom(t, peer, 5)
			w.do(func() { w.Host.Close(func() { w.note(note{what: "closed"}) }) })
			w.expect("secure 1: -3", "closed 0: ok")
		})
	}
}

// The connection breaks while plain bytes are still on their way.
func TestSecureOnABrokenConnection(t *testing.T) {
	withTLS(t, func(t *testing.T, w *world) {
		id, peer := w.connectTo("127.0.0.1")
		w.do(func() {
			w.send(id, make([]byte, 16<<20))
			w.secure(id, sockets.TLSVersions{})
			w.sendText(id, "secret")
		})
		w.quiet()
		reset(t, peer)
		w.expectAnyOrder("send 1: -2", "send 1: -2", "secure 1: -100")
		w.gone(id)
		w.quiet()
	})
}
