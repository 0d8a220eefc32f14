//go:build !linux

package eventloop

const nativeName = "portable"

func openNative(l *Loop) (backend, error) { return newPortable(l), nil }
