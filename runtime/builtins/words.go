package builtins

import (
	"strings"
	"sync"

	"github.com/sockhost/sockhost/runtime/builtins/pattern"
)

// listing are the words by which a source can reach what it does not name.
const listing = "getOwnPropertyNames getOwnPropertyDescriptors getOwnPropertySymbols ownKeys"

// wordIndex says which pieces a word stands for.
type wordIndex struct {
	pieces map[string][]int
	// lengths are, for the first byte of a word, a bit for each length: nearly all
	// words of a source are none of these, and are told by that.
	lengths [256]uint64
}

const everything = -1

var words = sync.OnceValue(func() *wordIndex {
	x := &wordIndex{pieces: make(map[string][]int, 256)}
	for i := range pieces {
		for word := range pieces[i].mentions() {
			x.add(word, i)
		}
	}
	for word := range strings.FieldsSeq(listing) {
		x.add(word, everything)
	}
	for _, word := range []string{"eval", "Function", "RegExp"} { // depends on what follows
		x.add(word, everything)
	}
	return x
})

func (x *wordIndex) add(word string, piece int) {
	x.pieces[word] = append(x.pieces[word], piece)
	x.lengths[word[0]] |= 1 << len(word)
}

// Read installs what a source mentions. It is called before the source runs.
func (r *Realm) Read(src string) {
	if r.left == 0 {
		return
	}
	x := words()
	for i := 0; i < len(src); {
		c := src[i]
		switch {
		case isWordStart(c):
			end := i + 1
			for end < len(src) && isWordPart(src[end]) {
				end++
			}
			if n := end - i; n < 64 && x.lengths[c]&(1<<n) != 0 {
				if list := x.pieces[src[i:end]]; list != nil {
					r.mentioned(list, src[i:end], src[end:])
				}
			}
			i = end
		case c == '\\' && (strings.HasPrefix(src[i+1:], "p{") || strings.HasPrefix(src[i+1:], "P{")):
			r.install(regexpPiece)
			i++
		case c == '(':
			if pattern.BeginsModifiers(src[i:]) {
				r.install(regexpPiece)
			}
			i++
		case c == '/' || c == '\'' || c == '"' || c == '`':
			if pattern.BeginsNewFlags(src[i+1:]) {
				r.install(regexpPiece)
			}
			i++
		default:
			i++
		}
	}
}

// mentioned installs what a word stands for; rest is what follows it.
func (r *Realm) mentioned(list []int, word, rest string) {
	switch word {
	case "Function":
		// Not instanceof Function and the like. What is in a string has been read.
		argument, called := strings.CutPrefix(strings.TrimLeft(rest, " "), "(")
		if !called || strings.HasPrefix(argument, "'") || strings.HasPrefix(argument, `"`) {
			return
		}
	case "eval":
		if strings.HasPrefix(rest, "('") || strings.HasPrefix(rest, `("`) {
			return
		}
	case "RegExp":
		if readsMatch(rest) {
			r.install(matchPiece)
		}
		return
	}
	for _, i := range list {
		if i != everything {
			r.install(i)
			continue
		}
		r.installAll()
	}
}

// installAll makes all be there that a program could look for without its word.
func (r *Realm) installAll() {
	for i := range pieces {
		if !pieces[i].byWordOnly {
			r.install(i)
		}
	}
}

// readsMatch tells that what follows the word RegExp is one of the properties
// that tell the last match.
func readsMatch(rest string) bool {
	rest = strings.TrimLeft(rest, " \t\r\n")
	if strings.HasPrefix(rest, "[") {
		return true
	}
	name, ok := strings.CutPrefix(rest, ".")
	if !ok {
		return false
	}
	name = strings.TrimLeft(name, " \t\r\n")
	end := 0
	for end < len(name) && isWordPart(name[end]) {
		end++
	}
	switch name = name[:end]; name {
	case "input", "lastMatch", "lastParen", "leftContext", "rightContext", "$_":
		return true
	}
	return len(name) == 2 && name[0] == '$' && '1' <= name[1] && name[1] <= '9'
}

func isWordStart(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || c == '_' || c == '$'
}

func isWordPart(c byte) bool { return isWordStart(c) || '0' <= c && c <= '9' }
