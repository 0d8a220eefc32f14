package files

import (
	"crypto/rand"
	"encoding/hex"
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

// Path is the item's path in the file system of its share.
func (i Item) Path() string { return path.Join("/", i.Share.Title, i.Name) }
