package web

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dop251/goja"
)

// style is the Go side of a CSSStyleDeclaration. Nobody looks at what the values
// are.
type style struct {
	el *element // nil for one that cannot be changed
	// of is the attribute that list was read from.
	of   string
	list []declaration
}

type declaration struct {
	name, value string
	important   bool
}

// declarations returns what the style attribute says now.
func (s *style) declarations() []declaration {
	if s.el != nil && s.el.get("style") != s.of {
		s.of = s.el.get("style")
		s.list = parseStyle(s.of)
	}
	return s.list
}

func (s *style) find(name string) int {
	return slices.IndexFunc(s.declarations(), func(d declaration) bool { return d.name == name })
}

func (s *style) value(name string) string {
	if i := s.find(name); i >= 0 {
		return s.list[i].value
	}
	return ""
}

// set changes a property; "" removes it.
func (s *style) set(name, value string, important bool) {
	if s.el == nil {
		return
	}
	value = strings.TrimFunc(value, isSpace)
	switch i := s.find(name); {
	case value == "" && i < 0:
		return
	case value == "":
		s.list = slices.Delete(s.list, i, i+1)
	case i >= 0:
		s.list[i] = declaration{name, value, important}
	default:
		s.list = append(s.list, declaration{name, value, important})
	}
	s.of = s.text()
	s.el.set("style", s.of)
}

// text is the style as an attribute has it.
func (s *style) text() string {
	var parts []string
	for _, d := range s.list {
		text := d.name + ": " + d.value
		if d.important {
			text += " !important"
		}
		parts = append(parts, text+";")
	}
	return strings.Join(parts, " ")
}

// parseStyle reads declarations. Semicolons in quotes and brackets divide
// nothing.
func parseStyle(text string) (list []declaration) {
	add := func(part string) {
		name, value, ok := strings.Cut(part, ":")
		name = strings.TrimFunc(name, isSpace)
		if !strings.HasPrefix(name, "--") {
			name = lower(name)
		}
		value, important := strings.CutSuffix(strings.TrimFunc(value, isSpace), "!important")
		value = strings.TrimFunc(value, isSpace)
		if !ok || name == "" || value == "" {
			return
		}
		list = slices.DeleteFunc(list, func(d declaration) bool { return d.name == name })
		list = append(list, declaration{name, value, important})
	}
	start, depth, quote := 0, 0, byte(0)
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\':
			i++
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '(':
			depth++
		case c == ')':
			depth = max(depth-1, 0)
		case c == ';' && depth == 0:
			add(text[start:i])
			start = i + 1
		}
	}
	add(text[min(start, len(text)):])
	return list
}

// cssName is the CSS property of a script's: "backgroundColor" is
// "background-color".
func cssName(property string) string {
	if property == "cssFloat" {
		return "float"
	}
	if strings.Contains(property, "-") {
		return property
	}
	dashed := strings.TrimPrefix(dataAttribute(property), "data-")
	if strings.HasPrefix(dashed, "webkit-") {
		dashed = "-" + dashed
	}
	return dashed
}

// isStyleName tells what may be the name of a property.
func isStyleName(name string) bool {
	return name != "" && !strings.ContainsFunc(name, func(r rune) bool {
		return r != '-' && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
	})
}

func (m *dom) styleOf(el *element) *goja.Object {
	return el.kept("style", func() *goja.Object { return m.style(&style{el: el}) })
}

func (m *dom) style(s *style) *goja.Object {
	return m.env.exotic(m.env.prototype("CSSStyleDeclaration"), s, names{
		get: func(name string) goja.Value {
			if i, ok := listIndex(name); ok {
				if list := s.declarations(); i < len(list) {
					return m.env.vm.ToValue(list[i].name)
				}
				return nil
			}
			if !isStyleName(name) {
				return nil
			}
			return m.env.vm.ToValue(s.value(cssName(name)))
		},
		list: func() (keys []string) {
			for i := range s.declarations() {
				keys = append(keys, strconv.Itoa(i))
			}
			return keys
		},
		set: func(name string, v goja.Value) bool {
			if isStyleName(name) {
				s.set(cssName(name), m.env.textOrEmpty(v), false)
			}
			return isStyleName(name)
		},
	})
}

func (m *dom) installStyle() {
	e := m.env
	define(m.env, class[*style]{
		name: "CSSStyleDeclaration",
		attributes: []attribute[*style]{
			{"cssText", func(s *style) any {
				s.declarations()
				return s.text()
			}, func(s *style, v goja.Value) {
				if s.el != nil {
					s.list = parseStyle(e.textOrEmpty(v))
					s.of = s.text()
					s.el.set("style", s.of)
				}
			}},
			{"length", func(s *style) any { return len(s.declarations()) }, nil},
			{"parentRule", func(*style) any { return goja.Null() }, nil},
		},
		methods: []method[*style]{
			{"getPropertyPriority", 1, func(s *style, c goja.FunctionCall) goja.Value {
				if i := s.find(e.toString(c.Argument(0))); i >= 0 && s.list[i].important {
					return e.vm.ToValue("important")
				}
				return e.vm.ToValue("")
			}},
			{"getPropertyValue", 1, func(s *style, c goja.FunctionCall) goja.Value {
				return e.vm.ToValue(s.value(e.toString(c.Argument(0))))
			}},
			{"item", 1, func(s *style, c goja.FunctionCall) goja.Value {
				if i, list := int(uint32(toInt32(c.Argument(0)))), s.declarations(); i < len(list) {
					return e.vm.ToValue(list[i].name)
				}
				return e.vm.ToValue("")
			}},
			{"removeProperty", 1, func(s *style, c goja.FunctionCall) goja.Value {
				name := e.toString(c.Argument(0))
				before := s.value(name)
				s.set(name, "", false)
				return e.vm.ToValue(before)
			}},
			{"setProperty", 2, func(s *style, c goja.FunctionCall) goja.Value {
				s.set(e.toString(c.Argument(0)), e.textOrEmpty(c.Argument(1)), lower(e.textOrEmpty(c.Argument(2))) == "important")
				return nil
			}},
		},
	})
}
