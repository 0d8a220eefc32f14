package storage

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

const (
	// FileName is the name of the file in the folder.
	FileName = "storage.db"
	// lockPatience is for a process that is just ending.
	lockPatience = 300 * time.Millisecond
)

// What [Open] returns, with more words, for a file that cannot be used.
var (
	ErrInUse   = errors.New("another sockhost uses it")
	ErrDamaged = errors.New("damaged, or not a file of sockhost")
)

// openFile opens the file in dir, makes the areas' buckets and counts what is in
// them. load gets what is in the last one.
func openFile(dir string, areas []*Area, load func(key, value string) error) (*bbolt.DB, error) {
	path := filepath.Join(dir, FileName)
	db, err := openDatabase(path)
	if err == nil {
		if err = read(db, areas, load); err == nil {
			return db, nil
		}
		// The file may be one that cannot even be closed in order.
		_ = guard(db.Close)
	}
	var system *fs.PathError
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return nil, fmt.Errorf("the data folder %s is in use: %w; end that one, or choose another folder", dir, ErrInUse)
	case errors.As(err, &system):
		return nil, err
	}
	return nil, fmt.Errorf("the storage file %s is %w (%w); nothing in it was changed; move it away to start with an empty storage", path, ErrDamaged, err)
}

func openDatabase(path string) (db *bbolt.DB, err error) {
	err = guard(func() (err error) {
		db, err = bbolt.Open(path, 0o600, &bbolt.Options{Timeout: lockPatience, FreelistType: bbolt.FreelistMapType})
		return err
	})
	return db, err
}

// guard returns a panic of f as an error. The database panics where a damaged
// file leads it astray, and faults where a file ends early.
func guard(f func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%v", p)
		}
	}()
	return f()
}

// read checks the whole file, and counts.
func read(db *bbolt.DB, areas []*Area, load func(key, value string) error) error {
	info, err := os.Stat(db.Path())
	if err != nil {
		return err
	}
	err = guard(func() error {
		return db.View(func(tx *bbolt.Tx) error {
			if info.Size() < tx.Size() {
				return fmt.Errorf("%d bytes are missing at its end", tx.Size()-info.Size())
			}
			var damage error
			for err := range tx.Check() {
				damage = errors.Join(damage, err)
			}
			if damage != nil {
				return damage
			}
			for i, a := range areas {
				if err := a.count(tx.Bucket([]byte(a.name)), i == len(areas)-1, load); err != nil {
					return err
				}
			}
			return nil
		})
	})
	if err != nil {
		return err
	}
	return makeBuckets(db, areas)
}

// count reads an area.
func (a *Area) count(bucket *bbolt.Bucket, last bool, load func(key, value string) error) (err error) {
	if bucket == nil {
		return nil
	}
	(&stored{bucket: bucket}).each(func(key, value string) {
		a.used = a.used.with(Change{Key: key, New: value})
		if !json.Valid([]byte(value)) && err == nil {
			err = fmt.Errorf("the value of %q in %s is not JSON", key, a.name)
		}
		if last && err == nil {
			err = load(key, value)
		}
	})
	return err
}

// makeBuckets makes the buckets that are missing.
func makeBuckets(db *bbolt.DB, areas []*Area) error {
	missing := false
	_ = db.View(func(tx *bbolt.Tx) error {
		for _, a := range areas {
			missing = missing || tx.Bucket([]byte(a.name)) == nil
		}
		return nil
	})
	if !missing {
		return nil
	}
	return db.Update(func(tx *bbolt.Tx) error {
		for _, a := range areas {
			if _, err := tx.CreateBucketIfNotExists([]byte(a.name)); err != nil {
				return err
			}
		}
		return nil
	})
}
