package web

import (
	"io/fs"

	"github.com/dop251/goja"
)

func (e *env) installFileEntry(parent *goja.Object) {
	_, e.entry.file = unnamed(e, class[*entry]{
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
				}, success, failure, func() goja.Value { return e.instance(e.entry.writer, w) })
				return nil
			}},
			{"file", 1, func(en *entry, call goja.FunctionCall) goja.Value {
				c := e.entryCall("FileEntry", "file", call)
				success, failure := c.callback(0), c.callback(1)
				var (
					data []byte
					info fs.FileInfo
				)
				e.work("file", func() error {
					name, err := en.system.inTree(en.path)
					if err == nil {
						data, info, err = en.system.Tree.Read(name, e.acceptSize)
					}
					return err
				}, success, failure, func() goja.Value {
					return e.instance(e.file, &file{
						blob:     blob{data, fileType(en.path)},
						name:     en.name(),
						modified: float64(info.ModTime().UnixMilli()),
					})
				})
				return nil
			}},
		},
	})
}

// maxFile is the largest file that becomes a File, which is held in memory.
const maxFile = 1 << 30

// acceptSize refuses what is too large to be read.
func (e *env) acceptSize(size int64) error {
	if size > maxFile {
		return errHuge
	}
	return nil
}
