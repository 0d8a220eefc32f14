// Package wpt runs chosen files of the Web Platform Tests, the suite that
// browsers share, against the web platform of this program.
//
// The tests are no part of this project: a [Checkout] of their repository at
// the commit [Pinned] is needed, which scripts/fetch-wpt makes. `go test` and
// `sockhost test --wpt` share everything here.
//
// # What runs
//
// [Areas] is the table of what is chosen, and of what is left out and why. A
// file stands for one or several a [Test]: one for each kind of global scope
// and for each variant that it names. A test runs in a page of its own, whose
// files are those of the checkout and which has no network; the suite's own
// testharness.js judges, and report.js hands over what it found.
//
// # What is expected
//
// Everything passes but for what the files in expectations say, each with a
// reason. An expected failure that passes is a failure, so the lists stay true.
//
// # Threads
//
// [Checkout.Run] may be called from several goroutines at once.
package wpt
