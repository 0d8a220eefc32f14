package web

import (
	"encoding/base64"
	"mime"
	"slices"
	"strings"

	"github.com/dop251/goja"
)

// The values of readyState.
const (
	readerEmpty = iota
	readerLoading
	readerDone
)

// fileReader is a FileReader of the File API.
type fileReader struct {
	eventTarget
	state  int
	result goja.Value // nil is null
	err    goja.Value // nil is null
	read   int        // counts the reads, so that a late task knows it is late
}

func (e *env) installFileReader() {
	reading := func(name string, result func(b *blob, label string) goja.Value) method[*fileReader] {
		return method[*fileReader]{name, 1, func(r *fileReader, call goja.FunctionCall) goja.Value {
			failed := "Failed to execute '" + name + "' on 'FileReader': "
			b := e.asBlob(call.Argument(0))
			if b == nil {
				e.throwType("%sparameter 1 is not of type 'Blob'.", failed)
			}
			label := ""
			if v := call.Argument(1); name == "readAsText" && !goja.IsUndefined(v) {
				label = e.toString(v)
			}
			if r.state == readerLoading {
				panic(e.newDOMException("InvalidStateError", failed+"The object is already busy reading Blobs."))
			}
			e.startReading(r, b, func() goja.Value { return result(b, label) })
			return nil
		}}
	}
	define(e, class[*fileReader]{
		name:      "FileReader",
		parent:    e.eventTarget,
		construct: func(goja.ConstructorCall) *fileReader { return &fileReader{} },
		attributes: []attribute[*fileReader]{
			{"readyState", func(r *fileReader) any { return r.state }, nil},
			{"result", func(r *fileReader) any { return orNull(r.result) }, nil},
			{"error", func(r *fileReader) any { return orNull(r.err) }, nil},
		},
		handlers:  []string{"loadstart", "progress", "load", "abort", "error", "loadend"},
		constants: []constant{{"EMPTY", readerEmpty}, {"LOADING", readerLoading}, {"DONE", readerDone}},
		methods: []method[*fileReader]{
			{"abort", 0, func(r *fileReader, _ goja.FunctionCall) goja.Value {
				e.abortReading(r)
				return nil
			}},
			reading("readAsArrayBuffer", func(b *blob, _ string) goja.Value { return e.arrayBuffer(slices.Clone(b.data)) }),
			reading("readAsBinaryString", func(b *blob, _ string) goja.Value { return binaryString(b.data) }),
			reading("readAsDataURL", func(b *blob, _ string) goja.Value {
				kind := b.kind
				if kind == "" {
					kind = "application/octet-stream"
				}
				return e.vm.ToValue("data:" + kind + ";base64," + base64.StdEncoding.EncodeToString(b.data))
			}),
			reading("readAsText", func(b *blob, label string) goja.Value { return e.vm.ToValue(decodeText(b.data, label, b.kind)) }),
		},
	})
}

// startReading reads as the standard's "read operation" does. The bytes are
// here already; the events come in tasks of their own all the same.
func (e *env) startReading(r *fileReader, b *blob, result func() goja.Value) {
	r.state, r.result, r.err = readerLoading, nil, nil
	r.read++
	read, size, loop := r.read, len(b.data), e.rt.Loop()
	loop.Post(func() {
		if r.read != read || r.state != readerLoading {
			return
		}
		e.fireProgress(&r.eventTarget, "loadstart", true, 0, size)
		loop.Post(func() {
			current := func() bool { return r.read == read && r.state == readerLoading }
			if size > 0 && current() {
				e.fireProgress(&r.eventTarget, "progress", true, size, size)
			}
			if !current() {
				return
			}
			r.state, r.result = readerDone, result()
			e.fireProgress(&r.eventTarget, "load", true, size, size)
			if r.state != readerLoading {
				e.fireProgress(&r.eventTarget, "loadend", true, size, size)
			}
		})
	})
}

func (e *env) abortReading(r *fileReader) {
	r.result = nil
	if r.state != readerLoading {
		return
	}
	r.state = readerDone
	r.err = e.newDOMException("AbortError", "An ongoing operation was aborted, typically with a call to abort().")
	e.fireProgress(&r.eventTarget, "abort", false, 0, 0)
	if r.state != readerLoading {
		e.fireProgress(&r.eventTarget, "loadend", false, 0, 0)
	}
}

// fireProgress dispatches a ProgressEvent of the platform's.
func (e *env) fireProgress(t *eventTarget, kind string, computable bool, loaded, total int) {
	if t.has(kind) {
		ev := &progressEvent{e.trustedEvent(kind), computable, float64(loaded), float64(total)}
		e.dispatch(t, e.eventOf(e.prototype("ProgressEvent"), ev), ev)
	}
}

// decodeText is the File API's way to text: a byte order mark decides, then the
// label, then the charset of the type, then it is UTF-8.
func decodeText(b []byte, label, kind string) string {
	c := codecOf(label)
	if c == nil {
		if _, parameters, err := mime.ParseMediaType(kind); err == nil {
			c = codecOf(parameters["charset"])
		}
	}
	if c == nil {
		c = &utf8Codec
	}
	if marked, n := markedCodec(b); marked != nil {
		b, c = b[n:], marked
	}
	text, _, _ := c.decoder()(b, false)
	return text
}

// markedCodec is the encoding that a byte order mark of n bytes says, or nil.
func markedCodec(b []byte) (c *codec, n int) {
	for _, mark := range []struct {
		bytes string
		codec *codec
	}{{"\xEF\xBB\xBF", &utf8Codec}, {"\xFF\xFE", &utf16LECodec}, {"\xFE\xFF", &utf16BECodec}} {
		if strings.HasPrefix(string(b[:min(len(b), 3)]), mark.bytes) {
			return mark.codec, len(mark.bytes)
		}
	}
	return nil, 0
}
