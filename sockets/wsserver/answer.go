package wsserver

import (
	"errors"
	"net/http"
	"sync"
	"time"
)

// answer passes what the loop answers to the goroutine of the connection. It
// never blocks the loop.
type answer struct {
	ready chan struct{} // has a value when something has changed

	mu     sync.Mutex // protects the fields below
	steps  []step     // not taken yet
	unsent int        // bytes of steps that are not done
	gone   bool       // nothing is to be written any more
}

// step is a part of an answer.
type step struct {
	do   func(*writer) error // on the goroutine of the connection
	size int                 // bytes it writes
	last bool
}

func newAnswer() *answer { return &answer{ready: make(chan struct{}, 1)} }

func (a *answer) push(s step) {
	a.mu.Lock()
	a.steps = append(a.steps, s)
	a.unsent += s.size
	a.mu.Unlock()
	a.signal()
}

// cut has the goroutine give up.
func (a *answer) cut() {
	a.mu.Lock()
	a.gone = true
	a.mu.Unlock()
	a.signal()
}

func (a *answer) signal() {
	select {
	case a.ready <- struct{}{}:
	default:
	}
}

func (a *answer) isCut() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.gone
}

// waiting is the number of bytes that the system has not taken.
func (a *answer) waiting() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.unsent
}

func (a *answer) take() (steps []step, gone bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	steps, a.steps = a.steps, nil
	return steps, a.gone
}

func (a *answer) done(s step) {
	a.mu.Lock()
	a.unsent -= s.size
	a.mu.Unlock()
}

// deliver does the steps as they come, until the last one or the end of the
// run. left is called when the client is gone. A client that is gone by its own
// account may still read, having closed only its sending side, so what the loop
// had answered until it hears of that is written. So is an answer that was
// complete when the run ended.
func (a *answer) deliver(out *writer, left func()) {
	disconnected := out.request.Context().Done()
	over := false
	for {
		select {
		case <-a.ready:
		case <-disconnected:
			disconnected = nil
			left()
			continue
		case <-out.done:
			over = true
		}
		steps, gone := a.take()
		if gone {
			panic(http.ErrAbortHandler) // has net/http close the connection
		}
		for _, s := range steps {
			err := s.do(out)
			a.done(s)
			switch {
			case s.last:
				return
			case err != nil:
				left()
				panic(http.ErrAbortHandler)
			}
		}
		if err := out.flush(); err != nil || over {
			left()
			panic(http.ErrAbortHandler)
		}
	}
}

// pieceSize is how many bytes a connection has to take within [times.write].
const pieceSize = 32 << 10

// writer is an [http.ResponseWriter] that gives the client time for each piece.
type writer struct {
	http.ResponseWriter
	request  *http.Request
	control  *http.ResponseController
	patience time.Duration
	done     <-chan struct{} // closed at the end of the run
	err      error           // of the last Write
}

func (w *writer) Write(p []byte) (int, error) {
	n := 0
	for {
		w.more()
		m, err := w.ResponseWriter.Write(p[n:min(n+pieceSize, len(p))])
		n += m
		if errors.Is(err, http.ErrBodyNotAllowed) {
			return len(p), nil
		}
		if w.err = err; err != nil || n == len(p) {
			return n, err
		}
	}
}

func (w *writer) flush() error {
	w.more()
	return w.control.Flush()
}

// more gives the client time for another piece, unless the run has ended.
func (w *writer) more() {
	select {
	case <-w.done:
	default:
		w.control.SetWriteDeadline(time.Now().Add(w.patience))
	}
}
