package web

import (
	"fmt"
	"strconv"

	"github.com/dop251/goja"
)

// list is the shape of arrays and typed arrays.
func (in *inspector) list(o *goja.Object, kind kind, name, tag string) shape {
	s := shape{open: "[", close: "]", list: true}
	fallback, length := "Array", in.get(o, "length")
	if kind == kindTypedArray {
		fallback, length = in.viewName(call(o)).String(), in.viewLength(call(o))
	}
	n := int(length.ToInteger())
	if name != "Array" || tag != "" {
		s.open = prefix(name, tag, fallback, fmt.Sprintf("(%d)", n)) + "["
	}
	if n <= maxIndexed {
		s.properties = in.enumerableProperties(o, notIndices(o.Keys()))
	}
	switch {
	case n == 0:
	case kind == kindTypedArray:
		s.items = func(s *shape, _ int) []string { return in.numbers(s, o, n) }
	default:
		s.items = func(s *shape, level int) []string { return in.elements(s, o, n, level) }
	}
	return s
}

func notIndices(keys []string) []string {
	var names []string
	for _, key := range keys {
		if _, ok := index(key); !ok {
			names = append(names, key)
		}
	}
	return names
}

// index reads a property name as an index of an array.
func index(key string) (int, bool) {
	n, err := strconv.ParseUint(key, 10, 32)
	return int(n), err == nil && strconv.FormatUint(n, 10) == key
}

func (in *inspector) numbers(s *shape, o *goja.Object, n int) []string {
	shown := min(n, in.maxItems)
	parts := make([]string, 0, shown+1)
	for i := range shown {
		parts = append(parts, in.primitive(o.Get(strconv.Itoa(i))))
	}
	if n > shown {
		parts = append(parts, moreItems(n-shown))
	}
	s.numeric = true
	return parts
}

// elements shows the elements of an array; a run of holes is one item.
func (in *inspector) elements(s *shape, o *goja.Object, n, level int) []string {
	var parts []string
	s.numeric = len(s.properties) == 0
	next := 0
	for next < n && len(parts) < in.maxItems {
		p, ok := in.ownProperty(o, in.vm.ToValue(strconv.Itoa(next)))
		if ok {
			parts = append(parts, in.property(p, level))
			s.numeric = s.numeric && (goja.IsNumber(p.value) || goja.IsBigInt(p.value))
			next++
			continue
		}
		end := elementAfter(o, next, n)
		parts = append(parts, fmt.Sprintf("<%d empty item%s>", end-next, plural(end-next)))
		s.numeric = false
		next = end
	}
	if next < n {
		parts = append(parts, moreItems(n-next))
	}
	return parts
}

// elementAfter finds the next element after the hole at index at, without
// stepping through what may be thousands of millions of holes.
func elementAfter(o *goja.Object, at, n int) int {
	for _, key := range o.Keys() {
		if i, ok := index(key); ok && i > at {
			return i
		}
	}
	return n
}
