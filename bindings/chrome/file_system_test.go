package chrome_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/bindings/api"
	"github.com/sockhost/sockhost/bindings/chrome"
	"github.com/sockhost/sockhost/bindings/web"
	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/files"
	"github.com/sockhost/sockhost/runtime"
)

// entriesApp is an app with a background page and a window.
type entriesApp struct {
	t          *testing.T
	permitted  []string
	background *api.Binder
	platforms  map[*api.Binder]*web.Platform
	lines      []string
}

func (a *entriesApp) Entry(page *api.Binder, i files.Item) goja.Value {
	return a.platforms[page].Entry(i)
}

func (a *entriesApp) Item(page *api.Binder, v goja.Value) (files.Item, bool) {
	return a.platforms[page].Item(v)
}

func (a *entriesApp) Background() *api.Binder { return a.background }

func (a *entriesApp) MayFileSystem(word string) bool { return slices.Contains(a.permitted, word) }

// play runs scripts in the background page and in a window, and returns the
// lines they printed.
func (a *entriesApp) play(opts chrome.FileSystemOptions, background, window string) string {
	a.t.Helper()
	loop, err := eventloop.New(eventloop.WithBackend(eventloop.Portable))
	require.NoError(a.t, err)
	defer loop.Close()
	service := chrome.NewFileSystem(a, opts)
	defer func() { require.NoError(a.t, service.Close()) }()
	a.platforms, a.lines = map[*api.Binder]*web.Platform{}, nil
	packed := files.NewShare(files.ReadOnly(fstest.MapFS{"manifest.json": {}}), ".", "crxfs")
	for i, script := range []string{background, window} {
		rt := runtime.New(loop, runtime.Options{Console: func(_ runtime.Level, text string) { a.lines = append(a.lines, text) }})
		platform := web.Install(rt, web.Options{Origin: "chrome-extension://abc"})
		b := api.NewBinder(rt)
		a.platforms[b] = platform
		if i == 0 {
			a.background = b
		}
		detach := service.Attach(b)
		defer func() { detach(); platform.Close(); rt.Close() }()
		rt.VM().Set("print", func(text string) { a.lines = append(a.lines, text) })
		rt.VM().Set("dir", platform.Entry(files.Item{Share: packed, Name: ".", Dir: true}))
		require.NoError(a.t, rt.RunScript("test.js", serviceHelpers+fileSystemHelpers+script))
	}
	require.NoError(a.t, loop.Run())
	return strings.Join(a.lines, "\n")
}

// fileSystemHelpers: shown is told for entries, then goes on with the first.
const fileSystemHelpers = `
var F = chrome.fileSystem;
function shown(name, next) {
	return function (v) {
		var error = chrome.runtime.lastError;
		var one = function (e) { return e && e.fullPath ? e.fullPath + (e.isDirectory ? '/' : '') : e; };
		say(name, arguments.length, Array.isArray(v) ? v.map(one).join() : v === undefined ? '' : one(v), error ? error.message : 'ok');
		if (next && !error) next(v);
	};
}
`

var allOfFileSystem = []string{"write", "directory", "retainEntries"}

// The texts were recorded of Chromium 156.
func TestFileSystemArguments(t *testing.T) {
	a := &entriesApp{t: t, permitted: allOfFileSystem}
	require.Equal(t, outdent(`
		["onVolumeListChanged","chooseEntry","getDisplayPath","getVolumeList","getWritableEntry","isRestorable","isWritableEntry","requestFileSystem","restoreEntry","retainEntry","ChooseEntryType","getWritableFileEntry","isWritableFileEntry","chooseFile"]
		{"OPEN_DIRECTORY":"openDirectory","OPEN_FILE":"openFile","OPEN_WRITABLE_FILE":"openWritableFile","SAVE_FILE":"saveFile"}
		TypeError: Error in invocation of fileSystem.getDisplayPath(Entry entry, optional function callback): No matching signature.
		TypeError: Error in invocation of fileSystem.getDisplayPath(Entry entry, optional function callback): Error at parameter 'entry': Value must be an instance of Entry.
		TypeError: Error in invocation of fileSystem.getWritableEntry(Entry entry, function callback): Error at parameter 'entry': Value must be an instance of Entry.
		TypeError: Error in invocation of fileSystem.isWritableEntry(Entry entry, optional function callback): Error at parameter 'entry': Value must be an instance of Entry.
		TypeError: Error in invocation of fileSystem.retainEntry(Entry entry): Error at parameter 'entry': Value must be an instance of Entry.
		TypeError: Error in invocation of fileSystem.chooseEntry(optional fileSystem.ChooseEntryOptions options, function callback): No matching signature.
		TypeError: Error in invocation of fileSystem.chooseEntry(optional fileSystem.ChooseEntryOptions options, function callback): Error at parameter 'options': Error at property 'type': Value must be one of openDirectory, openFile, openWritableFile, saveFile.
		TypeError: Error in invocation of fileSystem.chooseEntry(optional fileSystem.ChooseEntryOptions options, function callback): Error at parameter 'options': Error at property 'accepts': Error at index 0: Error at property 'extensions': Error at index 0: Invalid type: expected string, found integer.
		TypeError: Error in invocation of fileSystem.chooseEntry(optional fileSystem.ChooseEntryOptions options, function callback): Error at parameter 'options': Unexpected property: 'bogus'.
		TypeError: Error in invocation of fileSystem.restoreEntry(string id, function callback): No matching signature.
		TypeError: Error in invocation of fileSystem.requestFileSystem(fileSystem.RequestFileSystemOptions options, optional function callback): Error at parameter 'options': Missing required property 'volumeId'.
		chooseEntry [] Invalid calling page. This function can't be called from a background page.
		restoreEntry [] Unknown id
		isRestorable [false] ok
		getVolumeList [] Operation not supported on the current platform.
		requestFileSystem [null] Operation not supported on the current platform.
		getDisplayPath [] Invalid parameters
		isWritableEntry [false] ok
		getWritableEntry [] Invalid parameters`), a.play(chrome.FileSystemOptions{}, `
		say(Object.keys(F)); say(F.ChooseEntryType);
		[['getDisplayPath', []], ['getDisplayPath', [{}]], ['getWritableEntry', [{bogus: 1}, told()]], ['isWritableEntry', [{}]], ['retainEntry', [{}]],
			['chooseEntry', [{}]], ['chooseEntry', [{type: 'bogus'}, told()]], ['chooseEntry', [{accepts: [{extensions: [1]}]}, told()]], ['chooseEntry', [{bogus: 1}, told()]],
			['restoreEntry', [1]], ['requestFileSystem', [{}]]].forEach(function (c) { try_(function () { F[c[0]].apply(F, c[1]); }); });
		F.chooseEntry({}, told('chooseEntry'));
		F.restoreEntry('x', told('restoreEntry')); F.isRestorable('x', told('isRestorable'));
		F.getVolumeList(told('getVolumeList')); F.requestFileSystem({volumeId: 'x'}, told('requestFileSystem'));
		F.getDisplayPath(dir, told('getDisplayPath')); F.isWritableEntry(dir, told('isWritableEntry')); F.getWritableEntry(dir, told('getWritableEntry'));
		`, ""))
}

// Without grants, and without permissions, chooseEntry answers as Chromium 156
// did.
func TestChooseEntryPermissions(t *testing.T) {
	const script = `
		[{type: 'openDirectory'}, {type: 'openFile'}, {type: 'saveFile', suggestedName: 'x.txt'}, {type: 'openWritableFile'}, {type: 'openFile', acceptsMultiple: true},
			{type: 'saveFile', acceptsMultiple: true}, {type: 'openDirectory', acceptsMultiple: true}, undefined, null].forEach(function (o) {
				F.chooseEntry(o, function () { say(arguments.length, chrome.runtime.lastError.message); });
		})`
	const cancelled, write, directory, multiple = "0 User cancelled", "0 Operation requires fileSystem.write permission", "0 Operation requires fileSystem.directory permission", "0 acceptsMultiple: true is only supported for 'openFile'"
	for _, c := range []struct {
		permitted []string
		want      []string
	}{
		{nil, []string{directory, cancelled, write, write, cancelled, write, directory, cancelled, cancelled}},
		{[]string{"write"}, []string{directory, cancelled, cancelled, cancelled, cancelled, multiple, directory, cancelled, cancelled}},
		{[]string{"directory"}, []string{cancelled, cancelled, write, write, cancelled, write, multiple, cancelled, cancelled}},
		{allOfFileSystem, []string{cancelled, cancelled, cancelled, cancelled, cancelled, multiple, multiple, cancelled, cancelled}},
	} {
		a := &entriesApp{t: t, permitted: c.permitted}
		got := strings.Split(a.play(chrome.FileSystemOptions{}, "", script), "\n")
		require.ElementsMatch(t, c.want, got)
	}
}

// granted makes two folders and a file to be granted.
func granted(t *testing.T) (dir string, grants []files.Grant) {
	dir = t.TempDir()
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "www", "sub"), 0o755))
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "other"), 0o755))
	for _, name := range []string{"www/a.txt", "www/sub/b.txt", "one.png"} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), []byte(name), 0o644))
	}
	for _, name := range []string{"www", "one.png", "other", "missing"} {
		grants = append(grants, files.Grant{Name: name, Path: filepath.Join(dir, name)})
	}
	return dir, grants
}

func TestChooseEntry(t *testing.T) {
	dir, grants := granted(t)
	a := &entriesApp{t: t, permitted: allOfFileSystem}
	require.Equal(t, outdent(`
		folder 1 /www/ ok
		writable [true] ok
		file 1 /one.png ok
		read-only [false] ok
		write SecurityError
		getWritableEntry 1 /one.png ok
		writable [true] ok
		save 1 /new.txt ok
		saved 5
		again 1 /a.txt ok
		folder 1 /other/ ok
		folder 0  User cancelled
		several 0  User cancelled
		chrome.fileSystem.chooseFile is deprecated
		Please use chrome.fileSystem.chooseEntry instead
		old 1 /a.txt ok`), a.play(chrome.FileSystemOptions{Grants: grants}, "", `
		var write = function (entry, text, done) { entry.createWriter(function (w) { w.onwriteend = function () { done(w); }; w.write(new Blob([text])); }); };
		F.chooseEntry({type: 'openDirectory'}, shown('folder', function (www) {
			F.isWritableEntry(www, told('writable'));
			F.chooseEntry({type: 'openFile', acceptsAllTypes: false, accepts: [{extensions: ['png']}]}, shown('file', function (one) {
				F.isWritableEntry(one, told('read-only'));
				write(one, 'x', function (w) {
					say('write', w.error.name);
					F.getWritableEntry(one, shown('getWritableEntry', function (one) {
						F.isWritableEntry(one, told('writable'));
						F.chooseEntry({type: 'saveFile', suggestedName: 'new.txt'}, shown('save', function (entry) {
							write(entry, 'saved', function (w) {
								say('saved', w.length);
								F.chooseEntry({suggestedName: 'a.txt'}, shown('again', function () {
									F.chooseEntry({type: 'openDirectory'}, shown('folder', function () {
										F.chooseEntry({type: 'openDirectory'}, shown('folder'));
										F.chooseEntry({acceptsMultiple: true}, function () {
											shown('several')();
											F.chooseFile({suggestedName: 'a.txt'}, shown('old'));
										});
									}));
								}));
							});
						}));
					}));
				});
			}));
		}));`))
	text, err := os.ReadFile(filepath.Join(dir, "www", "new.txt"))
	require.NoError(t, err)
	require.Equal(t, "saved", string(text))
}

func TestChooseSeveral(t *testing.T) {
	_, grants := granted(t)
	a := &entriesApp{t: t}
	grants = append(grants, files.Grant{Name: "a", Path: filepath.Join(grants[0].Path, "a.txt")})
	require.Equal(t, "several 1 /one.png,/a.txt ok", a.play(chrome.FileSystemOptions{Grants: grants}, "", `F.chooseEntry({acceptsMultiple: true}, shown('several'))`))
}

func TestDisplayPath(t *testing.T) {
	dir, grants := granted(t)
	t.Setenv("HOME", dir)
	t.Setenv("USERPROFILE", dir)
	a := &entriesApp{t: t, permitted: allOfFileSystem}
	sep := string(filepath.Separator)
	require.Equal(t, outdent(`
		folder 1 /www/ ok
		file 1 /www/sub/b.txt ok
		path ["~`+strings.ReplaceAll(sep+"www"+sep+"sub"+sep+"b.txt", `\`, `\\`)+`"] ok`), a.play(chrome.FileSystemOptions{Grants: grants}, "", `
		F.chooseEntry({type: 'openDirectory'}, shown('folder', function (www) {
			www.getFile('sub/b.txt', {}, shown('file', function (b) { F.getDisplayPath(b, told('path')); }));
		}))`))
}

// memory is a store of files.
type memory map[string][]byte

func (m memory) ReadFile(name string) ([]byte, error) {
	if data, ok := m[name]; ok {
		return data, nil
	}
	return nil, fs.ErrNotExist
}

func (m memory) WriteFile(name string, data []byte) error {
	m[name] = data
	return nil
}

func TestRestoreEntry(t *testing.T) {
	dir, grants := granted(t)
	store := memory{}
	a := &entriesApp{t: t, permitted: allOfFileSystem}
	a.play(chrome.FileSystemOptions{Grants: grants, Store: store}, "", `
		F.chooseEntry({type: 'openDirectory'}, function (www) { print(F.retainEntry(www)); www.getFile('sub/b.txt', {}, function (b) {
			print(F.retainEntry(b)); print(F.retainEntry(dir));
			F.restoreEntry(F.retainEntry(dir), shown('package'));
			F.restoreEntry(F.retainEntry(b), shown('file'));
		}); });`)
	require.Len(t, a.lines, 5)
	folder, file, packed := a.lines[0], a.lines[1], a.lines[2]
	require.Regexp(t, `^[0-9A-F]{32}:www$`, folder)
	require.Equal(t, folder+"/sub/b.txt", file)
	require.Regexp(t, `^[0-9A-F]{32}:crxfs$`, packed)
	require.Equal(t, []string{"package 1 /crxfs/ ok", "file 1 /www/sub/b.txt ok"}, a.lines[3:])

	restore := `
		var ids = ['` + folder + `', '` + file + `', '` + packed + `'];
		(function next(i) {
			if (i < 3) F.isRestorable(ids[i], function (yes) { say(yes); F.restoreEntry(ids[i], function (e) { shown('restored')(e); next(i + 1); }); });
		})(0);`
	// The next time nothing is granted, and yet the app has it again.
	require.Equal(t, outdent(`
		true
		restored 1 /www/ ok
		true
		restored 1 /www/sub/b.txt ok
		false
		restored 1  Unknown id`), strings.ReplaceAll(a.play(chrome.FileSystemOptions{Store: store}, restore, ""), "restored 0", "restored 1"))
	require.NoError(t, os.RemoveAll(filepath.Join(dir, "www", "sub")))
	require.Contains(t, a.play(chrome.FileSystemOptions{Store: store}, restore, ""), "Error getting fileEntry, code: 8")

	// Without the permission nothing is kept.
	a.permitted, store = []string{"directory"}, memory{}
	a.play(chrome.FileSystemOptions{Grants: grants, Store: store}, "", `F.chooseEntry({type: 'openDirectory'}, function (e) { F.restoreEntry(F.retainEntry(e), shown('restored')); })`)
	require.Equal(t, []string{"restored 1 /www/ ok"}, a.lines)
	require.Empty(t, store)
}
