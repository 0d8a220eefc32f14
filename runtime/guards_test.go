package runtime_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// Each of these would end the process, or keep it busy for minutes.
func TestGuardsRefuse(t *testing.T) {
	const (
		noString = "RangeError: Invalid string length"
		noArray  = "RangeError: Invalid array length"
		noBuffer = "RangeError: Array buffer allocation failed"
	)
	for code, want := range map[string]string{
		`'x'.repeat(2 ** 40)`:                                        noString,
		`'ab'.repeat(2 ** 28)`:                                       noString,
		`'x'.repeat('1e12')`:                                         noString,
		`'x'.padStart(2 ** 40)`:                                      noString,
		`'x'.padEnd(2 ** 30, 'ab')`:                                  noString,
		`new ArrayBuffer(2 ** 40)`:                                   noBuffer,
		`new Uint8Array(2 ** 40)`:                                    noBuffer,
		`new Float64Array(2 ** 32)`:                                  noBuffer,
		`new Uint8Array({ length: 2 ** 40 })`:                        noBuffer,
		`new Uint8Array(new Array(2 ** 32 - 1))`:                     noBuffer,
		`Uint8Array.from({ length: 2 ** 40 })`:                       noBuffer,
		`new (class extends Uint8Array {})(2 ** 40)`:                 noBuffer,
		`Reflect.construct(ArrayBuffer, [2 ** 40])`:                  noBuffer,
		`new Array(2 ** 32 - 1).join('x')`:                           noString,
		`new Array(2 ** 32 - 1).join('')`:                            noString,
		`String(new Array(2 ** 32 - 1))`:                             noString,
		`new Array(1e6).join('x'.repeat(1e6))`:                       noString,
		`Array(4e9).fill(0)`:                                         noArray,
		`[].concat(new Array(4e9), new Array(4e9))`:                  noArray,
		`new Array(4e9).concat()`:                                    noArray,
		`Array.from({ length: 2 ** 32 })`:                            noArray,
		`new Array(4e9).sort()`:                                      noArray,
		`new Array(4e9).map(x => x)`:                                 noArray,
		`new Array(4e9).toSorted()`:                                  noArray,
		`JSON.stringify(new Array(4e9))`:                             noArray,
		`JSON.parse('['.repeat(1e7))`:                                "RangeError: Maximum call stack size exceeded",
		`require('buffer').Buffer.alloc(1e15)`:                       noBuffer,
		`require('buffer').Buffer.from({ length: 1e15 })`:            noBuffer,
		`require('buffer').Buffer.concat([new Uint8Array(1)], 1e15)`: noBuffer,
		`String(Object.create(require('buffer').Buffer.alloc(1)))`:   "TypeError: argument must be a buffer",
		`String(require('buffer').Buffer.prototype)`:                 "TypeError: argument must be a buffer",
		`JSON.parse('[1],'.repeat(5) + '['.repeat(10001))`:           "RangeError: Maximum call stack size exceeded",
		`JSON.parse('{"a":'.repeat(2e5))`:                            "RangeError: Maximum call stack size exceeded",
	} {
		t.Run(code, func(t *testing.T) {
			h := newHost(t)
			h.run(t, "try { "+code+"; out('allowed') } catch (e) { out(e) }")
			require.Equal(t, want, h.out())
		})
	}
}

// What the guards let through behaves as without them.
func TestGuardsAllow(t *testing.T) {
	for code, want := range map[string]string{
		`'ab'.repeat(3)`:                                                             "ababab",
		`'x'.repeat(-1)`:                                                             "RangeError: Invalid count value",
		`'x'.repeat(Infinity)`:                                                       "RangeError: Invalid string length",
		`'x'.repeat()`:                                                               "",
		`'x'.repeat({ valueOf() { return 2 } })`:                                     "xx",
		`String.prototype.repeat.call(5, 3)`:                                         "555",
		`'5'.padStart(3, '0') + '5'.padEnd(3)`:                                       "0055  ",
		`String.prototype.repeat.call(null, 1)`:                                      "TypeError",
		`[1, , 3].join('-')`:                                                         "1--3",
		`[1, 2].join({ toString() { return '+' } })`:                                 "1+2",
		`[3, 1, 2].sort().concat([4], 5, [[6]]).length`:                              "6",
		`Array(3).fill(0)`:                                                           "0,0,0",
		`Array.from({ length: 2 }, (_, i) => i * 2)`:                                 "0,2",
		`Array.from('añ')`:                                                           "a,ñ",
		`Array.from(new Set([1, 2]))`:                                                "1,2",
		`Array.prototype.slice.call({ 0: 'a', length: 1 })`:                          "a",
		`(function () { return [].slice.call(arguments, 1) })(1, 2)`:                 "2",
		`JSON.stringify({ length: 2 ** 40, a: [1] }, null, 1).length`:                "44",
		`JSON.stringify(undefined)`:                                                  "undefined",
		`JSON.parse('[' + '1,'.repeat(1e5) + '"[[\\"[["]').length`:                   "100001",
		`JSON.parse('"' + '['.repeat(2e5) + '"').length`:                             "200000",
		`JSON.stringify(JSON.parse('['.repeat(10000) + ']'.repeat(10000))).length`:   "20000",
		`JSON.parse('{"a":[1]}').a[0]`:                                               "1",
		`'x'.repeat.name + 'x'.repeat.length`:                                        "repeat1",
		`[].concat.name + [].concat.length`:                                          "concat1",
		`Array.from.name + Array.from.length`:                                        "from1",
		`Object.keys(String.prototype).length + Object.keys(Array.prototype).length`: "0",
		`'x'.repeat.hasOwnProperty('prototype')`:                                     "false",
		`new 'x'.repeat(1)`:                                                          "TypeError",
		`String('x'.repeat)`:                                                         "function repeat() { [native code] }",
		`Uint8Array.name + Uint8Array.length + Uint8Array.BYTES_PER_ELEMENT`:         "Uint8Array31",
		`new Uint8Array([1, 300]).join()`:                                            "1,44",
		`new Uint8Array(new Uint8Array([1, 2]).buffer, 1)[0]`:                        "2",
		`new Uint16Array(new Uint8Array([1, 2])).join()`:                             "1,2",
		`new Uint8Array(3).constructor === Uint8Array`:                               "true",
		`new Uint8Array(3) instanceof Uint8Array`:                                    "true",
		`new Uint8Array(3).subarray(1) instanceof Uint8Array`:                        "true",
		`new Uint8Array([3, 4]).map(x => x + 1).join()`:                              "4,5",
		`Object.getPrototypeOf(Uint8Array) === Object.getPrototypeOf(Int8Array)`:     "true",
		`Object.getPrototypeOf(new Uint8Array(1)) === Uint8Array.prototype`:          "true",
		`Uint8Array.from([1, 2]).length + Uint8Array.of(1).length`:                   "3",
		`Object.keys(globalThis).includes('Uint8Array')`:                             "false",
		`Uint8Array(1)`:            "TypeError",
		`new Uint8Array(-1)`:       "RangeError",
		`new Uint8Array(Symbol())`: "TypeError",
		`new Uint8Array().length + new ArrayBuffer(5).byteLength`:                                                            "5",
		`new ArrayBuffer(8).slice(2).byteLength`:                                                                             "6",
		`ArrayBuffer.isView(new DataView(new ArrayBuffer(1)))`:                                                               "true",
		`new (class X extends Uint8Array { sum() { return this[0] } })([7]).sum()`:                                           "7",
		`new (class X extends Uint8Array {})(2).subarray(1).constructor.name`:                                                "X",
		`Uint8Array[Symbol.species] === Uint8Array`:                                                                          "true",
		`Object.prototype.toString.call(new Uint8Array(1))`:                                                                  "[object Uint8Array]",
		`[new ArrayBuffer(1) instanceof ArrayBuffer, new Int8Array(1) instanceof Uint8Array, 1 instanceof Uint8Array]`:       "true,false,false",
		`(X => [new X instanceof X, new X instanceof Uint8Array, new Uint8Array instanceof X])(class extends Uint8Array {})`: "true,true,false",
		`typeof Uint8Array`: "function",
	} {
		t.Run(code, func(t *testing.T) {
			h := newHost(t)
			h.run(t, "try { out("+code+") } catch (e) { out(e) }")
			if want == "TypeError" || want == "RangeError" {
				require.Regexp(t, "^"+want, h.out())
				return
			}
			require.Equal(t, want, h.out())
		})
	}
}
