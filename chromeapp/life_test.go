package chromeapp_test

import (
	"bufio"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/chromeapp"
	"github.com/sockhost/sockhost/runtime"
	"github.com/sockhost/sockhost/runtime/app"
)

const lifeEvents = `
	chrome.runtime.onInstalled.addListener(d => console.log('installed', d.reason, d.previousVersion));
	chrome.runtime.onStartup.addListener(() => console.log('startup'));
	chrome.app.runtime.onLaunched.addListener(d => console.log('launched', d.source));
	chrome.runtime.onSuspend.addListener(() => console.log('suspend'));
	chrome.runtime.onSuspendCanceled.addListener(() => console.log('canceled'));
	console.log('script');`

// The events of loading, by what ran before on the same data folder.
func TestLoading(t *testing.T) {
	data := t.TempDir()
	with := func(o *chromeapp.Options) { o.DataDir = data }
	require.Equal(t, []string{"script", "installed install undefined", "launched command_line"}, play(t, background(lifeEvents), with))
	require.Equal(t, []string{"script", "startup", "launched command_line"}, play(t, background(lifeEvents), with))
	newer := background(lifeEvents)
	newer["manifest.json"] = strings.Replace(manifest, `"1.0"`, `"1.1"`, 1)
	require.Equal(t, []string{"script", "startup", "installed update 1.0", "launched command_line"}, play(t, newer, with))
}

// Without a data folder nothing is remembered.
func TestLoadingInMemory(t *testing.T) {
	for range 2 {
		require.Equal(t, []string{"script", "installed install undefined", "launched command_line"}, play(t, background(lifeEvents)))
	}
}

func TestDataFolderInUse(t *testing.T) {
	data := t.TempDir()
	first := open(t, background(""), func(o *chromeapp.Options) { o.DataDir = data })
	_, err := chromeapp.Open(first.dir, chromeapp.Options{DataDir: data})
	require.EqualError(t, err, "the data folder "+data+" is in use by another sockhost that runs this app; end that one, or choose another folder")
	first.Close()
	second, err := chromeapp.Open(first.dir, chromeapp.Options{DataDir: data})
	require.NoError(t, err)
	second.Close()
}

// What is wrong with a script is reported, and the others run.
func TestBrokenScripts(t *testing.T) {
	require.Equal(t, []string{
		"one.js:1:7: SyntaxError: Unexpected token )",
		"Uncaught Error: thrown\n    at two.js:2:8",
		"three",
	}, play(t, files{
		"manifest.json": strings.Replace(manifest, `"bg.js"`, `"one.js", "two.js", "three.js"`, 1),
		"one.js":        "f(1,);)",
		"two.js":        "\n throw new Error('thrown')",
		"three.js":      "console.log('three')",
	})[0:3])
}

// persistent keeps a server with name, and echoes with a word in front.
const persistent = `
	var tcp = chrome.sockets.tcp, server = chrome.sockets.tcpServer;
	server.onAccept.addListener(i => {
		tcp.update(i.clientSocketId, {persistent: true});
		tcp.setPaused(i.clientSocketId, false);
	});
	tcp.onReceive.addListener(i => tcp.send(i.socketId, i.data, () => {}));
	tcp.onReceiveError.addListener(i => tcp.close(i.socketId));
	server.getSockets(list => {
		console.log('version VERSION found', list.map(s => s.name).join());
		if (list.length) return;
		server.create({persistent: true, name: 'main'}, s => {
			server.listen(s.socketId, '127.0.0.1', 0, () => server.getInfo(s.socketId, i => console.log('port', i.localPort)));
		});
	});`

// A server with a persistent socket is edited and reloaded while clients come,
// talk and stay: none is refused, and no byte is lost.
func TestReloadUnderLoad(t *testing.T) {
	reloads := 200
	if testing.Short() {
		reloads = 20
	}
	r := start(t, background(lifeEvents+persistent))
	r.expect("version VERSION found")
	address := "127.0.0.1:" + r.expect("port ")

	var refused, wrong, connections atomic.Int64
	stop := make(chan struct{})
	var clients sync.WaitGroup
	talk := func(conn net.Conn, rounds int, id string) {
		defer conn.Close()
		in := bufio.NewReader(conn)
		for i := 0; rounds < 0 || i < rounds; i++ {
			line := fmt.Sprintf("%s message %d\n", id, i)
			if _, err := conn.Write([]byte(line)); err != nil {
				wrong.Add(1)
				return
			}
			if got, err := in.ReadString('\n'); err != nil || got != line {
				wrong.Add(1)
				return
			}
			if rounds < 0 {
				select {
				case <-stop:
					return
				default:
				}
			}
		}
	}
	stay, err := net.Dial("tcp", address)
	require.NoError(t, err)
	clients.Go(func() { talk(stay, -1, "stays") })
	tick := time.NewTicker(20 * time.Millisecond) // 50 a second
	defer tick.Stop()
	clients.Go(func() {
		for {
			select {
			case <-stop:
				return
			case <-tick.C:
			}
			conn, err := net.Dial("tcp", address)
			if err != nil {
				refused.Add(1)
				continue
			}
			id := fmt.Sprint("client ", connections.Add(1))
			clients.Go(func() { talk(conn, 3, id) })
		}
	})
	for i := range reloads {
		edited := strings.ReplaceAll(lifeEvents+persistent, "VERSION", fmt.Sprint(i))
		require.NoError(t, os.WriteFile(filepath.Join(r.dir, "bg.js"), []byte(edited), 0o644))
		r.Post(r.Reload)
		r.expect("suspend")
		r.expect("launched reload")
		r.expect(fmt.Sprintf("version %d found main", i))
	}
	close(stop)
	clients.Wait()
	require.Zero(t, refused.Load(), "refused")
	require.Zero(t, wrong.Load(), "answers that are wrong or missing")
	require.Positive(t, connections.Load())
}

// A reload that finds faults changes nothing.
func TestReloadOfABrokenPackage(t *testing.T) {
	r := start(t, background(lifeEvents+persistent))
	address := "127.0.0.1:" + r.expect("port ")
	require.NoError(t, os.WriteFile(filepath.Join(r.dir, "manifest.json"), []byte(`{"name": 5}`), 0o644))
	r.Post(r.Reload)
	require.Contains(t, r.expect("the app is not reloaded: "), "manifest.json:1:1")
	conn, err := net.Dial("tcp", address)
	require.NoError(t, err)
	defer conn.Close()
	fmt.Fprintln(conn, "still there")
	line, err := bufio.NewReader(conn).ReadString('\n')
	require.NoError(t, err)
	require.Equal(t, "still there\n", line)
	background(lifeEvents).write(t, r.dir)
	r.Post(r.Reload)
	r.expect("launched reload")
}

// chrome.runtime.reload does the same from inside; a new version is an update.
func TestRuntimeReload(t *testing.T) {
	r := start(t, background(lifeEvents+persistent+`setTimeout(() => console.log('a timer of the old page'), 60000)`))
	r.expect("port ")
	newer := background(lifeEvents + persistent)
	newer["manifest.json"] = strings.Replace(manifest, `"1.0"`, `"1.1"`, 1)
	newer.write(t, r.dir)
	r.do(func() {
		require.NoError(t, r.Background().Runtime().RunScript("driver.js", "chrome.runtime.reload(); console.log('goes on')"))
	})
	r.expect("goes on")
	r.expect("launched reload")
	r.expect("installed update 1.0")
}

// An idle app is suspended: what is not persistent goes, and an event for what
// is brings it back with its state.
func TestSuspension(t *testing.T) {
	script := lifeEvents + `
		var tcp = chrome.sockets.tcp, server = chrome.sockets.tcpServer;
		server.onAccept.addListener(i => { console.log('accepted'); tcp.setPaused(i.clientSocketId, false); });
		tcp.onReceive.addListener(i => { console.log('received', new TextDecoder().decode(i.data)); tcp.send(i.socketId, i.data, () => {}); });
		server.getSockets(list => {
			console.log('found', list.map(s => s.name + s.persistent).join());
			if (list.length) return;
			['gone', 'stays'].forEach((name, i) => server.create({persistent: i === 1, name}, s => {
				server.listen(s.socketId, '127.0.0.1', 0, () => server.getInfo(s.socketId, i => console.log(name, i.localPort)));
			}));
		});`
	r := start(t, background(script), func(o *chromeapp.Options) {
		o.SuspendAfter, o.SuspendTime = 50*time.Millisecond, 20*time.Millisecond
		o.StateChanged = func(s app.State) { o.Site.Console(runtime.Info, "state "+s.String()) }
	})
	gone, stays := "127.0.0.1:"+r.expect("gone "), "127.0.0.1:"+r.expect("stays ")
	for range 2 {
		r.expect("suspend")
		r.expect("state suspended")
		conn, err := net.Dial("tcp", stays)
		require.NoError(t, err)
		defer conn.Close()
		fmt.Fprint(conn, "wake up")
		r.expect("script")
		r.expect("found staystrue")
		r.expect("accepted")
		r.expect("received wake up")
		p := make([]byte, 7)
		_, err = conn.Read(p)
		require.NoError(t, err)
		_, err = net.Dial("tcp", gone)
		require.Error(t, err)
	}
}

// An app that is suspended and has nothing open ends.
func TestSuspensionEnds(t *testing.T) {
	lines := play(t, background(lifeEvents+`
		chrome.sockets.tcpServer.create({}, s => chrome.sockets.tcpServer.listen(s.socketId, '127.0.0.1', 0, () => {}));`),
		func(o *chromeapp.Options) { o.SuspendAfter, o.SuspendTime = 20*time.Millisecond, 10*time.Millisecond })
	require.Equal(t, "suspend", lines[len(lines)-1])
}

// Something that happens after onSuspend cancels it.
func TestSuspensionCanceled(t *testing.T) {
	r := start(t, background(lifeEvents+persistent), func(o *chromeapp.Options) {
		o.SuspendAfter, o.SuspendTime = 30*time.Millisecond, time.Hour
	})
	address := "127.0.0.1:" + r.expect("port ")
	r.expect("suspend")
	conn, err := net.Dial("tcp", address)
	require.NoError(t, err)
	defer conn.Close()
	fmt.Fprintln(conn, "busy")
	_, err = bufio.NewReader(conn).ReadString('\n')
	require.NoError(t, err)
	require.NotContains(t, strings.Join(r.printed(), "\n"), "version VERSION found")
}

// --watch in one: a change of the folder reloads.
func TestWatch(t *testing.T) {
	r := start(t, background(lifeEvents+persistent))
	r.expect("port ")
	stop, err := r.Watch()
	require.NoError(t, err)
	defer stop()
	require.NoError(t, os.WriteFile(filepath.Join(r.dir, "bg.js"), []byte(strings.ReplaceAll(lifeEvents+persistent, "VERSION", "2")), 0o644))
	r.expect("version 2 found main")
	require.NoError(t, os.MkdirAll(filepath.Join(r.dir, "lib"), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(r.dir, "bg.js"), []byte(strings.ReplaceAll(lifeEvents+persistent, "VERSION", "3")), 0o644))
	r.expect("version 3 found main")
}

// The package folder is that of the package that runs.
func TestPackageFolderAfterAReload(t *testing.T) {
	r := start(t, background(persistent+`
		chrome.runtime.getPackageDirectoryEntry(d => d.createReader().readEntries(
			list => console.log('files', list.map(e => e.name).join()), e => console.log('files', e.name)));`))
	require.Equal(t, "bg.js,manifest.json", r.expect("files "))
	require.NoError(t, os.WriteFile(filepath.Join(r.dir, "new.txt"), []byte("new"), 0o644))
	r.Post(r.Reload)
	require.Equal(t, "bg.js,manifest.json,new.txt", r.expect("files "))
}
