package websocketserver

import (
	"github.com/dop251/goja"
)

// slot is a callback that a script may assign, at any time. It begins empty,
// and whatever is no function empties it.
type slot struct {
	this *goja.Object // for the callback; set before the slot can be assigned
	b    *binding

	heading string // of the report when the callback throws
	value   *goja.Object
	call    goja.Callable
	result  goja.Value // of the last call
}

func (s *slot) get() goja.Value {
	if s.value == nil {
		return goja.Null()
	}
	return s.value
}

func (s *slot) set(name string, v goja.Value) {
	f, ok := goja.AssertFunction(v)
	if !ok {
		s.value, s.call = nil, nil
		return
	}
	s.value = v.(*goja.Object)
	s.take(name, f)
}

// take has f be the callback; name is for reports.
func (s *slot) take(name string, f goja.Callable) {
	s.heading = "Error in " + name + ": "
	this := s.this
	s.call = func(_ goja.Value, args ...goja.Value) (v goja.Value, err error) {
		v, err = f(this, args...)
		s.result = v
		return v, err
	}
}

// empty tells whether nobody would hear of the event.
func (s *slot) empty() bool { return s.call == nil }

// emit calls the callback, if there is one. It returns the result, and whether
// the callback returned normally.
func (s *slot) emit(args ...goja.Value) (result goja.Value, ok bool) {
	if s.call == nil {
		return nil, false
	}
	ok = s.b.rt.Call(s.heading, s.call, args...)
	result, s.result = s.result, nil
	return result, ok
}
