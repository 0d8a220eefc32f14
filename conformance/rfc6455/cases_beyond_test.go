package rfc6455_test

import (
	"strings"
)

// limit is the most bytes that a message may have at a server. Clients trust
// their server with more.
const limit = 16 << 20

// beyondCases are what Autobahn has no case for.
func beyondCases() []wireCase {
	hello := text("Hello").plain()
	form := func(f frame, l length) frame { f.length = l; return f }
	claims := func(f frame, n uint64) frame { f.length, f.claim = claimed, n; return f }
	wrong := func(f frame) frame { f.wrong = true; return f }
	half := []byte(strings.Repeat("*", limit/2))
	return []wireCase{
		// RFC 6455, section 5.7.
		{"B.1", "the masked text of the RFC", steps(sends(bytesOf(0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58)), comes(text("Hello"))), 0, together, servers},
		{"B.2", "the masked pong of the RFC", steps(sends(bytesOf(0x8a, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58))), 0, together, servers},
		{"B.3", "the unmasked text of the RFC", steps(sends(bytesOf(0x81, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f)), comes(text("Hello"))), 0, together, clients},
		{"B.4", "the text of the RFC in two frames", steps(sends(bytesOf(0x01, 0x03, 0x48, 0x65, 0x6c), bytesOf(0x80, 0x02, 0x6c, 0x6f)), comes(text("Hello"))), 0, together, clients},
		{"B.5", "the ping of the RFC", steps(sends(bytesOf(0x89, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f)), comes(pong("Hello"))), 0, together, clients},

		{"B.10", "a text that is masked by a server, or not by a client", steps(sends(wrong(hello))), 1002, together, both},
		{"B.11", "a ping that is masked by a server, or not by a client", steps(sends(wrong(ping("")))), 1002, together, both},
		{"B.12", "the second frame of a message is masked wrongly", steps(sends(hello.unfinished(), wrong(cont("x")))), 1002, together, both},
		{"B.13", "a key of zeros", steps(sends(bytesOf(0x81, 0x82, 0, 0, 0, 0, 'o', 'k')), comes(text("ok"))), 0, together, servers},

		{"B.20", "5 bytes with a length of two bytes", steps(sends(form(hello, in16))), 1002, together, both},
		{"B.21", "5 bytes with a length of eight bytes", steps(sends(form(hello, in64))), 1002, together, both},
		{"B.22", "a ping with a length of two bytes", steps(sends(form(ping("x"), in16))), 1002, together, both},
		{"B.23", "a length with its first bit set", steps(sends(claims(hello, 1<<63|5))), 1002, together, both},
		{"B.24", "a length of 2^62", steps(sends(claims(hello, 1<<62))), 1009, together, both},
		{"B.25", "a length of one byte above the limit", steps(sends(claims(hello, limit+1))), 1009, together, servers},
		{"B.26", "frames that are too long together", steps(sends(frame{opcode: opBinary, payload: half, more: true}, frame{payload: half, more: true}, cont("x"))), 1009, together, servers},
		{"B.27", "frames that are just not too long together", steps(sends(frame{opcode: opBinary, payload: half, more: true}, frame{payload: half}), comes(frame{opcode: opBinary, payload: []byte(strings.Repeat("*", limit))})), 0, together, both},

		{"B.30", "opcode 3 amid a message", steps(sends(hello.unfinished(), other(3, ""))), 1002, together, both},
		{"B.31", "a binary message amid a text", steps(sends(hello.unfinished(), blob([]byte("x")).plain())), 1002, together, both},
		{"B.32", "pongs amid a message", steps(sends(hello.unfinished(), pong("a"), pong(""), cont("!")), comes(text("Hello!"))), 0, together, both},
		{"B.33", "125 bytes of ping amid each of many frames", steps(sends(amid(ping(strings.Repeat("p", 125)), 50)...), comes(amidAnswer(50)...)), 0, 7, both},
		{"B.34", "a text cut within a character, a ping in the cut", steps(sends(text("\xe2\x82").plain().unfinished(), ping(""), cont("\xac")), comes(pong(""), text("€"))), 0, together, both},
		{"B.35", "a text that ends within a character, in two frames", steps(sends(inFrames("ok\xe2", "\x82")...)), 1007, together, both},
		{"B.36", "a binary message of what is no UTF-8, in two frames", steps(sends(blob([]byte("\xff")).plain().unfinished(), cont("\xfe")), comes(blob([]byte("\xff\xfe")))), 0, chopped, both},
		{"B.37", "a NUL in a text", echoed(text("a\x00b")), 0, together, both},

		{"B.40", "a close frame in two frames", steps(sends(closing(1000, "").unfinished(), cont(""))), 1002, together, both},
		{"B.41", "close code 1012", steps(sends(closing(1012, ""))), 0, together, both},
		{"B.42", "close code 1013", steps(sends(closing(1013, ""))), 0, together, both},
		{"B.43", "close code 1014", steps(sends(closing(1014, ""))), 0, together, both},
		{"B.44", "close code 1015, which is never sent", steps(sends(closing(1015, ""))), 1002, together, both},
		{"B.45", "a reason of 123 bytes beyond ASCII, octet by octet", steps(sends(closing(4321, strings.Repeat("€", 41)))), 0, chopped, both},
		{"B.46", "a close frame with one byte amid a message", steps(sends(hello.unfinished(), other(opClose, "\x03"))), 1002, together, both},
	}
}

// amid is a message of n frames with f between all of them.
func amid(f frame, n int) []frame {
	frames := []frame{text("").plain().unfinished()}
	for range n {
		frames = append(frames, f, cont("x").unfinished())
	}
	return append(frames, cont(""))
}

func amidAnswer(n int) []frame {
	var frames []frame
	for range n {
		frames = append(frames, pong(strings.Repeat("p", 125)))
	}
	return append(frames, text(strings.Repeat("x", n)))
}
