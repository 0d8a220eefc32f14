package web

import (
	"slices"
	"strings"

	"github.com/dop251/goja"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// element is the Go side of an Element.
type element struct {
	node
	place    place    // in the file of the page; zero for one that a script made
	control           // the state of a form control
	content  *node    // of a template
	clicking bool     // by its method click
	script   struct { // of a script
		started bool // or will never start
		async   bool // made by a script
	}
}

// namespaces of elements, by the short names that package html has for them.
var namespaces = map[string]string{
	"":     "http://www.w3.org/1999/xhtml",
	"svg":  "http://www.w3.org/2000/svg",
	"math": "http://www.w3.org/1998/Math/MathML",
}

// newElement makes an element. The namespace is a short name.
func (d *document) newElement(name, namespace string) *element {
	el := &element{}
	el.owner, el.tree, el.element = d, &el.node, el
	el.shadow = html.Node{Type: html.ElementNode, Data: name, Namespace: namespace, DataAtom: atom.Lookup([]byte(name))}
	if el.is("template") {
		el.content = d.newNode(fragmentKind, "")
	}
	return el
}

// copy makes an element with the same attributes and state.
func (el *element) copy() *element {
	c := el.owner.newElement(el.shadow.Data, el.shadow.Namespace)
	c.shadow.Attr = el.shadow.Attr // a list is replaced, never changed
	c.place, c.script = el.place, el.script
	c.control = el.control.copy()
	c.readHandlers()
	return c
}

func (el *element) html() bool           { return el.shadow.Namespace == "" }
func (el *element) is(name string) bool  { return el.shadow.Data == name && el.html() }
func (el *element) namespaceURI() string { return namespaceURI(el.shadow.Namespace) }

func namespaceURI(short string) string {
	if uri, ok := namespaces[short]; ok {
		return uri
	}
	return short
}

// shortNamespace is the inverse of namespaceURI.
func shortNamespace(uri string) string {
	for short, known := range namespaces {
		if known == uri {
			return short
		}
	}
	return uri
}

func (el *element) tagName() string {
	if el.html() {
		return strings.ToUpper(el.shadow.Data)
	}
	return el.shadow.Data
}

// ancestor is the nearest element above el of a name, or nil.
func (el *element) ancestor(name string) *element {
	for at := el.parent; at != nil; at = at.parent {
		if at.element != nil && at.element.is(name) {
			return at.element
		}
	}
	return nil
}

// attribute finds an attribute.
func (el *element) attribute(name string) (value string, ok bool) {
	for _, a := range el.shadow.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

// get is an attribute, or "".
func (el *element) get(name string) string {
	value, _ := el.attribute(name)
	return value
}

func (el *element) has(name string) bool {
	_, ok := el.attribute(name)
	return ok
}

func (el *element) set(name, value string) {
	el.queueAttribute(name)
	el.shadow.Attr = withAttribute(el.shadow.Attr, name, value)
	el.changed(name)
}

func (el *element) unset(name string) {
	if el.has(name) {
		el.queueAttribute(name)
		el.shadow.Attr = withoutAttribute(el.shadow.Attr, name)
		el.changed(name)
	}
}

// flag sets or removes an attribute that is either there or not.
func (el *element) flag(name string, on bool) {
	if on {
		el.set(name, "")
	} else {
		el.unset(name)
	}
}

func withAttribute(list []html.Attribute, name, value string) []html.Attribute {
	list = slices.Clone(list)
	for i := range list {
		if list[i].Key == name {
			list[i].Val = value
			return list
		}
	}
	return append(list, html.Attribute{Key: name, Val: value})
}

func withoutAttribute(list []html.Attribute, name string) []html.Attribute {
	return slices.DeleteFunc(slices.Clone(list), func(a html.Attribute) bool { return a.Key == name })
}

// changed does what follows from a change of an attribute.
func (el *element) changed(name string) {
	if kind, ok := strings.CutPrefix(name, "on"); ok {
		el.readHandler(kind)
	}
	if name == "src" && el.is("script") && el.connected() && el.owner.page != nil {
		el.owner.page.runInserted(el)
	}
}

// qualifiedName is the name of an attribute as scripts see it.
func qualifiedName(a html.Attribute) string {
	if a.Namespace != "" {
		return a.Namespace + ":" + a.Key
	}
	return a.Key
}

// attributeName is the name that a script means.
func (el *element) attributeName(e *env, v goja.Value) string {
	if name := e.toString(v); !el.html() {
		return name
	} else {
		return lower(name)
	}
}

// lower is ASCII lower case.
func lower(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}

// hasClasses tells whether el has all of some classes.
func (el *element) hasClasses(wanted []string) bool {
	has := strings.FieldsFunc(el.get("class"), isSpace)
	return !slices.ContainsFunc(wanted, func(name string) bool { return !slices.Contains(has, name) })
}

// validTag tells whether a name may be that of an element or an attribute.
func validTag(name string) bool {
	return name != "" && !strings.ContainsAny(name, " \t\n\f\r\x00/>=\"'<") && !strings.ContainsAny(name[:1], "0123456789-.@!?&%$#+*~|^`(){}[];,\\")
}
