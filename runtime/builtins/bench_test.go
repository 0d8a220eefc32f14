package builtins_test

import (
	"strings"
	"testing"

	"github.com/sockhost/sockhost/runtime/builtins"
)

// source is a hundred kilobytes of a program that mentions nothing.
var source = strings.Repeat(`
	Client.prototype.onReceive = function (info) {
		if (info.socketId !== this.socketId) return;
		var view = new Uint8Array(info.data), text = '';
		for (var i = 0; i < view.length; i++) text += String.fromCharCode(view[i]);
		this.buffer = this.buffer + text; // until a line is complete
	};
`, 300)

// BenchmarkRead is what every source pays.
func BenchmarkRead(b *testing.B) {
	library := builtins.New(newRuntime(b))
	b.SetBytes(int64(len(source)))
	for b.Loop() {
		library.Read(source)
	}
}

// BenchmarkNew is what every realm pays.
func BenchmarkNew(b *testing.B) {
	rt := newRuntime(b)
	for b.Loop() {
		builtins.New(rt)
	}
}

// BenchmarkAll is what a program pays that mentions everything.
func BenchmarkAll(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		library := builtins.New(newRuntime(b))
		b.StartTimer()
		library.Read("getOwnPropertyNames")
	}
}
