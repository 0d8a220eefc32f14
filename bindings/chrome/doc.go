// Package chrome declares the chrome.* namespaces: one table per namespace,
// and beside each entry the adapter that hands the call to package sockets and
// its answer back to JavaScript.
//
// It holds no protocol and no socket logic. Everything runs on the loop
// goroutine. The tables follow the API schema of Chromium 156; a test compares
// them with it.
package chrome
