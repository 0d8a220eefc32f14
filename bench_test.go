package sockhost_test

import (
	"testing"

	"github.com/sockhost/sockhost"
)

// BenchmarkNew makes a program with every API installed, and ends it.
func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		app, err := sockhost.New(sockhost.Options{Name: "bench"})
		if err != nil {
			b.Fatal(err)
		}
		app.Close()
	}
}
