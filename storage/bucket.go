package storage

import (
	"maps"
	"slices"

	"go.etcd.io/bbolt"
)

// bucket holds the items of an area during an operation. A value is never
// empty, so "" stands for none.
type bucket interface {
	get(key string) (value string)
	put(key, value string) error
	remove(key string) error
	// each goes through the items in the order of their keys' bytes.
	each(f func(key, value string))
}

// memory is a bucket that is nowhere else.
type memory map[string]string

func (m memory) get(key string) string { return m[key] }

func (m memory) put(key, value string) error {
	m[key] = value
	return nil
}

func (m memory) remove(key string) error {
	delete(m, key)
	return nil
}

func (m memory) each(f func(key, value string)) {
	for _, key := range slices.Sorted(maps.Keys(m)) {
		f(key, m[key])
	}
}

// stored is a bucket of the file.
type stored struct {
	bucket *bbolt.Bucket
	wrote  bool
}

// keyPrefix stands in front of keys in the file, where none may be empty.
const keyPrefix = "="

func (s *stored) get(key string) string { return string(s.bucket.Get([]byte(keyPrefix + key))) }

func (s *stored) put(key, value string) error {
	s.wrote = true
	return s.bucket.Put([]byte(keyPrefix+key), []byte(value))
}

func (s *stored) remove(key string) error {
	s.wrote = true
	return s.bucket.Delete([]byte(keyPrefix + key))
}

func (s *stored) each(f func(key, value string)) {
	c := s.bucket.Cursor()
	for key, value := c.First(); key != nil; key, value = c.Next() {
		f(string(key[len(keyPrefix):]), string(value))
	}
}
