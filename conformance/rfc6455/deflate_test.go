package rfc6455_test

import (
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// window is how far back DEFLATE may refer.
const window = 32 << 10

// deflate is permessage-deflate, RFC 7692, of one connection.
type deflate struct {
	w           *flate.Writer
	out         bytes.Buffer
	keepsWriter bool // the next message may refer to this one
	keepsReader bool
	history     []byte // what was inflated, when keepsReader
}

// tail is what each compressed message ends with, and is not sent.
const tail = "\x00\x00\xff\xff"

func newDeflate(keepsWriter, keepsReader bool) *deflate {
	d := &deflate{keepsWriter: keepsWriter, keepsReader: keepsReader}
	d.w, _ = flate.NewWriter(&d.out, flate.BestSpeed)
	return d
}

func (d *deflate) compress(p []byte) []byte {
	d.out.Reset()
	if !d.keepsWriter {
		d.w.Reset(&d.out)
	}
	d.w.Write(p)
	d.w.Flush()
	return bytes.TrimSuffix(slices.Clone(d.out.Bytes()), []byte(tail))
}

func (d *deflate) inflate(p []byte) ([]byte, error) {
	// A last, empty block makes an end that the reader knows.
	r := flate.NewReaderDict(io.MultiReader(bytes.NewReader(p), strings.NewReader(tail+"\x01\x00\x00\xff\xff")), d.history)
	out, err := io.ReadAll(r)
	if err != nil {
		return out, fmt.Errorf("a compressed message: %w", err)
	}
	if d.keepsReader {
		d.history = append(d.history, out...)
		d.history = slices.Clone(d.history[max(0, len(d.history)-window):])
	}
	return out, nil
}

// agreement is what a server's answer to offers of permessage-deflate says.
type agreement struct {
	serverForgets, clientForgets bool // …_no_context_takeover
	serverBits, clientBits       int  // …_max_window_bits; 0 is not said
}

// parseAgreement reads one element of Sec-WebSocket-Extensions.
func parseAgreement(header string) (a agreement, err error) {
	name, rest, _ := strings.Cut(header, ";")
	if strings.TrimSpace(name) != "permessage-deflate" || strings.Contains(rest, ",") {
		return a, fmt.Errorf("the extension %q", header)
	}
	seen := map[string]bool{}
	for parameter := range strings.SplitSeq(rest, ";") {
		name, value, valued := strings.Cut(strings.TrimSpace(parameter), "=")
		if name == "" {
			continue
		}
		if seen[name] {
			return a, fmt.Errorf("%s twice in %q", name, header)
		}
		seen[name] = true
		bits, _ := strconv.Atoi(value)
		inRange := valued && bits >= 8 && bits <= 15
		switch {
		case name == "server_no_context_takeover" && !valued:
			a.serverForgets = true
		case name == "client_no_context_takeover" && !valued:
			a.clientForgets = true
		case name == "server_max_window_bits" && inRange:
			a.serverBits = bits
		case name == "client_max_window_bits" && inRange:
			a.clientBits = bits
		default:
			return a, fmt.Errorf("%q in %q", parameter, header)
		}
	}
	return a, nil
}

// answers tells whether a is a proper answer to one of the offers; RFC 7692,
// section 7.1.
func (a agreement) answers(offers string) bool {
	for offer := range strings.SplitSeq(offers, ",") {
		asks := map[string]string{}
		for parameter := range strings.SplitSeq(offer, ";") {
			name, value, _ := strings.Cut(strings.TrimSpace(parameter), "=")
			asks[name] = value
		}
		bits, asksBits := asks["server_max_window_bits"]
		limit, _ := strconv.Atoi(bits)
		_, asksForget := asks["server_no_context_takeover"]
		_, bounded := asks["client_max_window_bits"]
		if (!asksForget || a.serverForgets) && (!asksBits || a.serverBits != 0 && a.serverBits <= limit) && (bounded || a.clientBits == 0) {
			return true
		}
	}
	return false
}
