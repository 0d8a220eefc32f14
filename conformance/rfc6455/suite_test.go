package rfc6455_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"testing"
)

// wireCase is one case of the suite. The other end echoes messages.
type wireCase struct {
	number, about string
	steps         []step
	fail          int // the close code with which the other end must fail; 0: it must go on
	chop          int // how what is sent is cut into writes
	side          side
}

// side is what a case can judge.
type side int

const (
	both side = iota
	servers
	clients
)

// step is something to send, or to receive.
type step struct{ send, come []frame }

func sends(f ...frame) step { return step{send: f} }
func comes(f ...frame) step { return step{come: f} }

// echoed sends messages that must come back as they are.
func echoed(f ...frame) []step { return []step{sends(f...), comes(f...)} }

func steps(s ...step) []step { return s }

// suite is every case, by number.
func suite() []wireCase {
	var all []wireCase
	for _, group := range [][]wireCase{
		framingCases(), pingCases(), reservedCases(), fragmentCases(),
		utf8Cases(), closeCases(), limitCases(), beyondCases(),
	} {
		all = append(all, group...)
	}
	return all
}

// TestNumbers: each case is there once, and each number of Autobahn is there.
func TestNumbers(t *testing.T) {
	seen := map[string]bool{}
	all := suite()
	for _, c := range deflateCases() {
		all = append(all, c.wireCase)
	}
	for _, c := range all {
		if seen[c.number] {
			t.Errorf("%s is there twice", c.number)
		}
		if c.about == "" || len(c.steps) == 0 {
			t.Errorf("%s says or does nothing", c.number)
		}
		seen[c.number] = true
	}
	for group, count := range map[string]int{
		"1.1": 8, "1.2": 8, "2": 11, "3": 7, "4.1": 5, "4.2": 5, "5": 20,
		"6.1": 3, "6.2": 4, "6.3": 2, "6.4": 4, "6.5": 5, "6.6": 11, "6.7": 4, "6.8": 2, "6.9": 4, "6.10": 3, "6.11": 5,
		"6.12": 8, "6.13": 5, "6.14": 10, "6.15": 1, "6.16": 3, "6.17": 5, "6.18": 5, "6.19": 5, "6.20": 7, "6.21": 8,
		"6.22": 34, "6.23": 7, "7.1": 6, "7.3": 6, "7.5": 1, "7.7": 13, "7.9": 9, "7.13": 2,
		"9.1": 6, "9.2": 6, "9.3": 9, "9.4": 9, "9.5": 6, "9.6": 6, "9.7": 6, "9.8": 6, "10.1": 1,
		"12.1": 18, "12.2": 18, "12.3": 18, "12.4": 18, "12.5": 18,
		"13.1": 18, "13.2": 18, "13.3": 18, "13.4": 18, "13.5": 18, "13.6": 18, "13.7": 18,
	} {
		for i := range count {
			if number := fmt.Sprintf("%s.%d", group, i+1); !seen[number] {
				t.Errorf("%s is missing", number)
			}
		}
	}
}

// heard is what the script at the other end was told of a connection's end.
type heard struct {
	Code   int     `json:"code"`
	Reason *string `json:"reason"`
	Clean  bool    `json:"clean"` // clients only
	Errors int     `json:"errors"`
}

// run plays the case and returns what the script must have heard of the end.
func (c wireCase) run(t *testing.T, p *peer) heard {
	t.Helper()
	defer p.close()
	var closed *frame // our first close frame
	for _, step := range c.steps {
		p.send(c.chop, step.send...)
		for _, f := range step.send {
			if f.opcode == opClose && f.raw == nil && closed == nil {
				closed = &f
			}
		}
		for _, want := range step.come {
			p.expect(t, want)
		}
	}
	if c.fail != 0 {
		return c.failed(t, p)
	}
	if closed == nil {
		f := closing(1000, "done")
		p.send(c.chop, f)
		closed = &f
	}
	p.expect(t, *closed)
	p.end(t, false)
	return p.hears(*closed)
}

// failed sees the other end fail the connection.
func (c wireCase) failed(t *testing.T, p *peer) heard {
	t.Helper()
	f, err := p.read()
	if err != nil {
		t.Fatalf("there must be a close frame with %d, not %v", c.fail, err)
	}
	if f.opcode != opClose || len(f.payload) < 2 || int(binary.BigEndian.Uint16(f.payload)) != c.fail {
		t.Fatalf("there must be a close frame with %d, not %v", c.fail, f)
	}
	if p.client {
		// Behind the beginning of a frame, a close frame is not seen as one.
		if p.send(together, closing(c.fail, "")); c.begun() {
			p.finish()
		}
		p.end(t, true)
		return heard{Code: c.fail, Errors: 1}
	}
	// The connection of a client that fails has no code of its own.
	p.conn.Close()
	return heard{Code: 1006, Reason: new(string), Errors: 1}
}

// begun tells whether the case ends amid a frame.
func (c wireCase) begun() bool {
	last := c.steps[len(c.steps)-1].send
	return len(last) > 0 && last[len(last)-1].length == claimed
}

// hears is what the script hears after both sides sent f.
func (p *peer) hears(f frame) heard {
	h := heard{Code: 1005, Clean: !p.client}
	if len(f.payload) > 0 {
		reason := string(f.payload[2:])
		h.Code, h.Reason = int(binary.BigEndian.Uint16(f.payload)), &reason
	} else if !p.client {
		h.Reason = new(string)
	}
	return h
}

// expect reads what must come next.
func (p *peer) expect(t *testing.T, want frame) {
	t.Helper()
	got, err := p.read()
	switch {
	case err != nil:
		t.Fatalf("%v must come, not %v", want, err)
	case got.opcode != want.opcode || !bytes.Equal(got.payload, want.payload):
		t.Fatalf("%v must come, not %v", want, got)
	}
}

// end sees the connection end. It is the server who ends it.
func (p *peer) end(t *testing.T, resetToo bool) {
	t.Helper()
	if !p.client {
		p.conn.Close()
		return
	}
	if n, err := io.Copy(io.Discard, p.r); n > 0 {
		t.Fatalf("%d bytes after the close frame", n)
	} else if err != nil && !ended(err, resetToo) {
		t.Fatalf("the connection must end, not %v", err)
	}
}
