// Package alarms keeps an app's alarms: named points of time, some of which
// repeat, that outlast a page and the process.
//
// It knows no JavaScript. Everything belongs to the goroutine of the loop, and
// so does writing the alarms down, which takes as long as the disk does.
//
// # When alarms fire
//
// Alarms that are due fire in one go, the one made last first, and the next go
// is not before Options.Minimum has passed. A repeating alarm keeps to the grid
// of its first time, and fires once for the times that it missed. All of this is
// as in Chromium.
//
// An alarm keeps the program running.
package alarms
