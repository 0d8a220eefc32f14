package storage

import (
	"errors"
	"slices"
	"sync"

	"go.etcd.io/bbolt"
)

// ErrClosed is the answer to operations of a closed store.
var ErrClosed = errors.New("the storage is closed")

// Options configure a [Store]. The zero value is usable, in memory.
type Options struct {
	// Dir is the folder of the file, which must exist; "" keeps everything in
	// memory.
	Dir string
	// Unlimited lifts the limit of the local area.
	Unlimited bool
	// Session makes the session area, which apps of manifest version 3 have.
	Session bool
	// Post runs a function as a task of the goroutine that owns the areas.
	Post func(task func())
}

// Store is everything that an app stores.
type Store struct {
	// Local and Sync are in the file. Session lasts as long as the store, if
	// there is one. Managed is empty and read only, as where no administrator set anything.
	Local, Sync, Session, Managed *Area
	// Items are those of localStorage.
	Items *Items

	post     func(func())
	db       *bbolt.DB // nil in memory
	finished chan struct{}

	mu     sync.Mutex // protects the fields below
	queue  []*operation
	grown  sync.Cond
	closed bool
}

// operation is work for the store's goroutine.
type operation struct {
	area *Area
	run  func(bucket) error
	done func(error) // a task; nil if nobody wants to know
	err  error
}

// Open opens or makes the file in the folder. It returns [ErrInUse] if another
// process has it, and [ErrDamaged] if it is damaged; both name the file and say
// what to do.
func Open(o Options) (*Store, error) {
	s := &Store{post: o.Post, finished: make(chan struct{})}
	s.grown.L = &s.mu
	local := Limits{Bytes: LocalBytes}
	if o.Unlimited {
		local = Limits{}
	}
	s.Local = newArea(s, "local", local)
	s.Sync = newArea(s, "sync", Limits{
		Bytes: SyncBytes, ItemBytes: SyncItemBytes, Items: SyncItems,
		WritesPerHour: SyncWritesPerHour, WritesPerMinute: SyncWritesPerMinute,
	})
	if o.Session {
		s.Session = newArea(s, "session", Limits{Bytes: SessionBytes})
	}
	s.Managed = newArea(s, "managed", Limits{ReadOnly: true})
	items := newArea(s, "localStorage", Limits{})
	s.Items = NewItems()
	s.Items.area = items
	durable := []*Area{s.Local, s.Sync, items}
	if o.Dir != "" {
		var err error
		if s.db, err = openFile(o.Dir, durable, s.Items.load); err != nil {
			return nil, err
		}
		for _, a := range durable {
			a.memory = nil
		}
	}
	go s.work()
	return s, nil
}

// Close waits until everything is written. Calling it again does nothing.
func (s *Store) Close() error {
	s.mu.Lock()
	closed := s.closed
	s.closed = true
	s.grown.Signal()
	s.mu.Unlock()
	<-s.finished
	if closed || s.db == nil {
		return nil
	}
	return s.db.Close()
}

// enqueue has an operation done after those before it.
func (s *Store) enqueue(op *operation) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		op.err = ErrClosed
		s.answer(op)
		return
	}
	s.queue = append(s.queue, op)
	s.grown.Signal()
}

// work is the store's goroutine. It takes all that waits at once, for one
// commit.
func (s *Store) work() {
	defer close(s.finished)
	for {
		s.mu.Lock()
		for len(s.queue) == 0 && !s.closed {
			s.grown.Wait()
		}
		group := s.queue
		s.queue = nil
		s.mu.Unlock()
		if len(group) == 0 {
			return
		}
		s.perform(group)
		for _, op := range group {
			s.answer(op)
		}
	}
}

func (s *Store) answer(op *operation) {
	if op.done != nil {
		s.post(func() { op.done(op.err) })
	}
}

// perform does a group of operations. If the commit fails, so does everything
// in the file that belongs to it.
func (s *Store) perform(group []*operation) {
	durable := slices.ContainsFunc(group, func(op *operation) bool { return op.area.memory == nil })
	if !durable {
		for _, op := range group {
			op.err = op.run(op.area.memory)
		}
		return
	}
	before := map[*Area]usage{}
	for _, op := range group {
		before[op.area] = op.area.used
	}
	if err := s.transact(group); err != nil {
		for _, op := range group {
			if op.area.memory == nil {
				op.err, op.area.used = err, before[op.area]
			}
		}
	}
}

// transact does a group in one transaction, and commits it if it wrote.
func (s *Store) transact(group []*operation) error {
	tx, err := s.db.Begin(true)
	if err != nil {
		return err
	}
	wrote := false
	for _, op := range group {
		if op.area.memory != nil {
			op.err = op.run(op.area.memory)
			continue
		}
		b := &stored{bucket: tx.Bucket([]byte(op.area.name))}
		op.err = op.run(b)
		wrote = wrote || b.wrote
	}
	if !wrote {
		return tx.Rollback()
	}
	return tx.Commit()
}
