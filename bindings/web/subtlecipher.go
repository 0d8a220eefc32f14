package web

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/rsa"
	"crypto/subtle"
	"math/big"
	"slices"
)

// cipher is encrypt and decrypt.
func (o cryptoCall) cipher() cryptoWork {
	a := o.algorithm(o.args[0], o.operation)
	k, fault := o.keyFor(a, 1, o.operation)
	run, data := a.cipher(o.operation == "encrypt"), o.bytes(2)
	if fault != nil {
		return failedWork(fault)
	}
	return func() (any, *cryptoFault) { return orFault(run(k, data)) }
}

// orFault is a result as [cryptoWork] has it.
func orFault(b []byte, fault *cryptoFault) (any, *cryptoFault) {
	if fault != nil {
		return nil, fault
	}
	return b, nil
}

// cipherWork changes data, which is its own, by a key of its algorithm.
type cipherWork = func(k *cryptoKey, data []byte) ([]byte, *cryptoFault)

// cipher reads the parameters of an operation that encrypts or decrypts, or
// wraps or unwraps.
func (a algorithm) cipher(encrypting bool) cipherWork {
	switch a.name {
	case "AES-CBC":
		iv := a.bytes("iv", false)
		return withBlock(func(block cipher.Block, data []byte) ([]byte, *cryptoFault) { return cbc(block, encrypting, iv, data) })
	case "AES-CTR":
		counter, bits := a.bytes("counter", false), a.number("length", 8, -1)
		return withBlock(func(block cipher.Block, data []byte) ([]byte, *cryptoFault) { return ctr(block, counter, bits, data) })
	case "AES-GCM":
		iv, additional, tag := a.bytes("iv", false), a.bytes("additionalData", true), a.number("tagLength", 8, 128)
		return withBlock(func(block cipher.Block, data []byte) ([]byte, *cryptoFault) {
			return gcm(block, encrypting, iv, additional, tag, data)
		})
	case "AES-KW":
		if encrypting {
			return withBlock(wrapAES)
		}
		return withBlock(unwrapAES)
	}
	label := a.bytes("label", true)
	return func(k *cryptoKey, data []byte) ([]byte, *cryptoFault) { return oaep(k, label, data) }
}

// withBlock makes the block cipher of an AES key.
func withBlock(f func(block cipher.Block, data []byte) ([]byte, *cryptoFault)) cipherWork {
	return func(k *cryptoKey, data []byte) ([]byte, *cryptoFault) {
		block, err := aes.NewCipher(k.material.([]byte))
		if err != nil {
			return nil, errOperation
		}
		return f(block, data)
	}
}

// cbc has the padding of PKCS#7.
func cbc(block cipher.Block, encrypting bool, iv, data []byte) ([]byte, *cryptoFault) {
	if len(iv) != aes.BlockSize {
		return nil, &cryptoFault{"OperationError", `The "iv" has an unexpected length -- must be 16 bytes`}
	}
	if encrypting {
		n := aes.BlockSize - len(data)%aes.BlockSize
		data = append(data, bytes.Repeat([]byte{byte(n)}, n)...)
		cipher.NewCBCEncrypter(block, iv).CryptBlocks(data, data)
		return data, nil
	}
	if len(data) == 0 || len(data)%aes.BlockSize != 0 {
		return nil, errOperation
	}
	cipher.NewCBCDecrypter(block, iv).CryptBlocks(data, data)
	n := int(data[len(data)-1])
	if n == 0 || n > aes.BlockSize || !bytes.Equal(data[len(data)-n:], bytes.Repeat([]byte{byte(n)}, n)) {
		return nil, errOperation
	}
	return data[:len(data)-n], nil
}

// ctr has a counter in the last bits of a block, which goes back to 0 without
// changing the rest of it.
func ctr(block cipher.Block, counter []byte, bits int, data []byte) ([]byte, *cryptoFault) {
	if len(counter) != aes.BlockSize {
		return nil, &cryptoFault{"OperationError", `The "counter" has an unexpected length -- must be 16 bytes`}
	}
	if bits < 1 || bits > 8*aes.BlockSize {
		return nil, &cryptoFault{"OperationError", `The "length" member must be >= 1 and <= 128`}
	}
	first := new(big.Int).SetBytes(counter)
	values := new(big.Int).Lsh(big.NewInt(1), uint(bits))
	start := new(big.Int).Mod(first, values)
	blocks := big.NewInt(int64((len(data) + aes.BlockSize - 1) / aes.BlockSize))
	if blocks.Cmp(values) > 0 {
		return nil, dataError("The input is too large for the counter length.")
	}
	out, rest := data, []byte(nil)
	if left := values.Sub(values, start); blocks.Cmp(left) > 0 {
		n := int(left.Int64()) * aes.BlockSize
		out, rest = data[:n], data[n:]
	}
	cipher.NewCTR(block, counter).XORKeyStream(out, out)
	if len(rest) > 0 {
		cipher.NewCTR(block, first.Sub(first, start).FillBytes(make([]byte, aes.BlockSize))).XORKeyStream(rest, rest)
	}
	return data, nil
}

// oaep encrypts by a public key and decrypts by a private one.
func oaep(k *cryptoKey, label, data []byte) (out []byte, fault *cryptoFault) {
	hash := hashes[k.algorithm.hash]
	var err error
	switch key := k.material.(type) {
	case *rsa.PublicKey:
		out, err = rsa.EncryptOAEP(hash.New(), rand.Reader, key, data, label)
	case *rsa.PrivateKey:
		out, err = rsa.DecryptOAEP(hash.New(), nil, key, data, label)
	}
	if err != nil {
		return nil, errOperation
	}
	return out, nil
}

var gcmTagLengths = []int{32, 64, 96, 104, 112, 120, 128}

// gcm has tags of the standard's lengths, in bits. Go's does not, so a shorter
// tag is cut here, and checked by sealing again what it guards.
func gcm(block cipher.Block, encrypting bool, iv, additional []byte, tag int, data []byte) ([]byte, *cryptoFault) {
	if !slices.Contains(gcmTagLengths, tag) {
		return nil, &cryptoFault{"OperationError", "The tag length is invalid: Must be 32, 64, 96, 104, 112, 120, or 128 bits"}
	}
	if len(iv) == 0 {
		return nil, errOperation
	}
	aead, err := cipher.NewGCMWithNonceSize(block, len(iv))
	if err != nil {
		return nil, errOperation
	}
	size := tag / 8
	if encrypting {
		sealed := aead.Seal(nil, iv, data, additional)
		return sealed[:len(data)+size], nil
	}
	if len(data) < size {
		return nil, &cryptoFault{"OperationError", "The provided data is too small"}
	}
	n := len(data) - size
	// Encrypting twice is decrypting.
	plain := aead.Seal(nil, iv, data[:n], additional)[:n]
	sealed := aead.Seal(nil, iv, plain, additional)
	if subtle.ConstantTimeCompare(sealed[:n+size], data) != 1 {
		return nil, errOperation
	}
	return plain, nil
}
