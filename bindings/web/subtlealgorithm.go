package web

import (
	"crypto"
	_ "crypto/sha1" // for hashes
	_ "crypto/sha256"
	_ "crypto/sha512"
	"math"
	"slices"
	"strings"

	"github.com/dop251/goja"
)

var hashes = map[string]crypto.Hash{
	"SHA-1": crypto.SHA1, "SHA-256": crypto.SHA256, "SHA-384": crypto.SHA384, "SHA-512": crypto.SHA512,
}

// algorithmType is what there is to know about an algorithm, besides how it works.
type algorithmType struct {
	name   string
	family family
	// operations of it, with the names of the dictionaries of their parameters.
	operations []operationType
	// What keys are good for: those that are secret or private, and public ones.
	usages, publicUsages []string
}

type operationType struct{ name, params string }

var algorithms = []algorithmType{
	{"SHA-1", 0, digesting, nil, nil},
	{"SHA-256", 0, digesting, nil, nil},
	{"SHA-384", 0, digesting, nil, nil},
	{"SHA-512", 0, digesting, nil, nil},
	{"HMAC", familyHMAC, []operationType{
		{"sign", ""}, {"verify", ""},
		{"generateKey", "HmacKeyGenParams"}, {"importKey", "HmacImportParams"}, {"exportKey", ""}, {"get key length", "HmacImportParams"},
	}, []string{"sign", "verify"}, nil},
	{"AES-CTR", familyAES, ciphering("AesCtrParams"), ciphers, nil},
	{"AES-CBC", familyAES, ciphering("AesCbcParams"), ciphers, nil},
	{"AES-GCM", familyAES, ciphering("AeadParams"), ciphers, nil},
	{"AES-KW", familyAES, []operationType{
		{"wrapKey", ""}, {"unwrapKey", ""},
		{"generateKey", "AesKeyGenParams"}, {"importKey", ""}, {"exportKey", ""}, {"get key length", "AesDerivedKeyParams"},
	}, []string{"wrapKey", "unwrapKey"}, nil},
	{"RSASSA-PKCS1-v1_5", familyRSA, signing("", "RsaHashedKeyGenParams", "RsaHashedImportParams"), []string{"sign"}, []string{"verify"}},
	{"RSA-PSS", familyRSA, signing("RsaPssParams", "RsaHashedKeyGenParams", "RsaHashedImportParams"), []string{"sign"}, []string{"verify"}},
	{"RSA-OAEP", familyRSA, []operationType{
		{"encrypt", "RsaOaepParams"}, {"decrypt", "RsaOaepParams"},
		{"generateKey", "RsaHashedKeyGenParams"}, {"importKey", "RsaHashedImportParams"}, {"exportKey", ""},
	}, []string{"decrypt", "unwrapKey"}, []string{"encrypt", "wrapKey"}},
	{"ECDSA", familyEC, signing("EcdsaParams", "EcKeyGenParams", "EcKeyImportParams"), []string{"sign"}, []string{"verify"}},
	{"ECDH", familyEC, []operationType{
		{"deriveBits", "EcdhKeyDeriveParams"},
		{"generateKey", "EcKeyGenParams"}, {"importKey", "EcKeyImportParams"}, {"exportKey", ""},
	}, deriving, nil},
	{"Ed25519", familyOKP, signing("", "", ""), []string{"sign"}, []string{"verify"}},
	{"X25519", familyOKP, []operationType{
		{"deriveBits", "EcdhKeyDeriveParams"}, {"generateKey", ""}, {"importKey", ""}, {"exportKey", ""},
	}, deriving, nil},
	{"HKDF", familyKDF, []operationType{{"deriveBits", "HkdfParams"}, {"importKey", ""}, {"get key length", ""}}, deriving, nil},
	{"PBKDF2", familyKDF, []operationType{{"deriveBits", "Pbkdf2Params"}, {"importKey", ""}, {"get key length", ""}}, deriving, nil},
}

var (
	digesting = []operationType{{"digest", ""}}
	ciphers   = []string{"encrypt", "decrypt", "wrapKey", "unwrapKey"}
	deriving  = []string{"deriveKey", "deriveBits"}
)

func ciphering(params string) []operationType {
	return []operationType{
		{"encrypt", params}, {"decrypt", params},
		{"generateKey", "AesKeyGenParams"}, {"importKey", ""}, {"exportKey", ""}, {"get key length", "AesDerivedKeyParams"},
	}
}

func signing(params, generate, importing string) []operationType {
	return []operationType{{"sign", params}, {"verify", params}, {"generateKey", generate}, {"importKey", importing}, {"exportKey", ""}}
}

// algorithmNamed finds an algorithm, in whatever case; nil if there is none.
func algorithmNamed(name string) *algorithmType {
	for i := range algorithms {
		if strings.EqualFold(algorithms[i].name, name) {
			return &algorithms[i]
		}
	}
	return nil
}

// params is the name of the dictionary of an operation's parameters.
func (t *algorithmType) params(operation string) (name string, ok bool) {
	for _, o := range t.operations {
		if o.name == operation {
			return o.params, true
		}
	}
	return "", false
}

// possibleUsages are those that a key of a kind can have.
func (t *algorithmType) possibleUsages(kind string) []string {
	if kind == "public" {
		return t.publicUsages
	}
	return t.usages
}

// family is a kind of keys.
type family int

const (
	familyHMAC family = iota + 1
	familyAES
	familyRSA
	familyEC
	familyOKP
	familyKDF
)

// algorithm is an argument that names an algorithm, with its parameters.
type algorithm struct {
	*algorithmType
	operation string
	call      cryptoCall
	params    dictionary
	kind      string // of the parameters, for messages
}

// algorithm is the standard's "normalize an algorithm", for the first of the
// operations that the algorithm has.
func (o cryptoCall) algorithm(v goja.Value, operations ...string) algorithm {
	object, _ := v.(*goja.Object)
	a := algorithm{call: o, params: dictionary{o.env, object}}
	name := v
	if object != nil {
		if name = a.params.member("name"); name == nil {
			o.throwType("%s: Algorithm: name: Missing or not a string", o.failed)
		}
	}
	if a.algorithmType = algorithmNamed(o.toString(name)); a.algorithmType == nil {
		o.refuse("NotSupportedError", "Algorithm: Unrecognized name")
	}
	for _, operation := range operations {
		if kind, ok := a.algorithmType.params(operation); ok {
			a.operation, a.kind = operation, kind
			return a
		}
	}
	o.refuse("NotSupportedError", "%s: Unsupported operation: %s", a.name, operations[0])
	return a
}

// hash reads the parameter of that name.
func (a algorithm) hash() string {
	v := a.params.member("hash")
	if v == nil || !goja.IsString(v) && !isObject(v) {
		a.call.throwType("%s: %s: hash: Missing or not an AlgorithmIdentifier", a.call.failed, a.kind)
	}
	o := a.call
	o.failed += ": " + a.kind + ": hash"
	return o.algorithm(v, "digest").name
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

// number reads a parameter that is a whole number of so many bits; missing is
// for one that is optional, and -1 if it is not.
func (a algorithm) number(name string, bits, missing int) int {
	v := a.params.member(name)
	if v == nil {
		if missing < 0 {
			a.call.throwType("%s: %s: %s: Missing required property", a.call.failed, a.kind, name)
		}
		return missing
	}
	f := math.Trunc(v.ToNumber().ToFloat())
	if !(f >= 0 && f < float64(uint64(1)<<bits)) {
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
