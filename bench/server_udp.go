package main

import "net"

// serveUDP sends every datagram back to where it came from.
func serveUDP(ready func(addr string)) error {
	socket, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		return err
	}
	ready(socket.LocalAddr().String())
	buffer := make([]byte, 64<<10)
	for {
		n, from, err := socket.ReadFromUDPAddrPort(buffer)
		if err != nil {
			return err
		}
		if _, err := socket.WriteToUDPAddrPort(buffer[:n], from); err != nil {
			return err
		}
	}
}
