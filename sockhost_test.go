package sockhost_test

import (
	"errors"
	"net"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/dop251/goja"
	"go.uber.org/goleak"

	"github.com/sockhost/sockhost"
	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/runtime"
)

// patience bounds a program that hangs; no test waits for it otherwise.
const patience = 30 * time.Second

// pair is a program with every kind of socket and a timer, all alive. It
// prints the port it listens on when everything is there.
const pair = `
	const {tcp, tcpServer, udp} = chrome.sockets;
	setInterval(() => {}, 1e6);
	udp.create(({socketId}) => udp.bind(socketId, '127.0.0.1', 0, () => {}));
	tcpServer.create(({socketId}) => {
		tcpServer.listen(socketId, '127.0.0.1', 0, () => {
			tcpServer.getInfo(socketId, ({localPort}) => {
				tcpServer.onAccept.addListener(() => console.log(localPort));
				tcp.create(({socketId}) => tcp.connect(socketId, '127.0.0.1', localPort, () => {}));
			});
		});
	});`

func newApp(t *testing.T, opts sockhost.Options) *sockhost.App {
	t.Helper()
	app, err := sockhost.New(opts)
	if err != nil {
		t.Fatal(err)
	}
	late := time.AfterFunc(patience, func() {
		app.Kill("the test takes too long")
		app.Post(app.Loop.Stop)
	})
	t.Cleanup(func() {
		if !late.Stop() {
			t.Error("the program did not end")
		}
	})
	return app
}

func TestAppID(t *testing.T) {
	id := func(name string) (id string) {
		app := newApp(t, sockhost.Options{Name: name, Console: func(_ runtime.Level, text string) { id = text }})
		defer app.Close()
		if err := app.RunScript("id.js", "console.log(chrome.runtime.id)"); err != nil {
			t.Fatal(err)
		}
		return id
	}
	first := id("/a/app.js")
	if !regexp.MustCompile(`^[a-p]{32}$`).MatchString(first) {
		t.Errorf("the id is %q", first)
	}
	if again := id("/a/app.js"); again != first {
		t.Errorf("the id is %q, and then %q", first, again)
	}
	if other := id("/b/app.js"); other == first {
		t.Errorf("two apps have the id %q", other)
	}
}

func TestAppsAreIndependent(t *testing.T) {
	for range 2 {
		var printed string
		app := newApp(t, sockhost.Options{Console: func(_ runtime.Level, text string) { printed = text }})
		defer app.Close()
		if err := app.RunScript("a.js", `var n = (this.n || 0) + 1; chrome.sockets.tcp.create((c) => console.log(n, c.socketId))`); err != nil {
			t.Fatal(err)
		}
		if err := app.Run(); err != nil {
			t.Fatal(err)
		}
		if printed != "1 1" {
			t.Errorf("printed %q", printed)
		}
	}
}

// TestEndWithLiveSockets ends a program in each of the ways there are; nothing
// may be left of it, neither goroutines nor ports.
func TestEndWithLiveSockets(t *testing.T) {
	ends := map[string]func(*sockhost.App){
		"shutdown": func(app *sockhost.App) { app.Shutdown(patience) },
		"stop":     func(app *sockhost.App) { app.Post(app.Loop.Stop) },
	}
	for _, backend := range eventloop.Backends() {
		for name, end := range ends {
			t.Run(backend.String()+"/"+name, func(t *testing.T) {
				defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
				ports := make(chan string, 1)
				app := newApp(t, sockhost.Options{Backend: backend, Console: func(_ runtime.Level, text string) { ports <- text }})
				if err := app.RunScript("pair.js", pair); err != nil {
					t.Fatal(err)
				}
				var port string
				go func() {
					port = <-ports
					end(app)
				}()
				if err := app.Run(); !errors.Is(err, eventloop.ErrStopped) {
					t.Errorf("Run returned %v", err)
				}
				app.Close()
				l, err := net.Listen("tcp", "127.0.0.1:"+port)
				if err != nil {
					t.Fatal(err)
				}
				l.Close()
			})
		}
	}
}

func TestKillEndsARunningScript(t *testing.T) {
	started := make(chan bool, 1)
	app := newApp(t, sockhost.Options{Console: func(runtime.Level, string) { started <- true }})
	defer app.Close()
	go func() {
		<-started
		app.Kill("enough")
	}()
	err := app.RunScript("spin.js", "console.log('started'); for (;;);")
	var interrupted *goja.InterruptedError
	if !errors.As(err, &interrupted) || interrupted.Value() != "enough" {
		t.Errorf("RunScript returned %v", err)
	}
	if err := app.RunScript("next.js", "1"); err != nil {
		t.Errorf("the next script: %v", err)
	}
}

func TestRunScriptErrors(t *testing.T) {
	app := newApp(t, sockhost.Options{})
	defer app.Close()
	for source, want := range map[string]string{
		"var = 1":              "a.js:1:",
		"\nnull.x":             "a.js:2:",
		"throw new Error('x')": "Error: x",
	} {
		err := app.RunScript("a.js", source)
		var script *runtime.ScriptError
		if !errors.As(err, &script) || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", source, err)
		}
	}
}

func TestRunEndsWhenMemoryRunsOut(t *testing.T) {
	app := newApp(t, sockhost.Options{HeapLimit: 100 << 20})
	defer app.Close()
	if err := app.RunScript("grow.js", "var all = []; setTimeout(() => { for (;;) all.push({list: [1, 2, 3]}); }, 0)"); err != nil {
		t.Fatal(err)
	}
	if err := app.Run(); !errors.Is(err, sockhost.ErrOutOfMemory) {
		t.Errorf("Run returned %v", err)
	}
}
