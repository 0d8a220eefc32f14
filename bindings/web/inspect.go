package web

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dop251/goja"
)

// inspector shows values for a person to read, as util.inspect of Node does:
// the same words, the same line breaks. It reads properties without running
// getters and looks through proxies without running traps.
type inspector struct {
	*env
	depth    int // objects nested deeper than this are only named
	maxItems int // of a collection
	width    int // of a line

	indent  int
	path    []*goja.Object       // the objects around the current one
	cycles  map[*goja.Object]int // objects met again inside themselves, numbered from 1
	deepest int                  // level of the object inspected last
	written int
}

const (
	defaultDepth    = 2
	defaultMaxItems = 100
	defaultWidth    = 80

	// maxDepth is how deep the app may ask for: text that is indented level by
	// level grows with the square of the depth.
	maxDepth = 200
	// maxIndexed is the length up to which an array is searched for
	// properties besides its elements: the engine can only list all of them.
	maxIndexed = 10_000
	// maxWritten is the size of the text from which on nested objects are
	// only named.
	maxWritten = 4 << 20
)

func (e *env) inspector() *inspector {
	return &inspector{env: e, depth: defaultDepth, maxItems: defaultMaxItems, width: defaultWidth, cycles: map[*goja.Object]int{}}
}

// value shows v, which stands at a nesting level, 0 at the top.
func (in *inspector) value(v goja.Value, level int) string {
	o, ok := v.(*goja.Object)
	if !ok {
		return in.primitive(v)
	}
	for o.ExportType() == typeProxy {
		if o = o.Export().(goja.Proxy).Target(); o == nil {
			return "<Revoked Proxy>"
		}
	}
	if slices.Contains(in.path, o) {
		if in.cycles[o] == 0 {
			in.cycles[o] = len(in.cycles) + 1
		}
		return fmt.Sprintf("[Circular *%d]", in.cycles[o])
	}
	return in.object(o, level)
}

// shape is how an object is shown: its base, then in braces its items and
// properties.
type shape struct {
	base        string // may be empty; stands alone when there is nothing in the braces
	open, close string
	list        bool // shown in brackets, in columns when long
	numeric     bool // all items are numbers; set by items
	items       func(s *shape, level int) []string
	properties  []property
}

func (in *inspector) object(o *goja.Object, level int) string {
	name, tag := in.constructorName(o), in.foreignTag(o)
	s := in.shapeOf(o, name, tag)
	if s.items == nil && len(s.properties) == 0 {
		if s.base != "" {
			return s.base
		}
		return s.open + s.close
	}
	if level > in.depth {
		title := strings.TrimSuffix(prefix(name, tag, "Object", ""), " ")
		if name == "" {
			return title
		}
		return "[" + title + "]"
	}

	level++
	in.path = append(in.path, o)
	in.deepest = level
	var parts []string
	if s.items != nil {
		parts = s.items(&s, level)
	}
	for _, p := range s.properties {
		parts = append(parts, in.propertyName(p)+": "+in.property(p, level))
	}
	in.path = in.path[:len(in.path)-1]

	if n := in.cycles[o]; n > 0 {
		s.base = strings.TrimSuffix(fmt.Sprintf("<ref *%d> %s", n, s.base), " ")
	}
	text := in.layout(s, parts, level)
	if in.written += len(text); in.written > maxWritten {
		in.depth = -1
	}
	return text
}

// indented runs f for what stands two columns to the right.
func (in *inspector) indented(f func() string) string {
	in.indent += 2
	defer func() { in.indent -= 2 }()
	return f()
}

// property shows the value of p.
func (in *inspector) property(p property, level int) string {
	if p.value == nil {
		return "[" + p.accessor + "]"
	}
	return in.indented(func() string { return in.value(p.value, level) })
}

func (in *inspector) propertyName(p property) string {
	if symbol, ok := p.key.(*goja.Symbol); ok {
		return "[" + escape([]rune(symbolText(symbol)), '\'') + "]"
	}
	name := p.key.String()
	switch {
	case name == "__proto__":
		return "['__proto__']"
	case !p.enumerable:
		return "[" + escape([]rune(name), '\'') + "]"
	case isIdentifier(name):
		return name
	default:
		return quote([]rune(name))
	}
}

// foreignTag returns o's Symbol.toStringTag, unless it is an enumerable
// property of o itself and will be shown as such.
func (in *inspector) foreignTag(o *goja.Object) string {
	tag := in.tag(o)
	if tag != "" {
		if own, _ := in.ownProperty(o, goja.SymToStringTag); own.enumerable {
			return ""
		}
	}
	return tag
}

// prefix names an object before its braces: "Foo(2) [tag] ".
func prefix(constructor, tag, fallback, size string) string {
	name := constructor + size
	known := constructor
	if constructor == "" {
		name = "[" + fallback + size + ": null prototype]"
		known = fallback
	}
	if tag != "" && tag != known {
		name += " [" + tag + "]"
	}
	return name + " "
}
