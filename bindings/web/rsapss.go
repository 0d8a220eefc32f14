package web

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/subtle"
	"encoding/binary"
	"math/big"
)

// Go's RSA-PSS takes a salt of length 0 for a wish for the longest, or for any.
// So signatures without salt, which are always the same, are made here.

// signUnsalted is RSASSA-PSS-SIGN of RFC 8017 without salt.
func signUnsalted(key *rsa.PrivateKey, hash crypto.Hash, digest []byte) ([]byte, error) {
	encoded := encodeUnsalted(hash, digest, key.N.BitLen()-1)
	if encoded == nil {
		return nil, rsa.ErrMessageTooLong
	}
	// The time that the power takes tells nothing about the key, since what is
	// raised has a random factor.
	r, err := rand.Int(rand.Reader, key.N)
	if err != nil {
		return nil, err
	}
	inverse := new(big.Int).ModInverse(r, key.N)
	if inverse == nil {
		return nil, rsa.ErrDecryption
	}
	blind := r.Exp(r, big.NewInt(int64(key.E)), key.N)
	blind.Mul(blind, new(big.Int).SetBytes(encoded)).Mod(blind, key.N)
	signature := blind.Exp(blind, key.D, key.N)
	signature.Mul(signature, inverse).Mod(signature, key.N)
	return signature.FillBytes(make([]byte, key.Size())), nil
}

// verifyUnsalted is RSASSA-PSS-VERIFY without salt.
func verifyUnsalted(key *rsa.PublicKey, hash crypto.Hash, digest, signature []byte) bool {
	s := new(big.Int).SetBytes(signature)
	encoded := encodeUnsalted(hash, digest, key.N.BitLen()-1)
	if encoded == nil || len(signature) != key.Size() || s.Cmp(key.N) >= 0 {
		return false
	}
	found := s.Exp(s, big.NewInt(int64(key.E)), key.N)
	if (found.BitLen()+7)/8 > len(encoded) {
		return false
	}
	return subtle.ConstantTimeCompare(found.FillBytes(make([]byte, len(encoded))), encoded) == 1
}

// encodeUnsalted is EMSA-PSS-ENCODE without salt; nil if it does not fit into
// so many bits.
func encodeUnsalted(hash crypto.Hash, digest []byte, bits int) []byte {
	size, n := hash.Size(), (bits+7)/8
	if n < size+2 {
		return nil
	}
	encoded := make([]byte, n)
	block := encoded[:n-size-1]
	block[len(block)-1] = 1
	h := sum(hash, append(make([]byte, 8), digest...))
	copy(encoded[n-size-1:], h)
	mask(block, hash, h)
	block[0] &= 0xFF >> (8*n - bits)
	encoded[n-1] = 0xBC
	return encoded
}

// mask changes b by MGF1 of a seed.
func mask(b []byte, hash crypto.Hash, seed []byte) {
	for counter := uint32(0); len(b) > 0; counter++ {
		part := sum(hash, binary.BigEndian.AppendUint32(append([]byte{}, seed...), counter))
		b = b[subtle.XORBytes(b, b, part[:min(len(part), len(b))]):]
	}
}
