package chrome

import (
	"cmp"
	"errors"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/bindings/api"
	"github.com/sockhost/sockhost/storage"
)

// The JSON of stored values is Chrome's, to the byte, since it counts in quotas:
// an object's keys are sorted; what is no JSON is left out of an object and null
// in an array; class instances are their own enumerable properties, and toJSON
// is not called.

var (
	errScriptThrew = errors.New("Script threw an error.")
	errNotStorable = errors.New("Cannot serialize value to JSON")
	float64Type    = reflect.TypeFor[float64]()
	int64Type      = reflect.TypeFor[int64]()
	booleanType    = reflect.TypeFor[bool]()
)

// deepestStorable is how many objects may be in one another; what is deeper is
// left out.
const deepestStorable = 100

// Bounds of the text of one call and of an array, which may have any length
// without having elements.
const (
	longestStorable = 256 << 20
	longestArray    = 1 << 23
)

// jsonWriter writes values.
type jsonWriter struct {
	b *api.Binder
	// above are the objects around the value, to find circles.
	above []*goja.Object
	size  int
	err   error
}

// storageItems turns the properties of an object into items. A getter of the
// object that throws is errScriptThrew.
func storageItems(b *api.Binder, o *goja.Object) (items []storage.Item, err error) {
	w := &jsonWriter{b: b}
	ex := b.Runtime().VM().Try(func() {
		for _, key := range o.Keys() {
			if text := w.value(o.Get(key)); text != "" {
				items = append(items, storage.Item{Key: validText(key), Value: text})
			}
		}
	})
	if ex != nil {
		return nil, errScriptThrew
	}
	return items, w.err
}

// value returns the JSON of a value, or "" if it has none.
func (w *jsonWriter) value(v goja.Value) string {
	text := w.plain(v)
	if w.size += len(text); w.size > longestStorable {
		w.err = errNotStorable
	}
	return text
}

func (w *jsonWriter) plain(v goja.Value) string {
	if w.err != nil || len(w.above) == deepestStorable {
		return ""
	}
	switch v := v.(type) {
	case nil, *goja.Symbol:
		return ""
	case goja.String:
		return quote(v.String())
	case *goja.Object:
		return w.object(v)
	}
	if goja.IsUndefined(v) {
		return ""
	}
	if goja.IsNull(v) {
		return "null"
	}
	switch v.ExportType() {
	case booleanType:
		return v.String()
	case int64Type, float64Type:
		return numberText(v.ToFloat())
	}
	return "" // a bigint
}

func (w *jsonWriter) object(o *goja.Object) string {
	if _, callable := goja.AssertFunction(o); callable {
		return ""
	}
	if _, binary := w.b.Data(o); binary {
		w.err = errNotStorable
		return ""
	}
	if slices.Contains(w.above, o) {
		return "null"
	}
	w.above = append(w.above, o)
	defer func() { w.above = w.above[:len(w.above)-1] }()
	if o.ClassName() == "Array" {
		return w.array(o)
	}
	var keys []string
	// What a proxy throws is as if it had no keys.
	_ = w.b.Runtime().VM().Try(func() { keys = o.Keys() })
	type member struct{ key, text string }
	var members []member
	for _, key := range keys {
		if text := w.property(o, key); text != "" {
			key = validText(key)
			members = append(members, member{key, quote(key) + ":" + text})
		}
	}
	slices.SortStableFunc(members, func(x, y member) int { return cmp.Compare(x.key, y.key) })
	var out strings.Builder
	for i, m := range members {
		out.WriteByte("{,"[min(i, 1)])
		out.WriteString(m.text)
	}
	if len(members) == 0 {
		out.WriteByte('{')
	}
	out.WriteByte('}')
	return out.String()
}

func (w *jsonWriter) array(o *goja.Object) string {
	length := o.Get("length").ToInteger()
	if length > longestArray {
		w.err = errNotStorable
	}
	var out strings.Builder
	out.WriteByte('[')
	for i := range length {
		if w.err != nil {
			return ""
		}
		if i > 0 {
			out.WriteByte(',')
		}
		text := w.property(o, strconv.FormatInt(i, 10))
		if text == "" {
			text = "null"
			w.size += len(text)
		}
		if w.size > longestStorable {
			w.err = errNotStorable
		}
		out.WriteString(text)
	}
	out.WriteByte(']')
	return out.String()
}

// property is the JSON of a property, which is null if its getter throws.
func (w *jsonWriter) property(o *goja.Object, key string) string {
	var v goja.Value
	if ex := w.b.Runtime().VM().Try(func() { v = o.Get(key) }); ex != nil {
		return "null"
	}
	return w.value(v)
}

// numberText writes a number as Chrome's JSON does: beyond 32 bits it is seen
// to be no integer, and from 1e12 on it has an exponent. What is not finite has
// no text.
func numberText(f float64) string {
	switch {
	case math.IsNaN(f) || math.IsInf(f, 0):
		return ""
	case f == math.Trunc(f) && math.Abs(f) < 1<<31 || f == math.MinInt32:
		return strconv.FormatInt(int64(f), 10)
	}
	text := strconv.FormatFloat(f, 'e', -1, 64)
	mantissa, exponent, _ := strings.Cut(text, "e")
	e, _ := strconv.Atoi(exponent)
	if e < -6 || e >= 12 {
		sign := "+"
		if e < 0 {
			sign = ""
		}
		return mantissa + "e" + sign + strconv.Itoa(e)
	}
	text = strconv.FormatFloat(f, 'f', -1, 64)
	if !strings.Contains(text, ".") {
		text += ".0"
	}
	return text
}

// validText replaces the lone surrogates of a string of the engine.
func validText(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }

// quote makes a JSON string with Chrome's escapes.
func quote(s string) string {
	const hex = "0123456789ABCDEF"
	var out strings.Builder
	out.Grow(len(s) + 2)
	out.WriteByte('"')
	for _, r := range s { // a byte that is no UTF-8 is U+FFFD
		switch {
		case strings.ContainsRune("\"\\", r):
			out.WriteByte('\\')
			out.WriteRune(r)
		case r == '\b':
			out.WriteString(`\b`)
		case r == '\f':
			out.WriteString(`\f`)
		case r == '\n':
			out.WriteString(`\n`)
		case r == '\r':
			out.WriteString(`\r`)
		case r == '\t':
			out.WriteString(`\t`)
		case r < ' ' || r == '<' || r == '\u2028' || r == '\u2029':
			out.WriteString(`\u`)
			for shift := 12; shift >= 0; shift -= 4 {
				out.WriteByte(hex[r>>shift&15])
			}
		default:
			out.WriteRune(r)
		}
	}
	out.WriteByte('"')
	return out.String()
}

// itemsText is the JSON of an object of items.
func itemsText(items []storage.Item) string {
	texts := make([]string, len(items))
	for i, item := range items {
		texts[i] = quote(item.Key) + ":" + item.Value
	}
	return "{" + strings.Join(texts, ",") + "}"
}

// changesText is the JSON of the argument of onChanged.
func changesText(changes []storage.Change) string {
	items := make([]storage.Item, len(changes))
	for i, c := range changes {
		var values []storage.Item
		if c.New != "" {
			values = append(values, storage.Item{Key: "newValue", Value: c.New})
		}
		if c.Old != "" {
			values = append(values, storage.Item{Key: "oldValue", Value: c.Old})
		}
		items[i] = storage.Item{Key: c.Key, Value: itemsText(values)}
	}
	return itemsText(items)
}
