package web

import (
	"crypto/tls"
)

// Options configure [Install]. The zero value is usable.
type Options struct {
	// Origin is what servers learn of who asks, such as the URL of a page; ""
	// sends none.
	Origin string
	// MayDial, if set, is asked before a connection is opened, and refuses it
	// with an error. Hosts are as in the URL.
	MayDial func(host string, port int) error
	// TLS, if set, makes the configuration of secure connections; without it the
	// system's authorities are trusted. It is called when first needed.
	TLS func() *tls.Config
}
