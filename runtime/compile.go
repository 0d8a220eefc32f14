package runtime

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/parser"
	"github.com/dop251/goja/unistring"
)

// compile compiles a classic script, giving it the semantics of browsers where
// the engine's differ. lowered tells whether it had to be rewritten for the
// engine. Its error is a *ScriptError.
func compile(name, src string) (program *goja.Program, lowered bool, err error) {
	return compileAs(name, src, parse)
}

// compileFunction compiles the body of a sloppy function with parameters to a
// program whose value is the function.
func compileFunction(name, src string, parameters ...string) (program *goja.Program, lowered bool, err error) {
	return compileAs(name, src, functionParser(parameters))
}

// parseFunc makes a syntax tree of a source.
type parseFunc func(name, src string, options ...parser.Option) (*ast.Program, error)

func compileAs(name, src string, parse parseFunc) (program *goja.Program, lowered bool, err error) {
	if !utf8.ValidString(src) {
		return nil, false, &ScriptError{File: name, Message: "the script is not valid UTF-8"}
	}
	if isTyped(name) {
		program, err = lowerScript(name, src, nil, parse)
		return program, err == nil, err
	}
	program, err = compileNative(name, src, src, parse)
	if err == nil {
		return program, false, nil
	}
	program, err = lowerScript(name, src, err.(*ScriptError), parse)
	return program, err == nil, err
}

// compileNative compiles what the engine understands. Positions that come after
// parsing are those of original.
func compileNative(name, src, original string, parse parseFunc, options ...parser.Option) (program *goja.Program, err error) {
	defer func() {
		// The engine's parser panics on a few of the sources that are wrong.
		if p := recover(); p != nil {
			program, err = nil, &ScriptError{File: name, Message: fmt.Sprintf("SyntaxError: the engine cannot compile it (%v)", p)}
		}
	}()
	tree, err := parse(name, src, options...)
	if err != nil {
		return nil, syntaxError(name, src, err)
	}
	if err := replaceRegExpLiterals(name, original, tree); err != nil {
		return nil, err
	}
	hoistBlockFunctions(tree)
	program, err = goja.CompileAST(tree, false)
	if err != nil {
		return nil, syntaxError(name, original, err)
	}
	return program, nil
}

// parse parses a classic script. No parse reads a file that a sourceMappingURL
// comment names: either maps are off, or options have their own reader.
func parse(name, src string, options ...parser.Option) (*ast.Program, error) {
	if options == nil {
		options = []parser.Option{parser.WithDisableSourceMaps}
	}
	return parser.ParseFile(nil, name, src, 0, options...)
}

// functionParser makes a parse of the body of a function with parameters.
func functionParser(parameters []string) parseFunc {
	return func(name, src string, options ...parser.Option) (*ast.Program, error) {
		return parseFunction(name, src, parameters, options)
	}
}

// parseFunction parses src as a script and makes that the body of a function,
// so that every position is the one in src. A script has no return statement:
// if that is in the way, the function's head goes before src after all, and
// the columns of the first line are wrong by its length.
func parseFunction(name, src string, parameters []string, options []parser.Option) (*ast.Program, error) {
	tree, err := parse(name, src, options...)
	if err != nil && strings.Contains(err.Error(), "Illegal return statement") {
		head := "(function (" + strings.Join(parameters, ", ") + ") {"
		return parse(name, head+withoutHashbang(src)+"\n})", options...)
	}
	if err != nil {
		return nil, err
	}
	start, end := file.Idx(1), file.Idx(len(src)+1)
	params := &ast.ParameterList{Opening: start, Closing: start}
	for _, p := range parameters {
		params.List = append(params.List, &ast.Binding{Target: &ast.Identifier{Name: unistring.String(p), Idx: start}})
	}
	f := &ast.FunctionLiteral{
		Function:        start,
		ParameterList:   params,
		Body:            &ast.BlockStatement{LeftBrace: start, List: tree.Body, RightBrace: end},
		DeclarationList: tree.DeclarationList,
	}
	tree.Body = []ast.Statement{&ast.ExpressionStatement{Expression: f}}
	tree.DeclarationList = nil
	return tree, nil
}

// withoutHashbang makes a comment of a "#!" line, which is one only at the very
// beginning.
func withoutHashbang(src string) string {
	if strings.HasPrefix(src, "#!") {
		return "//" + src[len("#!"):]
	}
	return src
}

func syntaxError(name, src string, err error) error {
	e := &ScriptError{File: name, Message: "SyntaxError: " + err.Error()}
	var list parser.ErrorList
	var compileErr *goja.CompilerSyntaxError
	switch {
	case errors.As(err, &list) && len(list) > 0:
		e.at(src, list[0].Position)
		e.Message = "SyntaxError: " + parserMessage(list[0].Message)
		if word := e.moduleWord(); word != "" {
			e.Message = "SyntaxError: Cannot use " + word + " outside a module"
		}
	case errors.As(err, &compileErr):
		if compileErr.File != nil {
			e.at(src, compileErr.File.Position(compileErr.Offset))
		}
		e.Message = "SyntaxError: " + compileErr.Message
	}
	return e
}

// moduleWord is the word at the place of the error that only modules have, or "".
func (e *ScriptError) moduleWord() string {
	characters := []rune(e.Source)
	if e.Line == 0 || e.Column > len(characters) {
		return ""
	}
	rest := string(characters[e.Column-1:])
	for _, word := range []string{"import", "export"} {
		if strings.HasPrefix(rest, word) && (len(rest) == len(word) || !isNamePart(rest[len(word)])) {
			return word
		}
	}
	return ""
}

// parserMessage puts a message of the parser into words for people.
func parserMessage(message string) string {
	if message == "Unexpected token ILLEGAL" {
		return "Invalid or unexpected token"
	}
	return message
}

// at gives e the position p in src. The engine counts columns in bytes, people
// in characters.
func (e *ScriptError) at(src string, p file.Position) {
	e.Line, e.Column = p.Line, p.Column
	lines := strings.Split(src, "\n")
	if p.Line < 1 || p.Line > len(lines) {
		return
	}
	line := lines[p.Line-1]
	if before := p.Column - 1; before >= 0 && before <= len(line) {
		e.Column = utf8.RuneCountInString(line[:before]) + 1
	}
	e.Source = strings.TrimRight(line, "\r")
}
