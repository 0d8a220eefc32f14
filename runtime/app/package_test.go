package app_test

import (
	"archive/zip"
	"crypto"
	"crypto/sha256"
	"encoding/base64"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/runtime/app"
)

// TestKinds: the same files in every kind of package are the same app.
func TestKinds(t *testing.T) {
	all := goodFiles(files{"a b/Ä.txt": "text", "a b/c/d": "", "A B/x": "other"})
	archive := zipOf(t, all)
	top := files{"__MACOSX/app/._main.js": "x", ".DS_Store": "x"}
	for name, text := range all {
		top["app-1.0/"+name] = text
	}
	dotted := zipEntries(t, []*zip.FileHeader{{Name: "./"}, {Name: "./manifest.json"}, {Name: "./main.js"}, {Name: "./a b/Ä.txt"}, {Name: "a b/"}, {Name: "a b/c/d"}, {Name: "A B/x"}},
		[]string{"", goodManifest, "1", "text", "", "", "other"})
	for name, path := range map[string]string{
		"folder":                writeFolder(t, all),
		"zip":                   writeFile(t, "app.zip", archive),
		"zip by another name":   writeFile(t, "app", archive),
		"zip with a top folder": writeFile(t, "app.zip", zipOf(t, top)),
		"zip with ./":           writeFile(t, "app.zip", dotted),
		"crx2":                  writeFile(t, "app.crx", crx2(t, rsaKey(), archive)),
		"crx3 rsa":              writeFile(t, "app.crx", crx3(t, archive, rsaKey())),
		"crx3 ecdsa":            writeFile(t, "app.crx", crx3(t, archive, ecdsaKey())),
		"crx3 both":             writeFile(t, "app.crx", crx3(t, archive, ecdsaKey(), rsaKey())),
	} {
		t.Run(name, func(t *testing.T) {
			p := open(t, path)
			require.Equal(t, path, p.Path)
			require.Equal(t, "App", p.Manifest.Name)
			require.Empty(t, p.Warnings)
			require.Equal(t, []string{"A B/x", "a b/c/d", "a b/Ä.txt", "main.js", "manifest.json"}, readAll(t, p))
			text, err := p.ReadFile("a b/Ä.txt")
			require.NoError(t, err)
			require.Equal(t, "text", string(text))
			info, err := p.Stat("a b")
			require.NoError(t, err)
			require.True(t, info.IsDir())
			require.NoError(t, fstest.TestFS(p, "a b/Ä.txt", "a b/c/d", "main.js"))
			require.NoError(t, p.Close())
			_, err = p.ReadFile("main.js")
			require.Error(t, err)
		})
	}
}

// TestIDs: the id of a key is as Chromium 156 made it.
func TestIDs(t *testing.T) {
	require.Equal(t, "nkoggioeaiepahlgmljegplciajpapic", app.PathID("/srv/app"))
	require.Equal(t, "hajoiamiieihkcebbobooenpljpcckig", app.KeyID([]byte{0, 0, 0}))

	for name, key := range map[string]string{
		"bare": "AAAA",
		"PEM":  `-----BEGIN PUBLIC KEY-----\nAA\nAA\n-----END PUBLIC KEY-----`,
	} {
		p := open(t, writeFolder(t, goodFiles(files{"manifest.json": with(`"key": "` + key + `"`)})))
		require.Equal(t, "hajoiamiieihkcebbobooenpljpcckig", p.ID, name)
	}
	dir := writeFolder(t, goodFiles(nil))
	require.Equal(t, app.PathID(dir), open(t, dir).ID)
	t.Chdir(filepath.Dir(dir))
	require.Equal(t, app.PathID(dir), open(t, filepath.Base(dir)).ID, "a relative path is made absolute")

	for name, key := range map[string]crypto.Signer{"rsa": rsaKey(), "ecdsa": ecdsaKey()} {
		public := der(t, key)
		sum := sha256.Sum256(public)
		want := ""
		for _, b := range sum[:16] {
			want += string([]byte{'a' + b>>4, 'a' + b&15})
		}
		manifest := with(`"key": "` + base64.StdEncoding.EncodeToString(public) + `"`)
		p := open(t, writeFile(t, "a.crx", crx3(t, zipOf(t, goodFiles(files{"manifest.json": manifest})), key)))
		require.Equal(t, want, p.ID, name)
		require.Empty(t, p.Warnings)
	}

	p := open(t, writeFile(t, "a.crx", crx2(t, rsaKey(), zipOf(t, goodFiles(files{"manifest.json": with(`"key": "AAAA"`)})))))
	require.Equal(t, app.KeyID(der(t, rsaKey())), p.ID)
	require.ErrorContains(t, p.Warnings, "The key is not that of the .crx.")
}

// TestNamesStayInside: whatever the name and the kind of package, nothing
// outside is reached.
func TestNamesStayInside(t *testing.T) {
	dir := writeFolder(t, goodFiles(files{"sub/a": "in", "sub/b": ""}))
	outside := filepath.Join(filepath.Dir(dir), "secret")
	require.NoError(t, os.WriteFile(outside, []byte("secret"), 0o644))
	for link, target := range map[string]string{"out": outside, "out2": "../secret", "up": "..", "in": "sub/a", "loop": "loop", "root": "/"} {
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Skip(err)
		}
	}
	archive := writeFile(t, "a.zip", zipOf(t, goodFiles(files{"sub/a": "in"})))
	for _, path := range []string{dir, archive} {
		p := open(t, path)
		for _, name := range []string{
			"", "/", "..", "../secret", "sub/../../secret", "sub/../main.js", "./main.js", "main.js/", "sub//a", "/main.js", outside,
			`..\secret`, `sub\a`, "C:/x", "c:x", "main.js\x00", "\xff", "out", "out2", "up/secret", "up", "loop", "root", "root/etc/passwd", "missing", "main.js/x",
		} {
			_, err := p.Open(name)
			require.Error(t, err, name)
			_, err = p.ReadFile(name)
			require.Error(t, err, name)
			_, err = p.Stat(name)
			require.Error(t, err, name)
			_, err = p.ReadDir(name)
			require.Error(t, err, name)
			var path *fs.PathError
			require.ErrorAs(t, err, &path, name)
		}
		_, err := p.ReadFile("sub")
		require.EqualError(t, err, "read sub: it is a folder")
	}
	text, err := open(t, dir).ReadFile("in")
	require.NoError(t, err, "a link that stays inside is followed")
	require.Equal(t, "in", string(text))
}

func TestFileName(t *testing.T) {
	const id = "hajoiamiieihkcebbobooenpljpcckig"
	for ref, want := range map[string]string{
		"main.html":                              "main.html",
		"/main.html":                             "main.html",
		"./a/../main.html":                       "main.html",
		"../../main.html":                        "main.html",
		"img/a%20b.png?x#y":                      "img/a b.png",
		"img/a b.png":                            "img/a b.png",
		"/%C3%84":                                "Ä",
		"":                                       ".",
		"chrome-extension://" + id + "/a/b.js#c": "a/b.js",
		"//" + id + "/a":                         "a",
	} {
		name, err := app.FileName(id, ref)
		require.NoError(t, err, ref)
		require.Equal(t, want, name, ref)
	}
	for _, ref := range []string{"http://example.com/a", "//example.com/a", "data:,x", "chrome-extension://other/a", "/%2e%2e/a/..%2f..%2fx", "/a%5cb", "/a%00", "/c:/x", "a//b", "%", "/%ff"} {
		_, err := app.FileName(id, ref)
		require.Error(t, err, ref)
	}
}
