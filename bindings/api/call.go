package api

import (
	"slices"

	"github.com/dop251/goja"
)

const answerHeading = "Error handling response: "

// maxParams is the most parameters a method has, callback included.
const maxParams = 6

// Call is a checked call of a method. Arguments are read by their position in
// the table.
type Call struct {
	binder *Binder
	args   [maxParams]goja.Value
	dict   Dict // the object argument, if there is one

	refuse          func(reason string)
	callback        *goja.Object
	resolve, reject func(any) error
}

// Given tells whether an optional argument was given.
func (c *Call) Given(i int) bool { return c.args[i] != nil }

// Binder returns the binder of the page that made the call.
func (c *Call) Binder() *Binder { return c.binder }

// Refuse throws the TypeError of wrong arguments, with a reason. Only Do and
// Return may call it, before they return.
func (c *Call) Refuse(reason string) { c.refuse(reason) }

// HasCallback tells whether the answer goes to a callback, not to a promise.
func (c *Call) HasCallback() bool { return c.callback != nil }

// Value returns an argument as it is, or nil.
func (c *Call) Value(i int) goja.Value { return c.args[i] }

// Float returns a number argument, or 0.
func (c *Call) Float(i int) float64 {
	if c.args[i] == nil {
		return 0
	}
	return c.args[i].ToFloat()
}

// Int returns an integer argument, or 0.
func (c *Call) Int(i int) int {
	if c.args[i] == nil {
		return 0
	}
	return int(c.args[i].ToInteger())
}

// Bool returns a boolean argument, or false.
func (c *Call) Bool(i int) bool { return c.args[i] != nil && c.args[i].ToBoolean() }

// String returns a string argument, or "".
func (c *Call) String(i int) string {
	if c.args[i] == nil {
		return ""
	}
	return c.args[i].String()
}

// Bytes returns the bytes of a binary argument; they belong to JavaScript.
func (c *Call) Bytes(i int) []byte {
	return c.binder.bytes(c.args[i].(*goja.Object))
}

// Dict returns the object argument of the call; no method has two.
func (c *Call) Dict() Dict { return c.dict }

// Reply answers the call with the callback's arguments. It must be called
// once, as a task.
func (c *Call) Reply(results ...goja.Value) {
	b := c.binder
	if c.callback != nil {
		c.answer(results)
		return
	}
	var result goja.Value = goja.Undefined()
	if len(results) > 0 {
		result = results[0]
	}
	b.rt.Batch(func() { c.resolve(result) })
}

// Fail answers the call with lastError set to message. Results are given to
// the callback if the failure has any.
func (c *Call) Fail(message string, results ...goja.Value) {
	b := c.binder
	if c.callback == nil {
		b.rt.Batch(func() {
			err, _ := b.vm.New(b.newError.Object(), b.vm.ToValue(message))
			c.reject(err)
		})
		return
	}
	results = slices.Clone(results)
	b.lastError.during(message, func() { c.answer(results) })
}

// answer calls the callback.
func (c *Call) answer(results []goja.Value) {
	if len(results) == 1 {
		c.binder.rt.Tell(answerHeading, c.callback, results[0])
	} else {
		c.answerMany(slices.Clone(results))
	}
}

func (c *Call) answerMany(results []goja.Value) {
	if f, ok := goja.AssertFunction(c.callback); ok {
		c.binder.rt.Call(answerHeading, f, results...)
	}
}

// Throw throws an Error with message from a native function.
func (b *Binder) Throw(message string) {
	err, ex := b.vm.New(b.newError.Object(), b.vm.ToValue(message))
	if ex != nil {
		panic(ex)
	}
	panic(err)
}
