// Package storage keeps what an app stores: the areas of chrome.storage and the
// items of localStorage, in one file of the app's data folder or in memory.
//
// # Areas
//
// An [Area] is a set of items, each a JSON text under a key. The store orders
// the operations on all areas as they are called: each sees the writes before
// it, and they are answered in that order. A write is answered once it is on
// disk; what was answered survives the death of the process. Writes that wait
// at the same time share one commit.
//
// The file is one of go.etcd.io/bbolt, opened by one process at a time. It is
// read through when it is opened, so that damage is found then and not in the
// middle of a program; it is never repaired or removed.
//
// # Items
//
// [Items] answer at once, as localStorage must, and are written behind: Close
// waits for that, a process that is killed may lose the last of them.
//
// # Threads
//
// The methods of an [Area] and of [Items] belong to one goroutine, that of the
// program's loop, on which the answers are delivered as tasks. The work is done
// on a goroutine of the store's own.
//
// # Limits
//
// A key has at most [MaxKey] bytes.
package storage
