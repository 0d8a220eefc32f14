package web

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dop251/goja"
	"golang.org/x/net/html"
)

// tokenList is the Go side of a DOMTokenList: the words of an attribute.
type tokenList struct {
	el   *element
	attr string
}

func (l *tokenList) words() (words []string) {
	for _, word := range strings.FieldsFunc(l.el.get(l.attr), isSpace) {
		if !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	return words
}

func (l *tokenList) set(words []string) {
	if len(words) > 0 || l.el.has(l.attr) {
		l.el.set(l.attr, strings.Join(words, " "))
	}
}

func (m *dom) classList(el *element) *goja.Object {
	return el.kept("classList", func() *goja.Object {
		l := &tokenList{el, "class"}
		return m.env.exotic(m.env.prototype("DOMTokenList"), l, names{
			get: func(name string) goja.Value {
				words := l.words()
				if i, ok := listIndex(name); ok && i < len(words) {
					return m.env.vm.ToValue(words[i])
				}
				return nil
			},
			list: func() (keys []string) {
				for i := range l.words() {
					keys = append(keys, strconv.Itoa(i))
				}
				return keys
			},
		})
	})
}

func (m *dom) installTokenList() {
	e := m.env
	// token is a word that an argument gives, or throws.
	token := func(v goja.Value, method string) string {
		word, failed := e.toString(v), "Failed to execute '"+method+"' on 'DOMTokenList': The token provided "
		switch {
		case word == "":
			panic(e.newDOMException("SyntaxError", failed+"must not be empty."))
		case strings.ContainsFunc(word, isSpace):
			panic(e.newDOMException("InvalidCharacterError", failed+"('"+word+"') contains HTML space characters, which are not valid in tokens."))
		}
		return word
	}
	tokens := func(c goja.FunctionCall, method string) (list []string) {
		for _, v := range c.Arguments {
			list = append(list, token(v, method))
		}
		return list
	}
	value := attribute[*tokenList]{"value", func(l *tokenList) any { return l.el.get(l.attr) }, func(l *tokenList, v goja.Value) {
		l.el.set(l.attr, e.toString(v))
	}}
	define(m.env, class[*tokenList]{
		name: "DOMTokenList",
		attributes: []attribute[*tokenList]{
			{"length", func(l *tokenList) any { return len(l.words()) }, nil},
			value,
		},
		methods: []method[*tokenList]{
			{"add", 0, func(l *tokenList, c goja.FunctionCall) goja.Value {
				words := l.words()
				for _, word := range tokens(c, "add") {
					if !slices.Contains(words, word) {
						words = append(words, word)
					}
				}
				l.set(words)
				return nil
			}},
			{"contains", 1, func(l *tokenList, c goja.FunctionCall) goja.Value {
				return e.vm.ToValue(slices.Contains(l.words(), e.toString(c.Argument(0))))
			}},
			{"item", 1, func(l *tokenList, c goja.FunctionCall) goja.Value {
				if i, words := int(uint32(toInt32(c.Argument(0)))), l.words(); i < len(words) {
					return e.vm.ToValue(words[i])
				}
				return goja.Null()
			}},
			{"remove", 0, func(l *tokenList, c goja.FunctionCall) goja.Value {
				unwanted := tokens(c, "remove")
				l.set(slices.DeleteFunc(l.words(), func(word string) bool { return slices.Contains(unwanted, word) }))
				return nil
			}},
			{"replace", 2, func(l *tokenList, c goja.FunctionCall) goja.Value {
				old, word := token(c.Argument(0), "replace"), token(c.Argument(1), "replace")
				words := l.words()
				i := slices.Index(words, old)
				if i >= 0 {
					words[i] = word
					l.set(words)
					l.set(l.words()) // without a repetition
				}
				return e.vm.ToValue(i >= 0)
			}},
			{"toString", 0, func(l *tokenList, _ goja.FunctionCall) goja.Value { return e.vm.ToValue(value.get(l)) }},
			{"toggle", 1, func(l *tokenList, c goja.FunctionCall) goja.Value {
				word, words := token(c.Argument(0), "toggle"), l.words()
				is := slices.Contains(words, word)
				on := !is
				if v := c.Argument(1); !goja.IsUndefined(v) {
					on = v.ToBoolean()
				}
				switch {
				case on && !is:
					l.set(append(words, word))
				case !on && is:
					l.set(slices.DeleteFunc(words, func(w string) bool { return w == word }))
				}
				return e.vm.ToValue(on)
			}},
		},
	})
	m.iterable("DOMTokenList", true)
}

// dataset shows the data- attributes of an element as properties.
func (m *dom) dataset(el *element) *goja.Object {
	return el.kept("dataset", func() *goja.Object {
		return m.env.exotic(m.env.prototype("DOMStringMap"), &stringMap{}, names{
			get: func(name string) goja.Value {
				if value, ok := el.attribute(dataAttribute(name)); ok {
					return m.env.vm.ToValue(value)
				}
				return nil
			},
			list: func() (keys []string) {
				for _, a := range el.shadow.Attr {
					if name, ok := strings.CutPrefix(a.Key, "data-"); ok {
						keys = append(keys, camelCase(name))
					}
				}
				return keys
			},
			set: func(name string, v goja.Value) bool {
				if i := strings.IndexByte(name, '-'); i >= 0 && i+1 < len(name) && name[i+1] >= 'a' && name[i+1] <= 'z' {
					panic(m.env.newDOMException("SyntaxError", "Failed to set a named property '"+name+"' on 'DOMStringMap': '"+name+"' is not a valid property name."))
				}
				el.set(dataAttribute(name), m.env.toString(v))
				return true
			},
			remove: func(name string) bool {
				el.unset(dataAttribute(name))
				return true
			},
			first: true,
		})
	})
}

// stringMap is the Go side of a DOMStringMap.
type stringMap struct{}

// dataAttribute is the attribute of a property: "userId" is "data-user-id".
func dataAttribute(property string) string {
	var b strings.Builder
	b.WriteString("data-")
	for _, r := range property {
		if r >= 'A' && r <= 'Z' {
			b.WriteByte('-')
			r += 'a' - 'A'
		}
		b.WriteRune(r)
	}
	return b.String()
}

// camelCase turns "user-id" to "userId".
func camelCase(name string) string {
	var b strings.Builder
	for i := 0; i < len(name); i++ {
		if name[i] == '-' && i+1 < len(name) && name[i+1] >= 'a' && name[i+1] <= 'z' {
			i++
			b.WriteByte(name[i] - 'a' + 'A')
			continue
		}
		b.WriteByte(name[i])
	}
	return b.String()
}

// attributeMap is the Go side of a NamedNodeMap.
type attributeMap struct{ el *element }

// attributeObject is the Go side of an Attr: a name of an element's attribute.
type attributeObject struct {
	el         *element
	key, shown string
}

func (m *dom) attributesOf(el *element) *goja.Object {
	return el.kept("attributes", func() *goja.Object {
		return m.env.exotic(m.env.prototype("NamedNodeMap"), &attributeMap{el}, names{
			get: func(name string) goja.Value {
				if i, ok := listIndex(name); ok {
					if i < len(el.shadow.Attr) {
						return m.attributeObject(el, el.shadow.Attr[i])
					}
					return nil
				}
				return m.attributeNode(el, name)
			},
			list: func() (keys []string) {
				for i := range el.shadow.Attr {
					keys = append(keys, strconv.Itoa(i))
				}
				return keys
			},
		})
	})
}

func (m *dom) attributeNode(el *element, name string) goja.Value {
	for _, a := range el.shadow.Attr {
		if qualifiedName(a) == name {
			return m.attributeObject(el, a)
		}
	}
	return nil
}

func (m *dom) attributeObject(el *element, a html.Attribute) goja.Value {
	return el.kept("@"+qualifiedName(a), func() *goja.Object {
		return m.env.instance(m.env.prototype("Attr"), &attributeObject{el, a.Key, qualifiedName(a)})
	})
}

func (m *dom) installAttributes() {
	e := m.env
	value := func(a *attributeObject) any { return a.el.get(a.key) }
	set := func(a *attributeObject, v goja.Value) { a.el.set(a.key, e.toString(v)) }
	name := func(a *attributeObject) any { return a.shown }
	define(m.env, class[*attributeObject]{
		name: "Attr", parent: e.class("Node").constructor,
		attributes: []attribute[*attributeObject]{
			{"name", name, nil}, {"localName", func(a *attributeObject) any { return a.key }, nil}, {"nodeName", name, nil},
			{"nodeType", func(*attributeObject) any { return 2 }, nil},
			{"value", value, set}, {"nodeValue", value, set}, {"textContent", value, set},
			{"ownerElement", func(a *attributeObject) any { return a.el.object() }, nil},
			{"specified", func(*attributeObject) any { return true }, nil},
		},
	})
	define(m.env, class[*attributeMap]{
		name: "NamedNodeMap",
		attributes: []attribute[*attributeMap]{
			{"length", func(a *attributeMap) any { return len(a.el.shadow.Attr) }, nil},
		},
		methods: []method[*attributeMap]{
			{"getNamedItem", 1, func(a *attributeMap, c goja.FunctionCall) goja.Value {
				return orNull(m.attributeNode(a.el, a.el.attributeName(e, c.Argument(0))))
			}},
			{"item", 1, func(a *attributeMap, c goja.FunctionCall) goja.Value {
				if i := int(uint32(toInt32(c.Argument(0)))); i < len(a.el.shadow.Attr) {
					return m.attributeObject(a.el, a.el.shadow.Attr[i])
				}
				return goja.Null()
			}},
		},
	})
	m.iterable("NamedNodeMap", false)
}

func (m *dom) installDataset() { define(m.env, class[*stringMap]{name: "DOMStringMap"}) }
