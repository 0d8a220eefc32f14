package web

import (
	"time"

	"github.com/dop251/goja"
)

// clock is the state of the performance object: when the program began.
type clock struct{ origin time.Time }

func (e *env) installPerformance() {
	_, prototype := define(e, class[*clock]{
		name: "Performance",
		attributes: []attribute[*clock]{
			{"timeOrigin", func(c *clock) any { return c.timeOrigin() }},
		},
		methods: []method[*clock]{
			{"now", func(c *clock, _ goja.FunctionCall) goja.Value {
				return e.vm.ToValue(milliseconds(time.Since(c.origin)))
			}},
			{"toJSON", func(c *clock, _ goja.FunctionCall) goja.Value {
				o := e.vm.NewObject()
				o.Set("timeOrigin", c.timeOrigin())
				return o
			}},
		},
	})
	e.vm.GlobalObject().Set("performance", e.instance(prototype, &clock{time.Now()}))
}

func (c *clock) timeOrigin() float64 { return float64(c.origin.UnixMicro()) / 1000 }

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
