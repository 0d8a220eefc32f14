package web

import (
	"crypto/ecdsa"
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
	a, extractable, usages := o.algorithm(o.args[0]), truthy(o.args[1]), o.usages(o.args[2])
	f := algorithms[a.name].family
	made := keyAlgorithm{name: a.name}
	bits, exponent := 0, []byte(nil)
	switch f {
	case familyHMAC:
		made.hash = a.hash()
		made.length = a.number("length", 8*hashes[made.hash].New().BlockSize())
	case familyAES:
		made.length = a.number("length", -1)
	case familyRSA:
		made.hash = a.hash()
		bits, exponent = a.number("modulusLength", -1), a.bytes("publicExponent", false)
	case familyEC:
		made.curve = a.curve()
	}
	return func() (any, *cryptoFault) {
		if f == familyHMAC || f == familyAES {
			return generateSecret(f, made, extractable, usages)
		}
		return generatePair(f, made, bits, exponent, extractable, usages)
	}
}

func generateSecret(f family, a keyAlgorithm, extractable bool, usages []string) (any, *cryptoFault) {
	if fault := checkUsages(f, "secret", usages); fault != nil {
		return nil, fault
	}
	switch {
	case f == familyAES && a.length != 128 && a.length != 192 && a.length != 256:
		return nil, &cryptoFault{"OperationError", "AES key length must be 128 or 256 bits"}
	case a.length == 0 || a.length > 1<<20:
		return nil, &cryptoFault{"OperationError", "The HMAC key length is out of range"}
	}
	key := make([]byte, (a.length+7)/8)
	rand.Read(key)
	key[len(key)-1] &= 0xFF << (8*len(key) - a.length)
	return &cryptoKey{kind: "secret", extractable: extractable, usages: usages, algorithm: a, material: key}, nil
}

func generatePair(f family, a keyAlgorithm, bits int, exponent []byte, extractable bool, usages []string) (any, *cryptoFault) {
	both := append(possibleUsages(f, "private"), possibleUsages(f, "public")...)
	if slices.ContainsFunc(usages, func(u string) bool { return !slices.Contains(both, u) }) {
		return nil, &cryptoFault{"SyntaxError", "Cannot create a key using the specified key usages."}
	}
	only := func(kind string) []string {
		return slices.DeleteFunc(slices.Clone(usages), func(u string) bool { return !slices.Contains(possibleUsages(f, kind), u) })
	}
	if len(only("private")) == 0 {
		return nil, &cryptoFault{"SyntaxError", "Usages cannot be empty when creating a key."}
	}
	pair := &keyPair{
		private: &cryptoKey{kind: "private", extractable: extractable, usages: only("private"), algorithm: a},
		public:  &cryptoKey{kind: "public", extractable: true, usages: only("public"), algorithm: a},
	}
	if f == familyEC {
		key, err := ecdsa.GenerateKey(curves[a.curve], rand.Reader)
		if err != nil {
			return nil, errOperation
		}
		pair.private.material, pair.public.material = key, &key.PublicKey
		return pair, nil
	}
	// Go makes keys with the exponent that everybody takes.
	if e := new(big.Int).SetBytes(exponent); !e.IsInt64() || e.Int64() != 65537 {
		return nil, &cryptoFault{"OperationError", "The publicExponent must be 65537"}
	}
	if bits < minRSABits || bits > maxRSABits || bits%8 != 0 {
		return nil, &cryptoFault{"OperationError", "The modulus length must be a multiple of 8 bits and >= 1024 and <= 16384"}
	}
	key, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		return nil, errOperation
	}
	pair.private.material, pair.public.material = key, &key.PublicKey
	return pair, nil
}
