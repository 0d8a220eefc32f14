package app_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/runtime/app"
)

// FuzzManifest: whatever the text, there is an answer, every fault has a place
// in the text, and a manifest that is taken has what is required.
func FuzzManifest(f *testing.F) {
	f.Add([]byte(goodManifest))
	f.Add([]byte(with(`"permissions": [{"fileSystem": ["write"]}, "x"], "icons": {"16": "a"}, "externally_connectable": {"ids": ["*"]}, /* c */ "key": "AAAA",`)))
	f.Add([]byte("\ufeff{\"name\": \"a\nb\", \"manifest_version\": 3, \"background\": {\"service_worker\": \"/a.js\", \"type\": \"module\"}} //"))
	f.Add([]byte("{\"a\": \"\\"))
	f.Fuzz(func(t *testing.T, text []byte) {
		m, err := app.ParseManifest("m", text)
		lines := bytes.Count(text, []byte("\n")) + 1
		places := func(faults app.Faults) {
			for _, fault := range faults {
				require.True(t, fault.Line >= 1 && fault.Line <= lines && fault.Column >= 1 && fault.Column <= len(text)+1, fault.Error())
				require.NotEmpty(t, fault.Message)
			}
		}
		var faults app.Faults
		if err != nil {
			require.True(t, errors.As(err, &faults))
			places(faults)
			return
		}
		warnings, err := m.Check(nil)
		places(warnings)
		if err != nil {
			require.True(t, errors.As(err, &faults))
			require.NotEmpty(t, faults)
			places(faults)
			return
		}
		require.NotEmpty(t, m.Name)
		require.NotEmpty(t, m.Version)
		b := m.Background
		require.True(t, len(b.Scripts) > 0 || b.Page != "" || b.ServiceWorker != "")
		for _, name := range append(b.Scripts, b.Page, b.ServiceWorker) {
			require.True(t, name == "" || fs.ValidPath(name), name)
		}
		if m.Sockets != nil {
			require.True(t, json.Valid(m.Sockets.JSON))
		}
	})
}

// FuzzOpen: no file makes Open panic, and what it opens can be read to the end
// and stays in its limits.
func FuzzOpen(f *testing.F) {
	good := zipOf(f, goodFiles(files{"a/b": "x"}))
	f.Add(good)
	f.Add(zipWith(f, zip.FileHeader{Name: "../x"}, "x"))
	f.Add(encrypted(good))
	f.Add(claiming(f, "x", 1<<40, 10))
	f.Add(crx2(f, rsaKey(), good))
	f.Add(crx3(f, good, ecdsaKey(), rsaKey()))
	f.Add([]byte("Cr24\x03\x00\x00\x00\x10\x00\x00\x00"))
	secret := filepath.Join(f.TempDir(), "secret")
	require.NoError(f, os.WriteFile(secret, []byte("secret"), 0o600))
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(t.TempDir(), "app")
		require.NoError(t, os.WriteFile(path, data, 0o600))
		p, err := app.Open(path)
		if err != nil {
			require.NotEmpty(t, err.Error())
			return
		}
		defer p.Close()
		require.Regexp(t, "^[a-p]{32}$", p.ID)
		total := 0
		_ = fs.WalkDir(p, ".", func(name string, d fs.DirEntry, err error) error {
			require.True(t, fs.ValidPath(name), name)
			if err == nil && !d.IsDir() {
				content, _ := p.ReadFile(name)
				total += len(content)
			}
			return nil
		})
		require.LessOrEqual(t, total, app.MaxTotalSize)
		_, err = p.ReadFile(strings.TrimPrefix(secret, "/"))
		require.Error(t, err)
	})
}

// FuzzMessages: a catalog is taken or faulted, and no message makes getMessage
// or Replace fail.
func FuzzMessages(f *testing.F) {
	f.Add([]byte(`{"a": {"message": "$x$ $1 $$", "placeholders": {"X": {"content": "$2"}}}}`), "a $1 __MSG_a__", "v")
	f.Add([]byte(`{"a-b": {}}`), "$$$", "__MSG_")
	f.Fuzz(func(t *testing.T, catalog []byte, text, value string) {
		c, err := app.ParseCatalog("m", catalog)
		if err != nil {
			var faults app.Faults
			require.True(t, errors.As(err, &faults))
			require.NotEmpty(t, faults)
		}
		for name := range c {
			require.Equal(t, strings.ToLower(name), name)
		}
		m := app.NewMessages(map[string]string{"a": text, "b": value})
		require.LessOrEqual(t, len(m.GetMessage("A", value)), len(text)*(len(value)+1))
		replaced, missing := m.Replace(text)
		if utf8.ValidString(text) && utf8.ValidString(value) {
			require.True(t, utf8.ValidString(replaced))
		}
		if !strings.Contains(text, "__MSG_") {
			require.Equal(t, text, replaced)
			require.Empty(t, missing)
		}
	})
}
