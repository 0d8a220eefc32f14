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
	opened := make(chan string, 1)
	app, err := sockhost.New(sockhost.Options{Console: func(_ runtime.Level, text string) { opened <- text }})
	if err != nil {
		b.Fatal(err)
	}
	defer app.Close()
	err = app.RunScript("echo.js", `
		var s = new websocketserver();
		s.onOpen = function (h) { console.log(String(h)); };
		s.onMessage = function (h, msg) { s.send(h, msg.data); };
		s.start("127.0.0.1", 0);`)
	if err != nil {
		b.Fatal(err)
	}
	server := app.Runtime.VM().Get("s").(*goja.Object)
	deliver := websocketserver.Deliverer(app.Runtime.VM(), server)
	url, _ := goja.AssertFunction(server.Get("getUrl"))
	address, _ := url(server)
	done := make(chan error, 1)
	go func() { done <- app.Run() }()
	client := dial(b, address.String(), nil)
	<-opened
	go io.Copy(io.Discard, client.NetConn().(*net.TCPConn))

	const batch = 100
	left := b.N
	finished := make(chan bool)
	var turn func()
	turn = func() {
		for range min(batch, left) {
			data := make([]byte, size)
			for i := range data {
				data[i] = 'x'
			}
			deliver(1, ws.Message{Type: kind, Fin: true, Data: data})
		}
		if left -= batch; left <= 0 {
			close(finished)
			return
		}
		app.Post(turn)
	}
	b.ReportAllocs()
	b.ResetTimer()
	app.Post(turn)
	<-finished
	b.StopTimer()
	app.Post(app.Loop.Stop)
	<-done
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
