package web

import (
	"slices"

	"github.com/dop251/goja"
)

// mutationObserver is the Go side of a MutationObserver.
type mutationObserver struct {
	self     *goja.Object
	callback *goja.Object
	nodes    []*node // with a registration of this observer
	records  []*mutation
}

// registration is an observer at a node: the standard's registered observer, and
// transient registered observer if it stands for one further up.
type registration struct {
	observer *mutationObserver
	options  mutationOptions
	source   *registration // of a transient one
}

// mutationOptions are the members of MutationObserverInit.
type mutationOptions struct {
	childList, attributes, characterData, subtree bool
	attributeOldValue, characterDataOldValue      bool
	filter                                        []string // nil is all attributes
}

// mutation is the Go side of a MutationRecord.
type mutation struct {
	kind           string // "attributes", "characterData", "childList"
	target         *node
	attribute      string
	added, removed []*node
	previous, next *node
	old            *string // nil if nobody asked for it
	lists          [2]*goja.Object
}

// mutations is what the observers of a page share.
type mutations struct {
	used    bool // somebody observes, or has
	waiting []*mutationObserver
	frame   native // puts a frame of JavaScript around a job, see microtasks.go
}

const observeFailed = "Failed to execute 'observe' on 'MutationObserver'"

func (m *dom) installMutationObserver() {
	e := m.env
	define(e, class[*mutationObserver]{
		name: "MutationObserver", required: 1,
		construct: func(c goja.ConstructorCall) *mutationObserver {
			callback, ok := c.Argument(0).(*goja.Object)
			if ok {
				_, ok = goja.AssertFunction(callback)
			}
			if !ok {
				e.throwType("Failed to construct 'MutationObserver': parameter 1 is not of type 'Function'.")
			}
			return &mutationObserver{callback: callback, self: c.This}
		},
		methods: []method[*mutationObserver]{
			{"observe", 1, func(o *mutationObserver, c goja.FunctionCall) goja.Value {
				n := e.argumentNode(c.Argument(0), observeFailed, "1")
				m.observe(o, n, m.mutationOptions(c.Argument(1)))
				return nil
			}},
			{"disconnect", 0, func(o *mutationObserver, _ goja.FunctionCall) goja.Value {
				o.disconnect()
				return nil
			}},
			{"takeRecords", 0, func(o *mutationObserver, _ goja.FunctionCall) goja.Value {
				return m.recordList(o.take())
			}},
		},
	})
}

func (m *dom) installMutationRecord() {
	e := m.env
	list := func(name string, i int, nodes func(*mutation) []*node) attribute[*mutation] {
		return attribute[*mutation]{name, func(r *mutation) any {
			if r.lists[i] == nil {
				r.lists[i] = m.list(func() []*node { return nodes(r) })
			}
			return r.lists[i]
		}, nil}
	}
	define(e, class[*mutation]{name: "MutationRecord", attributes: []attribute[*mutation]{
		{"type", func(r *mutation) any { return r.kind }, nil},
		{"target", func(r *mutation) any { return r.target.object() }, nil},
		list("addedNodes", 0, func(r *mutation) []*node { return r.added }),
		list("removedNodes", 1, func(r *mutation) []*node { return r.removed }),
		{"previousSibling", func(r *mutation) any { return objectOf(r.previous) }, nil},
		{"nextSibling", func(r *mutation) any { return objectOf(r.next) }, nil},
		{"attributeName", func(r *mutation) any {
			if r.kind != "attributes" {
				return goja.Null()
			}
			return r.attribute
		}, nil},
		{"attributeNamespace", func(*mutation) any { return goja.Null() }, nil},
		{"oldValue", func(r *mutation) any {
			if r.old == nil {
				return goja.Null()
			}
			return *r.old
		}, nil},
	}})
}

// mutationOptions reads the options of observe, or throws.
func (m *dom) mutationOptions(v goja.Value) (o mutationOptions) {
	d := m.env.dictionary(v, observeFailed, "MutationObserverInit")
	o = mutationOptions{
		childList: d.boolean("childList"), attributes: d.boolean("attributes"), characterData: d.boolean("characterData"), subtree: d.boolean("subtree"),
		attributeOldValue: d.boolean("attributeOldValue"), characterDataOldValue: d.boolean("characterDataOldValue"),
	}
	filter := d.member("attributeFilter")
	if filter != nil {
		o.filter = []string{}
		m.env.vm.ForOf(filter, func(v goja.Value) bool {
			o.filter = append(o.filter, m.env.toString(v))
			return true
		})
	}
	given := func(name string) bool { return d.member(name) != nil }
	if (given("attributeOldValue") || filter != nil) && !given("attributes") {
		o.attributes = true
	}
	if given("characterDataOldValue") && !given("characterData") {
		o.characterData = true
	}
	for _, rule := range []struct {
		broken bool
		words  string
	}{
		{!o.childList && !o.attributes && !o.characterData, "must set at least one of 'attributes', 'characterData', or 'childList' to true."},
		{o.attributeOldValue && !o.attributes, "may only set 'attributeOldValue' to true when 'attributes' is true or not present."},
		{filter != nil && !o.attributes, "may only set 'attributeFilter' when 'attributes' is true or not present."},
		{o.characterDataOldValue && !o.characterData, "may only set 'characterDataOldValue' to true when 'characterData' is true or not present."},
	} {
		if rule.broken {
			m.env.throwType("%s: The options object %s", observeFailed, rule.words)
		}
	}
	return o
}

// observe registers an observer at a node, or changes what it observes there.
func (m *dom) observe(o *mutationObserver, n *node, options mutationOptions) {
	m.mutations.used = true
	for _, r := range n.observers {
		if r.observer != o || r.source != nil {
			continue
		}
		for _, at := range o.nodes {
			at.forget(func(other *registration) bool { return other.source == r })
		}
		r.options = options
		return
	}
	n.observers = append(n.observers, &registration{observer: o, options: options})
	o.nodes = append(o.nodes, n)
}

// forget removes registrations.
func (n *node) forget(which func(*registration) bool) {
	n.observers = slices.DeleteFunc(n.observers, which)
}

func (o *mutationObserver) disconnect() {
	for _, n := range o.nodes {
		n.forget(func(r *registration) bool { return r.observer == o })
	}
	o.nodes, o.records = nil, nil
}

func (o *mutationObserver) take() []*mutation {
	records := o.records
	o.records = nil
	return records
}

// observed tells whether a change of a node could interest somebody.
func (n *node) observed() bool { return n.owner.env.dom.mutations.used }

// queue is the standard's "queue a mutation record": it gives one to those that
// are interested. old is what an attribute or a text was.
func (n *node) queue(r mutation, old *string) {
	if !n.observed() {
		return
	}
	r.target = n
	type interested struct {
		observer *mutationObserver
		old      *string
	}
	var list []*interested
	for at := n; at != nil; at = at.parent {
		for _, registered := range at.observers {
			o := registered.options
			switch {
			case at != n && !o.subtree:
				continue
			case r.kind == "attributes" && (!o.attributes || o.filter != nil && !slices.Contains(o.filter, r.attribute)):
				continue
			case r.kind == "characterData" && !o.characterData, r.kind == "childList" && !o.childList:
				continue
			}
			i := slices.IndexFunc(list, func(in *interested) bool { return in.observer == registered.observer })
			if i < 0 {
				list = append(list, &interested{observer: registered.observer})
				i = len(list) - 1
			}
			if r.kind == "attributes" && o.attributeOldValue || r.kind == "characterData" && o.characterDataOldValue {
				list[i].old = old
			}
		}
	}
	m := n.owner.env.dom
	for _, in := range list {
		record := r
		record.old = in.old
		in.observer.records = append(in.observer.records, &record)
		m.wake(in.observer)
	}
}

// queueTree queues a record of children that came and went.
func (n *node) queueTree(added, removed []*node, previous, next *node) {
	if len(added) > 0 || len(removed) > 0 {
		n.queue(mutation{kind: "childList", added: added, removed: removed, previous: previous, next: next}, nil)
	}
}

// follow has those who observe the tree that n is taken out of observe it until
// they are told: the standard's transient registered observers.
func (n *node) follow(parent *node) {
	for at := parent; at != nil; at = at.parent {
		for _, r := range at.observers {
			if !r.options.subtree {
				continue
			}
			n.observers = append(n.observers, &registration{observer: r.observer, options: r.options, source: r})
			if !slices.Contains(r.observer.nodes, n) {
				r.observer.nodes = append(r.observer.nodes, n)
			}
		}
	}
}

// setData changes the text of a text node or comment.
func (n *node) setData(text string) {
	old := n.shadow.Data
	n.shadow.Data = text
	n.queue(mutation{kind: "characterData"}, &old)
}

// wake has an observer told in a microtask, one for all.
func (m *dom) wake(o *mutationObserver) {
	w := &m.mutations
	if !slices.Contains(w.waiting, o) {
		w.waiting = append(w.waiting, o)
	}
	if len(w.waiting) > 1 {
		return
	}
	e := m.env
	if w.frame == nil {
		w.frame = e.compile("(function (f) { return function () { f() } })")
	}
	promise, resolve, _ := e.vm.NewPromise()
	if err := resolve(goja.Undefined()); err != nil {
		panic(err)
	}
	job := e.rt.NewFunction("", func(goja.FunctionCall) goja.Value {
		m.notify()
		return nil
	})
	e.promiseThen(call(e.vm.ToValue(promise), w.frame(call(nil, job))))
	// Microtasks run when a call into JavaScript ends. The parser changes the
	// document outside of one.
	e.rt.Loop().Defer(func() {
		if len(w.waiting) > 0 {
			e.rt.Batch(func() {})
		}
	})
}

// notify is the standard's "notify mutation observers".
func (m *dom) notify() {
	waiting := m.mutations.waiting
	m.mutations.waiting = nil
	for _, o := range waiting {
		records := o.take()
		kept := o.nodes[:0]
		for _, n := range o.nodes {
			n.forget(func(r *registration) bool { return r.observer == o && r.source != nil })
			if slices.ContainsFunc(n.observers, func(r *registration) bool { return r.observer == o }) {
				kept = append(kept, n)
			}
		}
		o.nodes = kept
		if len(records) == 0 {
			continue
		}
		if thrown := m.env.vm.Try(func() { o.call(m.recordList(records)) }); thrown != nil {
			m.env.rt.ReportThrown("Uncaught ", thrown.Value())
		}
	}
}

func (o *mutationObserver) call(records goja.Value) {
	if f, ok := o.callback.Export().(native); ok {
		f(call(o.self, records, o.self))
		return
	}
	f, _ := goja.AssertFunction(o.callback) // a proxy, as functions of other pages are
	if _, err := f(o.self, records, o.self); err != nil {
		panic(err)
	}
}

// recordList makes an array of records.
func (m *dom) recordList(records []*mutation) goja.Value {
	list := make([]any, len(records))
	for i, r := range records {
		list[i] = m.env.instance(m.env.prototype("MutationRecord"), r)
	}
	return m.env.vm.NewArray(list...)
}

// queueAttribute queues the record of an attribute that is about to change.
func (el *element) queueAttribute(name string) {
	if !el.observed() {
		return
	}
	var old *string
	if value, ok := el.attribute(name); ok {
		old = &value
	}
	el.queue(mutation{kind: "attributes", attribute: name}, old)
}
