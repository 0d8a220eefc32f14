package builtins

import (
	"strings"
	"sync"

	"github.com/sockhost/sockhost/runtime/builtins/pattern"
)

// listing are the words by which a source can reach what it does not name.
const listing = "getOwnPropertyNames getOwnPropertyDescriptors getOwnPropertySymbols ownKeys"

// wordIndex says which pieces a word stands for. Every program makes it once, so
// it is made without an allocation for each word.
type wordIndex struct {
	first   map[string]int // where the pieces of a word begin in entries
	entries []wordEntry
	// lengths are, for the first byte of a word, a bit for each length: nearly all
	// words of a source are none of these, and are told by that.
	lengths [256]uint64
	part    [256]bool // what words consist of
}

// wordEntry is a piece, and the place of the next one for the same word plus 1.
type wordEntry struct{ piece, next int }

const everything = -1

var words = sync.OnceValue(indexWords)

func indexWords() *wordIndex {
	const enough = 320 // words
	x := &wordIndex{first: make(map[string]int, enough), entries: make([]wordEntry, 0, enough)}
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
	for c := range x.part {
		x.part[c] = isWordPart(byte(c))
	}
	return x
}

func (x *wordIndex) add(word string, piece int) {
	x.entries = append(x.entries, wordEntry{piece, x.first[word]})
	x.first[word] = len(x.entries)
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
			for end < len(src) && x.part[src[end]] {
				end++
			}
			if n := end - i; n < 64 && x.lengths[c]&(1<<n) != 0 {
				if first := x.first[src[i:end]]; first > 0 {
					r.mentioned(x, first, src[i:end], src[end:])
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

// mentioned installs what a word stands for, from an entry on; rest is what
// follows the word.
func (r *Realm) mentioned(x *wordIndex, first int, word, rest string) {
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
	for at := first; at > 0; at = x.entries[at-1].next {
		if piece := x.entries[at-1].piece; piece != everything {
			r.install(piece)
		} else {
			r.installAll()
		}
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
