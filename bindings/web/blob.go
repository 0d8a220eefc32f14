package web

import (
	"bytes"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/dop251/goja"
)

// blob is a Blob of the File API. Its bytes never change.
type blob struct {
	data []byte
	kind string // the standard's type
}

func (b *blob) content() *blob { return b }

// blobObject is the Go side of a Blob or a File.
type blobObject interface{ content() *blob }

// file is a File of the File API.
type file struct {
	blob
	name     string
	modified float64 // milliseconds since 1970
}

func (e *env) installBlob() {
	later := func(name string, f func(*blob) goja.Value) method[blobObject] {
		return method[blobObject]{name, 0, func(b blobObject, _ goja.FunctionCall) goja.Value {
			p := e.newPromise()
			e.rt.Loop().Post(func() { p.settle(func() goja.Value { return f(b.content()) }) })
			return p.object
		}}
	}
	constructor, _ := define(e, class[blobObject]{
		name:     "Blob",
		promises: []string{"arrayBuffer", "bytes", "text"},
		construct: func(call goja.ConstructorCall) blobObject {
			return e.newBlob("Blob", call.Argument(0), call.Argument(1))
		},
		attributes: []attribute[blobObject]{
			{"size", func(b blobObject) any { return len(b.content().data) }, nil},
			{"type", func(b blobObject) any { return b.content().kind }, nil},
		},
		methods: []method[blobObject]{
			later("arrayBuffer", func(b *blob) goja.Value { return e.arrayBuffer(bytes.Clone(b.data)) }),
			{"slice", 0, e.sliceBlob},
			{"stream", 0, func(b blobObject, _ goja.FunctionCall) goja.Value { return e.streamOf(b.content().data).object() }},
			later("text", func(b *blob) goja.Value {
				text, _, _ := decodeUTF8(b.data, false)
				return e.vm.ToValue(strings.TrimPrefix(text, "\uFEFF"))
			}),
			later("bytes", func(b *blob) goja.Value { return e.bytesToUint8Array(bytes.Clone(b.data)) }),
		},
	})
	define(e, class[*file]{
		name:     "File",
		parent:   constructor,
		required: 2,
		construct: func(call goja.ConstructorCall) *file {
			f := &file{blob: *e.newBlob("File", call.Argument(0), call.Argument(2)), name: e.utf8Text(call.Argument(1))}
			init := dictionary{env: e}
			init.o, _ = call.Argument(2).(*goja.Object)
			f.modified = float64(time.Now().UnixMilli())
			if init.member("lastModified") != nil {
				f.modified = float64(int64(init.number("lastModified")))
			}
			return f
		},
		attributes: []attribute[*file]{
			{"name", func(f *file) any { return f.name }, nil},
			{"lastModified", func(f *file) any { return f.modified }, nil},
			{"lastModifiedDate", func(f *file) any { return e.construct("Date", e.vm.ToValue(f.modified)) }, nil},
			{"webkitRelativePath", func(*file) any { return "" }, nil},
		},
	})
}

// blobOf is a Blob made in Go. It keeps data.
func (e *env) blobOf(data []byte, kind string) *goja.Object {
	return e.instance(e.prototype("Blob"), &blob{data, kind})
}

// asBlob returns the Blob that a value is, or nil.
func (e *env) asBlob(v goja.Value) *blob {
	if o, ok := v.(*goja.Object); ok {
		if b, ok := e.platform(o).(blobObject); ok {
			return b.content()
		}
	}
	return nil
}

func (e *env) newBlob(class string, parts, options goja.Value) *blob {
	failed := "Failed to construct '" + class + "'"
	// Texts are made at once. The bytes of buffers are read when no more code
	// runs.
	var list []blobPart
	if !goja.IsUndefined(parts) || class == "File" { // which must be given some
		e.each(parts, failed, func(v goja.Value) { list = append(list, e.blobPart(v)) })
	}
	init := e.dictionary(options, failed, class+"PropertyBag")
	endings, _ := init.enum("endings", failed, class+"PropertyBag", "EndingType", "transparent", "native")
	kind := mediaType(init.text("type"))
	pieces, size := make([][]byte, len(list)), 0
	for i, part := range list {
		switch {
		case part.blob != nil:
			pieces[i] = part.blob.data
		case part.buffer != nil:
			pieces[i], _ = Bytes(e.vm, part.buffer)
		case endings == "native":
			pieces[i] = []byte(nativeEndings.Replace(part.text))
		default:
			pieces[i] = []byte(part.text)
		}
		size += len(pieces[i])
	}
	e.rt.Reserve(size, "Array buffer allocation failed")
	return &blob{slices.Concat(pieces...), kind}
}

// blobPart is what a Blob is made of: another Blob, a buffer or a text.
type blobPart struct {
	blob   *blob
	buffer goja.Value
	text   string
}

func (e *env) blobPart(v goja.Value) blobPart {
	if b := e.asBlob(v); b != nil {
		return blobPart{blob: b}
	}
	if _, binary := Bytes(e.vm, v); binary {
		return blobPart{buffer: v}
	}
	return blobPart{text: e.utf8Text(v)}
}

var nativeEndings = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// mediaType is a type as a Blob has it: in lower case, or "" if a character
// is none that types have.
func mediaType(kind string) string {
	for _, r := range kind {
		if r < 0x20 || r > 0x7E {
			return ""
		}
	}
	return strings.ToLower(kind)
}

func (e *env) sliceBlob(b blobObject, call goja.FunctionCall) goja.Value {
	data, kind := b.content().data, ""
	size := float64(len(data))
	limit := func(v goja.Value, missing float64) int {
		if goja.IsUndefined(v) {
			return int(missing)
		}
		n := clamp(v, math.MinInt64, math.MaxInt64)
		if n < 0 {
			n = max(n+size, 0)
		}
		return int(min(n, size))
	}
	from, to := limit(call.Argument(0), 0), limit(call.Argument(1), size)
	if v := call.Argument(2); !goja.IsUndefined(v) {
		kind = mediaType(e.toString(v))
	}
	return e.blobOf(data[from:max(from, to)], kind)
}

// arrayBuffer makes an ArrayBuffer over b.
func (e *env) arrayBuffer(b []byte) goja.Value { return e.vm.ToValue(e.vm.NewArrayBuffer(b)) }
