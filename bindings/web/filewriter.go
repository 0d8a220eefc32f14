package web

import (
	"math"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/files"
)

// The values of a FileWriter's readyState.
const (
	writerInit = iota
	writerWriting
	writerDone
)

// fileWriter is a FileWriter.
type fileWriter struct {
	eventTarget
	of       *entry
	name     string // in the tree
	state    int
	position int64
	length   int64
	err      goja.Value // nil is null
	turn     int        // counts the operations, so that a late one knows it is late
}

func (e *env) installFileWriter() {
	unnamed(e, class[*fileWriter]{
		name: "FileWriter", parent: e.eventTarget,
		attributes: []attribute[*fileWriter]{
			{"readyState", func(w *fileWriter) any { return w.state }, nil},
			{"error", func(w *fileWriter) any { return orNull(w.err) }, nil},
			{"position", func(w *fileWriter) any { return w.position }, nil},
			{"length", func(w *fileWriter) any { return w.length }, nil},
		},
		handlers:  []string{"writestart", "progress", "write", "abort", "error", "writeend"},
		constants: []constant{{"INIT", writerInit}, {"WRITING", writerWriting}, {"DONE", writerDone}},
		methods: []method[*fileWriter]{
			{"abort", 0, func(w *fileWriter, _ goja.FunctionCall) goja.Value {
				e.abortWriting(w)
				return nil
			}},
			{"seek", 1, func(w *fileWriter, call goja.FunctionCall) goja.Value {
				offset := toInt64(call.Argument(0))
				e.requireIdle(w, "seek", true)
				if offset < 0 {
					offset += w.length
				}
				w.position = min(max(offset, 0), w.length)
				return nil
			}},
			{"truncate", 1, func(w *fileWriter, call goja.FunctionCall) goja.Value {
				size := toInt64(call.Argument(0))
				e.requireIdle(w, "truncate", size >= 0)
				e.startWriting(w, 0, func(tree *files.Tree) error { return tree.Truncate(w.name, size) }, func() {
					w.length, w.position = size, min(w.position, size)
				})
				return nil
			}},
			{"write", 1, func(w *fileWriter, call goja.FunctionCall) goja.Value {
				b := e.asBlob(call.Argument(0))
				if b == nil {
					e.throwType("Failed to execute 'write' on 'FileWriter': parameter 1 is not of type 'Blob'.")
				}
				e.requireIdle(w, "write", true)
				data, at := b.data, w.position
				e.startWriting(w, len(data), func(tree *files.Tree) error { return tree.Write(w.name, at, data) }, func() {
					w.position = at + int64(len(data))
					w.length = max(w.length, w.position)
					e.fireProgress(&w.eventTarget, "progress", true, len(data), len(data))
				})
				return nil
			}},
		},
	})
}

// requireIdle throws while something is being written, and for other faults of
// state.
func (e *env) requireIdle(w *fileWriter, operation string, valid bool) {
	if w.state == writerWriting || !valid {
		message := e.entryError(errState).Get("message").String()
		panic(e.newDOMException("InvalidStateError", "Failed to execute '"+operation+"' on 'FileWriter': "+message))
	}
}

// startWriting changes the file. written notes what has changed, before the
// events of success.
func (e *env) startWriting(w *fileWriter, size int, change func(*files.Tree) error, written func()) {
	w.state, w.err = writerWriting, nil
	w.turn++
	turn := w.turn
	current := func() bool { return w.turn == turn && w.state == writerWriting }
	e.rt.Loop().Post(func() {
		if current() {
			e.fireProgress(&w.eventTarget, "writestart", true, 0, size)
		}
	})
	e.enqueue("write", func() error { return change(w.of.system.Tree) }, func(err error) {
		if !current() {
			return
		}
		loaded, outcome := size, "write"
		if err != nil {
			loaded, outcome = 0, "error"
			w.err = e.entryError(err)
		} else if written(); !current() { // a listener of progress has aborted
			return
		}
		w.state = writerDone
		e.fireProgress(&w.eventTarget, outcome, true, loaded, size)
		e.fireProgress(&w.eventTarget, "writeend", true, loaded, size)
	})
}

// abortWriting ends an operation for the script. What has reached the file
// stays there.
func (e *env) abortWriting(w *fileWriter) {
	if w.state != writerWriting {
		return
	}
	w.state = writerDone
	w.err = e.newDOMException("AbortError", "An ongoing operation was aborted, typically with a call to abort().")
	e.fireProgress(&w.eventTarget, "abort", true, 0, 0)
	e.fireProgress(&w.eventTarget, "writeend", true, 0, 0)
}

// toInt64 converts as Web IDL does for its long long.
func toInt64(v goja.Value) int64 {
	f := math.Trunc(v.ToNumber().ToFloat())
	switch {
	case math.IsNaN(f) || math.IsInf(f, 0):
		return 0
	case math.Abs(f) < 1<<63:
		return int64(f)
	}
	const modulus = 1 << 64
	if f = math.Mod(f, modulus); f < 0 {
		f += modulus
	}
	return int64(uint64(f))
}
