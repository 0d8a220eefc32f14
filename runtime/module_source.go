package runtime

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// importEntry is a binding that a module imports.
type importEntry struct {
	local  string
	name   string // in the other module; "" for its namespace
	from   int    // index into the requests
	line   int    // where, in the normal form
	column int
}

// exportEntry is a binding that a module exports.
type exportEntry struct {
	local string       // of its own,
	from  *importEntry // or imported
}

// request is a module that a module names.
type request struct {
	specifier string
	attribute string // the type that is asked for
	line      int    // where, in the normal form
	column    int
}

// moduleSource is a module as text, taken apart: esbuild's normal form, in which
// every import and export stands on lines of its own, and what these say.
type moduleSource struct {
	name     string
	original string
	maps     sourceMap // from the normal form to the original
	body     string    // the normal form with blanks for imports and exports
	requests []request
	imports  []importEntry
	exports  map[string]exportEntry
	stars    []int // requests of export * from
	syntax   bool  // it has syntax that only modules have
}

// The names of what a module's code is called with. A module could use them, but
// has no reason to.
const (
	runName     = "__sockhost_run"
	publishName = "__sockhost_publish"
	metaName    = "__sockhost_meta"
)

// readModule takes a module apart. Its error is a *ScriptError.
func readModule(name, text string) (*moduleSource, error) {
	// The last line makes a module of a text without import and export.
	const mark = "\nexport {};"
	opts := api.TransformOptions{
		Loader:  loaderOf(name),
		Format:  api.FormatESModule,
		Charset: api.CharsetUTF8,
		// What is left of this name then comes from import().
		Define: map[string]string{requireName: "globalThis." + requireName},
	}
	normal, err := lower(name, text+mark, opts)
	if err != nil {
		return nil, inOriginal(err, text)
	}
	s := &moduleSource{name: name, original: text, exports: map[string]exportEntry{}}
	if s.parse(normal) {
		return s, nil
	}
	// Lines inside of template literals look like imports: do without these.
	opts.Supported = map[string]bool{"template-literal": false}
	if normal, err = lower(name, text+mark, opts); err != nil {
		return nil, inOriginal(err, text)
	}
	s = &moduleSource{name: name, original: text, exports: map[string]exportEntry{}}
	s.parse(normal)
	return s, nil
}

// inOriginal moves an error in what follows a text to its end.
func inOriginal(err error, text string) error {
	e := err.(*ScriptError)
	lines := strings.Split(text, "\n")
	if e.Line > len(lines) {
		last := lines[len(lines)-1]
		e.Line, e.Column, e.Source = len(lines), charactersBefore(last, len(last))+1, last
		e.Message = "SyntaxError: Unexpected end of input"
	}
	return e
}

// parse reads the normal form. It reports false if a line could be one of a
// template literal: after the first backquote, none is known to be none.
func (s *moduleSource) parse(normal *lowered) (certain bool) {
	s.maps = normal.maps
	lines := strings.Split(strings.TrimRight(normal.code, "\n"), "\n")
	certain = true
	quoted := false
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		isExport := strings.HasPrefix(line, "export ")
		if !isExport && !strings.HasPrefix(line, "import ") {
			quoted = quoted || strings.Contains(line, "`")
			continue
		}
		end := i
		for strings.HasSuffix(lines[i], "{") && end+1 < len(lines) && !strings.HasPrefix(lines[end], "}") {
			end++
		}
		// The list of exports is the last statement, and has no backquote but in
		// strings.
		if quoted && !(isExport && end == len(lines)-1) {
			certain = false
		}
		s.statement(lines[i:end+1], i)
		for ; i <= end; i++ {
			lines[i] = ""
		}
		i = end
	}
	s.body = strings.Join(lines, "\n")
	s.resolveLocals()
	return certain
}

// statement reads an import or export, which begins on line at.
func (s *moduleSource) statement(lines []string, at int) {
	t := &tokens{lines: lines}
	isExport := t.next() == "export"
	type item struct {
		name, as     string
		line, column int
	}
	var items []item
	star := false
	for word := t.next(); word != "" && word != ";" && word != "from"; word = t.next() {
		switch word {
		case ",":
		case "*":
			if isExport {
				star = true
				continue
			}
			t.next() // as
			local := t.next()
			items = append(items, item{"", local, at + t.line, t.column})
		case "{":
			for name := t.next(); name != "}" && name != ""; name = t.next() {
				if name == "," {
					continue
				}
				name = unquoted(name)
				it := item{name, name, at + t.line, t.column}
				if t.peek() == "as" {
					t.next()
					it.as = unquoted(t.next())
				}
				items = append(items, it)
			}
		default:
			if isQuoted(word) { // import "x"
				s.request(word, t, at)
				return
			}
			items = append(items, item{"default", word, at + t.line, t.column})
		}
	}
	if isExport && !star {
		for _, it := range items {
			s.exports[it.as] = exportEntry{local: it.name}
		}
		return
	}
	from := s.request(t.next(), t, at)
	if star {
		s.stars = append(s.stars, from)
	}
	for _, it := range items {
		s.imports = append(s.imports, importEntry{it.as, it.name, from, it.line, it.column})
	}
}

// request notes the module that is named by the word just read.
func (s *moduleSource) request(word string, t *tokens, at int) int {
	r := request{specifier: unquoted(word), line: at + t.line, column: t.column}
	if t.next() == "with" {
		for key := t.next(); key != "" && key != ";"; key = t.next() {
			if unquoted(key) == "type" && t.next() == ":" {
				r.attribute = unquoted(t.next())
			}
		}
	}
	s.requests = append(s.requests, r)
	return len(s.requests) - 1
}

// resolveLocals tells exports of what is imported from those of its own.
func (s *moduleSource) resolveLocals() {
	imported := map[string]*importEntry{}
	for i := range s.imports {
		imported[s.imports[i].local] = &s.imports[i]
	}
	for name, e := range s.exports {
		e.from = imported[e.local]
		s.exports[name] = e
	}
	s.syntax = len(s.requests) > 0 || len(s.exports) > 0
}

// compile makes the module's program: a function that is called with require,
// run, publish and meta. It takes the imported bindings from require, and gives
// the body to run: a generator that first yields getters of the exports, or an
// async function that calls publish with them. In both, functions are there
// before the first statement runs.
func (s *moduleSource) compile() (body *lowered, async bool, err error) {
	var getters strings.Builder
	for _, name := range slices.Sorted(maps.Keys(s.exports)) {
		if e := s.exports[name]; e.from == nil {
			fmt.Fprintf(&getters, "%s: () => %s, ", quote(name), e.local)
		}
	}
	var locals []string
	for _, i := range s.imports {
		locals = append(locals, i.local)
	}
	body, err = s.wrap(locals, runName+"(function* () { yield { "+getters.String()+" };")
	if err != nil && strings.Contains(s.body, "await") {
		body, err = s.wrap(locals, runName+"(async function () { "+publishName+"({ "+getters.String()+" });")
		async = true
	}
	return body, async, err
}

// wrap puts the body behind a head, which is one line, and has esbuild replace
// the names that are imported.
func (s *moduleSource) wrap(locals []string, head string) (*lowered, error) {
	head = "import { " + strings.Join(locals, ", ") + " } from ''; " + head + "\n"
	body, err := lower("module.js", head+s.body+"\n});", api.TransformOptions{
		Format:    api.FormatCommonJS,
		Supported: unsupported,
		Define:    map[string]string{"import.meta": metaName},
		Banner:    `"use strict";`,
	})
	if err != nil {
		e := err.(*ScriptError)
		e.File = s.name
		if e.Line > 1 {
			s.place(e, e.Line-2, e.Column-1)
		}
		return nil, e
	}
	body.maps = body.maps.through(s.maps, 1)
	return body, nil
}

// place gives e the place in the original that a place in the normal form has.
func (s *moduleSource) place(e *ScriptError, line, column int) {
	e.File = s.name
	line, column, ok := s.maps.source(line, column)
	lines := strings.Split(s.original, "\n")
	if !ok || line >= len(lines) {
		e.Line = 0
		return
	}
	e.Line, e.Column = line+1, charactersBefore(lines[line], bytesBefore(lines[line], column))+1
	e.Source = strings.TrimRight(lines[line], "\r")
}

func isQuoted(word string) bool { return strings.HasPrefix(word, `"`) || strings.HasPrefix(word, "'") }

// unquoted is the value of a string literal as esbuild writes it, or of a name.
func unquoted(word string) string {
	if !isQuoted(word) {
		return word
	}
	word = word[1 : len(word)-1]
	var b strings.Builder
	for i := 0; i < len(word); i++ {
		if word[i] != '\\' || i+1 == len(word) {
			b.WriteByte(word[i])
			continue
		}
		i++
		digits := 0
		switch c := word[i]; c {
		case 'x':
			digits = 2
		case 'u':
			digits = 4
		default:
			if simple := strings.IndexByte("nrtbfv0", c); simple >= 0 {
				c = "\n\r\t\b\f\v\x00"[simple]
			}
			b.WriteByte(c)
			continue
		}
		if n, err := strconv.ParseUint(word[i+1:min(i+1+digits, len(word))], 16, 16); err == nil {
			b.WriteRune(rune(n))
			i += digits
		}
	}
	return b.String()
}

// quote writes a string literal.
func quote(s string) string {
	text, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// tokens reads the words, marks and strings of imports and exports in the normal
// form.
type tokens struct {
	lines  []string
	line   int // of the last one,
	column int // in bytes
	at     int // where the next one is looked for
	row    int
}

func (t *tokens) peek() string {
	saved := *t
	word := t.next()
	*t = saved
	return word
}

func (t *tokens) next() string {
	for t.row < len(t.lines) {
		text := t.lines[t.row]
		for t.at < len(text) && text[t.at] == ' ' {
			t.at++
		}
		if t.at == len(text) {
			t.row, t.at = t.row+1, 0
			continue
		}
		start := t.at
		switch c := text[start]; {
		case strings.IndexByte("{},;*:", c) >= 0:
			t.at++
		case c == '"' || c == '\'':
			t.at++
			for t.at < len(text) && text[t.at] != c {
				if text[t.at] == '\\' {
					t.at++
				}
				t.at++
			}
			t.at = min(t.at+1, len(text))
		default:
			for t.at < len(text) && strings.IndexByte(" {},;*:", text[t.at]) < 0 {
				t.at++
			}
		}
		t.line, t.column = t.row, start
		return text[start:t.at]
	}
	return ""
}
