package web

import (
	"math"
	"slices"
	"time"

	"github.com/dop251/goja"
)

// abortSignal is an AbortSignal, as the DOM Standard says.
type abortSignal struct {
	eventTarget
	reason goja.Value // nil before it is aborted
	steps  []*func()  // to be run when it is aborted

	combined   bool           // made by AbortSignal.any
	sources    []*abortSignal // of a combined signal; none of them is one
	dependents []*abortSignal
}

func (s *abortSignal) aborted() bool { return s.reason != nil }

// onAbort runs f when the signal is aborted, unless forget was called before.
func (s *abortSignal) onAbort(f func()) (forget func()) {
	step := &f
	s.steps = append(s.steps, step)
	return func() {
		s.steps = slices.DeleteFunc(s.steps, func(other *func()) bool { return other == step })
	}
}

type abortController struct{ signal *abortSignal }

func (e *env) installAbort() {
	define(e, class[*abortSignal]{
		name:   "AbortSignal",
		parent: e.eventTarget,
		attributes: []attribute[*abortSignal]{
			{"aborted", func(s *abortSignal) any { return s.aborted() }, nil},
			{"reason", func(s *abortSignal) any {
				if s.reason == nil {
					return goja.Undefined()
				}
				return s.reason
			}, nil},
		},
		handlers: []string{"abort"},
		methods: []method[*abortSignal]{
			{"throwIfAborted", 0, func(s *abortSignal, _ goja.FunctionCall) goja.Value {
				if s.aborted() {
					panic(s.reason)
				}
				return nil
			}},
		},
		statics: []static{
			{"abort", 0, func(call goja.FunctionCall) goja.Value {
				s := e.newSignal()
				s.reason = e.abortReason(call.Argument(0))
				return s.self
			}},
			{"any", 1, e.anySignal},
			{"timeout", 1, e.timeoutSignal},
		},
	})
	define(e, class[*abortController]{
		name:      "AbortController",
		construct: func(goja.ConstructorCall) *abortController { return &abortController{e.newSignal()} },
		attributes: []attribute[*abortController]{
			{"signal", func(c *abortController) any { return c.signal.self }, nil},
		},
		methods: []method[*abortController]{
			{"abort", 0, func(c *abortController, call goja.FunctionCall) goja.Value {
				e.abort(c.signal, e.abortReason(call.Argument(0)))
				return nil
			}},
		},
	})
}

func (e *env) newSignal() *abortSignal {
	s := &abortSignal{}
	e.instance(e.prototype("AbortSignal"), s)
	return s
}

// signalOf is the signal that an argument must be.
func (e *env) signalOf(v goja.Value, failed string) *abortSignal {
	if o, ok := v.(*goja.Object); ok {
		if s, ok := e.platform(o).(*abortSignal); ok {
			return s
		}
	}
	e.throwType("%s: Failed to convert value to 'AbortSignal'.", failed)
	return nil
}

func (e *env) abortReason(v goja.Value) goja.Value {
	if goja.IsUndefined(v) {
		return e.newDOMException("AbortError", "signal is aborted without reason")
	}
	return v
}

// abort is the standard's "signal abort": all that depend on the signal are
// aborted before anybody hears of it.
func (e *env) abort(s *abortSignal, reason goja.Value) {
	if s.aborted() {
		return
	}
	s.reason = reason
	all := []*abortSignal{s}
	for _, d := range s.dependents {
		if !d.aborted() {
			d.reason = reason
			all = append(all, d)
		}
	}
	for _, s := range all {
		steps := s.steps
		s.steps, s.sources, s.dependents = nil, nil, nil
		for _, step := range steps {
			(*step)()
		}
		e.fire(&s.eventTarget, "abort")
	}
}

// timeoutSignal is AbortSignal.timeout. A signal alone does not keep the
// program running, so that a limit does not outlast what it limits.
func (e *env) timeoutSignal(call goja.FunctionCall) goja.Value {
	ms := math.Trunc(call.Argument(0).ToNumber().ToFloat())
	if math.IsNaN(ms) {
		e.throwType("Failed to execute 'timeout' on 'AbortSignal': Value is not of type 'unsigned long long'.")
	}
	if !(ms >= 0 && ms < 1<<53) {
		e.throwType("Failed to execute 'timeout' on 'AbortSignal': Value is outside the 'unsigned long long' value range.")
	}
	s, loop := e.newSignal(), e.rt.Loop()
	delay := time.Duration(math.MaxInt64)
	if limit := float64(delay / time.Millisecond); ms < limit {
		delay = time.Duration(ms) * time.Millisecond
	}
	time.AfterFunc(delay, func() {
		loop.Post(func() { e.abort(s, e.newDOMException("TimeoutError", "signal timed out")) })
	})
	return s.self
}

// anySignal is AbortSignal.any.
func (e *env) anySignal(call goja.FunctionCall) goja.Value {
	const failed = "Failed to execute 'any' on 'AbortSignal'"
	var signals []*abortSignal
	for _, v := range e.sequence(call.Argument(0), failed) {
		signals = append(signals, e.signalOf(v, failed))
	}
	s := e.newSignal()
	if i := slices.IndexFunc(signals, (*abortSignal).aborted); i >= 0 {
		s.reason = signals[i].reason
		return s.self
	}
	s.combined = true
	for _, signal := range signals {
		sources := []*abortSignal{signal}
		if signal.combined {
			sources = signal.sources
		}
		for _, source := range sources {
			if !slices.Contains(s.sources, source) {
				s.sources = append(s.sources, source)
				source.dependents = append(source.dependents, s)
			}
		}
	}
	return s.self
}
