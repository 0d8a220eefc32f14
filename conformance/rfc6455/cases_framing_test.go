package rfc6455_test

import (
	"fmt"
	"strings"
)

// chopped is the size of the writes of cases that send octet by octet.
const chopped = 1

// framingCases are group 1: messages of every form of length.
func framingCases() (cases []wireCase) {
	sizes := []int{0, 125, 126, 127, 128, 65535, 65536, 65536}
	for i, size := range sizes {
		chop, how := together, ""
		if i == len(sizes)-1 {
			chop, how = 997, ", in chops of 997 bytes"
		}
		cases = append(cases,
			wireCase{fmt.Sprintf("1.1.%d", i+1), fmt.Sprintf("a text of %d bytes%s", size, how),
				echoed(text(strings.Repeat("*", size))), 0, chop, both},
			wireCase{fmt.Sprintf("1.2.%d", i+1), fmt.Sprintf("a binary message of %d bytes%s", size, how),
				echoed(blob([]byte(strings.Repeat("\xfe", size)))), 0, chop, both})
	}
	return cases
}

// pingCases are group 2: pings and pongs.
func pingCases() []wireCase {
	const words, octets = "Hello, world!", "\x00\xff\xfe\xfd\xfc\xfb\x00\xff"
	most := strings.Repeat("\xfe", 125)
	var ten step
	for i := range 10 {
		ten.send = append(ten.send, ping(fmt.Sprintf("payload-%d", i)))
		ten.come = append(ten.come, pong(fmt.Sprintf("payload-%d", i)))
	}
	return []wireCase{
		{"2.1", "a ping without payload", steps(sends(ping("")), comes(pong(""))), 0, together, both},
		{"2.2", "a ping with text", steps(sends(ping(words)), comes(pong(words))), 0, together, both},
		{"2.3", "a ping with bytes that are no UTF-8", steps(sends(ping(octets)), comes(pong(octets))), 0, together, both},
		{"2.4", "a ping of 125 bytes", steps(sends(ping(most)), comes(pong(most))), 0, together, both},
		{"2.5", "a ping of 126 bytes", steps(sends(ping(most + "\xfe"))), 1002, together, both},
		{"2.6", "a ping of 125 bytes, octet by octet", steps(sends(ping(most)), comes(pong(most))), 0, chopped, both},
		{"2.7", "a pong that nobody asked for, without payload", steps(sends(pong(""))), 0, together, both},
		{"2.8", "a pong that nobody asked for", steps(sends(pong("unsolicited pong payload"))), 0, together, both},
		{"2.9", "a pong that nobody asked for, then a ping",
			steps(sends(pong("unsolicited pong payload"), ping("ping payload")), comes(pong("ping payload"))), 0, together, both},
		{"2.10", "ten pings", steps(ten), 0, together, both},
		{"2.11", "ten pings, octet by octet", steps(ten), 0, chopped, both},
	}
}

// reservedCases are group 3, reserved bits, and group 4, reserved opcodes.
func reservedCases() []wireCase {
	const words = "Hello, world!"
	hello := text(words).plain()
	// after is a message, then what is forbidden, then a ping that is not
	// answered any more.
	after := func(bad frame) []step { return steps(sends(hello, bad, ping("")), comes(hello)) }
	return []wireCase{
		{"3.1", "a text with RSV 1", steps(sends(hello.reserved(1))), 1002, together, both},
		{"3.2", "a text, a text with RSV 2, a ping", after(hello.reserved(2)), 1002, together, both},
		{"3.3", "a text, a text with RSV 3, a ping; frame by frame", after(hello.reserved(3)), 1002, byFrame, both},
		{"3.4", "a text, a text with RSV 4, a ping; octet by octet", after(hello.reserved(4)), 1002, chopped, both},
		{"3.5", "a binary message with RSV 5", steps(sends(blob([]byte("\x00\xff\xfe\xfd\xfc\xfb\x00\xff")).plain().reserved(5))), 1002, together, both},
		{"3.6", "a ping with RSV 6", steps(sends(ping(words).reserved(6))), 1002, together, both},
		{"3.7", "a close frame with RSV 7", steps(sends(closing(1000, "").reserved(7))), 1002, together, both},

		{"4.1.1", "opcode 3", steps(sends(other(3, ""))), 1002, together, both},
		{"4.1.2", "opcode 4 with a payload", steps(sends(other(4, "reserved opcode payload"))), 1002, together, both},
		{"4.1.3", "a text, opcode 5, a ping", after(other(5, "")), 1002, together, both},
		{"4.1.4", "a text, opcode 6 with a payload, a ping", after(other(6, words)), 1002, together, both},
		{"4.1.5", "a text, opcode 7 with a payload, a ping; octet by octet", after(other(7, words)), 1002, chopped, both},
		{"4.2.1", "opcode 11", steps(sends(other(11, ""))), 1002, together, both},
		{"4.2.2", "opcode 12 with a payload", steps(sends(other(12, "reserved opcode payload"))), 1002, together, both},
		{"4.2.3", "a text, opcode 13, a ping", after(other(13, "")), 1002, together, both},
		{"4.2.4", "a text, opcode 14 with a payload, a ping", after(other(14, words)), 1002, together, both},
		{"4.2.5", "a text, opcode 15 with a payload, a ping; octet by octet", after(other(15, words)), 1002, chopped, both},
	}
}

// fragmentCases are group 5: messages in parts.
func fragmentCases() (cases []wireCase) {
	const one, two = "fragment1", "fragment2"
	first, last, whole := text(one).plain().unfinished(), cont(two), text(one+two)
	hello, nothing := text("Hello, world!").plain(), cont("non-continuation payload")
	pings, pongs := ping("ping payload"), pong("ping payload")
	// ways makes a case for each way of cutting, under consecutive numbers.
	ways := func(number int, about string, s []step, fail int) {
		for i, chop := range []int{together, byFrame, chopped} {
			how := []string{"", "; frame by frame", "; octet by octet"}[i]
			cases = append(cases, wireCase{fmt.Sprintf("5.%d", number+i), about + how, s, fail, chop, both})
		}
	}
	single := func(number int, about string, s []step, fail, chop int) {
		cases = append(cases, wireCase{fmt.Sprintf("5.%d", number), about, s, fail, chop, both})
	}
	single(1, "a ping in two frames", steps(sends(ping(one).unfinished(), last)), 1002, together)
	single(2, "a pong in two frames", steps(sends(pong(one).unfinished(), last)), 1002, together)
	ways(3, "a text in two frames", steps(sends(first, last), comes(whole)), 0)
	ways(6, "a text in two frames with a ping between", steps(sends(first, pings, last), comes(pongs, whole)), 0)
	ways(9, "a last continuation of nothing, then a text", steps(sends(nothing, hello)), 1002)
	ways(12, "an unfinished continuation of nothing, then a text", steps(sends(nothing.unfinished(), hello)), 1002)
	single(15, "a text in two frames, an unfinished continuation of nothing, a text",
		steps(sends(first, last, nothing.unfinished(), hello), comes(whole)), 1002, together)
	twice := func(f frame) []step { return steps(sends(f, first, last, f, first, last)) }
	single(16, "twice: an unfinished continuation of nothing, a text in two frames", twice(nothing.unfinished()), 1002, together)
	single(17, "twice: a last continuation of nothing, a text in two frames", twice(nothing), 1002, together)
	single(18, "a text in two frames that both say text", steps(sends(first, text(two).plain())), 1002, together)
	five := steps(
		sends(first, cont(two).unfinished(), ping("pongme 1!")), comes(pong("pongme 1!")),
		sends(cont("fragment3").unfinished(), cont("fragment4").unfinished(), ping("pongme 2!"), cont("fragment5")),
		comes(pong("pongme 2!"), text("fragment1fragment2fragment3fragment4fragment5")))
	single(19, "a text in five frames, with pings after the second and the fourth", five, 0, together)
	single(20, "the same, frame by frame", five, 0, byFrame)
	return cases
}
