// Package files is the files that an app works with by the File and Directory
// Entries API: a [Tree] is a folder, a [Share] is what an app is given of one,
// an [Item] is a file or folder in a share.
//
// # Names
//
// Names have slashes, as package fs has them, and "." is the top. No name and
// no symbolic link leads out of a tree.
//
// # Errors
//
// What was not there is an [fs.ErrNotExist], what was there already an
// [fs.ErrExist], what the system forbids an [fs.ErrPermission]; [ErrReadOnly],
// [ErrKind] and [ErrInvalid] are of this package. All come in an [*fs.PathError]
// or as the system made them, so they are told with errors.Is.
//
// # Threads
//
// Any goroutine may use everything here; the methods of a tree block. Two that
// change the same file at the same time do it in no particular order.
//
// # Limits
//
// Only plain files and folders exist: a pipe, a device or a link that leads out
// of the tree is not there. Links are followed, but copying a folder leaves out
// links to folders.
package files
