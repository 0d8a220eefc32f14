package web

import (
	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/runtime"
)

// uncaught is the HTML Standard's "report an exception" and "notify about
// rejected promises". It reports true if the program has dealt with the error, or
// if somebody else will.
func (e *env) uncaught(u *runtime.Uncaught) bool {
	if u.Promise != nil {
		return e.unhandledRejection(u)
	}
	if s := e.worker; s != nil && s.misread != nil && u.Thrown == s.misread {
		u.File, u.Line, u.Column = s.misreadPlace.File, s.misreadPlace.Line, s.misreadPlace.Column
	}
	if !e.reporting && !u.Interrupted {
		e.reporting = true
		handled := e.fireError(e.global.listening(), u)
		e.reporting = false
		if handled {
			return true
		}
	}
	if e.worker != nil {
		e.worker.tellOwner(u)
		return true
	}
	return false
}

// fireError fires the event of an error that nobody caught. It reports whether
// the program has dealt with it.
func (e *env) fireError(t *eventTarget, u *runtime.Uncaught) bool {
	if !t.has("error") || e.rt.Closed() {
		return false
	}
	ev := &errorEvent{
		event: e.trustedEvent("error"), message: u.Message, filename: e.scriptURL(u.File),
		line: uint32(u.Line), column: uint32(u.Column), thrown: orNull(u.Thrown),
	}
	ev.cancelable = true
	return !e.dispatch(t, e.eventOf(e.prototype("ErrorEvent"), ev), ev)
}

func (e *env) unhandledRejection(u *runtime.Uncaught) bool {
	t := e.global.listening()
	if !t.has("unhandledrejection") {
		return false
	}
	ev := &rejectionEvent{event: e.trustedEvent("unhandledrejection"), promise: e.vm.ToValue(u.Promise).(*goja.Object), reason: u.Thrown}
	ev.cancelable = true
	return !e.dispatch(t, e.eventOf(e.prototype("PromiseRejectionEvent"), ev), ev)
}

// globalError is the event of an error at the global object, whose onerror gets
// its parts; or nil.
func (e *env) globalError(t *eventTarget, o goja.Value) *errorEvent {
	if t != e.global.listening() {
		return nil
	}
	ev, _ := e.platform(o.(*goja.Object)).(*errorEvent)
	if ev == nil || ev.kind != "error" {
		return nil
	}
	return ev
}

// handle calls an onerror, which cancels the event by returning true.
func (ev *errorEvent) handle(e *env, f goja.Callable) (goja.Value, error) {
	result, err := f(e.vm.GlobalObject(), e.vm.ToValue(ev.message), e.vm.ToValue(ev.filename), e.vm.ToValue(ev.line), e.vm.ToValue(ev.column), ev.thrown)
	if err == nil && result.StrictEquals(e.vm.ToValue(true)) {
		ev.cancel()
	}
	return result, err
}

// installReportError installs reportError.
func (e *env) installReportError() {
	e.operation("reportError", 1, func(c goja.FunctionCall) goja.Value {
		e.rt.ReportThrown("Uncaught ", c.Argument(0))
		return nil
	})
}
