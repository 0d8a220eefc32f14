package eventloop

// Backend names an implementation of the loop's I/O.
type Backend int

const (
	// Native is the best backend of this system: epoll on Linux.
	Native Backend = iota
	// Portable is built on package net and goroutines and works everywhere.
	Portable
)

func (b Backend) String() string {
	if b == Portable {
		return "portable"
	}
	return nativeName
}

// Backends lists the backends of this system, for tests that run on each.
func Backends() []Backend {
	if nativeName == "portable" {
		return []Backend{Portable}
	}
	return []Backend{Native, Portable}
}

func (b Backend) open(l *Loop) (backend, error) {
	if b == Portable {
		return newPortable(l), nil
	}
	return openNative(l)
}
