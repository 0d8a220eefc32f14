package web

import (
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"math/big"
	"slices"
)

const (
	minRSABits = 1024
	maxRSABits = 16384
)

func (o cryptoCall) generateKey() cryptoWork {
	extractable, usages := truthy(o.args[1]), o.usages(o.args[2])
	a := o.algorithm(o.args[0], "generateKey")
	made := keyAlgorithm{name: a.name}
	bits, exponent := 0, []byte(nil)
	switch a.family {
	case familyHMAC:
		made.hash = a.hash()
		made.length = a.number("length", 32, 8*hashes[made.hash].New().BlockSize())
	case familyAES:
		made.length = a.number("length", 16, -1)
	case familyRSA:
		made.hash = a.hash()
		bits, exponent = a.number("modulusLength", 32, -1), a.bytes("publicExponent", false)
	case familyEC:
		made.curve = a.curve()
	}
	return func() (any, *cryptoFault) {
		if a.family == familyHMAC || a.family == familyAES {
			return generateSecret(a.algorithmType, made, extractable, usages)
		}
		return generatePair(a.algorithmType, made, bits, exponent, extractable, usages)
	}
}

func checkAESLength(bits int) *cryptoFault {
	if bits != 128 && bits != 192 && bits != 256 {
		return &cryptoFault{"OperationError", "AES key length must be 128 or 256 bits"}
	}
	return nil
}

func generateSecret(t *algorithmType, a keyAlgorithm, extractable bool, usages []string) (any, *cryptoFault) {
	fault := t.checkUsages("secret", usages)
	if fault == errImpossibleUsages {
		return nil, fault
	}
	if t.family == familyAES {
		if fault := checkAESLength(a.length); fault != nil {
			return nil, fault
		}
	} else if a.length == 0 || a.length > 1<<20 {
		return nil, &cryptoFault{"OperationError", "The HMAC key length is out of range"}
	}
	if fault != nil {
		return nil, fault
	}
	key := make([]byte, (a.length+7)/8)
	rand.Read(key)
	key[len(key)-1] &= 0xFF << (8*len(key) - a.length)
	return &cryptoKey{kind: "secret", extractable: extractable, usages: usages, algorithm: a, material: key}, nil
}

func generatePair(t *algorithmType, a keyAlgorithm, bits int, exponent []byte, extractable bool, usages []string) (any, *cryptoFault) {
	only := func(kind string) []string {
		return slices.DeleteFunc(slices.Clone(usages), func(u string) bool { return !slices.Contains(t.possibleUsages(kind), u) })
	}
	pair := &keyPair{
		private: &cryptoKey{kind: "private", extractable: extractable, usages: only("private"), algorithm: a},
		public:  &cryptoKey{kind: "public", extractable: true, usages: only("public"), algorithm: a},
	}
	switch {
	case len(pair.private.usages)+len(pair.public.usages) < len(usages):
		return nil, errImpossibleUsages
	case t.family == familyRSA:
		if fault := checkRSA(bits, exponent); fault != nil {
			return nil, fault
		}
	}
	if len(pair.private.usages) == 0 {
		return nil, errNoUsages
	}
	if fault := pair.generate(t.family, bits); fault != nil {
		return nil, fault
	}
	return pair, nil
}

// checkRSA checks the parameters of keys. Go makes them with the exponent that
// everybody takes.
func checkRSA(bits int, exponent []byte) *cryptoFault {
	if e := new(big.Int).SetBytes(exponent); !e.IsInt64() || e.Int64() != 65537 {
		return &cryptoFault{"OperationError", `The "publicExponent" must be 65537`}
	}
	if bits < minRSABits || bits > maxRSABits || bits%8 != 0 {
		return &cryptoFault{"OperationError", "The modulus length must be a multiple of 8 bits and >= 1024 and <= 16384"}
	}
	return nil
}

// generate makes the material of both keys.
func (pair *keyPair) generate(f family, bits int) *cryptoFault {
	a := pair.private.algorithm
	switch f {
	case familyEC:
		key, err := ecdsa.GenerateKey(curves[a.curve], rand.Reader)
		if err != nil {
			return errOperation
		}
		pair.private.material, pair.public.material = key, &key.PublicKey
		return nil
	case familyOKP:
		if a.name == "Ed25519" {
			public, private, err := ed25519.GenerateKey(rand.Reader)
			if err != nil {
				return errOperation
			}
			pair.private.material, pair.public.material = private, public
			return nil
		}
		key, err := ecdh.X25519().GenerateKey(rand.Reader)
		if err != nil {
			return errOperation
		}
		pair.private.material, pair.public.material = key, key.PublicKey()
		return nil
	}
	key, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		return errOperation
	}
	pair.private.material, pair.public.material = key, &key.PublicKey
	return nil
}
