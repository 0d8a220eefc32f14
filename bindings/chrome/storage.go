package chrome

import (
	"slices"
	"strings"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/bindings/api"
	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/storage"
)

// Storage is chrome.storage. Changes are told to every page, in the order of
// attaching, before the call that made them is answered.
type Storage struct {
	areas []*storage.Area // in the order of chrome.storage
	pages group[*storagePage]

	pending   int              // calls that are not answered
	operation eventloop.Handle // open while there are any
}

func (s *Storage) String() string { return "chrome.storage" }

// storagePage is a page's onChanged events.
type storagePage struct {
	areas map[string]*api.EventSource
	all   *api.EventSource
}

// NewStorage makes the service for a store.
func NewStorage(store *storage.Store) *Storage {
	s := &Storage{areas: []*storage.Area{store.Sync, store.Managed, store.Local}}
	if store.Session != nil {
		s.areas = slices.Insert(s.areas, 1, store.Session)
	}
	return s
}

// Attach installs chrome.storage in a page.
func (s *Storage) Attach(b *api.Binder) (detach func()) {
	p := &storagePage{areas: map[string]*api.EventSource{}}
	for _, a := range s.areas {
		p.areas[a.Name()] = b.Install(s.areaNamespace(a))["onChanged"]
	}
	p.all = b.Install(storageNamespace())["onChanged"]
	return s.pages.add(b, p)
}

// changed tells the pages what a write has changed.
func (s *Storage) changed(a *storage.Area, changes []storage.Change) {
	if len(changes) == 0 {
		return
	}
	text := changesText(changes)
	for _, m := range s.pages.all() {
		if e := m.p.areas[a.Name()]; e.HasListeners() {
			e.Emit(m.b.Parse(text))
		}
	}
	for _, m := range s.pages.all() {
		if m.p.all.HasListeners() {
			m.p.all.Emit(m.b.Parse(text), m.b.Runtime().VM().ToValue(a.Name()))
		}
	}
}

// Types of chrome.storage.
var (
	accessLevel   = &api.Type{Kind: api.String, Name: "storage.AccessLevel", Enum: []string{"TRUSTED_AND_UNTRUSTED_CONTEXTS", "TRUSTED_CONTEXTS"}}
	accessOptions = &api.Type{Kind: api.Object, Properties: []api.Param{{Name: "accessLevel", Type: accessLevel}}}
	storageKeys   = api.ChoiceOf(api.StringType, api.ArrayOf(api.StringType))
	storageGet    = api.ChoiceOf(api.StringType, api.ArrayOf(api.StringType), api.ObjectType)
	changesParam  = api.Param{Name: "changes", Type: api.ObjectType}
)

// storageConstants are those of each area, in Chrome's order.
var storageConstants = map[string][]struct {
	name  string
	value int
}{
	"local":   {{"QUOTA_BYTES", storage.LocalBytes}},
	"session": {{"QUOTA_BYTES", storage.SessionBytes}},
	"sync": {
		{"QUOTA_BYTES", storage.SyncBytes},
		{"QUOTA_BYTES_PER_ITEM", storage.SyncItemBytes},
		{"MAX_ITEMS", storage.SyncItems},
		{"MAX_WRITE_OPERATIONS_PER_HOUR", storage.SyncWritesPerHour},
		{"MAX_WRITE_OPERATIONS_PER_MINUTE", storage.SyncWritesPerMinute},
		{"MAX_SUSTAINED_WRITE_OPERATIONS_PER_MINUTE", 1000000},
	},
}

func storageNamespace() *api.Namespace {
	return &api.Namespace{
		Name:       "storage",
		Permission: "storage",
		Types:      []*api.Type{accessLevel},
		Events: []api.Event{
			{Name: "onChanged", Params: []api.Param{changesParam, {Name: "areaName", Type: api.StringType}}},
		},
	}
}

func (s *Storage) areaNamespace(a *storage.Area) *api.Namespace {
	ns := &api.Namespace{
		Name:       "storage." + a.Name(),
		Permission: "storage",
		Class:      "StorageArea",
		Methods: []api.Method{
			{
				Name:    "get",
				Params:  []api.Param{{Name: "keys", Type: storageGet, Optional: true}},
				Results: []api.Param{{Name: "items", Type: api.ObjectType}},
				Do: func(c *api.Call) {
					keys, defaults := wanted(c)
					s.begin(c)
					a.Get(keys, func(items []storage.Item, err error) {
						s.answer(c, a, err, func() goja.Value { return c.Binder().Parse(itemsText(withDefaults(items, defaults))) })
					})
				},
			},
			{
				Name:    "getKeys",
				Results: []api.Param{{Name: "keys", Type: api.ArrayOf(api.StringType)}},
				Do: func(c *api.Call) {
					s.begin(c)
					a.Keys(func(keys []string, err error) {
						s.answer(c, a, err, func() goja.Value {
							vm := c.Binder().Runtime().VM()
							return array(c.Binder(), keys, func(key string) goja.Value { return vm.ToValue(key) })
						})
					})
				},
			},
			{
				Name:   "set",
				Params: []api.Param{{Name: "items", Type: api.ObjectType}},
				Do: func(c *api.Call) {
					items, err := storageItems(c.Binder(), c.Value(0).(*goja.Object))
					switch err {
					case nil:
						a.Set(items, s.written(c, a))
					case errScriptThrew:
						c.Refuse("Error at parameter 'items': " + err.Error())
					default:
						fail(c, err.Error())
					}
				},
			},
			{
				Name:   "remove",
				Params: []api.Param{{Name: "keys", Type: storageKeys}},
				Do:     func(c *api.Call) { a.Remove(keyList(c.Value(0)), s.written(c, a)) },
			},
			{
				Name: "clear",
				Do:   func(c *api.Call) { a.Clear(s.written(c, a)) },
			},
			{
				Name:    "getBytesInUse",
				Params:  []api.Param{{Name: "keys", Type: storageKeys, Optional: true}},
				Results: []api.Param{{Name: "bytesInUse", Type: api.IntegerType}},
				Do: func(c *api.Call) {
					s.begin(c)
					a.BytesInUse(keyList(c.Value(0)), func(bytes int, err error) {
						s.answer(c, a, err, func() goja.Value { return c.Binder().Runtime().VM().ToValue(bytes) })
					})
				},
			},
			{
				// Here every context is a trusted one.
				Name:   "setAccessLevel",
				Params: []api.Param{{Name: "accessOptions", Type: accessOptions}},
				Do:     func(c *api.Call) { reply(c) },
			},
		},
		Events: []api.Event{{Name: "onChanged", Params: []api.Param{changesParam}}},
	}
	for _, constant := range storageConstants[a.Name()] {
		ns.Properties = append(ns.Properties, api.Property{Name: constant.name, Get: func(b *api.Binder) goja.Value {
			return b.Runtime().VM().ToValue(constant.value)
		}})
	}
	return ns
}

// storageErrors are Chrome's words for what an area refuses.
var storageErrors = map[error]string{
	storage.ErrBytes:           "Resource::kQuotaBytes quota exceeded",
	storage.ErrItemBytes:       "Resource::kQuotaBytesPerItem quota exceeded",
	storage.ErrItems:           "Resource::kMaxItems quota exceeded",
	storage.ErrWritesPerHour:   "This request exceeds the MAX_WRITE_OPERATIONS_PER_HOUR quota.",
	storage.ErrWritesPerMinute: "This request exceeds the MAX_WRITE_OPERATIONS_PER_MINUTE quota.",
	storage.ErrReadOnly:        "This is a read-only store.",
}

func storageError(a *storage.Area, err error) string {
	if a.Name() == "session" && err == storage.ErrBytes {
		return "Session storage quota bytes exceeded. Values were not stored."
	}
	if words, known := storageErrors[err]; known {
		return words
	}
	return err.Error()
}

// begin keeps the program running until the call is answered.
func (s *Storage) begin(c *api.Call) {
	s.pending++
	s.operation.Open(c.Binder().Runtime().Loop(), s)
}

func (s *Storage) end() {
	if s.pending--; s.pending == 0 {
		s.operation.Close()
	}
}

// written tells of a write's changes, then answers it.
func (s *Storage) written(c *api.Call, a *storage.Area) func([]storage.Change, error) {
	s.begin(c)
	return func(changes []storage.Change, err error) {
		s.changed(a, changes)
		s.answer(c, a, err, goja.Undefined)
	}
}

// answer answers a call whose page may have gone.
func (s *Storage) answer(c *api.Call, a *storage.Area, err error, result func() goja.Value) {
	s.end()
	if c.Binder().Runtime().Closed() {
		return
	}
	if err != nil {
		c.Fail(storageError(a, err))
		return
	}
	if v := result(); !goja.IsUndefined(v) {
		c.Reply(v)
	} else {
		c.Reply()
	}
}

// wanted reads the argument of get: the keys, nil for all, and what to give for
// those that are not there.
func wanted(c *api.Call) (keys []string, defaults []storage.Item) {
	o, ok := c.Value(0).(*goja.Object)
	if !ok || o.ClassName() == "Array" {
		return keyList(c.Value(0)), nil
	}
	defaults, err := storageItems(c.Binder(), o)
	if err != nil {
		c.Refuse("Error at parameter 'keys': Value did not match any choice.")
	}
	keys = []string{}
	for _, d := range defaults {
		keys = append(keys, d.Key)
	}
	return keys, defaults
}

// keyList reads a string or an array of strings; nil stays nil.
func keyList(v goja.Value) []string {
	o, ok := v.(*goja.Object)
	switch {
	case v == nil:
		return nil
	case !ok:
		return []string{v.String()}
	}
	keys := []string{}
	for _, i := range o.Keys() {
		keys = append(keys, o.Get(i).String())
	}
	return keys
}

// withDefaults adds what is missing, by key.
func withDefaults(items, defaults []storage.Item) []storage.Item {
	for _, d := range defaults {
		if !slices.ContainsFunc(items, func(i storage.Item) bool { return i.Key == d.Key }) {
			items = append(items, d)
		}
	}
	slices.SortFunc(items, func(x, y storage.Item) int { return strings.Compare(x.Key, y.Key) })
	return items
}
