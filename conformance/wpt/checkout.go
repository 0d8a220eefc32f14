package wpt

import (
	"cmp"
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Pinned is the commit of the Web Platform Tests that the expectations belong to.
const Pinned = "20574795ed2fadf6140492238df53000c2b0c247"

const (
	harnessFile = "resources/testharness.js"
	reportFile  = "resources/testharnessreport.js"
)

// aliases are files that the suite's server has under another name.
var aliases = map[string]string{
	"resources/WebIDLParser.js": "resources/webidl2/lib/webidl2.js",
}

// report hands the results to the runner. It stands in the place of the file
// that the suite keeps for it.
//
//go:embed report.js
var report []byte

// ErrNoCheckout says that a folder does not hold the Web Platform Tests.
var ErrNoCheckout = errors.New("not a checkout of the Web Platform Tests")

// Checkout is a folder with the Web Platform Tests. As a file system it has
// what a server of the tests would make of their files besides.
type Checkout struct {
	dir   string
	files fs.FS
}

// Open opens a checkout. Its error is an [ErrNoCheckout] if the folder is
// something else.
func Open(dir string) (*Checkout, error) {
	if info, err := os.Stat(filepath.Join(dir, filepath.FromSlash(harnessFile))); err != nil || info.IsDir() {
		return nil, fmt.Errorf("%q: %w", dir, ErrNoCheckout)
	}
	return &Checkout{dir, os.DirFS(dir)}, nil
}

// Commit is what git has checked out in the folder, or "" if git does not know.
func (c *Checkout) Commit() string {
	head := c.git("HEAD")
	ref, branch := strings.CutPrefix(head, "ref: ")
	if !branch {
		return head
	}
	if commit := c.git(ref); commit != "" {
		return commit
	}
	for line := range strings.Lines(c.git("packed-refs")) {
		if commit, name, _ := strings.Cut(strings.TrimSpace(line), " "); name == ref {
			return commit
		}
	}
	return ""
}

// git reads a file of the repository.
func (c *Checkout) git(name string) string {
	text, err := fs.ReadFile(c.files, ".git/"+name)
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(text))
}

// Open implements [fs.FS].
func (c *Checkout) Open(name string) (fs.File, error) { return c.files.Open(name) }

// ReadFile implements [fs.ReadFileFS].
func (c *Checkout) ReadFile(name string) ([]byte, error) {
	if name == reportFile {
		return report, nil
	}
	if source, ok := workerSource(name); ok {
		if text, err := fs.ReadFile(c.files, source); err == nil {
			return workerScript(source, text), nil
		}
	}
	return fs.ReadFile(c.files, cmp.Or(aliases[name], name))
}
