package main

import (
	"bufio"
	"context"
	"io"
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// TestSignalLetsSentBytesGoOut: Ctrl-C ends a program in order, so what was
// sent before still reaches the peer.
func TestSignalLetsSentBytesGoOut(t *testing.T) {
	const script = `
		var tcp = chrome.sockets.tcp, server = chrome.sockets.tcpServer;
		server.create({}, function (s) {
			server.listen(s.socketId, '127.0.0.1', 0, function () {
				server.getInfo(s.socketId, function (info) { console.log('port ' + info.localPort); });
			});
		});
		server.onAccept.addListener(function (info) {
			tcp.send(info.clientSocketId, new Uint8Array(8e6), function () {});
			console.log('sent');
		});`
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, "sockhost", "-e", script)
	cmd.Stderr = os.Stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(stdout)
	lines.Scan()
	conn, err := net.Dial("tcp", "127.0.0.1:"+strings.TrimPrefix(lines.Text(), "port "))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	lines.Scan()
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if n, err := io.Copy(io.Discard, conn); n != 8e6 || err != nil {
		t.Errorf("%d bytes came, %v", n, err)
	}
	cmd.Wait()
	if code := cmd.ProcessState.ExitCode(); code != 130 {
		t.Errorf("exit code %d", code)
	}
}
