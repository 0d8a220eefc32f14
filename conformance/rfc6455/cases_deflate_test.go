package rfc6455_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
)

// offerCase is a case on a connection with these offers of permessage-deflate.
type offerCase struct {
	wireCase
	offers string
	answer answer
}

// answer is what becomes of offers.
type answer int

const (
	agreed   answer = iota
	declined        // DEFLATE of the standard library cannot keep to a smaller window
	either
)

// usualOffer is what browsers offer.
const usualOffer = "permessage-deflate; client_max_window_bits"

// deflateCases are group 12, kinds of data, and group 13, parameters, of
// permessage-deflate; and what Autobahn has no case for.
func deflateCases() (cases []offerCase) {
	add := func(group, offers string, answer answer, data corpus) {
		for i, form := range deflateForms {
			message := frame{opcode: data.opcode, deflate: true, parts: form.part}
			var s []step
			for j := range min(50, max(2, 65536/form.size)) {
				message.payload = data.at(j*form.size, form.size)
				s = append(s, echoed(message)...)
			}
			about := fmt.Sprintf("%s, %d bytes", data.about, form.size)
			if form.part > 0 {
				about += fmt.Sprintf(" in frames of %d", form.part)
			}
			cases = append(cases, offerCase{wireCase{fmt.Sprintf("%s.%d", group, i+1), about + ", " + offers, s, 0, together, both}, offers, answer})
		}
	}
	all := corpora()
	for i, data := range all {
		add(fmt.Sprintf("12.%d", i+1), usualOffer, agreed, data)
	}
	const (
		offer  = "permessage-deflate; client_no_context_takeover; client_max_window_bits"
		forget = "; server_no_context_takeover"
		small  = "; server_max_window_bits=9"
		most   = "; server_max_window_bits=15"
	)
	for i, parameters := range []struct {
		offers string
		answer answer
	}{
		{offer, agreed},
		{offer + forget, agreed},
		{offer + small, declined},
		{offer + most, either},
		{offer + forget + small, declined},
		{offer + forget + most, either},
		{offer + forget + small + ", " + offer + forget + ", " + offer, agreed},
	} {
		add(fmt.Sprintf("13.%d", i+1), parameters.offers, parameters.answer, all[0])
	}
	for _, c := range deflateBeyond() {
		cases = append(cases, offerCase{c, usualOffer, agreed})
	}
	return cases
}

// deflateForms are the cases of each group.
var deflateForms = [...]struct{ size, part int }{
	{16, 0}, {64, 0}, {256, 0}, {1024, 0}, {4096, 0}, {8192, 0}, {16384, 0}, {32768, 0}, {65536, 0}, {131072, 0},
	{8192, 256}, {16384, 256}, {32768, 256}, {65536, 256}, {131072, 256},
	{131072, 1024}, {131072, 4096}, {131072, 32768},
}

func deflateBeyond() []wireCase {
	packed := func(op byte, p ...byte) frame { return frame{opcode: op, payload: p, rsv: 4} }
	zeros := func(n int) frame { return frame{opcode: opBinary, payload: make([]byte, n), deflate: true} }
	hello := text("Hello")
	return []wireCase{
		// RFC 7692, section 7.2.3.
		{"B.50", "the compressed text of the RFC", steps(sends(packed(opText, 0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00)), comes(hello)), 0, together, both},
		{"B.51", "the same in two frames", steps(sends(packed(opText, 0xf2, 0x48, 0xcd).unfinished(), cont("\xc9\xc9\x07\x00")), comes(hello)), 0, together, both},
		{"B.52", "a block without compression", steps(sends(packed(opText, 0x00, 0x05, 0x00, 0xfa, 0xff, 0x48, 0x65, 0x6c, 0x6c, 0x6f, 0x00)), comes(hello)), 0, together, both},
		{"B.53", "a block that says it is the last", steps(sends(packed(opText, 0xf3, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00, 0x00)), comes(hello)), 0, together, both},
		{"B.54", "two blocks", steps(sends(packed(opText, 0xf2, 0x48, 0x05, 0x00, 0x00, 0x00, 0xff, 0xff, 0xca, 0xc9, 0xc9, 0x07, 0x00)), comes(hello)), 0, together, both},
		{"B.55", "an empty message, compressed", steps(sends(packed(opText, 0x00)), comes(text(""))), 0, together, both},

		{"B.60", "messages with and without compression in turn", append(echoed(hello, hello.plain(), hello), echoed(hello.plain(), hello)...), 0, together, both},
		{"B.61", "a ping amid a compressed message", steps(sends(packed(opText, 0xf2, 0x48, 0xcd).unfinished(), ping("p"), cont("\xc9\xc9\x07\x00")), comes(pong("p"), hello)), 0, chopped, both},
		{"B.62", "RSV 1 on a continuation", steps(sends(packed(opText, 0xf2, 0x48, 0xcd).unfinished(), packed(opContinuation, 0xc9, 0xc9, 0x07, 0x00))), 1002, together, both},
		{"B.63", "RSV 1 on a ping", steps(sends(ping("").reserved(4))), 1002, together, both},
		{"B.64", "RSV 2 on a message", steps(sends(hello.plain().reserved(2))), 1002, together, both},
		{"B.65", "bytes that are no DEFLATE", steps(sends(packed(opText, 0xff, 0xff, 0xff, 0xff))), 1007, together, both},
		{"B.66", "a reference to before the beginning", steps(sends(packed(opBinary, 0x02, 0x02, 0x00))), 1007, together, both},
		{"B.67", "a compressed text that is no UTF-8", steps(sends(text("\xed\xa0\x80"))), 1007, together, both},
		{"B.68", "few bytes that become one more than the limit", steps(sends(zeros(limit + 1))), 1009, together, servers},
		{"B.69", "few bytes that become just the limit", echoed(zeros(limit)), 0, together, both},
	}
}

// corpus is data of one kind; cases take pieces of it.
type corpus struct {
	about  string
	opcode byte
	data   []byte
}

// at is a piece of n bytes; texts are made valid at its edges.
func (c corpus) at(start, n int) []byte {
	start %= len(c.data) - n
	piece := c.data[start : start+n]
	if c.opcode == opText {
		piece = bytes.ToValidUTF8(piece, nil)
	}
	return piece
}

// corpora are data like those of Autobahn, made up.
func corpora() []corpus {
	const size = 256 << 10
	random := rand.New(rand.NewPCG(6455, 7692))
	fill := func(next func() string) []byte {
		var out bytes.Buffer
		for out.Len() < size {
			out.WriteString(next())
		}
		return out.Bytes()
	}
	words := strings.Fields("Da steh ich nun ich armer Tor und bin so klug als wie zuvor heiße Magister Doktor gar ziehe schon an die zehen Jahr herauf herab quer krumm meine Schüler Nase herum")
	word := func() string { return words[random.IntN(len(words))] }
	return []corpus{
		{"JSON", opText, fill(func() string {
			return fmt.Sprintf(`{"id": %d, "name": "%s %s", "score": %.3f, "tags": ["%s", "%s"]},`, random.IntN(1e6), word(), word(), random.Float64(), word(), word())
		})},
		{"a bitmap", opBinary, fill(func() string {
			level := random.IntN(200)
			row := make([]byte, 512)
			for i := range row {
				row[i] = byte(level + i/16 + random.IntN(4))
			}
			return string(row)
		})},
		{"verse", opBinary, fill(func() string { return word() + " " })},
		{"HTML", opText, fill(func() string {
			return fmt.Sprintf("<tr class=\"row\"><td>%s</td><td><a href=\"/%s/%d\">%s</a></td></tr>\n", word(), word(), random.IntN(1e4), word())
		})},
		{"noise in HTML", opText, fill(func() string {
			return fmt.Sprintf("<p id=\"%x\">%c</p>", random.Uint64(), 'a'+rune(random.IntN(0x400)))
		})},
	}
}
