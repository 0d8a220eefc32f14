package web

import (
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/hkdf"
	"crypto/pbkdf2"

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
			a.call.throwType("%s: %s: length: Must not be zero", a.call.failed, a.kind)
		}
		return bits, nil
	}
	return anyLength, nil
}

// deriver reads the parameters of a derivation by a key.
func (a algorithm) deriver(k *cryptoKey) (deriveWork, *cryptoFault) {
	if a.family != familyKDF {
		public := a.publicKey()
		switch {
		case public.kind != "public":
			return nil, &cryptoFault{"InvalidAccessError", "The public parameter must be a public key"}
		case public.algorithm.name != a.name:
			return nil, &cryptoFault{"InvalidAccessError", "The public parameter for " + a.name + " key derivation must be a " + a.name + " public key"}
		case public.algorithm.curve != k.algorithm.curve:
			return nil, &cryptoFault{"InvalidAccessError", "The public parameter for ECDH key derivation is for a different named curve"}
		}
		return func(k *cryptoKey, bits int) ([]byte, *cryptoFault) { return agree(k, public, bits) }, nil
	}
	hash, salt := hashes[a.hash()], a.bytes("salt", false)
	if a.name == "HKDF" {
		info := a.bytes("info", false)
		return wholeBytes(func(secret []byte, n int) ([]byte, error) { return hkdf.Key(hash.New, secret, salt, string(info), n) }), nil
	}
	iterations := a.number("iterations", 32, -1)
	if iterations == 0 {
		return nil, &cryptoFault{"OperationError", "PBKDF2 requires iterations > 0"}
	}
	return wholeBytes(func(secret []byte, n int) ([]byte, error) {
		return pbkdf2.Key(hash.New, string(secret), salt, iterations, n)
	}), nil
}

// publicKey reads the parameter public.
func (a algorithm) publicKey() *cryptoKey {
	if o, ok := a.params.member("public").(*goja.Object); ok {
		if k, ok := a.call.platform(o).(*cryptoKey); ok {
			return k
		}
	}
	a.call.throwType("%s: %s: public: Must be a CryptoKey", a.call.failed, a.kind)
	return nil
}

// wholeBytes derives from a secret; the length must be given, in whole bytes.
func wholeBytes(derive func(secret []byte, n int) ([]byte, error)) deriveWork {
	return func(k *cryptoKey, bits int) ([]byte, *cryptoFault) {
		if bits == anyLength || bits%8 != 0 {
			return nil, &cryptoFault{"OperationError", "Length must be a multiple of 8"}
		}
		if bits == 0 {
			return []byte{}, nil
		}
		b, err := derive(k.material.([]byte), bits/8)
		if err != nil {
			return nil, errOperation
		}
		return b, nil
	}
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
	case bits > 8*len(secret):
		return nil, &cryptoFault{"OperationError", "The length provided for " + private.algorithm.name + " is too large"}
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
