package files_test

import (
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/files"
)

// open makes a writable tree of files by name; a name with a slash at its end is
// a folder.
func open(t testing.TB, content map[string]string) (*files.Tree, string) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range content {
		path := filepath.Join(dir, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		if strings.HasSuffix(name, "/") {
			require.NoError(t, os.MkdirAll(path, 0o755))
		} else {
			require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
		}
	}
	tree, err := files.OpenFolder(dir, true)
	require.NoError(t, err)
	t.Cleanup(func() { tree.Close() })
	return tree, dir
}

func names(t testing.TB, tree *files.Tree, name string) (list []string) {
	t.Helper()
	infos, err := tree.List(name)
	require.NoError(t, err)
	for _, info := range infos {
		list = append(list, info.Name())
	}
	return list
}

func text(t testing.TB, tree *files.Tree, name string) string {
	t.Helper()
	data, err := tree.Read(name, 1<<10)
	require.NoError(t, err)
	return string(data)
}

// No name, and no link, leads out of a tree, whatever is done.
func TestNothingOutside(t *testing.T) {
	tree, dir := open(t, map[string]string{"in/a": "a"})
	outside := filepath.Join(filepath.Dir(dir), "outside")
	require.NoError(t, os.MkdirAll(outside, 0o755))
	secret := filepath.Join(outside, "secret")
	require.NoError(t, os.WriteFile(secret, []byte("secret"), 0o644))
	bad := []string{"..", "../outside/secret", "in/../../outside/secret", "/etc/passwd", "", "in/"}
	for link, target := range map[string]string{"out": outside, "file": secret, "up": "..", "loop": "loop"} {
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Skip(err)
		}
		bad = append(bad, link, link+"/secret")
	}
	for _, name := range bad {
		_, err := tree.Stat(name)
		require.ErrorIs(t, err, fs.ErrNotExist, name)
		_, err = tree.Read(name, 10)
		require.ErrorIs(t, err, fs.ErrNotExist, name)
		_, err = tree.List(name)
		require.Error(t, err, name)
		for what, err := range map[string]error{
			"create": tree.Create(name, false), "mkdir": tree.Mkdir(name, false), "remove": tree.Remove(name), "remove all": tree.RemoveAll(name),
			"write": tree.Write(name, 0, []byte("x")), "truncate": tree.Truncate(name, 0),
			"copy from": tree.Copy(name, tree, "new"), "copy to": tree.Copy("in/a", tree, name+"/x"), "move from": tree.Move(name, tree, "new"),
		} {
			require.Error(t, err, "%s %s", what, name)
		}
	}
	require.Equal(t, []string{"in"}, names(t, tree, "."))
	content, err := os.ReadFile(secret)
	require.NoError(t, err)
	require.Equal(t, "secret", string(content))
	require.NoError(t, tree.Copy("in", tree, "copy"))
	list, err := os.ReadDir(outside)
	require.NoError(t, err)
	require.Len(t, list, 1)
}

func TestReadOnly(t *testing.T) {
	folder, dir := open(t, map[string]string{"a/b": "text"})
	only, err := files.OpenFolder(dir, false)
	require.NoError(t, err)
	defer only.Close()
	for _, tree := range []*files.Tree{files.ReadOnly(fstest.MapFS{"a/b": {Data: []byte("text")}}), only} {
		require.False(t, tree.Writable())
		require.Equal(t, "text", text(t, tree, "a/b"))
		for _, err := range []error{
			tree.Create("a/b", false), tree.Create("a/b", true), tree.Mkdir("a", false), tree.Mkdir("x", false), tree.Remove("a/b"), tree.RemoveAll("a"),
			tree.Write("a/b", 0, nil), tree.Truncate("a/b", 0), tree.Move("a/b", folder, "x"), folder.Move("a/b", tree, "x"), folder.Copy("a/b", tree, "x"),
		} {
			require.ErrorIs(t, err, files.ErrReadOnly)
		}
		require.NoError(t, tree.Copy("a", folder, "copied"))
		require.Equal(t, "text", text(t, folder, "copied/b"))
		require.NoError(t, folder.RemoveAll("copied"))
	}
	require.Empty(t, files.ReadOnly(fstest.MapFS{}).HostPath("a"))
	require.Equal(t, filepath.Join(dir, "a", "b"), folder.HostPath("a/b"))
}

func TestChanges(t *testing.T) {
	tree, _ := open(t, map[string]string{"a": "a", "d/e/f": "f", "empty/": ""})
	require.NoError(t, tree.Create("new", true))
	require.NoError(t, tree.Create("a", false))
	require.Equal(t, "a", text(t, tree, "a"))
	require.ErrorIs(t, tree.Create("a", true), fs.ErrExist)
	require.ErrorIs(t, tree.Create("d", false), files.ErrKind)
	require.ErrorIs(t, tree.Create("a/x", false), files.ErrKind)
	require.ErrorIs(t, tree.Create("no/x", false), fs.ErrNotExist)
	require.ErrorIs(t, tree.Create(".", false), files.ErrInvalid)
	require.NoError(t, tree.Mkdir(".", false))
	require.NoError(t, tree.Mkdir("d", false))
	require.ErrorIs(t, tree.Mkdir("d", true), fs.ErrExist)
	require.ErrorIs(t, tree.Mkdir("a", false), files.ErrKind)
	require.Error(t, tree.Remove("d"))
	require.ErrorIs(t, tree.Remove("."), files.ErrInvalid)
	require.ErrorIs(t, tree.RemoveAll("."), files.ErrInvalid)
	require.ErrorIs(t, tree.RemoveAll("no"), fs.ErrNotExist)

	require.NoError(t, tree.Write("new", 2, []byte("xy")))
	require.Equal(t, "\x00\x00xy", text(t, tree, "new"))
	require.NoError(t, tree.Truncate("new", 3))
	require.Equal(t, "\x00\x00x", text(t, tree, "new"))
	require.ErrorIs(t, tree.Write("no", 0, nil), fs.ErrNotExist)
	require.ErrorIs(t, tree.Truncate("d", 0), files.ErrKind)
	beginning, err := tree.Read("new", 1)
	require.NoError(t, err)
	require.Equal(t, "\x00", string(beginning))

	require.ErrorIs(t, tree.Copy("a", tree, "a"), files.ErrInvalid)
	require.ErrorIs(t, tree.Copy("d", tree, "d/e/g"), files.ErrInvalid)
	require.ErrorIs(t, tree.Move("d", tree, "a"), files.ErrInvalid)
	require.ErrorIs(t, tree.Move("a", tree, "d"), files.ErrInvalid)
	require.ErrorIs(t, tree.Move("empty", tree, "d"), files.ErrInvalid)
	require.NoError(t, tree.Copy("d", tree, "empty"))
	require.Equal(t, "f", text(t, tree, "empty/e/f"))
	require.NoError(t, tree.Move("a", tree, "empty/e/f"))
	require.Equal(t, "a", text(t, tree, "empty/e/f"))
	require.NoError(t, tree.Mkdir("again", true))
	require.NoError(t, tree.Move("empty", tree, "again"))
	require.Equal(t, []string{"again", "d", "new"}, names(t, tree, "."))

	other, _ := open(t, nil)
	require.NoError(t, tree.Move("again", other, "here"))
	require.Equal(t, "a", text(t, other, "here/e/f"))
	require.Equal(t, []string{"d", "new"}, names(t, tree, "."))
}

func TestGrants(t *testing.T) {
	_, dir := open(t, map[string]string{"one/x.txt": "x", "two/": "", "p.png": "p", "t.TXT": "t"})
	at := func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
	grants := files.NewGrants(
		files.Grant{Name: "one", Path: at("one")}, files.Grant{Name: "p", Path: at("p.png")},
		files.Grant{Name: "two", Path: at("two")}, files.Grant{Name: "t", Path: at("t.TXT")}, files.Grant{Name: "later", Path: at("later.txt")})
	choose := func(w files.Wish) (paths []string) {
		t.Helper()
		items, err := grants.Choose(w)
		require.NoError(t, err)
		for _, i := range items {
			require.Equal(t, w.Dir, i.Dir)
			require.Equal(t, w.Writable, i.Share.Tree.Writable())
			require.NoError(t, i.Share.Tree.Kind(i.InTree(), i.Dir))
			relative, err := filepath.Rel(dir, i.HostPath())
			require.NoError(t, err)
			require.Equal(t, "/"+filepath.Base(relative), i.Path())
			paths = append(paths, filepath.ToSlash(relative))
			t.Cleanup(func() { i.Share.Tree.Close() })
		}
		return paths
	}
	require.Equal(t, []string{"one"}, choose(files.Wish{Dir: true}))
	require.Equal(t, []string{"two"}, choose(files.Wish{Dir: true, Writable: true}))
	require.Empty(t, choose(files.Wish{Dir: true}))
	require.Equal(t, []string{"t.TXT"}, choose(files.Wish{Extensions: []string{"txt"}}))
	require.Equal(t, []string{"p.png"}, choose(files.Wish{Multiple: true}))
	require.Empty(t, choose(files.Wish{Multiple: true}))
	require.Equal(t, []string{"one/x.txt"}, choose(files.Wish{Suggested: "x.txt"}), "in a folder that was granted")
	require.Equal(t, []string{"one/x.txt"}, choose(files.Wish{Suggested: `..\..\x.txt`}))
	require.Empty(t, choose(files.Wish{Suggested: "y.txt"}))
	require.Empty(t, choose(files.Wish{Suggested: ".."}))
	require.Equal(t, []string{"later.txt"}, choose(files.Wish{Save: true, Writable: true}))
	require.Equal(t, []string{"one/y.txt"}, choose(files.Wish{Save: true, Writable: true, Suggested: "y.txt"}))
	require.Empty(t, choose(files.Wish{Save: true, Writable: true}))
}

// store is a folder in memory.
type store map[string][]byte

func (s store) ReadFile(name string) ([]byte, error) {
	if data, ok := s[name]; ok {
		return data, nil
	}
	return nil, fs.ErrNotExist
}

func (s store) WriteFile(name string, data []byte) error {
	s[name] = data
	return nil
}

func TestRetained(t *testing.T) {
	tree, dir := open(t, map[string]string{"sub/a": "a", "b": "b"})
	kept := store{}
	log := slog.New(slog.DiscardHandler)
	r := files.NewRetained(kept, log)
	top := files.Item{Share: files.NewShare(tree, ".", "top"), Name: ".", Dir: true}
	nested := files.Item{Share: top.Share, Name: "sub/a"}
	single := files.Item{Share: files.NewShare(tree, "b", "b"), Name: "."}
	packed := files.Item{Share: files.NewShare(files.ReadOnly(fstest.MapFS{"m": {}}), ".", "crxfs"), Name: "m"}
	var ids []string
	for i, item := range []files.Item{top, nested, single, packed} {
		id := r.Retain(item, true)
		require.Equal(t, item.Share.ID+":"+item.Path()[1:], id)
		require.Equal(t, id, r.Retain(item, i > 0), "the same each time")
		got, err := r.Restore(id)
		require.NoError(t, err)
		require.Equal(t, item, got)
		ids = append(ids, id)
	}
	hidden := r.Retain(nested.Writable(), false)

	again := files.NewRetained(kept, log)
	for i, want := range []files.Item{top, nested, single} {
		require.True(t, again.Knows(ids[i]))
		got, err := again.Restore(ids[i])
		require.NoError(t, err)
		require.Equal(t, want.Path(), got.Path())
		require.Equal(t, want.HostPath(), got.HostPath())
		require.Equal(t, want.Dir, got.Dir)
		require.True(t, got.Share.Tree.Writable())
		require.Equal(t, ids[i], again.Retain(got, true))
		t.Cleanup(func() { got.Share.Tree.Close() })
	}
	for _, id := range []string{ids[3], hidden, "", "x", single.Share.ID + ":b/../sub/a", single.Share.ID, top.Share.ID + ":top/b"} {
		require.False(t, again.Knows(id), id)
		_, err := again.Restore(id)
		require.ErrorIs(t, err, fs.ErrNotExist, id)
	}
	require.NoError(t, os.Remove(filepath.Join(dir, "b")))
	_, err := again.Restore(ids[2])
	require.ErrorIs(t, err, fs.ErrNotExist)
	require.True(t, again.Knows(ids[2]))

	for i := range 600 {
		again.Retain(files.Item{Share: top.Share, Name: strconv.Itoa(i)}, true)
	}
	last := files.NewRetained(kept, log)
	require.False(t, last.Knows(ids[0]))
	require.False(t, last.Knows(top.Share.ID+":top/99"))
	require.True(t, last.Knows(top.Share.ID+":top/100"))

	kept["entries.json"] = []byte("{")
	require.False(t, files.NewRetained(kept, log).Knows(top.Share.ID+":top/100"), "what cannot be read is forgotten")
	require.False(t, files.NewRetained(nil, log).Knows(ids[0]))
}

func TestWritableItem(t *testing.T) {
	_, dir := open(t, map[string]string{"sub/a": "a"})
	tree, err := files.OpenFolder(dir, false)
	require.NoError(t, err)
	defer tree.Close()
	i := files.Item{Share: files.NewShare(tree, ".", "top"), Name: "sub/a"}
	w := i.Writable()
	require.Equal(t, "/a", w.Path())
	require.Equal(t, i.HostPath(), w.HostPath())
	require.NoError(t, w.Share.Tree.Write(w.InTree(), 0, []byte("b")))
	require.Equal(t, "b", text(t, tree, "sub/a"))
	require.False(t, tree.Writable())
}

func TestDisplayPath(t *testing.T) {
	home, err := os.UserHomeDir()
	if err != nil {
		t.Skip(err)
	}
	require.Equal(t, "~", files.DisplayPath(home))
	require.Equal(t, "~"+string(filepath.Separator)+"x", files.DisplayPath(filepath.Join(home, "x")))
	require.Equal(t, home+"x", files.DisplayPath(home+"x"))
}
