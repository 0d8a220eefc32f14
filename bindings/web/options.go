package web

import (
	"crypto/tls"

	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/runtime"
)

// Options configure [Install]. The zero value is usable.
type Options struct {
	// Origin is what servers learn of who asks, such as the URL of a page; ""
	// sends none.
	Origin string
	// URL is that of the page, which relative URLs are relative to; "" has none.
	URL string
	// Load, if set, reads a file of the page's origin by its path, which has no
	// slash in front.
	Load func(path string) ([]byte, error)
	// FileSystems, if set, are behind webkitRequestFileSystem.
	FileSystems *FileSystems
	// MayDial, if set, is asked before a connection is opened, and refuses it
	// with an error. Hosts are as in the URL.
	MayDial func(host string, port int) error
	// MayRead, if set, tells whether pages may read what a URL of http or https
	// gives. Otherwise CORS decides, by the page's Origin. Without it everything
	// may be read.
	MayRead func(url string) bool
	// TLS, if set, makes the configuration of secure connections; without it the
	// system's authorities are trusted. It is called when first needed.
	TLS func() *tls.Config

	// Hub is what the realms of the program share; nil makes one for this realm
	// and its workers.
	Hub *Hub
	// Files are where the scripts of workers with file: URLs come from, and what
	// these import; nil is the disk. Like Load, MayDial and TLS it is used on the
	// goroutines of workers, too.
	Files runtime.Files
	// Backend is that of the loops of workers.
	Backend eventloop.Backend

	worker *workerScope // nil in a page
}
