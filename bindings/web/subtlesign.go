package web

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"math/big"
)

// signer reads the parameters of a signature: which hash, and for RSA-PSS how
// much salt.
func (o cryptoCall) signer(a algorithm, k *cryptoKey) (hash crypto.Hash, salt int) {
	hash = hashes[k.algorithm.hash]
	switch a.name {
	case "ECDSA":
		hash = hashes[a.hash()]
	case "RSA-PSS":
		salt = a.number("saltLength", 32, -1)
	}
	return hash, salt
}

func (o cryptoCall) sign() cryptoWork {
	a := o.algorithm(o.args[0], "sign")
	k, fault := o.keyFor(a, 1, "sign")
	hash, salt := o.signer(a, k)
	data := o.bytes(2)
	if fault != nil {
		return failedWork(fault)
	}
	return func() (any, *cryptoFault) {
		var signature []byte
		var err error
		switch key := k.material.(type) {
		case []byte:
			return hmacOf(hash, key, data), nil
		case *rsa.PrivateKey:
			switch {
			case a.name != "RSA-PSS":
				signature, err = rsa.SignPKCS1v15(nil, key, hash, sum(hash, data))
			case salt == 0:
				signature, err = signUnsalted(key, hash, sum(hash, data))
			default:
				signature, err = rsa.SignPSS(rand.Reader, key, hash, sum(hash, data), pssOptions(hash, salt))
			}
		case ed25519.PrivateKey:
			return ed25519.Sign(key, data), nil
		case *ecdsa.PrivateKey:
			var r, s *big.Int
			if r, s, err = ecdsa.Sign(rand.Reader, key, sum(hash, data)); err == nil {
				size := fieldSize(&key.PublicKey)
				signature = append(r.FillBytes(make([]byte, size)), s.FillBytes(make([]byte, size))...)
			}
		}
		if err != nil {
			return nil, errOperation
		}
		return signature, nil
	}
}

func (o cryptoCall) verify() cryptoWork {
	a := o.algorithm(o.args[0], "verify")
	k, fault := o.keyFor(a, 1, "verify")
	hash, salt := o.signer(a, k)
	signature, data := o.bytes(2), o.bytes(3)
	if fault != nil {
		return failedWork(fault)
	}
	return func() (any, *cryptoFault) {
		switch key := k.material.(type) {
		case []byte:
			return hmac.Equal(signature, hmacOf(hash, key, data)), nil
		case *rsa.PublicKey:
			switch {
			case a.name != "RSA-PSS":
				return rsa.VerifyPKCS1v15(key, hash, sum(hash, data), signature) == nil, nil
			case salt == 0:
				return verifyUnsalted(key, hash, sum(hash, data), signature), nil
			}
			return rsa.VerifyPSS(key, hash, sum(hash, data), signature, pssOptions(hash, salt)) == nil, nil
		case ed25519.PublicKey:
			return ed25519.Verify(key, data, signature), nil
		case *ecdsa.PublicKey:
			size := fieldSize(key)
			if len(signature) != 2*size {
				return false, nil
			}
			r, s := new(big.Int).SetBytes(signature[:size]), new(big.Int).SetBytes(signature[size:])
			return ecdsa.Verify(key, sum(hash, data), r, s), nil
		}
		return nil, errOperation
	}
}

func hmacOf(hash crypto.Hash, key, data []byte) []byte {
	h := hmac.New(hash.New, key)
	h.Write(data)
	return h.Sum(nil)
}

// pssOptions asks for exactly so much salt.
func pssOptions(hash crypto.Hash, salt int) *rsa.PSSOptions {
	return &rsa.PSSOptions{SaltLength: salt, Hash: hash}
}

// fieldSize is the length of a coordinate in bytes.
func fieldSize(key *ecdsa.PublicKey) int { return (key.Curve.Params().BitSize + 7) / 8 }
