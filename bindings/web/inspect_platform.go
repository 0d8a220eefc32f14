package web

import (
	"slices"

	"github.com/dop251/goja"
)

// platformProperties shows an object of a class of ours by those attributes
// that tell something, in front of the properties that the app gave it.
func (in *inspector) platformProperties(o *goja.Object, own []property) []property {
	var shown []property
	show := func(name string, value any) {
		shown = append(shown, property{key: in.vm.ToValue(name), value: in.vm.ToValue(value), enumerable: true})
	}
	state := in.platform(o)
	if ev, ok := state.(eventObject); ok {
		show("isTrusted", ev.base().trusted)
		show("type", ev.base().kind)
		own = slices.DeleteFunc(own, func(p property) bool { return p.value == nil && p.key.String() == "isTrusted" })
	}
	switch s := state.(type) {
	case *customEvent:
		show("detail", s.detail)
	case *messageEvent:
		show("data", s.data)
		show("origin", s.origin)
	case *closeEvent:
		show("wasClean", s.wasClean)
		show("code", s.code)
		show("reason", s.reason)
	case *errorEvent:
		show("message", s.message)
		show("error", s.thrown)
	case *progressEvent:
		show("lengthComputable", s.computable)
		show("loaded", s.loaded)
		show("total", s.total)
	case *abortController:
		show("signal", s.signal.self)
	case *abortSignal:
		show("aborted", s.aborted())
		if s.aborted() {
			show("reason", s.reason)
		}
	case *webSocket:
		show("url", s.url)
		show("readyState", s.readyState())
		show("protocol", s.protocol)
		show("bufferedAmount", s.buffered()+s.lost)
	case *file:
		show("name", s.name)
		show("size", len(s.data))
		show("type", s.kind)
		show("lastModified", s.modified)
	case *blob:
		show("size", len(s.data))
		show("type", s.kind)
	case *fileReader:
		show("readyState", s.state)
		show("result", orNull(s.result))
		show("error", orNull(s.err))
	case *urlObject:
		show("href", s.Href(false))
		show("origin", originOf(s.Url))
		for _, part := range urlParts {
			show(part.name, part.get(s.Url))
		}
	case *searchParams:
		for _, p := range s.pairs {
			show(p.name, p.value)
		}
	case *headers:
		for _, h := range s.list.sorted() {
			show(h.name, h.value)
		}
	case *request:
		show("method", s.load.method)
		show("url", s.load.url.Href(false))
		show("headers", s.headers.object(in.env))
		show("bodyUsed", s.body.used())
	case *response:
		show("type", s.kind)
		show("url", s.head.url)
		show("status", s.head.status)
		show("statusText", s.head.statusText)
		show("headers", s.headers.object(in.env))
		show("bodyUsed", s.body.used())
	case *formData:
		for _, entry := range s.entries {
			show(entry.name, entry.value)
		}
	case *byteStream:
		show("locked", s.locked())
	case *xhr:
		show("readyState", s.state)
		show("status", s.answer().status)
		show("statusText", s.answer().statusText)
		show("responseURL", s.answer().url)
		show("responseType", s.responseType)
	case *fileSystem:
		show("name", s.label(in.settings.Origin))
	case *entry:
		show("isFile", !s.dir)
		show("isDirectory", s.dir)
		show("name", s.name())
		show("fullPath", s.path)
	case *metadata:
		show("size", s.size)
	case *fileWriter:
		show("readyState", s.state)
		show("position", s.position)
		show("length", s.length)
	case *cryptoKey:
		show("type", s.kind)
		show("extractable", s.extractable)
		show("algorithm", in.keyAlgorithmObject(s))
		show("usages", in.strings(s.usages))
	}
	return append(shown, own...)
}
