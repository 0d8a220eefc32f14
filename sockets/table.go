package sockets

import (
	"maps"
	"slices"
)

// table maps the ids of one namespace to its sockets. Ids start at 1 and are
// never used again.
type table[T any] struct {
	last int
	byID map[int]*T
}

func newTable[T any]() *table[T] { return &table[T]{byID: map[int]*T{}} }

func (t *table[T]) add(s *T) (id int) {
	t.last++
	t.byID[t.last] = s
	return t.last
}

// find returns the socket, or ErrNotFound.
func (t *table[T]) find(id int) (*T, error) {
	if s := t.byID[id]; s != nil {
		return s, nil
	}
	return nil, ErrNotFound
}

func (t *table[T]) remove(id int) { delete(t.byID, id) }

// ids returns the ids in use, in rising order.
func (t *table[T]) ids() []int { return slices.Sorted(maps.Keys(t.byID)) }
