package files

import (
	"encoding/json"
	"errors"
	"io/fs"
	"log/slog"
	"slices"
	"strings"
)

// maxRetained is how many entries are kept; the oldest make room. Chrome has
// the same number.
const maxRetained = 500

const retainedName = "entries.json"

// Store keeps files by name. A file that is not there is an [fs.ErrNotExist].
type Store interface {
	ReadFile(name string) ([]byte, error)
	WriteFile(name string, data []byte) error
}

// Retained are the files and folders that an app wants to have again, by an ID.
// It belongs to one goroutine.
type Retained struct {
	store Store // nil keeps nothing for the next time
	log   *slog.Logger
	items map[string]Item // those of this time
	kept  []record        // oldest first
}

// record is what is kept of an item of this system's.
type record struct {
	ID       string `json:"id"`
	Path     string `json:"path"` // of what the item's share is about
	Dir      bool   `json:"dir,omitempty"`
	Writable bool   `json:"writable,omitempty"`
}

// NewRetained reads what a store has; a nil store has nothing.
func NewRetained(store Store, log *slog.Logger) *Retained {
	r := &Retained{store: store, log: log, items: map[string]Item{}}
	if store == nil {
		return r
	}
	text, err := store.ReadFile(retainedName)
	if errors.Is(err, fs.ErrNotExist) {
		return r
	}
	if err == nil {
		err = json.Unmarshal(text, &r.kept)
	}
	if err != nil {
		log.Warn("the entries that the app retained cannot be read", "error", err)
		r.kept = nil
	}
	return r
}

// Retain remembers an item and returns its ID, the same one each time. With keep
// it is kept for the next time too, if it is of this system.
func (r *Retained) Retain(i Item, keep bool) (id string) {
	id = i.Share.ID + ":" + strings.TrimPrefix(i.Path(), "/")
	r.items[id] = i
	host := i.Share.Tree.HostPath(i.Share.Name)
	if !keep || host == "" {
		return id
	}
	at := r.index(id)
	if at >= 0 { // it becomes the youngest
		r.kept = slices.Delete(r.kept, at, at+1)
	}
	info, err := i.Share.Tree.Stat(i.Share.Name)
	r.kept = append(r.kept, record{id, host, err == nil && info.IsDir(), i.Share.Tree.Writable()})
	if len(r.kept) > maxRetained {
		r.kept = slices.Delete(r.kept, 0, len(r.kept)-maxRetained)
	}
	r.save()
	return id
}

func (r *Retained) save() {
	if r.store == nil {
		return
	}
	text, err := json.Marshal(r.kept)
	if err == nil {
		err = r.store.WriteFile(retainedName, text)
	}
	if err != nil {
		r.log.Warn("the entries that the app retained cannot be kept", "error", err)
	}
}

func (r *Retained) index(id string) int {
	return slices.IndexFunc(r.kept, func(k record) bool { return k.ID == id })
}

// Knows tells whether there is an item of an ID.
func (r *Retained) Knows(id string) bool {
	_, known := r.items[id]
	return known || r.index(id) >= 0
}

// Restore returns the item of an ID. What is not there any more is an
// [fs.ErrNotExist].
func (r *Retained) Restore(id string) (Item, error) {
	item, known := r.items[id]
	if !known {
		at := r.index(id)
		if at < 0 {
			return Item{}, fault("restore", id, fs.ErrNotExist)
		}
		var err error
		if item, err = r.kept[at].open(); err != nil {
			return Item{}, err
		}
		r.items[id] = item
	}
	return item, item.Share.Tree.Kind(item.InTree(), item.Dir)
}

// open makes the item of a record.
func (k record) open() (Item, error) {
	share, p, _ := strings.Cut(k.ID, ":")
	item, err := OpenItem(k.Path, Wish{Dir: k.Dir, Writable: k.Writable})
	if err != nil {
		return Item{}, err
	}
	title, name, found := strings.Cut(p, "/")
	item.Share.ID, item.Share.Title = share, title
	if found {
		item.Name = name
		info, err := item.Share.Tree.Stat(item.InTree())
		if err != nil {
			item.Share.Tree.Close()
			return Item{}, err
		}
		item.Dir = info.IsDir()
	}
	return item, nil
}
