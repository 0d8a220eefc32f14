package web

import (
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/ed25519"
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
	kind        *algorithmType
	algorithm   keyAlgorithm
	extractable bool
	usages      []string
	emptyLength bool // of HMAC, said to be 0
}

var keyFormats = []string{"raw", "pkcs8", "spki", "jwk"}

// format reads an argument that names a format of keys.
func (o cryptoCall) format(i int) string {
	name := o.toString(o.args[i])
	if !slices.Contains(keyFormats, name) {
		o.throwType("%s: Invalid keyFormat argument: %s", o.failed, name)
	}
	return name
}

// keySource reads the parameters of an import.
func (o cryptoCall) keySource(format string, a algorithm, extractable bool, usages []string) *keySource {
	s := &keySource{format: format, kind: a.algorithmType, algorithm: keyAlgorithm{name: a.name}, extractable: extractable, usages: usages}
	switch a.family {
	case familyHMAC:
		s.algorithm.hash, s.algorithm.length = a.hash(), a.number("length", 32, 0)
		s.emptyLength = a.params.member("length") != nil && s.algorithm.length == 0
	case familyRSA:
		s.algorithm.hash = a.hash()
	case familyEC:
		s.algorithm.curve = a.curve()
	}
	return s
}

func (o cryptoCall) importKey() cryptoWork {
	format, extractable, usages := o.format(0), truthy(o.args[3]), o.usages(o.args[4])
	var data []byte
	var fields jwk
	_, buffer := Bytes(o.vm, o.args[1])
	object, ok := o.args[1].(*goja.Object)
	switch missing := goja.IsUndefined(o.args[1]) || goja.IsNull(o.args[1]); {
	case !ok && !missing:
		o.throwType("%s: The provided value is not of type '(ArrayBuffer or ArrayBufferView or JsonWebKey)'.", o.failed)
	case format != "jwk" && !buffer:
		o.throwType("%s: Key data must be a BufferSource for non-JWK formats", o.failed)
	case format != "jwk":
		data = o.bytes(1)
	case buffer || !ok:
		o.throwType("%s: Key data must be an object for JWK import", o.failed)
	default:
		fields = o.readJWK(object)
	}
	s := o.keySource(format, o.algorithm(o.args[2], "importKey"), extractable, usages)
	s.data, s.fields = data, fields
	return s.key
}

func dataError(message string) *cryptoFault { return &cryptoFault{"DataError", message} }

var errHMACLength = dataError("The optional HMAC key length must be shorter than the key data, and by no more than 7 bits.")

var errKeyFormat = &cryptoFault{"NotSupportedError", "Unsupported import key format for algorithm"}

// key makes the key; it is a [cryptoWork].
func (s *keySource) key() (any, *cryptoFault) {
	k := &cryptoKey{extractable: s.extractable, usages: s.usages, algorithm: s.algorithm}
	family := s.kind.family
	secret := family == familyHMAC || family == familyAES || family == familyKDF
	switch {
	case secret:
		k.kind = "secret"
	case s.format == "pkcs8" || s.format == "jwk" && s.fields["d"] != nil:
		k.kind = "private"
	default:
		k.kind = "public"
	}
	switch {
	case secret && s.format != "raw" && s.format != "jwk",
		family == familyKDF && s.format != "raw",
		family == familyRSA && s.format == "raw":
		return nil, errKeyFormat
	}
	if fault := s.kind.checkUsages(k.kind, s.usages); fault != nil {
		return nil, fault
	}
	if family == familyKDF && s.extractable {
		return nil, &cryptoFault{"SyntaxError", "KDF keys must set extractable=false"}
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
	if fault == nil && s.emptyLength {
		fault = errHMACLength
	}
	if fault == nil {
		fault = k.complete(s.kind)
	}
	if fault != nil {
		return nil, fault
	}
	return k, nil
}

// parse reads a public or private key; nil if it is none.
func (s *keySource) parse() any {
	var key any
	var err error
	switch s.format {
	case "raw":
		if s.kind.family == familyOKP {
			return octetKey(s.kind.name, s.data)
		}
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

// octetKey is a public key of Ed25519 or X25519; nil if it is none.
func octetKey(name string, data []byte) any {
	if name == "Ed25519" {
		if len(data) == ed25519.PublicKeySize {
			return ed25519.PublicKey(data)
		}
		return nil
	}
	if key, err := ecdh.X25519().NewPublicKey(data); err == nil {
		return key
	}
	return nil
}

// complete checks the material of a key against its algorithm, and the other
// way round gives the algorithm what only the material knows.
func (k *cryptoKey) complete(t *algorithmType) *cryptoFault {
	kind, ok := "public", false
	switch key := k.material.(type) {
	case []byte:
		return k.completeSecret(t.family, key)
	case *rsa.PublicKey:
		ok = t.family == familyRSA
	case *rsa.PrivateKey:
		kind, ok = "private", t.family == familyRSA
	case *ecdsa.PublicKey:
		ok = t.family == familyEC && key.Curve == curves[k.algorithm.curve]
	case *ecdsa.PrivateKey:
		kind, ok = "private", t.family == familyEC && key.Curve == curves[k.algorithm.curve]
	case ed25519.PublicKey:
		ok = t.name == "Ed25519"
	case ed25519.PrivateKey:
		kind, ok = "private", t.name == "Ed25519"
	case *ecdh.PublicKey:
		ok = t.name == "X25519" && key.Curve() == ecdh.X25519()
	case *ecdh.PrivateKey:
		kind, ok = "private", t.name == "X25519" && key.Curve() == ecdh.X25519()
	}
	if !ok || k.kind != kind {
		return dataError("")
	}
	return nil
}

func (k *cryptoKey) completeSecret(f family, key []byte) *cryptoFault {
	bits := 8 * len(key)
	switch f {
	case familyKDF:
		return nil
	case familyAES:
		if checkAESLength(bits) != nil {
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
		return errHMACLength
	default:
		key[len(key)-1] &= 0xFF << (bits - wanted)
	}
	return nil
}

// mayExport refuses keys that may not be exported.
func (k *cryptoKey) mayExport() *cryptoFault {
	if _, ok := algorithmNamed(k.algorithm.name).params("exportKey"); !ok {
		return &cryptoFault{"NotSupportedError", k.algorithm.name + ": Unsupported operation: exportKey"}
	}
	if !k.extractable {
		return &cryptoFault{"InvalidAccessError", "key is not extractable"}
	}
	return nil
}

func (o cryptoCall) exportKey() cryptoWork {
	format, k := o.format(0), o.key(1)
	if fault := k.mayExport(); fault != nil {
		o.refuse(fault.name, "%s", fault.message)
	}
	return func() (any, *cryptoFault) { return k.export(format) }
}

// export gives a []byte, or a jwk.
func (k *cryptoKey) export(format string) (any, *cryptoFault) {
	if format == "jwk" {
		return k.jwk(), nil
	}
	wrong := &cryptoFault{"InvalidAccessError", "Key is not of the type that the format is for"}
	if secret, ok := k.material.([]byte); ok {
		if format != "raw" {
			return nil, &cryptoFault{"NotSupportedError", "Unsupported export key format for algorithm"}
		}
		return slices.Clone(secret), nil
	}
	var data []byte
	var err error
	switch {
	case format == "pkcs8" && k.kind == "private":
		data, err = x509.MarshalPKCS8PrivateKey(k.material)
	case format == "spki" && k.kind == "public":
		data, err = x509.MarshalPKIXPublicKey(k.material)
	case format == "raw" && k.kind == "public":
		if data = k.publicOctets(); data == nil {
			return nil, &cryptoFault{"NotSupportedError", "Unsupported export key format for algorithm"}
		}
	default:
		return nil, wrong
	}
	if err != nil {
		return nil, errOperation
	}
	return data, nil
}

// publicOctets is a public key as the format raw has it; nil for RSA.
func (k *cryptoKey) publicOctets() (data []byte) {
	switch key := k.material.(type) {
	case *ecdsa.PublicKey:
		data, _ = key.Bytes()
	case ed25519.PublicKey:
		data = slices.Clone(key)
	case *ecdh.PublicKey:
		data = key.Bytes()
	}
	return data
}
