package web

import (
	"bytes"
	"crypto/rand"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"slices"
	"strings"
	"time"

	"github.com/dop251/goja"
)

// formData is a FormData of the XMLHttpRequest Standard.
type formData struct{ entries []formEntry }

// formEntry has a string or a File as its value.
type formEntry struct {
	name  string
	value goja.Value
}

func (e *env) installFormData() {
	add := func(name string, f func(*formData, formEntry)) method[*formData] {
		return method[*formData]{name, 2, func(d *formData, call goja.FunctionCall) goja.Value {
			f(d, e.formEntry(call, "Failed to execute '"+name+"' on 'FormData'"))
			return nil
		}}
	}
	named := func(call goja.FunctionCall) func(formEntry) bool {
		name := e.utf8Text(call.Argument(0))
		return func(entry formEntry) bool { return entry.name == name }
	}
	_, prototype := define(e, class[*formData]{
		name: "FormData",
		construct: func(call goja.ConstructorCall) *formData {
			form, submitter := e.formArguments(call)
			if form == nil {
				return &formData{}
			}
			d := &formData{e.entryList(form, submitter)}
			e.dom.formDataEvent(form, d)
			return d
		},
		methods: []method[*formData]{
			add("append", func(d *formData, entry formEntry) { d.entries = append(d.entries, entry) }),
			{"delete", 1, func(d *formData, call goja.FunctionCall) goja.Value {
				d.entries = slices.DeleteFunc(d.entries, named(call))
				return nil
			}},
			{"get", 1, func(d *formData, call goja.FunctionCall) goja.Value {
				if i := slices.IndexFunc(d.entries, named(call)); i >= 0 {
					return d.entries[i].value
				}
				return goja.Null()
			}},
			{"getAll", 1, func(d *formData, call goja.FunctionCall) goja.Value {
				var all []goja.Value
				is := named(call)
				for _, entry := range d.entries {
					if is(entry) {
						all = append(all, entry.value)
					}
				}
				return e.list(all)
			}},
			{"has", 1, func(d *formData, call goja.FunctionCall) goja.Value {
				return e.vm.ToValue(slices.ContainsFunc(d.entries, named(call)))
			}},
			add("set", func(d *formData, entry formEntry) {
				same := func(other formEntry) bool { return other.name == entry.name }
				i := slices.IndexFunc(d.entries, same)
				if i < 0 {
					i = len(d.entries)
				}
				d.entries = slices.Insert(slices.DeleteFunc(d.entries, same), i, entry)
			}),
		},
	})
	definePairs(e, "FormData", prototype, func(d *formData, i int) (values [2]goja.Value, ok bool) {
		if i >= len(d.entries) {
			return values, false
		}
		return [2]goja.Value{e.vm.ToValue(d.entries[i].name), d.entries[i].value}, true
	})
}

// formEntry reads a name, a value and, for a Blob, the name of the file.
func (e *env) formEntry(call goja.FunctionCall, failed string) formEntry {
	name, v := e.utf8Text(call.Argument(0)), call.Argument(1)
	b := e.asBlob(v)
	switch {
	case b == nil && len(call.Arguments) > 2:
		e.throwType("%s: parameter 2 is not of type 'Blob'.", failed)
	case b == nil:
		return formEntry{name, e.vm.ToValue(scalar(e.convertString(v, failed)))}
	}
	f, isFile := e.platform(v.(*goja.Object)).(*file)
	if named := call.Argument(2); !goja.IsUndefined(named) {
		return formEntry{name, e.fileOf(b, e.utf8Text(named), f)}
	}
	if !isFile {
		return formEntry{name, e.fileOf(b, "blob", nil)}
	}
	return formEntry{name, v}
}

// fileOf is a File with the bytes of a Blob and the time of a File, if there is
// one.
func (e *env) fileOf(b *blob, name string, from *file) goja.Value {
	f := &file{blob: *b, name: name, modified: float64(time.Now().UnixMilli())}
	if from != nil {
		f.modified = from.modified
	}
	return e.instance(e.prototype("File"), f)
}

var (
	formLines = strings.NewReplacer("\r\n", "\r\n", "\r", "\r\n", "\n", "\r\n")
	formName  = strings.NewReplacer("\r", "%0D", "\n", "%0A", `"`, "%22")
)

// multipart is the standard's "multipart/form-data encoding algorithm".
func (e *env) multipart(d *formData) (body []byte, kind string) {
	size := 0
	for _, entry := range d.entries {
		if b := e.asBlob(entry.value); b != nil {
			size += len(b.data)
		}
	}
	e.rt.Reserve(2*size, "Array buffer allocation failed")
	boundary := "----WebKitFormBoundary" + rand.Text()[:16]
	var out bytes.Buffer
	for _, entry := range d.entries {
		out.WriteString("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + formName.Replace(formLines.Replace(entry.name)) + `"`)
		o, _ := entry.value.(*goja.Object)
		if o == nil {
			out.WriteString("\r\n\r\n" + formLines.Replace(e.utf8Text(entry.value)) + "\r\n")
			continue
		}
		f := e.platform(o).(*file)
		kind := f.kind
		if kind == "" {
			kind = "application/octet-stream"
		}
		out.WriteString(`; filename="` + formName.Replace(f.name) + "\"\r\nContent-Type: " + kind + "\r\n\r\n")
		out.Write(f.data)
		out.WriteString("\r\n")
	}
	out.WriteString("--" + boundary + "--\r\n")
	return out.Bytes(), "multipart/form-data; boundary=" + boundary
}

// parseFormData makes a FormData of a body, or throws.
func (e *env) parseFormData(m *mimeType, data []byte) goja.Value {
	d := &formData{}
	switch {
	case m != nil && m.essence == "application/x-www-form-urlencoded":
		for _, p := range parseForm(string(data)) {
			d.entries = append(d.entries, formEntry{p.name, e.vm.ToValue(p.value)})
		}
	case m == nil, m.essence == "multipart/form-data" && m.parameter("boundary") == "":
		e.throwType("Invalid MIME type")
	case m.essence != "multipart/form-data" || e.readParts(d, m.parameter("boundary"), data) != nil:
		e.throwType("Failed to fetch")
	}
	return e.instance(e.prototype("FormData"), d)
}

// readParts reads what multipart has written.
func (e *env) readParts(d *formData, boundary string, data []byte) error {
	parts := multipart.NewReader(bytes.NewReader(data), boundary)
	for {
		part, err := parts.NextRawPart()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		content, err := io.ReadAll(part)
		if err != nil {
			return err
		}
		disposition, parameters, err := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
		name, ok := parameters["name"]
		if err != nil || disposition != "form-data" || !ok {
			return errors.New("a part without a name")
		}
		entry := formEntry{scalar(name), nil}
		if filename, ok := parameters["filename"]; ok {
			kind := part.Header.Get("Content-Type")
			if kind == "" {
				kind = "text/plain"
			}
			entry.value = e.fileOf(&blob{content, mediaType(kind)}, scalar(filename), nil)
		} else {
			entry.value = e.vm.ToValue(unmarked(content))
		}
		d.entries = append(d.entries, entry)
	}
}
