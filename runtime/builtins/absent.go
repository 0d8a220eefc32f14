package builtins

// Absence is what Chrome has of the language and programs do not find here.
type Absence struct {
	// Name is that of the object or member, and stands for what is below it too.
	Name string
	Why  string
	// Says is the error that a program gets that uses it.
	Says string
}

// Absent lists all of it. A test compares it with what Chromium has.
func Absent() []Absence { return absent }

var absent = []Absence{
	{"Temporal", "a library of its own, larger than all of this", "ReferenceError: Temporal is not defined"},
	{"Date.prototype.toTemporalInstant", "needs Temporal", "TypeError: Object has no member 'toTemporalInstant'"},
	{"Float16Array", "the engine has a fixed set of element types; Math.f16round and the methods of DataView are there", "ReferenceError: Float16Array is not defined"},
	{"Atomics.waitAsync", "no memory is shared", "TypeError: Object has no member 'waitAsync'"},
	{"Iterator.zip", "not in a published edition yet", "TypeError: Object has no member 'zip'"},
	{"Iterator.zipKeyed", "not in a published edition yet", "TypeError: Object has no member 'zipKeyed'"},
	{"Iterator.prototype.includes", "not in a published edition yet", "TypeError: Object has no member 'includes'"},
	{"Iterator.prototype.join", "not in a published edition yet", "TypeError: Object has no member 'join'"},
	{"Intl.DisplayNames", "much data, little use", "TypeError: Value is not an object: undefined"},
	{"Intl.DurationFormat", "much data, little use", "TypeError: Value is not an object: undefined"},
	{"Intl.Locale", "not done; locales are given as strings", "TypeError: Value is not an object: undefined"},
	{"Intl.Segmenter", "not done", "TypeError: Value is not an object: undefined"},
	{"Intl.supportedValuesOf", "not done", "TypeError: Object has no member 'supportedValuesOf'"},
	{"Intl.v8BreakIterator", "V8's own, and not of a standard", "TypeError: Object has no member 'v8BreakIterator'"},
	{"Intl.DateTimeFormat.prototype.formatRange", "not done", "TypeError: Object has no member 'formatRange'"},
	{"Intl.DateTimeFormat.prototype.formatRangeToParts", "not done", "TypeError: Object has no member 'formatRangeToParts'"},
	{"Intl.NumberFormat.prototype.formatRange", "not done", "TypeError: Object has no member 'formatRange'"},
	{"Intl.NumberFormat.prototype.formatRangeToParts", "not done", "TypeError: Object has no member 'formatRangeToParts'"},
	{"Intl.PluralRules.prototype.selectRange", "not done", "TypeError: Object has no member 'selectRange'"},
	{"Array.prototype[Symbol.unscopables].at", "the engine's list of names that with does not see is older", ""},
}
