package web_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"math/big"
	"strings"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"
)

const cryptoHelpers = `
	const S = crypto.subtle, log = console.log
	const hex = b => Array.from(new Uint8Array(b), c => c.toString(16).padStart(2, '0')).join('')
	const unhex = s => Uint8Array.from(s.match(/../g) || [], c => parseInt(c, 16))
	const utf8 = s => new TextEncoder().encode(s)
	const fails = p => p.then(v => log('no failure', v), e => log(String(e)))
`

// settled is what a script with await at its top prints.
func settled(t *testing.T, script string) string {
	t.Helper()
	return text(t, cryptoHelpers+";(async () => {\n"+script+"\n})().catch(e => log('failed', String(e)))")
}

func TestCrypto(t *testing.T) {
	for _, c := range []struct{ script, want string }{
		{`(a => [crypto.getRandomValues(a) === a, a.some(x => x !== 0)])(new Uint32Array(16))`, "[ true, true ]"},
		{`(a => { crypto.getRandomValues(a.subarray(4, 8)); return [a.slice(0, 4).join(), a.slice(8).join()] })(new Uint8Array(12))`, "[ '0,0,0,0', '0,0,0,0' ]"},
		{`/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(crypto.randomUUID())`, "true"},
		{`crypto.randomUUID() === crypto.randomUUID()`, "false"},
		{`[String(crypto), String(crypto.subtle), crypto.subtle === crypto.subtle].join()`, "[object Crypto],[object SubtleCrypto],true"},
		{`thrown(() => crypto.getRandomValues(5))`, "TypeError: Failed to execute 'getRandomValues' on 'Crypto': parameter 1 is not of type 'ArrayBufferView'."},
		{`thrown(() => crypto.getRandomValues(new Float32Array(1)))`, "TypeMismatchError: Failed to execute 'getRandomValues' on 'Crypto': The provided ArrayBufferView is of type 'Float32', which is not an integer array type."},
		{`thrown(() => crypto.getRandomValues(new DataView(new ArrayBuffer(1))))`, "TypeMismatchError: Failed to execute 'getRandomValues' on 'Crypto': The provided ArrayBufferView is of type 'DataView', which is not an integer array type."},
		{`thrown(() => crypto.getRandomValues(new Uint8Array(70000)))`, "QuotaExceededError: Failed to execute 'getRandomValues' on 'Crypto': The ArrayBufferView's byte length (70000) exceeds the number of bytes of entropy available via this API (65536)."},
	} {
		t.Run(c.script, func(t *testing.T) { require.Equal(t, c.want, value(t, c.script)) })
	}
}

func TestSubtle(t *testing.T) {
	for _, c := range []struct{ name, script, want string }{
		{"digest", `for (const h of ['SHA-1', 'sha-256', { name: 'SHA-384' }, 'SHA-512']) log(hex(await S.digest(h, utf8('abc'))).slice(0, 40))`,
			"a9993e364706816aba3e25717850c26c9cd0d89d\nba7816bf8f01cfea414140de5dae2223b00361a3\ncb00753f45a35e8bb5a03d699ac65007272c32ab\nddaf35a193617abacc417349ae20413112e6fa4e"},
		{"the data is copied", `const b = utf8('abc'), p = S.digest('SHA-1', b); b.fill(0); log(hex(await p).slice(0, 8))`, "a9993e36"},
		{"HMAC", `const k = await S.importKey('raw', utf8('Jefe'), { name: 'hmac', hash: 'SHA-256' }, true, ['verify', 'sign', 'sign']), d = utf8('what do ya want for nothing?')
			const s = await S.sign('HMAC', k, d); log(hex(s)); log(await S.verify('HMAC', k, s, d), await S.verify('HMAC', k, s, utf8('x')), await S.verify('HMAC', k, new Uint8Array(3), d))
			log(k.type, k.extractable, JSON.stringify(k.algorithm), k.usages.join(), k.algorithm === k.algorithm); log(JSON.stringify(await S.exportKey('jwk', k)), hex(await S.exportKey('raw', k)))
			log(structuredClone(k).usages.length)`,
			"5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843\ntrue false false\nsecret true {\"name\":\"HMAC\",\"hash\":{\"name\":\"SHA-256\"},\"length\":32} sign,verify true\n{\"alg\":\"HS256\",\"ext\":true,\"k\":\"SmVmZQ\",\"key_ops\":[\"sign\",\"verify\"],\"kty\":\"oct\"} 4a656665\n2"},
		{"AES-CBC", `const k = await S.importKey('raw', unhex('06a9214036b8a15b512e03d534120006'), 'AES-CBC', false, ['encrypt', 'decrypt']), a = { name: 'AES-CBC', iv: unhex('3dafba429d9eb430b422da802c9fac41') }
			const c = await S.encrypt(a, k, utf8('Single block msg')); log(hex(c).slice(0, 32), c.byteLength); log(new TextDecoder().decode(await S.decrypt(a, k, c)))
			fails(S.decrypt(a, k, new Uint8Array(15))); fails(S.exportKey('raw', k))`,
			"e353779c1079aeb82708942dbe77181a 32\nSingle block msg\nInvalidAccessError: Failed to execute 'exportKey' on 'SubtleCrypto': key is not extractable\nOperationError"},
		{"AES-GCM", `const k = await S.importKey('jwk', { kty: 'oct', k: '_v_pkoZlcxxtao-UZzCDCA', alg: 'A128GCM' }, 'AES-GCM', true, ['encrypt', 'decrypt'])
			const a = { name: 'AES-GCM', iv: unhex('cafebabefacedbaddecaf888'), additionalData: unhex('feedfacedeadbeeffeedfacedeadbeefabaddad2') }
			const p = unhex('d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39')
			const c = await S.encrypt(a, k, p); log(hex(c).slice(-32)); log(hex(await S.decrypt(a, k, c)) === hex(p))
			for (const tagLength of [32, 64, 96, 104, 112, 120]) { const b = { ...a, tagLength, iv: new Uint8Array(tagLength / 8) }, c = await S.encrypt(b, k, p); log(c.byteLength - p.length, hex(await S.decrypt(b, k, c)) === hex(p)); new Uint8Array(c)[3] ^= 1; await fails(S.decrypt(b, k, c)) }
			await fails(S.encrypt({ ...a, tagLength: 7 }, k, p)); await fails(S.decrypt(a, k, new Uint8Array(3)))`,
			"5bc94fbc3221a5db94fae95ae7121a47\ntrue\n" + strings.Join([]string{"4 true", "8 true", "12 true", "13 true", "14 true", "15 true"}, "\nOperationError\n") +
				"\nOperationError\nOperationError: The tag length is invalid: Must be 32, 64, 96, 104, 112, 120, or 128 bits\nOperationError: The provided data is too small"},
		{"RSA", `for (const name of ['RSASSA-PKCS1-v1_5', 'RSA-PSS']) {
				const { privateKey, publicKey } = await S.generateKey({ name, modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' }, true, ['sign', 'verify'])
				const a = { name, saltLength: 32 }, s = await S.sign(a, privateKey, utf8('x')); log(s.byteLength, await S.verify(a, publicKey, s, utf8('x')), await S.verify(a, publicKey, s, utf8('y')))
				for (const [format, key, use] of [['spki', publicKey, 'verify'], ['jwk', publicKey, 'verify'], ['pkcs8', privateKey, 'sign'], ['jwk', privateKey, 'sign']]) {
					const again = await S.importKey(format, await S.exportKey(format, key), { name, hash: 'SHA-256' }, true, [use])
					log(format, again.type, again.algorithm.modulusLength, again.algorithm.publicExponent.join(), again.usages[0], use === 'sign' ? await S.verify(a, publicKey, await S.sign(a, again, utf8('x')), utf8('x')) : await S.verify(a, again, s, utf8('x')))
				}
			}`,
			strings.TrimSuffix(strings.Repeat("128 true false\nspki public 1024 1,0,1 verify true\njwk public 1024 1,0,1 verify true\npkcs8 private 1024 1,0,1 sign true\njwk private 1024 1,0,1 sign true\n", 2), "\n")},
		{"ECDSA", `for (const namedCurve of ['P-256', 'P-384', 'P-521']) {
				const { privateKey, publicKey } = await S.generateKey({ name: 'ECDSA', namedCurve }, true, ['sign', 'verify'])
				const a = { name: 'ECDSA', hash: 'SHA-256' }, s = await S.sign(a, privateKey, utf8('x')); log(s.byteLength, await S.verify(a, publicKey, s, utf8('x')), await S.verify(a, publicKey, s, utf8('y')), await S.verify(a, publicKey, s.slice(1), utf8('x')))
				for (const format of ['raw', 'spki', 'jwk']) log(format, await S.verify(a, await S.importKey(format, await S.exportKey(format, publicKey), { name: 'ECDSA', namedCurve }, true, ['verify']), s, utf8('x')))
				for (const format of ['pkcs8', 'jwk']) log(format, await S.verify(a, publicKey, await S.sign(a, await S.importKey(format, await S.exportKey(format, privateKey), { name: 'ECDSA', namedCurve }, true, ['sign']), utf8('x')), utf8('x')))
			}`,
			"64 true false false\nraw true\nspki true\njwk true\npkcs8 true\njwk true\n96 true false false\nraw true\nspki true\njwk true\npkcs8 true\njwk true\n132 true false false\nraw true\nspki true\njwk true\npkcs8 true\njwk true"},
		{"secrets are made", `const k = await S.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt']); log(JSON.stringify(k.algorithm), (await S.exportKey('raw', k)).byteLength)
			const h = await S.generateKey({ name: 'HMAC', hash: 'SHA-512' }, true, ['sign']); log(JSON.stringify(h.algorithm))`,
			"{\"name\":\"AES-GCM\",\"length\":256} 32\n{\"name\":\"HMAC\",\"hash\":{\"name\":\"SHA-512\"},\"length\":1024}"},
	} {
		t.Run(c.name, func(t *testing.T) { require.Equal(t, c.want, settled(t, c.script)) })
	}
}

// The messages are Chromium's.
func TestSubtleFailures(t *testing.T) {
	const prefix = "Failed to execute '"
	for _, c := range []struct{ script, want string }{
		{`S.digest()`, "TypeError: " + prefix + "digest' on 'SubtleCrypto': 2 arguments required, but only 0 present."},
		{`S.digest('MD5', new Uint8Array(1))`, "NotSupportedError: " + prefix + "digest' on 'SubtleCrypto': Algorithm: Unrecognized name"},
		{`S.digest('SHA-1', 'x')`, "TypeError: " + prefix + "digest' on 'SubtleCrypto': The provided value is not of type '(ArrayBuffer or ArrayBufferView)'."},
		{`S.digest({}, new Uint8Array(1))`, "TypeError: " + prefix + "digest' on 'SubtleCrypto': Algorithm: name: Missing or not a string"},
		{`S.importKey('raw', new Uint8Array(16), { name: 'HMAC' }, true, ['sign'])`, "TypeError: " + prefix + "importKey' on 'SubtleCrypto': HmacImportParams: hash: Missing or not an AlgorithmIdentifier"},
		{`S.importKey('raw', new Uint8Array(0), { name: 'HMAC', hash: 'SHA-1' }, true, ['sign'])`, "DataError: HMAC key data must not be empty"},
		{`S.importKey('raw', new Uint8Array(5), 'AES-CBC', true, ['encrypt'])`, "DataError: AES key data must be 128 or 256 bits"},
		{`S.importKey('raw', new Uint8Array(16), 'AES-CBC', true, ['sign'])`, "SyntaxError: Cannot create a key using the specified key usages."},
		{`S.importKey('raw', new Uint8Array(16), 'AES-CBC', true, [])`, "SyntaxError: Usages cannot be empty when creating a key."},
		{`S.importKey('nope', new Uint8Array(16), 'AES-CBC', true, [])`, "TypeError: " + prefix + "importKey' on 'SubtleCrypto': Invalid keyFormat argument: nope"},
		{`S.importKey('raw', new Uint8Array(16), 'AES-CBC', true, ['fly'])`, "TypeError: " + prefix + "importKey' on 'SubtleCrypto': Invalid keyUsages argument"},
		{`S.importKey('pkcs8', new Uint8Array(16), 'AES-CBC', true, ['encrypt'])`, "NotSupportedError: Unsupported import key format for algorithm"},
		{`S.importKey('jwk', new Uint8Array(16), 'AES-CBC', true, ['encrypt'])`, "TypeError: " + prefix + "importKey' on 'SubtleCrypto': Key data must be an object for JWK import"},
		{`S.importKey('jwk', { kty: 'RSA' }, 'AES-CBC', true, ['encrypt'])`, `DataError: The JWK "kty" member was not "oct"`},
		{`S.importKey('jwk', { kty: 'oct' }, 'AES-CBC', true, ['encrypt'])`, `DataError: The required JWK member "k" was missing`},
		{`S.importKey('jwk', { kty: 'oct', k: '=' }, 'AES-CBC', true, ['encrypt'])`, `DataError: The JWK member "k" could not be base64url decoded or contained padding`},
		{`S.importKey('jwk', { kty: 'oct', k: 'AAAAAAAAAAAAAAAAAAAAAA', ext: false }, 'AES-CBC', true, ['encrypt'])`, `DataError: The JWK "ext" member was inconsistent with that specified by the Web Crypto call`},
		{`S.importKey('jwk', { kty: 'oct', k: 'AAAAAAAAAAAAAAAAAAAAAA', key_ops: ['decrypt'] }, 'AES-CBC', true, ['encrypt'])`, `DataError: The JWK "key_ops" member was inconsistent with that specified by the Web Crypto call`},
		{`S.importKey('jwk', { kty: 'oct', k: 'AAAAAAAAAAAAAAAAAAAAAA', alg: 'A256CBC' }, 'AES-CBC', true, ['encrypt'])`, `DataError: The JWK "alg" member was inconsistent with that specified by the Web Crypto call`},
		{`S.importKey('spki', new Uint8Array(16), { name: 'RSA-PSS', hash: 'SHA-256' }, true, ['verify'])`, "DataError"},
		{`S.importKey('raw', new Uint8Array(16), 'AES-CBC', false, ['encrypt']).then(k => S.encrypt('AES-CBC', k, new Uint8Array(1)))`, "TypeError: " + prefix + "encrypt' on 'SubtleCrypto': AesCbcParams: iv: Missing required property"},
		{`S.importKey('raw', new Uint8Array(16), 'AES-CBC', false, ['encrypt']).then(k => S.encrypt({ name: 'AES-CBC', iv: new Uint8Array(3) }, k, new Uint8Array(1)))`, `OperationError: The "iv" has an unexpected length -- must be 16 bytes`},
		{`S.importKey('raw', new Uint8Array(16), 'AES-CBC', false, ['encrypt']).then(k => S.decrypt({ name: 'AES-CBC', iv: new Uint8Array(16) }, k, new Uint8Array(16)))`, "InvalidAccessError: key.usages does not permit this operation"},
		{`S.importKey('raw', new Uint8Array(16), 'AES-CBC', false, ['encrypt']).then(k => S.encrypt({ name: 'AES-GCM', iv: new Uint8Array(16) }, k, new Uint8Array(16)))`, "InvalidAccessError: key.algorithm does not match that of operation"},
		{`S.sign('AES-CBC', 5, new Uint8Array(1))`, "NotSupportedError: " + prefix + "sign' on 'SubtleCrypto': AES-CBC: Unsupported operation: sign"},
		{`S.sign('HMAC', 5, new Uint8Array(1))`, "TypeError: " + prefix + "sign' on 'SubtleCrypto': parameter 2 is not of type 'CryptoKey'."},
		{`S.generateKey({ name: 'AES-GCM', length: 100 }, true, ['encrypt'])`, "OperationError: AES key length must be 128 or 256 bits"},
		{`S.generateKey({ name: 'ECDSA', namedCurve: 'P-9' }, true, ['sign'])`, "NotSupportedError: " + prefix + "generateKey' on 'SubtleCrypto': EcKeyGenParams: Unrecognized namedCurve"},
		{`S.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['verify'])`, "SyntaxError: Usages cannot be empty when creating a key."},
	} {
		t.Run(c.script, func(t *testing.T) { require.Equal(t, c.want, settled(t, "await fails("+c.script+")")) })
	}
}

// What Go signs verifies, and the other way round.
func TestSubtleWithGo(t *testing.T) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	hash := sha256.Sum256([]byte("x"))
	r, s, err := ecdsa.Sign(rand.Reader, key, hash[:])
	require.NoError(t, err)
	spki, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	require.NoError(t, err)
	pkcs8, err := x509.MarshalPKCS8PrivateKey(key)
	require.NoError(t, err)
	p := newPage(t)
	for name, b := range map[string][]byte{"spki": spki, "pkcs8": pkcs8, "signature": append(r.FillBytes(make([]byte, 32)), s.FillBytes(make([]byte, 32))...)} {
		p.VM().Set(name, p.VM().NewArrayBuffer(b))
	}
	require.Equal(t, []string{"true"}, p.run(t, `var mine, e = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }, x = new Uint8Array([120])
		crypto.subtle.importKey('spki', spki, e, true, ['verify']).then(k => crypto.subtle.verify(e, k, signature, x)).then(console.log)
		crypto.subtle.importKey('pkcs8', pkcs8, e, true, ['sign']).then(k => crypto.subtle.sign(e, k, x)).then(s => mine = s)`))
	mine := p.VM().Get("mine").Export().(goja.ArrayBuffer).Bytes()
	require.True(t, ecdsa.Verify(&key.PublicKey, hash[:], new(big.Int).SetBytes(mine[:32]), new(big.Int).SetBytes(mine[32:])))
}
