//go:build !linux

package eventloop

// setReusePort does nothing: other systems do not spread what comes over the
// sockets of an address, so the second one cannot be bound.
func setReusePort(int) error { return nil }
