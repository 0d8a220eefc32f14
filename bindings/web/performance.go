package web

import (
	"time"

	"github.com/dop251/goja"
)

// clock is the state of the performance object: when the program began.
type clock struct{ origin time.Time }

func (e *env) installPerformance() {
	define(e, class[*clock]{
		name: "Performance",
		attributes: []attribute[*clock]{
			{"timeOrigin", func(c *clock) any { return c.timeOrigin() }, nil},
		},
		methods: []method[*clock]{
			{"now", 0, func(c *clock, _ goja.FunctionCall) goja.Value {
				return e.vm.ToValue(c.now())
			}},
			{"toJSON", 0, func(c *clock, _ goja.FunctionCall) goja.Value {
				o := e.vm.NewObject()
				o.Set("timeOrigin", c.timeOrigin())
				return o
			}},
		},
	})
}

// now is the time since the program began, in milliseconds.
func (c *clock) now() float64 { return milliseconds(time.Since(c.origin)) }

func (c *clock) timeOrigin() float64 { return float64(c.origin.UnixMicro()) / 1000 }

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
