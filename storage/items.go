package storage

import (
	"encoding/json"
	"errors"
	"slices"
	"unicode/utf16"
)

// ItemsLength is how many UTF-16 units the keys and values of localStorage may
// have together.
const ItemsLength = 5 << 20

// ErrItemsLength is what [Items.Set] returns beyond [ItemsLength].
var ErrItemsLength = errors.New("the items are longer than they may be")

// Items are strings by key, ordered by the bytes of their keys.
type Items struct {
	area   *Area    // nil if they are in no store
	keys   []string // in order
	values map[string]string
	length int // UTF-16 units
}

// NewItems makes items that are nowhere but in memory.
func NewItems() *Items { return &Items{values: map[string]string{}} }

// load adds an item of the file. Items come in order.
func (t *Items) load(key, value string) error {
	var text string
	if err := json.Unmarshal([]byte(value), &text); err != nil {
		return err
	}
	t.keys = append(t.keys, key)
	t.values[key] = text
	t.length += units(key) + units(text)
	return nil
}

// Len is how many items there are.
func (t *Items) Len() int { return len(t.keys) }

// Key is the key of the item at an index from 0 to Len()-1.
func (t *Items) Key(i int) string { return t.keys[i] }

// Get returns the value under a key.
func (t *Items) Get(key string) (value string, ok bool) {
	value, ok = t.values[key]
	return value, ok
}

// Set stores a value under a key.
func (t *Items) Set(key, value string) error {
	old, replaced := t.values[key]
	length := t.length + units(value)
	if replaced {
		length -= units(old)
	} else {
		length += units(key)
	}
	if length > ItemsLength || len(key) > MaxKey {
		return ErrItemsLength
	}
	t.length = length
	if !replaced {
		i, _ := slices.BinarySearch(t.keys, key)
		t.keys = slices.Insert(t.keys, i, key)
	}
	t.values[key] = value
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	t.later(func(b bucket) error { return b.put(key, string(text)) })
	return nil
}

// Remove removes the value under a key, if there is one.
func (t *Items) Remove(key string) {
	value, ok := t.values[key]
	if !ok {
		return
	}
	t.length -= units(key) + units(value)
	delete(t.values, key)
	i, _ := slices.BinarySearch(t.keys, key)
	t.keys = slices.Delete(t.keys, i, i+1)
	t.later(func(b bucket) error { return b.remove(key) })
}

// Clear removes everything.
func (t *Items) Clear() {
	for len(t.keys) > 0 {
		t.Remove(t.keys[len(t.keys)-1])
	}
}

// later has the store do what was done here.
func (t *Items) later(run func(bucket) error) {
	if t.area != nil {
		t.area.store.enqueue(&operation{area: t.area, run: run})
	}
}

// units is the length of a string in UTF-16.
func units(s string) (n int) {
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}
