package runtime

import (
	"reflect"

	"github.com/dop251/goja"
)

// Steps calls step until it returns false. What a step asks for with [Runtime.Tell],
// Call or Batch is called when the step has returned, in order, each as a task
// of its own with its microtasks. Entering the engine costs more than a small
// listener does, so tasks asked for with Tell share one entry as long as none
// of them leaves microtasks behind.
//
// A step must not wait for what it asked for. Inside another call Steps only
// calls step, and the calls are nested as always.
func (r *Runtime) Steps(step func() bool) {
	s := &r.steps
	if r.closed || r.depth > 0 || s.step != nil {
		for step() {
		}
		return
	}
	s.step = step
	for !r.closed && !(s.done && s.empty()) {
		r.takeSteps()
		s.inStep = false // a panic may have left it
		for !s.empty() && s.tasks[s.head].outside != nil {
			t := s.take()
			t.outside()
		}
	}
	closed := !s.done
	s.reset()
	for closed && step() {
	}
}

// Tell calls f with one argument, as Call does.
func (r *Runtime) Tell(what string, f *goja.Object, arg goja.Value) {
	if r.steps.inStep {
		r.steps.tasks = append(r.steps.tasks, task{what: what, f: f, arg: arg})
		return
	}
	if call, ok := goja.AssertFunction(f); ok {
		r.Call(what, call, arg)
	}
}

// Outside runs f, which may use Call and Batch, where these are tasks: at once,
// or inside a step of [Runtime.Steps] when that has returned.
func (r *Runtime) Outside(f func()) {
	if r.steps.inStep {
		r.steps.tasks = append(r.steps.tasks, task{outside: f})
		return
	}
	f()
}

// task is something to be called after a step: f, or else outside, which is not
// called inside an entry of the engine.
type task struct {
	what    string
	f       *goja.Object
	arg     goja.Value
	outside func()
}

// steps is the state of Steps. It is the object that the function of
// installSteps reads: each reading of next is one task further.
type steps struct {
	rt      *Runtime
	enter   goja.Callable
	waiting reflect.Value // the engine's queue of microtasks
	step    func() bool
	done    bool // step has returned false
	inStep  bool
	tasks   []task // asked for; from head on, not called yet
	head    int
	current task
}

// installSteps makes the function that calls tasks inside one entry.
func (r *Runtime) installSteps() {
	program := goja.MustCompile(batchName, "(function(tasks) { for (var f; f = tasks.next;) f(tasks.argument) })", false)
	f, err := r.vm.RunProgram(program)
	if err != nil {
		panic(err)
	}
	enter, _ := goja.AssertFunction(f)
	s := &r.steps
	s.rt = r
	tasks := r.vm.NewDynamicObject(s)
	s.enter = func(this goja.Value, _ ...goja.Value) (goja.Value, error) { return enter(this, tasks) }
	// The engine does not tell whether microtasks wait. Where its queue is not
	// found, each task gets an entry of its own.
	s.waiting = reflect.ValueOf(r.vm).Elem().FieldByName("jobQueue")
}

// takeSteps enters the engine until microtasks wait, a task has thrown, or the
// next one is to be called outside.
func (r *Runtime) takeSteps() {
	r.depth++
	defer r.leave()
	if _, err := r.steps.enter(goja.Undefined()); err != nil {
		r.Report(r.steps.current.what, err)
	}
}

// next returns the next task's function, or undefined when the entry has to end.
func (s *steps) next() goja.Value {
	called := s.current.f != nil
	s.current = task{}
	if s.rt.closed || called && s.unsettled() {
		return goja.Undefined()
	}
	for s.empty() {
		if s.done {
			return goja.Undefined()
		}
		s.inStep = true
		s.done = !s.step()
		s.inStep = false
	}
	if s.tasks[s.head].f == nil {
		return goja.Undefined()
	}
	s.current = s.take()
	return s.current.f
}

// unsettled tells whether something has to happen at the end of a task.
func (s *steps) unsettled() bool {
	return !s.waiting.IsValid() || s.waiting.Len() > 0 || len(s.rt.rejected) > 0
}

func (s *steps) empty() bool { return s.head == len(s.tasks) }

// take removes the first task.
func (s *steps) take() task {
	t := s.tasks[s.head]
	s.tasks[s.head] = task{}
	s.head++
	if s.empty() {
		s.tasks, s.head = s.tasks[:0], 0
	}
	return t
}

func (s *steps) reset() {
	clear(s.tasks)
	s.tasks, s.head = s.tasks[:0], 0
	s.current, s.step, s.done = task{}, nil, false
}

func (s *steps) Get(key string) goja.Value {
	if key == "next" {
		return s.next()
	}
	return s.current.arg
}

func (s *steps) Set(string, goja.Value) bool { return false }
func (s *steps) Has(string) bool             { return false }
func (s *steps) Delete(string) bool          { return false }
func (s *steps) Keys() []string              { return nil }
