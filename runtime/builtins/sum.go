package builtins

import (
	"math"
	"math/big"

	"github.com/dop251/goja"
)

// exactSum adds floats without rounding.
type exactSum struct {
	sum      big.Float
	started  bool
	infinite [2]bool // below, above
	nan      bool
}

// Every float64 is a multiple of 2**-1074 below 2**1024, so sums of 2**53 of them
// fit into so many bits.
const exactBits = 1024 + 1074 + 53 + 1

func (s *exactSum) add(f float64) {
	if !s.started {
		s.sum.SetPrec(exactBits)
		s.started = true
	}
	switch {
	case math.IsNaN(f):
		s.nan = true
	case math.IsInf(f, -1):
		s.infinite[0] = true
	case math.IsInf(f, 1):
		s.infinite[1] = true
	default:
		var x big.Float
		s.sum.Add(&s.sum, x.SetFloat64(f))
	}
}

func (s *exactSum) value() float64 {
	switch {
	case s.nan || s.infinite[0] && s.infinite[1]:
		return math.NaN()
	case s.infinite[0]:
		return math.Inf(-1)
	case s.infinite[1]:
		return math.Inf(1)
	}
	f, _ := s.sum.Float64()
	return f + 0
}

// sumPrecise is Math.sumPrecise, which rounds once, at the end. The sum of nothing
// but negative zeros is one.
func (r *Realm) sumPrecise(c goja.FunctionCall) goja.Value {
	if isNullish(c.Argument(0)) {
		r.throwType("%s is not iterable", r.show(c.Argument(0)))
	}
	var sum exactSum
	empty := true
	r.iterate(c.Argument(0), func(v goja.Value) bool {
		if !goja.IsNumber(v) {
			r.throwType("Type of 'Iterator value' must be 'number', found '%s'", typeOf(v))
		}
		f := v.ToFloat()
		if f != 0 || !math.Signbit(f) {
			empty = false
		}
		sum.add(f)
		return true
	})
	if empty {
		return r.vm.ToValue(math.Copysign(0, -1))
	}
	return r.vm.ToValue(sum.value())
}
