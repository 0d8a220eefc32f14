package rfc6455_test

import (
	"fmt"
	"strings"
)

// closeCases are group 7: how connections end.
func closeCases() []wireCase {
	hello, bye := text("Hello World!"), closing(1000, "")
	first, last := inFrames("fragment1", "fragment2")[0], cont("fragment2")
	long := text(strings.Repeat("BAsd7&jh23", 26215)[:256<<10])
	cases := []wireCase{
		{"7.1.1", "a text, then a close frame", steps(sends(hello, bye), comes(hello)), 0, together, both},
		{"7.1.2", "two close frames", steps(sends(bye, closing(1001, "again"))), 0, together, both},
		{"7.1.3", "a ping after a close frame", steps(sends(bye, ping(""))), 0, together, both},
		{"7.1.4", "a text after a close frame", steps(sends(bye, hello)), 0, together, both},
		{"7.1.5", "a close frame amid a message, and the rest of it", steps(sends(first, bye, last)), 0, together, both},
		{"7.1.6", "a text of 256 KiB, another, a close frame, a ping", steps(sends(long, hello, bye, ping("")), comes(long, hello)), 0, together, both},

		{"7.3.1", "a close frame without payload", steps(sends(other(opClose, ""))), 0, together, both},
		{"7.3.2", "a close frame with one byte", steps(sends(other(opClose, "a"))), 1002, together, both},
		{"7.3.3", "a close frame with a code", steps(sends(closing(1000, ""))), 0, together, both},
		{"7.3.4", "a close frame with a code and a reason", steps(sends(closing(1000, "Hello World!"))), 0, together, both},
		{"7.3.5", "a reason of 123 bytes", steps(sends(closing(1000, strings.Repeat("*", 123)))), 0, together, both},
		{"7.3.6", "a reason of 124 bytes", steps(sends(closing(1000, strings.Repeat("*", 124)))), 1002, together, both},
		{"7.5.1", "a reason that is no UTF-8", steps(sends(closing(1000, "\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5\xed\xa0\x80edited"))), 1007, together, both},
	}
	for i, code := range []int{1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999} {
		cases = append(cases, wireCase{fmt.Sprintf("7.7.%d", i+1), fmt.Sprintf("close code %d", code), steps(sends(closing(code, ""))), 0, together, both})
	}
	for i, code := range []int{0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999} {
		cases = append(cases, wireCase{fmt.Sprintf("7.9.%d", i+1), fmt.Sprintf("close code %d, which is none", code), steps(sends(closing(code, ""))), 1002, together, both})
	}
	for i, code := range []int{5000, 65535} {
		cases = append(cases, wireCase{fmt.Sprintf("7.13.%d", i+1), fmt.Sprintf("close code %d, of which the RFC says nothing", code), steps(sends(closing(code, ""))), 1002, together, both})
	}
	return cases
}
