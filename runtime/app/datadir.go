package app

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
)

// ErrInUse is what [OpenData] returns for a folder that another process has
// open.
var ErrInUse = errors.New("the data folder is in use by another process")

const (
	lockName      = "lock"
	installedName = "installed.json"
)

// Data is the folder that an app's data is kept in: its storage, and which of
// its versions ran last. One process has it at a time. Its methods may be
// called from any goroutine; two that write the same file must not meet.
type Data struct {
	// Path is the absolute path of the folder.
	Path string

	root *os.Root
	lock io.Closer
}

// DefaultDataDir is the folder for an app's data if nobody names one: in the
// user's data folder, which on Linux is $XDG_DATA_HOME or ~/.local/share.
func DefaultDataDir(id string) (string, error) {
	base, err := userDataDir(runtime.GOOS, os.Getenv)
	if err != nil {
		return "", err
	}
	return filepath.Join(base, "sockhost", id), nil
}

// userDataDir is where programs keep the data of their users.
func userDataDir(goos string, env func(string) string) (string, error) {
	switch goos {
	case "windows":
		if dir := env("LocalAppData"); dir != "" {
			return dir, nil
		}
		return "", errors.New("%LocalAppData% is not defined")
	case "darwin", "ios":
		if home := env("HOME"); home != "" {
			return filepath.Join(home, "Library", "Application Support"), nil
		}
		return "", errors.New("$HOME is not defined")
	}
	// The specification says to overlook a relative path.
	if dir := env("XDG_DATA_HOME"); filepath.IsAbs(dir) {
		return dir, nil
	}
	if home := env("HOME"); home != "" {
		return filepath.Join(home, ".local", "share"), nil
	}
	return "", errors.New("neither $XDG_DATA_HOME nor $HOME are defined")
}

// OpenData opens a data folder, makes it if need be, and keeps others out
// until it is closed or the process ends.
func OpenData(dir string) (*Data, error) {
	absolute, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(absolute, 0o700); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(absolute)
	if err != nil {
		return nil, err
	}
	lock, err := lockFile(filepath.Join(absolute, lockName))
	if err != nil {
		root.Close()
		return nil, fmt.Errorf("%s: %w", dir, err)
	}
	return &Data{Path: absolute, root: root, lock: lock}, nil
}

// ReadFile reads a file of the folder, by a name with slashes that does not
// lead out of it. A file that is not there is an [fs.ErrNotExist].
func (d *Data) ReadFile(name string) ([]byte, error) {
	return d.root.ReadFile(filepath.FromSlash(name))
}

// WriteFile replaces a file of the folder, and makes the folders it is in.
// Whatever happens, the file is the old one or the new one, whole.
func (d *Data) WriteFile(name string, data []byte) error {
	if !fs.ValidPath(name) || name == "." || name == lockName {
		return &fs.PathError{Op: "write", Path: name, Err: fs.ErrInvalid}
	}
	folder := filepath.FromSlash(path.Dir(name))
	if err := d.root.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	temporary := filepath.FromSlash(name + ".new")
	if err := d.writeSynced(temporary, data); err != nil {
		_ = d.root.Remove(temporary)
		return err
	}
	if err := d.root.Rename(temporary, filepath.FromSlash(name)); err != nil {
		_ = d.root.Remove(temporary)
		return err
	}
	// The name too must outlast a loss of power. Not every system syncs folders.
	if f, err := d.root.Open(folder); err == nil {
		_ = f.Sync()
		f.Close()
	}
	return nil
}

func (d *Data) writeSynced(name string, data []byte) error {
	f, err := d.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Sync(), f.Close())
}

// Folder makes a folder in the folder, if need be, and returns its absolute path.
func (d *Data) Folder(name string) (string, error) {
	name = filepath.FromSlash(name)
	return filepath.Join(d.Path, name), d.root.MkdirAll(name, 0o700)
}

// Remove removes a file of the folder. One that is not there is no error.
func (d *Data) Remove(name string) error {
	err := d.root.Remove(filepath.FromSlash(name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// installedRecord is the content of installedName.
type installedRecord struct {
	Version string `json:"version"`
}

// Installed is the version of the app that ran last, or "" if none did.
func (d *Data) Installed() (version string, err error) {
	text, err := d.ReadFile(installedName)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	var record installedRecord
	if err := json.Unmarshal(text, &record); err != nil {
		return "", fmt.Errorf("%s: %w", filepath.Join(d.Path, installedName), err)
	}
	return record.Version, nil
}

// SetInstalled notes the version of the app that runs.
func (d *Data) SetInstalled(version string) error {
	text, err := json.Marshal(installedRecord{version})
	if err != nil {
		return err
	}
	return d.WriteFile(installedName, append(text, '\n'))
}

// Close lets others in.
func (d *Data) Close() error { return errors.Join(d.root.Close(), d.lock.Close()) }
