package runtime

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// mapping says that the text at one place of a program came from another.
// Lines and columns count from 0, columns in UTF-16 units, as in source maps.
type mapping struct {
	line, column       int // in the program
	srcLine, srcColumn int // in the source
}

// sourceMap is the mappings of a program, in the order of its text.
type sourceMap []mapping

// parseSourceMap reads the mappings of a source map as esbuild writes it: of
// one source. What is wrong in it ends it.
func parseSourceMap(text []byte) sourceMap {
	var file struct{ Mappings string }
	if json.Unmarshal(text, &file) != nil {
		return nil
	}
	var m sourceMap
	var at mapping
	for i, line := range strings.Split(file.Mappings, ";") {
		at.line, at.column = i, 0
		for segment := range strings.SplitSeq(line, ",") {
			var deltas [4]int
			n := 0
			for ; segment != "" && n < len(deltas); n++ {
				var ok bool
				if deltas[n], segment, ok = readVLQ(segment); !ok {
					return m
				}
			}
			if n == 0 {
				continue
			}
			at.column += deltas[0]
			if n == len(deltas) { // deltas[1] is the source, of which there is one
				at.srcLine += deltas[2]
				at.srcColumn += deltas[3]
				m = append(m, at)
			}
		}
	}
	return m
}

// source is where the text at a place of the program came from. ok is false
// before the first mapping.
func (m sourceMap) source(line, column int) (srcLine, srcColumn int, ok bool) {
	i, found := slices.BinarySearchFunc(m, mapping{line: line, column: column}, func(a, b mapping) int {
		if a.line != b.line {
			return a.line - b.line
		}
		return a.column - b.column
	})
	if !found {
		i--
	}
	if i < 0 {
		return 0, 0, false
	}
	return m[i].srcLine, m[i].srcColumn, true
}

// through is m for a program that was made in two steps: its source is, from
// line first on, a program with the map before.
func (m sourceMap) through(before sourceMap, first int) sourceMap {
	out := make(sourceMap, 0, len(m))
	for _, p := range m {
		if p.srcLine < first {
			continue
		}
		var ok bool
		if p.srcLine, p.srcColumn, ok = before.source(p.srcLine-first, p.srcColumn); ok {
			out = append(out, p)
		}
	}
	return out
}

// encode writes m as the engine wants it: columns counted in bytes, and from 1,
// which it gives to its reader of maps and takes from it as they are. All that
// comes before the first mapping, which is esbuild's helper functions, is mapped
// to the column 0, which says that it is nobody's code; all that comes after the
// last is mapped to the last line.
func (m sourceMap) encode(name, program, source string) []byte {
	programLines, sourceLines := strings.Split(program, "\n"), strings.Split(source, "\n")
	var b strings.Builder
	b.WriteString("AAAA") // the beginning: (0, 0) to (0, 0)
	last := mapping{}
	end := mapping{line: len(programLines) + 1, srcLine: len(sourceLines) - 1}
	for _, p := range append(slices.Clip(m), end) {
		if p != end && p.line >= len(programLines) || p.srcLine >= len(sourceLines) {
			continue
		}
		separator := byte(',')
		for ; last.line < p.line; last.line++ {
			separator = ';'
			b.WriteByte(separator)
			last.column = 0
		}
		if p != end {
			p.column = bytesBefore(programLines[p.line], p.column) + 1
		}
		p.srcColumn = bytesBefore(sourceLines[p.srcLine], p.srcColumn) + 1
		if separator == ',' {
			b.WriteByte(separator)
		}
		writeVLQ(&b, p.column-last.column)
		writeVLQ(&b, 0)
		writeVLQ(&b, p.srcLine-last.srcLine)
		writeVLQ(&b, p.srcColumn-last.srcColumn)
		last = p
	}
	text, err := json.Marshal(struct {
		Version  int      `json:"version"`
		Sources  []string `json:"sources"`
		Names    []string `json:"names"`
		Mappings string   `json:"mappings"`
	}{3, []string{name}, []string{}, b.String()})
	if err != nil {
		panic(err)
	}
	return text
}

// bytesBefore is how many bytes of line are before a UTF-16 column.
func bytesBefore(line string, column int) int {
	units := 0
	for i, c := range line {
		if units >= column {
			return i
		}
		units += max(utf16.RuneLen(c), 1)
	}
	return len(line)
}

// charactersBefore is how many characters of line are before a column in bytes.
func charactersBefore(line string, column int) int {
	return utf8.RuneCountInString(line[:min(column, len(line))])
}

const base64Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

// readVLQ reads a number in the variable-length form of source maps.
func readVLQ(s string) (n int, rest string, ok bool) {
	for shift := 0; s != "" && shift < 35; shift += 5 {
		digit := strings.IndexByte(base64Digits, s[0])
		if digit < 0 {
			return 0, s, false
		}
		s = s[1:]
		n |= digit & 31 << shift
		if digit&32 == 0 {
			if n&1 != 0 {
				return -(n >> 1), s, true
			}
			return n >> 1, s, true
		}
	}
	return 0, s, false
}

func writeVLQ(b *strings.Builder, n int) {
	v := n << 1
	if n < 0 {
		v = -n<<1 | 1
	}
	for {
		digit := v & 31
		v >>= 5
		if v > 0 {
			digit |= 32
		}
		b.WriteByte(base64Digits[digit])
		if v == 0 {
			return
		}
	}
}
