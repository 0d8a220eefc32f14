package main

import (
	"io"
	"net"
	"net/http"
	"sync"

	"github.com/gorilla/websocket"
)

// A gorillaHandler serves one client until it leaves.
type gorillaHandler func(*websocket.Conn)

// serveGorilla is a WebSocket server as one writes it in Go: a goroutine for each client.
func serveGorilla(ready func(addr string), handle gorillaHandler) error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	ready(listener.Addr().String())
	upgrader := websocket.Upgrader{ReadBufferSize: 1024, WriteBufferSize: 1024, WriteBufferPool: &sync.Pool{}}
	return http.Serve(listener, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		conn, err := upgrader.Upgrade(w, r, nil)
		if err != nil {
			return // Upgrade has answered
		}
		// The goroutine of net/http has grown its stack for reading the request, and would keep it.
		go func() {
			defer conn.Close()
			handle(conn)
		}()
	}))
}

// A gorillaReader reads messages into one buffer that grows to the longest.
type gorillaReader struct {
	conn   *websocket.Conn
	buffer []byte
}

// next returns a message that is valid until the next one.
func (r *gorillaReader) next() (kind int, message []byte, err error) {
	kind, from, err := r.conn.NextReader()
	if err != nil {
		return 0, nil, err
	}
	if r.buffer == nil {
		r.buffer = make([]byte, 512)
	}
	n := 0
	for {
		if n == len(r.buffer) {
			r.buffer = append(r.buffer, make([]byte, n)...)
		}
		more, err := from.Read(r.buffer[n:])
		n += more
		if err == io.EOF {
			return kind, r.buffer[:n], nil
		}
		if err != nil {
			return 0, nil, err
		}
	}
}

func gorillaEcho(conn *websocket.Conn) {
	reader := gorillaReader{conn: conn}
	for {
		kind, message, err := reader.next()
		if err != nil {
			return
		}
		if err := conn.WriteMessage(kind, message); err != nil {
			return
		}
	}
}

// gorillaPublish sends every message to all clients, encoded once. It writes on the goroutine of the client that asked:
// a queue and a goroutine for each client, as the chat example of gorilla has them, cost more time. The lock makes all
// clients see the messages in the same order.
func gorillaPublish() gorillaHandler {
	var mutex sync.Mutex // protects clients, and each of them against two writers
	clients := map[*websocket.Conn]struct{}{}
	publish := func(kind int, message []byte) error {
		prepared, err := websocket.NewPreparedMessage(kind, message)
		if err != nil {
			return err
		}
		mutex.Lock()
		defer mutex.Unlock()
		for client := range clients {
			if client.WritePreparedMessage(prepared) != nil {
				client.Close() // its own goroutine notices and removes it
			}
		}
		return nil
	}
	return func(conn *websocket.Conn) {
		mutex.Lock()
		clients[conn] = struct{}{}
		mutex.Unlock()
		defer func() {
			mutex.Lock()
			delete(clients, conn)
			mutex.Unlock()
		}()
		reader := gorillaReader{conn: conn}
		for {
			kind, message, err := reader.next()
			if err != nil || publish(kind, message) != nil {
				return
			}
		}
	}
}
