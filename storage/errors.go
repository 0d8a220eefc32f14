package storage

import (
	"errors"
	"fmt"
)

// Errors of calls. The texts of the first four are Chrome's.
var (
	ErrReadOnly          = errors.New("This is a read-only store.")
	ErrQuotaBytes        = errors.New("Resource::kQuotaBytes quota exceeded")
	ErrQuotaBytesPerItem = errors.New("Resource::kQuotaBytesPerItem quota exceeded")
	ErrMaxItems          = errors.New("Resource::kMaxItems quota exceeded")
	// ErrKeyTooLong is for keys that a file cannot hold.
	ErrKeyTooLong = errors.New("the key is longer than 32767 bytes")
	// ErrClosed is for calls after Close.
	ErrClosed = errors.New("the storage is closed")
)

// ErrInUse is what [Open] returns for a folder that another process has open.
var ErrInUse = errors.New("the data folder is in use by another sockhost")

// PaceError tells that there were too many writes in a time.
type PaceError struct {
	// Limit is Chrome's name of the limit.
	Limit string
}

func (e *PaceError) Error() string {
	return "This request exceeds the " + e.Limit + " quota."
}

// DamagedError tells that the file cannot be read. It has not been changed.
type DamagedError struct {
	Path string
	Err  error
}

func (e *DamagedError) Error() string {
	return fmt.Sprintf("%s is damaged (%v); restore it from a copy, or move it away to start with an empty storage", e.Path, e.Err)
}

func (e *DamagedError) Unwrap() error { return e.Err }

// FileError tells that reading or writing the file failed.
type FileError struct {
	Path string
	Err  error
}

func (e *FileError) Error() string { return e.Path + ": " + e.Err.Error() }

func (e *FileError) Unwrap() error { return e.Err }
