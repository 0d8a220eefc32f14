package web_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"
)

func TestTextEncoder(t *testing.T) {
	for _, c := range []struct{ script, want string }{
		{`new TextEncoder().encode('aé€😀')`, "Uint8Array(10) [\n   97, 195, 169, 226,\n  130, 172, 240, 159,\n  152, 128\n]"},
		{`new TextEncoder().encode()`, "Uint8Array(0) []"},
		{`new TextEncoder().encode(undefined)`, "Uint8Array(0) []"},
		{`new TextEncoder().encode(null)`, "Uint8Array(4) [ 110, 117, 108, 108 ]"},
		{`new TextEncoder().encode('a\ud83d')`, "Uint8Array(4) [ 97, 239, 191, 189 ]"},
		{`new TextEncoder().encode('\udc00\ud800')`, "Uint8Array(6) [ 239, 191, 189, 239, 191, 189 ]"},
		{`new TextEncoder().encode('abc').buffer.byteLength`, "3"},
		{`new TextEncoder().encode('abc') instanceof Uint8Array`, "true"},
		{`new TextEncoder().encoding`, "utf-8"},
		{`new TextEncoder('utf-16le', 5).encoding`, "utf-8"},
		{`String(new TextEncoder())`, "[object TextEncoder]"},
		{`new TextEncoder().encodeInto('a€', new Uint8Array(4))`, "{ read: 2, written: 4 }"},
		{`new TextEncoder().encodeInto('a€b', new Uint8Array(3))`, "{ read: 1, written: 1 }"},
		{`new TextEncoder().encodeInto('😀x', new Uint8Array(9))`, "{ read: 3, written: 5 }"},
		{`new TextEncoder().encodeInto('', new Uint8Array(0))`, "{ read: 0, written: 0 }"},
		{`(() => { const b = new Uint8Array(5); new TextEncoder().encodeInto('hi', b.subarray(2, 4)); return b })()`,
			"Uint8Array(5) [ 0, 0, 104, 105, 0 ]"},
		{`thrown(() => new TextEncoder().encodeInto('x', new Uint16Array(1)))`,
			"TypeError: Failed to execute 'encodeInto' on 'TextEncoder': parameter 2 is not of type 'Uint8Array'."},
		{`thrown(() => new TextEncoder().encodeInto('x'))`,
			"TypeError: Failed to execute 'encodeInto' on 'TextEncoder': 2 arguments required, but only 1 present."},
		{`thrown(() => new TextEncoder().encode(Symbol()))`, "TypeError: Failed to execute 'encode' on 'TextEncoder': Cannot convert a Symbol value to a string"},
		{`thrown(() => TextEncoder.prototype.encode.call({}, 'x'))`, "TypeError: Illegal invocation"},
	} {
		t.Run(c.script, func(t *testing.T) { require.Equal(t, c.want, value(t, c.script)) })
	}
}

func TestTextDecoder(t *testing.T) {
	for _, c := range []struct{ script, want string }{
		{`new TextDecoder().decode(new Uint8Array([97, 195, 169, 226, 130, 172, 240, 159, 152, 128]))`, "aé€😀"},
		{`new TextDecoder().decode(bytes(97, 98, 99).buffer)`, "abc"},
		{`new TextDecoder().decode(new DataView(bytes(97, 98, 99).buffer, 1, 1))`, "b"},
		{`new TextDecoder().decode(bytes(97, 98, 99, 100).subarray(1, 3))`, "bc"},
		{`new TextDecoder().decode(new Uint16Array([0x6261, 0x6463]))`, "abcd"},
		{`new TextDecoder().decode(Object.defineProperty(bytes(97), 'length', { value: 9 }))`, "a"},
		{`'[' + new TextDecoder().decode() + new TextDecoder().decode(undefined) + ']'`, "[]"},
		{`'[' + new TextDecoder().decode(detached()) + ']'`, "[]"},
		{`thrown(() => new TextDecoder().decode('text'))`, "TypeError: Failed to execute 'decode' on 'TextDecoder': parameter 1 is not of type 'ArrayBuffer'."},
		{`thrown(() => new TextDecoder().decode([97]))`, "TypeError: Failed to execute 'decode' on 'TextDecoder': parameter 1 is not of type 'ArrayBuffer'."},
		{`thrown(() => new TextDecoder().decode(null))`, "TypeError: Failed to execute 'decode' on 'TextDecoder': parameter 1 is not of type 'ArrayBuffer'."},

		// The byte order mark.
		{`new TextDecoder().decode(bytes(0xEF, 0xBB, 0xBF, 97)).length`, "1"},
		{`new TextDecoder().decode(bytes(0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF)).length`, "1"},
		{`new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes(0xEF, 0xBB, 0xBF, 97)).length`, "2"},
		{`new TextDecoder('utf-16le').decode(bytes(0xFF, 0xFE, 97, 0))`, "a"},
		{`new TextDecoder('utf-16be').decode(bytes(0xFE, 0xFF, 0, 97))`, "a"},
		{`(d => { d.decode(bytes(0xEF, 0xBB, 0xBF)); return d.decode(bytes(0xEF, 0xBB, 0xBF, 97)).length })(new TextDecoder())`, "1"},

		// Malformed UTF-8: one U+FFFD for each maximal part of a character.
		{`codes('utf-8', 0xE2, 0x82)`, "fffd"},
		{`codes('utf-8', 0xE2, 0x82, 97)`, "fffd 61"},
		{`codes('utf-8', 0xF0, 0x9F, 0x98)`, "fffd"},
		{`codes('utf-8', 0xF0, 0x80, 0x80, 0x80)`, "fffd fffd fffd fffd"},
		{`codes('utf-8', 0xED, 0xA0, 0x80)`, "fffd fffd fffd"},
		{`codes('utf-8', 0xF4, 0x90, 0x80, 0x80)`, "fffd fffd fffd fffd"},
		{`codes('utf-8', 0xC0, 0xAF)`, "fffd fffd"},
		{`codes('utf-8', 0xFF, 97, 0x80)`, "fffd 61 fffd"},
		{`codes('utf-8', 0xEF, 0xBF, 0xBD)`, "fffd"},
		{`thrown(() => fatal.decode(bytes(0xFF)))`, "TypeError: Failed to execute 'decode' on 'TextDecoder': The encoded data was not valid for encoding utf-8."},
		{`thrown(() => fatal.decode(bytes(0xE2, 0x82)))`, "TypeError: Failed to execute 'decode' on 'TextDecoder': The encoded data was not valid for encoding utf-8."},
		{`fatal.decode(bytes(0xEF, 0xBF, 0xBD)).length + fatal.decode(bytes(0xE2, 0x82), { stream: true }).length`, "1"},

		// Other encodings.
		{`codes('utf-16le', 0x3D, 0xD8, 0x00, 0xDE)`, "d83d de00"},
		{`codes('utf-16le', 0x3D, 0xD8, 97, 0)`, "fffd 61"},
		{`codes('utf-16le', 0x00, 0xDC, 97)`, "fffd fffd"},
		{`codes('utf-16le', 0x3D, 0xD8, 97)`, "fffd"},
		{`codes('utf-16be', 0x20, 0xAC)`, "20ac"},
		{`codes('latin1', 0x80, 0x81, 0x9F, 0xA0, 0xFF, 97)`, "20ac 81 178 a0 ff 61"},
		{`codes('x-user-defined', 0x41, 0x80, 0xFF)`, "41 f780 f7ff"},

		{`codes('ibm866', 0x80, 0xFB)`, "410 221a"},
		{`codes('koi8-r', 0xC1, 0xD2)`, "430 440"},
		{`codes('windows-1251', 0x98, 0xC0)`, "98 410"},
		{`codes('windows-874', 0xDB, 0xA1)`, "fffd e01"},
		{`codes('iso-8859-8-i', 0xE0)`, "5d0"},
		{`codes('macintosh', 0x8A)`, "e4"},
		{`codes('shift_jis', 0x82, 0xA0, 0xB1, 0x5C)`, "3042 ff71 5c"},
		{`codes('euc-jp', 0xA4, 0xA2)`, "3042"},
		{`codes('iso-2022-jp', 0x1B, 0x24, 0x42, 0x24, 0x22, 0x1B, 0x28, 0x42, 0x61)`, "3042 61"},
		{`codes('gbk', 0xC4, 0xE3, 0x80)`, "4f60 20ac"},
		{`codes('gb18030', 0x81, 0x30, 0x81, 0x30)`, "80"},
		{`codes('big5', 0xA7, 0x41)`, "4f60"},
		{`codes('euc-kr', 0xB0, 0xA1)`, "ac00"},
		{`codes('gbk', 0xC4)`, "fffd"},
		{`thrown(() => new TextDecoder('gbk', { fatal: true }).decode(bytes(0xFF)))`, "TypeError: Failed to execute 'decode' on 'TextDecoder': The encoded data was not valid for encoding gbk."},
		{`thrown(() => new TextDecoder('iso-2022-kr'))`, "RangeError: Failed to construct 'TextDecoder': The encoding label provided ('iso-2022-kr') is invalid."},
		{`['x-sjis', 'big5-hkscs', 'ks_c_5601-1987', 'gb2312', 'cp866', 'x-mac-ukrainian', 'logical', 'iso-8859-9', 'tis-620'].map(l => new TextDecoder(l).encoding).join()`,
			"shift_jis,big5,euc-kr,gbk,ibm866,x-mac-cyrillic,iso-8859-8-i,windows-1254,windows-874"},

		// Properties and labels.
		{`[fatal.encoding, fatal.fatal, fatal.ignoreBOM, new TextDecoder().fatal]`, "[ 'utf-8', true, false, false ]"},
		{`['utf8', ' UTF-8\n', 'ascii', 'iso-8859-1', 'Windows-1252', 'unicode', 'utf-16', 'utf-16be', undefined].map(l => new TextDecoder(l).encoding).join()`,
			"utf-8,utf-8,windows-1252,windows-1252,windows-1252,utf-16le,utf-16le,utf-16be,utf-8"},
		{`thrown(() => new TextDecoder('nope'))`, "RangeError: Failed to construct 'TextDecoder': The encoding label provided ('nope') is invalid."},
		{`thrown(() => new TextDecoder('utf-8', 5))`, "TypeError: Failed to construct 'TextDecoder': The provided value is not of type 'TextDecoderOptions'."},
		{`String(new TextDecoder())`, "[object TextDecoder]"},
		{`new (class extends TextDecoder { two(b) { return this.decode(b) + 2 } })().two(bytes(97))`, "a2"},
	} {
		t.Run(c.script, func(t *testing.T) { require.Equal(t, c.want, value(t, c.script)) })
	}
}

// Every split of a text into two chunks decodes to the text.
func TestTextDecoderStream(t *testing.T) {
	for _, c := range []struct{ label, bytes, want string }{
		{"utf-8", "\xEF\xBB\xBFa\u00e9\u20ac\U0001F600z", "aé€😀z"},
		{"utf-8", "a\xE2\x82z", "a\uFFFDz"},
		{"utf-8", "a\xF0\x9F", "a\uFFFD"},
		{"utf-16le", "\xFF\xFEa\x00\x3D\xD8\x00\xDE\x3D\xD8z\x00", "a😀\uFFFDz"},
		{"utf-16be", "\xFE\xFF\x00a\xD8\x3D\xDE\x00\xD8", "a😀\uFFFD"},
		{"windows-1252", "a\x80z", "a€z"},
		{"shift_jis", "a\x82\xA0\xB1z", "aあｱz"},
		{"gb18030", "a\xC4\xE3\x94\x39\xDA\x33z", "a你\U0001F4A9z"},
		{"iso-2022-jp", "a\x1B$B$\"$$\x1B(Bz", "aあいz"},
		{"euc-kr", "\xB0\xA1\xB0", "가\uFFFD"},
	} {
		p := newPage(t)
		require.NoError(t, p.RunScript("test.js", fmt.Sprintf(`
			var decoder = new TextDecoder(%q)
			function decode(a, b) { return decoder.decode(a, { stream: true }) + decoder.decode(b) }`, c.label)))
		decode := function(t, p, "decode")
		for i := range len(c.bytes) + 1 {
			got, err := decode(nil, buffer(p, c.bytes[:i]), buffer(p, c.bytes[i:]))
			require.NoError(t, err)
			require.Equal(t, c.want, got.String(), "%s split at %d", c.label, i)
		}
	}
}

// A fatal decoder starts anew after an error.
func TestTextDecoderFatalResets(t *testing.T) {
	require.Equal(t, "a€", value(t, `(thrown(() => fatal.decode(bytes(0xE2, 0x82, 97), { stream: true })), fatal.decode(bytes(97, 0xE2, 0x82, 0xAC)))`))
}

func buffer(p *page, b string) goja.Value { return p.VM().ToValue(p.VM().NewArrayBuffer([]byte(b))) }

// FuzzTextDecoder compares with Go's own reading of UTF-8, which differs only
// in how many U+FFFD it makes of an error.
func FuzzTextDecoder(f *testing.F) {
	for _, seed := range []string{"", "abc", "\xEF\xBB\xBFx", "a\xE2\x82", "\xF0\x9F\x98\x80", "\xED\xA0\x80", "\xC0\x80z"} {
		f.Add([]byte(seed), uint8(1))
	}
	p := newPage(f)
	require.NoError(f, p.RunScript("test.js", `
		var decoder = new TextDecoder('utf-8', { ignoreBOM: true })
		function whole(b) { return decoder.decode(b) }
		function split(a, b) { return decoder.decode(a, { stream: true }) + decoder.decode(b) }`))
	whole, split := function(f, p, "whole"), function(f, p, "split")
	f.Fuzz(func(t *testing.T, b []byte, at uint8) {
		got, err := whole(nil, buffer(p, string(b)))
		require.NoError(t, err)
		require.Equal(t, squeeze(strings.ToValidUTF8(string(b), "\uFFFD")), squeeze(got.String()))
		if utf8.Valid(b) {
			require.Equal(t, string(b), got.String())
		}
		i := int(at) % (len(b) + 1)
		inTwo, err := split(nil, buffer(p, string(b[:i])), buffer(p, string(b[i:])))
		require.NoError(t, err)
		require.Equal(t, got.String(), inTwo.String())
	})
}

func squeeze(s string) string {
	for strings.Contains(s, "\uFFFD\uFFFD") {
		s = strings.ReplaceAll(s, "\uFFFD\uFFFD", "\uFFFD")
	}
	return s
}

// TestLabels: space around a label is that of ASCII, and so are its letters.
func TestLabels(t *testing.T) {
	for _, c := range []struct{ script, want string }{
		{`new TextDecoder('\t\n\f\r UTF8 ').encoding`, "utf-8"},
		{`new TextDecoder('logical').encoding`, "iso-8859-8-i"},
		{`thrown(() => new TextDecoder('\vutf-8')).split(':')[0]`, "RangeError"},
		{`thrown(() => new TextDecoder('utf-8\u00A0')).split(':')[0]`, "RangeError"},
		{`thrown(() => new TextDecoder('\u212Aoi8-r')).split(':')[0]`, "RangeError"},
		{`thrown(() => new TextDecoder('replacement'))`, "RangeError: Failed to construct 'TextDecoder': The encoding label provided ('replacement') is invalid."},
		{`thrown(() => new TextDecoder('hz-gb-2312')).split(':')[0]`, "RangeError"},
		{`codes('iso-8859-8-i', 0x80, 0xA1, 0xE0)`, "80 fffd 5d0"},
	} {
		t.Run(c.script, func(t *testing.T) { require.Equal(t, c.want, value(t, c.script)) })
	}
}

// TestISO2022JP has what Chromium decodes.
func TestISO2022JP(t *testing.T) {
	for _, c := range []struct{ bytes, want string }{
		{`0x1B, 0x24, 0x42, 0x46, 0x7C, 0x4B, 0x5C, 0x1B, 0x28, 0x42, 0x21`, "65e5 672c 21"},
		{`0x1B, 0x24`, "fffd 24"},
		{`0x1B, 0x24, 0x50`, "fffd 24 50"},
		{`0x50, 0x1B`, "50 fffd"},
		{`0x1B, 0x28, 0x42, 0x1B, 0x28, 0x42, 0x50`, "fffd 50"},
		{`0x1B, 0x28, 0x4A, 0x5C, 0x5D, 0x7E`, "a5 5d 203e"},
		{`0x1B, 0x28, 0x49, 0x1B, 0x24, 0x50`, "fffd ff64 ff90"},
		{`0x1B, 0x24, 0x40, 0x1B, 0x24, 0x42, 0x50, 0x50`, "fffd 4f69"},
		{`0x1B, 0x24, 0x40, 0x50, 0x1B, 0x24, 0x40, 0x50, 0x50`, "fffd 4f69"},
		{`0x1B, 0x24, 0x40, 0x50, 0x20, 0x50`, "fffd fffd"},
		{`0x0E, 0x0F, 0x80, 0x1B, 0x28, 0x49, 0x60`, "fffd fffd fffd fffd"},
		{`0x1B, 0x24, 0x42, 0x29, 0x21`, "fffd"},
	} {
		t.Run(c.bytes, func(t *testing.T) {
			require.Equal(t, c.want, value(t, `codes('iso-2022-jp', `+c.bytes+`)`))
			// However the bytes are cut, they are the same.
			require.Equal(t, "true", value(t, `(b => b.every((_, i) => b.every((_, j) => {
				const d = new TextDecoder('iso-2022-jp'), stream = { stream: true };
				return i > j || d.decode(b.subarray(0, i), stream) + d.decode(b.subarray(i, j), stream) + d.decode(b.subarray(j)) === d.decode(b);
			})))(bytes(`+c.bytes+`))`))
		})
	}
}

// TestPairs has what Chromium decodes of malformed bytes, and of characters for
// private use.
func TestPairs(t *testing.T) {
	for _, c := range []struct{ label, bytes, want string }{
		{"big5", `0x82, 0x57, 0x16, 0xD6`, "fffd 57 16 fffd"},
		{"big5", `0xA0, 0x7F, 0xA4, 0x40, 0xA4`, "fffd 7f 4e00 fffd"},
		{"euc-jp", `0x4D, 0xEE, 0x9D, 0xD8`, "4d fffd fffd"},
		{"euc-jp", `0x8F, 0xB0, 0xA1, 0x8F, 0xB0, 0x41, 0x8F, 0x41, 0x8E, 0xB1, 0x8E, 0xE0, 0x80`, "4e02 fffd 41 fffd 41 ff71 fffd fffd"},
		{"shift_jis", `0x82, 0xD0, 0xD2, 0x32, 0xF8, 0xB3, 0x08`, "3072 ff92 32 e652 8"},
		{"shift_jis", `0x80, 0xA0, 0xFD, 0x81, 0x20, 0xFC, 0xFC, 0xE0`, "80 fffd fffd fffd 20 fffd fffd"},
		{"gbk", `0x23, 0xA7, 0x89, 0xFB, 0xF0, 0xAA, 0xA1, 0xA2, 0xAB, 0xA8, 0xBC, 0xA6, 0xD9`, "23 e74e e39d e000 e766 1e3f fe10"},
		{"gb18030", `0x81, 0x3A, 0x85, 0x30, 0x82, 0x35, 0x8F, 0x33, 0x81, 0x30, 0x81, 0xFF, 0x80`, "fffd 3a fffd fffd fffd 20ac"},
		{"gb18030", `0xD6, 0xD0, 0x3A, 0xFF, 0x81, 0x30, 0x81`, "4e2d 3a fffd fffd"},
	} {
		t.Run(c.label+" "+c.bytes, func(t *testing.T) {
			require.Equal(t, c.want, value(t, `codes('`+c.label+`', `+c.bytes+`)`))
			require.Equal(t, "true", value(t, `(b => b.every((_, i) => b.every((_, j) => {
				const d = new TextDecoder('`+c.label+`'), stream = { stream: true };
				return i > j || d.decode(b.subarray(0, i), stream) + d.decode(b.subarray(i, j), stream) + d.decode(b.subarray(j)) === d.decode(b);
			})))(bytes(`+c.bytes+`))`))
		})
	}
	require.Equal(t, "e652", value(t, `Array.from(new TextDecoder('sjis', { fatal: true }).decode(bytes(0xF8, 0xB3)), c => c.charCodeAt(0).toString(16)).join()`))
}
