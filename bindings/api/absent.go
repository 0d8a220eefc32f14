package api

import (
	"fmt"
	"slices"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/runtime"
)

// Absent names namespaces of Chrome that are not here. For scripts they do not
// exist, but the first use of each is reported with its place.
func (b *Binder) Absent(names []string) {
	b.chrome.SetPrototype(b.vm.NewDynamicObject(&absent{binder: b, names: names, told: map[string]bool{}}))
}

// absent stands behind the chrome object, where the engine looks for what that
// does not have.
type absent struct {
	binder *Binder
	names  []string
	told   map[string]bool
}

func (a *absent) Get(key string) goja.Value {
	if slices.Contains(a.names, key) && !a.told[key] {
		a.told[key] = true
		a.binder.rt.Console(runtime.Warn, fmt.Sprintf("chrome.%s is not available in sockhost%s", key, a.binder.rt.Place()))
	}
	return nil
}

func (*absent) Set(string, goja.Value) bool { return false }
func (*absent) Has(string) bool             { return false }
func (*absent) Delete(string) bool          { return true }
func (*absent) Keys() []string              { return nil }
