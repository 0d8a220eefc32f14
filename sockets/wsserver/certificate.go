package wsserver

import (
	"crypto/tls"
	"fmt"
	"os"
	"strings"
)

// TLS is a certificate with its key, each as PEM text or the path of a PEM
// file. The certificate may be followed by those that lead to its authority.
type TLS struct{ Cert, Key string }

// config is the configuration of a server, or nil without TLS. HTTP/2 is not
// offered, because its connections cannot become WebSockets.
func (t *TLS) config() (*tls.Config, error) {
	if t == nil {
		return nil, nil
	}
	cert, err := pemOf(t.Cert)
	if err != nil {
		return nil, fmt.Errorf("the certificate: %w", err)
	}
	key, err := pemOf(t.Key)
	if err != nil {
		return nil, fmt.Errorf("the key of the certificate: %w", err)
	}
	pair, err := tls.X509KeyPair(cert, key)
	if err != nil {
		return nil, fmt.Errorf("the certificate and its key: %w", err)
	}
	return &tls.Config{
		Certificates: []tls.Certificate{pair},
		MinVersion:   tls.VersionTLS12,
		NextProtos:   []string{"http/1.1"},
	}, nil
}

func pemOf(textOrPath string) ([]byte, error) {
	if strings.Contains(textOrPath, "-----BEGIN") {
		return []byte(textOrPath), nil
	}
	return os.ReadFile(textOrPath)
}
