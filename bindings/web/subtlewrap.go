package web

import (
	"crypto/cipher"
	"crypto/subtle"
	"encoding/binary"
	"encoding/json"
	"slices"
)

func (o cryptoCall) wrapKey() cryptoWork {
	format := o.format(0)
	a := o.algorithm(o.args[3], "wrapKey", "encrypt")
	k := o.key(1)
	by, fault := o.keyFor(a, 2, "wrapKey")
	run := a.cipher(true)
	if fault == nil {
		fault = k.mayExport()
	}
	if fault != nil {
		return failedWork(fault)
	}
	return func() (any, *cryptoFault) {
		exported, fault := k.export(format)
		if fault != nil {
			return nil, fault
		}
		data, ok := exported.([]byte)
		if !ok {
			data, _ = json.Marshal(exported)
		}
		return orFault(run(by, data))
	}
}

func (o cryptoCall) unwrapKey() cryptoWork {
	format, data, extractable, usages := o.format(0), o.bytes(1), truthy(o.args[5]), o.usages(o.args[6])
	a := o.algorithm(o.args[3], "unwrapKey", "decrypt")
	by, fault := o.keyFor(a, 2, "unwrapKey")
	run := a.cipher(false)
	s := o.keySource(format, o.algorithm(o.args[4], "importKey"), extractable, usages)
	if fault != nil {
		return failedWork(fault)
	}
	return func() (any, *cryptoFault) {
		data, fault := run(by, data)
		if fault == nil && format == "jwk" {
			s.fields, fault = parseJWK(data)
		}
		if fault != nil {
			return nil, fault
		}
		s.data = data
		return s.key()
	}
}

// parseJWK is a key that was wrapped as text.
func parseJWK(text []byte) (jwk, *cryptoFault) {
	var members map[string]any
	if json.Unmarshal(text, &members) != nil || members == nil {
		return nil, dataError("JWK input could not be parsed to a JSON dictionary")
	}
	fields := jwk{}
	for name, v := range members {
		switch {
		case slices.Contains(jwkMembers, name):
			text, ok := v.(string)
			if !ok {
				return nil, dataError(`The JWK member "` + name + `" must be a string`)
			}
			fields[name] = text
		case name == "ext":
			fields[name] = v != false
		case name == "key_ops":
			list, ok := v.([]any)
			if !ok {
				return nil, dataError(`The JWK member "key_ops" must be a list`)
			}
			ops := []string{}
			for _, op := range list {
				if op, ok := op.(string); ok {
					ops = append(ops, op)
				}
			}
			fields[name] = ops
		}
	}
	return fields, nil
}

// semiblock is the unit of AES Key Wrap, in bytes.
const semiblock = 8

// wrapIV is the initial value of RFC 3394.
var wrapIV = [semiblock]byte{0xA6, 0xA6, 0xA6, 0xA6, 0xA6, 0xA6, 0xA6, 0xA6}

func checkWrapped(data []byte, semiblocks int) *cryptoFault {
	switch {
	case len(data) < semiblocks*semiblock:
		return &cryptoFault{"OperationError", "The provided data is too small"}
	case len(data)%semiblock != 0:
		return &cryptoFault{"OperationError", "The AES-KW input data length is invalid: not a multiple of 8 bytes"}
	}
	return nil
}

// wrapAES is the key wrap of RFC 3394.
func wrapAES(block cipher.Block, data []byte) ([]byte, *cryptoFault) {
	if fault := checkWrapped(data, 2); fault != nil {
		return nil, fault
	}
	out := slices.Concat(wrapIV[:], data)
	n := len(data) / semiblock
	var b [2 * semiblock]byte
	copy(b[:], out[:semiblock])
	for t := 1; t <= 6*n; t++ {
		r := out[semiblock*((t-1)%n+1):][:semiblock]
		copy(b[semiblock:], r)
		block.Encrypt(b[:], b[:])
		binary.BigEndian.PutUint64(b[:], binary.BigEndian.Uint64(b[:])^uint64(t))
		copy(r, b[semiblock:])
	}
	copy(out, b[:semiblock])
	return out, nil
}

// unwrapAES undoes wrapAES.
func unwrapAES(block cipher.Block, data []byte) ([]byte, *cryptoFault) {
	if fault := checkWrapped(data, 3); fault != nil {
		return nil, fault
	}
	n := len(data)/semiblock - 1
	var b [2 * semiblock]byte
	copy(b[:], data[:semiblock])
	for t := 6 * n; t > 0; t-- {
		r := data[semiblock*((t-1)%n+1):][:semiblock]
		binary.BigEndian.PutUint64(b[:], binary.BigEndian.Uint64(b[:])^uint64(t))
		copy(b[semiblock:], r)
		block.Decrypt(b[:], b[:])
		copy(r, b[semiblock:])
	}
	if subtle.ConstantTimeCompare(b[:semiblock], wrapIV[:]) != 1 {
		return nil, errOperation
	}
	return data[semiblock:], nil
}
