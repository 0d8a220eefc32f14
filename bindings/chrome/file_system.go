package chrome

import (
	"errors"
	"log/slog"
	"slices"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/bindings/api"
	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/files"
	"github.com/sockhost/sockhost/runtime"
)

// Entries is what chrome.fileSystem needs of the app and its pages. It is
// called on the loop goroutine; a binder stands for its page.
type Entries interface {
	// Entry makes the FileEntry or DirectoryEntry of an item, in a page.
	Entry(page *api.Binder, i files.Item) goja.Value
	// Item tells which item an Entry of a page stands for, and false for every
	// other value.
	Item(page *api.Binder, v goja.Value) (files.Item, bool)
	// Background is the background page, or nil while there is none.
	Background() *api.Binder
	// MayFileSystem tells whether the manifest's permission "fileSystem" has a
	// word, such as "write".
	MayFileSystem(word string) bool
}

// FileSystemOptions configure [FileSystem]. Nothing of it must be set.
type FileSystemOptions struct {
	// Grants are what the app may choose.
	Grants []files.Grant
	// Store keeps the retained entries when the process ends; nil keeps none.
	Store files.Store
	// Log hears what the store cannot do, and which grants cannot be used.
	Log *slog.Logger
}

// FileSystem is chrome.fileSystem. Nobody is there to choose a file: the grants
// answer, and when none is left that fits, the user has cancelled.
type FileSystem struct {
	entries  Entries
	grants   *files.Grants
	retained *files.Retained
	log      *slog.Logger
	opened   []*files.Tree // to be closed
	last     chan struct{} // closed when the latest work is done; nil before there was any
}

// NewFileSystem makes the service. The caller must close it.
func NewFileSystem(entries Entries, opts FileSystemOptions) *FileSystem {
	log := opts.Log
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &FileSystem{
		entries:  entries,
		grants:   files.NewGrants(opts.Grants...),
		retained: files.NewRetained(opts.Store, log),
		log:      log,
	}
}

// Attach installs chrome.fileSystem in a page.
func (f *FileSystem) Attach(b *api.Binder) (detach func()) {
	b.Install(f.namespace())
	f.installDeprecated(b)
	return func() {}
}

// Close closes the folders that the app was given. No page may be open.
func (f *FileSystem) Close() error {
	var errs []error
	for _, tree := range f.opened {
		errs = append(errs, tree.Close())
	}
	f.opened = nil
	return errors.Join(errs...)
}

// deprecatedNames are the names that methods had once.
var deprecatedNames = []struct{ old, name string }{
	{"getWritableFileEntry", "getWritableEntry"},
	{"isWritableFileEntry", "isWritableEntry"},
	{"chooseFile", "chooseEntry"},
}

func (f *FileSystem) installDeprecated(b *api.Binder) {
	rt := b.Runtime()
	b.Extend("fileSystem", func(namespace *goja.Object) {
		for _, d := range deprecatedNames {
			call, _ := namespace.Get(d.name).Export().(func(goja.FunctionCall) goja.Value)
			namespace.Set(d.old, rt.NewFunction("", func(c goja.FunctionCall) goja.Value {
				rt.Console(runtime.Info, "chrome.fileSystem."+d.old+" is deprecated")
				rt.Console(runtime.Info, "Please use chrome.fileSystem."+d.name+" instead")
				call(c)
				return goja.Undefined()
			}))
		}
	})
}

// Chrome's words for lastError.
const (
	userCancelled     = "User cancelled"
	invalidParameters = "Invalid parameters"
	unknownID         = "Unknown id"
	needsWrite        = "Operation requires fileSystem.write permission"
	needsDirectory    = "Operation requires fileSystem.directory permission"
	onlyOpenFile      = "acceptsMultiple: true is only supported for 'openFile'"
	backgroundPage    = "Invalid calling page. This function can't be called from a background page."
	unsupported       = "Operation not supported on the current platform."
	entryNotFound     = "Error getting fileEntry, code: 8"
)

// item returns the item of an Entry argument, or throws.
func (f *FileSystem) item(c *api.Call, i int) files.Item {
	item, ok := f.entries.Item(c.Binder(), c.Value(i))
	if !ok {
		c.Refuse("Error at parameter 'entry': Value must be an instance of Entry.")
	}
	return item
}

// hostItem is item for methods that only know files of this system. Of others
// it answers the call and returns false.
func (f *FileSystem) hostItem(c *api.Call, i int) (files.Item, bool) {
	item := f.item(c, i)
	if item.HostPath() == "" {
		fail(c, invalidParameters)
		return item, false
	}
	return item, true
}

func (f *FileSystem) chooseEntry(c *api.Call) {
	options := c.Dict()
	kind := "openFile"
	if given := options.String("type"); given != nil {
		kind = *given
	}
	given := func(b *bool) bool { return b != nil && *b }
	wish := files.Wish{
		Dir:        kind == "openDirectory",
		Save:       kind == "saveFile",
		Multiple:   given(options.Bool("acceptsMultiple")),
		Extensions: extensionsOf(options),
	}
	if s := options.String("suggestedName"); s != nil {
		wish.Suggested = *s
	}
	write := f.entries.MayFileSystem("write")
	wish.Writable = write && kind != "openFile"
	switch {
	case c.Binder() == f.entries.Background():
		fail(c, backgroundPage)
	case (kind == "openWritableFile" || kind == "saveFile") && !write:
		fail(c, needsWrite)
	case wish.Dir && !f.entries.MayFileSystem("directory"):
		fail(c, needsDirectory)
	case wish.Multiple && kind != "openFile":
		fail(c, onlyOpenFile)
	default:
		f.choose(c, wish)
	}
}

func (f *FileSystem) choose(c *api.Call, wish files.Wish) {
	var items []files.Item
	var err error
	f.later(c, "chooseEntry", func() { items, err = f.grants.Choose(wish) }, func() {
		if err != nil {
			f.log.Warn("a granted file or folder cannot be used", "error", err)
		}
		if len(items) == 0 {
			c.Fail(userCancelled)
			return
		}
		var entries []any
		for _, i := range items {
			f.opened = append(f.opened, i.Share.Tree)
			entries = append(entries, f.entries.Entry(c.Binder(), i))
		}
		if wish.Multiple {
			c.Reply(c.Binder().Runtime().VM().NewArray(entries...))
			return
		}
		c.Reply(entries[0].(goja.Value))
	})
}

// extensionsOf are those of chooseEntry's option accepts, unless all types are
// accepted.
func extensionsOf(options api.Dict) (list []string) {
	if all := options.Bool("acceptsAllTypes"); all == nil || *all {
		return nil
	}
	accepts, _ := options["accepts"].([]any)
	for _, accept := range accepts {
		fields, _ := accept.(map[string]any)
		extensions, _ := fields["extensions"].([]any)
		for _, e := range extensions {
			if s, ok := e.(string); ok {
				list = append(list, s)
			}
		}
	}
	return list
}

func (f *FileSystem) getWritableEntry(c *api.Call) {
	if !f.entries.MayFileSystem("write") {
		f.item(c, 0)
		fail(c, needsWrite)
		return
	}
	item, ok := f.hostItem(c, 0)
	switch {
	case !ok:
		return
	case item.Dir && !f.entries.MayFileSystem("directory"):
		fail(c, needsDirectory)
		return
	}
	var err error
	f.later(c, "getWritableEntry", func() { err = item.Share.Tree.Kind(item.InTree(), item.Dir) }, func() {
		if err != nil {
			c.Fail(entryNotFound)
			return
		}
		c.Reply(f.entries.Entry(c.Binder(), item.Writable()))
	})
}

func (f *FileSystem) restoreEntry(c *api.Call) {
	id := c.String(0)
	if !f.retained.Knows(id) {
		fail(c, unknownID)
		return
	}
	item, err := f.retained.Restore(id)
	if err != nil {
		fail(c, entryNotFound)
		return
	}
	if !slices.Contains(f.opened, item.Share.Tree) {
		f.opened = append(f.opened, item.Share.Tree)
	}
	reply(c, f.entries.Entry(c.Binder(), item))
}

// fileTask keeps the program running while a file is looked for.
type fileTask struct {
	handle eventloop.Handle
	method string
}

func (t *fileTask) String() string { return "chrome.fileSystem." + t.method }

// later does work, which may block, on a goroutine of its own, and then calls
// done as a task, unless the page is gone. It is done in the order of the calls,
// so that the first gets the first grant.
func (f *FileSystem) later(c *api.Call, method string, work, done func()) {
	rt := c.Binder().Runtime()
	task := &fileTask{method: method}
	task.handle.Open(rt.Loop(), task)
	before, after := f.last, make(chan struct{})
	f.last = after
	go func() {
		defer close(after)
		if before != nil {
			<-before
		}
		work()
		rt.Loop().Post(func() {
			task.handle.Close()
			if !rt.Closed() {
				done()
			}
		})
	}()
}
