package files

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// Grant is a file or folder of this system that an app may choose.
type Grant struct {
	Name string
	Path string
}

// Grants answer in place of a person whom an app asks to choose.
//
// A folder is chosen once, and so is a file that is granted itself; files in a
// granted folder can be chosen by their name again and again.
type Grants struct {
	mu   sync.Mutex // protects left
	left []choice
}

// choice is a grant that may still be chosen. A folder that was chosen stays
// for the files in it.
type choice struct {
	Grant
	chosen bool
}

// NewGrants makes grants that are chosen in their order.
func NewGrants(list ...Grant) *Grants {
	g := &Grants{}
	for _, grant := range list {
		g.left = append(g.left, choice{Grant: grant})
	}
	return g
}

// Wish is what an app asks to choose.
type Wish struct {
	// Dir asks for a folder, Save for a file that need not be there yet, the
	// zero value for a file.
	Dir, Save bool
	// Multiple allows for several files.
	Multiple bool
	// Suggested is the name that the app proposes, or "".
	Suggested string
	// Extensions that a file may have, without dots; none allows all.
	Extensions []string
	// Writable asks for files that may be changed.
	Writable bool
}

// Choose grants a wish; without a grant that fits it returns nothing.
func (g *Grants) Choose(w Wish) ([]Item, error) {
	paths := g.choose(w)
	var items []Item
	for _, p := range paths {
		item, err := OpenItem(p, w)
		if err != nil {
			return nil, err
		}
		items = append(items, item)
	}
	return items, nil
}

// OpenItem opens a file or folder of this system for an app.
func OpenItem(file string, w Wish) (Item, error) {
	if w.Dir {
		tree, err := OpenFolder(file, w.Writable)
		if err != nil {
			return Item{}, err
		}
		return Item{NewShare(tree, ".", titleOf(tree.path)), ".", true}, nil
	}
	absolute, err := filepath.Abs(file)
	if err != nil {
		return Item{}, err
	}
	tree, err := OpenFolder(filepath.Dir(absolute), w.Writable)
	if err != nil {
		return Item{}, err
	}
	name := filepath.Base(absolute)
	if w.Save {
		if err := tree.Create(name, false); err != nil {
			tree.Close()
			return Item{}, err
		}
	}
	return Item{NewShare(tree, name, name), ".", false}, nil
}

// titleOf is how a folder is called; the top of a system has no name.
func titleOf(dir string) string {
	name := filepath.Base(dir)
	if strings.ContainsRune(name, filepath.Separator) {
		return "root"
	}
	return name
}

// choose returns the paths of what is chosen.
func (g *Grants) choose(w Wish) []string {
	g.mu.Lock()
	defer g.mu.Unlock()
	suggested := path.Base(strings.ReplaceAll(w.Suggested, `\`, "/"))
	if suggested == "." || suggested == ".." || suggested == "/" || strings.ContainsRune(suggested, 0) {
		suggested = ""
	}
	var paths []string
	for i := range g.left {
		c := &g.left[i]
		if !c.chosen && c.fits(w, suggested) {
			c.chosen = true
			paths = append(paths, c.Path)
			if !w.Multiple {
				return paths
			}
		}
	}
	if len(paths) > 0 || w.Dir || suggested == "" {
		return paths
	}
	for _, c := range g.left {
		inside := filepath.Join(c.Path, suggested)
		if isDir(c.Path) && !isDir(inside) && (w.Save || isFile(inside)) {
			return []string{inside}
		}
	}
	return nil
}

// fits tells whether a grant itself is what is wished for.
func (c *choice) fits(w Wish, suggested string) bool {
	switch {
	case isDir(c.Path) || w.Dir:
		return isDir(c.Path) && w.Dir
	case w.Save:
		return suggested == "" || suggested == filepath.Base(c.Path)
	}
	extension := strings.TrimPrefix(filepath.Ext(c.Path), ".")
	return isFile(c.Path) && (len(w.Extensions) == 0 ||
		slices.ContainsFunc(w.Extensions, func(e string) bool { return strings.EqualFold(e, extension) }))
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}
