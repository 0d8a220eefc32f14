package web

import (
	"crypto/elliptic"
	"crypto/rsa"
	"math/big"
	"slices"

	"github.com/dop251/goja"
)

// cryptoKey is a CryptoKey. It never changes.
type cryptoKey struct {
	kind        string // secret, public or private
	extractable bool
	usages      []string
	algorithm   keyAlgorithm
	// material is a []byte, or a key of crypto/rsa, crypto/ecdsa, crypto/ed25519
	// or, for X25519, crypto/ecdh.
	material any

	algorithmObject, usagesObject *goja.Object // made when asked for
}

// keyAlgorithm is the algorithm of a key; which fields it has depends on it.
type keyAlgorithm struct {
	name   string
	hash   string
	length int // bits
	curve  string
}

type keyPair struct{ private, public *cryptoKey }

var curves = map[string]elliptic.Curve{"P-256": elliptic.P256(), "P-384": elliptic.P384(), "P-521": elliptic.P521()}

// usageNames are the usages in their order.
var usageNames = []string{"encrypt", "decrypt", "sign", "verify", "deriveKey", "deriveBits", "wrapKey", "unwrapKey"}

func (e *env) installCryptoKey() {
	define(e, class[*cryptoKey]{
		name: "CryptoKey",
		attributes: []attribute[*cryptoKey]{
			{"type", func(k *cryptoKey) any { return k.kind }, nil},
			{"extractable", func(k *cryptoKey) any { return k.extractable }, nil},
			{"algorithm", func(k *cryptoKey) any {
				if k.algorithmObject == nil {
					k.algorithmObject = e.keyAlgorithmObject(k)
				}
				return k.algorithmObject
			}, nil},
			{"usages", func(k *cryptoKey) any {
				if k.usagesObject == nil {
					k.usagesObject = e.strings(k.usages)
				}
				return k.usagesObject
			}, nil},
		},
	})
}

func (e *env) keyAlgorithmObject(k *cryptoKey) *goja.Object {
	a, o := k.algorithm, e.vm.NewObject()
	o.Set("name", a.name)
	if a.hash != "" {
		hash := e.vm.NewObject()
		hash.Set("name", a.hash)
		o.Set("hash", hash)
	}
	if a.length != 0 {
		o.Set("length", a.length)
	}
	if a.curve != "" {
		o.Set("namedCurve", a.curve)
	}
	if public := k.rsaPublic(); public != nil {
		o.Set("modulusLength", public.N.BitLen())
		o.Set("publicExponent", e.bytesToUint8Array(big.NewInt(int64(public.E)).Bytes()))
	}
	return o
}

func (e *env) strings(list []string) *goja.Object {
	values := make([]goja.Value, len(list))
	for i, s := range list {
		values[i] = e.vm.ToValue(s)
	}
	return e.list(values)
}

// rsaPublic is the public half of an RSA key, or nil for other keys.
func (k *cryptoKey) rsaPublic() *rsa.PublicKey {
	switch key := k.material.(type) {
	case *rsa.PublicKey:
		return key
	case *rsa.PrivateKey:
		return &key.PublicKey
	}
	return nil
}

// usages reads a list of usages, in their order and each once.
func (o cryptoCall) usages(v goja.Value) (usages []string) {
	var given []string
	for _, item := range o.sequence(v, o.failed) {
		name := o.toString(item)
		if !slices.Contains(usageNames, name) {
			o.throwType("%s: Invalid keyUsages argument", o.failed)
		}
		given = append(given, name)
	}
	for _, name := range usageNames {
		if slices.Contains(given, name) {
			usages = append(usages, name)
		}
	}
	return usages
}

var (
	errImpossibleUsages = &cryptoFault{"SyntaxError", "Cannot create a key using the specified key usages."}
	errNoUsages         = &cryptoFault{"SyntaxError", "Usages cannot be empty when creating a key."}
)

// checkUsages refuses usages that a key of a kind cannot have. Only a public key
// may have none.
func (t *algorithmType) checkUsages(kind string, usages []string) *cryptoFault {
	possible := t.possibleUsages(kind)
	if slices.ContainsFunc(usages, func(u string) bool { return !slices.Contains(possible, u) }) {
		return errImpossibleUsages
	}
	if len(usages) == 0 && kind != "public" {
		return errNoUsages
	}
	return nil
}
