package app

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
)

// archive is a package in a zip archive.
type archive struct {
	zip *zip.Reader
}

var (
	errNoZip      = errors.New("it is not a whole zip archive")
	errEncrypted  = errors.New("it is encrypted")
	errLink       = errors.New("it is a symbolic link or a device")
	errTwice      = errors.New("the archive has the name twice")
	errLongName   = errors.New("the name is too long or too deep")
	errOverlap    = errors.New("the entries are larger than the archive, so they overlap")
	errFileFolder = errors.New("it is a file, and a folder with files too")
)

func openZip(r io.ReaderAt, size int64) (archive, error) {
	limited := &limitedReaderAt{r: r, left: maxDirectorySize}
	z, err := zip.NewReader(limited, size)
	switch {
	case limited.left < 0:
		return archive{}, ErrTooManyEntries
	case err != nil:
		return archive{}, fmt.Errorf("%w: %w", errNoZip, err)
	case len(z.File) > MaxEntries:
		return archive{}, ErrTooManyEntries
	}
	limited.opened = true
	// Some programs write an entry for the top itself, which is none.
	z.File = slices.DeleteFunc(z.File, func(f *zip.File) bool { return f.Name == "./" })
	return archive{z}, checkEntries(z, uint64(size))
}

// checkEntries looks at every entry before one is used.
func checkEntries(z *zip.Reader, size uint64) error {
	isFolder := map[string]bool{}
	var total, packed uint64
	for _, f := range z.File {
		if err := checkEntry(f); err != nil {
			return &PackageError{Entry: f.Name, Err: err}
		}
		name, folder := entryName(f.Name)
		if before, ok := isFolder[name]; ok && !(folder && before) {
			return &PackageError{Entry: f.Name, Err: errTwice}
		}
		isFolder[name] = folder
		if f.UncompressedSize64 > MaxFileSize {
			return &PackageError{Entry: f.Name, Err: ErrFileTooLarge}
		}
		total += f.UncompressedSize64
		packed += min(f.CompressedSize64, size+1)
		if total > MaxTotalSize {
			return ErrTotalTooLarge
		}
		if packed > size {
			return errOverlap
		}
	}
	for name := range isFolder {
		for i := strings.LastIndexByte(name, '/'); i > 0; i = strings.LastIndexByte(name, '/') {
			name = name[:i]
			if folder, ok := isFolder[name]; ok && !folder {
				return &PackageError{Entry: name, Err: errFileFolder}
			}
		}
	}
	return nil
}

func checkEntry(f *zip.File) error {
	name, folder := entryName(f.Name)
	if len(name) > maxNameLength || strings.Count(name, "/") >= maxNameLevels {
		return errLongName
	}
	if err := checkName(name); err != nil {
		return err
	}
	mode := f.Mode()
	switch {
	case f.Flags&1 != 0:
		return errEncrypted
	case !folder && !mode.IsRegular():
		return errLink
	case f.Method != zip.Store && f.Method != zip.Deflate:
		return fmt.Errorf("its compression method %d is unknown; only 0 (stored) and 8 (deflated) are", f.Method)
	}
	return nil
}

// entryName is the name of an entry without the slash that marks a folder and
// the "./" that some programs write.
func entryName(name string) (clean string, folder bool) {
	name, folder = strings.CutSuffix(name, "/")
	return strings.TrimPrefix(name, "./"), folder
}

// topFolder is the folder in an archive whose files stand in one, as those of
// people who packed the folder itself do.
func topFolder(a archive) (fs.FS, error) {
	if _, err := fs.Stat(a, manifestName); err == nil {
		return a, nil
	}
	entries, err := fs.ReadDir(a, ".")
	if err != nil {
		return nil, err
	}
	top := ""
	for _, e := range entries {
		switch {
		case e.Name() == "__MACOSX" || strings.HasPrefix(e.Name(), "."):
		case top != "" || !e.IsDir():
			return a, nil
		default:
			top = e.Name()
		}
	}
	if top == "" {
		return a, nil
	}
	return fs.Sub(a, top)
}

// Open opens an entry, or a folder that only the names of others make.
func (a archive) Open(name string) (fs.File, error) {
	file, err := a.zip.Open(name)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err != nil || info.IsDir() {
		return file, err
	}
	packed := int64(0)
	if header, ok := info.Sys().(*zip.FileHeader); ok {
		packed = int64(header.CompressedSize64)
	}
	return &entry{File: file, packed: packed}, nil
}

// entry is an open file of an archive. It counts what really comes out of it.
type entry struct {
	fs.File
	packed, read int64
}

func (e *entry) Read(p []byte) (int, error) {
	n, err := e.File.Read(p)
	e.read += int64(n)
	switch {
	case e.read > MaxFileSize:
		return 0, ErrFileTooLarge
	case e.read > ratioThreshold && e.read/maxRatio > e.packed:
		return 0, ErrRatio
	}
	return n, err
}

// limitedReaderAt reads only so much until the archive is opened, which needs
// no more than its list of entries.
type limitedReaderAt struct {
	r      io.ReaderAt
	left   int64
	opened bool
}

func (l *limitedReaderAt) ReadAt(p []byte, offset int64) (int, error) {
	if !l.opened {
		if l.left -= int64(len(p)); l.left < 0 {
			return 0, ErrTooManyEntries
		}
	}
	return l.r.ReadAt(p, offset)
}
