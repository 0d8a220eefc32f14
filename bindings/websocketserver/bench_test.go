package websocketserver_test

import (
	"io"
	"net"
	"testing"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost"
	"github.com/sockhost/sockhost/bindings/api"
	"github.com/sockhost/sockhost/bindings/websocketserver"
	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/runtime"
	"github.com/sockhost/sockhost/sockets/ws"
	"github.com/sockhost/sockhost/sockets/wsserver"
)

// BenchmarkEcho is a message on its way through the binding and back to the
// socket: object, callback, send. Batches are those of a busy loop.
func BenchmarkEcho(b *testing.B) {
	for _, c := range []struct {
		name string
		kind ws.Opcode
		size int
	}{{"text64", ws.Text, 64}, {"binary64", ws.Binary, 64}, {"text4K", ws.Text, 4096}} {
		b.Run(c.name, func(b *testing.B) { benchmarkEcho(b, c.kind, c.size) })
	}
}

func benchmarkEcho(b *testing.B, kind ws.Opcode, size int) {
	h := newBench(b, "s.send(h, msg.data)", 1)
	h.deliver(kind, size, 100)
}

// BenchmarkPublish is a message that goes to a hundred clients; each copy
// counts.
func BenchmarkPublish(b *testing.B) {
	const clients = 100
	h := newBench(b, "s.publish(msg.data)", clients)
	h.n = (b.N + clients - 1) / clients
	h.deliver(ws.Text, 64, 1)
}

// A bench is a server whose clients take what comes.
type bench struct {
	b       *testing.B
	app     *sockhost.App
	receive func(handle int64, message ws.Message)
	n       int // messages to deliver
	ended   chan error
}

// newBench starts a server with a body for its onMessage.
func newBench(b *testing.B, onMessage string, clients int) *bench {
	opened := make(chan string, clients)
	app, err := sockhost.New(sockhost.Options{Console: func(_ runtime.Level, text string) { opened <- text }})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(app.Close)
	err = app.RunScript("bench.js", `
		var s = new websocketserver();
		s.onOpen = function (h) { console.log(String(h)); };
		s.onMessage = function (h, msg) { `+onMessage+`; };
		s.start("127.0.0.1", 0);`)
	if err != nil {
		b.Fatal(err)
	}
	server := app.Runtime.VM().Get("s").(*goja.Object)
	h := &bench{b: b, app: app, n: b.N, ended: make(chan error, 1)}
	h.receive = websocketserver.Deliverer(app.Runtime.VM(), server)
	url, _ := goja.AssertFunction(server.Get("getUrl"))
	address, _ := url(server)
	go func() { h.ended <- app.Run() }()
	for range clients {
		client := dial(b, address.String(), nil)
		go io.Copy(io.Discard, client.NetConn().(*net.TCPConn))
		<-opened
	}
	return h
}

// deliver gives the server messages of its first client, some in each turn of
// the loop.
func (h *bench) deliver(kind ws.Opcode, size, batch int) {
	left := h.n
	finished := make(chan bool)
	var turn func()
	turn = func() {
		for range min(batch, left) {
			data := make([]byte, size)
			for i := range data {
				data[i] = 'x'
			}
			h.receive(1, ws.Message{Type: kind, Fin: true, Data: data})
		}
		if left -= batch; left <= 0 {
			close(finished)
			return
		}
		h.app.Post(turn)
	}
	h.b.ReportAllocs()
	h.b.ResetTimer()
	h.app.Post(turn)
	<-finished
	h.b.StopTimer()
	h.app.Post(h.app.Loop.Stop)
	<-h.ended
}

// BenchmarkInstall is what the global costs every program, used or not.
func BenchmarkInstall(b *testing.B) {
	loop, err := eventloop.New()
	if err != nil {
		b.Fatal(err)
	}
	defer loop.Close()
	rt := runtime.New(loop, runtime.Options{})
	defer rt.Close()
	binder, host := api.NewBinder(rt), wsserver.New(loop, wsserver.Options{})
	b.ReportAllocs()
	for b.Loop() {
		websocketserver.Install(binder, host)
	}
}
