package web

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/subtle"
	"slices"
)

// cipher is encrypt and decrypt.
func (o cryptoCall) cipher() cryptoWork {
	encrypting := o.operation == "encrypt"
	a, k, fault := o.keyFor(o.operation)
	iv := a.bytes("iv", false)
	var additional []byte
	tag := 128
	if a.name == "AES-GCM" {
		additional = a.bytes("additionalData", true)
		tag = a.number("tagLength", tag)
	}
	data := o.bytes(2)
	if fault != nil {
		return failedWork(fault)
	}
	return func() (any, *cryptoFault) {
		block, err := aes.NewCipher(k.material.([]byte))
		if err != nil {
			return nil, errOperation
		}
		if a.name == "AES-GCM" {
			return gcm(block, encrypting, iv, additional, tag, data)
		}
		return cbc(block, encrypting, iv, data)
	}
}

// cbc has the padding of PKCS#7.
func cbc(block cipher.Block, encrypting bool, iv, data []byte) (any, *cryptoFault) {
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

var gcmTagLengths = []int{32, 64, 96, 104, 112, 120, 128}

// gcm has tags of the standard's lengths, in bits. Go's does not, so a shorter
// tag is cut here, and checked by sealing again what it guards.
func gcm(block cipher.Block, encrypting bool, iv, additional []byte, tag int, data []byte) (any, *cryptoFault) {
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
