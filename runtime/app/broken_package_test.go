package app_test

import (
	"archive/zip"
	"bytes"
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/runtime/app"
)

// TestBrokenPackages: each is refused with its message, in which PATH stands
// for the path.
func TestBrokenPackages(t *testing.T) {
	good := zipOf(t, goodFiles(nil))
	signed2, signed3 := crx2(t, rsaKey(), good), crx3(t, good, rsaKey())
	changed := func(data []byte, offset int) []byte {
		data = slices.Clone(data)
		data[(len(data)+offset)%len(data)] ^= 1
		return data
	}
	_, edKey, err := ed25519.GenerateKey(rand.Reader)
	require.NoError(t, err)
	signature := "the signature of the .crx is wrong: its content was changed, or it was damaged"
	header := "the header of the .crx is broken"
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"empty file":  {nil, "it is neither a folder with a manifest.json nor a .zip nor a .crx"},
		"a script":    {[]byte("console.log(1)"), "it is neither a folder with a manifest.json nor a .zip nor a .crx"},
		"only PK":     {[]byte("PK"), "it is not a whole zip archive: zip: not a valid zip file"},
		"cut zip":     {good[:len(good)-30], "it is not a whole zip archive: zip: not a valid zip file"},
		"no manifest": {zipOf(t, files{"a.js": ""}), "Manifest file is missing or unreadable"},
		"empty zip":   {zipOf(t, nil), "Manifest file is missing or unreadable"},
		"manifest two levels down": {zipOf(t, files{"a/b/manifest.json": goodManifest}),
			"Manifest file is missing or unreadable"},
		"two top folders":     {zipOf(t, files{"a/manifest.json": goodManifest, "b/x": ""}), "Manifest file is missing or unreadable"},
		"manifest is folder":  {zipOf(t, files{"manifest.json/x": ""}), "Manifest file is missing or unreadable: it is a folder"},
		"large manifest":      {zipOf(t, files{"manifest.json": strings.Repeat(" ", 2<<20+1)}), "Manifest file is missing or unreadable: the file is larger than 2 MiB"},
		"escape":              {zipWith(t, zip.FileHeader{Name: "../x"}, ""), `entry "../x": the name leads out of the package`},
		"hidden escape":       {zipWith(t, zip.FileHeader{Name: "a/../../x"}, ""), `entry "a/../../x": the name leads out of the package`},
		"absolute":            {zipWith(t, zip.FileHeader{Name: "/etc/x"}, ""), `entry "/etc/x": the name leads out of the package`},
		"backslash":           {zipWith(t, zip.FileHeader{Name: `a\b`}, ""), `entry "a\\b": the name has a backslash; folders are separated by "/"`},
		"drive":               {zipWith(t, zip.FileHeader{Name: "C:/x"}, ""), `entry "C:/x": the name begins with a drive letter`},
		"NUL":                 {zipWith(t, zip.FileHeader{Name: "a\x00b"}, ""), `entry "a\x00b": the name has a NUL character`},
		"empty name":          {zipWith(t, zip.FileHeader{Name: "a//b"}, ""), `entry "a//b": it is not the name of a file in the package`},
		"not UTF-8":           {zipWith(t, zip.FileHeader{Name: "\xff"}, ""), `entry "\xff": it is not the name of a file in the package`},
		"long name":           {zipWith(t, zip.FileHeader{Name: strings.Repeat("a", 1025)}, ""), fmt.Sprintf("entry %q: the name is too long or too deep", strings.Repeat("a", 1025))},
		"deep name":           {zipWith(t, zip.FileHeader{Name: strings.Repeat("a/", 64) + "a"}, ""), fmt.Sprintf("entry %q: the name is too long or too deep", strings.Repeat("a/", 64)+"a")},
		"twice":               {zipWith(t, zip.FileHeader{Name: "main.js"}, ""), `entry "main.js": the archive has the name twice`},
		"file and folder":     {zipWith(t, zip.FileHeader{Name: "main.js/x"}, ""), `entry "main.js": it is a file, and a folder with files too`},
		"link":                {zipWith(t, link("l"), "/etc/passwd"), `entry "l": it is a symbolic link or a device`},
		"encrypted":           {encrypted(good), `entry "main.js": it is encrypted`},
		"unknown method":      {otherMethod(good, 12), `entry "main.js": its compression method 12 is unknown; only 0 (stored) and 8 (deflated) are`},
		"large entry":         {claiming(t, "x", 256<<20+1, 100), `entry "x": the file is larger than 256 MiB`},
		"sum too large":       {manyClaiming(t, 5, 250<<20), "the files are larger than 1 GiB together"},
		"overlapping":         {claiming(t, "x", 1<<20, 1<<20), "the entries are larger than the archive, so they overlap"},
		"too many entries":    {manyEntries(t, 1<<16+1), "there are more than 65536 entries"},
		"huge directory":      {manyEntries(t, 1<<18), "there are more than 65536 entries"},
		"manifest is damaged": {damaged(t), "Manifest file is missing or unreadable: zip: checksum error"},

		"crx: only magic":         {[]byte("Cr24"), header},
		"crx: version 1":          {slices.Concat([]byte("Cr24"), words(1, 1, 1), good), "the .crx is of version 1; 2 and 3 are known"},
		"crx2: cut":               {signed2[:100], header},
		"crx2: no key":            {slices.Concat([]byte("Cr24"), words(2, 0, 10), good), header},
		"crx2: huge key":          {slices.Concat([]byte("Cr24"), words(2, -1, -1), good), header},
		"crx2: content changed":   {changed(signed2, -1), signature},
		"crx2: signature changed": {changed(signed2, 16+len(der(t, rsaKey()))+3), signature},
		"crx2: key is no key":     {slices.Concat([]byte("Cr24"), words(2, 3, 3), []byte("keysig"), good), "a key of the .crx is broken"},
		"crx3: cut":               {signed3[:50], header},
		"crx3: content changed":   {changed(signed3, -1), signature},
		"crx3: one proof of two":  {wrongSecond(crx3(t, good, rsaKey(), ecdsaKey())), signature},
		"crx3: another id":        {crx3Of(t, good, make([]byte, 16), rsaKey()), "no key of the .crx belongs to its id"},
		"crx3: no proofs":         {crx3Of(t, good, make([]byte, 16)), "no key of the .crx belongs to its id"},
		"crx3: strange key":       {crx3(t, good, strangeKey{edKey}), "a key of the .crx is of an unknown kind, ed25519.PublicKey"},
		"crx3: header is noise":   {slices.Concat([]byte("Cr24"), words(3, 4), []byte{0xff, 0xff, 0xff, 0xff}, good), header},
		"crx3: length too long":   {slices.Concat([]byte("Cr24"), words(3, 3), []byte{0x12, 0xff, 0x7f}, good), header},
		"crx3: group":             {slices.Concat([]byte("Cr24"), words(3, 1), []byte{0x13}, good), header},
		"crx3: no zip":            {crx3(t, []byte("no zip"), rsaKey()), "it is not a whole zip archive: zip: not a valid zip file"},
		"crx3: top folder":        {crx3(t, zipOf(t, files{"a/manifest.json": goodManifest}), rsaKey()), "Manifest file is missing or unreadable"},
	} {
		t.Run(name, func(t *testing.T) {
			path := writeFile(t, "app", c.data)
			_, err := app.Open(path)
			require.EqualError(t, err, path+": "+c.want)
			var typed *app.PackageError
			require.ErrorAs(t, err, &typed)
		})
	}
}

func TestBrokenFolders(t *testing.T) {
	_, err := app.Open(filepath.Join(t.TempDir(), "missing"))
	require.ErrorIs(t, err, fs.ErrNotExist)
	dir := t.TempDir()
	_, err = app.Open(dir)
	require.EqualError(t, err, dir+": Manifest file is missing or unreadable")
	_, err = app.Open(writeFolder(t, files{"manifest.json/x": ""}))
	require.ErrorContains(t, err, ": Manifest file is missing or unreadable: it is a folder")

	dir = writeFolder(t, goodFiles(nil))
	large := filepath.Join(dir, "large")
	require.NoError(t, os.WriteFile(large, nil, 0o644))
	require.NoError(t, os.Truncate(large, app.MaxFileSize+1))
	_, err = open(t, dir).ReadFile("large")
	require.ErrorIs(t, err, app.ErrFileTooLarge)
}

// TestBombs: what comes out is counted, whatever the headers say.
func TestBombs(t *testing.T) {
	zeros := strings.Repeat("\x00", 64<<20)
	p := open(t, writeFile(t, "a.zip", zipOf(t, goodFiles(files{"zeros": zeros, "few": zeros[:1<<20]}))))
	_, err := p.ReadFile("few")
	require.NoError(t, err)
	_, err = p.ReadFile("zeros")
	require.ErrorIs(t, err, app.ErrRatio)

	p = open(t, writeFile(t, "a.zip", lying(zipOf(t, goodFiles(files{"zeros": zeros[:1<<20]})), 1<<20, 100)))
	data, err := p.ReadFile("zeros")
	require.ErrorIs(t, err, zip.ErrFormat, "it is larger than it says")
	require.Empty(t, data)
}

// strangeKey signs like a key that Chrome does not know.
type strangeKey struct{ ed25519.PrivateKey }

func (k strangeKey) Sign(_ io.Reader, digest []byte, _ crypto.SignerOpts) ([]byte, error) {
	return digest, nil
}

// wrongSecond changes the last byte of the last signature of a .crx.
func wrongSecond(data []byte) []byte {
	data[bytes.Index(data, []byte("verified contents"))-5] ^= 1
	return data
}

func link(name string) zip.FileHeader {
	h := zip.FileHeader{Name: name}
	h.SetMode(fs.ModeSymlink | 0o777)
	return h
}

// directory returns the offset of the entry of a name in a zip's directory.
func directory(data []byte, name string) int {
	return bytes.LastIndex(data, []byte(name)) - 46
}

func encrypted(data []byte) []byte {
	data = slices.Clone(data)
	data[directory(data, "main.js")+8] |= 1
	return data
}

func otherMethod(data []byte, method byte) []byte {
	data = slices.Clone(data)
	data[directory(data, "main.js")+10] = method
	return data
}

// lying has a false size for the entry of the last name.
func lying(data []byte, size, says int) []byte {
	i := bytes.LastIndex(data, words(size))
	return slices.Concat(data[:i], words(says), data[i+4:])
}

// claiming is an entry that says it is larger than it is, unpacked and packed.
func claiming(t testing.TB, name string, unpacked, packed uint64) []byte {
	return rawZip(t, []string{name}, unpacked, packed)
}

func manyClaiming(t testing.TB, count int, unpacked uint64) []byte {
	var names []string
	for i := range count {
		names = append(names, fmt.Sprint(i))
	}
	return rawZip(t, names, unpacked, 10)
}

func rawZip(t testing.TB, names []string, unpacked, packed uint64) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range names {
		f, err := w.CreateRaw(&zip.FileHeader{Name: name, Method: zip.Deflate, CRC32: crc32.ChecksumIEEE(nil), UncompressedSize64: unpacked, CompressedSize64: packed})
		require.NoError(t, err)
		_, err = f.Write([]byte("0123456789"))
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return b.Bytes()
}

func manyEntries(t testing.TB, count int) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := range count {
		_, err := w.CreateHeader(&zip.FileHeader{Name: fmt.Sprintf("a-name-of-thirty-two-bytes-%08d", i)})
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return b.Bytes()
}

// damaged has another byte in the stored manifest.
func damaged(t testing.TB) []byte {
	data := zipEntries(t, []*zip.FileHeader{{Name: "manifest.json"}}, []string{goodManifest})
	i := bytes.Index(data, []byte(`"App"`))
	data[i+1] = 'B'
	return data
}
