// Package builtins has the parts of the language's library that the engine
// lacks: what came after ES2023, what browsers keep from before (ECMAScript's
// Annex B), and what Chrome has besides. They follow the standard's algorithms,
// and their names, lengths and attributes are those of Chrome.
//
// # When they are installed
//
// A program that does without them must not pay for them, so nothing is there
// when a realm starts. Before a source runs it is searched for words, and a part
// is installed when one of its words is mentioned, in code or in a string. A
// source that can reach a part without its word, by eval or by listing what an
// object has, gets all of them. See [Realm.Read].
//
// # Tables
//
// pieces.go lists every part with the edition of the standard that brought it,
// absent.go what a browser has and this package does not, with the reason.
// testdata/chromium.txt lists what Chromium has; a test compares.
//
// # Intl
//
// The data and the algorithms are in package intl, which knows no JavaScript.
// Collation is that of golang.org/x/text. The locale of a program that asks for
// none is American English, whatever the system says, as navigator.language is;
// the time zone is the system's.
//
// # Threads
//
// Everything belongs to the goroutine of the realm.
//
//go:generate go run ./docs
package builtins
