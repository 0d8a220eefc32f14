package files

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
)

var (
	// ErrReadOnly is about a change of a tree that must not be changed.
	ErrReadOnly = errors.New("the files may only be read")
	// ErrKind is about a file where a folder was asked for, or the other way
	// round.
	ErrKind = errors.New("it is of the other kind")
	// ErrInvalid is about a change that makes no sense, such as a folder copied
	// into itself.
	ErrInvalid = errors.New("it cannot be changed in this way")
)

// Tree is a folder with everything in it.
type Tree struct {
	files fs.FS
	// root is nil if the files are not in a folder of this system.
	root     *os.Root
	path     string
	writable bool
}

// ReadOnly is the tree of a file system that is only read. Closing it does
// nothing.
func ReadOnly(files fs.FS) *Tree { return &Tree{files: files} }

// OpenFolder opens a folder of this system. The caller must close the tree.
func OpenFolder(dir string, writable bool) (*Tree, error) {
	absolute, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(absolute)
	if err != nil {
		return nil, err
	}
	return &Tree{root.FS(), root, absolute, writable}, nil
}

// Close closes the tree; nothing of it can be used then.
func (t *Tree) Close() error {
	if t.root == nil {
		return nil
	}
	return t.root.Close()
}

// Writable tells whether the tree may be changed.
func (t *Tree) Writable() bool { return t.writable }

// HostPath is the absolute path of a file or folder of the tree, or "" if it is
// not in a folder of this system.
func (t *Tree) HostPath(name string) string {
	if t.root == nil {
		return ""
	}
	return filepath.Join(t.path, filepath.FromSlash(name))
}

// Stat says what a file or folder is.
func (t *Tree) Stat(name string) (fs.FileInfo, error) {
	info, err := fs.Stat(t.files, name)
	switch {
	case errors.Is(err, fs.ErrPermission):
		return nil, err
	case err != nil || !info.IsDir() && !info.Mode().IsRegular():
		// A part of the name that is a file, or a link that leads out of the
		// tree, is one that is not there.
		return nil, fault("stat", name, fs.ErrNotExist)
	}
	return info, nil
}

// Kind checks that there is a folder or a file.
func (t *Tree) Kind(name string, dir bool) error {
	info, err := t.Stat(name)
	if err == nil && info.IsDir() != dir {
		err = fault("open", name, ErrKind)
	}
	return err
}

// List lists a folder, in the order of the names. What is neither a file nor a
// folder it leaves out.
func (t *Tree) List(name string) ([]fs.FileInfo, error) {
	if err := t.Kind(name, true); err != nil {
		return nil, err
	}
	entries, err := fs.ReadDir(t.files, name)
	if err != nil {
		return nil, err
	}
	var list []fs.FileInfo
	for _, e := range entries {
		if info, err := t.Stat(path.Join(name, e.Name())); err == nil {
			list = append(list, named{info, e.Name()})
		}
	}
	return list, nil
}

// named is what a file is, under the name of the link to it.
type named struct {
	fs.FileInfo
	name string
}

func (n named) Name() string { return n.name }

// Read reads the beginning of a file: as many bytes, or what there is.
func (t *Tree) Read(name string, most int64) ([]byte, error) {
	if err := t.Kind(name, false); err != nil {
		return nil, err
	}
	f, err := t.files.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data := make([]byte, most)
	n, err := io.ReadFull(f, data)
	if err == io.ErrUnexpectedEOF || err == io.EOF {
		err = nil
	}
	return data[:n], err
}

func fault(op, name string, err error) error { return &fs.PathError{Op: op, Path: name, Err: err} }
