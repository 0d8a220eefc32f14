package websocketserver

import (
	"math"
	"net/netip"
	"reflect"
	"strconv"
	"time"
	"unsafe"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/sockets/ws"
)

// Conversions between JavaScript and Go.

var int64Type = reflect.TypeFor[int64]()

// omitted tells the values that stand for an argument that is not given.
func omitted(v goja.Value) bool { return v == nil || goja.IsUndefined(v) || goja.IsNull(v) }

// handleOf reads a handle: an integer, or its digits. It is 0 for everything
// else, which is no client's.
func handleOf(v goja.Value) int64 {
	switch v := v.(type) {
	case *goja.Object:
		return 0
	case goja.String:
		n, err := strconv.ParseInt(v.String(), 10, 64)
		if err != nil {
			return 0
		}
		return n
	}
	if v.ExportType() == int64Type {
		return v.ToInteger()
	}
	return 0
}

// payload is what the WebSocket protocol makes of a value: a string is text,
// binary data is binary. It is false for every other value. The data is the
// value's own and must not be changed.
func (b *binding) payload(v goja.Value) (t ws.Opcode, data []byte, ok bool) {
	if s, isText := v.(goja.String); isText {
		text := s.String()
		return ws.Text, unsafe.Slice(unsafe.StringData(text), len(text)), true
	}
	data, ok = b.api.Data(v)
	return ws.Binary, data, ok
}

// text is the conversion to a string as the language has it.
func (b *binding) text(v goja.Value) string {
	switch v := v.(type) {
	case nil:
		return "undefined"
	case *goja.Symbol:
		panic(b.vm.NewTypeError("Cannot convert a Symbol value to a string"))
	default:
		return v.String()
	}
}

// flag is 1 or 0.
func (b *binding) flag(on bool) goja.Value {
	if on {
		return b.flags[1]
	}
	return b.flags[0]
}

func (b *binding) boolean(on bool) goja.Value { return b.vm.ToValue(on) }

// stringOrNull is null for the empty string.
func (b *binding) stringOrNull(s string) goja.Value {
	if s == "" {
		return goja.Null()
	}
	return b.vm.ToValue(s)
}

// address is the array [ip, port], whose items are its properties ip and port
// too; null for no address.
func (b *binding) address(a netip.AddrPort) goja.Value {
	if !a.IsValid() {
		return goja.Null()
	}
	ip, port := b.vm.ToValue(a.Addr().String()), b.vm.ToValue(int(a.Port()))
	pair := b.vm.NewArray(ip, port)
	pair.DefineDataProperty("ip", ip, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	pair.DefineDataProperty("port", port, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	return pair
}

// define sets an own property, whatever the prototype has under that name.
func define(o *goja.Object, name string, v goja.Value) {
	o.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
}

// integer reads a number without fraction, or the digits of one.
func integer(v goja.Value) (int, bool) {
	f := v.ToFloat()
	return int(f), f == math.Trunc(f) && math.Abs(f) < 1<<53
}

// seconds is a duration, bounded.
func seconds(f float64) time.Duration {
	const longest = 100 * 365 * 24 * time.Hour
	return time.Duration(max(-1, min(f*float64(time.Second), float64(longest))))
}

// negative is less than any number that somebody means.
const negative = -math.MaxFloat64

// number is a numeric property of an object.
type number[S interface{ binding() *binding }] struct {
	name, unit, doc string
	initial, least  float64
	field           func(S) *float64
	apply           func(S, float64)
}

// member makes the row of a class. Null and undefined assign the initial value.
func (n number[S]) member() member[S] {
	return member[S]{
		name: n.name, doc: n.doc,
		signature: ": number = " + decimal(n.initial) + n.unit,
		get:       func(s S) goja.Value { return s.binding().vm.ToValue(*n.field(s)) },
		set: func(s S, v goja.Value) {
			f := n.initial
			if !omitted(v) {
				f = v.ToFloat()
			}
			switch b := s.binding(); {
			case math.IsNaN(f):
				panic(b.vm.NewTypeError("%s must be a number", n.name))
			case f < n.least:
				panic(b.rangeError(n.name + " must not be less than " + decimal(n.least)))
			}
			*n.field(s) = f
			n.apply(s, f)
		},
	}
}

func decimal(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

// rangeError makes a RangeError.
func (b *binding) rangeError(message string) *goja.Object {
	err, _ := b.vm.New(b.newRangeError.Object(), b.vm.ToValue(message))
	return err
}

// size is a number of bytes, connections or the like.
func size(f float64) int { return int(min(f, math.MaxInt32)) }
