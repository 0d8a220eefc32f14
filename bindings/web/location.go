package web

import (
	"slices"
	"strings"

	"github.com/dop251/goja"
	whatwg "github.com/nlnwa/whatwg-url/url"
)

// location is the Go side of the page's Location.
type location struct {
	u      *whatwg.Url
	object *goja.Object // nil before it is asked for
}

func newLocation(m *dom, url string) *location {
	e := m.env
	u, ok := parseURL(url, "")
	if !ok {
		u, _ = parseURL("about:blank", "")
	}
	e.lazily(htmlStandard, m.installLocation, "Location")
	return &location{u: u}
}

func (m *dom) installLocation() {
	e := m.env
	navigate := func(v goja.Value, failed string) {
		text := e.utf8Text(v)
		u, ok := parseURL(text, e.page.base())
		if !ok {
			panic(e.newDOMException("SyntaxError", failed+" on 'Location': '"+text+"' is not a valid URL."))
		}
		e.page.navigate(u.Href(false))
	}
	attributes := []attribute[*location]{
		{"href", func(l *location) any { return l.href() }, func(_ *location, v goja.Value) { navigate(v, "Failed to set the 'href' property") }},
		{"origin", func(l *location) any { return originOf(l.u) }, nil},
	}
	for _, part := range urlParts {
		if part.name == "username" || part.name == "password" {
			continue
		}
		attributes = append(attributes, attribute[*location]{part.name, func(l *location) any { return part.get(l.u) }, func(l *location, v goja.Value) {
			if changed, ok := parseURL(l.href(), ""); ok {
				part.set(changed, e.utf8Text(v))
				e.page.navigate(changed.Href(false))
			}
		}})
	}
	leaving := func(name string) method[*location] {
		return method[*location]{name, 1, func(_ *location, c goja.FunctionCall) goja.Value {
			navigate(c.Argument(0), "Failed to execute '"+name+"'")
			return nil
		}}
	}
	define(m.env, class[*location]{
		name: "Location", attributes: attributes,
		methods: []method[*location]{
			leaving("assign"), leaving("replace"),
			{"reload", 0, func(*location, goja.FunctionCall) goja.Value {
				if f := e.page.opts.Reload; f != nil {
					f()
				} else {
					e.rt.Console(warnLevel, "location.reload() does nothing here")
				}
				return nil
			}},
			{"toString", 0, func(l *location, _ goja.FunctionCall) goja.Value { return e.vm.ToValue(l.href()) }},
		},
	})
}

func (e *env) locationObject(l *location) *goja.Object {
	if l.object == nil {
		l.object = e.instance(e.prototype("Location"), l)
	}
	return l.object
}

func (l *location) href() string { return l.u.Href(false) }

// base is what relative URLs are relative to.
func (d *Document) base() string {
	here := d.location.href()
	if b := d.document.find(func(el *element) bool { return el.is("base") && el.has("href") }); b != nil {
		if u, ok := parseURL(b.get("href"), here); ok {
			return u.Href(false)
		}
	}
	return here
}

// url makes a URL absolute; one that is wrong stays.
func (d *Document) url(text string) string {
	if u, ok := parseURL(text, d.base()); ok {
		return u.Href(false)
	}
	return text
}

// resolve is the URL in an attribute of an element, or "".
func (d *Document) resolve(el *element, attr string) string {
	value, ok := el.attribute(attr)
	if !ok {
		return ""
	}
	return d.url(value)
}

// action is where a form goes.
func (d *Document) action(form *element) string {
	if a := form.get("action"); a != "" {
		return d.url(a)
	}
	return d.location.href()
}

// navigate goes to another fragment of the page. To anything else the page does
// not go.
func (d *Document) navigate(url string) {
	u, ok := parseURL(url, "")
	here := d.location.href()
	before, _, _ := strings.Cut(here, "#")
	after, _, fragment := strings.Cut(url, "#")
	if ok && before == after && fragment {
		if d.location.u = u; url != here {
			e := d.env
			e.rt.Loop().Post(func() {
				if !e.rt.Closed() {
					o, ev := e.dom.newUIEvent("hashchange", map[string]goja.Value{"oldURL": e.vm.ToValue(here), "newURL": e.vm.ToValue(url)}, true)
					e.dispatch(d.window.listening(), o, ev)
				}
			})
		}
		return
	}
	switch {
	case strings.HasPrefix(lower(url), "javascript:"):
	case d.opts.Navigate != nil:
		d.opts.Navigate(url)
	default:
		d.env.rt.Console(warnLevel, "the page does not go to "+url)
	}
}

// linkAttributes are those of an anchor that show parts of its URL.
func (m *dom) linkAttributes() (list []attribute[*element]) {
	e := m.env
	of := func(el *element) (*whatwg.Url, bool) {
		if !el.has("href") {
			return nil, false
		}
		return parseURL(el.get("href"), e.page.base())
	}
	list = append(list, attribute[*element]{"origin", func(el *element) any {
		if u, ok := of(el); ok {
			return originOf(u)
		}
		return ""
	}, nil})
	for _, part := range urlParts {
		list = append(list, attribute[*element]{part.name, func(el *element) any {
			if u, ok := of(el); ok {
				return part.get(u)
			}
			if part.name == "protocol" {
				return ":"
			}
			return ""
		}, func(el *element, v goja.Value) {
			if u, ok := of(el); ok {
				part.set(u, e.utf8Text(v))
				el.set("href", u.Href(false))
			}
		}})
	}
	return slices.Clip(list)
}
