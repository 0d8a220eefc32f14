package web

import (
	"io/fs"
	"path"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/files"
)

// maxBatch is how many entries readEntries gives at a time, as in Chrome.
const maxBatch = 100

// directoryReader is a DirectoryReader.
type directoryReader struct {
	of   *entry
	rest []goja.Value // not given out yet
	read bool         // rest holds everything that there was
	busy bool
	err  error // what reading failed of; it will fail again
}

func (e *env) installDirectoryEntry(parent *goja.Object) {
	getting := func(name string, dir bool) method[*entry] {
		return method[*entry]{name, 1, func(en *entry, call goja.FunctionCall) goja.Value {
			return e.getEntry(en, e.entryCall("DirectoryEntry", name, call), dir)
		}}
	}
	unnamed(e, class[*entry]{
		name: "DirectoryEntry", parent: parent,
		methods: []method[*entry]{
			{"createReader", 0, func(en *entry, _ goja.FunctionCall) goja.Value {
				return e.instance(e.prototype("DirectoryReader"), &directoryReader{of: en})
			}},
			getting("getDirectory", true),
			getting("getFile", false),
			{"removeRecursively", 1, func(en *entry, call goja.FunctionCall) goja.Value {
				return e.removeEntry(en, e.entryCall("DirectoryEntry", "removeRecursively", call), (*files.Tree).RemoveAll)
			}},
		},
	})
	unnamed(e, class[*directoryReader]{
		name:    "DirectoryReader",
		methods: []method[*directoryReader]{{"readEntries", 1, e.readEntries}},
	})
}

// getEntry finds or makes a file or folder.
func (e *env) getEntry(en *entry, c entryCall, dir bool) goja.Value {
	given := ""
	if v := c.args[0]; !goja.IsUndefined(v) && !goja.IsNull(v) {
		if _, symbol := v.(*goja.Symbol); symbol {
			e.throwType("%s: Cannot convert a Symbol value to a string", c.failed)
		}
		given = e.utf8Text(v)
	}
	flags := dictionary{env: e}
	if len(c.args) > 1 {
		flags = e.dictionary(c.args[1], c.failed, "FileSystemFlags")
	}
	create, exclusive := flags.boolean("create"), flags.boolean("exclusive")
	success, failure := c.callback(2), c.callback(3)
	target := en.resolve(given)
	e.work(c.operation, func() error {
		switch {
		case !validPath(given) && create:
			return files.ErrInvalid
		case !validPath(given):
			return fs.ErrNotExist
		}
		name, err := en.system.inTree(target)
		if err != nil {
			return err
		}
		tree := en.system.Tree
		switch {
		case create && !dir && target == "/":
			return files.ErrReadOnly
		case create && dir:
			return tree.Mkdir(name, exclusive)
		case create:
			return tree.Create(name, exclusive)
		}
		return tree.Kind(name, dir)
	}, success, failure, func() goja.Value { return e.newEntry(en.system, target, dir) })
	return nil
}

func (e *env) readEntries(r *directoryReader, call goja.FunctionCall) goja.Value {
	c := e.entryCall("DirectoryReader", "readEntries", call)
	success, failure := c.callback(0), c.callback(1)
	if success == nil {
		e.throwType("%s: parameter 1 is not of type 'Object'.", c.failed)
	}
	if r.busy {
		if failure != nil {
			e.rt.Loop().Post(func() { e.rt.Call("Uncaught ", failure, e.entryError(errState)) })
		}
		return nil
	}
	r.busy = true
	var list []fs.FileInfo
	e.enqueue("readEntries", func() (err error) {
		if r.read || r.err != nil {
			return r.err
		}
		if r.of.path == "/" && r.of.system.Title != "" {
			return errForbidden
		}
		name, err := r.of.system.inTree(r.of.path)
		if err == nil {
			list, err = r.of.system.Tree.List(name)
		}
		return err
	}, func(err error) {
		r.busy, r.read, r.err = false, true, err
		for _, info := range list {
			r.rest = append(r.rest, e.newEntry(r.of.system, path.Join(r.of.path, info.Name()), info.IsDir()))
		}
		if err != nil {
			if failure != nil {
				e.rt.Call("Uncaught ", failure, e.entryError(err))
			}
			return
		}
		n := min(len(r.rest), maxBatch)
		batch := r.rest[:n]
		r.rest = r.rest[n:]
		e.rt.Call("Uncaught ", success, e.list(batch))
	})
	return nil
}
