// Package system tells facts about the machine, as chrome.system.* knows them.
//
// Every answer is read anew from the system. Any goroutine may call its
// functions; none of them waits for anything but the kernel.
//
// What Linux tells in /proc and /sys is read there. Of other systems only what
// the standard library knows is told: their network, their architecture and the
// number of their processors.
package system

import "errors"

// ErrUnknown is what the functions return that this system does not answer.
var ErrUnknown = errors.New("not known on this system")
