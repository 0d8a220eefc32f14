package main

import (
	"bufio"
	"bytes"
	"crypto/rand"
	"crypto/sha1"
	"encoding/base64"
	"encoding/binary"
	"io"
	"net/http"
	"strings"
)

// A handshake opens a WebSocket client's connection, in steps, so that those of many clients can go on side by side. It
// offers no extension and no subprotocol. It ends with a ping and its answer: with the handshake alone, a message of another
// client could still come before the server counts this one among those it publishes to.
type handshake struct {
	conn io.ReadWriter
	host string
	key  string
}

// upgrade performs all steps of a handshake.
func upgrade(conn io.ReadWriter, host string) error {
	h := handshake{conn: conn, host: host}
	for _, step := range h.steps() {
		if err := step(); err != nil {
			return handshakeFailed(err)
		}
	}
	return nil
}

func (h *handshake) steps() []func() error {
	return []func() error{h.request, h.accept, h.confirm}
}

func (h *handshake) request() error {
	nonce := make([]byte, 16)
	rand.Read(nonce)
	h.key = base64.StdEncoding.EncodeToString(nonce)
	_, err := io.WriteString(h.conn, "GET / HTTP/1.1\r\nHost: "+h.host+"\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"+
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "+h.key+"\r\n\r\n")
	return err
}

// accept checks the server's answer and asks whether it is there.
func (h *handshake) accept() error {
	reader := bufio.NewReader(h.conn)
	response, err := http.ReadResponse(reader, nil)
	switch {
	case err != nil:
		return err
	case response.StatusCode != http.StatusSwitchingProtocols,
		!strings.EqualFold(response.Header.Get("Upgrade"), "websocket"),
		!strings.EqualFold(response.Header.Get("Connection"), "Upgrade"),
		response.Header.Get("Sec-WebSocket-Accept") != acceptance(h.key),
		response.Header.Get("Sec-WebSocket-Extensions") != "",
		response.Header.Get("Sec-WebSocket-Protocol") != "":
		return notUpgraded(response)
	case reader.Buffered() > 0:
		return errUnasked
	}
	_, err = h.conn.Write([]byte{0x89, 0x80, 1, 2, 3, 4})
	return err
}

func (h *handshake) confirm() error {
	pong := make([]byte, 2)
	if _, err := io.ReadFull(h.conn, pong); err != nil {
		return err
	}
	if want := []byte{0x8a, 0}; !bytes.Equal(pong, want) {
		return corrupt(pong, want)
	}
	return nil
}

// acceptance is what a server must answer to a key.
func acceptance(key string) string {
	sum := sha1.Sum([]byte(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
	return base64.StdEncoding.EncodeToString(sum[:])
}

// frameHead is what stands before a whole message, or before its mask.
func frameHead(f framing, size int, masked bool) []byte {
	const fin, text, binaryCode, maskBit = 0x80, 0x1, 0x2, 0x80
	first, second := byte(fin|text), byte(0)
	if f == binaryFrames {
		first = fin | binaryCode
	}
	if masked {
		second = maskBit
	}
	switch {
	case size < 126:
		return []byte{first, second | byte(size)}
	case size < 1<<16:
		return binary.BigEndian.AppendUint16([]byte{first, second | 126}, uint16(size))
	}
	return binary.BigEndian.AppendUint64([]byte{first, second | 127}, uint64(size))
}
