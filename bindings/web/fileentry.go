package web

import (
	"io/fs"

	"github.com/dop251/goja"
)

func (e *env) installFileEntry(parent *goja.Object) {
	unnamed(e, class[*entry]{
		name: "FileEntry", parent: parent,
		methods: []method[*entry]{
			{"createWriter", 1, func(en *entry, call goja.FunctionCall) goja.Value {
				c := e.entryCall("FileEntry", "createWriter", call)
				success, failure := c.callback(0), c.callback(1)
				w := &fileWriter{of: en}
				e.work("createWriter", func() error {
					name, err := en.system.inTree(en.path)
					if err == nil {
						err = en.system.Tree.Kind(name, false)
					}
					if err != nil {
						return err
					}
					info, err := en.system.Tree.Stat(name)
					if err == nil {
						w.name, w.length = name, info.Size()
					}
					return err
				}, success, failure, func() goja.Value { return e.instance(e.prototype("FileWriter"), w) })
				return nil
			}},
			{"file", 1, func(en *entry, call goja.FunctionCall) goja.Value {
				c := e.entryCall("FileEntry", "file", call)
				e.openFile(en, c.callback(0), c.callback(1))
				return nil
			}},
		},
	})
}

// openFile makes a File of a file as it is now. Its bytes are held in memory; if
// there is no room for them, the file cannot be read.
func (e *env) openFile(en *entry, success, failure goja.Callable) {
	var (
		name string
		info fs.FileInfo
		data []byte
	)
	e.enqueue("file", func() (err error) {
		if name, err = en.system.inTree(en.path); err == nil {
			err = en.system.Tree.Kind(name, false)
		}
		if err == nil {
			info, err = en.system.Tree.Stat(name)
		}
		return err
	}, func(err error) {
		if err == nil && !e.try(func() { e.rt.Reserve(int(info.Size()), "") }) {
			err = errHuge
		}
		e.work("file", func() error {
			if err == nil {
				data, err = en.system.Tree.Read(name, info.Size())
			}
			return err
		}, success, failure, func() goja.Value {
			return e.instance(e.prototype("File"), &file{
				blob:     blob{data, fileType(en.path)},
				name:     en.name(),
				modified: float64(info.ModTime().UnixMilli()),
			})
		})
	})
}
