package rfc6455_test

import (
	"bytes"
	"fmt"
)

// large is the size above which a case is left out of a short run.
const large = 1 << 20

// limitCases are group 9, sizes and numbers of messages, and group 10, a
// message in many frames.
func limitCases() (cases []wireCase) {
	most := bytes.Repeat([]byte("BAsd7&jh23"), 16<<20/10+1)[:16<<20]
	for i, op := range []byte{opText, opBinary} {
		kind := []string{"text", "binary message"}[i]
		message := func(size int) frame { return frame{opcode: op, payload: most[:size]} }
		add := func(family, number int, about string, s []step, chop int) {
			cases = append(cases, wireCase{fmt.Sprintf("9.%d.%d", family+i, number+1), about, s, 0, chop, both})
		}
		for j, size := range []int{64 << 10, 256 << 10, 1 << 20, 4 << 20, 8 << 20, 16 << 20} {
			add(1, j, fmt.Sprintf("a %s of %d KiB", kind, size>>10), echoed(message(size)), together)
		}
		for j := range 9 {
			part := 64 << (2 * j)
			if part > 4<<20 {
				part = 4 << 20
			}
			add(3, j, fmt.Sprintf("a %s of 4 MiB in frames of %d bytes", kind, part), inParts(message(4<<20), part), together)
		}
		for j := range 6 {
			add(5, j, fmt.Sprintf("a %s of 1 MiB in chops of %d bytes", kind, 64<<j), echoed(message(1<<20)), 64<<j)
		}
		for j, size := range []int{0, 16, 64, 256, 1 << 10, 4 << 10} {
			var s []step
			for range 1000 {
				s = append(s, echoed(message(size))...)
			}
			add(7, j, fmt.Sprintf("1000 times a %s of %d bytes", kind, size), s, together)
		}
	}
	return append(cases, wireCase{"10.1.1", "a text of 64 KiB in frames of 1300 bytes",
		inParts(frame{opcode: opText, payload: most[:65536]}, 1300), 0, together, both})
}

// inParts sends a message in frames of size bytes.
func inParts(message frame, size int) []step {
	message.parts = size
	return echoed(message)
}

// size is how many bytes the case sends.
func (c wireCase) size() (n int) {
	for _, step := range c.steps {
		for _, f := range step.send {
			n += len(f.payload)
		}
	}
	return n
}
