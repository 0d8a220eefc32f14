package web

import (
	"math"
	"strings"

	"github.com/dop251/goja"
)

// format joins the arguments of a console method; a string in front may hold
// format specifiers ("Formatter" of the Console Standard).
func (c *console) format(args []goja.Value) string {
	var text strings.Builder
	if template, ok := argument(args, 0).(goja.String); ok && len(args) > 1 {
		args = c.substitute(&text, template.String(), args[1:])
	} else if len(args) > 0 {
		text.WriteString(c.show(args[0]))
		args = args[1:]
	}
	for _, v := range args {
		text.WriteByte(' ')
		text.WriteString(c.show(v))
	}
	return text.String()
}

// substitute writes template with its specifiers replaced, and returns the
// arguments that are left over.
func (c *console) substitute(text *strings.Builder, template string, args []goja.Value) []goja.Value {
	for {
		before, after, found := strings.Cut(template, "%")
		text.WriteString(before)
		if !found {
			return args
		}
		if after == "" {
			text.WriteByte('%')
			return args
		}
		specifier := after[0]
		template = after[1:]
		switch {
		case specifier == '%':
			text.WriteByte('%')
		case len(args) > 0 && strings.IndexByte("sdifoOc", specifier) >= 0:
			text.WriteString(c.specified(specifier, args[0]))
			args = args[1:]
		default:
			text.WriteByte('%')
			template = after
		}
	}
}

func (c *console) specified(specifier byte, v goja.Value) string {
	switch specifier {
	case 's':
		if o, ok := v.(*goja.Object); ok && !c.hasOwnText(o) {
			in := c.inspector()
			in.depth = 0
			return c.shown(in, v)
		}
		return c.plain(v)
	case 'd':
		return c.number(v, func(v goja.Value) goja.Value { return v.ToNumber() })
	case 'i':
		return c.number(v, func(v goja.Value) goja.Value { return c.parseInt(call(nil, v)) })
	case 'f':
		return c.number(v, func(v goja.Value) goja.Value { return c.parseFloat(call(nil, v)) })
	case 'o':
		in := c.inspector()
		in.depth = 4
		return c.shown(in, v)
	case 'O':
		return c.shown(c.inspector(), v)
	default: // %c, a style
		return ""
	}
}

// number shows v converted to a number. What cannot be converted is NaN.
func (c *console) number(v goja.Value, convert func(goja.Value) goja.Value) string {
	if goja.IsBigInt(v) {
		return numberText(v)
	}
	n := math.NaN()
	c.try(func() { n = convert(v).ToFloat() })
	return numberText(c.vm.ToValue(n))
}

// show is how an argument appears: a string as it is, all else inspected.
func (c *console) show(v goja.Value) string {
	if s, ok := v.(goja.String); ok {
		return s.String()
	}
	return c.shown(c.inspector(), v)
}

// shown inspects v. The app's code that runs on the way may throw; that must
// not break a program that only wanted to print.
func (c *console) shown(in *inspector, v goja.Value) string {
	text := "[a value that cannot be shown]"
	c.try(func() { text = in.value(v, 0) })
	return text
}

// plain converts v to a string.
func (c *console) plain(v goja.Value) string {
	switch v := v.(type) {
	case *goja.Symbol:
		return symbolText(v)
	case *goja.Object:
		var text string
		if !c.try(func() { text = c.toString(v) }) {
			return c.shown(c.inspector(), v)
		}
		return text
	}
	if goja.IsNumber(v) || goja.IsBigInt(v) {
		return numberText(v)
	}
	return v.String()
}

// hasOwnText reports whether the app says how o is converted to a string. The
// engine's own conversions tell less than an inspection.
func (c *console) hasOwnText(o *goja.Object) (own bool) {
	if c.kindOf(o) == kindFunction {
		return true
	}
	c.try(func() {
		for _, f := range []goja.Value{o.GetSymbol(goja.SymToPrimitive), o.Get("toString")} {
			if f, ok := f.(*goja.Object); ok && c.kindOf(f) == kindFunction {
				own = own || !strings.Contains(c.source(f), "[native code]")
			}
		}
	})
	return own
}
