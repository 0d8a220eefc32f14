package sockhost_test

import (
	"fmt"
	"log"
	"net"
	"strings"
	"time"

	"github.com/sockhost/sockhost"
	"github.com/sockhost/sockhost/runtime"
)

// A program that embeds sockhost gives it somewhere to print, scripts, and the
// goroutine they run on.
func Example() {
	app, err := sockhost.New(sockhost.Options{
		Console: func(_ runtime.Level, text string) { fmt.Println(text) },
	})
	if err != nil {
		log.Fatal(err)
	}
	defer app.Close()

	err = app.RunScript("hello.js", `
		chrome.sockets.tcp.create({name: 'first'}, function (socket) {
			chrome.sockets.tcp.getInfo(socket.socketId, function (info) {
				console.log(info.name, 'is connected:', info.connected);
			});
		});
		setTimeout(() => console.log('nothing is left to do'), 10);
	`)
	if err != nil {
		log.Fatal(err)
	}
	if err := app.Run(); err != nil {
		log.Fatal(err)
	}
	// Output:
	// first is connected: false
	// nothing is left to do
}

// A Go client talks to a JavaScript server in the same process.
func ExampleApp_Shutdown() {
	listening := make(chan string, 1)
	app, err := sockhost.New(sockhost.Options{
		Console: func(_ runtime.Level, text string) {
			if address, ok := strings.CutPrefix(text, "listening on "); ok {
				listening <- address
			}
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	defer app.Close()

	err = app.RunScript("server.js", `
		const {tcp, tcpServer} = chrome.sockets;
		tcpServer.onAccept.addListener(({clientSocketId}) => {
			tcp.send(clientSocketId, new TextEncoder().encode('hello\n'), () => {});
		});
		tcpServer.create(({socketId}) => {
			tcpServer.listen(socketId, '127.0.0.1', 0, () => {
				tcpServer.getInfo(socketId, (info) => {
					console.log('listening on ' + info.localAddress + ':' + info.localPort);
				});
			});
		});
	`)
	if err != nil {
		log.Fatal(err)
	}
	go func() {
		defer app.Shutdown(time.Second)
		conn, err := net.Dial("tcp", <-listening)
		if err != nil {
			log.Print(err)
			return
		}
		defer conn.Close()
		var text string
		fmt.Fscanln(conn, &text)
		fmt.Println("the server says", text)
	}()
	fmt.Println(app.Run())
	// Output:
	// the server says hello
	// event loop stopped
}
