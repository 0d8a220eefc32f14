package wsserver

import (
	"bytes"
	"errors"
	"net/http"
	"strconv"

	"github.com/sockhost/sockhost/sockets/ws"
)

// Response answers one request, once; what is said after the end of the answer
// has no effect. It belongs to the loop goroutine.
type Response struct {
	answer   *answer
	run      *run
	client   *Client
	limit    int  // how many bytes may wait for the client
	farewell bool // the connection ends with the answer

	begun     bool
	ended     bool // the answer is complete, or the client is gone
	switching bool // the answer is 101
	onGone    []func()
}

// ErrEnded is what [Response.Write] returns when the answer has ended.
var ErrEnded = errors.New("the answer has ended")

func (r *run) newResponse() *Response {
	return &Response{run: r, answer: newAnswer()}
}

// Respond sends a whole answer. It does not keep body; header must not change
// afterwards. A status that is no final one is 500.
func (w *Response) Respond(status int, header http.Header, body []byte) {
	if w.ended || w.begun {
		return
	}
	w.ended = true
	status, body = finalStatus(status), bytes.Clone(body)
	w.push(len(body), true, func(out *writer) error {
		w.writeHead(out, status, header, len(body))
		_, err := out.Write(body)
		return err
	})
}

// Begin sends the head of an answer whose length is not known; Write and End
// follow. header must not change afterwards. A status that is no final one is
// 500.
func (w *Response) Begin(status int, header http.Header) {
	if w.ended || w.begun {
		return
	}
	w.begun = true
	status = finalStatus(status)
	w.push(0, false, func(out *writer) error {
		w.writeHead(out, status, header, -1)
		return nil
	})
}

// Write sends a part of the answer, after a head with status 200 if there was
// none. It does not keep p. Its error is ErrEnded, or [ws.ErrOverflow] when the
// client reads too slowly; the client is cut off then.
func (w *Response) Write(p []byte) error {
	w.Begin(http.StatusOK, nil)
	switch {
	case w.ended:
		return ErrEnded
	case w.answer.waiting() > w.limit:
		w.client.cut(0)
		return ws.ErrOverflow
	case len(p) > 0:
		p = bytes.Clone(p)
		w.push(len(p), false, func(out *writer) error {
			_, err := out.Write(p)
			return err
		})
	}
	return nil
}

// End ends an answer that was begun.
func (w *Response) End() {
	w.Begin(http.StatusOK, nil)
	if w.ended {
		return
	}
	w.ended = true
	w.push(0, true, func(*writer) error { return nil })
}

// ServeFile answers with a file below the folder root: with type, ETag,
// Last-Modified, ranges and conditions; for a folder with its index.html. Names
// that begin with a dot, and what leads out of root, do not exist. header has
// further fields and must not change afterwards.
func (w *Response) ServeFile(root, path string, header http.Header) {
	if w.ended || w.begun {
		return
	}
	w.ended = true
	w.push(0, true, func(out *writer) error {
		copyHeader(out.Header(), header)
		w.setFarewell(out)
		serveFile(out, out.request, root, path)
		return out.err
	})
}

// Ended tells whether the answer is complete or the client is gone.
func (w *Response) Ended() bool { return w.ended }

// OnGone has f called, as a task, if the client leaves before the answer is
// complete.
func (w *Response) OnGone(f func()) {
	switch {
	case !w.ended:
		w.onGone = append(w.onGone, f)
	case w.answer.isCut():
		w.run.loop.Post(f)
	}
}

// left ends an answer whose client is gone.
func (w *Response) left() {
	if w.ended {
		return
	}
	w.ended = true
	if !w.run.silent {
		for _, f := range w.onGone {
			w.run.loop.Post(f)
		}
	}
	w.onGone = nil
	w.answer.cut() // after which the end of the connection may be told of
}

func (w *Response) push(size int, last bool, do func(*writer) error) {
	w.answer.push(step{do, size, last})
}

// deliver writes the answer, on the goroutine of the connection.
func (w *Response) deliver(to http.ResponseWriter, req *http.Request) {
	out := &writer{
		ResponseWriter: to, request: req, control: http.NewResponseController(to),
		patience: w.run.times.write, done: w.run.done,
	}
	w.answer.deliver(out, func() { w.run.loop.Post(w.left) })
}

// writeHead writes the head, on the goroutine of the connection. A negative
// length is not known. Framing is net/http's.
func (w *Response) writeHead(out *writer, status int, header http.Header, length int) {
	h := out.Header()
	copyHeader(h, header)
	h.Del("Transfer-Encoding")
	if length >= 0 && bodyAllowed(status) {
		h.Set("Content-Length", strconv.Itoa(length))
	}
	w.setFarewell(out)
	out.WriteHeader(status)
}

func (w *Response) setFarewell(out *writer) {
	if w.farewell {
		out.Header().Set("Connection", "close")
	}
}

// copyHeader adds fields, whose names may have any case.
func copyHeader(to, from http.Header) {
	for name, values := range from {
		for _, value := range values {
			to.Add(name, value)
		}
	}
}

func finalStatus(status int) int {
	if status < 200 || status > 999 {
		return http.StatusInternalServerError
	}
	return status
}

func bodyAllowed(status int) bool {
	return status != http.StatusNoContent && status != http.StatusNotModified
}
