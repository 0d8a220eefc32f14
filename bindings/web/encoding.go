package web

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/dop251/goja"
)

func (e *env) installEncoding() {
	define(e, class[*textEncoder]{
		name:      "TextEncoder",
		construct: func(goja.ConstructorCall) *textEncoder { return &textEncoder{} },
		attributes: []attribute[*textEncoder]{
			{"encoding", func(*textEncoder) any { return "utf-8" }, nil},
		},
		methods: []method[*textEncoder]{
			{"encode", 0, func(_ *textEncoder, call goja.FunctionCall) goja.Value { return e.encode(call) }},
			{"encodeInto", 2, func(_ *textEncoder, call goja.FunctionCall) goja.Value { return e.encodeInto(call) }},
		},
	})
	define(e, class[*textDecoder]{
		name:      "TextDecoder",
		construct: e.newTextDecoder,
		attributes: []attribute[*textDecoder]{
			{"encoding", func(d *textDecoder) any { return d.codec.name }, nil},
			{"fatal", func(d *textDecoder) any { return d.fatal }, nil},
			{"ignoreBOM", func(d *textDecoder) any { return d.ignoreBOM }, nil},
		},
		methods: []method[*textDecoder]{
			{"decode", 0, e.decode},
		},
	})
}

// textEncoder has no state: the standard knows only UTF-8 here.
type textEncoder struct{}

func (e *env) encode(call goja.FunctionCall) goja.Value {
	var text string
	if v := call.Argument(0); !goja.IsUndefined(v) {
		text = e.utf8Text(v)
	}
	return e.bytesToUint8Array([]byte(text))
}

func (e *env) encodeInto(call goja.FunctionCall) goja.Value {
	text := e.utf8Text(call.Argument(0))
	target, ok := call.Argument(1).(*goja.Object)
	if !ok || !e.isUint8Array(target) {
		e.throwType("Failed to execute 'encodeInto' on 'TextEncoder': parameter 2 is not of type 'Uint8Array'.")
	}
	dst, _ := Bytes(e.vm, target)
	read, written := 0, 0
	for _, r := range text {
		n := utf8.RuneLen(r)
		if written+n > len(dst) {
			break
		}
		written += utf8.EncodeRune(dst[written:], r)
		read++
		if r > 0xFFFF { // two units of a JavaScript string
			read++
		}
	}
	result := e.vm.NewObject()
	result.Set("read", read)
	result.Set("written", written)
	return result
}

// utf8Text converts a value to a string and that to UTF-8; lone surrogates
// become U+FFFD.
func (e *env) utf8Text(v goja.Value) string { return scalar(e.toString(v)) }

// scalar makes a text one of scalar values: lone surrogates become U+FFFD.
func scalar(text string) string { return strings.ToValidUTF8(text, "\uFFFD") }

// optionalText is utf8Text for an argument that may be left out or null.
func (e *env) optionalText(v goja.Value) *string {
	if goja.IsUndefined(v) || goja.IsNull(v) {
		return nil
	}
	text := e.utf8Text(v)
	return &text
}

func (e *env) bytesToUint8Array(b []byte) *goja.Object {
	return e.construct("Uint8Array", e.vm.ToValue(e.vm.NewArrayBuffer(b)))
}

func (e *env) isUint8Array(o *goja.Object) bool {
	return e.kindOf(o) == kindTypedArray && e.viewName(call(o)).String() == "Uint8Array"
}

// textDecoder decodes a stream of bytes.
type textDecoder struct {
	codec            *codec
	decoder          decoder
	fatal, ignoreBOM bool

	pending []byte // bytes of an unfinished character
	begun   bool   // past the place where a byte order mark may be
}

func (e *env) newTextDecoder(call goja.ConstructorCall) *textDecoder {
	label := "utf-8"
	if v := call.Argument(0); !goja.IsUndefined(v) {
		label = e.toString(v)
	}
	d := &textDecoder{codec: codecOf(label)}
	if d.codec == nil || d.codec.name == "replacement" {
		panic(e.construct("RangeError", e.vm.ToValue("Failed to construct 'TextDecoder': The encoding label provided ('"+label+"') is invalid.")))
	}
	d.decoder = d.codec.decoder()
	if options := e.dictionary(call.Argument(1), "Failed to construct 'TextDecoder'", "TextDecoderOptions").o; options != nil {
		d.fatal = truthy(options.Get("fatal"))
		d.ignoreBOM = truthy(options.Get("ignoreBOM"))
	}
	return d
}

func (e *env) decode(d *textDecoder, call goja.FunctionCall) goja.Value {
	const failed = "Failed to execute 'decode' on 'TextDecoder'"
	var b []byte
	if v := call.Argument(0); !goja.IsUndefined(v) {
		var ok bool
		if b, ok = Bytes(e.vm, v); !ok {
			e.throwType("%s: parameter 1 is not of type 'ArrayBuffer'.", failed)
		}
	}
	stream := false
	if options := e.dictionary(call.Argument(1), failed, "TextDecodeOptions").o; options != nil {
		stream = truthy(options.Get("stream"))
	}
	text, ok := d.decode(b, stream)
	if !ok {
		e.throwType("%s: The encoded data was not valid for encoding %s.", failed, d.codec.name)
	}
	return e.vm.ToValue(text)
}

// decode decodes the next bytes of the stream, which ends here unless more is
// set. It reports false, and begins anew, if the bytes are malformed and the
// decoder is a fatal one.
func (d *textDecoder) decode(b []byte, more bool) (text string, ok bool) {
	if len(d.pending) > 0 {
		b = append(d.pending, b...)
	}
	text, rest, malformed := d.decoder(b, more)
	if malformed && d.fatal {
		d.pending, d.begun, d.decoder = nil, false, d.codec.decoder()
		return "", false
	}
	d.pending = slices.Clone(b[len(b)-rest:])
	atStart := !d.begun
	d.begun = more && (d.begun || text != "")
	if atStart && d.codec.unicode && !d.ignoreBOM {
		text = strings.TrimPrefix(text, "\uFEFF")
	}
	return text, true
}

// options reads a dictionary argument: an object, or nil for undefined and
// null.
func (e *env) options(v goja.Value, failed string) *goja.Object {
	if goja.IsUndefined(v) || goja.IsNull(v) {
		return nil
	}
	o, ok := v.(*goja.Object)
	if !ok {
		e.throwType("%s: The provided value is not of type 'object'.", failed)
	}
	return o
}

func truthy(v goja.Value) bool { return v != nil && v.ToBoolean() }
