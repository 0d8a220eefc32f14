package web_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/bindings/web"
	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/files"
)

// entryHelpers make promises of operations on entries. say prints the outcome
// of one.
const entryHelpers = `
	var ask = (o, operation, ...args) => new Promise((resolve, reject) => o[operation](...args, resolve, reject))
	var say = (o, operation, ...args) => ask(o, operation, ...args).then(
		v => console.log(v && v.fullPath || String(v)),
		e => console.log(e.name + (e instanceof DOMException ? '' : '!')))
	var texts = async entry => (await ask(entry, 'file')).text()
	var events = w => { var seen = []; for (let t of ['writestart', 'progress', 'write', 'abort', 'error', 'writeend'])
		w['on' + t] = e => seen.push(t + ' ' + [w.readyState, w.position, w.length, e.loaded, e.total, w.error && w.error.name]); return seen }
	var written = w => new Promise(done => w.addEventListener('writeend', () => setTimeout(done)))
`

// entries runs a script over a file system whose entry is the global dir, and
// returns what it prints. body is that of an async function.
func entries(t testing.TB, share *files.Share, body string) []string {
	t.Helper()
	p := newPageWith(t, eventloop.Portable, web.Options{Origin: "chrome-extension://abc"})
	require.NoError(t, p.VM().Set("dir", p.platform.Entry(files.Item{Share: share, Name: ".", Dir: true})))
	return p.run(t, entryHelpers+";(async () => {"+body+"})().catch(e => console.log('failed', e))")
}

// packaged is the package folder of an app.
func packaged() *files.Share {
	at := time.UnixMilli(1e12)
	return files.NewShare(files.ReadOnly(fstest.MapFS{
		"manifest.json": {Data: []byte(`{"name": "x"}`), ModTime: at},
		"www/a.txt":     {Data: []byte("hello"), ModTime: at},
		"www/b/c.html":  {Data: []byte("<p>"), ModTime: at},
	}), ".", "crxfs")
}

// folder is a folder that the app may change.
func folder(t testing.TB) (*files.Share, string) {
	dir := t.TempDir()
	tree, err := files.OpenFolder(dir, true)
	require.NoError(t, err)
	t.Cleanup(func() { tree.Close() })
	return files.NewShare(tree, ".", "granted"), dir
}

// What the package folder answers is what Chromium 156 answered.
func TestPackageEntries(t *testing.T) {
	for _, c := range []struct{ script, want string }{
		{`console.log(String(dir), dir.isFile, dir.isDirectory, dir.name, dir.fullPath, dir.toURL() === '')`, "[object DirectoryEntry] false true crxfs /crxfs true"},
		{`console.log(Object.keys(dir).length, dir.constructor === Object, typeof DirectoryEntry, typeof FileSystemDirectoryEntry)`, "0 true undefined undefined"},
		{`var p = Object.getPrototypeOf(dir); console.log(Object.keys(p).join(), Object.keys(Object.getPrototypeOf(p)).join())`,
			"createReader,getDirectory,getFile,removeRecursively isFile,isDirectory,name,fullPath,filesystem,copyTo,getMetadata,getParent,moveTo,remove,toURL"},
		{`console.log(dir.getFile.length, dir.getParent.length, dir.moveTo.length, dir.createReader.length)`, "1 0 1 0"},
		{`console.log(/^chrome-extension_abc_0:Isolated_[0-9A-F]{32}$/.test(dir.filesystem.name), String(dir.filesystem), dir.filesystem === dir.filesystem)`, "true [object DOMFileSystem] true"},
		{`console.log(dir.filesystem.root.fullPath, JSON.stringify(dir.filesystem.root.name), dir.filesystem.root === dir)`, `/ "" false`},
		{`await say(dir, 'getFile', 'manifest.json', {})`, "/crxfs/manifest.json"},
		{`await say(dir, 'getFile', ['www/a.txt'], undefined)`, "/crxfs/www/a.txt"},
		{`await say(dir, 'getFile', 'www/./b/../a.txt', null)`, "/crxfs/www/a.txt"},
		{`await say(dir, 'getFile', '/crxfs/www/a.txt', null)`, "/crxfs/www/a.txt"},
		{`await say(dir, 'getFile', 'manifest.json/', null)`, "/crxfs/manifest.json"},
		{`await say(dir, 'getDirectory', '', null)`, "/crxfs"},
		{`await say(dir, 'getDirectory', 'www/b', null)`, "/crxfs/www/b"},
		{`await say(dir, 'getFile', 'nope', null)`, "NotFoundError"},
		{`await say(dir, 'getFile', 'manifest.json/x', null)`, "NotFoundError"},
		{`await say(dir, 'getFile', 'a\\b', null)`, "NotFoundError"},
		{`await say(dir, 'getFile', 'a\0b', null)`, "NotFoundError"},
		{`await say(dir, 'getFile', 'www', null)`, "TypeMismatchError"},
		{`await say(dir, 'getFile', '', null)`, "TypeMismatchError"},
		{`await say(dir, 'getDirectory', './manifest.json', null)`, "TypeMismatchError"},
		{`await say(dir, 'getFile', '/manifest.json', null)`, "EncodingError"},
		{`await say(dir, 'getFile', '../../etc/passwd', null)`, "EncodingError"},
		{`await say(dir, 'getDirectory', '/', null)`, "NoModificationAllowedError"},
		{`await say(dir, 'getParent')`, "NoModificationAllowedError"},
		{`await say(dir, 'getFile', 'new', {create: true})`, "SecurityError"},
		{`await say(dir, 'getFile', 'manifest.json', {create: true, exclusive: true})`, "SecurityError"},
		{`await say(dir, 'getDirectory', 'new', {create: true})`, "SecurityError"},
		{`await say(dir, 'remove')`, "SecurityError"},
		{`await say(dir, 'removeRecursively')`, "SecurityError"},
		{`var f = await ask(dir, 'getFile', 'www/a.txt', {}); await say(f, 'remove'); await say(f, 'moveTo', dir, 'x'); await say(f, 'copyTo', dir, 'x'); await say(f, 'getParent')`,
			"SecurityError\nSecurityError\nSecurityError\n/crxfs/www"},
		{`var f = await ask(dir, 'getFile', 'www/a.txt', {}); var b = await ask(f, 'file'); console.log(String(f), String(b), b.name, b.size, b.type, b.lastModified, await b.text())`,
			"[object FileEntry] [object File] a.txt 5 text/plain 1000000000000 hello"},
		{`var m = await ask(await ask(dir, 'getFile', 'www/a.txt', {}), 'getMetadata'); console.log(String(m), m.size, m.modificationTime.getTime())`, "[object Metadata] 5 1000000000000"},
		{`console.log((await ask(dir, 'getMetadata')).modificationTime instanceof Date)`, "true"},
		{`var w = await ask(await ask(dir, 'getFile', 'www/a.txt', {}), 'createWriter'); var seen = events(w); w.write(new Blob(['x'])); await written(w); console.log(seen.join('; '))`,
			"writestart 1,0,5,0,1,; error 2,0,5,0,1,SecurityError; writeend 2,0,5,0,1,SecurityError"},
		{`var r = dir.createReader(); console.log(String(r)); for (var i = 0; i < 3; i++) { var l = await ask(r, 'readEntries'); console.log(Array.isArray(l), l.map(e => e.fullPath + ' ' + e.isDirectory)) }`,
			"[object DirectoryReader]\ntrue [ '/crxfs/manifest.json false', '/crxfs/www true' ]\ntrue []\ntrue []"},
	} {
		t.Run(c.script, func(t *testing.T) { require.Equal(t, c.want, strings.Join(entries(t, packaged(), c.script), "\n")) })
	}
}

// A File is of what was there when it was asked for; what would not fit in
// memory cannot be read.
func TestFileOfEntry(t *testing.T) {
	share, dir := folder(t)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "empty"), nil, 0o644))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "huge.JPG"), nil, 0o644))
	require.NoError(t, os.Truncate(filepath.Join(dir, "huge.JPG"), 1<<40))
	require.Equal(t, []string{"0 ''", "NotReadableError", "Object [FileEntry] {\n  isFile: true,\n  isDirectory: false,\n  name: 'huge.JPG',\n  fullPath: '/granted/huge.JPG'\n}"}, entries(t, share, `
		var f = await ask(await ask(dir, 'getFile', 'empty', {}), 'file')
		console.log(f.size + " '" + f.type + "'")
		var huge = await ask(dir, 'getFile', 'huge.JPG', {})
		await say(huge, 'file')
		console.log(huge)`))
}

// Wrong arguments throw; the messages are Chromium's.
func TestEntryArguments(t *testing.T) {
	for _, c := range []struct{ script, want string }{
		{`dir.getFile()`, "Failed to execute 'getFile' on 'DirectoryEntry': 1 argument required, but only 0 present."},
		{`dir.getFile('x', 1)`, "Failed to execute 'getFile' on 'DirectoryEntry': The provided value is not of type 'FileSystemFlags'."},
		{`dir.getFile('x', {}, 1)`, "Failed to execute 'getFile' on 'DirectoryEntry': parameter 3 is not of type 'Object'."},
		{`dir.getFile('x', {}, () => {}, 1)`, "Failed to execute 'getFile' on 'DirectoryEntry': parameter 4 is not of type 'Object'."},
		{`dir.getFile(Symbol())`, "Failed to execute 'getFile' on 'DirectoryEntry': Cannot convert a Symbol value to a string"},
		{`dir.removeRecursively()`, "Failed to execute 'removeRecursively' on 'DirectoryEntry': 1 argument required, but only 0 present."},
		{`dir.getMetadata()`, "Failed to execute 'getMetadata' on 'Entry': 1 argument required, but only 0 present."},
		{`dir.moveTo(1)`, "Failed to execute 'moveTo' on 'Entry': parameter 1 is not of type 'DirectoryEntry'."},
		{`dir.copyTo({})`, "Failed to execute 'copyTo' on 'Entry': parameter 1 is not of type 'DirectoryEntry'."},
		{`dir.getParent(1)`, "Failed to execute 'getParent' on 'Entry': parameter 1 is not of type 'Object'."},
		{`dir.createReader().readEntries(1)`, "Failed to execute 'readEntries' on 'DirectoryReader': parameter 1 is not of type 'Object'."},
		{`dir.getFile.call({}, 'x')`, "Illegal invocation"},
	} {
		t.Run(c.script, func(t *testing.T) {
			require.Equal(t, []string{"TypeError: " + c.want}, entries(t, packaged(), `try { `+c.script+` } catch (e) { console.log(String(e)) }`))
		})
	}
}

// What a folder that the app may change answers is what Chromium 156 answered
// for its own.
func TestFolderEntries(t *testing.T) {
	const tree = `
		var d = await ask(dir, 'getDirectory', 'd', {create: true}), d2 = await ask(d, 'getDirectory', 'e', {create: true})
		var g = await ask(d2, 'getFile', 'g.txt', {create: true}), top = await ask(dir, 'getFile', 'top.txt', {create: true});
	`
	for _, c := range []struct{ script, want string }{
		{`await say(g, 'getParent')`, "/granted/d/e"},
		{`await say(d, 'remove')`, "InvalidModificationError"},
		{`await say(dir, 'getFile', 'top.txt', {create: true})`, "/granted/top.txt"},
		{`await say(dir, 'getFile', 'top.txt', {create: true, exclusive: true})`, "InvalidModificationError"},
		{`await say(dir, 'getDirectory', 'd', {create: true, exclusive: true})`, "InvalidModificationError"},
		{`await say(dir, 'getDirectory', 'd', {exclusive: true})`, "/granted/d"},
		{`await say(dir, 'getDirectory', 'top.txt', {create: true})`, "TypeMismatchError"},
		{`await say(dir, 'getFile', 'd', {create: true})`, "TypeMismatchError"},
		{`await say(dir, 'getFile', 'no/x', {create: true})`, "NotFoundError"},
		{`await say(dir, 'getDirectory', 'no/x', {create: true})`, "NotFoundError"},
		{`await say(dir, 'getFile', 'top.txt/x', {create: true})`, "TypeMismatchError"},
		{`await say(dir, 'getFile', 'top.txt/x', {})`, "NotFoundError"},
		{`await say(d, 'getFile', 'a\\b', {create: true})`, "InvalidModificationError"},
		{`await say(d, 'getFile', ' né ☃', {create: true})`, "/granted/d/ né ☃"},
		{`await say(d, 'getFile', '\ud800x', {create: true})`, "/granted/d/\uFFFDx"},
		{`await say(d2, 'getDirectory', '..', {})`, "/granted/d"},
		{`await say(d2, 'getDirectory', '', {create: true})`, "/granted/d/e"},
		{`await say(top, 'copyTo', dir, undefined); await say(top, 'copyTo', dir, 'top.txt'); await say(top, 'moveTo', dir, undefined)`, "InvalidModificationError\nInvalidModificationError\nInvalidModificationError"},
		{`await say(top, 'copyTo', d, undefined); await say(top, 'copyTo', d, undefined); await say(top, 'copyTo', d, null); await say(top, 'copyTo', d2, '')`, "/granted/d/top.txt\n/granted/d/top.txt\n/granted/d/top.txt\n/granted/d/e/top.txt"},
		{`await say(top, 'copyTo', d, 'a/b'); await say(top, 'copyTo', d, '..')`, "InvalidModificationError\nInvalidModificationError"},
		{`await say(top, 'copyTo', dir, 'd'); await say(top, 'moveTo', dir, 'd'); await say(d, 'copyTo', dir, 'top.txt')`, "InvalidModificationError\nInvalidModificationError\nInvalidModificationError"},
		{`await say(d, 'copyTo', d2, undefined); await say(d, 'moveTo', d, undefined); await say(d, 'copyTo', d, 'in')`, "InvalidModificationError\nInvalidModificationError\nInvalidModificationError"},
		{`await say(d, 'copyTo', dir, 'dcopy'); await say(d, 'copyTo', dir, 'dcopy'); await say(d, 'moveTo', dir, 'dcopy'); await say(dir, 'getFile', 'dcopy/e/g.txt', {})`,
			"/granted/dcopy\nInvalidModificationError\nInvalidModificationError\n/granted/dcopy/e/g.txt"},
		{`await ask(dir, 'getDirectory', 'empty', {create: true}); await say(d2, 'moveTo', dir, 'empty'); await say(d2, 'moveTo', dir, 'q'); await say(dir, 'getFile', 'empty/g.txt', {})`,
			"/granted/empty\nNotFoundError\n/granted/empty/g.txt"},
		{`await say(g, 'moveTo', dir, 'top.txt'); await say(g, 'remove')`, "/granted/top.txt\nNotFoundError"},
		{`await say(d, 'removeRecursively'); await say(d, 'removeRecursively'); await say(g, 'getMetadata'); await say(g, 'createWriter'); await say(g, 'file')`, "undefined\nNotFoundError\nNotFoundError\nNotFoundError\nNotFoundError"},
		{`await say(dir, 'remove'); await say(dir, 'removeRecursively'); await say(dir, 'moveTo', d, undefined)`, "NoModificationAllowedError\nNoModificationAllowedError\nNoModificationAllowedError"},
		{`await say(dir.filesystem.root, 'remove'); await say(dir.filesystem.root, 'getFile', 'granted/top.txt', {})`, "InvalidModificationError\n/granted/top.txt"},
	} {
		t.Run(c.script, func(t *testing.T) {
			share, _ := folder(t)
			require.Equal(t, c.want, strings.Join(entries(t, share, tree+c.script), "\n"))
		})
	}
}

func TestReadEntriesInBatches(t *testing.T) {
	share, dir := folder(t)
	for i := range 250 {
		require.NoError(t, os.WriteFile(filepath.Join(dir, string(rune('a'+i/26))+string(rune('a'+i%26))), nil, 0o644))
	}
	require.Equal(t, []string{"100", "100", "50", "0", "0", "InvalidStateError", "100", "NotFoundError"}, entries(t, share, `
		var r = dir.createReader(); for (var i = 0; i < 5; i++) console.log((await ask(r, 'readEntries')).length)
		r = dir.createReader()
		await new Promise(done => { r.readEntries(l => { console.log(l.length); done() }); r.readEntries(() => console.log('two'), e => console.log(e.name)) })
		var gone = await ask(dir, 'getDirectory', 'gone', {create: true}); await ask(gone, 'remove'); await say(gone.createReader(), 'readEntries')`))
}

// The events and states of a FileWriter, as recorded from Chromium 156.
func TestFileWriter(t *testing.T) {
	share, dir := folder(t)
	require.Equal(t, []string{
		"[object FileWriter] 0 0 0 null null",
		"write throws true", "1 0 0",
		"writestart 1,0,0,0,11,; progress 1,11,11,11,11,; write 2,11,11,11,11,; writeend 2,11,11,11,11,",
		"0 3 11 10 6 0 2 0 0 5",
		"writestart 1,5,11,0,2,; progress 1,7,11,2,2,; write 2,7,11,2,2,; writeend 2,7,11,2,2,",
		"writestart 1,7,11,0,0,; write 2,4,4,0,0,; writeend 2,4,4,0,0,",
		"writestart 1,4,4,0,0,; write 2,4,10,0,0,; writeend 2,4,10,0,0,",
		`"hell\u0000\u0000\u0000\u0000\u0000\u0000"`,
		"truncate InvalidStateError", "write InvalidStateError", "seek InvalidStateError",
		"abort 2,4,10,0,0,AbortError; writeend 2,4,10,0,0,AbortError",
		"abort 2,4,10,0,0,AbortError; writeend 2,4,10,0,0,AbortError",
		"writestart 1,0,10,0,1,; error 2,0,10,0,1,NotFoundError; writeend 2,0,10,0,1,NotFoundError",
	}, entries(t, share, `
		var f = await ask(dir, 'getFile', 'a.txt', {create: true}), w = await ask(f, 'createWriter'), seen
		console.log(String(w), w.readyState, w.position, w.length, w.error, w.onwrite)
		try { w.write('x') } catch (e) { console.log('write throws', e instanceof TypeError) }
		var step = async act => { seen = events(w); act(); await written(w); console.log(seen.join('; ')) }
		await step(() => { w.write(new Blob(['hello world'])); console.log(w.readyState, w.position, w.length) })
		console.log([0, 3, 100, -1, -5, -100, '2', NaN, undefined, 5].map(n => { w.seek(n); return w.position }).join(' '))
		await step(() => w.write(new Blob(['XY'])))
		await step(() => w.truncate(4))
		await step(() => w.truncate(10))
		console.log(JSON.stringify(await texts(f)))
		var refused = (name, ...args) => { try { w[name](...args) } catch (e) { console.log(name, e.name) } }
		refused('truncate', -1)
		w.abort() // does nothing
		seen = events(w); w.write(new Blob(['12345'])); refused('write', new Blob(['1'])); refused('seek', 1); w.abort()
		console.log(seen.join('; ')); await ask(f, 'getMetadata'); console.log(seen.join('; '))
		await ask(f, 'remove'); w.seek(0)
		await step(() => w.write(new Blob(['z'])))`))
	_, err := os.Stat(filepath.Join(dir, "a.txt"))
	require.ErrorIs(t, err, os.ErrNotExist)
}

// A script may write again as soon as it hears of the end.
func TestFileWriterGoesOn(t *testing.T) {
	share, dir := folder(t)
	require.Equal(t, []string{"write 5", "writeend 1", "write 10", "writeend 2"}, entries(t, share, `
		var w = await ask(await ask(dir, 'getFile', 'log', {create: true}), 'createWriter'), again = true
		w.onwrite = () => { console.log('write', w.length); if (again) { again = false; w.write(new Blob(['again'])) } }
		w.onwriteend = () => console.log('writeend', w.readyState)
		w.write(new Blob(['first']))`))
	text, err := os.ReadFile(filepath.Join(dir, "log"))
	require.NoError(t, err)
	require.Equal(t, "firstagain", string(text))
}

func TestItemOfEntry(t *testing.T) {
	share := packaged()
	p := newPage(t)
	entry := p.platform.Entry(files.Item{Share: share, Name: "www/a.txt"})
	item, ok := p.platform.Item(entry)
	require.True(t, ok)
	require.Equal(t, files.Item{Share: share, Name: "www/a.txt"}, item)
	require.Equal(t, "/crxfs/www/a.txt", entry.ToObject(p.VM()).Get("fullPath").String())
	for _, other := range []any{nil, 1, map[string]any{}, p.VM().GlobalObject()} {
		_, ok := p.platform.Item(p.VM().ToValue(other))
		require.False(t, ok)
	}
}

// A page that is closed hears nothing of the work it began, and the loop ends.
func TestEntriesOfClosedPage(t *testing.T) {
	p := newPage(t)
	require.NoError(t, p.VM().Set("dir", p.platform.Entry(files.Item{Share: packaged(), Name: ".", Dir: true})))
	require.NoError(t, p.RunScript("test.js", `for (var i = 0; i < 3; i++) dir.getFile('manifest.json', {}, () => console.log('late'))`))
	p.platform.Close()
	p.Close()
	require.NoError(t, p.Loop().Run())
	require.Empty(t, p.lines)
}

// The file systems that an app has for itself, as recorded from Chromium 156.
func TestRequestFileSystem(t *testing.T) {
	temporary, _ := folder(t)
	persistent, dir := folder(t)
	p := newPageWith(t, eventloop.Portable, web.Options{
		Origin:      "chrome-extension://abc",
		FileSystems: web.NewFileSystems("chrome-extension://abc", temporary.Tree, persistent.Tree),
	})
	require.Equal(t, []string{
		"3 2 0 1 1",
		"Failed to execute 'webkitRequestFileSystem' on 'Window': 3 arguments required, but only 2 present.",
		"[object DOMFileSystem] chrome-extension_abc_0:Temporary filesystem:chrome-extension://abc/temporary/ /  true",
		"InvalidModificationError",
		"chrome-extension_abc_0:Persistent",
		"/", "InvalidModificationError", "InvalidModificationError", "SecurityError", "TypeMismatchError", "/a é.txt",
		"filesystem:chrome-extension://abc/persistent/a%20%C3%A9.txt",
		"/a é.txt", "/", "EncodingError", "SecurityError", "SecurityError", "NotFoundError",
	}, p.run(t, entryHelpers+`;(async () => {
		console.log(webkitRequestFileSystem.length, webkitResolveLocalFileSystemURL.length, TEMPORARY, window.PERSISTENT, Window.PERSISTENT)
		try { webkitRequestFileSystem(0, 1) } catch (e) { console.log(e.message) }
		var t = await ask(window, 'webkitRequestFileSystem', TEMPORARY, 1024)
		console.log(String(t), t.name, t.root.toURL(), t.root.fullPath, t.root.name, t === await ask(window, 'webkitRequestFileSystem', 0, 1))
		await say(window, 'webkitRequestFileSystem', 7, 1)
		var root = (await ask(window, 'webkitRequestFileSystem', PERSISTENT, 0)).root
		console.log(root.filesystem.name)
		await say(root, 'getParent'); await say(root, 'remove'); await say(root, 'removeRecursively')
		await say(root, 'getFile', '..', {create: true}); await say(root, 'getFile', '/', {}); await say(root, 'getFile', '../a é.txt', {create: true})
		var url = (await ask(root, 'getFile', 'a é.txt', {})).toURL()
		console.log(url)
		for (let u of [url, root.toURL(), 'bogus', 'http://x/', 'filesystem:chrome-extension://x/temporary/a', root.toURL() + 'nope'])
			await say(window, 'webkitResolveLocalFileSystemURL', u)
	})()`))
	_, err := os.Stat(filepath.Join(dir, "a é.txt"))
	require.NoError(t, err)
	require.Equal(t, "undefined", value(t, "typeof webkitRequestFileSystem"))
}

// No path leads out of what an app was given.
func FuzzEntryPath(f *testing.F) {
	for _, path := range []string{"..", "/", "../other", "/f/../other", "a/../../other", "f/..", "/f", "/f/.", "\\..\\other", "./f"} {
		f.Add(path, true)
	}
	dir := f.TempDir()
	for _, name := range []string{"f", "other"} {
		require.NoError(f, os.WriteFile(filepath.Join(dir, name), nil, 0o644))
	}
	require.NoError(f, os.Mkdir(filepath.Join(dir, "d"), 0o755))
	tree, err := files.OpenFolder(dir, true)
	require.NoError(f, err)
	defer tree.Close()
	f.Fuzz(func(t *testing.T, path string, create bool) {
		p := newPage(t)
		for name, isDir := range map[string]bool{"f": false, "d": true} {
			share := files.NewShare(tree, name, name)
			p.VM().Set(name, p.platform.Entry(files.Item{Share: share, Name: ".", Dir: isDir}))
			p.VM().Set(name+"Root", p.platform.Entry(files.Item{Share: share, Name: ".", Dir: isDir}).ToObject(p.VM()).Get("filesystem").ToObject(p.VM()).Get("root"))
		}
		p.VM().Set("path", path)
		p.VM().Set("flags", map[string]any{"create": create})
		for _, line := range p.run(t, `for (let e of [d, dRoot, fRoot]) for (let get of ['getFile', 'getDirectory'])
			e[get](path, flags, found => console.log(found.fullPath), () => 0)`) {
			require.Regexp(t, `^/d($|/)|^/f$`, line)
		}
		list, err := os.ReadDir(dir)
		require.NoError(t, err)
		require.Len(t, list, 3)
	})
}
