package app

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"sort"
	"strconv"
	"unicode/utf8"

	"github.com/tailscale/hujson"
)

// maxDepth is how deep Chrome lets the values of a manifest stand in another.
const maxDepth = 200

// document is a JSON text that people wrote: with comments, trailing commas
// and a byte order mark.
type document struct {
	file  string
	text  []byte
	lines []int // the offsets of the lines
	runes []int // the characters before every markEvery'th byte
}

// markEvery bounds what a position costs, since a text may be one long line
// and have a fault at every word.
const markEvery = 256

func newDocument(file string, text []byte) *document {
	d := &document{file: file, text: bytes.TrimPrefix(text, []byte("\ufeff")), lines: []int{0}}
	count := 0
	for i, c := range d.text {
		if i%markEvery == 0 {
			d.runes = append(d.runes, count)
		}
		if utf8.RuneStart(c) {
			count++
		}
		if c == '\n' {
			d.lines = append(d.lines, i+1)
		}
	}
	d.runes = append(d.runes, count)
	return d
}

// runesBefore is how many characters begin before an offset.
func (d *document) runesBefore(offset int) int {
	mark := offset / markEvery
	count := d.runes[mark]
	for _, c := range d.text[mark*markEvery : offset] {
		if utf8.RuneStart(c) {
			count++
		}
	}
	return count
}

// parseDocument parses a text. Its error is a [Faults] with one fault, which
// says wrong.
func parseDocument(file string, text []byte, wrong string) (node, error) {
	d := newDocument(file, text)
	fail := func(offset int, message string) (node, error) {
		return node{}, Faults{{Position: d.position(offset), Message: wrong, Advice: message}}
	}
	if i := invalidUTF8(d.text); i >= 0 {
		return fail(i, "the text is not UTF-8")
	}
	clean, deep := prepare(d.text)
	if deep >= 0 {
		return fail(deep, fmt.Sprintf("values stand deeper than %d in one another", maxDepth))
	}
	v, err := hujson.Parse(clean)
	if err != nil {
		offset, message := d.syntaxError(err)
		return fail(offset, message)
	}
	return node{doc: d, value: v}, nil
}

func invalidUTF8(text []byte) int {
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// prepare makes of a text one that the parser takes, with every byte where it
// was: line breaks and tabs in a string, which Chrome took, become spaces, and a
// comment may end with the text. It returns the offset of the first value that
// stands too deep, or -1.
func prepare(text []byte) (clean []byte, deep int) {
	clean = append(bytes.Clone(text), '\n')
	depth := 0
	for i := 0; i < len(clean); i++ {
		switch clean[i] {
		case '"':
			for i++; i < len(clean) && clean[i] != '"'; i++ {
				switch clean[i] {
				case '\\':
					i++
				case '\n', '\r', '\t':
					if i < len(text) {
						clean[i] = ' '
					}
				}
			}
		case '/':
			end := ""
			switch {
			case bytes.HasPrefix(clean[i:], []byte("//")):
				end = "\n"
			case bytes.HasPrefix(clean[i:], []byte("/*")):
				end = "*/"
			default:
				continue
			}
			n := bytes.Index(clean[i+2:], []byte(end))
			if n < 0 {
				return clean, -1
			}
			i += 2 + n + len(end) - 1
		case '[', '{':
			if depth++; depth > maxDepth {
				return clean, i
			}
		case ']', '}':
			depth--
		}
	}
	return clean, -1
}

var hujsonError = expression(`(?s)^hujson: line (\d+), column (\d+): (.*)$`)

// syntaxError takes the offset out of an error of the parser, whose columns
// are bytes.
func (d *document) syntaxError(err error) (offset int, message string) {
	parts := hujsonError().FindStringSubmatch(err.Error())
	if parts == nil {
		return 0, err.Error()
	}
	line, _ := strconv.Atoi(parts[1])
	column, _ := strconv.Atoi(parts[2])
	if line > len(d.lines) { // the line that was added
		return len(d.text), parts[3]
	}
	return min(d.lines[line-1]+column-1, len(d.text)), parts[3]
}

func (d *document) position(offset int) Position {
	line := sort.SearchInts(d.lines, offset+1)
	return Position{
		File:   d.file,
		Line:   line,
		Column: 1 + d.runesBefore(offset) - d.runesBefore(d.lines[line-1]),
	}
}

// node is one value of a document.
type node struct {
	doc   *document
	path  string
	value hujson.Value
}

// kind is '{', '[', '"', '0', 't', 'f' or 'n', as for [hujson.Kind], and 0 for
// a node that is not there.
func (n node) kind() hujson.Kind {
	if n.value.Value == nil {
		return 0
	}
	return n.value.Value.Kind()
}

// typeName is what Chrome calls the type of a value.
func (n node) typeName() string {
	switch n.kind() {
	case '{':
		return "dictionary"
	case '[':
		return "list"
	case '"':
		return "string"
	case '0':
		if _, ok := n.integer(); ok {
			return "integer"
		}
		return "double"
	case 'n':
		return "null"
	}
	return "boolean"
}

func (n node) position() Position { return n.doc.position(n.value.StartOffset) }

// fault is a fault at a value.
func (n node) fault(message, advice string) *Fault {
	return &Fault{Position: n.position(), Path: n.path, Message: message, Advice: advice}
}

// member is a member of an object. name is where its name stands.
type member struct {
	key  string
	name node
	node node
}

// members are the members of an object, in order, and none of anything else.
func (n node) members() []member {
	object, ok := n.value.Value.(*hujson.Object)
	if !ok {
		return nil
	}
	all := make([]member, len(object.Members))
	for i, m := range object.Members {
		key := m.Name.Value.(hujson.Literal).String()
		path := joinPath(n.path, key)
		all[i] = member{key: key, name: node{n.doc, path, m.Name}, node: node{n.doc, path, m.Value}}
	}
	return all
}

// get is the member of an object with a name, and the last one if there are
// several, as in Chrome.
func (n node) get(key string) (node, bool) {
	object, ok := n.value.Value.(*hujson.Object)
	if !ok {
		return node{}, false
	}
	for _, m := range slices.Backward(object.Members) {
		if m.Name.Value.(hujson.Literal).String() == key {
			return node{n.doc, joinPath(n.path, key), m.Value}, true
		}
	}
	return node{}, false
}

// elements are the elements of an array, and none of anything else.
func (n node) elements() []node {
	array, ok := n.value.Value.(*hujson.Array)
	if !ok {
		return nil
	}
	all := make([]node, len(array.Elements))
	for i, e := range array.Elements {
		all[i] = node{n.doc, fmt.Sprintf("%s[%d]", n.path, i), e}
	}
	return all
}

func (n node) str() (string, bool) {
	if n.kind() != '"' {
		return "", false
	}
	return n.value.Value.(hujson.Literal).String(), true
}

func (n node) integer() (int, bool) {
	if n.kind() != '0' {
		return 0, false
	}
	i, err := strconv.ParseInt(string(n.value.Value.(hujson.Literal)), 10, 32)
	return int(i), err == nil
}

func (n node) boolean() (value, ok bool) {
	return n.kind() == 't', n.kind() == 't' || n.kind() == 'f'
}

// standard is the value as standard JSON, without spaces.
func (n node) standard() json.RawMessage {
	v := n.value.Clone()
	v.Minimize()
	return v.Pack()
}

var plainKey = expression(`^[\w@$-]+$`)

func joinPath(path, key string) string {
	switch {
	case !plainKey().MatchString(key):
		return path + "[" + strconv.Quote(key) + "]"
	case path == "":
		return key
	}
	return path + "." + key
}
