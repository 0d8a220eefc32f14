package storage_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/storage"
)

// post is for stores that have nothing to answer.
func post(func()) {}

func child(t *testing.T, what, folder string) (*exec.Cmd, *bufio.Scanner, io.Closer) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, os.Args[0])
	cmd.Env = append(os.Environ(), what+"="+folder)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	in, err := cmd.StdinPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	return cmd, bufio.NewScanner(out), in
}

// TestKilled: whatever was answered is there after a kill, and of every write
// all or nothing.
func TestKilled(t *testing.T) {
	writes := 0
	for round := 0; writes < 200; round++ {
		folder := t.TempDir()
		cmd, lines, _ := child(t, writerChild, folder)
		acknowledged := map[string]bool{}
		kill := 1 + rand.IntN(60)
		for lines.Scan() {
			acknowledged[lines.Text()] = true
			if len(acknowledged) == kill {
				require.NoError(t, cmd.Process.Kill())
			}
		}
		require.Error(t, cmd.Wait(), "it was killed")
		require.GreaterOrEqual(t, len(acknowledged), kill)
		writes += len(acknowledged)

		c := open(t, storage.Options{Dir: folder})
		found, last := map[string]string{}, ""
		for _, item := range c.get(c.store.Local) {
			if item.Key == "last" {
				last = item.Value
			} else {
				found[item.Key] = item.Value
			}
		}
		for n := range acknowledged {
			require.Equal(t, n, found["n"+n], "round %d: an answered write is lost", round)
		}
		require.Equal(t, fmt.Sprint(len(found)), last, "round %d: a write is there in part, or one before it is not", round)
	}
}

func TestInUse(t *testing.T) {
	folder := t.TempDir()
	cmd, lines, in := child(t, openerChild, folder)
	require.True(t, lines.Scan())
	_, err := storage.Open(storage.Options{Post: post, Dir: folder})
	require.ErrorIs(t, err, storage.ErrInUse)
	require.EqualError(t, err, "the data folder "+folder+" is in use: another sockhost uses it; end that one, or choose another folder")
	require.NoError(t, in.Close())
	require.NoError(t, cmd.Wait())
	open(t, storage.Options{Dir: folder})
}

// TestDamaged breaks a file in several ways. It must stay as it is, and opening it
// must say so.
func TestDamaged(t *testing.T) {
	whole := func(t *testing.T) (folder, path string, content []byte) {
		folder = t.TempDir()
		c := open(t, storage.Options{Dir: folder})
		for i := range 40 {
			_, err := c.set(c.store.Local, storage.Item{Key: fmt.Sprint(i), Value: text(2000)})
			require.NoError(t, err)
		}
		require.NoError(t, c.store.Close())
		path = filepath.Join(folder, storage.FileName)
		content, err := os.ReadFile(path)
		require.NoError(t, err)
		return folder, path, content
	}
	for name, damage := range map[string]func([]byte) []byte{
		"text":              func([]byte) []byte { return []byte("hello, I am no database\n") },
		"zeros":             func(p []byte) []byte { return make([]byte, len(p)) },
		"truncated":         func(p []byte) []byte { return p[:2*os.Getpagesize()] },
		"headless":          func(p []byte) []byte { return append(make([]byte, 2*os.Getpagesize()), p[2*os.Getpagesize():]...) },
		"a page is missing": func(p []byte) []byte { return p[:len(p)-os.Getpagesize()*len(p)/os.Getpagesize()/3] },
		"no JSON":           func(p []byte) []byte { return bytes.ReplaceAll(p, []byte(`"xxx`), []byte(`xxxx`)) },
		"noise": func(p []byte) []byte {
			r := rand.New(rand.NewPCG(1, 2))
			for i := 2 * os.Getpagesize(); i < len(p); i++ {
				p[i] = byte(r.Uint32())
			}
			return p
		},
	} {
		t.Run(name, func(t *testing.T) {
			folder, path, content := whole(t)
			content = damage(content)
			require.NoError(t, os.WriteFile(path, content, 0o600))
			_, err := storage.Open(storage.Options{Post: post, Dir: folder})
			require.ErrorIs(t, err, storage.ErrDamaged)
			require.Contains(t, err.Error(), "the storage file "+path+" is damaged")
			require.Contains(t, err.Error(), "move it away to start with an empty storage")
			after, err := os.ReadFile(path)
			require.NoError(t, err)
			require.Equal(t, content, after, "the file has been changed")
		})
	}
}
