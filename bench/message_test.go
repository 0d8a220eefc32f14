package main

import (
	"bytes"
	"testing"
)

func TestMessage(t *testing.T) {
	text := newMessage(27, 16, bare)
	if want := "0000000000 00027"; string(text.sent) != want || string(text.answer) != want {
		t.Fatalf("got %q and %q, want %q", text.sent, text.answer, want)
	}
	heads := map[int]string{
		16:    "\x81\x10",
		125:   "\x81\x7d",
		126:   "\x81\x7e\x00\x7e",
		65535: "\x81\x7e\xff\xff",
		65536: "\x81\x7f\x00\x00\x00\x00\x00\x01\x00\x00",
	}
	if got := newMessage(27, 16, binaryFrames).answer[0]; got != 0x82 {
		t.Errorf("a binary message begins with %#x", got)
	}
	for size, head := range heads {
		plain, frame := newMessage(27, size, bare), newMessage(27, size, textFrames)
		for range 1009 {
			plain.renumber()
			frame.renumber()
		}
		if want := "0000001009 00027"; string(plain.sent[:16]) != want || len(plain.sent) != size {
			t.Errorf("size %d: got %d bytes that begin with %q, want %q", size, len(plain.sent), plain.sent[:16], want)
		}
		if want := append([]byte(head), plain.sent...); !bytes.Equal(frame.answer, want) {
			t.Errorf("size %d: the answer begins with %q, want %q", size, frame.answer[:16], want[:16])
		}
		want := []byte(head)
		want[1] |= 0x80
		want = append(want, frame.mask[:]...)
		for i, b := range plain.sent {
			want = append(want, b^frame.mask[i%4])
		}
		if !bytes.Equal(frame.sent, want) {
			t.Errorf("size %d: what is sent begins with %q, want %q", size, frame.sent[:16], want[:16])
		}
	}
}
