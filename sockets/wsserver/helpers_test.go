package wsserver_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"net/http"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/sockets/ws"
	"github.com/sockhost/sockhost/sockets/wsserver"
)

func TestMain(m *testing.M) {
	// The Go runtime opens its poller with the first socket, and it stays open.
	if ln, err := net.Listen("tcp", "127.0.0.1:0"); err == nil {
		ln.Close()
	}
	goleak.VerifyTestMain(m, lingering)
}

// patience is how long a test waits for what must happen before it fails.
const patience = 30 * time.Second

// onBackends runs test as a subtest with a server that listens on each backend.
func onBackends(t *testing.T, test func(t *testing.T, w *world)) {
	withServer(t, asItIs, test)
}

// withServer runs test with a server that was set up before it listened.
func withServer(t *testing.T, setUp func(*wsserver.Server), test func(t *testing.T, w *world)) {
	for _, b := range eventloop.Backends() {
		t.Run(b.String(), func(t *testing.T) {
			w := start(t, b, wsserver.Options{})
			w.do(func() { setUp(w.server) })
			w.listen()
			test(t, w)
		})
	}
}

// withTransports is withServer without and with TLS.
func withTransports(t *testing.T, setUp func(*wsserver.Server), test func(t *testing.T, w *world)) {
	t.Run("plain", func(t *testing.T) { withServer(t, setUp, test) })
	t.Run("tls", func(t *testing.T) {
		cert, key, trusting := certificate(t)
		secured := func(s *wsserver.Server) {
			s.TLS = &wsserver.TLS{Cert: cert, Key: key}
			setUp(s)
		}
		withServer(t, secured, func(t *testing.T, w *world) {
			w.secure = trusting
			test(t, w)
		})
	})
}

func asItIs(*wsserver.Server) {}

// world is a server on a running loop. Its events become notes, in order.
type world struct {
	t        testing.TB
	loop     *eventloop.Loop
	backend  eventloop.Backend
	host     *wsserver.Host
	server   *wsserver.Server
	alive    eventloop.Handle
	notes    chan string
	addr     string
	secure   *tls.Config // of clients; nil is plain
	compress bool        // clients offer compression

	last map[string]string // the last kind of note of each client, by handle

	// For the loop goroutine.
	upgrading func(c *wsserver.Client, r *wsserver.Request, w *wsserver.Response) (http.Header, bool)
	serve     func(c *wsserver.Client, r *wsserver.Request, w *wsserver.Response)
	message   func(c *wsserver.Client, m ws.Message)
	on        map[string]func(c *wsserver.Client) // called with each note of that kind, after noting it
	fragments bool
}

type named string

func (n named) String() string { return string(n) }

// start returns a world whose server does not listen yet. When the test ends it
// closes the host, and checks that no descriptor and no goroutine is left.
func start(t testing.TB, b eventloop.Backend, opts wsserver.Options) *world {
	before := descriptors()
	loop, err := eventloop.New(eventloop.WithBackend(b))
	require.NoError(t, err)
	w := &world{t: t, loop: loop, backend: b, notes: make(chan string, 1<<18), on: map[string]func(*wsserver.Client){}}
	w.host = wsserver.New(loop, opts)
	w.server = w.host.NewServer(w)
	w.alive.Open(loop, named("test"))
	ended := make(chan error, 1)
	go func() { ended <- loop.Run() }()
	t.Cleanup(func() {
		w.do(func() {
			w.host.Close()
			w.alive.Close()
		})
		require.NoError(t, next(t, ended))
		loop.Close()
		require.Eventually(t, func() bool { return descriptors() <= before }, patience, time.Millisecond,
			"descriptors are left open")
		if _, ok := t.(*testing.T); ok {
			goleak.VerifyNone(t, lingering)
		}
	})
	return w
}

// listen has the server listen on a port of loopback.
func (w *world) listen() {
	w.t.Helper()
	w.do(func() {
		require.NoError(w.t, w.server.Start("127.0.0.1", 0))
		w.addr = w.server.Addr().String()
	})
}

// lingering are connections that net/http ended with an answer the client may
// not have read yet.
var lingering = goleak.IgnoreAnyFunction("net/http.(*conn).closeWriteAndWait")

// descriptors counts the process's open files, where the system tells.
func descriptors() int {
	files, _ := os.ReadDir("/proc/self/fd")
	return len(files)
}

// do runs f on the loop and waits for its end.
func (w *world) do(f func()) {
	w.t.Helper()
	done := make(chan struct{})
	w.loop.Post(func() {
		defer close(done)
		f()
	})
	next(w.t, done)
}

// ask runs f on the loop and returns its result.
func ask[T any](w *world, f func() T) T {
	w.t.Helper()
	var v T
	w.do(func() { v = f() })
	return v
}

// client returns the client with a handle, which must be known.
func (w *world) client(handle int64) *wsserver.Client {
	w.t.Helper()
	c := ask(w, func() *wsserver.Client { return w.server.Client(handle) })
	require.NotNil(w.t, c)
	return c
}

// next waits for the next value, or the end, of ch.
func next[T any](t testing.TB, ch <-chan T) T {
	t.Helper()
	select {
	case v := <-ch:
		return v
	case <-time.After(patience):
		require.FailNow(t, "nothing arrived in time")
		panic("unreachable")
	}
}

// expect waits for exactly these notes.
func (w *world) expect(notes ...string) {
	w.t.Helper()
	for _, want := range notes {
		require.Equal(w.t, want, next(w.t, w.notes))
	}
}

// expectNoMore checks that nothing was noted that was not expected. What the
// loop knows of already has its turn before.
func (w *world) expectNoMore() {
	w.t.Helper()
	w.do(func() {})
	w.do(func() {})
	select {
	case n := <-w.notes:
		require.Fail(w.t, "unexpected", n)
	default:
	}
}

// The events.

func (w *world) note(c *wsserver.Client, kind, format string, args ...any) {
	note := kind
	if c != nil {
		note += fmt.Sprint(" ", c.Handle())
	}
	if format != "" {
		note += " " + fmt.Sprintf(format, args...)
	}
	select {
	case w.notes <- note:
	default:
		if w.notes != nil { // when nobody wants to know
			panic("too many notes")
		}
	}
	if f := w.on[kind]; f != nil {
		f(c)
	}
}

func (w *world) Upgrading(c *wsserver.Client, r *wsserver.Request, res *wsserver.Response) (http.Header, bool) {
	w.note(c, "upgrading", "%s", r.URL.Path)
	if w.upgrading != nil {
		return w.upgrading(c, r, res)
	}
	return nil, true
}

func (w *world) Opened(c *wsserver.Client) { w.note(c, "opened", "") }

func (w *world) Message(c *wsserver.Client, m ws.Message) {
	w.note(c, "message", "%d %q", m.Type, m.Data)
	if w.message != nil {
		w.message(c, m)
	}
}

func (w *world) WantsFragments() bool { return w.fragments }

func (w *world) Fragment(c *wsserver.Client, m ws.Message) {
	w.note(c, "fragment", "%d %t %q", m.Type, m.Fin, m.Data)
}

func (w *world) Error(c *wsserver.Client, text string) { w.note(c, "error", "%s", text) }

func (w *world) Closed(c *wsserver.Client, end ws.End) {
	if end.HasReason {
		w.note(c, "closed", "%d %q", end.Code, end.Reason)
		return
	}
	w.note(c, "closed", "%d", end.Code)
}

func (w *world) Gone(c *wsserver.Client) { w.note(c, "gone", "") }

func (w *world) Serve(c *wsserver.Client, r *wsserver.Request, res *wsserver.Response) {
	w.note(c, "serve", "%s %s", r.Method, r.RequestURI)
	if w.serve != nil {
		w.serve(c, r, res)
		return
	}
	res.Respond(http.StatusOK, nil, r.Body)
}

func (w *world) BeforeStop() { w.note(nil, "before stop", "") }

// certificate makes a certificate for 127.0.0.1 and returns it, its key and
// the configuration of clients that trust it.
func certificate(t testing.TB) (cert, key string, trusting *tls.Config) {
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1),
		NotBefore:    time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		IsCA:        true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	require.NoError(t, err)
	pkcs8, err := x509.MarshalPKCS8PrivateKey(private)
	require.NoError(t, err)
	cert = string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
	key = string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: pkcs8}))
	pool := x509.NewCertPool()
	require.True(t, pool.AppendCertsFromPEM([]byte(cert)))
	return cert, key, &tls.Config{RootCAs: pool}
}
