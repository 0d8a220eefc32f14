package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"
)

// A browser is a Chromium that is told what to do over a pipe, which is the only way to load an app into a headless one.
type browser struct {
	mutex sync.Mutex // protects calls and the writing
	calls int
	in    io.Writer
	ready chan string // gets the address
	words *bytes.Buffer
}

// chromiumPrelude gives a script what sockhost would, so that it finds its arguments, and keeps the background page: it
// would be ended after some 15 seconds without calls.
const chromiumPrelude = `
self.sockhost = { args: %s };
setInterval(function () { chrome.runtime.getPlatformInfo(function () {}); }, 3000);
`

const chromiumManifest = `{
  "manifest_version": 3, "name": "bench", "version": "1",
  "app": {"background": {"scripts": ["prelude.js", "script.js"]}},
  "sockets": {
    "tcp": {"connect": ["*:*"]}, "tcpServer": {"listen": ["*:*"]}, "udp": {"bind": ["*:*"], "send": ["*:*"]}
  }
}
`

// startChromium runs a script as an app: args are the browser, the script and the script's arguments.
func startChromium(ctx context.Context, site *site, args []string) (*server, error) {
	folder, err := os.MkdirTemp(site.dir, "chromium-")
	if err != nil {
		return nil, err
	}
	app := filepath.Join(folder, "app")
	if err := writeApp(app, args[1], args[2:]); err != nil {
		return nil, err
	}
	theirIn, in, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer theirIn.Close()
	out, theirOut, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer theirOut.Close()
	s := &server{tree: true, cmd: exec.CommandContext(ctx, args[0], "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic",
		"--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-default-apps",
		"--user-data-dir="+folder, "--remote-debugging-pipe", "--enable-unsafe-extension-debugging", "about:blank")}
	s.cmd.ExtraFiles = []*os.File{theirIn, theirOut} // descriptors 3 and 4
	s.cmd.Env = append(os.Environ(), "HOME="+folder)
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	s.cmd.Cancel = func() error { return syscall.Kill(-s.cmd.Process.Pid, syscall.SIGKILL) }
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	b := &browser{in: in, ready: make(chan string, 1), words: &s.stderr}
	gone := make(chan struct{})
	s.ended = func() {
		in.Close()
		out.Close()
		<-gone
		os.RemoveAll(folder)
	}
	go func() {
		defer close(gone)
		b.listen(out)
	}()
	b.call("", "Target.setAutoAttach", map[string]any{"autoAttach": true, "waitForDebuggerOnStart": true, "flatten": true})
	b.call("", "Extensions.loadUnpacked", map[string]any{"path": app})
	timer := time.NewTimer(readyPatience)
	defer timer.Stop()
	select {
	case s.addr = <-b.ready:
		return s, nil
	case <-gone:
	case <-timer.C:
	}
	s.stop()
	return nil, neverReady("", s.stderr.String())
}

func writeApp(folder, script string, args []string) error {
	text, err := os.ReadFile(script)
	if err != nil {
		return err
	}
	list, err := json.Marshal(args)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for name, content := range map[string]string{
		"manifest.json": chromiumManifest,
		"prelude.js":    fmt.Sprintf(chromiumPrelude, list),
		"script.js":     string(text),
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// call sends a request of the DevTools protocol. Nothing waits for the answer: what matters shows in events.
func (b *browser) call(session, method string, params any) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	b.calls++
	request := map[string]any{"id": b.calls, "method": method}
	if session != "" {
		request["sessionId"] = session
	}
	if params != nil {
		request["params"] = params
	}
	text, _ := json.Marshal(request) // it has nothing that could fail
	b.in.Write(append(text, 0))      // a browser that has gone shows in listen
}

// devToolsMessage is what the browser says.
type devToolsMessage struct {
	Method  string
	Session string `json:"sessionId"`
	Error   struct{ Message string }
	Params  struct {
		Session string `json:"sessionId"`
		Target  struct {
			URL  string
			Type string
		} `json:"targetInfo"`
		Args []struct {
			Value json.RawMessage
		}
		Details struct {
			Text      string
			Exception struct{ Description string }
		} `json:"exceptionDetails"`
	}
}

// listen takes messages, each with a zero byte behind it, until the browser has gone. What goes wrong it keeps as the
// server's words.
func (b *browser) listen(out io.Reader) {
	var rest []byte
	buffer := make([]byte, 64<<10)
	for {
		n, err := out.Read(buffer)
		if err != nil {
			return
		}
		rest = append(rest, buffer[:n]...)
		for {
			text, more, complete := bytes.Cut(rest, []byte{0})
			if !complete {
				break
			}
			var m devToolsMessage
			if json.Unmarshal(text, &m) == nil {
				b.hear(m)
			}
			rest = more
		}
	}
}

func (b *browser) hear(m devToolsMessage) {
	switch {
	case m.Error.Message != "":
		fmt.Fprintln(b.words, m.Error.Message)
	case m.Method == "Runtime.exceptionThrown":
		fmt.Fprintln(b.words, m.Params.Details.Text, m.Params.Details.Exception.Description)
	case m.Method == "Runtime.consoleAPICalled" && len(m.Params.Args) > 0:
		var text string
		if json.Unmarshal(m.Params.Args[0].Value, &text) != nil {
			return
		}
		if addr, ok := strings.CutPrefix(text, readyPrefix); ok {
			b.call(m.Session, "Runtime.disable", nil) // it has been heard; the app runs on without a listener
			select {
			case b.ready <- addr:
			default: // it has said so before
			}
		} else {
			fmt.Fprintln(b.words, text)
		}
	case m.Method == "Target.attachedToTarget":
		target := m.Params.Target
		// A background page that is about to start has no address yet, and waits for us.
		if strings.HasPrefix(target.URL, "chrome-extension://") || target.Type == "other" && target.URL == "" {
			b.call(m.Params.Session, "Runtime.enable", nil)
		}
		b.call(m.Params.Session, "Runtime.runIfWaitingForDebugger", nil)
	}
}
