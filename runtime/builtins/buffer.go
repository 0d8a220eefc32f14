package builtins

import (
	"math"

	"github.com/dop251/goja"
)

// buffer is this as an ArrayBuffer, or throws.
func (r *Realm) buffer(c goja.FunctionCall, method string) (*goja.Object, goja.ArrayBuffer) {
	if o, ok := c.This.(*goja.Object); ok {
		if b, ok := o.Export().(goja.ArrayBuffer); ok {
			return o, b
		}
	}
	panic(r.incompatible("ArrayBuffer.prototype."+method, c.This))
}

func (r *Realm) bufferDetached(c goja.FunctionCall) goja.Value {
	_, b := r.buffer(c, "detached")
	return r.vm.ToValue(b.Detached())
}

// bufferMaxByteLength: no buffer here can be resized.
func (r *Realm) bufferMaxByteLength(c goja.FunctionCall) goja.Value {
	_, b := r.buffer(c, "maxByteLength")
	return r.vm.ToValue(len(b.Bytes()))
}

func (r *Realm) bufferResizable(c goja.FunctionCall) goja.Value {
	r.buffer(c, "resizable")
	return r.vm.ToValue(false)
}

func (r *Realm) bufferResize(c goja.FunctionCall) goja.Value {
	r.buffer(c, "resize")
	r.throwType("Method ArrayBuffer.prototype.resize called on incompatible receiver #<ArrayBuffer>")
	return nil
}

func (r *Realm) bufferTransfer(c goja.FunctionCall) goja.Value {
	_, b := r.buffer(c, "transfer")
	size := len(b.Bytes())
	if v := c.Argument(0); !isUndefined(v) {
		size = r.toIndex(v, "Invalid array buffer length")
	}
	if b.Detached() {
		r.throwType("Cannot perform ArrayBuffer.prototype.transfer on a detached ArrayBuffer")
	}
	bytes := b.Bytes()
	switch {
	case size <= len(bytes):
		bytes = bytes[:size:size]
	default:
		r.host.Reserve(size, "Array buffer allocation failed")
		bytes = append(make([]byte, 0, size), bytes...)[:size]
	}
	moved := r.vm.NewArrayBuffer(bytes)
	b.Detach()
	return r.vm.ToValue(moved)
}

// float16bits converts to binary16, rounding to even.
func float16bits(f float64) uint16 {
	b := math.Float64bits(f)
	sign := uint16(b >> 48 & 0x8000)
	switch a := math.Abs(f); {
	case f != f:
		return 0x7E00
	case a >= 65520:
		return sign | 0x7C00
	case a < 0x1p-14: // subnormal: a multiple of 2**-24
		return sign | uint16(math.RoundToEven(a*0x1p24))
	default:
		_, e := math.Frexp(a) // a is in [2**(e-1), 2**e)
		fraction := math.RoundToEven(math.Ldexp(a, 11-e))
		return sign | uint16(int(fraction)-1024+(e+14)<<10)
	}
}

func float16value(b uint16) float64 {
	e, fraction := int(b>>10&31), float64(b&0x3FF)
	var f float64
	switch e {
	case 0:
		f = fraction * 0x1p-24
	case 31:
		f = math.Inf(1)
		if fraction != 0 {
			f = math.NaN()
		}
	default:
		f = math.Ldexp(1024+fraction, e-25)
	}
	if b&0x8000 != 0 {
		return math.Copysign(f, -1)
	}
	return f
}

func (r *Realm) f16round(c goja.FunctionCall) goja.Value {
	return r.vm.ToValue(float16value(float16bits(r.toNumber(c.Argument(0)))))
}

func (r *Realm) getFloat16(c goja.FunctionCall) goja.Value {
	bits := r.native("DataView.prototype.getUint16")(c)
	return r.vm.ToValue(float16value(uint16(bits.ToInteger())))
}

func (r *Realm) setFloat16(c goja.FunctionCall) goja.Value {
	bits := r.vm.ToValue(int(float16bits(r.toNumber(c.Argument(1)))))
	return r.native("DataView.prototype.setUint16")(call(c.This, c.Argument(0), bits, c.Argument(2)))
}
