package web

import (
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/hkdf"
	"crypto/pbkdf2"
	"fmt"

	"github.com/dop251/goja"
)

// anyLength asks for as many bits as there are.
const anyLength = -1

// deriveWork gives so many bits, or as many as there are.
type deriveWork = func(k *cryptoKey, bits int) ([]byte, *cryptoFault)

func (o cryptoCall) deriveBits() cryptoWork {
	bits := anyLength
	if v := argument(o.args, 2); !goja.IsUndefined(v) && !goja.IsNull(v) {
		bits = int(uint32(toInt32(v)))
	}
	a := o.algorithm(o.args[0], "deriveBits")
	k, fault := o.keyFor(a, 1, "deriveBits")
	derive, wrong := a.deriver(k)
	if fault == nil {
		fault = wrong
	}
	if fault != nil {
		return failedWork(fault)
	}
	return func() (any, *cryptoFault) { return orFault(derive(k, bits)) }
}

func (o cryptoCall) deriveKey() cryptoWork {
	usages, extractable := o.usages(o.args[4]), truthy(o.args[3])
	a := o.algorithm(o.args[0], "deriveBits")
	k, fault := o.keyFor(a, 1, "deriveKey")
	derive, wrong := a.deriver(k)
	s := o.keySource("raw", o.algorithm(o.args[2], "importKey"), extractable, usages)
	bits, unusable := o.algorithm(o.args[2], "get key length").keyLength()
	for _, f := range []*cryptoFault{wrong, unusable} {
		if fault == nil {
			fault = f
		}
	}
	if fault != nil {
		return failedWork(fault)
	}
	return func() (any, *cryptoFault) {
		data, fault := derive(k, bits)
		if fault != nil {
			return nil, fault
		}
		s.data = data
		return s.key()
	}
}

// keyLength is the standard's "get key length", in bits.
func (a algorithm) keyLength() (bits int, fault *cryptoFault) {
	switch a.family {
	case familyAES:
		bits = a.number("length", 16, -1)
		return bits, checkAESLength(bits)
	case familyHMAC:
		if bits = a.number("length", 32, 8*hashes[a.hash()].New().BlockSize()); bits == 0 {
			a.call.throwType("HMAC key length must not be zero")
		}
		return bits, nil
	}
	return anyLength, nil
}

// deriver reads the parameters of a derivation by a key.
func (a algorithm) deriver(k *cryptoKey) (deriveWork, *cryptoFault) {
	if a.family != familyKDF {
		public := a.publicKey()
		var fault *cryptoFault
		switch mismatch := public.algorithm.name != a.name; {
		case (mismatch || public.kind != "public") && a.name == "ECDH":
			fault = &cryptoFault{"InvalidAccessError", "The public parameter for ECDH key derivation is not a public EC key"}
		case mismatch:
			fault = &cryptoFault{"InvalidAccessError", "The public parameter for X25519 key derivation must be for X25519"}
		case public.kind != "public":
			fault = &cryptoFault{"InvalidAccessError", "The public parameter for X25519 key derivation is not a public key"}
		case public.algorithm.curve != k.algorithm.curve:
			fault = &cryptoFault{"InvalidAccessError", "The public parameter for ECDH key derivation is for a different named curve"}
		}
		if fault != nil {
			return nil, fault
		}
		return func(k *cryptoKey, bits int) ([]byte, *cryptoFault) { return agree(k, public, bits) }, nil
	}
	hash, salt := hashes[a.hash()], a.bytes("salt", false)
	if a.name == "HKDF" {
		info := a.bytes("info", false)
		return func(k *cryptoKey, bits int) ([]byte, *cryptoFault) {
			fault := wholeBytes(a.name, bits, "The length provided for HKDF is not a multiple of 8 bits.")
			if fault != nil {
				return nil, fault
			}
			b, err := hkdf.Key(hash.New, k.material.([]byte), salt, string(info), bits/8)
			if err != nil {
				return nil, &cryptoFault{"OperationError", "The length provided for HKDF is too large."}
			}
			return b, nil
		}, nil
	}
	iterations := a.number("iterations", 32, -1)
	if iterations == 0 {
		return nil, &cryptoFault{"OperationError", "PBKDF2 requires iterations > 0"}
	}
	return func(k *cryptoKey, bits int) ([]byte, *cryptoFault) {
		fault := wholeBytes(a.name, bits, "Length for PBKDF2 key derivation must be a multiple of 8 bits.")
		if fault != nil || bits == 0 { // which Go does not derive
			return []byte{}, fault
		}
		b, err := pbkdf2.Key(hash.New, string(k.material.([]byte)), salt, iterations, bits/8)
		if err != nil {
			return nil, errOperation
		}
		return b, nil
	}, nil
}

// publicKey reads the parameter public.
func (a algorithm) publicKey() *cryptoKey {
	v := a.params.member("public")
	if v == nil {
		a.call.throwType("%s: %s: public: Missing required property", a.call.failed, a.kind)
	}
	if o, ok := v.(*goja.Object); ok {
		if k, ok := a.call.platform(o).(*cryptoKey); ok {
			return k
		}
	}
	a.call.throwType("%s: %s: public: Must be a CryptoKey", a.call.failed, a.kind)
	return nil
}

// wholeBytes refuses lengths that are missing or no whole bytes.
func wholeBytes(name string, bits int, message string) *cryptoFault {
	switch {
	case bits == anyLength:
		return &cryptoFault{"OperationError", "No length was specified for the " + name + " Derive Bits operation."}
	case bits%8 != 0:
		return &cryptoFault{"OperationError", message}
	}
	return nil
}

// agree is Diffie and Hellman's agreement on a secret.
func agree(private, public *cryptoKey, bits int) ([]byte, *cryptoFault) {
	mine, theirs := private.exchange(), public.exchange()
	if mine == nil || theirs == nil {
		return nil, errOperation
	}
	secret, err := mine.(*ecdh.PrivateKey).ECDH(theirs.(*ecdh.PublicKey))
	if err != nil {
		return nil, errOperation
	}
	switch {
	case bits == anyLength:
		return secret, nil
	case bits > 8*len(secret) && private.algorithm.name == "ECDH":
		return nil, &cryptoFault{"OperationError", fmt.Sprintf("Length specified for ECDH key derivation is too large. Maximum allowed is %d bits", 8*len(secret))}
	case bits > 8*len(secret):
		return nil, &cryptoFault{"OperationError", "The length provided for X25519 is too large."}
	case bits == 0:
		return []byte{}, nil
	}
	secret = secret[:(bits+7)/8]
	secret[len(secret)-1] &= 0xFF << (8*len(secret) - bits)
	return secret, nil
}

// exchange is the material as a key of crypto/ecdh, or nil.
func (k *cryptoKey) exchange() any {
	switch key := k.material.(type) {
	case *ecdsa.PrivateKey:
		if e, err := key.ECDH(); err == nil {
			return e
		}
	case *ecdsa.PublicKey:
		if e, err := key.ECDH(); err == nil {
			return e
		}
	case *ecdh.PrivateKey, *ecdh.PublicKey:
		return key
	}
	return nil
}
