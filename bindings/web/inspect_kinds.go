package web

import (
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/dop251/goja"
)

// shapeOf decides how an object of each kind is shown.
func (in *inspector) shapeOf(o *goja.Object, name, tag string) shape {
	s := shape{open: "{", close: "}"}
	kind := in.kindOf(o)
	sized := func(fallback string, n int) string { return prefix(name, tag, fallback, fmt.Sprintf("(%d)", n)) }

	switch kind {
	case kindArray, kindTypedArray:
		return in.list(o, kind, name, tag)
	default:
		s.properties = in.enumerableProperties(o, o.Keys())
	}

	switch kind {
	case kindMap:
		entries := in.entries(o)
		s.open = sized("Map", len(entries)) + "{"
		if len(entries) > 0 {
			s.items = func(_ *shape, level int) []string { return collect(in, entries, level, in.entry) }
		}
	case kindSet:
		members := in.members(o)
		s.open = sized("Set", len(members)) + "{"
		if len(members) > 0 {
			s.items = func(_ *shape, level int) []string { return collect(in, members, level, in.value) }
		}
	case kindFunction:
		s.base = in.functionBase(o, name, tag)
	case kindRegExp:
		s.base = in.unlessOrdinary("RegExp", name, tag) + in.regExpText(o)
	case kindDate:
		s.base = in.unlessOrdinary("Date", name, tag) + in.dateText(o)
	case kindError:
		s.base, s.properties = in.errorBase(o, name, tag, s.properties)
	case kindBoxed:
		s.base, s.properties = in.boxedBase(o, name, tag, s.properties)
	case kindArrayBuffer:
		s.open = prefix(name, tag, "ArrayBuffer", "") + "{"
		s.items = func(*shape, int) []string { return in.bufferItems(o) }
	case kindDataView:
		s.open = prefix(name, tag, "DataView", "") + "{"
		s.properties = slices.Insert(s.properties, 0, in.viewProperties(o)...)
	case kindPromise:
		s.open = prefix(name, tag, "Promise", "") + "{"
		s.items = func(_ *shape, level int) []string { return []string{in.promiseItem(o, level)} }
	case kindWeakMap, kindWeakSet:
		s.open = prefix(name, tag, tag, "") + "{"
		s.items = func(*shape, int) []string { return []string{"<items unknown>"} }
	case kindArguments:
		s.open = "[Arguments] {"
	default:
		s.properties = in.platformProperties(o, s.properties)
		if name != "Object" || tag != "" {
			s.open = prefix(name, tag, "Object", "") + "{"
		}
	}
	return s
}

// unlessOrdinary is the prefix of an object that usually goes without.
func (in *inspector) unlessOrdinary(ordinary, name, tag string) string {
	if p := prefix(name, tag, ordinary, ""); p != ordinary+" " {
		return p
	}
	return ""
}

// collect shows the items of a Map or Set, up to the limit.
func collect[T any](in *inspector, items []T, level int, show func(T, int) string) []string {
	shown := items[:min(len(items), in.maxItems)]
	parts := make([]string, 0, len(shown)+1)
	for _, item := range shown {
		parts = append(parts, in.indented(func() string { return show(item, level) }))
	}
	if more := len(items) - len(shown); more > 0 {
		parts = append(parts, moreItems(more))
	}
	return parts
}

func (in *inspector) entry(entry [2]goja.Value, level int) string {
	return in.value(entry[0], level) + " => " + in.value(entry[1], level)
}

func moreItems(n int) string { return fmt.Sprintf("... %d more item%s", n, plural(n)) }

func plural(n int) string {
	if n > 1 {
		return "s"
	}
	return ""
}

func (in *inspector) functionBase(f *goja.Object, name, tag string) string {
	if source := in.source(f); strings.HasPrefix(source, "class") && strings.HasSuffix(source, "}") {
		return in.classBase(f, name, tag)
	}
	kind := "Function"
	if tag == "AsyncFunction" || tag == "GeneratorFunction" {
		kind = tag
	}
	base := "[" + kind
	if name == "" {
		base += " (null prototype)"
	}
	if own := in.getString(f, "name"); own != "" {
		base += ": " + own + "]"
	} else {
		base += " (anonymous)]"
	}
	if name != kind && name != "" {
		base += " " + name
	}
	if tag != "" && tag != name && tag != kind {
		base += " [" + tag + "]"
	}
	return base
}

func (in *inspector) classBase(f *goja.Object, name, tag string) string {
	own := "(anonymous)"
	if s, ok := in.ownData(f, "name").(goja.String); ok && s.Length() > 0 {
		own = s.String()
	}
	base := "[class " + own
	if name != "Function" && name != "" {
		base += " [" + name + "]"
	}
	if tag != "" && tag != name {
		base += " [" + tag + "]"
	}
	if parent := f.Prototype(); parent == nil {
		base += " extends [null prototype]"
	} else if parent := in.getString(parent, "name"); parent != "" {
		base += " extends " + parent
	}
	return base + "]"
}

func (in *inspector) dateText(o *goja.Object) string {
	if goja.IsNaN(in.dateTime(call(o))) {
		return "Invalid Date"
	}
	return in.dateISO(call(o)).String()
}

func (in *inspector) boxedBase(o *goja.Object, name, tag string, properties []property) (string, []property) {
	kind := boxedType(o)
	primitive := in.unboxed(o)
	if s, ok := primitive.(goja.String); ok {
		properties = properties[min(s.Length(), len(properties)):] // its characters
	}
	base := "[" + kind
	if name == "" {
		base += " (null prototype)"
	} else if name != kind {
		base += " (" + name + ")"
	}
	base += ": " + in.primitive(primitive) + "]"
	if tag != "" && tag != name {
		base += " [" + tag + "]"
	}
	return base, properties
}

func (in *inspector) bufferItems(o *goja.Object) []string {
	buffer := o.Export().(goja.ArrayBuffer)
	if buffer.Detached() {
		return []string{"(detached)", "byteLength: 0"}
	}
	b := buffer.Bytes()
	var text strings.Builder
	for i, c := range b[:min(len(b), in.maxItems)] {
		if i > 0 {
			text.WriteByte(' ')
		}
		text.WriteString(hex.EncodeToString([]byte{c}))
	}
	if more := len(b) - in.maxItems; more > 0 {
		fmt.Fprintf(&text, " ... %d more byte%s", more, plural(more))
	}
	return []string{"[Uint8Contents]: <" + text.String() + ">", "byteLength: " + strconv.Itoa(len(b))}
}

func (in *inspector) viewProperties(o *goja.Object) []property {
	var list []property
	for _, key := range []string{"byteLength", "byteOffset", "buffer"} {
		list = append(list, property{key: in.vm.ToValue(key), value: in.get(o, key), enumerable: true})
	}
	return list
}

func (in *inspector) promiseItem(o *goja.Object, level int) string {
	p := o.Export().(*goja.Promise)
	if p.State() == goja.PromiseStatePending {
		return "<pending>"
	}
	text := in.indented(func() string { return in.value(p.Result(), level) })
	if p.State() == goja.PromiseStateRejected {
		return "<rejected> " + text
	}
	return text
}

// regExpText is a regular expression as the program wrote it.
func (in *inspector) regExpText(o *goja.Object) string {
	if text, ok := in.rt.Library().RegExpText(o); ok {
		return text
	}
	return in.regExpSource(call(o)).String()
}
