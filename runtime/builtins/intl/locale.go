package intl

import (
	_ "embed"
	"encoding/json"
	"strings"
	"sync"
)

//go:embed locales.txt
var localesText string

// Locale is the data of one locale.
type Locale struct {
	Tag string `json:"-"`

	Names    map[string][]string
	Date     map[string]string // by the fields
	Time     map[string]string
	Glue     map[string]string
	Style    map[string]string
	Hour     string // "h" or "H"
	Number   numberData
	Currency map[string][4]string // symbol, narrow symbol, name of many, name of one
	Compact  map[string][]map[Plural]compactForm
	Unit     map[string]map[Plural]string
	List     map[string][4]string
	Relative map[string]relativeData
}

// DefaultTag is the locale of a program that asks for none.
const DefaultTag = "en-US"

// index maps each tag to its data, as text.
var index = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for line := range strings.Lines(localesText) {
		if tag, data, ok := strings.Cut(line, " "); ok {
			m[tag] = data
		}
	}
	return m
})

// parsed are the locales that were asked for, by tag.
var parsed sync.Map

// Find returns the locale for a tag, such as "de-AT", and the tag without what does
// not count; ok is false if there is not even its language.
func Find(tag string) (l *Locale, resolved string, ok bool) {
	tag = base(Canonical(tag))
	for at := tag; at != ""; {
		if _, known := index()[at]; known {
			return load(at), region(tag), true
		}
		if known, ok := likely[at]; ok {
			return load(known), region(tag), true
		}
		i := strings.LastIndexByte(at, '-')
		if i < 0 {
			break
		}
		at = at[:i]
	}
	return nil, "", false
}

// region is a tag up to its region.
func region(tag string) string {
	parts := strings.Split(tag, "-")
	for i, part := range parts {
		if i > 0 && (len(part) > 4 || len(part) == 4 && !letters(part)) {
			return strings.Join(parts[:i], "-")
		}
	}
	return tag
}

// likely are languages alone, and old names, with the locale that they mean.
var likely = map[string]string{
	"en": "en-US", "pt": "pt-BR", "zh": "zh-CN", "zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "zh-HK": "zh-TW", "no": "nb", "nn": "nb",
}

// Default is the locale of a program that asks for none.
func Default() *Locale { return load(DefaultTag) }

func load(tag string) *Locale {
	if l, ok := parsed.Load(tag); ok {
		return l.(*Locale)
	}
	l := &Locale{Tag: tag}
	if err := json.Unmarshal([]byte(index()[tag]), l); err != nil {
		panic(err) // the data is part of the program
	}
	stored, _ := parsed.LoadOrStore(tag, l)
	return stored.(*Locale)
}

// base is a tag without its extensions.
func base(tag string) string {
	parts := strings.Split(tag, "-")
	for i, part := range parts {
		if i > 0 && len(part) == 1 {
			return strings.Join(parts[:i], "-")
		}
	}
	return tag
}

// Extension is the value that a tag gives to a key, as "h23" for hc in
// "en-u-hc-h23".
func Extension(tag, key string) string {
	_, rest, ok := strings.Cut(strings.ToLower(tag), "-u-")
	if !ok {
		return ""
	}
	parts := strings.Split(rest, "-")
	for i, part := range parts {
		if len(part) == 1 {
			break
		}
		if part == key && i+1 < len(parts) && len(parts[i+1]) > 2 {
			return parts[i+1]
		}
	}
	return ""
}

// Valid tells that a tag has the form of one: a language, perhaps with a script, a
// region, variants and extensions.
func Valid(tag string) bool {
	parts := strings.Split(tag, "-")
	if n := len(parts[0]); n < 2 || n == 4 || n > 8 || !letters(parts[0]) {
		return false
	}
	parts = parts[1:]
	next := func(is func(part string) bool) bool {
		if len(parts) == 0 || !is(parts[0]) {
			return false
		}
		parts = parts[1:]
		return true
	}
	next(func(p string) bool { return len(p) == 4 && letters(p) })
	next(func(p string) bool { return len(p) == 2 && letters(p) || len(p) == 3 && digits(p) })
	for next(func(p string) bool {
		return alphanumeric(p) && (5 <= len(p) && len(p) <= 8 || len(p) == 4 && digits(p[:1]))
	}) {
	}
	for len(parts) > 0 {
		singleton := parts[0]
		if !next(func(p string) bool { return len(p) == 1 && alphanumeric(p) }) {
			return false
		}
		least := 2
		if strings.EqualFold(singleton, "x") {
			least = 1
		}
		count := 0
		for next(func(p string) bool { return least <= len(p) && len(p) <= 8 && alphanumeric(p) }) {
			count++
		}
		if count == 0 {
			return false
		}
	}
	return true
}

func digits(s string) bool { return strings.Trim(s, "0123456789") == "" }

func letters(s string) bool {
	return strings.Trim(strings.ToLower(s), "abcdefghijklmnopqrstuvwxyz") == ""
}

func alphanumeric(s string) bool {
	return strings.Trim(strings.ToLower(s), "abcdefghijklmnopqrstuvwxyz0123456789") == ""
}

// Canonical writes a tag in its usual case: "zh-Hant-TW".
func Canonical(tag string) string {
	parts := strings.Split(strings.ToLower(tag), "-")
	for i, part := range parts {
		switch {
		case i == 0:
		case len(part) == 1:
			return strings.Join(parts, "-") // the rest is an extension
		case len(part) == 2 && letters(part):
			parts[i] = strings.ToUpper(part)
		case len(part) == 4 && letters(part):
			parts[i] = strings.ToUpper(part[:1]) + part[1:]
		}
	}
	return strings.Join(parts, "-")
}

// Part is a piece of a formatted text, with the name that formatToParts gives it.
type Part struct{ Type, Value string }

// Text joins parts.
func Text(parts []Part) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(p.Value)
	}
	return b.String()
}

// fill calls f for the pieces of a pattern: literal text, or the name of a field.
func fill(pattern string, f func(text string, field bool)) {
	for pattern != "" {
		open := strings.IndexByte(pattern, '{')
		if open < 0 {
			f(pattern, false)
			return
		}
		if open > 0 {
			f(pattern[:open], false)
		}
		end := strings.IndexByte(pattern[open:], '}') + open
		f(pattern[open+1:end], true)
		pattern = pattern[end+1:]
	}
}

// literal appends text that is no field, joining it to such text before it.
func literal(parts []Part, text string) []Part {
	if text == "" {
		return parts
	}
	if n := len(parts); n > 0 && parts[n-1].Type == "literal" {
		parts[n-1].Value += text
		return parts
	}
	return append(parts, Part{"literal", text})
}
