package app_test

import (
	"bufio"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/runtime/app"
)

func openData(t testing.TB, dir string) *app.Data {
	t.Helper()
	d, err := app.OpenData(dir)
	require.NoError(t, err)
	t.Cleanup(func() { d.Close() })
	return d
}

func TestDefaultDataDir(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the folder is another one here; TestUserDataDir has them all")
	}
	t.Setenv("HOME", "/home/u")
	t.Setenv("XDG_DATA_HOME", "")
	dir, err := app.DefaultDataDir("abc")
	require.NoError(t, err)
	require.Equal(t, "/home/u/.local/share/sockhost/abc", dir)
}

func TestUserDataDir(t *testing.T) {
	for _, c := range []struct {
		goos string
		env  map[string]string
		want string
	}{
		{"linux", map[string]string{"HOME": "/h"}, "/h/.local/share"},
		{"freebsd", map[string]string{"HOME": "/h", "XDG_DATA_HOME": "/x"}, "/x"},
		{"linux", map[string]string{"HOME": "/h", "XDG_DATA_HOME": "x"}, "/h/.local/share"},
		{"linux", nil, ""},
		{"darwin", map[string]string{"HOME": "/h"}, "/h/Library/Application Support"},
		{"darwin", nil, ""},
		{"windows", map[string]string{"LocalAppData": `C:\u`}, `C:\u`},
		{"windows", map[string]string{"HOME": "/h"}, ""},
	} {
		dir, err := app.UserDataDir(c.goos, func(name string) string { return c.env[name] })
		if c.want == "" {
			require.ErrorContains(t, err, "defined")
			continue
		}
		require.NoError(t, err)
		require.Equal(t, c.want, filepath.ToSlash(dir))
	}
}

func TestDataFiles(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "b")
	d := openData(t, dir)
	require.Equal(t, dir, d.Path)
	_, err := d.ReadFile("storage/local.json")
	require.ErrorIs(t, err, fs.ErrNotExist)
	for _, text := range []string{"one, and long", "two", ""} {
		require.NoError(t, d.WriteFile("storage/local.json", []byte(text)))
		got, err := d.ReadFile("storage/local.json")
		require.NoError(t, err)
		require.Equal(t, text, string(got))
	}
	names, err := filepath.Glob(filepath.Join(dir, "storage", "*"))
	require.NoError(t, err)
	require.Equal(t, []string{filepath.Join(dir, "storage", "local.json")}, names, "nothing temporary is left")
	require.NoError(t, d.Remove("storage/local.json"))
	require.NoError(t, d.Remove("storage/local.json"))
	for _, name := range []string{"", ".", "..", "../x", "/x", "a/../../x", "lock"} {
		require.Error(t, d.WriteFile(name, nil), name)
	}
	_, err = d.ReadFile("../../x")
	require.Error(t, err)
	require.Error(t, d.WriteFile("storage", nil), "it is a folder")
}

func TestInstalledRecord(t *testing.T) {
	dir := t.TempDir()
	d := openData(t, dir)
	version, err := d.Installed()
	require.NoError(t, err)
	require.Empty(t, version)
	require.NoError(t, d.SetInstalled("1.2"))
	require.NoError(t, d.Close())
	d = openData(t, dir)
	version, err = d.Installed()
	require.NoError(t, err)
	require.Equal(t, "1.2", version)
	require.NoError(t, d.WriteFile("installed.json", []byte("{")))
	_, err = d.Installed()
	require.ErrorContains(t, err, "installed.json: unexpected end of JSON input")
}

func TestOneAtATime(t *testing.T) {
	dir := t.TempDir()
	d := openData(t, dir)
	_, err := app.OpenData(dir)
	require.ErrorIs(t, err, app.ErrInUse)
	require.EqualError(t, err, dir+": the data folder is in use by another process")
	require.NoError(t, d.Close())
	openData(t, dir)
}

const holder = "SOCKHOST_TEST_HOLD"

// TestDeadProcess: the folder of a process that was killed is free.
func TestDeadProcess(t *testing.T) {
	if dir := os.Getenv(holder); dir != "" {
		openData(t, dir)
		os.Stderr.WriteString("held\n")
		select {}
	}
	dir := t.TempDir()
	c := exec.Command(os.Args[0], "-test.run=^TestDeadProcess$")
	c.Env = append(os.Environ(), holder+"="+dir)
	out, err := c.StderrPipe()
	require.NoError(t, err)
	require.NoError(t, c.Start())
	defer c.Process.Kill()
	line, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)
	require.Equal(t, "held\n", line)
	_, err = app.OpenData(dir)
	require.ErrorIs(t, err, app.ErrInUse)
	require.NoError(t, c.Process.Kill())
	require.Error(t, c.Wait())
	openData(t, dir)
}
