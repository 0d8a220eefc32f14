package web

import (
	"fmt"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/eventloop"
)

// fileQueue is the work on files of one page. It is done in its order, one at a
// time, so that what a script starts first happens first.
type fileQueue struct{ jobs []*fileJob }

// fileJob is one operation. It keeps the program running until it is done.
type fileJob struct {
	handle    eventloop.Handle
	operation string
	work      func() error
	done      func(error)
}

func (j *fileJob) String() string { return "file: " + j.operation }

// enqueue does work, which may block, on a goroutine of its own, and then calls
// done as a task.
func (e *env) enqueue(operation string, work func() error, done func(error)) {
	j := &fileJob{operation: operation, work: work, done: done}
	j.handle.Open(e.rt.Loop(), j)
	q := &e.entry.queue
	q.jobs = append(q.jobs, j)
	if len(q.jobs) == 1 {
		e.nextJob()
	}
}

// nextJob begins the first job of the queue.
func (e *env) nextJob() {
	q, loop := &e.entry.queue, e.rt.Loop()
	j := q.jobs[0]
	go func() {
		err := j.run()
		loop.Post(func() {
			if q.jobs = q.jobs[1:]; len(q.jobs) > 0 {
				e.nextJob()
			}
			j.handle.Close()
			if !e.rt.Closed() {
				j.done(err)
			}
		})
	}()
}

// run turns a panic, which on a goroutine nobody else could catch, into a
// failure.
func (j *fileJob) run() (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%s: panic: %v", j.operation, p)
		}
	}()
	return j.work()
}

// work does a job and gives the outcome to one of two callbacks, which may be
// nil. result makes the argument of success; without it there is none.
func (e *env) work(operation string, work func() error, success, failure goja.Callable, result func() goja.Value) {
	e.enqueue(operation, work, func(err error) {
		switch {
		case err != nil:
			if failure != nil {
				e.rt.Call("Uncaught ", failure, e.entryError(err))
			}
		case success == nil:
		case result == nil:
			e.rt.Call("Uncaught ", success)
		default:
			e.rt.Call("Uncaught ", success, result())
		}
	})
}
