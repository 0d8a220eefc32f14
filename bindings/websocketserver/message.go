package websocketserver

import (
	"slices"
	"unsafe"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/bindings/api"
	"github.com/sockhost/sockhost/sockets/ws"
)

// message is the object of a message. To scripts it is a plain object, in the
// limits of [api.Binder.Record], which it becomes when a script changes it.
// Until then its properties are made when they are read: there are far more
// messages than anything else.
type message struct {
	b       *binding
	m       ws.Message
	text    bool       // data is a string
	data    goja.Value // when it has been read
	changed goja.DynamicObject
}

// messageFields are the properties, in their order.
var messageFields = []string{"type", "fin", "rsv1", "rsv2", "rsv3", "data", "length"}

// message makes the object of a message.
func (b *binding) message(m ws.Message, text bool) *goja.Object {
	return b.vm.NewDynamicObject(&message{b: b, m: m, text: text})
}

func (m *message) Get(name string) goja.Value {
	if m.changed != nil {
		return m.changed.Get(name)
	}
	switch name {
	case "data":
		if m.data == nil {
			m.data = m.makeData()
		}
		return m.data
	case "type":
		return m.b.flags[m.m.Type]
	case "fin":
		return m.b.flag(m.m.Fin)
	case "rsv1", "rsv2", "rsv3":
		return m.b.flags[0]
	case "length":
		return m.b.vm.ToValue(len(m.m.Data))
	}
	return nil
}

func (m *message) makeData() goja.Value {
	if m.text {
		// Nobody changes the bytes of a text.
		return m.b.vm.ToValue(unsafe.String(unsafe.SliceData(m.m.Data), len(m.m.Data)))
	}
	return m.b.api.Bytes(m.m.Data)
}

func (m *message) Has(name string) bool {
	if m.changed != nil {
		return m.changed.Has(name)
	}
	return slices.Contains(messageFields, name)
}

func (m *message) Keys() []string {
	if m.changed != nil {
		return m.changed.Keys()
	}
	return messageFields
}

func (m *message) Set(name string, v goja.Value) bool { return m.change().Set(name, v) }

func (m *message) Delete(name string) bool { return m.change().Delete(name) }

// change gives the object properties that can be changed.
func (m *message) change() goja.DynamicObject {
	if m.changed == nil {
		var fields []api.Field
		for _, name := range messageFields {
			fields = append(fields, api.Field{Name: name, Value: m.Get(name)})
		}
		m.changed = api.NewRecord(fields...)
	}
	return m.changed
}
