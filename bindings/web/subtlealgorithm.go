package web

import (
	"crypto"
	_ "crypto/sha1" // for hashes
	_ "crypto/sha256"
	_ "crypto/sha512"
	"slices"
	"strings"

	"github.com/dop251/goja"
)

var hashes = map[string]crypto.Hash{
	"SHA-1": crypto.SHA1, "SHA-256": crypto.SHA256, "SHA-384": crypto.SHA384, "SHA-512": crypto.SHA512,
}

// algorithms are the algorithms and what they can do, besides digesting.
var algorithms = map[string]struct {
	operations []string
	// The names of the dictionaries of their parameters.
	params, importParams, generateParams string
	family                               family
}{
	"SHA-1":             {operations: []string{"digest"}},
	"SHA-256":           {operations: []string{"digest"}},
	"SHA-384":           {operations: []string{"digest"}},
	"SHA-512":           {operations: []string{"digest"}},
	"HMAC":              {signing, "", "HmacImportParams", "HmacKeyGenParams", familyHMAC},
	"AES-CBC":           {ciphering, "AesCbcParams", "", "AesKeyGenParams", familyAES},
	"AES-GCM":           {ciphering, "AesGcmParams", "", "AesKeyGenParams", familyAES},
	"RSASSA-PKCS1-v1_5": {signing, "", "RsaHashedImportParams", "RsaHashedKeyGenParams", familyRSA},
	"RSA-PSS":           {signing, "RsaPssParams", "RsaHashedImportParams", "RsaHashedKeyGenParams", familyRSA},
	"ECDSA":             {signing, "EcdsaParams", "EcKeyImportParams", "EcKeyGenParams", familyEC},
}

var (
	signing   = []string{"sign", "verify", "importKey", "generateKey"}
	ciphering = []string{"encrypt", "decrypt", "importKey", "generateKey"}
)

// family is a kind of keys.
type family int

const (
	familyHMAC family = iota + 1
	familyAES
	familyRSA
	familyEC
)

// algorithm is an argument that names an algorithm, with its parameters.
type algorithm struct {
	name   string
	call   cryptoCall
	params dictionary
	kind   string // of the parameters, for messages
}

// algorithm is the standard's "normalize an algorithm" for the operation.
func (o cryptoCall) algorithm(v goja.Value) algorithm {
	object, _ := v.(*goja.Object)
	a := algorithm{call: o, params: dictionary{o.env, object}}
	name := v
	if object != nil {
		if name = a.params.member("name"); name == nil {
			o.throwType("%s: Algorithm: name: Missing or not a string", o.failed)
		}
	}
	a.name = o.toString(name)
	for known := range algorithms {
		if strings.EqualFold(known, a.name) {
			a.name = known
		}
	}
	known, ok := algorithms[a.name]
	if !ok {
		o.refuse("NotSupportedError", "Algorithm: Unrecognized name")
	}
	if !slices.Contains(known.operations, o.operation) {
		o.refuse("NotSupportedError", "%s: Unsupported operation: %s", a.name, o.operation)
	}
	switch o.operation {
	case "importKey":
		a.kind = known.importParams
	case "generateKey":
		a.kind = known.generateParams
	default:
		a.kind = known.params
	}
	return a
}

// hash reads the parameter of that name.
func (a algorithm) hash() string {
	v := a.params.member("hash")
	if v == nil || !goja.IsString(v) && !isObject(v) {
		a.call.throwType("%s: %s: hash: Missing or not an AlgorithmIdentifier", a.call.failed, a.kind)
	}
	o := a.call
	o.operation, o.failed = "digest", o.failed+": "+a.kind+": hash"
	return o.algorithm(v).name
}

// bytes copies a parameter that is a BufferSource; nil if it is missing and
// optional.
func (a algorithm) bytes(name string, optional bool) []byte {
	v := a.params.member(name)
	if v == nil {
		if !optional {
			a.call.throwType("%s: %s: %s: Missing required property", a.call.failed, a.kind, name)
		}
		return nil
	}
	b, ok := Bytes(a.call.vm, v)
	if !ok {
		a.call.throwType("%s: %s: %s: Not a BufferSource", a.call.failed, a.kind, name)
	}
	return slices.Clone(b)
}

// number reads a parameter that is a whole number; missing is for one that is
// optional, and -1 if it is not.
func (a algorithm) number(name string, missing int) int {
	v := a.params.member(name)
	if v == nil {
		if missing < 0 {
			a.call.throwType("%s: %s: %s: Missing required property", a.call.failed, a.kind, name)
		}
		return missing
	}
	f := v.ToNumber().ToFloat()
	if !(f >= 0 && f < 1<<32) {
		a.call.throwType("%s: %s: %s: Outside of numeric range", a.call.failed, a.kind, name)
	}
	return int(f)
}

// curve reads the parameter namedCurve.
func (a algorithm) curve() string {
	v := a.params.member("namedCurve")
	if v == nil {
		a.call.throwType("%s: %s: namedCurve: Missing or not a string", a.call.failed, a.kind)
	}
	name := a.call.toString(v)
	if curves[name] == nil {
		a.call.refuse("NotSupportedError", "%s: Unrecognized namedCurve", a.kind)
	}
	return name
}

func isObject(v goja.Value) bool {
	_, ok := v.(*goja.Object)
	return ok
}
