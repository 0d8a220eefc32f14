package chromeapp_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/chromeapp"
)

// keeper appends to a file of each of its file systems, and prints it.
const keeper = `
	function keep(type, text, done) {
		webkitRequestFileSystem(type, 1024, function (fs) {
			fs.root.getFile('kept.txt', {create: true}, function (entry) {
				entry.createWriter(function (writer) {
					writer.onwriteend = function () {
						entry.file(function (file) {
							var reader = new FileReader();
							reader.onload = function () { console.log(fs.name.split(':')[1], reader.result); done(); };
							reader.readAsText(file);
						});
					};
					writer.seek(writer.length);
					writer.write(new Blob([text]));
				});
			});
		}, function (e) { console.log(e.name); });
	}
	keep(TEMPORARY, 'a', function () { keep(PERSISTENT, 'b', function () {}); });`

// TestFileSystems: the files of an app are kept in its data folder.
func TestFileSystems(t *testing.T) {
	data := t.TempDir()
	in := func(o *chromeapp.Options) { o.DataDir = data }
	require.Equal(t, []string{"Temporary a", "Persistent b"}, play(t, background(keeper), in))
	require.Equal(t, []string{"Temporary aa", "Persistent bb"}, play(t, background(keeper), in))
	text, err := os.ReadFile(filepath.Join(data, "filesystem", "persistent", "kept.txt"))
	require.NoError(t, err)
	require.Equal(t, "bb", string(text))
}

// TestFileSystemsWithoutData: nothing is left of them.
func TestFileSystemsWithoutData(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	for range 2 {
		require.Equal(t, []string{"Temporary a", "Persistent b"}, play(t, background(keeper)))
	}
	left, err := filepath.Glob(filepath.Join(temp, "sockhost-*"))
	require.NoError(t, err)
	require.Empty(t, left)
}
