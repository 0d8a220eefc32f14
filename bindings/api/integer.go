package api

import "github.com/dop251/goja"

// integers keeps the values of integers that come often, such as the ids of
// sockets. The engine makes a new one each time.
type integers [256]struct {
	n int
	v goja.Value
}

// Int returns the value of an integer.
func (b *Binder) Int(n int) goja.Value {
	slot := &b.integers[uint(n)%uint(len(b.integers))]
	if slot.v == nil || slot.n != n {
		slot.n, slot.v = n, b.vm.ToValue(n)
	}
	return slot.v
}
