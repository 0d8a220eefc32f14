package web

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/files"
)

// entries are what the file systems of a page share.
type entries struct {
	systems map[*files.Share]*fileSystem
	queue   fileQueue
}

// fileSystem is a DOMFileSystem.
type fileSystem struct {
	*files.Share
	self *goja.Object
}

// entry is a FileEntry or a DirectoryEntry.
type entry struct {
	system *fileSystem
	path   string // absolute, as scripts see it
	dir    bool
}

// Entry makes the FileEntry or DirectoryEntry of an item.
func (p *Platform) Entry(i files.Item) goja.Value {
	return p.env.newEntry(p.env.systemOf(i.Share), i.Path(), i.Dir)
}

// Item tells which item an Entry of the page stands for, and false for every
// other value. It runs no code of the app.
func (p *Platform) Item(v goja.Value) (files.Item, bool) {
	o, _ := v.(*goja.Object)
	if o == nil {
		return files.Item{}, false
	}
	en, ok := p.env.platform(o).(*entry)
	if !ok {
		return files.Item{}, false
	}
	name, err := en.system.locate(en.path)
	return files.Item{Share: en.system.Share, Name: name, Dir: en.dir}, err == nil
}

func (e *env) installEntries() {
	unnamed(e, class[*fileSystem]{
		name: "DOMFileSystem",
		attributes: []attribute[*fileSystem]{
			{"name", func(s *fileSystem) any { return s.label(e.settings.Origin) }, nil},
			{"root", func(s *fileSystem) any { return e.newEntry(s, "/", true) }, nil},
		},
	})
	unnamed(e, class[*metadata]{
		name: "Metadata",
		attributes: []attribute[*metadata]{
			{"modificationTime", func(m *metadata) any { return e.construct("Date", e.vm.ToValue(m.modified)) }, nil},
			{"size", func(m *metadata) any { return m.size }, nil},
		},
	})
	base := unnamed(e, class[*entry]{
		name: "Entry",
		attributes: []attribute[*entry]{
			{"isFile", func(en *entry) any { return !en.dir }, nil},
			{"isDirectory", func(en *entry) any { return en.dir }, nil},
			{"name", func(en *entry) any { return en.name() }, nil},
			{"fullPath", func(en *entry) any { return en.path }, nil},
			{"filesystem", func(en *entry) any { return en.system.self }, nil},
		},
		methods: []method[*entry]{
			{"copyTo", 1, func(en *entry, call goja.FunctionCall) goja.Value {
				return e.transferEntry(en, call, "copyTo", (*files.Tree).Copy)
			}},
			{"getMetadata", 1, e.entryMetadata},
			{"getParent", 0, e.entryParent},
			{"moveTo", 1, func(en *entry, call goja.FunctionCall) goja.Value {
				return e.transferEntry(en, call, "moveTo", (*files.Tree).Move)
			}},
			{"remove", 1, func(en *entry, call goja.FunctionCall) goja.Value {
				return e.removeEntry(en, e.entryCall("Entry", "remove", call), (*files.Tree).Remove)
			}},
			{"toURL", 0, func(en *entry, _ goja.FunctionCall) goja.Value { return e.vm.ToValue(en.url()) }},
		},
	})
	e.installFileEntry(base)
	e.installDirectoryEntry(base)
	e.installFileWriter()
}

// unnamed defines a class that scripts cannot name, as Chrome has those of the
// File and Directory Entries API.
func unnamed[S any](e *env, c class[S]) (constructor *goja.Object) {
	constructor, prototype := define(e, c)
	prototype.Delete("constructor")
	return constructor
}

// systemOf is the file system of a share; it is the same object each time.
func (e *env) systemOf(share *files.Share) *fileSystem {
	s := e.entry.systems[share]
	if s == nil {
		if e.entry.systems == nil {
			e.entry.systems = map[*files.Share]*fileSystem{}
		}
		s = &fileSystem{Share: share}
		s.self = e.instance(e.prototype("DOMFileSystem"), s)
		e.entry.systems[share] = s
	}
	return s
}

// label is the file system's name, with the origin as Chrome writes it in file
// names.
func (s *fileSystem) label(origin string) string {
	kind := "Isolated_" + s.ID
	if s.Title == "" {
		kind = s.ID
	}
	return strings.Replace(origin, "://", "_", 1) + "_0:" + kind
}

func (e *env) newEntry(s *fileSystem, path string, dir bool) goja.Value {
	class := "FileEntry"
	if dir {
		class = "DirectoryEntry"
	}
	return e.instance(e.prototype(class), &entry{s, path, dir})
}

func (en *entry) name() string {
	if en.path == "/" {
		return ""
	}
	return path.Base(en.path)
}

func (en *entry) url() string {
	if en.system.URL == "" {
		return ""
	}
	return en.system.URL + strings.TrimPrefix((&url.URL{Path: en.path}).EscapedPath(), "/")
}

// resolve is the absolute path that a path means in an entry.
func (en *entry) resolve(p string) string {
	if !strings.HasPrefix(p, "/") {
		p = en.path + "/" + p
	}
	return path.Clean(p)
}

// locate is the name in the share of an absolute path.
func (s *fileSystem) locate(p string) (name string, err error) {
	name = strings.TrimPrefix(p, "/")
	if s.Title != "" {
		if name == "" {
			return "", errForbidden
		}
		title, rest, _ := strings.Cut(name, "/")
		if title != s.Title {
			return "", errOutside
		}
		name = rest
	}
	if name == "" {
		name = "."
	}
	return name, nil
}

// inTree is the name in the tree of an absolute path.
func (s *fileSystem) inTree(p string) (string, error) {
	name, err := s.locate(p)
	return path.Join(s.Name, name), err
}

// isTop tells the root, and the one thing that is in the root of a share with a
// title: an app cannot remove what it was given.
func (en *entry) isTop() bool { return en.path == "/" || en.path == "/"+en.system.Title && en.dir }

// validName tells the names that a file may have.
func validName(name string) bool {
	return name != "" && name != "." && name != ".." && !strings.ContainsAny(name, "/\\\x00")
}

func validPath(p string) bool { return !strings.ContainsAny(p, "\\\x00") }

// metadata is a Metadata.
type metadata struct {
	modified float64 // milliseconds since 1970
	size     int64
}

func (e *env) entryMetadata(en *entry, call goja.FunctionCall) goja.Value {
	c := e.entryCall("Entry", "getMetadata", call)
	success, failure := c.callback(0), c.callback(1)
	var m metadata
	e.work("getMetadata", func() error {
		name, err := en.system.inTree(en.path)
		if err != nil {
			return err
		}
		info, err := en.system.Tree.Stat(name)
		if err == nil {
			m = metadata{float64(info.ModTime().UnixMilli()), info.Size()}
		}
		return err
	}, success, failure, func() goja.Value { return e.instance(e.prototype("Metadata"), &m) })
	return nil
}

func (e *env) entryParent(en *entry, call goja.FunctionCall) goja.Value {
	c := e.entryCall("Entry", "getParent", call)
	success, failure := c.callback(0), c.callback(1)
	parent := path.Dir(en.path)
	e.work("getParent", func() error {
		name, err := en.system.inTree(parent)
		if err != nil {
			return err
		}
		return en.system.Tree.Kind(name, true)
	}, success, failure, func() goja.Value { return e.newEntry(en.system, parent, true) })
	return nil
}

// transferEntry moves or copies.
func (e *env) transferEntry(en *entry, call goja.FunctionCall, operation string, transfer func(from *files.Tree, name string, to *files.Tree, target string) error) goja.Value {
	c := e.entryCall("Entry", operation, call)
	var parent *entry
	if o, ok := call.Argument(0).(*goja.Object); ok {
		parent, _ = e.platform(o).(*entry)
	}
	if parent == nil || !parent.dir {
		e.throwType("%s: parameter 1 is not of type 'DirectoryEntry'.", c.failed)
	}
	name := en.name()
	if v := call.Argument(1); !goja.IsUndefined(v) && !goja.IsNull(v) {
		if given := e.utf8Text(v); given != "" {
			name = given
		}
	}
	success, failure := c.callback(2), c.callback(3)
	target := path.Join(parent.path, name)
	e.work(operation, func() error {
		if !validName(name) || en.path == "/" {
			return files.ErrInvalid
		}
		from, err := en.system.inTree(en.path)
		if err != nil {
			return err
		}
		if operation == "moveTo" && en.isTop() {
			return errForbidden
		}
		to, err := parent.system.inTree(target)
		if err != nil {
			return err
		}
		return transfer(en.system.Tree, from, parent.system.Tree, to)
	}, success, failure, func() goja.Value { return e.newEntry(parent.system, target, en.dir) })
	return nil
}

func (e *env) removeEntry(en *entry, c entryCall, remove func(*files.Tree, string) error) goja.Value {
	success, failure := c.callback(0), c.callback(1)
	e.work(c.operation, func() error {
		if en.path == "/" {
			return files.ErrInvalid
		}
		name, err := en.system.inTree(en.path)
		if err == nil && en.isTop() && en.system.Tree.Writable() {
			err = errForbidden
		}
		if err != nil {
			return err
		}
		return remove(en.system.Tree, name)
	}, success, failure, nil)
	return nil
}

// entryCall reads the arguments of an operation.
type entryCall struct {
	*env
	operation string
	failed    string
	args      []goja.Value
}

func (e *env) entryCall(class, operation string, call goja.FunctionCall) entryCall {
	return entryCall{e, operation, "Failed to execute '" + operation + "' on '" + class + "'", slices.Clone(call.Arguments)}
}

// callback is an argument that may be left out; it is nil then.
func (c entryCall) callback(i int) goja.Callable {
	if i >= len(c.args) || goja.IsUndefined(c.args[i]) || goja.IsNull(c.args[i]) {
		return nil
	}
	f, ok := goja.AssertFunction(c.args[i])
	if !ok {
		c.throwType("%s: parameter %d is not of type '%s'.", c.failed, i+1, "Object")
	}
	return f
}
