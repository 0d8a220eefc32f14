package web_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// The vectors are those of the RFCs and of NIST SP 800-38A.
func TestSubtleVectors(t *testing.T) {
	for _, c := range []struct{ name, script, want string }{
		{"AES-CTR", `const k = await S.importKey('raw', unhex('2b7e151628aed2a6abf7158809cf4f3c'), 'AES-CTR', true, ['encrypt', 'decrypt'])
			const a = { name: 'AES-CTR', counter: unhex('f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff'), length: 64 }
			const c = await S.encrypt(a, k, unhex('6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51')); log(hex(c)); log(hex(await S.decrypt(a, k, c)))
			log((await S.exportKey('jwk', k)).alg)`,
			"874d6191b620e3261bef6864990db6ce9806f66b7970fdff8617187bb9fffdff\n6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51\nA128CTR"},
		{"a counter of few bits", `const k = await S.importKey('raw', new Uint8Array(16), 'AES-CTR', false, ['encrypt'])
			const at = (counter, length, n) => S.encrypt({ name: 'AES-CTR', counter: unhex(counter), length }, k, new Uint8Array(n)).then(hex)
			const whole = await at('ffffffffffffffffffffffffffffffff', 4, 32); log(whole.slice(0, 32) === await at('ffffffffffffffffffffffffffffffff', 128, 16), whole.slice(32) === await at('fffffffffffffffffffffffffffffff0', 128, 16))
			log((await at('00000000000000000000000000000000', 4, 256)).length); await fails(at('00000000000000000000000000000000', 4, 257))
			await fails(at('00', 4, 1)); await fails(at('00000000000000000000000000000000', 129, 1)); await fails(at('00000000000000000000000000000000', 300, 1))`,
			"true true\n512\nDataError: The input is too large for the counter length.\nOperationError: The \"counter\" has an unexpected length -- must be 16 bytes\nOperationError: The \"length\" member must be >= 1 and <= 128\nTypeError: Failed to execute 'encrypt' on 'SubtleCrypto': AesCtrParams: length: Outside of numeric range"},
		{"AES-KW", `const k = await S.importKey('raw', unhex('000102030405060708090a0b0c0d0e0f'), 'AES-KW', true, ['wrapKey', 'unwrapKey'])
			const inner = await S.importKey('raw', unhex('00112233445566778899aabbccddeeff'), 'AES-GCM', true, ['encrypt'])
			const w = await S.wrapKey('raw', inner, k, 'AES-KW'); log(hex(w)); const again = await S.unwrapKey('raw', w, k, 'AES-KW', 'AES-GCM', true, ['encrypt']); log(hex(await S.exportKey('raw', again)), again.algorithm.name)
			new Uint8Array(w)[3] ^= 1; await fails(S.unwrapKey('raw', w, k, 'AES-KW', 'AES-GCM', true, ['encrypt'])); await fails(S.unwrapKey('raw', new Uint8Array(15), k, 'AES-KW', 'AES-GCM', true, ['encrypt']))
			await fails(S.encrypt('AES-KW', k, new Uint8Array(16)))`,
			"1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5\n00112233445566778899aabbccddeeff AES-GCM\nOperationError\nOperationError: The provided data is too small\nNotSupportedError: Failed to execute 'encrypt' on 'SubtleCrypto': AES-KW: Unsupported operation: encrypt"},
		{"HKDF", `const k = await S.importKey('raw', unhex('0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b'), 'HKDF', false, ['deriveBits', 'deriveKey'])
			const a = { name: 'HKDF', hash: 'SHA-256', salt: unhex('000102030405060708090a0b0c'), info: unhex('f0f1f2f3f4f5f6f7f8f9') }
			log(hex(await S.deriveBits(a, k, 336))); log(hex(await S.exportKey('raw', await S.deriveKey(a, k, { name: 'AES-CBC', length: 128 }, true, ['encrypt']))))
			await fails(S.deriveBits(a, k, 7)); await fails(S.deriveBits(a, k)); await fails(S.deriveBits(a, k, 255 * 256 + 8)); await fails(S.exportKey('raw', k)); await fails(S.importKey('raw', new Uint8Array(1), 'HKDF', true, ['deriveBits']))`,
			"3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865\n3cb25f25faacd57a90434f64d0362f2a\n" +
				"OperationError: The length provided for HKDF is not a multiple of 8 bits.\nOperationError: No length was specified for the HKDF Derive Bits operation.\nOperationError: The length provided for HKDF is too large.\nNotSupportedError: Failed to execute 'exportKey' on 'SubtleCrypto': HKDF: Unsupported operation: exportKey\nSyntaxError: KDF keys must set extractable=false"},
		{"PBKDF2", `const k = await S.importKey('raw', utf8('password'), 'PBKDF2', false, ['deriveBits', 'deriveKey'])
			const a = { name: 'PBKDF2', hash: 'SHA-1', salt: utf8('salt'), iterations: 4096 }; log(hex(await S.deriveBits(a, k, 160)))
			const h = await S.deriveKey(a, k, { name: 'HMAC', hash: 'SHA-256' }, true, ['sign']); log(h.algorithm.length)
			await fails(S.deriveBits({ ...a, iterations: 0 }, k, 8)); await fails(S.deriveKey(a, k, { name: 'HMAC', hash: 'SHA-256', length: 0 }, true, ['sign'])); await fails(S.deriveKey(a, k, { name: 'AES-CBC', length: 8 }, true, ['encrypt']))`,
			"4b007901b765489abead49d926f721d065a429c1\n512\nOperationError: PBKDF2 requires iterations > 0\nTypeError: HMAC key length must not be zero\nOperationError: AES key length must be 128 or 256 bits"},
		{"ECDH", `for (const a of [{ name: 'ECDH', namedCurve: 'P-256' }, { name: 'ECDH', namedCurve: 'P-521' }, { name: 'X25519' }]) {
				const one = await S.generateKey(a, true, ['deriveBits', 'deriveKey']), two = await S.generateKey(a, true, ['deriveBits'])
				const again = await S.importKey('jwk', await S.exportKey('jwk', two.privateKey), a, false, ['deriveBits']), public = await S.importKey('raw', await S.exportKey('raw', one.publicKey), a, true, [])
				const b = await S.deriveBits({ ...a, public: two.publicKey }, one.privateKey, null); log(b.byteLength, hex(b) === hex(await S.deriveBits({ ...a, public }, again, 8 * b.byteLength)), one.publicKey.usages.length)
				log((await S.deriveKey({ ...a, public: two.publicKey }, one.privateKey, 'HKDF', false, ['deriveBits'])).type)
				await fails(S.deriveBits({ ...a, public: two.privateKey }, one.privateKey, 8)); await fails(S.deriveBits(a, one.privateKey, 8))
			}`,
			"32 true 0\nsecret\nInvalidAccessError: The public parameter for ECDH key derivation is not a public EC key\nTypeError: Failed to execute 'deriveBits' on 'SubtleCrypto': EcdhKeyDeriveParams: public: Missing required property\n" +
				"66 true 0\nsecret\nInvalidAccessError: The public parameter for ECDH key derivation is not a public EC key\nTypeError: Failed to execute 'deriveBits' on 'SubtleCrypto': EcdhKeyDeriveParams: public: Missing required property\n" +
				"32 true 0\nsecret\nInvalidAccessError: The public parameter for X25519 key derivation is not a public key\nTypeError: Failed to execute 'deriveBits' on 'SubtleCrypto': EcdhKeyDeriveParams: public: Missing required property"},
		{"X25519", `const d = 'dwdtCnMYpX08FsFyUbJmRd9ML4frwJkqsXf7pR25LCo', x = 'hSDwCYkwp1R0i33ctD73Wg2_Og0mOBr066SpjqqbTmo'
			const mine = await S.importKey('jwk', { kty: 'OKP', crv: 'X25519', x, d }, 'X25519', true, ['deriveBits'])
			const theirs = await S.importKey('raw', unhex('de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f'), 'X25519', true, [])
			log(hex(await S.deriveBits({ name: 'X25519', public: theirs }, mine)))
			await fails(S.importKey('jwk', { kty: 'OKP', crv: 'X25519', x: d, d }, 'X25519', true, ['deriveBits']))`,
			"4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742\nDataError"},
		{"Ed25519", `const pkcs8 = unhex('302e020100300506032b6570042204209d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60')
			const k = await S.importKey('pkcs8', pkcs8, 'Ed25519', true, ['sign']), j = await S.exportKey('jwk', k); log(j.crv, j.alg, hex(await S.sign('Ed25519', k, new Uint8Array())))
			const public = await S.importKey('jwk', { ...j, d: undefined, key_ops: undefined }, 'Ed25519', true, ['verify']); log(hex(await S.exportKey('raw', public)))
			log(await S.verify('Ed25519', public, await S.sign('Ed25519', k, utf8('x')), utf8('x')), await S.verify('Ed25519', public, new Uint8Array(5), utf8('x')))`,
			"Ed25519 Ed25519 e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b\nd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a\ntrue false"},
		{"RSA-OAEP", `const { privateKey, publicKey } = await S.generateKey({ name: 'RSA-OAEP', modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-1' }, true, ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'])
			const a = { name: 'RSA-OAEP', label: utf8('l') }, c = await S.encrypt(a, publicKey, utf8('secret')); log(c.byteLength, new TextDecoder().decode(await S.decrypt(a, privateKey, c)))
			await fails(S.decrypt('RSA-OAEP', privateKey, c)); await fails(S.encrypt(a, publicKey, new Uint8Array(100))); log((await S.exportKey('jwk', publicKey)).alg, publicKey.usages.join(), privateKey.usages.join())
			const w = await S.wrapKey('raw', await S.importKey('raw', new Uint8Array(16), 'AES-GCM', true, ['encrypt']), publicKey, 'RSA-OAEP'); log((await S.unwrapKey('raw', w, privateKey, 'RSA-OAEP', 'AES-GCM', false, ['encrypt'])).extractable)`,
			"128 secret\nOperationError\nOperationError\nRSA-OAEP encrypt,wrapKey decrypt,unwrapKey\nfalse"},
		{"RSA-PSS without salt", `const { privateKey, publicKey } = await S.generateKey({ name: 'RSA-PSS', modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' }, true, ['sign', 'verify'])
			const a = { name: 'RSA-PSS', saltLength: 0 }, one = await S.sign(a, privateKey, utf8('x')); log(hex(one) === hex(await S.sign(a, privateKey, utf8('x'))), await S.verify(a, publicKey, one, utf8('x')), await S.verify(a, publicKey, one, utf8('y')))
			log(await S.verify({ ...a, saltLength: 8 }, publicKey, one, utf8('x')), await S.verify(a, publicKey, await S.sign({ ...a, saltLength: 8 }, privateKey, utf8('x')), utf8('x')), await S.verify(a, publicKey, new Uint8Array(128).fill(255), utf8('x')))`,
			"true true false\nfalse false false"},
		{"a wrapped JWK", `const by = await S.importKey('raw', new Uint8Array(16), 'AES-GCM', false, ['wrapKey', 'unwrapKey', 'encrypt']), a = { name: 'AES-GCM', iv: new Uint8Array(12) }
			const { privateKey } = await S.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign']), w = await S.wrapKey('jwk', privateKey, by, a)
			const again = await S.unwrapKey('jwk', w, by, a, { name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign']); log((await S.exportKey('jwk', again)).d === (await S.exportKey('jwk', privateKey)).d)
			await fails(S.wrapKey('raw', by, by, a)); for (const text of ['no', 'null', '{}', '{"kty":"oct","k":5}']) await fails(S.unwrapKey('jwk', await S.encrypt(a, by, utf8(text)), by, a, 'AES-GCM', true, ['encrypt']))`,
			"true\nInvalidAccessError: key is not extractable\nDataError: JWK input could not be parsed to a JSON dictionary\nDataError: JWK input could not be parsed to a JSON dictionary\n" +
				"DataError: The required JWK member \"kty\" was missing\nDataError: The JWK member \"k\" must be a string"},
	} {
		t.Run(c.name, func(t *testing.T) { require.Equal(t, c.want, settled(t, c.script)) })
	}
}
