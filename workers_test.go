package sockhost_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"

	"github.com/sockhost/sockhost"
	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/runtime"
)

// answers is a program of several workers: a TCP server and a websocketserver
// that answer with the index of the worker.
const answers = `
	const {tcp, tcpServer} = chrome.sockets, {index, count} = sockhost.worker;
	tcpServer.create(({socketId}) => {
		tcpServer.listen(socketId, '127.0.0.1', 0, () => {
			tcpServer.getInfo(socketId, ({localPort}) => console.log('tcp', localPort, count));
		});
	});
	tcpServer.onAccept.addListener(({clientSocketId}) => {
		tcp.send(clientSocketId, new TextEncoder().encode(index + '\n'), () => tcp.close(clientSocketId));
	});
	const server = new websocketserver();
	server.httpServer.run({'/': String(index)});
	if (server.start('127.0.0.1', 0)) console.log('http', server.getUrl().split(':')[2], count);`

// TestWorkersShareTheirPorts: several apps in one process listen on the same
// ports, and each gets connections.
func TestWorkersShareTheirPorts(t *testing.T) {
	const count = 3
	for _, backend := range eventloop.Backends() {
		t.Run(backend.String(), func(t *testing.T) {
			defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
			var ports eventloop.Ports
			var running sync.WaitGroup
			defer running.Wait()
			lines := make(chan string, 2*count)
			for i := range count {
				app := newApp(t, sockhost.Options{
					Backend: backend,
					Worker:  sockhost.Worker{Index: i, Count: count, Ports: &ports},
					Console: func(_ runtime.Level, text string) { lines <- text },
				})
				running.Go(func() {
					defer app.Close()
					if err := app.RunScript("answers.js", answers); err != nil {
						t.Error(err)
						return
					}
					app.Run()
				})
				defer app.Shutdown(patience)
			}
			at := map[string]string{}
			for range 2 * count {
				var kind, port string
				var workers int
				line := <-lines
				if _, err := fmt.Sscan(line, &kind, &port, &workers); err != nil || workers != count {
					t.Fatalf("%q: %v", line, err)
				}
				if at[kind] != "" && at[kind] != port {
					t.Errorf("%s has the ports %s and %s", kind, at[kind], port)
				}
				at[kind] = port
			}
			ask := map[string]func() string{
				"tcp":  func() string { return dialLine(t, at["tcp"]) },
				"http": func() string { return get(t, "http://127.0.0.1:"+at["http"]) },
			}
			for kind, ask := range ask {
				reached := map[string]bool{}
				for n := 0; len(reached) < count; n++ {
					if n == 200 {
						t.Fatalf("%s: 200 connections reached only %v", kind, reached)
					}
					reached[ask()] = true
				}
			}
		})
	}
}

// dialLine returns the one line that a server sends.
func dialLine(t *testing.T, port string) string {
	conn, err := net.Dial("tcp", "127.0.0.1:"+port)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	line, err := bufio.NewReader(conn).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(line)
}

// get returns what a request on a connection of its own is answered.
func get(t *testing.T, url string) string {
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	resp, err := client.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}
