package web

import (
	"bytes"

	"github.com/dop251/goja"
)

const (
	streamQueue = 256 << 10 // bytes that a stream holds before it asks its producer to wait
	streamChunk = 64 << 10  // bytes that a read gives at most, as in Chromium
)

// byteStream is a ReadableStream of the Streams Standard, as far as bodies need
// one: bytes that Go produces. Who is done with it has taken its end.
type byteStream struct {
	env  *env
	self *goja.Object // nil before it is asked for

	queue     [][]byte
	queued    int // bytes
	ended     bool
	failure   goja.Value // why it ended, nil at the end of the bytes
	disturbed bool

	reader *streamReader // that it is locked to, or nil
	sink   *streamSink   // that takes everything, or nil

	more func() // asks the producer for more; may be nil
	drop func() // tells the producer that nobody wants more; may be nil
}

// streamSink takes all that is in a stream and comes into it. chunk returns
// false if more is to wait until it is asked for.
type streamSink struct {
	chunk func([]byte) bool
	end   func(failure goja.Value)
}

// streamReader is a ReadableStreamDefaultReader.
type streamReader struct {
	stream  *byteStream // nil once it was released
	pending []*promise
	closed  *promise
}

// streamOf is a stream of bytes that are here already.
func (e *env) streamOf(data []byte) *byteStream {
	s := &byteStream{env: e, ended: true}
	if len(data) > 0 {
		s.queue, s.queued = [][]byte{data}, len(data)
	}
	return s
}

// The producer's side.

// push adds bytes, which do not change any more. It returns false if the next
// are to wait until more is called.
func (s *byteStream) push(b []byte) bool {
	switch {
	case s.ended:
		return true
	case s.sink != nil:
		return s.sink.chunk(b)
	case s.reader != nil && len(s.reader.pending) > 0 && len(b) > 0:
		s.queue, s.queued = append(s.queue, b), s.queued+len(b)
		for len(s.reader.pending) > 0 && s.queued > 0 {
			p, chunk := s.reader.pending[0], s.pop()
			s.reader.pending = s.reader.pending[1:]
			p.settle(func() goja.Value { return s.result(chunk) })
		}
	case len(b) > 0:
		s.queue, s.queued = append(s.queue, b), s.queued+len(b)
	}
	return s.queued < streamQueue
}

// end says that no more bytes come: all are there, or failure tells why not.
func (s *byteStream) end(failure goja.Value) {
	if s.ended {
		return
	}
	s.ended, s.failure = true, failure
	if failure != nil {
		s.queue, s.queued = nil, 0
	}
	if s.sink != nil {
		s.sink.end(failure)
		return
	}
	s.finished()
}

// finished tells the reader that nothing is left.
func (s *byteStream) finished() {
	r := s.reader
	if r == nil || !s.ended || s.queued > 0 {
		return
	}
	pending := r.pending
	r.pending = nil
	for _, p := range append(pending, r.closed) {
		switch {
		case s.failure != nil:
			p.refuse(s.failure)
		case p == r.closed:
			p.settle(func() goja.Value { return goja.Undefined() })
		default:
			p.settle(func() goja.Value { return s.result(nil) })
		}
	}
}

// The consumer's side.

func (s *byteStream) locked() bool { return s.reader != nil || s.sink != nil }

// pop takes the next bytes of the queue.
func (s *byteStream) pop() []byte {
	b := s.queue[0]
	if len(b) > streamChunk {
		s.queue[0] = b[streamChunk:]
		b = b[:streamChunk]
	} else {
		s.queue = s.queue[1:]
	}
	s.queued -= len(b)
	return b
}

// result is what a read gives: a chunk, or the end.
func (s *byteStream) result(chunk []byte) goja.Value {
	o := s.env.vm.NewObject()
	if chunk == nil {
		o.Set("value", goja.Undefined())
	} else {
		o.Set("value", s.env.bytesToUint8Array(bytes.Clone(chunk)))
	}
	o.Set("done", chunk == nil)
	return o
}

// pipe locks the stream and gives all of it to a sink.
func (s *byteStream) pipe(sink streamSink) {
	s.disturbed, s.sink = true, &sink
	more := true
	for _, b := range s.queue {
		more = sink.chunk(b)
	}
	s.queue, s.queued = nil, 0
	switch {
	case s.ended:
		sink.end(s.failure)
	case more && s.more != nil:
		s.more()
	}
}

// tee makes two streams of one.
func (s *byteStream) tee() (a, b *byteStream) {
	dropped := 0
	branch := func() *byteStream {
		return &byteStream{env: s.env, more: s.more, drop: func() {
			if dropped++; dropped == 2 {
				s.cancel()
			}
		}}
	}
	a, b = branch(), branch()
	s.pipe(streamSink{
		chunk: func(chunk []byte) bool {
			one, two := a.push(chunk), b.push(chunk)
			return one || two
		},
		end: func(failure goja.Value) {
			a.end(failure)
			b.end(failure)
		},
	})
	return a, b
}

// moved is a new stream of what is left in s.
func (s *byteStream) moved() *byteStream {
	to := &byteStream{env: s.env, more: s.more, drop: s.cancel}
	s.pipe(streamSink{to.push, to.end})
	return to
}

// collect gives all bytes, or why there are not all, to a function.
func (s *byteStream) collect(done func(data []byte, failure goja.Value)) {
	var data []byte
	over := false
	s.pipe(streamSink{
		chunk: func(b []byte) bool {
			if over {
				return true
			}
			grown, ok := s.env.grow(data, b)
			if data = grown; !ok {
				over, data = true, nil
				s.cancel()
				done(nil, s.env.construct("RangeError", s.env.vm.ToValue("Array buffer allocation failed")))
			}
			return true
		},
		end: func(failure goja.Value) {
			if !over {
				done(data, failure)
			}
		},
	})
}

// cancel ends the stream because nobody wants more.
func (s *byteStream) cancel() {
	s.disturbed = true
	s.queue, s.queued = nil, 0
	if !s.ended {
		s.ended = true
		if s.drop != nil {
			s.drop()
		}
	}
	s.finished()
}

func (e *env) installStream() {
	undefined := func() goja.Value { return goja.Undefined() }
	const constructing = "ReadableStreamDefaultReader constructor can only accept readable streams that are not yet locked to a reader"
	define(e, class[*streamReader]{
		name:     "ReadableStreamDefaultReader",
		promises: []string{"cancel", "closed", "read"},
		attributes: []attribute[*streamReader]{
			{"closed", func(r *streamReader) any { return r.closed.object }, nil},
		},
		methods: []method[*streamReader]{
			{"read", 0, func(r *streamReader, _ goja.FunctionCall) goja.Value { return e.readStream(r).object }},
			{"releaseLock", 0, func(r *streamReader, _ goja.FunctionCall) goja.Value {
				r.release()
				return nil
			}},
			{"cancel", 0, func(r *streamReader, _ goja.FunctionCall) goja.Value {
				p := e.newPromise()
				if r.stream == nil {
					p.refuse(e.released("cancel"))
					return p.object
				}
				r.stream.cancel()
				p.settle(undefined)
				return p.object
			}},
		},
	})
	lock := func(s *byteStream, failed string) *streamReader {
		if s.locked() {
			e.throwType("%s: %s", failed, constructing)
		}
		r := &streamReader{stream: s, closed: e.newPromise()}
		s.reader = r
		// Nobody has to look at this promise.
		e.promiseThen(call(r.closed.object, goja.Undefined(), e.rt.NewFunction("", func(goja.FunctionCall) goja.Value { return nil })))
		s.finished()
		return r
	}
	_, prototype := define(e, class[*byteStream]{
		name:     "ReadableStream",
		promises: []string{"cancel"},
		attributes: []attribute[*byteStream]{
			{"locked", func(s *byteStream) any { return s.locked() }, nil},
		},
		methods: []method[*byteStream]{
			{"cancel", 0, func(s *byteStream, _ goja.FunctionCall) goja.Value {
				p := e.newPromise()
				if s.locked() {
					p.refuse(e.typeError("Failed to execute 'cancel' on 'ReadableStream': Cannot cancel a locked stream"))
					return p.object
				}
				s.cancel()
				p.settle(undefined)
				return p.object
			}},
			{"getReader", 0, func(s *byteStream, call goja.FunctionCall) goja.Value {
				const failed = "Failed to execute 'getReader' on 'ReadableStream'"
				if v := e.dictionary(call.Argument(0), failed, "ReadableStreamGetReaderOptions").member("mode"); v != nil {
					e.throwType("%s: Failed to read the 'mode' property from 'ReadableStreamGetReaderOptions': The provided value '%s' is not a valid enum value of type ReadableStreamReaderMode.", failed, e.toString(v))
				}
				return e.instance(e.prototype("ReadableStreamDefaultReader"), lock(s, failed))
			}},
			{"tee", 0, func(s *byteStream, _ goja.FunctionCall) goja.Value {
				if s.locked() {
					e.throwType("Failed to execute 'tee' on 'ReadableStream': %s", constructing)
				}
				a, b := s.tee()
				return e.vm.NewArray(a.object(), b.object())
			}},
			{"values", 0, func(s *byteStream, _ goja.FunctionCall) goja.Value {
				return e.streamIterator(lock(s, "Failed to execute 'values' on 'ReadableStream'"))
			}},
		},
	})
	if symbol, ok := e.lookup("Symbol").Get("asyncIterator").(*goja.Symbol); ok {
		prototype.DefineDataPropertySymbol(symbol, prototype.Get("values"), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
}

// object is the stream as scripts have it, always the same.
func (s *byteStream) object() *goja.Object {
	if s.self == nil {
		s.self = s.env.instance(s.env.prototype("ReadableStream"), s)
	}
	return s.self
}

func (e *env) typeError(text string) *goja.Object {
	return e.construct("TypeError", e.vm.ToValue(text))
}

// released is the error of a reader that has no stream any more.
func (e *env) released(function string) *goja.Object {
	return e.typeError("Failed to execute '" + function + "' on 'ReadableStreamDefaultReader': " +
		"This readable stream reader has been released and cannot be used to read from its previous owner stream")
}

func (e *env) readStream(r *streamReader) *promise {
	p, s := e.newPromise(), r.stream
	if s == nil {
		p.refuse(e.released("read"))
		return p
	}
	s.disturbed = true
	if s.queued > 0 {
		chunk := s.pop()
		p.settle(func() goja.Value { return s.result(chunk) })
		s.finished()
	} else if r.pending = append(r.pending, p); s.ended {
		s.finished()
	}
	if !s.ended && s.queued < streamQueue && s.more != nil {
		s.more()
	}
	return p
}

func (r *streamReader) release() {
	if r.stream == nil {
		return
	}
	e, pending := r.stream.env, r.pending
	r.stream.reader, r.stream, r.pending = nil, nil, nil
	for _, p := range pending {
		p.refuse(e.typeError("Releasing reader"))
	}
}

// streamIterator is an async iterator.
func (e *env) streamIterator(r *streamReader) *goja.Object {
	o := e.vm.NewObject()
	e.method(o, "ReadableStream AsyncIterator", "next", 0, func(goja.FunctionCall) goja.Value {
		if s := r.stream; s == nil || s.ended && s.queued == 0 && s.failure == nil {
			r.release()
			p := e.newPromise()
			p.settle(func() goja.Value { return (&byteStream{env: e}).result(nil) })
			return p.object
		}
		return e.readStream(r).object
	})
	e.method(o, "ReadableStream AsyncIterator", "return", 1, func(c goja.FunctionCall) goja.Value {
		if s := r.stream; s != nil {
			s.cancel()
			r.release()
		}
		p, value := e.newPromise(), c.Argument(0)
		p.settle(func() goja.Value {
			result := e.vm.NewObject()
			result.Set("value", value)
			result.Set("done", true)
			return result
		})
		return p.object
	})
	if symbol, ok := e.lookup("Symbol").Get("asyncIterator").(*goja.Symbol); ok {
		o.SetSymbol(symbol, e.vm.ToValue(func(c goja.FunctionCall) goja.Value { return c.This }))
	}
	return o
}
