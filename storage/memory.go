package storage

import (
	"maps"
	"slices"
)

// memory keeps maps in memory. Nothing in it fails, so there is nothing to undo.
type memory struct{ areas map[string]map[string]string }

func newMemory(areas ...string) *memory {
	m := &memory{map[string]map[string]string{}}
	for _, name := range areas {
		m.areas[name] = map[string]string{}
	}
	return m
}

func (m *memory) begin(bool) (transaction, error) { return m, nil }
func (m *memory) guard(f func() error) error      { return f() }
func (m *memory) close() error                    { return nil }
func (m *memory) commit() error                   { return nil }
func (m *memory) rollback()                       {}

func (m *memory) get(area, key string) string { return m.areas[area][key] }

func (m *memory) put(area, key, value string) error {
	if value == "" {
		delete(m.areas[area], key)
	} else {
		m.areas[area][key] = value
	}
	return nil
}

func (m *memory) each(area string, visit func(key, value string)) {
	for _, key := range slices.Sorted(maps.Keys(m.areas[area])) {
		visit(key, m.areas[area][key])
	}
}
