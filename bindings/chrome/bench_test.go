package chrome_test

import (
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
