package storage

import (
	"slices"
	"strings"
)

// Item is a value under a key.
type Item struct{ Key, Value string }

func (i Item) size() int { return len(i.Key) + len(i.Value) }

// Change is what a write did to a key. A value that there was not, or is not, is
// "".
type Change struct{ Key, Old, New string }

// Area is one area of a store. Values are JSON texts, which are never empty.
//
// Every method answers by calling done as a task, after the answers to earlier
// calls.
type Area struct {
	store  *Store
	name   string
	limits Limits
	memory memory // nil if the area is in the file

	sets, removes, clears rate

	used usage // belongs to the store's goroutine
}

// usage is how much there is in an area.
type usage struct{ bytes, items int }

func newArea(s *Store, name string, l Limits) *Area {
	return &Area{store: s, name: name, limits: l, memory: memory{}}
}

// Name is the area's name.
func (a *Area) Name() string { return a.name }

// Get answers with the items that have one of the keys, by key; nil keys are all
// of them.
func (a *Area) Get(keys []string, done func([]Item, error)) {
	var items []Item
	a.do(func(b bucket) error {
		if keys == nil {
			b.each(func(key, value string) { items = append(items, Item{key, value}) })
			return nil
		}
		for _, key := range distinct(keys) {
			if value := b.get(key); value != "" {
				items = append(items, Item{key, value})
			}
		}
		return nil
	}, func(err error) { done(items, err) })
}

// Keys answers with all keys in the order of their bytes.
func (a *Area) Keys(done func([]string, error)) {
	var keys []string
	a.do(func(b bucket) error {
		b.each(func(key, _ string) { keys = append(keys, key) })
		return nil
	}, func(err error) { done(keys, err) })
}

// BytesInUse answers with the size of the items that have the keys, as often as
// each is given; nil keys are all of them.
func (a *Area) BytesInUse(keys []string, done func(int, error)) {
	bytes := 0
	a.do(func(b bucket) error {
		if keys == nil {
			bytes = a.used.bytes
		}
		for _, key := range keys {
			if value := b.get(key); value != "" {
				bytes += Item{key, value}.size()
			}
		}
		return nil
	}, func(err error) { done(bytes, err) })
}

// Set stores all items or, if the limits forbid it, none. It answers with what
// changed, by key. Of items with one key the last counts.
func (a *Area) Set(items []Item, done func([]Change, error)) {
	a.write(&a.sets, func(b bucket) ([]Change, error) { return a.set(b, items) }, done)
}

// Remove removes the items that have one of the keys, and answers with them.
func (a *Area) Remove(keys []string, done func([]Change, error)) {
	a.write(&a.removes, func(b bucket) ([]Change, error) {
		var changes []Change
		for _, key := range distinct(keys) {
			if old := b.get(key); old != "" {
				changes = append(changes, Change{Key: key, Old: old})
			}
		}
		return changes, a.apply(b, changes)
	}, done)
}

// Clear removes all items, and answers with them.
func (a *Area) Clear(done func([]Change, error)) {
	a.write(&a.clears, func(b bucket) ([]Change, error) {
		var changes []Change
		b.each(func(key, value string) { changes = append(changes, Change{Key: key, Old: value}) })
		return changes, a.apply(b, changes)
	}, done)
}

// distinct returns the keys in order and each once.
func distinct(keys []string) []string { return slices.Compact(slices.Sorted(slices.Values(keys))) }

// do has the store do something with the area's bucket.
func (a *Area) do(run func(bucket) error, done func(error)) {
	a.store.enqueue(&operation{area: a, run: run, done: done})
}

// write has the store change the bucket, unless that is forbidden now.
func (a *Area) write(r *rate, change func(bucket) ([]Change, error), done func([]Change, error)) {
	refused := r.take(a.limits)
	if a.limits.ReadOnly {
		refused = ErrReadOnly
	}
	var changes []Change
	a.do(func(b bucket) (err error) {
		if refused != nil {
			return refused
		}
		changes, err = change(b)
		return err
	}, func(err error) {
		if err != nil {
			changes = nil
		}
		done(changes, err)
	})
}

// set stores items within the limits.
func (a *Area) set(b bucket, items []Item) ([]Change, error) {
	items = slices.Clone(items)
	slices.SortStableFunc(items, func(x, y Item) int { return strings.Compare(x.Key, y.Key) })
	var changes []Change
	after := a.used
	for i, item := range items {
		if i+1 < len(items) && items[i+1].Key == item.Key {
			continue
		}
		if len(item.Key) > MaxKey {
			return nil, ErrKeyTooLong
		}
		if exceeds(item.size(), a.limits.ItemBytes) {
			return nil, ErrItemBytes
		}
		c := Change{Key: item.Key, Old: b.get(item.Key), New: item.Value}
		if c.Old != c.New {
			changes = append(changes, c)
			after = after.with(c)
		}
	}
	switch {
	case exceeds(after.bytes, a.limits.Bytes):
		return nil, ErrBytes
	case exceeds(after.items, a.limits.Items):
		return nil, ErrItems
	}
	return changes, a.apply(b, changes)
}

func exceeds(n, limit int) bool { return limit > 0 && n > limit }

// with returns the usage after a change.
func (u usage) with(c Change) usage {
	if c.Old != "" {
		u.items--
		u.bytes -= Item{c.Key, c.Old}.size()
	}
	if c.New != "" {
		u.items++
		u.bytes += Item{c.Key, c.New}.size()
	}
	return u
}

// apply makes changes.
func (a *Area) apply(b bucket, changes []Change) error {
	for _, c := range changes {
		var err error
		if c.New == "" {
			err = b.remove(c.Key)
		} else {
			err = b.put(c.Key, c.New)
		}
		if err != nil {
			return err
		}
		a.used = a.used.with(c)
	}
	return nil
}
