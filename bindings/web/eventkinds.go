package web

import "github.com/dop251/goja"

type customEvent struct {
	event
	detail goja.Value
}

type messageEvent struct {
	event
	data        goja.Value
	origin      string
	lastEventID string
	source      goja.Value // null if nil
	ports       goja.Value // an empty list if nil
}

type closeEvent struct {
	event
	wasClean bool
	code     uint16
	reason   string
}

type errorEvent struct {
	event
	message, filename string
	line, column      uint32
	thrown            goja.Value
}

type rejectionEvent struct {
	event
	promise *goja.Object
	reason  goja.Value
}

type progressEvent struct {
	event
	computable    bool
	loaded, total float64
}

func (e *env) installCustomEvent() {
	define(e, class[*customEvent]{
		name: "CustomEvent", parent: e.class("Event").constructor, required: 1,
		construct: func(call goja.ConstructorCall) *customEvent {
			ev, init := e.newEvent(call, "CustomEvent")
			return &customEvent{ev, init.value("detail", goja.Null())}
		},
		attributes: []attribute[*customEvent]{
			{"detail", func(ev *customEvent) any { return ev.detail }, nil},
		},
		methods: []method[*customEvent]{
			{"initCustomEvent", 1, func(ev *customEvent, call goja.FunctionCall) goja.Value {
				if !ev.dispatching {
					ev.init(e.toString(call.Argument(0)), call.Argument(1), call.Argument(2))
					ev.detail = orNull(argumentOrNil(call, 3))
				}
				return nil
			}},
		},
	})
}

func (e *env) installMessageEvent() {
	define(e, class[*messageEvent]{
		name: "MessageEvent", parent: e.class("Event").constructor, required: 1,
		construct: func(call goja.ConstructorCall) *messageEvent {
			ev, init := e.newEvent(call, "MessageEvent")
			m := &messageEvent{
				event: ev, data: init.value("data", goja.Null()),
				origin: init.text("origin"), lastEventID: init.text("lastEventId"),
				source: init.member("source"),
			}
			if ports := init.member("ports"); ports != nil {
				m.ports = e.list(e.sequence(ports, "Failed to construct 'MessageEvent'"))
				e.freeze(goja.FunctionCall{Arguments: []goja.Value{m.ports}})
			}
			return m
		},
		attributes: []attribute[*messageEvent]{
			{"data", func(ev *messageEvent) any { return ev.data }, nil},
			{"origin", func(ev *messageEvent) any { return ev.origin }, nil},
			{"lastEventId", func(ev *messageEvent) any { return ev.lastEventID }, nil},
			{"source", func(ev *messageEvent) any { return orNull(ev.source) }, nil},
			{"ports", func(ev *messageEvent) any {
				if ev.ports == nil {
					ev.ports = e.frozen(nil)
				}
				return ev.ports
			}, nil},
		},
	})
}

func (e *env) installCloseEvent() {
	define(e, class[*closeEvent]{
		name: "CloseEvent", parent: e.class("Event").constructor, required: 1,
		construct: func(call goja.ConstructorCall) *closeEvent {
			ev, init := e.newEvent(call, "CloseEvent")
			return &closeEvent{ev, init.boolean("wasClean"), uint16(init.int32("code")), init.text("reason")}
		},
		attributes: []attribute[*closeEvent]{
			{"wasClean", func(ev *closeEvent) any { return ev.wasClean }, nil},
			{"code", func(ev *closeEvent) any { return ev.code }, nil},
			{"reason", func(ev *closeEvent) any { return ev.reason }, nil},
		},
	})
}

func (e *env) installErrorEvent() {
	define(e, class[*errorEvent]{
		name: "ErrorEvent", parent: e.class("Event").constructor, required: 1,
		construct: func(call goja.ConstructorCall) *errorEvent {
			ev, init := e.newEvent(call, "ErrorEvent")
			return &errorEvent{
				event: ev, message: init.text("message"), filename: init.text("filename"),
				line: uint32(init.int32("lineno")), column: uint32(init.int32("colno")),
				thrown: init.value("error", goja.Undefined()),
			}
		},
		attributes: []attribute[*errorEvent]{
			{"message", func(ev *errorEvent) any { return ev.message }, nil},
			{"filename", func(ev *errorEvent) any { return ev.filename }, nil},
			{"lineno", func(ev *errorEvent) any { return ev.line }, nil},
			{"colno", func(ev *errorEvent) any { return ev.column }, nil},
			{"error", func(ev *errorEvent) any { return ev.thrown }, nil},
		},
	})
}

func (e *env) installRejectionEvent() {
	define(e, class[*rejectionEvent]{
		name: "PromiseRejectionEvent", parent: e.class("Event").constructor, required: 2,
		construct: func(call goja.ConstructorCall) *rejectionEvent {
			const failed = "Failed to construct 'PromiseRejectionEvent'"
			ev, init := e.newEvent(call, "PromiseRejectionEvent")
			promise, ok := init.member("promise").(*goja.Object)
			if !ok {
				e.throwType("%s: Failed to read the 'promise' property from 'PromiseRejectionEventInit': Required member is undefined.", failed)
			}
			return &rejectionEvent{ev, promise, init.value("reason", goja.Undefined())}
		},
		attributes: []attribute[*rejectionEvent]{
			{"promise", func(ev *rejectionEvent) any { return ev.promise }, nil},
			{"reason", func(ev *rejectionEvent) any { return ev.reason }, nil},
		},
	})
}

func (e *env) installProgressEvent() {
	define(e, class[*progressEvent]{
		name: "ProgressEvent", parent: e.class("Event").constructor, required: 1,
		construct: func(call goja.ConstructorCall) *progressEvent {
			ev, init := e.newEvent(call, "ProgressEvent")
			return &progressEvent{ev, init.boolean("lengthComputable"), init.number("loaded"), init.number("total")}
		},
		attributes: []attribute[*progressEvent]{
			{"lengthComputable", func(ev *progressEvent) any { return ev.computable }, nil},
			{"loaded", func(ev *progressEvent) any { return ev.loaded }, nil},
			{"total", func(ev *progressEvent) any { return ev.total }, nil},
		},
	})
}

// list makes an Array.
func (e *env) list(values []goja.Value) *goja.Object {
	items := make([]any, len(values))
	for i, v := range values {
		items[i] = v
	}
	return e.vm.NewArray(items...)
}
