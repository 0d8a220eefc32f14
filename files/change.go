package files

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// mayChange checks that the tree may be changed.
func (t *Tree) mayChange(op, name string) error {
	switch {
	case !t.writable:
		return fault(op, name, ErrReadOnly)
	case !fs.ValidPath(name):
		return fault(op, name, ErrInvalid)
	}
	return nil
}

// mayMake checks that there can be something of a name: there is a folder for
// it.
func (t *Tree) mayMake(op, name string) error {
	if err := t.mayChange(op, name); err != nil {
		return err
	}
	if name == "." {
		return fault(op, name, ErrInvalid)
	}
	// Of the folders above, the nearest that is there says what is wrong.
	for parent := path.Dir(name); ; parent = path.Dir(parent) {
		info, err := t.Stat(parent)
		switch {
		case err != nil && parent != ".":
			continue
		case err != nil:
			return err
		case !info.IsDir():
			return fault(op, name, ErrKind)
		case parent != path.Dir(name):
			return fault(op, name, fs.ErrNotExist)
		}
		return nil
	}
}

// Create makes an empty file, unless there is one and it need not be new.
func (t *Tree) Create(name string, exclusive bool) error {
	if err := t.mayMake("create", name); err != nil {
		return err
	}
	f, err := t.root.OpenFile(filepath.FromSlash(name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err == nil {
		return f.Close()
	}
	if errors.Is(err, fs.ErrExist) && !exclusive {
		return t.Kind(name, false)
	}
	return err
}

// Mkdir makes a folder, unless there is one and it need not be new.
func (t *Tree) Mkdir(name string, exclusive bool) error {
	if name == "." && !exclusive {
		return t.mayChange("mkdir", name)
	}
	if err := t.mayMake("mkdir", name); err != nil {
		return err
	}
	err := t.root.Mkdir(filepath.FromSlash(name), 0o777)
	if errors.Is(err, fs.ErrExist) && !exclusive {
		return t.Kind(name, true)
	}
	return err
}

// Remove removes a file or an empty folder.
func (t *Tree) Remove(name string) error { return t.remove(name, (*os.Root).Remove) }

// RemoveAll removes a folder with everything in it.
func (t *Tree) RemoveAll(name string) error { return t.remove(name, (*os.Root).RemoveAll) }

func (t *Tree) remove(name string, remove func(*os.Root, string) error) error {
	if err := t.mayChange("remove", name); err != nil {
		return err
	}
	if name == "." {
		return fault("remove", name, ErrInvalid)
	}
	if _, err := t.Stat(name); err != nil {
		return err
	}
	return remove(t.root, filepath.FromSlash(name))
}

// Write writes into a file that is there, from an offset on.
func (t *Tree) Write(name string, offset int64, data []byte) error {
	return t.change("write", name, func(f *os.File) error {
		_, err := f.WriteAt(data, offset)
		return err
	})
}

// Truncate gives a file that is there a size; new bytes are zero.
func (t *Tree) Truncate(name string, size int64) error {
	return t.change("truncate", name, func(f *os.File) error { return f.Truncate(size) })
}

func (t *Tree) change(op, name string, change func(*os.File) error) error {
	if err := t.mayChange(op, name); err != nil {
		return err
	}
	if err := t.Kind(name, false); err != nil {
		return err
	}
	f, err := t.root.OpenFile(filepath.FromSlash(name), os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(change(f), f.Close())
}

// Move moves a file or folder, to another tree if need be. It takes the place of
// a file, or of an empty folder, of its own kind.
func (t *Tree) Move(name string, to *Tree, target string) error {
	if err := t.mayChange("move", name); err != nil {
		return err
	}
	if name == "." {
		return fault("move", name, ErrInvalid)
	}
	info, err := t.mayTransfer("move", name, to, target)
	if err != nil {
		return err
	}
	if t.same(to) {
		if info.IsDir() {
			_ = to.root.Remove(filepath.FromSlash(target)) // if it is there, it is empty
		}
		return t.root.Rename(filepath.FromSlash(name), filepath.FromSlash(target))
	}
	if err := t.transfer(name, info, to, target); err != nil {
		return err
	}
	return t.root.RemoveAll(filepath.FromSlash(name))
}

// Copy copies a file or folder, to another tree if need be. It takes the place
// of a file, or of an empty folder, of its own kind.
func (t *Tree) Copy(name string, to *Tree, target string) error {
	info, err := t.mayTransfer("copy", name, to, target)
	if err != nil {
		return err
	}
	return t.transfer(name, info, to, target)
}

func (t *Tree) same(other *Tree) bool { return t.root != nil && t.path == other.path }

// mayTransfer checks what Move and Copy have in common.
func (t *Tree) mayTransfer(op, name string, to *Tree, target string) (fs.FileInfo, error) {
	info, err := t.Stat(name)
	if err == nil {
		err = to.mayMake(op, target)
	}
	if err != nil {
		return nil, err
	}
	if from := t.HostPath(name); from != "" {
		at := to.HostPath(target)
		if at == from || info.IsDir() && strings.HasPrefix(at, strings.TrimSuffix(from, string(filepath.Separator))+string(filepath.Separator)) {
			return nil, fault(op, name, ErrInvalid)
		}
	}
	there, err := to.Stat(target)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return info, nil
	case err != nil:
		return nil, err
	case there.IsDir() != info.IsDir():
		return nil, fault(op, target, ErrInvalid)
	case there.IsDir():
		if list, err := fs.ReadDir(to.files, target); err != nil || len(list) > 0 {
			return nil, errors.Join(fault(op, target, ErrInvalid), err)
		}
	}
	return info, nil
}

// transfer copies what is allowed to be copied.
func (t *Tree) transfer(name string, info fs.FileInfo, to *Tree, target string) error {
	if !info.IsDir() {
		return t.copyFile(name, to, target)
	}
	if err := to.Mkdir(target, false); err != nil {
		return err
	}
	entries, err := fs.ReadDir(t.files, name)
	if err != nil {
		return err
	}
	for _, e := range entries {
		from := path.Join(name, e.Name())
		info, err := t.Stat(from)
		if err != nil || info.IsDir() && e.Type()&fs.ModeSymlink != 0 {
			continue
		}
		if err := t.transfer(from, info, to, path.Join(target, e.Name())); err != nil {
			return err
		}
	}
	return nil
}

func (t *Tree) copyFile(name string, to *Tree, target string) error {
	from, err := t.files.Open(name)
	if err != nil {
		return err
	}
	defer from.Close()
	f, err := to.root.OpenFile(filepath.FromSlash(target), os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o666)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, from)
	return errors.Join(err, f.Close())
}
