package pattern

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// scriptAliases are the short names of scripts, where one knows the longer ones.
var scriptAliases = map[string]string{
	"Arab": "Arabic", "Armn": "Armenian", "Beng": "Bengali", "Bopo": "Bopomofo", "Cher": "Cherokee", "Copt": "Coptic",
	"Cyrl": "Cyrillic", "Deva": "Devanagari", "Ethi": "Ethiopic", "Geor": "Georgian", "Grek": "Greek", "Gujr": "Gujarati",
	"Guru": "Gurmukhi", "Hang": "Hangul", "Hani": "Han", "Hebr": "Hebrew", "Hira": "Hiragana", "Kana": "Katakana",
	"Khmr": "Khmer", "Knda": "Kannada", "Laoo": "Lao", "Latn": "Latin", "Mlym": "Malayalam", "Mong": "Mongolian",
	"Mymr": "Myanmar", "Orya": "Oriya", "Sinh": "Sinhala", "Syrc": "Syriac", "Taml": "Tamil", "Telu": "Telugu",
	"Thaa": "Thaana", "Thai": "Thai", "Tibt": "Tibetan", "Zinh": "Inherited", "Zyyy": "Common",
}

// binaryAliases are the short names of binary properties.
var binaryAliases = map[string]string{
	"AHex": "ASCII_Hex_Digit", "Alpha": "Alphabetic", "Bidi_C": "Bidi_Control", "Dep": "Deprecated", "Dia": "Diacritic",
	"Ext": "Extender", "Hex": "Hex_Digit", "IDC": "ID_Continue", "IDS": "ID_Start", "IDSB": "IDS_Binary_Operator",
	"IDST": "IDS_Trinary_Operator", "Ideo": "Ideographic", "Join_C": "Join_Control", "LOE": "Logical_Order_Exception",
	"Lower": "Lowercase", "NChar": "Noncharacter_Code_Point", "Pat_Syn": "Pattern_Syntax", "Pat_WS": "Pattern_White_Space",
	"QMark": "Quotation_Mark", "RI": "Regional_Indicator", "STerm": "Sentence_Terminal", "SD": "Soft_Dotted",
	"Term": "Terminal_Punctuation", "UIdeo": "Unified_Ideograph", "Upper": "Uppercase", "VS": "Variation_Selector",
	"space": "White_Space", "XIDC": "XID_Continue", "XIDS": "XID_Start",
}

// category is a general category by its short or long name.
func category(name string) (set, bool) {
	if long, ok := unicode.CategoryAliases[name]; ok {
		name = long
	}
	switch name {
	case "Cn":
		return assigned().complement(), true
	case "C":
		return union(ofTable(unicode.C), assigned().complement()), true
	case "LC":
		return union(ofTable(unicode.Lu), ofTable(unicode.Ll), ofTable(unicode.Lt)), true
	}
	if t := unicode.Categories[name]; t != nil && len(name) <= 2 {
		return ofTable(t), true
	}
	return nil, false
}

func assigned() set {
	var sets []set
	for _, name := range []string{"L", "M", "N", "P", "S", "Z", "Cc", "Cf", "Co", "Cs"} {
		sets = append(sets, ofTable(unicode.Categories[name]))
	}
	return union(sets...)
}

// script is a script by its short or long name.
func script(name string) (set, bool) {
	if long, ok := scriptAliases[name]; ok {
		name = long
	}
	if t := unicode.Scripts[name]; t != nil {
		return ofTable(t), true
	}
	return nil, false
}

// tables joins tables of package unicode.
func tables(list ...*unicode.RangeTable) set {
	sets := make([]set, len(list))
	for i, t := range list {
		sets[i] = ofTable(t)
	}
	return union(sets...)
}

// binary is a binary property by its short or long name.
func binary(name string) (set, bool) {
	if long, ok := binaryAliases[name]; ok {
		name = long
	}
	switch name {
	case "Any":
		return all, true
	case "ASCII":
		return set{{0, 0x7F}}, true
	case "Assigned":
		return assigned(), true
	case "Alphabetic":
		return tables(unicode.L, unicode.Nl, unicode.Other_Alphabetic, unicode.Other_Lowercase, unicode.Other_Uppercase), true
	case "Lowercase":
		return tables(unicode.Ll, unicode.Other_Lowercase), true
	case "Uppercase":
		return tables(unicode.Lu, unicode.Other_Uppercase), true
	case "Cased":
		return tables(unicode.Lu, unicode.Ll, unicode.Lt, unicode.Other_Lowercase, unicode.Other_Uppercase), true
	case "Math":
		return tables(unicode.Sm, unicode.Other_Math), true
	case "ID_Start", "XID_Start":
		return idStart(), true
	case "ID_Continue", "XID_Continue":
		return union(idStart(), tables(unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc, unicode.Other_ID_Continue)).without(patternText()), true
	}
	for _, e := range emoji {
		if slices.Contains(strings.Fields(e.names), name) {
			return parseRanges(e.ranges), true
		}
	}
	if t := unicode.Properties[name]; t != nil && !strings.HasPrefix(name, "Other_") {
		return ofTable(t), true
	}
	return nil, false
}

func idStart() set {
	return tables(unicode.L, unicode.Nl, unicode.Other_ID_Start).without(patternText())
}

func patternText() set { return tables(unicode.Pattern_Syntax, unicode.Pattern_White_Space) }

func parseRanges(text string) set {
	var out set
	for part := range strings.FieldsSeq(text) {
		lo, hi, ok := strings.Cut(part, "-")
		if !ok {
			hi = lo
		}
		out = append(out, span{hexRune(lo), hexRune(hi)})
	}
	return normal(out)
}

func hexRune(digits string) rune {
	n, err := strconv.ParseUint(digits, 16, 32)
	if err != nil {
		panic(err)
	}
	return rune(n)
}

// property is what stands between the braces of \p{…}.
func property(text string) (set, bool) {
	name, value, ok := strings.Cut(text, "=")
	if !ok {
		if s, ok := category(text); ok {
			return s, true
		}
		return binary(text)
	}
	switch name {
	case "General_Category", "gc":
		return category(value)
	case "Script", "sc":
		return script(value)
	}
	return nil, false
}
