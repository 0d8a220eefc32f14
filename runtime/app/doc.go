// Package app is a Chrome App as data: the files of its package, its manifest,
// its id, its messages in every language, the states of its life, and the
// folder its data is kept in.
//
// It knows nothing of the engine and opens no sockets. The value of "sockets"
// in a manifest is handed on as it stands. Nothing here has a goroutine of its
// own, and its functions may be called from any goroutine.
//
// # Packages
//
// [Open] reads a folder, a .zip or a .crx. Archives are read where they lie,
// never unpacked. A [Package] is an [io/fs.FS] whose names are the decoded
// paths of the app's URLs, and no name leads out of it: not "..", not a
// symbolic link, not the name of an archive's entry. What an archive says
// about its sizes is not believed, and what comes out of it is limited.
//
// # Faults
//
// A manifest that Chrome would refuse is refused in Chrome's words, and what
// Chrome warns about is a warning. All of it is found at once: [Faults] is a
// list with a file, a line and a column for each.
//
// # Life
//
// [Life] is the state machine of an app's background page, without time and
// without threads: it says what an action leads to, and the caller does it.
package app
