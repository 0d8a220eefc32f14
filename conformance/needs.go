package conformance

import (
	"net"
	"sync"
)

// unmet says why a case cannot run here, or "".
func unmet(c Case, peer *Peer) string {
	for _, need := range c.Needs {
		meaning, known := Needs[need]
		if known && !met(need, peer) {
			return "needs " + need + ": " + meaning
		}
	}
	return ""
}

func met(need string, peer *Peer) bool {
	switch need {
	case "peer", "tls", "udp":
		return peer != nil
	case "ipv6":
		return hasIPv6()
	case "multicast":
		return hasMulticast()
	}
	return true
}

var hasIPv6 = sync.OnceValue(func() bool {
	listener, err := net.Listen("tcp6", "[::1]:0")
	if err != nil {
		return false
	}
	listener.Close()
	return true
})

var hasMulticast = sync.OnceValue(func() bool {
	interfaces, err := net.Interfaces()
	if err != nil {
		return false
	}
	for _, i := range interfaces {
		if i.Flags&(net.FlagUp|net.FlagMulticast) == net.FlagUp|net.FlagMulticast {
			return true
		}
	}
	return false
})
