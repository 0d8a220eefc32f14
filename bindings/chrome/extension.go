package chrome

import (
	"crypto/rand"
	"fmt"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/bindings/api"
)

// Extension is the app, as the namespaces see it that are about the app itself.
// Its methods are called on the loop goroutine; a binder stands for its page.
type Extension interface {
	ID() string
	// Manifest is the manifest as JSON, with its messages replaced.
	Manifest() string
	// PageURL is the URL of a page.
	PageURL(page *api.Binder) string
	// Background is the background page, or nil while there is none.
	Background() *api.Binder
	// GlobalOf is the global object of one page as a value of another.
	GlobalOf(of, in *api.Binder) goja.Value
	// PackageDirectory is the DirectoryEntry of the package, for a page.
	PackageDirectory(page *api.Binder) goja.Value
	// OpenPage opens a window page for a path of the package or a URL below it,
	// at the wish of another page.
	OpenPage(opener *api.Binder, url string) (WindowPage, error)
	// Reload ends every page and starts the app again, later.
	Reload()
}

// WindowPage is the page of a window. Its scripts have not run yet.
type WindowPage interface {
	Binder() *api.Binder
	// Load runs the page's scripts, then fires DOMContentLoaded and load.
	Load()
	Close()
}

// group keeps the pages that a service is attached to, with what it knows of
// each, in the order of attaching.
type group[P any] struct{ members []member[P] }

type member[P any] struct {
	b *api.Binder
	p P
}

func (g *group[P]) add(b *api.Binder, p P) (remove func()) {
	g.members = append(g.members, member[P]{b, p})
	return func() {
		var rest []member[P]
		for _, m := range g.members {
			if m.b != b {
				rest = append(rest, m)
			}
		}
		g.members = rest
	}
}

// of returns what is known of a page.
func (g *group[P]) of(b *api.Binder) (p P, ok bool) {
	for _, m := range g.members {
		if m.b == b {
			return m.p, true
		}
	}
	return p, false
}

// all returns what is known of every page, in a list that stays as it is.
func (g *group[P]) all() []member[P] { return g.members }

// object makes a plain object of fields.
func object(b *api.Binder, fields ...api.Field) goja.Value { return b.Object(fields...) }

// field makes a field of a Go value.
func field(b *api.Binder, name string, v any) api.Field {
	return api.Field{Name: name, Value: b.Runtime().VM().ToValue(v)}
}

// array makes an array of a list.
func array[T any](b *api.Binder, list []T, value func(T) goja.Value) goja.Value {
	values := make([]any, len(list))
	for i, item := range list {
		values[i] = value(item)
	}
	return b.Runtime().VM().NewArray(values...)
}

// reply answers a call, as a task.
func reply(c *api.Call, results ...goja.Value) {
	c.Binder().Runtime().Loop().Post(func() { c.Reply(results...) })
}

// fail answers a call with lastError, as a task. The callback gets results if
// the failure has any.
func fail(c *api.Call, message string, results ...goja.Value) {
	c.Binder().Runtime().Loop().Post(func() { c.Fail(message, results...) })
}

// guid makes an id that nothing else has, in the form that Chrome's have.
func guid() string {
	var id [16]byte
	rand.Read(id[:])
	id[6], id[8] = id[6]&0x0f|0x40, id[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", id[:4], id[4:6], id[6:8], id[8:10], id[10:])
}
