package main

import (
	"bufio"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
)

func TestAcceptance(t *testing.T) {
	// The example of RFC 6455.
	if got, want := acceptance("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestUpgrade(t *testing.T) {
	const proper = "HTTP/1.1 101 Switching Protocols\r\nupgrade: WebSocket\r\nconnection: upgrade\r\nSec-WebSocket-Accept: KEY\r\n\r\n"
	with := func(field string) string { return strings.TrimSuffix(proper, "\r\n") + field + "\r\n\r\n" }
	cases := []struct {
		name   string
		answer string // KEY stands for the proper acceptance
		pong   string // empty is an end after the answer
		want   error
	}{
		{"proper", proper, "\x8a\x00", nil},
		{"refused", "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "", errNotUpgraded},
		{"no upgrade", strings.Replace(proper, "WebSocket", "h2c", 1), "", errNotUpgraded},
		{"no connection", strings.Replace(proper, "connection: upgrade", "connection: close", 1), "", errNotUpgraded},
		{"a wrong acceptance", strings.Replace(proper, "KEY", "KEY=", 1), "", errNotUpgraded},
		{"an extension", with("Sec-WebSocket-Extensions: permessage-deflate"), "", errNotUpgraded},
		{"a subprotocol", with("Sec-WebSocket-Protocol: chat"), "", errNotUpgraded},
		{"a message nobody asked for", proper + "\x81\x00", "", errUnasked},
		{"no pong", proper, "\x81\x00", errCorrupt},
		{"an end instead of an answer", "HTTP/1.1 101", "", io.ErrUnexpectedEOF},
		{"an end instead of a pong", proper, "\x8a", io.ErrUnexpectedEOF},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			ours, theirs := net.Pipe()
			defer ours.Close()
			served := make(chan error, 1)
			go func() { served <- answerUpgrade(theirs, c.answer, c.pong) }()
			if err := upgrade(ours, "127.0.0.1:1"); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
			ours.Close()
			if err := <-served; err != nil {
				t.Errorf("the client's side is wrong: %v", err)
			}
		})
	}
}

// answerUpgrade plays the server of one handshake and closes the connection.
func answerUpgrade(conn net.Conn, answer, pong string) error {
	defer conn.Close()
	request, err := http.ReadRequest(bufio.NewReader(conn))
	if err != nil {
		return err
	}
	for field, want := range map[string]string{"Upgrade": "websocket", "Connection": "Upgrade", "Sec-Websocket-Version": "13"} {
		if got := request.Header.Get(field); got != want {
			return errors.New(field + " is " + got)
		}
	}
	io.WriteString(conn, strings.Replace(answer, "KEY", acceptance(request.Header.Get("Sec-WebSocket-Key")), 1))
	if pong == "" {
		return nil
	}
	ping := make([]byte, 6)
	if _, err := io.ReadFull(conn, ping); err != nil {
		return err
	}
	if string(ping[:2]) != "\x89\x80" {
		return errors.New("no empty ping with a mask")
	}
	io.WriteString(conn, pong)
	return nil
}
