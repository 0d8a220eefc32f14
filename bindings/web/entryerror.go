package web

import (
	"errors"
	"io/fs"
	"syscall"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/files"
)

// Why entries fail, besides what the files say.
var (
	errOutside    = errors.New("the path is outside of what the app was given")
	errForeignURL = errors.New("the URL is of another origin")
	errForbidden  = errors.New("what the app was given stays where it is")
	errState      = errors.New("it is busy")
	errHuge       = errors.New("the file is too large")
)

// entryErrors are the DOMExceptions that errors become. The first that fits
// counts.
var entryErrors = []struct {
	err           error
	name, message string
}{
	{fs.ErrNotExist, "NotFoundError", "A requested file or directory could not be found at the time an operation was processed."},
	{files.ErrReadOnly, "SecurityError", "It was determined that certain files are unsafe for access within a Web application, or that too many calls are being made on file resources."},
	{errForeignURL, "SecurityError", "It was determined that certain files are unsafe for access within a Web application, or that too many calls are being made on file resources."},
	{files.ErrKind, "TypeMismatchError", "The path supplied exists, but was not an entry of requested type."},
	{fs.ErrExist, "InvalidModificationError", "An attempt was made to create a file or directory where an element already exists."},
	{errOutside, "EncodingError", "A URI supplied to the API was malformed, or the resulting Data URL has exceeded the URL length limitations for Data URLs."},
	{errForbidden, "NoModificationAllowedError", "An attempt was made to write to a file or directory which could not be modified due to the state of the underlying filesystem."},
	{fs.ErrPermission, "NoModificationAllowedError", "An attempt was made to write to a file or directory which could not be modified due to the state of the underlying filesystem."},
	{errState, "InvalidStateError", "An operation that depends on state cached in an interface object was made but the state had changed since it was read from disk."},
	{syscall.ENOSPC, "QuotaExceededError", "The operation failed because it would cause the application to exceed its storage quota."},
	{errHuge, "NotReadableError", "The requested file could not be read, typically due to permission problems that have occurred after a reference to a file was acquired."},
}

// entryError makes the DOMException of an error.
func (e *env) entryError(err error) *goja.Object {
	for _, known := range entryErrors {
		if errors.Is(err, known.err) {
			return e.newDOMException(known.name, known.message)
		}
	}
	return e.newDOMException("InvalidModificationError", "The object can not be modified in this way.")
}
