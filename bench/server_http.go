package main

import (
	"io"
	"net"
	"net/http"
)

// hello is what every page says.
const hello = "hello from a Chrome App socket\n"

// serveHTTP answers every request with the page.
func serveHTTP(ready func(addr string)) error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	ready(listener.Addr().String())
	return http.Serve(listener, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/plain")
		io.WriteString(w, hello)
	}))
}
