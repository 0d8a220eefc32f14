package app

import "crypto/sha256"

// KeyID is the id of the app whose public key, in DER, this is: 32 letters
// from a to p.
func KeyID(der []byte) string {
	sum := sha256.Sum256(der)
	return idOf(sum[:16])
}

// PathID is the id of an app without a key, made from its path as Chrome makes
// that of an unpacked extension. The path is taken as it is.
func PathID(path string) string { return KeyID([]byte(path)) }

func idOf(sum []byte) string {
	id := make([]byte, 0, 2*len(sum))
	for _, b := range sum {
		id = append(id, 'a'+b>>4, 'a'+b&15)
	}
	return string(id)
}
