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

// upgrade performs the opening handshake of a WebSocket client, which offers no extension and no subprotocol. It returns when the server has
// answered a ping: with the handshake alone, a message of another client could still come before the server counts this one
// among those it publishes to.
func upgrade(conn io.ReadWriter, host string) error {
	nonce := make([]byte, 16)
	rand.Read(nonce)
	key := base64.StdEncoding.EncodeToString(nonce)
	request := "GET / HTTP/1.1\r\nHost: " + host + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + key + "\r\n\r\n"
	if _, err := io.WriteString(conn, request); err != nil {
		return handshakeFailed(err)
	}
	reader := bufio.NewReader(conn)
	response, err := http.ReadResponse(reader, nil)
	switch {
	case err != nil:
		return handshakeFailed(err)
	case response.StatusCode != http.StatusSwitchingProtocols,
		!strings.EqualFold(response.Header.Get("Upgrade"), "websocket"),
		!strings.EqualFold(response.Header.Get("Connection"), "Upgrade"),
		response.Header.Get("Sec-WebSocket-Accept") != acceptance(key),
		response.Header.Get("Sec-WebSocket-Extensions") != "",
		response.Header.Get("Sec-WebSocket-Protocol") != "":
		return handshakeFailed(notUpgraded(response))
	case reader.Buffered() > 0:
		return handshakeFailed(errUnasked)
	}
	if _, err := conn.Write([]byte{0x89, 0x80, 1, 2, 3, 4}); err != nil {
		return handshakeFailed(err)
	}
	pong := make([]byte, 2)
	if _, err := io.ReadFull(conn, pong); err != nil {
		return handshakeFailed(err)
	}
	if want := []byte{0x8a, 0}; !bytes.Equal(pong, want) {
		return handshakeFailed(corrupt(pong, want))
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
