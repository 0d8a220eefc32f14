package chrome_test

import (
	"fmt"
	"net"
	"testing"

	"github.com/sockhost/sockhost/bindings/api"
	"github.com/sockhost/sockhost/bindings/chrome"
	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/runtime"
	"github.com/sockhost/sockhost/sockets"
)

// BenchmarkReceive is one chunk for an app of one page, which reads it.
func BenchmarkReceive(b *testing.B) {
	loop, err := eventloop.New()
	if err != nil {
		b.Fatal(err)
	}
	defer loop.Close()
	rt := runtime.New(loop, runtime.Options{Console: func(_ runtime.Level, text string) { b.Error(text) }})
	defer rt.Close()
	service := chrome.NewSockets(sockets.New(loop, sockets.Options{}))
	service.Attach(api.NewBinder(rt))
	const script = `chrome.sockets.tcp.onReceive.addListener(function (info) { info.socketId; info.data; });`
	if err := rt.RunScript("bench.js", script); err != nil {
		b.Fatal(err)
	}
	data := make([]byte, 64)
	b.ReportAllocs()
	for b.Loop() {
		service.TCPReceived(1000, data)
	}
}

// BenchmarkEcho is one message of 64 bytes there and back, through an app as
// people write them and the kernel.
func BenchmarkEcho(b *testing.B) {
	loop, err := eventloop.New()
	if err != nil {
		b.Fatal(err)
	}
	defer loop.Close()
	rt := runtime.New(loop, runtime.Options{Console: func(_ runtime.Level, text string) { b.Error(text) }})
	defer rt.Close()
	host := sockets.New(loop, sockets.Options{})
	service := chrome.NewSockets(host)
	service.Attach(api.NewBinder(rt))
	host.SetEvents(service)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	const n = 64
	script := `
	var tcp = chrome.sockets.tcp, id;
	tcp.onReceive.addListener(function (info) {
		tcp.send(info.socketId, info.data, function (sent) { if (chrome.runtime.lastError) tcp.close(info.socketId); });
	});`
	if err := rt.RunScript("bench.js", script); err != nil {
		b.Fatal(err)
	}
	connect := fmt.Sprintf("tcp.create({}, function (s) { tcp.connect(s.socketId, '127.0.0.1', %d, function () {}); });", listener.Addr().(*net.TCPAddr).Port)
	if err := rt.RunScript("connect.js", connect); err != nil {
		b.Fatal(err)
	}
	ended := make(chan error)
	go func() { ended <- loop.Run() }()
	conn, err := listener.Accept()
	if err != nil {
		b.Fatal(err)
	}
	defer conn.Close()
	msg := make([]byte, n)
	buf := make([]byte, n)
	b.ReportAllocs()
	b.ResetTimer()
	for b.Loop() {
		conn.Write(msg)
		conn.Read(buf)
	}
	b.StopTimer()
	loop.Stop()
	<-ended
}
