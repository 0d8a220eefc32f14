package conformance

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"strings"
	"time"
)

// TLSPorts are TLS servers on 127.0.0.1, each with one property. After the
// handshake all but None understand the commands of the peer.
type TLSPorts struct {
	// Good has a chain to the authority, for localhost, *.localhost,
	// 127.0.0.1 and ::1.
	Good       int `json:"good"`
	SelfSigned int `json:"selfSigned"`
	// WrongName has a good chain for wrong.example only.
	WrongName int `json:"wrongName"`
	Expired   int `json:"expired"`
	// TLS11 is good and speaks nothing newer than TLS 1.1; TLS12 and TLS13
	// speak only these.
	TLS11 int `json:"tls11"`
	TLS12 int `json:"tls12"`
	TLS13 int `json:"tls13"`
	// None answers the handshake with a line of text.
	None int `json:"none"`
	// StartTLS says "220 ready", answers lines with "250 " and the line, and
	// after "STARTTLS" says "220 go ahead" and goes on as Good.
	StartTLS int `json:"starttls"`
	// ClientCertOffered asks for a client certificate and does not insist;
	// ClientCertRequired insists.
	ClientCertOffered  int `json:"clientCertOffered"`
	ClientCertRequired int `json:"clientCertRequired"`
}

func (p *Peer) startTLS() error {
	ca, err := newAuthority()
	if err != nil {
		return err
	}
	p.ports.CA = ca.pem
	local := func(c *x509.Certificate) {
		c.DNSNames = []string{"localhost", "sub.localhost", "*.localhost"} // Chromium takes no wildcard here
		c.IPAddresses = []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback}
	}
	good, err := ca.issue(local)
	if err != nil {
		return err
	}
	if p.ports.Cert, p.ports.Key, err = inPEM(good); err != nil {
		return err
	}
	wrong, err := ca.issue(func(c *x509.Certificate) { c.DNSNames = []string{"wrong.example"} })
	if err != nil {
		return err
	}
	expired, err := ca.issue(func(c *x509.Certificate) {
		local(c)
		c.NotBefore, c.NotAfter = time.Now().AddDate(0, 0, -30), time.Now().AddDate(0, 0, -1)
	})
	if err != nil {
		return err
	}
	selfSigned, err := newAuthority(local)
	if err != nil {
		return err
	}
	versions := func(low, high uint16) *tls.Config {
		return &tls.Config{Certificates: []tls.Certificate{good}, MinVersion: low, MaxVersion: high}
	}
	clients := func(auth tls.ClientAuthType) *tls.Config {
		return &tls.Config{Certificates: []tls.Certificate{good}, ClientAuth: auth}
	}
	plain := func(cert tls.Certificate) *tls.Config { return &tls.Config{Certificates: []tls.Certificate{cert}} }
	ports := &p.ports.TLS
	for _, server := range []struct {
		port   *int
		handle func(net.Conn)
	}{
		{&ports.Good, p.overTLS(plain(good))},
		{&ports.SelfSigned, p.overTLS(plain(selfSigned.certificate))},
		{&ports.WrongName, p.overTLS(plain(wrong))},
		{&ports.Expired, p.overTLS(plain(expired))},
		{&ports.TLS11, p.overTLS(versions(tls.VersionTLS10, tls.VersionTLS11))},
		{&ports.TLS12, p.overTLS(versions(tls.VersionTLS12, tls.VersionTLS12))},
		{&ports.TLS13, p.overTLS(versions(tls.VersionTLS13, tls.VersionTLS13))},
		{&ports.None, p.notTLS},
		{&ports.StartTLS, p.startingTLS(plain(good))},
		{&ports.ClientCertOffered, p.overTLS(clients(tls.RequestClientCert))},
		{&ports.ClientCertRequired, p.overTLS(clients(tls.RequireAnyClientCert))},
	} {
		if *server.port, err = p.serve("127.0.0.1:0", server.handle); err != nil {
			return err
		}
	}
	return nil
}

func (p *Peer) overTLS(config *tls.Config) func(net.Conn) {
	return func(conn net.Conn) {
		over := tls.Server(conn, config)
		if err := over.HandshakeContext(p.ctx); err != nil {
			p.notice("", "tls error %v", err)
			return
		}
		p.command(over)
	}
}

// notTLS answers a ClientHello as a server of something else would.
func (p *Peer) notTLS(conn net.Conn) {
	if _, err := conn.Read(make([]byte, 4096)); err != nil {
		return
	}
	s := p.session(conn, "")
	s.write("500 what do you mean?\r\n")
	s.closeWrite()
	s.drain()
}

func (p *Peer) startingTLS(config *tls.Config) func(net.Conn) {
	secure := p.overTLS(config)
	return func(conn net.Conn) {
		s, r := p.session(conn, ""), bufio.NewReader(conn)
		for answer := "220 ready\r\n"; s.write(answer) == nil; {
			line, err := firstLine(r)
			if err != nil {
				return
			}
			if strings.EqualFold(line, "STARTTLS") {
				if s.write("220 go ahead\r\n") == nil {
					secure(buffered{conn.(*net.TCPConn), r})
				}
				return
			}
			answer = "250 " + line + "\r\n"
		}
	}
}

// buffered is a connection some bytes of which were read already.
type buffered struct {
	*net.TCPConn
	r *bufio.Reader
}

func (b buffered) Read(p []byte) (int, error) { return b.r.Read(p) }

// NetConn lets the session find the TCP connection.
func (b buffered) NetConn() net.Conn { return b.TCPConn }

// authority is a certificate authority that lives as long as the peer.
type authority struct {
	certificate tls.Certificate
	pem         string
}

// newAuthority makes a certificate that is its own issuer.
func newAuthority(changes ...func(*x509.Certificate)) (*authority, error) {
	template := newTemplate("sockhost conformance authority")
	template.IsCA = true
	template.BasicConstraintsValid = true
	template.KeyUsage |= x509.KeyUsageCertSign
	for _, change := range changes {
		change(template)
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return nil, fmt.Errorf("certificate authority: %w", err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, err
	}
	return &authority{
		certificate: tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf},
		pem:         string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})),
	}, nil
}

// issue makes a server certificate.
func (a *authority) issue(change func(*x509.Certificate)) (tls.Certificate, error) {
	template := newTemplate("sockhost conformance peer")
	template.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	change(template)
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	der, err := x509.CreateCertificate(rand.Reader, template, a.certificate.Leaf, key.Public(), a.certificate.PrivateKey)
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("certificate: %w", err)
	}
	return tls.Certificate{Certificate: [][]byte{der, a.certificate.Certificate[0]}, PrivateKey: key}, nil
}

// inPEM is the chain and the key of a certificate.
func inPEM(c tls.Certificate) (chain, key string, err error) {
	for _, der := range c.Certificate {
		chain += string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
	}
	der, err := x509.MarshalPKCS8PrivateKey(c.PrivateKey)
	if err != nil {
		return "", "", err
	}
	return chain, string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})), nil
}

func newTemplate(name string) *x509.Certificate {
	serial, _ := rand.Int(rand.Reader, big.NewInt(1<<62)) // never fails
	return &x509.Certificate{
		SerialNumber: serial,
		Subject:      pkix.Name{CommonName: name},
		NotBefore:    time.Now().AddDate(0, 0, -60),
		NotAfter:     time.Now().AddDate(0, 3, 0),
		KeyUsage:     x509.KeyUsageDigitalSignature,
	}
}
