package web

import (
	"slices"
	"strconv"

	"github.com/dop251/goja"
)

// maxCloneDepth keeps a value that is nested without end from using up the
// stack of the process, which cannot be recovered.
const maxCloneDepth = 10_000

// valueSerializer is one StructuredSerializeWithTransfer of the HTML Standard.
type valueSerializer struct {
	*env
	failed string // begins what it throws
	out    *serialized
	known  map[*goja.Object]reference
	depth  int
	moving []transferable
}

// transferable is something that leaves its realm when everything has been
// serialized.
type transferable struct {
	buffer goja.ArrayBuffer
	record *bufferRecord // of the buffer; nil for a port
	port   *messagePort
}

// serialize takes a value out of its realm, with what is transferred. It throws,
// with words that begin with failed, and then nothing has been transferred.
// source is the port that the value is sent through, or nil.
func (e *env) serialize(v goja.Value, transfer []goja.Value, source *messagePort, failed string) *serialized {
	s := &valueSerializer{env: e, failed: failed, out: &serialized{}, known: map[*goja.Object]reference{}}
	for i, item := range transfer {
		s.announce(i, item, source)
	}
	s.out.root = s.value(v)
	// Not before, for a getter may have transferred one of them.
	for i, t := range s.moving {
		switch {
		case t.record != nil && t.buffer.Detached():
			s.fail("ArrayBuffer at index " + strconv.Itoa(i) + " is already detached.")
		case t.port != nil && t.port.end == nil:
			s.fail("Port at index " + strconv.Itoa(i) + " is already neutered.")
		}
	}
	for _, t := range s.moving {
		if t.record != nil {
			t.record.data = t.buffer.Bytes()
			t.buffer.Detach()
			s.out.size += len(t.record.data)
		} else {
			s.out.ports = append(s.out.ports, t.port.leave())
		}
	}
	return s.out
}

// announce enters an item of the transfer list.
func (s *valueSerializer) announce(index int, item goja.Value, source *messagePort) {
	i := strconv.Itoa(index)
	o, ok := item.(*goja.Object)
	if !ok {
		s.fail("Value at index " + i + " does not have a transferable type.")
	}
	_, twice := s.known[o]
	port, isPort := s.platform(o).(*messagePort)
	switch {
	case isPort && port == source:
		s.fail("Port at index " + i + " contains the source port.")
	case isPort && twice:
		s.fail("Message port at index " + i + " is a duplicate of an earlier port.")
	case isPort:
		s.remember(o, &portRecord{index: s.countPorts()})
		s.moving = append(s.moving, transferable{port: port})
		return
	case s.kindOf(o) != kindArrayBuffer:
		s.fail("Value at index " + i + " does not have a transferable type.")
	case twice:
		s.fail("ArrayBuffer at index " + i + " is a duplicate of an earlier ArrayBuffer.")
	}
	r := &bufferRecord{}
	s.remember(o, r)
	s.moving = append(s.moving, transferable{buffer: o.Export().(goja.ArrayBuffer), record: r})
}

func (s *valueSerializer) countPorts() (n int) {
	for _, t := range s.moving {
		if t.port != nil {
			n++
		}
	}
	return n
}

// fail throws a DataCloneError.
func (s *valueSerializer) fail(message string) {
	panic(s.newDOMException("DataCloneError", s.failed+": "+message))
}

func (s *valueSerializer) value(v goja.Value) any {
	switch v := v.(type) {
	case *goja.Symbol:
		s.fail("Symbol(" + v.String() + ") could not be cloned.")
	case *goja.Object:
		return s.object(v)
	}
	primitive := freeze(v)
	s.out.size += primitiveSize(primitive)
	return primitive
}

// remember enters an object before its content is serialized, so that a cycle
// finds it.
func (s *valueSerializer) remember(o *goja.Object, r record) reference {
	ref := reference(len(s.out.objects))
	s.out.objects = append(s.out.objects, r)
	s.out.size += objectSize
	s.known[o] = ref
	return ref
}

func (s *valueSerializer) object(o *goja.Object) reference {
	if ref, ok := s.known[o]; ok {
		return ref
	}
	if s.depth++; s.depth > maxCloneDepth {
		panic(s.construct("RangeError", s.vm.ToValue("Maximum call stack size exceeded")))
	}
	defer func() { s.depth-- }()

	if state := s.platform(o); state != nil {
		return s.platformObject(o, state)
	}
	switch kind := s.kindOf(o); kind {
	case kindPlain, kindArguments:
		r := &objectRecord{}
		ref := s.remember(o, r)
		s.properties(o, func(key string, v any) { r.properties = append(r.properties, propertyRecord{key, v}) })
		return ref
	case kindArray:
		return s.array(o)
	case kindMap:
		r := &mapRecord{}
		ref := s.remember(o, r)
		for _, entry := range s.entries(o) {
			r.entries = append(r.entries, [2]any{s.value(entry[0]), s.value(entry[1])})
		}
		return ref
	case kindSet:
		r := &setRecord{}
		ref := s.remember(o, r)
		for _, member := range s.members(o) {
			r.members = append(r.members, s.value(member))
		}
		return ref
	case kindError:
		return s.error(o)
	case kindDate:
		return s.remember(o, dateRecord{time: freeze(s.dateTime(call(o)))})
	case kindRegExp:
		if source, flags, rewritten := s.rt.Library().RegExpParts(o); rewritten {
			return s.remember(o, regExpRecord{source: source, flags: flags, rewritten: true})
		}
		return s.remember(o, regExpRecord{source: freeze(o.Get("source")), flags: o.Get("flags").String()})
	case kindBoxed:
		if boxedType(o) == "Symbol" {
			s.fail("#<Symbol> could not be cloned.")
		}
		return s.remember(o, boxedRecord{value: freeze(s.unboxed(o))})
	case kindArrayBuffer:
		return s.buffer(o)
	case kindTypedArray, kindDataView:
		return s.view(o, kind)
	default:
		s.fail(s.describe(o, kind) + " could not be cloned.")
		return 0
	}
}

// properties gives the enumerable properties, running getters.
func (s *valueSerializer) properties(o *goja.Object, add func(key string, v any)) {
	for _, key := range o.Keys() {
		// A getter before may have deleted it.
		if v := o.Get(key); v != nil {
			s.out.size += valueSize + len(key)
			add(key, s.value(v))
		}
	}
}

func (s *valueSerializer) array(o *goja.Object) reference {
	r := &arrayRecord{length: o.Get("length").ToInteger()}
	ref := s.remember(o, r)
	s.properties(o, func(key string, v any) {
		if len(r.properties) == 0 && key == strconv.Itoa(len(r.items)) {
			r.items = append(r.items, v)
		} else {
			r.properties = append(r.properties, propertyRecord{key, v})
		}
	})
	return ref
}

// clonedErrors are the classes of errors that survive cloning; all others
// become Error.
var clonedErrors = []string{"EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", "URIError"}

func (s *valueSerializer) error(o *goja.Object) reference {
	r := &errorRecord{class: "Error"}
	if v := o.Get("name"); v != nil && slices.Contains(clonedErrors, s.toString(v)) {
		r.class = s.toString(v)
	}
	ref := s.remember(o, r)
	for _, key := range []string{"message", "stack", "cause"} {
		p, ok := s.ownProperty(o, s.vm.ToValue(key))
		v := p.value
		if key == "stack" && p.accessor != "" { // of an error as package builtins makes them
			v, _ = s.get(o, key).(goja.String)
		}
		switch {
		case !ok || v == nil:
		case key == "cause":
			r.properties = append(r.properties, propertyRecord{key, s.value(v)})
		case !goja.IsString(v):
			r.properties = append(r.properties, propertyRecord{key, s.toString(v)})
		default:
			r.properties = append(r.properties, propertyRecord{key, s.value(v)})
		}
	}
	return ref
}

func (s *valueSerializer) buffer(o *goja.Object) reference {
	buffer := o.Export().(goja.ArrayBuffer)
	if buffer.Detached() {
		s.fail("An ArrayBuffer is detached and could not be cloned.")
	}
	s.rt.Reserve(len(buffer.Bytes()), noMemory)
	s.out.size += len(buffer.Bytes())
	return s.remember(o, &bufferRecord{data: slices.Clone(buffer.Bytes())})
}

// view serializes a typed array or DataView; views on one buffer stay so.
func (s *valueSerializer) view(o *goja.Object, kind kind) reference {
	r := viewRecord{class: "DataView"}
	length := o.Get("byteLength")
	if kind == kindTypedArray {
		r.class, length = s.viewName(call(o)).String(), s.viewLength(call(o))
	}
	r.offset, r.length = o.Get("byteOffset").ToInteger(), length.ToInteger()
	r.buffer = s.object(o.Get("buffer").(*goja.Object))
	return s.remember(o, r)
}

// platformObject serializes an object of a class of ours that is serializable.
func (s *valueSerializer) platformObject(o *goja.Object, state any) reference {
	switch state := state.(type) {
	case *domError:
		r := domErrorRecord{domError: *state}
		if stack := o.Get("stack"); stack != nil {
			r.stack = freeze(stack.ToString())
		}
		return s.remember(o, r)
	case *blob: // its bytes are shared, for they do not change
		return s.remember(o, blobRecord{blob: state})
	case *file:
		return s.remember(o, fileRecord{file: state})
	case *cryptoKey:
		return s.remember(o, keyRecord{cryptoKey: *state})
	case *messagePort:
		s.fail("A MessagePort could not be cloned because it was not transferred.")
	}
	s.fail(s.tag(o) + " object could not be cloned.")
	return 0
}

// describe names an object in an error message as V8 does.
func (e *env) describe(o *goja.Object, kind kind) string {
	if kind == kindFunction {
		return e.source(o)
	}
	if kind == kindProxy {
		return "#<Object>"
	}
	return "#<" + e.constructorName(o) + ">"
}
