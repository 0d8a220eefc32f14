package web

import (
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"encoding/base64"
	"fmt"
	"maps"
	"math/big"
	"slices"

	"github.com/dop251/goja"
)

// jwk is a JSON Web Key: strings, but for ext and key_ops.
type jwk map[string]any

// jwkMembers are the members that are strings.
var jwkMembers = []string{"kty", "use", "alg", "k", "crv", "x", "y", "d", "n", "e", "p", "q", "dp", "dq", "qi"}

func (o cryptoCall) readJWK(object *goja.Object) jwk {
	d, fields := dictionary{o.env, object}, jwk{}
	for _, name := range jwkMembers {
		if v := d.member(name); v != nil {
			fields[name] = o.toString(v)
		}
	}
	if v := d.member("ext"); v != nil {
		fields["ext"] = v.ToBoolean()
	}
	if v := d.member("key_ops"); v != nil {
		ops := []string{}
		for _, op := range o.sequence(v, o.failed) {
			ops = append(ops, o.toString(op))
		}
		fields["key_ops"] = ops
	}
	return fields
}

// jwkObject has the members in the order of the alphabet, as Chrome's have.
func (e *env) jwkObject(fields jwk) *goja.Object {
	o := e.vm.NewObject()
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		if list, ok := fields[name].([]string); ok {
			o.Set(name, e.strings(list))
		} else {
			o.Set(name, fields[name])
		}
	}
	return o
}

// jwkType is the kty of a family.
var jwkType = map[family]string{familyHMAC: "oct", familyAES: "oct", familyRSA: "RSA", familyEC: "EC", familyOKP: "OKP"}

// jwkAlgorithm is the alg of keys; "" if it has none.
func (a keyAlgorithm) jwkAlgorithm() string {
	bits := a.hash
	if len(bits) > 4 {
		bits = bits[4:] // without SHA-
	}
	switch a.name {
	case "HMAC":
		return "HS" + bits
	case "RSASSA-PKCS1-v1_5":
		return "RS" + bits
	case "RSA-PSS":
		return "PS" + bits
	case "RSA-OAEP":
		if a.hash == "SHA-1" {
			return a.name
		}
		return a.name + "-" + bits
	case "AES-CBC", "AES-CTR", "AES-GCM", "AES-KW":
		return fmt.Sprintf("A%d%s", a.length, a.name[len("AES-"):])
	case "Ed25519":
		return a.name
	}
	return ""
}

// material reads the key and checks that it allows what the import asks for.
func (fields jwk) material(s *keySource) (any, *cryptoFault) {
	inconsistent := func(member string) *cryptoFault {
		return dataError(fmt.Sprintf(`The JWK "%s" member was inconsistent with that specified by the Web Crypto call`, member))
	}
	if fields["kty"] == nil {
		return nil, dataError(`The required JWK member "kty" was missing`)
	}
	if kind := jwkType[s.kind.family]; fields["kty"] != kind {
		return nil, dataError(fmt.Sprintf(`The JWK "kty" member was not "%s"`, kind))
	}
	if fields["ext"] == false && s.extractable {
		return nil, inconsistent("ext")
	}
	if ops, ok := fields["key_ops"].([]string); ok {
		known := slices.DeleteFunc(slices.Sorted(slices.Values(ops)), func(op string) bool { return !slices.Contains(usageNames, op) })
		if len(slices.Compact(slices.Clone(known))) < len(known) {
			return nil, dataError(`The "key_ops" member of the JWK dictionary contains duplicate usages.`)
		}
		if slices.ContainsFunc(s.usages, func(u string) bool { return !slices.Contains(ops, u) }) {
			return nil, inconsistent("key_ops")
		}
	}
	if use := s.kind.jwkUse(); fields["use"] != nil && fields["use"] != use && len(s.usages) > 0 {
		return nil, inconsistent("use")
	}
	r := &jwkReader{fields: fields}
	a := s.algorithm
	var key any
	switch s.kind.family {
	case familyRSA:
		key = r.rsa()
	case familyEC:
		if fields["crv"] != a.curve {
			return nil, inconsistent("crv")
		}
		key = r.ec(a.curve)
	case familyOKP:
		if fields["crv"] != a.name {
			return nil, inconsistent("crv")
		}
		key = r.octets(a.name)
	default:
		secret := r.bytes("k")
		if s.kind.family == familyAES {
			a.length = 8 * len(secret)
		}
		key = secret
	}
	if r.fault != nil {
		return nil, r.fault
	}
	if alg := a.jwkAlgorithm(); alg != "" && fields["alg"] != nil && fields["alg"] != alg && !(alg == "Ed25519" && fields["alg"] == "EdDSA") {
		return nil, inconsistent("alg")
	}
	return key, nil
}

// jwkUse is the use of keys.
func (t *algorithmType) jwkUse() string {
	if slices.Contains(t.usages, "sign") {
		return "sig"
	}
	return "enc"
}

// jwkReader reads members; its first fault stays.
type jwkReader struct {
	fields jwk
	fault  *cryptoFault
}

func (r *jwkReader) bytes(name string) []byte {
	text, ok := r.fields[name].(string)
	if !ok {
		r.fail(fmt.Sprintf(`The required JWK member "%s" was missing`, name))
		return nil
	}
	b, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		r.fail(fmt.Sprintf(`The JWK member "%s" could not be base64url decoded or contained padding`, name))
	}
	return b
}

func (r *jwkReader) fail(message string) {
	if r.fault == nil {
		r.fault = dataError(message)
	}
}

func (r *jwkReader) integer(name string) *big.Int { return new(big.Int).SetBytes(r.bytes(name)) }

func (r *jwkReader) rsa() any {
	public := rsa.PublicKey{N: r.integer("n"), E: int(r.integer("e").Int64())}
	if r.fields["d"] == nil {
		if public.N.Sign() == 0 || public.E < 2 {
			r.fail("")
		}
		return &public
	}
	private := &rsa.PrivateKey{PublicKey: public, D: r.integer("d"), Primes: []*big.Int{r.integer("p"), r.integer("q")}}
	if r.fault == nil && private.Validate() != nil {
		r.fail("")
	}
	if r.fault == nil {
		private.Precompute() // now, since keys do not change any more
	}
	return private
}

func (r *jwkReader) ec(curve string) any {
	c := curves[curve]
	size := (c.Params().BitSize + 7) / 8
	x, y := r.bytes("x"), r.bytes("y")
	if r.fault != nil {
		return nil
	}
	if len(x) != size || len(y) != size {
		r.fail("")
		return nil
	}
	public, err := ecdsa.ParseUncompressedPublicKey(c, slices.Concat([]byte{4}, x, y))
	if err != nil {
		r.fail("")
	}
	if r.fields["d"] == nil || r.fault != nil {
		return public
	}
	private, err := ecdsa.ParseRawPrivateKey(c, r.bytes("d"))
	if err != nil || !private.PublicKey.Equal(public) {
		r.fail("")
	}
	return private
}

// octets is a key of Ed25519 or X25519.
func (r *jwkReader) octets(name string) any {
	x := r.bytes("x")
	public := octetKey(name, x)
	if r.fault == nil && public == nil {
		r.fail("")
	}
	if r.fields["d"] == nil || r.fault != nil {
		return public
	}
	d := r.bytes("d")
	if name == "Ed25519" && len(d) == ed25519.SeedSize {
		private := ed25519.NewKeyFromSeed(d)
		if private.Public().(ed25519.PublicKey).Equal(public.(ed25519.PublicKey)) {
			return private
		}
	}
	if private, err := ecdh.X25519().NewPrivateKey(d); name == "X25519" && err == nil && private.PublicKey().Equal(public.(*ecdh.PublicKey)) {
		return private
	}
	r.fail("")
	return nil
}

// jwk writes the key.
func (k *cryptoKey) jwk() jwk {
	text := base64.RawURLEncoding.EncodeToString
	fields := jwk{"kty": jwkType[algorithmNamed(k.algorithm.name).family], "key_ops": k.usages, "ext": k.extractable}
	if alg := k.algorithm.jwkAlgorithm(); alg != "" {
		fields["alg"] = alg
	}
	if public := k.rsaPublic(); public != nil {
		fields["n"], fields["e"] = text(public.N.Bytes()), text(big.NewInt(int64(public.E)).Bytes())
	}
	switch key := k.material.(type) {
	case []byte:
		fields["k"] = text(key)
	case *rsa.PrivateKey:
		fields["d"], fields["p"], fields["q"] = text(key.D.Bytes()), text(key.Primes[0].Bytes()), text(key.Primes[1].Bytes())
		fields["dp"], fields["dq"], fields["qi"] = text(key.Precomputed.Dp.Bytes()), text(key.Precomputed.Dq.Bytes()), text(key.Precomputed.Qinv.Bytes())
	case *ecdsa.PublicKey:
		fields.point(k.algorithm.curve, key)
	case *ecdsa.PrivateKey:
		fields.point(k.algorithm.curve, &key.PublicKey)
		if d, err := key.Bytes(); err == nil {
			fields["d"] = text(d)
		}
	case ed25519.PublicKey:
		fields["crv"], fields["x"] = k.algorithm.name, text(key)
	case ed25519.PrivateKey:
		fields["crv"], fields["x"], fields["d"] = k.algorithm.name, text(key.Public().(ed25519.PublicKey)), text(key.Seed())
	case *ecdh.PublicKey:
		fields["crv"], fields["x"] = k.algorithm.name, text(key.Bytes())
	case *ecdh.PrivateKey:
		fields["crv"], fields["x"], fields["d"] = k.algorithm.name, text(key.PublicKey().Bytes()), text(key.Bytes())
	}
	return fields
}

// point writes a public key on a curve.
func (fields jwk) point(curve string, key *ecdsa.PublicKey) {
	if point, err := key.Bytes(); err == nil {
		size, text := fieldSize(key), base64.RawURLEncoding.EncodeToString
		fields["crv"], fields["x"], fields["y"] = curve, text(point[1:1+size]), text(point[1+size:])
	}
}
