package builtins

import (
	"iter"
	"strings"

	"github.com/dop251/goja"
)

// piece is a part of the library that is installed as a whole, when one of the
// names it brings is mentioned.
type piece struct {
	name    string // for people, instead of what follows
	on      string // the object that has the members, or else there is none
	edition string // of ECMAScript, or where else it is from
	members []member
	install func(*Realm)
	names   string // that install defines
	words   string // that bring it too
	// onIterator says that the global Iterator must be there.
	onIterator bool
	// byWordOnly says that it changes what is there, which has a price, so that
	// only its own words bring it.
	byWordOnly bool
}

// member is a method or a getter.
type member struct {
	name   string
	length int
	call   func(*Realm, goja.FunctionCall) goja.Value
	get    func(*Realm, goja.FunctionCall) goja.Value
}

// mentions are the words that bring a piece.
func (p *piece) mentions() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, list := range []string{p.names, p.words} {
			for word := range strings.FieldsSeq(list) {
				if !yield(word) {
					return
				}
			}
		}
		for _, m := range p.members {
			if !yield(m.name) {
				return
			}
		}
	}
}

// matchPiece and regexpPiece are found by more than words.
const matchPiece, regexpPiece = 0, 1

// iteratorPiece is what others need.
const iteratorPiece = 2

// pieces are all there is. The table is data, which costs nothing to start with.
var pieces = []piece{
	matchPiece: {name: "RegExp.$1 to $9, input, lastMatch, lastParen, leftContext, rightContext", edition: "Annex B",
		install: (*Realm).installLegacyMatch, byWordOnly: true},
	regexpPiece: {name: "RegExp flags d and v, \\p{…}, modifiers", edition: "ES2018",
		install: (*Realm).installRegExp, words: "hasIndices unicodeSets", byWordOnly: true},
	iteratorPiece: {on: "Iterator.prototype", edition: "ES2025", install: (*Realm).installIterator, names: "Iterator", members: []member{
		{name: "drop", length: 1, call: (*Realm).iteratorDrop},
		{name: "every", length: 1, call: (*Realm).iteratorEvery},
		{name: "filter", length: 1, call: (*Realm).iteratorFilter},
		{name: "find", length: 1, call: (*Realm).iteratorFind},
		{name: "flatMap", length: 1, call: (*Realm).iteratorFlatMap},
		{name: "forEach", length: 1, call: (*Realm).iteratorForEach},
		{name: "map", length: 1, call: (*Realm).iteratorMap},
		{name: "reduce", length: 1, call: (*Realm).iteratorReduce},
		{name: "some", length: 1, call: (*Realm).iteratorSome},
		{name: "take", length: 1, call: (*Realm).iteratorTake},
		{name: "toArray", call: (*Realm).iteratorToArray},
	}},
	{on: "Iterator", edition: "ES2025", onIterator: true, members: []member{
		{name: "from", length: 1, call: (*Realm).iteratorFrom},
	}},
	{on: "Iterator", edition: "ES2026", onIterator: true, members: []member{
		{name: "concat", call: (*Realm).iteratorConcat},
	}},

	{on: "Object.prototype", edition: "Annex B", members: []member{
		{name: "__defineGetter__", length: 2, call: (*Realm).defineGetter},
		{name: "__defineSetter__", length: 2, call: (*Realm).defineSetter},
		{name: "__lookupGetter__", length: 1, call: (*Realm).lookupGetter},
		{name: "__lookupSetter__", length: 1, call: (*Realm).lookupSetter},
	}},
	{on: "String.prototype", edition: "Annex B", install: (*Realm).installHTMLMethods,
		names: "anchor big blink bold fixed fontcolor fontsize italics link small strike sub sup"},
	{on: "Date.prototype", edition: "Annex B", install: (*Realm).installGMTString, names: "toGMTString", members: []member{
		{name: "getYear", call: (*Realm).getYear},
		{name: "setYear", length: 1, call: (*Realm).setYear},
	}},

	{on: "Atomics", edition: "ES2017", install: (*Realm).installAtomics,
		names: "Atomics add and compareExchange exchange isLockFree load notify or pause store sub wait xor"},
	{edition: "ES2021", install: (*Realm).installWeakRef, names: "WeakRef"},
	{edition: "ES2021", install: (*Realm).installFinalizationRegistry, names: "FinalizationRegistry"},
	{on: "Object", edition: "ES2024", members: []member{{name: "groupBy", length: 2, call: (*Realm).objectGroupBy}}},
	{on: "Map", edition: "ES2024", members: []member{{name: "groupBy", length: 2, call: (*Realm).mapGroupBy}}},
	{on: "Promise", edition: "ES2024", members: []member{{name: "withResolvers", call: (*Realm).withResolvers}}},
	{on: "String.prototype", edition: "ES2024", members: []member{
		{name: "isWellFormed", call: (*Realm).isWellFormed},
		{name: "toWellFormed", call: (*Realm).toWellFormed},
	}},
	{on: "ArrayBuffer.prototype", edition: "ES2024", members: []member{
		{name: "detached", get: (*Realm).bufferDetached},
		{name: "maxByteLength", get: (*Realm).bufferMaxByteLength},
		{name: "resizable", get: (*Realm).bufferResizable},
		{name: "resize", length: 1, call: (*Realm).bufferResize},
		{name: "transfer", call: (*Realm).bufferTransfer},
		{name: "transferToFixedLength", call: (*Realm).bufferTransfer},
	}},
	{on: "Promise", edition: "ES2025", members: []member{{name: "try", length: 1, call: (*Realm).promiseTry}}},
	{on: "RegExp", edition: "ES2025", members: []member{{name: "escape", length: 1, call: (*Realm).regexpEscape}}},
	{on: "Math", edition: "ES2025", members: []member{{name: "f16round", length: 1, call: (*Realm).f16round}}},
	{on: "DataView.prototype", edition: "ES2025", members: []member{
		{name: "getFloat16", length: 1, call: (*Realm).getFloat16},
		{name: "setFloat16", length: 2, call: (*Realm).setFloat16},
	}},
	{on: "Array", edition: "ES2026", members: []member{{name: "fromAsync", length: 1, call: (*Realm).fromAsync}}},
	{on: "Error", edition: "ES2026", members: []member{{name: "isError", length: 1, call: (*Realm).isError}}},
	{on: "Math", edition: "ES2026", members: []member{{name: "sumPrecise", length: 1, call: (*Realm).sumPrecise}}},
	{on: "Map.prototype", edition: "ES2026", members: []member{
		{name: "getOrInsert", length: 2, call: (*Realm).mapGetOrInsert},
		{name: "getOrInsertComputed", length: 2, call: (*Realm).mapGetOrInsertComputed},
	}},
	{on: "WeakMap.prototype", edition: "ES2026", members: []member{
		{name: "getOrInsert", length: 2, call: (*Realm).weakMapGetOrInsert},
		{name: "getOrInsertComputed", length: 2, call: (*Realm).weakMapGetOrInsertComputed},
	}},
	{edition: "ES2026", install: (*Realm).installDisposal, names: "DisposableStack AsyncDisposableStack SuppressedError", words: "using"},

	{on: "Intl", edition: "ECMA-402", install: (*Realm).installIntl,
		names: "Intl Collator DateTimeFormat ListFormat NumberFormat PluralRules RelativeTimeFormat getCanonicalLocales"},
	{name: "toLocaleString and localeCompare of Date, Number, BigInt and String by the locale", edition: "ECMA-402",
		install: (*Realm).installLocaleMethods, words: "toLocaleString toLocaleDateString toLocaleTimeString localeCompare", byWordOnly: true},

	{name: "Error.captureStackTrace, Error.stackTraceLimit, error.stack in the form of V8", edition: "V8",
		install: (*Realm).installStacks, names: "captureStackTrace stackTraceLimit", words: "stack", byWordOnly: true},
}
