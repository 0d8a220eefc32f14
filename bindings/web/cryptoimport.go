package web

import (
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/x509"
	"slices"

	"github.com/dop251/goja"
)

// keySource is a key that is to be imported.
type keySource struct {
	format      string
	data        []byte
	fields      jwk // for the format jwk
	algorithm   keyAlgorithm
	family      family
	extractable bool
	usages      []string
}

var keyFormats = []string{"raw", "pkcs8", "spki", "jwk"}

func (o cryptoCall) importKey() cryptoWork {
	s := &keySource{format: o.toString(o.args[0]), extractable: truthy(o.args[3])}
	if !slices.Contains(keyFormats, s.format) {
		o.throwType("%s: Invalid keyFormat argument: %s", o.failed, s.format)
	}
	s.usages = o.usages(o.args[4])
	_, buffer := Bytes(o.vm, o.args[1])
	switch object, ok := o.args[1].(*goja.Object); {
	case s.format != "jwk":
		s.data = o.bytes(1)
	case buffer || !ok:
		o.throwType("%s: Key data must be an object for JWK import", o.failed)
	default:
		s.fields = o.readJWK(object)
	}
	a := o.algorithm(o.args[2])
	s.algorithm, s.family = keyAlgorithm{name: a.name}, algorithms[a.name].family
	switch s.family {
	case familyHMAC, familyRSA:
		s.algorithm.hash = a.hash()
	case familyEC:
		s.algorithm.curve = a.curve()
	}
	if s.family == familyHMAC {
		s.algorithm.length = a.number("length", 0)
	}
	return func() (any, *cryptoFault) {
		k, fault := s.key()
		if fault != nil {
			return nil, fault
		}
		return k, nil
	}
}

func dataError(message string) *cryptoFault { return &cryptoFault{"DataError", message} }

var errKeyFormat = &cryptoFault{"NotSupportedError", "Unsupported import key format for algorithm"}

// key makes the key.
func (s *keySource) key() (*cryptoKey, *cryptoFault) {
	k := &cryptoKey{extractable: s.extractable, usages: s.usages, algorithm: s.algorithm}
	secret := s.family == familyHMAC || s.family == familyAES
	switch {
	case secret:
		k.kind = "secret"
	case s.format == "pkcs8" || s.format == "jwk" && s.fields["d"] != nil:
		k.kind = "private"
	default:
		k.kind = "public"
	}
	if secret && s.format != "raw" && s.format != "jwk" || s.family == familyRSA && s.format == "raw" {
		return nil, errKeyFormat
	}
	if fault := checkUsages(s.family, k.kind, s.usages); fault != nil {
		return nil, fault
	}
	var fault *cryptoFault
	switch {
	case s.format == "jwk":
		k.material, fault = s.fields.material(s)
	case secret:
		k.material = s.data
	default:
		k.material = s.parse()
	}
	if fault != nil {
		return nil, fault
	}
	return k, k.complete(s.family)
}

// parse reads a public or private key; nil if it is none.
func (s *keySource) parse() any {
	var key any
	var err error
	switch s.format {
	case "raw":
		key, err = ecdsa.ParseUncompressedPublicKey(curves[s.algorithm.curve], s.data)
	case "spki":
		key, err = x509.ParsePKIXPublicKey(s.data)
	default:
		key, err = x509.ParsePKCS8PrivateKey(s.data)
	}
	if err != nil {
		return nil
	}
	return key
}

// complete checks the material of a key against its algorithm, and the other
// way round gives the algorithm what only the material knows.
func (k *cryptoKey) complete(f family) *cryptoFault {
	ok := false
	switch key := k.material.(type) {
	case []byte:
		return k.completeSecret(f, key)
	case *rsa.PublicKey:
		ok = f == familyRSA && k.kind == "public"
	case *rsa.PrivateKey:
		ok = f == familyRSA && k.kind == "private"
	case *ecdsa.PublicKey:
		ok = f == familyEC && k.kind == "public" && key.Curve == curves[k.algorithm.curve]
	case *ecdsa.PrivateKey:
		ok = f == familyEC && k.kind == "private" && key.Curve == curves[k.algorithm.curve]
	}
	if !ok {
		return dataError("")
	}
	return nil
}

func (k *cryptoKey) completeSecret(f family, key []byte) *cryptoFault {
	bits := 8 * len(key)
	if f == familyAES {
		if bits != 128 && bits != 192 && bits != 256 {
			return dataError("AES key data must be 128 or 256 bits")
		}
		k.algorithm.length = bits
		return nil
	}
	if bits == 0 {
		return dataError("HMAC key data must not be empty")
	}
	switch wanted := k.algorithm.length; {
	case wanted == 0:
		k.algorithm.length = bits
	case wanted > bits || wanted <= bits-8:
		return dataError("The optional HMAC key length must be shorter than the key data, and by no more than 7 bits.")
	default:
		key[len(key)-1] &= 0xFF << (bits - wanted)
	}
	return nil
}

func (o cryptoCall) exportKey() cryptoWork {
	format, k := o.toString(o.args[0]), o.key(1)
	if !slices.Contains(keyFormats, format) {
		o.throwType("%s: Invalid keyFormat argument: %s", o.failed, format)
	}
	if !k.extractable {
		o.refuse("InvalidAccessError", "key is not extractable")
	}
	return func() (any, *cryptoFault) {
		if format == "jwk" {
			return k.jwk(), nil
		}
		var data []byte
		var err error
		wrong := &cryptoFault{"InvalidAccessError", "Key is not of the type that the format is for"}
		switch key := k.material.(type) {
		case []byte:
			if format != "raw" {
				return nil, &cryptoFault{"NotSupportedError", "Unsupported export key format for algorithm"}
			}
			data = slices.Clone(key)
		case *rsa.PublicKey, *ecdsa.PublicKey:
			ec, isEC := key.(*ecdsa.PublicKey)
			switch {
			case format == "raw" && isEC:
				data, err = ec.Bytes()
			case format == "spki":
				data, err = x509.MarshalPKIXPublicKey(key)
			default:
				return nil, wrong
			}
		default:
			if format != "pkcs8" {
				return nil, wrong
			}
			data, err = x509.MarshalPKCS8PrivateKey(key)
		}
		if err != nil {
			return nil, errOperation
		}
		return data, nil
	}
}
