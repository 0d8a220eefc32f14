package app_test

import (
	"archive/zip"
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/x509"
	"encoding/binary"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/runtime/app"
)

// goodManifest is a manifest without fault, for a package with main.js.
const goodManifest = `{"manifest_version": 2, "name": "App", "version": "1.0", "app": {"background": {"scripts": ["main.js"]}}}`

// with is a manifest with more members.
func with(members string) string {
	return goodManifest[:len(goodManifest)-1] + ", " + members + "}"
}

type files map[string]string

// goodFiles are a package without fault, and more.
func goodFiles(more files) files {
	all := files{"manifest.json": goodManifest, "main.js": "1"}
	maps.Copy(all, more)
	return all
}

// writeFolder makes a folder with files, whose names may have folders.
func writeFolder(t testing.TB, all files) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range all {
		path := filepath.Join(dir, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	}
	return dir
}

func zipOf(t testing.TB, all files) []byte {
	t.Helper()
	var headers []*zip.FileHeader
	var texts []string
	for _, name := range slices.Sorted(maps.Keys(all)) {
		headers = append(headers, &zip.FileHeader{Name: name, Method: zip.Deflate})
		texts = append(texts, all[name])
	}
	return zipEntries(t, headers, texts)
}

func zipEntries(t testing.TB, headers []*zip.FileHeader, texts []string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i, header := range headers {
		f, err := w.CreateHeader(header)
		require.NoError(t, err)
		if len(texts[i]) > 0 {
			_, err = f.Write([]byte(texts[i]))
			require.NoError(t, err)
		}
	}
	require.NoError(t, w.Close())
	return b.Bytes()
}

// zipWith is a good package with one more entry.
func zipWith(t testing.TB, header zip.FileHeader, text string) []byte {
	return zipEntries(t,
		[]*zip.FileHeader{{Name: "manifest.json"}, {Name: "main.js"}, &header},
		[]string{goodManifest, "1", text})
}

func writeFile(t testing.TB, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, data, 0o644))
	return path
}

func open(t testing.TB, path string) *app.Package {
	t.Helper()
	p, err := app.Open(path)
	require.NoError(t, err)
	t.Cleanup(func() { p.Close() })
	return p
}

var rsaKey = sync.OnceValue(func() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 1024) // as Chrome made them for years
	if err != nil {
		panic(err)
	}
	return key
})

var ecdsaKey = sync.OnceValue(func() *ecdsa.PrivateKey {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err)
	}
	return key
})

func der(t testing.TB, key crypto.Signer) []byte {
	t.Helper()
	b, err := x509.MarshalPKIXPublicKey(key.Public())
	require.NoError(t, err)
	return b
}

func sign(t testing.TB, key crypto.Signer, hash crypto.Hash, digest []byte) []byte {
	t.Helper()
	signature, err := key.Sign(rand.Reader, digest, hash)
	require.NoError(t, err)
	return signature
}

func words(all ...int) (b []byte) {
	for _, w := range all {
		b = binary.LittleEndian.AppendUint32(b, uint32(w))
	}
	return b
}

func crx2(t testing.TB, key crypto.Signer, archive []byte) []byte {
	digest := sha1.Sum(archive)
	public, signature := der(t, key), sign(t, key, crypto.SHA1, digest[:])
	return slices.Concat([]byte("Cr24"), words(2, len(public), len(signature)), public, signature, archive)
}

// field is a field of a protobuf message that has bytes.
func field(number int, value []byte) []byte {
	b := binary.AppendUvarint(nil, uint64(number)<<3|2)
	b = binary.AppendUvarint(b, uint64(len(value)))
	return append(b, value...)
}

// crx3 is signed by all keys, and the id is that of the first one.
func crx3(t testing.TB, archive []byte, keys ...crypto.Signer) []byte {
	id := sha256.Sum256(der(t, keys[0]))
	return crx3Of(t, archive, id[:16], keys...)
}

func crx3Of(t testing.TB, archive, id []byte, keys ...crypto.Signer) []byte {
	signed := field(1, id)
	digest := sha256.Sum256(slices.Concat([]byte("CRX3 SignedData\x00"), words(len(signed)), signed, archive))
	var header []byte
	for _, key := range keys {
		number := 2
		if _, ok := key.(*ecdsa.PrivateKey); ok {
			number = 3
		}
		header = append(header, field(number, slices.Concat(field(1, der(t, key)), field(2, sign(t, key, crypto.SHA256, digest[:]))))...)
	}
	// A number and a field that nobody here knows stand between.
	header = slices.Concat(header, []byte{7 << 3, 5}, field(4, []byte("verified contents")), field(10000, signed))
	return slices.Concat([]byte("Cr24"), words(3, len(header)), header, archive)
}

// readAll reads every file of a package and returns their names.
func readAll(t testing.TB, p *app.Package) (names []string) {
	t.Helper()
	require.NoError(t, fs.WalkDir(p, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		names = append(names, name)
		_, err = p.ReadFile(name)
		return err
	}))
	return names
}
