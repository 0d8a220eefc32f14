package files

import (
	"crypto/rand"
	"encoding/hex"
	"os"
	"path"
	"strings"
)

// Share is a file or folder of a tree, as an app is given it: it is alone in the
// root of a file system of its own, under a title. Without a title it is the
// root.
type Share struct {
	// ID is 32 hexadecimal digits that no other share has.
	ID    string
	Tree  *Tree
	Name  string // in the tree
	Title string
	// URL is what the URLs of its files begin with, with a slash at the end; ""
	// if they have none.
	URL string
}

// NewShare makes a share with an ID of its own.
func NewShare(tree *Tree, name, title string) *Share {
	id := make([]byte, 16)
	rand.Read(id)
	return &Share{ID: strings.ToUpper(hex.EncodeToString(id)), Tree: tree, Name: name, Title: title}
}

// Item is a file or folder of a share.
type Item struct {
	Share *Share
	// Name is relative to the share; "." is what is shared.
	Name string
	Dir  bool
}

// InTree is the item's name in the share's tree.
func (i Item) InTree() string { return path.Join(i.Share.Name, i.Name) }

// HostPath is the item's absolute path, or "" if it is not in a folder of this
// system.
func (i Item) HostPath() string { return i.Share.Tree.HostPath(i.InTree()) }

// Writable is the same item, in a share of its own that may be changed. It is
// for items of this system.
func (i Item) Writable() Item {
	title := i.Share.Title
	if i.Name != "." {
		title = path.Base(i.Name)
	}
	tree := *i.Share.Tree
	tree.writable = true
	return Item{NewShare(&tree, i.InTree(), title), ".", i.Dir}
}

// DisplayPath is an absolute path of this system for people: ~ stands for the
// folder of the user.
func DisplayPath(p string) string {
	home, err := os.UserHomeDir()
	if rest, inside := strings.CutPrefix(p, home); err == nil && inside && home != "" && (rest == "" || os.IsPathSeparator(rest[0])) {
		return "~" + rest
	}
	return p
}

// Path is the item's path in the file system of its share.
func (i Item) Path() string { return path.Join("/", i.Share.Title, i.Name) }
