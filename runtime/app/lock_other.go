//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd || windows)

package app

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// lockFile makes a file that must not be there, and removes it when it is
// closed. A process that dies leaves it, and a user has to remove it.
func lockFile(name string) (io.Closer, error) {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("%w, or one that died left %s, which then has to be removed", ErrInUse, name)
	}
	if err != nil {
		return nil, err
	}
	return ownLock{f}, nil
}

type ownLock struct{ *os.File }

func (l ownLock) Close() error { return errors.Join(l.File.Close(), os.Remove(l.Name())) }
