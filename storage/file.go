package storage

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

const (
	fileName = "storage.db"
	// mark stands before each key in the file, where no key may be empty.
	mark   = "k"
	maxKey = bbolt.MaxKeySize - len(mark)
	// patience is how long another process may take to let go of the file.
	patience = 200 * time.Millisecond
)

// file keeps maps in a file, a bucket each.
type file struct {
	path string
	db   *bbolt.DB
}

func openFile(folder string, areas ...string) (*file, error) {
	f := &file{path: filepath.Join(folder, fileName)}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, err
	}
	err := f.guard(func() (err error) {
		f.db, err = bbolt.Open(f.path, 0o600, &bbolt.Options{Timeout: patience})
		if err != nil {
			return err
		}
		return f.prepare(areas)
	})
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return nil, fmt.Errorf("%s: %w", folder, ErrInUse)
	case errors.Is(err, bolterrors.ErrInvalid), errors.Is(err, bolterrors.ErrChecksum), errors.Is(err, bolterrors.ErrVersionMismatch):
		err = &DamagedError{f.path, err}
	}
	if err != nil && f.db != nil {
		err = errors.Join(err, f.db.Close())
	}
	return f, err
}

// prepare makes the buckets that are missing.
func (f *file) prepare(areas []string) error {
	return f.db.Update(func(tx *bbolt.Tx) error {
		for _, name := range areas {
			if _, err := tx.CreateBucketIfNotExists([]byte(name)); err != nil {
				return err
			}
		}
		return nil
	})
}

// guard: bbolt panics when its pages make no sense, and a page that is mapped
// but not in the file faults.
func (f *file) guard(do func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = &DamagedError{f.path, fmt.Errorf("%v", p)}
		}
	}()
	return do()
}

func (f *file) begin(writable bool) (transaction, error) {
	tx, err := f.db.Begin(writable)
	if err != nil {
		return nil, &FileError{f.path, err}
	}
	return &fileTransaction{file: f, tx: tx}, nil
}

func (f *file) close() error { return f.db.Close() }

type fileTransaction struct {
	*file
	tx      *bbolt.Tx
	changed bool
}

func (t *fileTransaction) bucket(area string) *bbolt.Bucket { return t.tx.Bucket([]byte(area)) }

func (t *fileTransaction) get(area, key string) string {
	return string(t.bucket(area).Get([]byte(mark + key)))
}

func (t *fileTransaction) put(area, key, value string) (err error) {
	t.changed = true
	if value == "" {
		err = t.bucket(area).Delete([]byte(mark + key))
	} else {
		err = t.bucket(area).Put([]byte(mark+key), []byte(value))
	}
	if err != nil {
		return &FileError{t.path, err}
	}
	return nil
}

func (t *fileTransaction) each(area string, visit func(key, value string)) {
	cursor := t.bucket(area).Cursor()
	for k, v := cursor.First(); k != nil; k, v = cursor.Next() {
		visit(string(k[len(mark):]), string(v))
	}
}

// commit syncs the file, if anything has changed.
func (t *fileTransaction) commit() error {
	if !t.changed {
		return nil
	}
	if err := t.tx.Commit(); err != nil {
		return &FileError{t.path, err}
	}
	return nil
}

func (t *fileTransaction) rollback() {
	// After a commit there is nothing to undo, which is the one error it has.
	_ = t.tx.Rollback()
}
