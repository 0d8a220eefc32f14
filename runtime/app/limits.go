package app

import "errors"

// What a package may be. An archive of a few bytes can unpack to anything.
const (
	// MaxFileSize is how large, in bytes, one file of a package may be.
	MaxFileSize = 256 << 20
	// MaxTotalSize is how large all files of an archive may be together.
	MaxTotalSize = 1 << 30
	// MaxEntries is how many files and folders an archive may have.
	MaxEntries = 1 << 16

	// What an archive's list of entries may take; the average name is a
	// fraction of this.
	maxDirectorySize = MaxEntries * 256

	maxNameLength = 1024
	maxNameLevels = 64

	// A file may become this many times larger than it is in the archive, once
	// it has passed a size up to which that is nobody's harm.
	maxRatio       = 200
	ratioThreshold = 8 << 20

	// maxDocumentSize is for manifests and files of messages.
	maxDocumentSize = 2 << 20
)

// What is wrong with a package that is too much.
var (
	ErrFileTooLarge   = errors.New("the file is larger than 256 MiB")
	ErrTotalTooLarge  = errors.New("the files are larger than 1 GiB together")
	ErrTooManyEntries = errors.New("there are more than 65536 entries")
	ErrRatio          = errors.New("the file becomes more than 200 times larger than it is in the archive, as only a trap does")
)
