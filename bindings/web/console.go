package web

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/runtime"
)

// console is the namespace of the same name of the WHATWG Console Standard.
type console struct {
	*env
	indent string // of the open groups
	counts map[string]int
	timers map[string]time.Time
}

// installConsole makes console a plain object that the app may extend; its
// methods need no this.
func (e *env) installConsole() {
	c := &console{env: e, counts: map[string]int{}, timers: map[string]time.Time{}}
	object := e.vm.NewObject()
	object.DefineDataPropertySymbol(goja.SymToStringTag, e.vm.ToValue("console"), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	for _, m := range []struct {
		name string
		run  func(args []goja.Value)
	}{
		{"assert", c.assert},
		{"clear", func([]goja.Value) {}},
		{"count", c.count},
		{"countReset", c.countReset},
		{"debug", c.logger(runtime.Debug)},
		{"dir", c.dir},
		{"dirxml", c.logger(runtime.Info)},
		{"error", c.logger(runtime.Error)},
		{"group", c.group},
		{"groupCollapsed", c.group},
		{"groupEnd", c.groupEnd},
		{"info", c.logger(runtime.Info)},
		{"log", c.logger(runtime.Info)},
		{"table", c.table},
		{"time", c.time},
		{"timeEnd", c.timeEnd},
		{"timeLog", c.timeLog},
		{"trace", c.trace},
		{"warn", c.logger(runtime.Warn)},
	} {
		object.Set(m.name, e.rt.NewFunction(m.name, func(call goja.FunctionCall) goja.Value {
			m.run(call.Arguments)
			return nil
		}))
	}
	e.define("console", object, goja.FLAG_FALSE)
}

// print is the standard's Printer.
func (c *console) print(level runtime.Level, text string) {
	if c.indent != "" {
		text = c.indent + strings.ReplaceAll(text, "\n", "\n"+c.indent)
	}
	c.rt.Console(level, text)
}

func (c *console) logger(level runtime.Level) func([]goja.Value) {
	return func(args []goja.Value) { c.print(level, c.format(args)) }
}

func (c *console) assert(args []goja.Value) {
	if len(args) > 0 && args[0].ToBoolean() {
		return
	}
	const failed = "Assertion failed"
	data := slices.Clone(args[min(1, len(args)):])
	if len(data) > 0 && goja.IsString(data[0]) {
		data[0] = c.vm.ToValue(failed + ": " + data[0].String())
	} else {
		data = slices.Insert(data, 0, goja.Value(c.vm.ToValue(failed)))
	}
	c.print(runtime.Error, c.format(data))
}

func (c *console) trace(args []goja.Value) {
	text := "Trace"
	if len(args) > 0 {
		text += ": " + c.format(args)
	}
	stack := c.vm.CaptureCallStack(0, nil)
	c.print(runtime.Error, c.rt.ErrorText(c.vm.ToValue(text), stack))
}

func (c *console) dir(args []goja.Value) {
	in := c.inspector()
	if options, ok := argument(args, 1).(*goja.Object); ok {
		depth := c.get(options, "depth")
		if goja.IsNull(depth) || goja.IsInfinity(depth) {
			in.depth = maxDepth
		} else if goja.IsNumber(depth) {
			in.depth = min(int(depth.ToInteger()), maxDepth)
		}
	}
	c.print(runtime.Info, c.shown(in, argument(args, 0)))
}

func (c *console) group(args []goja.Value) {
	if len(args) > 0 {
		c.print(runtime.Info, c.format(args))
	}
	c.indent += "  "
}

func (c *console) groupEnd([]goja.Value) { c.indent = strings.TrimSuffix(c.indent, "  ") }

// label is the optional first argument of several methods.
func (c *console) label(args []goja.Value) string {
	if v := argument(args, 0); !goja.IsUndefined(v) {
		return c.plain(v)
	}
	return "default"
}

func (c *console) count(args []goja.Value) {
	label := c.label(args)
	c.counts[label]++
	c.print(runtime.Info, fmt.Sprintf("%s: %d", label, c.counts[label]))
}

func (c *console) countReset(args []goja.Value) {
	label := c.label(args)
	if _, ok := c.counts[label]; !ok {
		c.print(runtime.Warn, fmt.Sprintf("Count for '%s' does not exist", label))
		return
	}
	delete(c.counts, label)
}

func (c *console) time(args []goja.Value) {
	label := c.label(args)
	if _, ok := c.timers[label]; ok {
		c.print(runtime.Warn, fmt.Sprintf("Timer '%s' already exists", label))
		return
	}
	c.timers[label] = time.Now()
}

func (c *console) timeLog(args []goja.Value) {
	label := c.label(args)
	start, ok := c.timers[label]
	if !ok {
		c.print(runtime.Warn, fmt.Sprintf("Timer '%s' does not exist", label))
		return
	}
	text := label + ": " + durationText(time.Since(start))
	for _, v := range args[min(1, len(args)):] {
		text += " " + c.show(v)
	}
	c.print(runtime.Info, text)
}

func (c *console) timeEnd(args []goja.Value) {
	c.timeLog(args[:min(1, len(args))])
	delete(c.timers, c.label(args))
}

// durationText shows a duration as Node does: 1.5ms, 2.000s, 1:01.000 (m:ss.mmm).
func durationText(d time.Duration) string {
	seconds := d.Seconds()
	minutes := int(d.Minutes())
	hours := int(d.Hours())
	switch {
	case hours > 0:
		return fmt.Sprintf("%d:%02d:%06.3f (h:mm:ss.mmm)", hours, minutes-60*hours, seconds-60*float64(minutes))
	case minutes > 0:
		return fmt.Sprintf("%d:%06.3f (m:ss.mmm)", minutes, seconds-60*float64(minutes))
	case seconds >= 1:
		return fmt.Sprintf("%.3fs", seconds)
	}
	return fmt.Sprintf("%vms", float64(d.Microseconds())/1000)
}

// argument returns args[i] or undefined.
func argument(args []goja.Value, i int) goja.Value {
	if i < len(args) {
		return args[i]
	}
	return goja.Undefined()
}
