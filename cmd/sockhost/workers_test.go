package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
)

// tellers are workers that answer a connection with their index. They listen
// on the port that is given, or on any.
const tellers = `
	var tcp = chrome.sockets.tcp, server = chrome.sockets.tcpServer;
	server.create({}, function (s) {
		server.listen(s.socketId, '127.0.0.1', Number(sockhost.args[0]), function (result) {
			void chrome.runtime.lastError;
			server.getInfo(s.socketId, function (info) { console.log(result + ' ' + info.localPort); });
			if (result) server.close(s.socketId);
		});
	});
	server.onAccept.addListener(function (info) {
		var id = info.clientSocketId;
		tcp.send(id, new TextEncoder().encode(sockhost.worker.index + '\n'), function () { tcp.close(id); });
	});`

// process is a running sockhost, its standard output line by line.
type process struct {
	*exec.Cmd
	lines *bufio.Scanner
}

func start(t *testing.T, args ...string) *process {
	t.Helper()
	p := prepare(t, args...)
	p.start(t)
	return p
}

// prepare makes a process that is to be started.
func prepare(t *testing.T, args ...string) *process {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	cmd := exec.CommandContext(ctx, "sockhost", args...)
	cmd.Env = append(os.Environ(), "GORACE=atexit_sleep_ms=0")
	cmd.Stderr = os.Stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cancel()
		cmd.Wait()
	})
	return &process{cmd, bufio.NewScanner(stdout)}
}

func (p *process) start(t *testing.T) {
	t.Helper()
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
}

// listening reads what count tellers print, which has to be the same.
func (p *process) listening(t *testing.T, count int) (result int, port string) {
	t.Helper()
	var first string
	for i := range count {
		if !p.lines.Scan() {
			t.Fatal("no line")
		}
		if line := p.lines.Text(); i == 0 {
			first = line
		} else if line != first {
			t.Errorf("one worker has %q, another %q", first, line)
		}
	}
	if n, err := fmt.Sscan(first, &result, &port); n < 2 && result == 0 {
		t.Fatal(first, err)
	}
	return result, port
}

// TestWorkersOfAProcess: every worker gets connections, and no other process
// gets the port.
func TestWorkersOfAProcess(t *testing.T) {
	const count = 4
	p := start(t, "--workers", fmt.Sprint(count), "-e", tellers, "--", "0")
	result, port := p.listening(t, count)
	if result != 0 {
		t.Fatal("listen:", result)
	}
	told := map[string]int{}
	for range 200 {
		conn, err := net.Dial("tcp", "127.0.0.1:"+port)
		if err != nil {
			t.Fatal(err)
		}
		answer, err := io.ReadAll(conn)
		if err != nil {
			t.Fatal(err)
		}
		conn.Close()
		told[strings.TrimSpace(string(answer))]++
	}
	if len(told) != count {
		t.Errorf("200 connections went to %v", told)
	}

	other := start(t, "--workers", "2", "-e", tellers, "--", port)
	if result, _ := other.listening(t, 2); result != -147 {
		t.Errorf("another process listens on the same port: %d", result)
	}
	if err := other.Wait(); err != nil {
		t.Error(err)
	}
	alone := start(t, "-e", tellers, "--", port)
	if result, _ := alone.listening(t, 1); result != -147 {
		t.Errorf("another process listens on the same port: %d", result)
	}
	held, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer held.Close()
	_, port, _ = net.SplitHostPort(held.Addr().String())
	if result, _ := start(t, "--workers", "3", "-e", tellers, "--", port).listening(t, 3); result != -147 {
		t.Errorf("a port in use: %d", result)
	}
}

// TestWorkersEndUnderLoad: SIGTERM ends all workers while clients come and go;
// whatever they answer before is whole.
func TestWorkersEndUnderLoad(t *testing.T) {
	p := start(t, "--workers", "3", "-e", tellers, "--", "0")
	_, port := p.listening(t, 3)
	var clients sync.WaitGroup
	var answers atomic.Int64
	enough := make(chan struct{})
	for range 8 {
		clients.Go(func() {
			for {
				conn, err := net.Dial("tcp", "127.0.0.1:"+port)
				if err != nil {
					return // it has ended
				}
				answer, err := io.ReadAll(conn)
				conn.Close()
				if err == nil && len(answer) != 2 && len(answer) != 0 {
					t.Errorf("answered %q", answer)
				}
				if answers.Add(1) == 300 {
					close(enough)
				}
			}
		})
	}
	<-enough
	if err := p.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	p.Wait()
	clients.Wait()
	if code := p.ProcessState.ExitCode(); code != 143 {
		t.Errorf("exit code %d", code)
	}
}
