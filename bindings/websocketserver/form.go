package websocketserver

import (
	"bytes"
	"io"
	"mime"
	"mime/multipart"
	"net/url"
	"strings"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/bindings/api"
)

// form is a body that a form has made.
type form struct {
	fields *goja.Object
	files  *goja.Object // nil if the body can have none
}

// maxParts is the most parts of a multipart body that are read.
const maxParts = 10_000

// parsed reads the body as a form, once.
func (r *request) parsed() *form {
	if r.form != nil {
		return r.form
	}
	kind, params, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	r.form = &form{}
	switch kind {
	case "application/x-www-form-urlencoded":
		r.form.fields = r.x.b.pairs(string(r.Body), false)
	case "multipart/form-data":
		r.form.readParts(r.x.b, multipart.NewReader(bytes.NewReader(r.Body), params["boundary"]))
	default:
		r.form.fields = r.x.b.vm.NewObject()
	}
	return r.form
}

// pairs makes an object of text such as "a=1&b=2". Pairs that are no such text
// are left out.
func (b *binding) pairs(text string, lower bool) *goja.Object {
	o := b.vm.NewObject()
	for pair := range strings.SplitSeq(text, "&") {
		name, value, _ := strings.Cut(pair, "=")
		name, err1 := url.QueryUnescape(name)
		value, err2 := url.QueryUnescape(value)
		if pair == "" || err1 != nil || err2 != nil {
			continue
		}
		if lower {
			name = strings.ToLower(name)
		}
		define(o, validText(name), b.vm.ToValue(validText(value)))
	}
	return o
}

// validText is text that may have been bytes of any kind.
func validText(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }

// readParts reads a multipart body, as far as it is one.
func (f *form) readParts(b *binding, parts *multipart.Reader) {
	f.fields, f.files = b.vm.NewObject(), b.vm.NewObject()
	files := map[string][]any{}
	var names []string
	for range maxParts {
		part, err := parts.NextRawPart()
		if err != nil {
			break
		}
		data, err := io.ReadAll(part)
		if err != nil {
			break
		}
		name := validText(part.FormName())
		if !isFile(part) {
			define(f.fields, name, b.vm.ToValue(validText(string(data))))
			continue
		}
		if files[name] == nil {
			names = append(names, name)
		}
		files[name] = append(files[name], b.file(part, data))
	}
	for _, name := range names {
		if list := files[name]; len(list) == 1 {
			define(f.files, name, list[0].(goja.Value))
		} else {
			define(f.files, name, b.vm.NewArray(list...))
		}
	}
}

// file makes the object of a file.
func (b *binding) file(part *multipart.Part, data []byte) *goja.Object {
	kind := part.Header.Get("Content-Type")
	if kind == "" {
		kind = "application/octet-stream"
	}
	return b.api.Object(
		api.Field{Name: "filename", Value: b.vm.ToValue(validText(part.FileName()))},
		api.Field{Name: "contentType", Value: b.vm.ToValue(validText(kind))},
		api.Field{Name: "data", Value: b.api.Bytes(data)},
	)
}

// isFile tells a file, whose name may be empty, from a field.
func isFile(part *multipart.Part) bool {
	_, params, _ := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
	_, named := params["filename"]
	return named
}

func (r *request) postFileData(goja.FunctionCall) goja.Value {
	if files := r.parsed().files; files != nil {
		return files
	}
	return goja.Null()
}
