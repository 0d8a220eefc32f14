package main

import (
	"bytes"
	"context"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestHelpExample does what the help text shows: it writes down the script,
// starts it and talks to it, and runs the one-liners.
func TestHelpExample(t *testing.T) {
	var help bytes.Buffer
	if code := run([]string{"--help"}, nil, &help, nil); code != exitOK {
		t.Fatalf("exit code %d", code)
	}
	_, text, _ := strings.Cut(help.String(), "Example:\n")
	text, _, _ = strings.Cut(text, "\n\nFlags:\n")
	dir, port := t.TempDir(), freePort(t)
	text = strings.ReplaceAll(text, "7000", port)
	ran := 0
	for _, step := range strings.Split("\n"+text, "\n  $ ")[1:] {
		command, want, _ := strings.Cut(step, "\n")
		want = strings.TrimSpace(strings.ReplaceAll(want, "\n  ", "\n")) + "\n"
		ran++
		switch words := strings.Fields(command); {
		case words[0] == "cat":
			if err := os.WriteFile(filepath.Join(dir, words[1]), []byte(want), 0o600); err != nil {
				t.Fatal(err)
			}
		case words[0] == "nc":
			conn, err := net.Dial("tcp", net.JoinHostPort(words[1], words[2]))
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			if got, err := io.ReadAll(conn); string(got) != want || err != nil {
				t.Errorf("the server sent %q, %v, want %q", got, err, want)
			}
		case words[len(words)-1] == "&":
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			defer cancel()
			cmd := exec.CommandContext(ctx, words[0], words[1:len(words)-1]...)
			cmd.Dir, cmd.Stderr = dir, os.Stderr
			stdout, err := cmd.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			defer func() {
				cmd.Process.Signal(os.Interrupt)
				cmd.Wait()
				if code := cmd.ProcessState.ExitCode(); code != 130 {
					t.Errorf("%s: exit code %d", command, code)
				}
			}()
			got := make([]byte, len(want))
			if _, err := io.ReadFull(stdout, got); err != nil || string(got) != want {
				t.Errorf("%s printed %q, %v, want %q", command, got, err, want)
			}
		default:
			var stdout bytes.Buffer
			if code := run(unquote(words[1:]), nil, &stdout, os.Stderr); code != exitOK {
				t.Errorf("%s: exit code %d", command, code)
			}
			if stdout.String() != want {
				t.Errorf("%s printed %q, want %q", command, stdout.String(), want)
			}
		}
	}
	if ran < 4 {
		t.Errorf("only %d steps in the example:\n%s", ran, text)
	}
}

// unquote joins the words of an argument in single quotes.
func unquote(words []string) []string {
	first, rest, found := strings.Cut(strings.Join(words, " "), " '")
	if !found {
		return words
	}
	return append(strings.Fields(first), strings.TrimSuffix(rest, "'"))
}

func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	return port
}
