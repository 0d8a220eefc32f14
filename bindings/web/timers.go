package web

import (
	"fmt"
	"slices"
	"time"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/eventloop"
)

func (e *env) installTimers() {
	loop := e.rt.Loop()
	e.timers = map[eventloop.TimerID]struct{}{}
	e.rt.OnClose(func() {
		for id := range e.timers {
			loop.ClearTimer(id)
		}
	})
	e.operation("setTimeout", 1, e.timerSetter("setTimeout", loop.SetTimeout))
	e.operation("setInterval", 1, e.timerSetter("setInterval", loop.SetInterval))
	// Timeouts and intervals share their ids, so either function clears both.
	clearTimer := func(call goja.FunctionCall) goja.Value {
		id := eventloop.TimerID(toInt32(call.Argument(0)))
		if _, ours := e.timers[id]; ours {
			delete(e.timers, id)
			loop.ClearTimer(id)
		}
		return nil
	}
	e.operation("clearTimeout", 0, clearTimer)
	e.operation("clearInterval", 0, clearTimer)
}

func (e *env) timerSetter(name string, set func(time.Duration, func()) eventloop.TimerID) native {
	return func(call goja.FunctionCall) goja.Value {
		fire := e.timerHandler(name, call.Arguments)
		delay := time.Duration(toInt32(call.Argument(1))) * time.Millisecond
		id := set(delay, fire)
		e.timers[id] = struct{}{}
		return e.vm.ToValue(int32(id))
	}
}

// timerHandler makes the task of a timer. A handler that is no function is
// source text, run in the global scope when the timer fires.
func (e *env) timerHandler(name string, args []goja.Value) func() {
	if f, ok := goja.AssertFunction(args[0]); ok {
		onWindow := func(_ goja.Value, args ...goja.Value) (goja.Value, error) {
			return f(e.vm.GlobalObject(), args...)
		}
		// A copy: the arguments of a call live on the engine's stack.
		extra := slices.Clone(args[min(2, len(args)):])
		return func() { e.rt.Call("Uncaught ", onWindow, extra...) }
	}
	src := e.toString(args[0])
	script := fmt.Sprintf("<%s>", name)
	return func() {
		if err := e.rt.RunScript(script, src); err != nil {
			e.rt.Report("Uncaught ", err)
		}
	}
}
