//go:build !unix

package main

import "os"

// notifyReload does nothing: no signal asks for a reload here.
func notifyReload(chan os.Signal) {}
