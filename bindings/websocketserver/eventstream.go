package websocketserver

import (
	"strings"

	"github.com/dop251/goja"
)

// eventStream sends a server-sent event, or only the head.
func (r *response) eventStream(events []goja.Value) {
	if r.done() {
		return
	}
	if !r.begun {
		r.contentType = r.x.b.vm.ToValue("text/event-stream")
		if !has(r.fields(), "Cache-Control") {
			define(r.fields(), "Cache-Control", r.x.b.vm.ToValue("no-cache"))
		}
		r.flush()
	}
	r.streaming = true
	r.watch()
	if len(events) > 0 {
		text := r.event(events[0])
		if r.done() { // a toJSON may have closed it
			return
		}
		r.body = append(r.body, text...)
		r.flush()
	}
}

// eventFields are the fields of an event, in the order in which they are sent.
var eventFields = [...]string{"event", "id", "retry", "data"}

// event is the text of an event.
func (r *response) event(v goja.Value) string {
	var b strings.Builder
	o, isObject := v.(*goja.Object)
	if !isObject || !isEvent(o) {
		writeField(&b, "data", r.eventData(v))
		return b.String() + "\n"
	}
	for _, name := range eventFields {
		field := o.Get(name)
		switch {
		case field == nil || goja.IsUndefined(field):
		case name == "data":
			writeField(&b, name, r.eventData(field))
		default:
			// A line break would begin another field.
			writeField(&b, name, lineBreaks.Replace(r.x.b.text(field)))
		}
	}
	return b.String() + "\n"
}

func isEvent(o *goja.Object) bool {
	for _, name := range eventFields {
		if has(o, name) {
			return true
		}
	}
	return false
}

// eventData is the data of an event: text as it is, everything else in JSON.
func (r *response) eventData(v goja.Value) string {
	if s, ok := v.(goja.String); ok {
		return s.String()
	}
	if v = r.x.b.stringify(call(nil, v)); goja.IsUndefined(v) {
		return ""
	}
	return v.String()
}

// oneBreak has every kind of line break be "\n"; lineBreaks has none left.
var (
	oneBreak   = strings.NewReplacer("\r\n", "\n", "\r", "\n")
	lineBreaks = strings.NewReplacer("\r", "", "\n", "", "\x00", "")
)

// writeField writes a field with a line for each line of the value.
func writeField(b *strings.Builder, name, value string) {
	for line := range strings.SplitSeq(oneBreak.Replace(value), "\n") {
		b.WriteString(name + ": " + line + "\n")
	}
}
