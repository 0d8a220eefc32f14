package app

import (
	"errors"
	"io/fs"
	"os"
)

// folder is a package in a folder. The root follows symbolic links only as
// long as they stay in it.
type folder struct {
	root *os.Root
}

var errNoPlainFile = errors.New("it is neither a file nor a folder")

// Open looks before it opens: opening a named pipe waits for its other end.
func (f folder) Open(name string) (fs.File, error) {
	files := f.root.FS()
	info, err := fs.Stat(files, name)
	switch {
	case err != nil:
	case !info.Mode().IsRegular() && !info.IsDir():
		err = &fs.PathError{Op: "open", Path: name, Err: errNoPlainFile}
	case info.Mode().IsRegular() && info.Size() > MaxFileSize:
		err = &fs.PathError{Op: "open", Path: name, Err: ErrFileTooLarge}
	}
	if err != nil {
		return nil, err
	}
	return files.Open(name)
}
