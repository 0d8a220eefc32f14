package app

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

const manifestName = "manifest.json"

// Package is an app as it lies on the disk: in a folder, a .zip or a .crx. It
// is an [fs.FS] of its files. Any goroutine may use it until it is closed.
type Package struct {
	// Path is the absolute path of the folder or archive.
	Path string
	// ID is the app's id: of the key of the .crx, else of the manifest's key,
	// else of the path.
	ID string
	// Manifest is the manifest, in which Check found no fault.
	Manifest *Manifest
	// Warnings are what Chrome would mention about the manifest.
	Warnings Faults

	files  fs.FS
	closer io.Closer
}

// PackageError says what is wrong with a package as a whole, or with one entry
// of an archive.
type PackageError struct {
	Path string
	// Entry is the name of the entry, or "".
	Entry string
	Err   error
}

// Error is one line.
func (e *PackageError) Error() string {
	if e.Entry != "" {
		return fmt.Sprintf("%s: entry %q: %v", e.Path, e.Entry, e.Err)
	}
	return fmt.Sprintf("%s: %v", e.Path, e.Err)
}

// Unwrap is the cause.
func (e *PackageError) Unwrap() error { return e.Err }

var (
	// ErrNoPackage is about a file that is something else.
	ErrNoPackage = errors.New("it is neither a folder with a manifest.json nor a .zip nor a .crx")
	// ErrNoManifest has Chrome's words.
	ErrNoManifest = errors.New("Manifest file is missing or unreadable")
)

// Open opens an app. What kind of package it is the content says, not the
// name. Its error is a [Faults] about the manifest, or a [*PackageError], or
// an [*fs.PathError]. The caller must close the package. checks find faults in
// values that this package does not read.
func Open(path string, checks ...func(*Manifest) Faults) (*Package, error) {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	p := &Package{Path: absolute}
	key, err := p.open(path)
	if err == nil {
		err = p.read(path, key, checks)
	}
	if err != nil {
		p.Close()
		return nil, err
	}
	return p, nil
}

// open finds out what path is. The key is that of a .crx.
func (p *Package) open(path string) (key []byte, err error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		root, err := os.OpenRoot(path)
		if err != nil {
			return nil, err
		}
		p.files, p.closer = folder{root}, root
		return nil, nil
	case !info.Mode().IsRegular():
		return nil, &PackageError{Path: path, Err: ErrNoPackage}
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	p.closer = file
	p.files, key, err = openFile(file, info.Size())
	var named *PackageError
	switch {
	case errors.As(err, &named):
		named.Path = path
	case err != nil:
		err = &PackageError{Path: path, Err: err}
	}
	return key, err
}

// openFile opens an archive.
func openFile(file io.ReaderAt, size int64) (files fs.FS, key []byte, err error) {
	var magic [4]byte
	n, _ := file.ReadAt(magic[:], 0)
	switch {
	case bytes.Equal(magic[:n], []byte("Cr24")):
		start, key, err := readCRX(file, size)
		if err != nil {
			return nil, nil, err
		}
		files, err = openZip(io.NewSectionReader(file, start, size-start), size-start)
		return files, key, err
	case bytes.HasPrefix(magic[:n], []byte("PK")):
		zip, err := openZip(file, size)
		if err != nil {
			return nil, nil, err
		}
		files, err = topFolder(zip)
		return files, nil, err
	}
	return nil, nil, ErrNoPackage
}

// read reads and checks the manifest.
func (p *Package) read(path string, key []byte, checks []func(*Manifest) Faults) error {
	text, err := readDocument(p.files, manifestName)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &PackageError{Path: path, Err: ErrNoManifest}
	case err != nil:
		return &PackageError{Path: path, Err: fmt.Errorf("%w: %s", ErrNoManifest, plainError(err))}
	}
	m, err := ParseManifest(filepath.Join(path, manifestName), text)
	if err != nil {
		return err
	}
	p.Manifest = m
	switch {
	case key != nil:
		p.ID = KeyID(key)
		if m.Key != nil && !bytes.Equal(m.Key, key) {
			at, _ := m.root.get("key")
			m.warnings = append(m.warnings, at.fault("The key is not that of the .crx.", "the id is made from the .crx"))
		}
	case m.Key != nil:
		p.ID = KeyID(m.Key)
	default:
		p.ID = PathID(p.Path)
	}
	var faults Faults
	for _, check := range checks {
		faults = append(faults, check(m)...)
	}
	p.Warnings, err = m.Check(p.files, faults...)
	return err
}

// readDocument reads a small file.
func readDocument(files fs.FS, name string) ([]byte, error) {
	text, err := readFile(files, name, maxDocumentSize)
	if errors.Is(err, ErrFileTooLarge) {
		return nil, &fs.PathError{Op: "read", Path: name, Err: errors.New("the file is larger than 2 MiB")}
	}
	return text, err
}

func readFile(files fs.FS, name string, limit int64) ([]byte, error) {
	file, err := files.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	if info, err := file.Stat(); err == nil && info.IsDir() {
		return nil, &fs.PathError{Op: "read", Path: name, Err: errIsFolder}
	}
	data, err := io.ReadAll(io.LimitReader(file, limit+1))
	if err == nil && int64(len(data)) > limit {
		err = ErrFileTooLarge
	}
	if err != nil {
		return nil, &fs.PathError{Op: "read", Path: name, Err: err}
	}
	return data, nil
}

var errIsFolder = errors.New("it is a folder")

// Open opens a file or folder of the package.
func (p *Package) Open(name string) (fs.File, error) {
	if err := checkName(name); err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return p.files.Open(name)
}

// ReadFile reads a whole file of the package.
func (p *Package) ReadFile(name string) ([]byte, error) {
	return readFile(opener{p}, name, MaxFileSize)
}

// Stat says what a file or folder of the package is.
func (p *Package) Stat(name string) (fs.FileInfo, error) { return fs.Stat(opener{p}, name) }

// ReadDir lists a folder of the package, by name.
func (p *Package) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(opener{p}, name) }

// opener hides all of a package but Open.
type opener struct{ p *Package }

func (o opener) Open(name string) (fs.File, error) { return o.p.Open(name) }

// Close closes what the package holds open; nothing of it can be read then.
func (p *Package) Close() error {
	if p.closer == nil {
		return nil
	}
	return p.closer.Close()
}
