package chrome_test

import (
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/bindings/api"
	"github.com/sockhost/sockhost/bindings/chrome"
	"github.com/sockhost/sockhost/bindings/web"
	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/runtime"
	"github.com/sockhost/sockhost/sockets"
)

// site is a loop with one socket host and pages that share it.
type site struct {
	t       *testing.T
	loop    *eventloop.Loop
	host    *sockets.Host
	service *chrome.Sockets
	lines   []string
}

// page is one realm of a site.
type page struct {
	*runtime.Runtime
	site  *site
	leave []func()
}

func newSite(t *testing.T, backend eventloop.Backend) *site {
	loop, err := eventloop.New(eventloop.WithBackend(backend))
	require.NoError(t, err)
	t.Cleanup(loop.Close)
	s := &site{t: t, loop: loop, host: sockets.New(loop, sockets.Options{})}
	s.service = chrome.NewSockets(s.host)
	return s
}

// open makes a page whose output begins with its name. Its scripts find the
// functions of helpers.js.
func (s *site) open(name string) *page {
	rt := runtime.New(s.loop, runtime.Options{Console: func(_ runtime.Level, text string) {
		s.lines = append(s.lines, name+": "+text)
	}})
	p := &page{Runtime: rt, site: s}
	leave := web.Install(rt, web.Options{}).Close
	p.leave = []func(){s.service.Attach(api.NewBinder(rt)), leave, rt.Close}
	s.t.Cleanup(p.close)
	helpers, err := os.ReadFile("testdata/helpers.js")
	require.NoError(s.t, err)
	p.run(string(helpers))
	return p
}

func (p *page) close() {
	for _, f := range p.leave {
		f()
	}
	p.leave = nil
}

func (p *page) run(script string) { require.NoError(p.site.t, p.RunScript("test.js", script)) }

// offer makes f a function of the page, which calls it as a task of its own.
func (p *page) offer(name string, f func()) {
	p.VM().Set(name, p.NewFunction(name, func(goja.FunctionCall) goja.Value {
		p.site.loop.Post(f)
		return goja.Undefined()
	}))
}

// play runs the site until done() is called in a page, and checks the lines.
func (s *site) play(want string) {
	s.t.Helper()
	late := time.AfterFunc(patience, s.loop.Stop)
	require.ErrorIs(s.t, s.loop.Run(), eventloop.ErrStopped)
	require.True(s.t, late.Stop(), "the program did not end; it printed:\n%s", strings.Join(s.lines, "\n"))
	require.Equal(s.t, outdent(want), strings.Join(s.lines, "\n"))
	s.lines = nil
}

func TestEventsReachEveryPage(t *testing.T) {
	onEachBackend(t, func(t *testing.T, backend eventloop.Backend) {
		s := newSite(t, backend)
		first, silent, second := s.open("first"), s.open("silent"), s.open("second")
		silent.run(`function ignored() {} tcp.onReceive.addListener(ignored); tcp.onReceive.removeListener(ignored);`)
		second.offer("done", s.loop.Stop)
		for _, p := range []*page{first, second} {
			p.run(`
			var udp = chrome.sockets.udp;
			server.onAccept.addListener(function (info) { say('onAccept', info.socketId, info.clientSocketId); });
			tcp.onReceive.addListener(function (info) {
				say('onReceive', info.socketId, text(info.data));
				new Uint8Array(info.data).fill(33); // reaches nobody else
			});
			tcp.onReceiveError.addListener(function (info) { say('onReceiveError', info.socketId, info.resultCode); });
			udp.onReceive.addListener(function (info) {
				say('udp', info.socketId, text(info.data), info.remoteAddress);
				new Uint8Array(info.data).fill(33);
			});
			`)
		}
		first.run(`
		udp.create({}, function (u) {
			udp.bind(u.socketId, '127.0.0.1', 0, function () {
				udp.getInfo(u.socketId, function (info) {
					udp.onReceive.addListener(function () {
						connected(function (client, accepted) { sent(accepted, 'hello'); tcp.close(accepted); });
					});
					udp.send(u.socketId, bytes('datagram'), '127.0.0.1', info.localPort, function () {});
				});
			});
		});
		`)
		second.run(`tcp.onReceiveError.addListener(done);`)
		s.play(`
			first: udp 1 datagram 127.0.0.1
			second: udp 1 datagram 127.0.0.1
			first: onAccept 1 2
			second: onAccept 1 2
			first: onReceive 1 hello
			second: onReceive 1 hello
			first: onReceiveError 1 -100
			second: onReceiveError 1 -100
		`)
	})
}

// A page that has left hears neither events nor the answers to its calls.
func TestPagesThatLeave(t *testing.T) {
	onEachBackend(t, func(t *testing.T, backend eventloop.Backend) {
		s := newSite(t, backend)
		first, second := s.open("first"), s.open("second")
		second.offer("done", s.loop.Stop)
		first.offer("leave", first.close)
		first.run(`
		tcp.onReceive.addListener(function () { say('not heard'); });
		connected(function (client, accepted) {
			leave();
			tcp.getSockets(function () { say('not answered'); });
			setTimeout(function () { say('not run'); }, 0);
			tcp.send(accepted, bytes('hello'), function () { say('not answered'); });
		});
		`)
		second.run(`
		tcp.onReceive.addListener(function (info) {
			say(text(info.data));
			new Uint8Array(info.data).fill(33);
			tcp.getSockets(function (list) { say(list.length); done(); });
		});
		`)
		s.play(`
			second: hello
			second: 2
		`)
		second.close()
		require.False(t, s.service.TCPReceived(1, []byte("x")), "nobody listens")
		require.False(t, s.service.UDPReceived(1, []byte("x"), sockets.Endpoint{}), "nobody listens")
	})
}

// The next page of an app finds its persistent sockets as they were, and hears
// what came meanwhile.
func TestPersistentSocketsOutliveTheirPage(t *testing.T) {
	onEachBackend(t, func(t *testing.T, backend eventloop.Backend) {
		s := newSite(t, backend)
		const app = `
		server.onAccept.addListener(function (info) {
			tcp.update(info.clientSocketId, {persistent: true, name: 'guest'});
			tcp.setPaused(info.clientSocketId, false);
		});
		tcp.onReceive.addListener(function (info) {
			say(text(info.data));
			tcp.send(info.socketId, bytes('thanks'), received);
		});
		`
		first := s.open("first")
		left, ended := make(chan struct{}), make(chan error, 1)
		first.offer("listening", func() {
			port := s.host.TCPServer.Sockets()[0].Local.Port
			go func() { ended <- visit(port, left) }()
		})
		first.offer("received", func() {
			first.close()
			s.host.Suspend(func() {
				second := s.open("second")
				second.offer("received", s.loop.Stop)
				second.run(app + `
				server.getSockets(function (list) { list.forEach(function (i) { say(i.socketId, i.name, i.persistent, i.paused); }); });
				tcp.getSockets(function (list) { list.forEach(function (i) { say(i.socketId, i.name, i.persistent, i.paused, i.connected); }); });
				`)
				s.host.Resume()
			})
			close(left)
		})
		first.run(app + `
		tcp.create({}, function () {}); // does not stay
		server.create({persistent: true, name: 'door'}, function (s) {
			server.listen(s.socketId, '127.0.0.1', 0, listening);
		});
		`)
		s.play(`
			first: one
			second: 1 door true false
			second: 2 guest true false true
			second: two
		`)
		require.NoError(t, <-ended)
	})
}

// visit is a client that says one thing, and another when the page has left.
func visit(port int, left <-chan struct{}) error {
	c, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		return err
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(patience))
	for _, text := range []string{"one", "two"} {
		if _, err := io.WriteString(c, text); err != nil {
			return err
		}
		thanks := make([]byte, len("thanks"))
		if _, err := io.ReadFull(c, thanks); err != nil || string(thanks) != "thanks" {
			return fmt.Errorf("answer %q: %w", thanks, err)
		}
		if text == "one" {
			<-left
		}
	}
	return nil
}
