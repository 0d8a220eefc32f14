package app

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/x509"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"io"
)

// maxCRXHeader is far more than keys and signatures need.
const maxCRXHeader = 1 << 20

var (
	errCRXHeader    = errors.New("the header of the .crx is broken")
	errCRXSignature = errors.New("the signature of the .crx is wrong: its content was changed, or it was damaged")
	errCRXBadKey    = errors.New("a key of the .crx is broken")
	errCRXKey       = errors.New("no key of the .crx belongs to its id")
)

// readCRX reads the header of a .crx of version 2 or 3 and verifies its
// signatures. It returns where the zip archive starts, and the public key, in
// DER, that the id is made from.
func readCRX(r io.ReaderAt, size int64) (start int64, key []byte, err error) {
	head := make([]byte, min(16, size))
	if _, err := r.ReadAt(head, 0); err != nil && err != io.EOF {
		return 0, nil, err
	}
	if len(head) < 16 {
		return 0, nil, errCRXHeader
	}
	words := func(i int) int64 { return int64(binary.LittleEndian.Uint32(head[4*i:])) }
	switch version := words(1); version {
	case 2:
		return readCRX2(r, size, words(2), words(3))
	case 3:
		return readCRX3(r, size, words(2))
	default:
		return 0, nil, fmt.Errorf("the .crx is of version %d; 2 and 3 are known", version)
	}
}

// section reads n bytes of a header.
func section(r io.ReaderAt, size, offset, n int64) ([]byte, error) {
	if n == 0 || n > maxCRXHeader || offset+n > size {
		return nil, errCRXHeader
	}
	b := make([]byte, n)
	if _, err := r.ReadAt(b, offset); err != nil && err != io.EOF {
		return nil, err
	}
	return b, nil
}

// readCRX2: a key and a signature of the archive.
func readCRX2(r io.ReaderAt, size, keySize, signatureSize int64) (int64, []byte, error) {
	const head = 16
	key, err := section(r, size, head, keySize)
	if err != nil {
		return 0, nil, err
	}
	signature, err := section(r, size, head+keySize, signatureSize)
	if err != nil {
		return 0, nil, err
	}
	start := head + keySize + signatureSize
	digest, err := digestOf(sha1.New(), r, start, size)
	if err != nil {
		return 0, nil, err
	}
	return start, key, verify(key, signature, crypto.SHA1, digest)
}

// proof is a key that signed a .crx of version 3.
type proof struct{ key, signature []byte }

// The numbers of the fields that are read of a CrxFileHeader, of an
// AsymmetricKeyProof, and of a SignedData.
const (
	fieldProofRSA   = 2
	fieldProofECDSA = 3
	fieldSignedData = 10000

	fieldKey       = 1
	fieldSignature = 2

	fieldID = 1
)

// readCRX3: any number of proofs. All must be right, and one must be of the
// key that the id in the signed data is made from.
func readCRX3(r io.ReaderAt, size, headerSize int64) (int64, []byte, error) {
	const head = 12
	header, err := section(r, size, head, headerSize)
	if err != nil {
		return 0, nil, err
	}
	var proofs []proof
	var signed, id []byte
	err = eachField(header, func(number uint64, value []byte) error {
		switch number {
		case fieldSignedData:
			signed = value
		case fieldProofRSA, fieldProofECDSA:
			p := proof{}
			proofs = append(proofs, p)
			return eachField(value, func(number uint64, value []byte) error {
				switch number {
				case fieldKey:
					proofs[len(proofs)-1].key = value
				case fieldSignature:
					proofs[len(proofs)-1].signature = value
				}
				return nil
			})
		}
		return nil
	})
	if err == nil {
		err = eachField(signed, func(number uint64, value []byte) error {
			if number == fieldID {
				id = value
			}
			return nil
		})
	}
	if err != nil {
		return 0, nil, err
	}
	start := head + headerSize
	hash := sha256.New()
	hash.Write([]byte("CRX3 SignedData\x00"))
	hash.Write(binary.LittleEndian.AppendUint32(nil, uint32(len(signed))))
	hash.Write(signed)
	digest, err := digestOf(hash, r, start, size)
	if err != nil {
		return 0, nil, err
	}
	var key []byte
	for _, p := range proofs {
		if err := verify(p.key, p.signature, crypto.SHA256, digest); err != nil {
			return 0, nil, err
		}
		if sum := sha256.Sum256(p.key); bytes.Equal(sum[:16], id) {
			key = p.key
		}
	}
	if key == nil {
		return 0, nil, errCRXKey
	}
	return start, key, nil
}

func digestOf(hash hash.Hash, r io.ReaderAt, start, size int64) ([]byte, error) {
	if _, err := io.Copy(hash, io.NewSectionReader(r, start, size-start)); err != nil {
		return nil, err
	}
	return hash.Sum(nil), nil
}

// verify verifies a signature with a public key in DER.
func verify(der, signature []byte, hash crypto.Hash, digest []byte) error {
	key, err := x509.ParsePKIXPublicKey(der)
	if err != nil {
		return errCRXBadKey
	}
	switch key := key.(type) {
	case *rsa.PublicKey:
		err = rsa.VerifyPKCS1v15(key, hash, digest, signature)
		if err != nil && !errors.Is(err, rsa.ErrVerification) {
			return fmt.Errorf("a key of the .crx cannot be used: %w", err)
		}
	case *ecdsa.PublicKey:
		if hash == crypto.SHA1 || !ecdsa.VerifyASN1(key, digest, signature) {
			err = errCRXSignature
		}
	default:
		return fmt.Errorf("a key of the .crx is of an unknown kind, %T", key)
	}
	if err != nil {
		return errCRXSignature
	}
	return nil
}

// eachField calls f for the fields of a protobuf message that have bytes, and
// passes over the others.
func eachField(message []byte, f func(number uint64, value []byte) error) error {
	for len(message) > 0 {
		tag, n := binary.Uvarint(message)
		if n <= 0 {
			return errCRXHeader
		}
		message = message[n:]
		switch tag & 7 {
		case 0:
			_, n = binary.Uvarint(message)
		case 1:
			n = 8
		case 5:
			n = 4
		case 2:
			length, m := binary.Uvarint(message)
			if m <= 0 || length > uint64(len(message)-m) {
				return errCRXHeader
			}
			if err := f(tag>>3, message[m:m+int(length)]); err != nil {
				return err
			}
			n = m + int(length)
		default:
			return errCRXHeader
		}
		if n <= 0 || n > len(message) {
			return errCRXHeader
		}
		message = message[n:]
	}
	return nil
}
