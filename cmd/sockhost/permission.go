package main

import (
	"fmt"

	"github.com/sockhost/sockhost/runtime/app"
	"github.com/sockhost/sockhost/sockets"
)

// allowFlags are the flags that limit what scripts may reach: the patterns
// given with each, and the operations it is about.
type allowFlags struct {
	connect, listen, udp []string
	manifest             string
}

// permissions are those of the manifest, if there is one, else those of the
// --allow flags; nil allows everything.
func (a *allowFlags) permissions() (*sockets.Permissions, error) {
	kinds := []struct {
		flag       string
		patterns   []string
		operations []sockets.Operation
	}{
		{"allow-connect", a.connect, []sockets.Operation{sockets.TCPConnect}},
		{"allow-listen", a.listen, []sockets.Operation{sockets.TCPListen}},
		{"allow-udp", a.udp, []sockets.Operation{sockets.UDPBind, sockets.UDPSend, sockets.UDPMulticast}},
	}
	var p *sockets.Permissions
	for _, kind := range kinds {
		for _, text := range kind.patterns {
			if a.manifest != "" {
				return nil, &usageError{fmt.Sprintf(wordAllowAndManifest, kind.flag)}
			}
			pattern, err := sockets.ParsePattern(text)
			if err != nil {
				return nil, &usageError{fmt.Sprintf(wordBadPattern, kind.flag, text)}
			}
			if p == nil {
				p = &sockets.Permissions{}
			}
			for _, o := range kind.operations {
				p.Allow(o, pattern)
			}
		}
	}
	if a.manifest != "" {
		return manifestPermissions(a.manifest)
	}
	return p, nil
}

func manifestPermissions(file string) (*sockets.Permissions, error) {
	text, err := readFile(file)
	if err != nil {
		return nil, err
	}
	m, err := app.ParseManifest(file, text)
	if err != nil {
		return nil, err
	}
	if m.Sockets == nil {
		return nil, fmt.Errorf(wordNoSockets, file)
	}
	p, err := sockets.ParsePermissions(m.Sockets.JSON)
	if err != nil {
		return nil, fmt.Errorf(wordBadManifest, file, err)
	}
	return p, nil
}
