package runtime

import (
	"path"
	"regexp"
	"strings"
	"sync"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/parser"
	"github.com/evanw/esbuild/pkg/api"
)

// unsupported is the syntax that the engine lacks and esbuild can express
// otherwise.
var unsupported = map[string]bool{
	"async-generator": false,
	"decorators":      false,
	"dynamic-import":  false,
	"for-await":       false,
	"using":           false,
}

// loaders say in what language a file is, by its extension.
var loaders = map[string]api.Loader{
	".ts": api.LoaderTS, ".mts": api.LoaderTS, ".cts": api.LoaderTS, ".tsx": api.LoaderTSX, ".jsx": api.LoaderJSX,
}

func loaderOf(name string) api.Loader {
	if loader, ok := loaders[path.Ext(name)]; ok {
		return loader
	}
	return api.LoaderJS
}

// isTyped tells that a file must go through esbuild, since what it says means
// something else, or nothing, in JavaScript.
func isTyped(name string) bool { return loaderOf(name) != api.LoaderJS }

// lowered is what esbuild made of a program.
type lowered struct {
	code string
	maps sourceMap
}

// lower has esbuild rewrite src. Its error is a *ScriptError.
func lower(name, src string, opts api.TransformOptions) (*lowered, error) {
	opts.Sourcemap = api.SourceMapExternal
	opts.SourcesContent = api.SourcesContentExclude
	opts.LegalComments = api.LegalCommentsNone
	opts.LogLevel = api.LogLevelSilent
	opts.LogLimit = 1
	opts.Sourcefile = "default" // esbuild makes names after it
	result := api.Transform(src, opts)
	if len(result.Errors) > 0 {
		return nil, lowerError(name, src, result.Errors[0])
	}
	return &lowered{string(result.Code), parseSourceMap(result.Map)}, nil
}

// lowerError puts an error of esbuild into the words and the form of the
// engine's.
func lowerError(name, src string, message api.Message) error {
	e := &ScriptError{File: name, Message: "SyntaxError: " + messageWords(message.Text)}
	at := message.Location
	if at == nil {
		return e
	}
	lines := strings.Split(src, "\n")
	if at.Line > len(lines) { // in what was put after the source
		at.Line, at.Column = len(lines), len(lines[len(lines)-1])
		e.Message = "SyntaxError: Unexpected end of input"
	}
	line := lines[at.Line-1]
	e.Line, e.Column = at.Line, charactersBefore(line, at.Column)+1
	e.Source = strings.TrimRight(line, "\r")
	return e
}

var quotedToken = lazyRegexp(`^Unexpected "(.+)"$`)

func messageWords(text string) string {
	if text == "Unexpected end of file" {
		return "Unexpected end of input"
	}
	return quotedToken().ReplaceAllString(text, "Unexpected token $1")
}

// toESM finds the helper that esbuild calls around what import() loads, by the
// name it has in this program.
var toESM = lazyRegexp(`(?m)^var (__toESM\d*) = \(mod, isNodeMode, target\) =>`)

// lazyRegexp makes an expression when it is first needed: most programs need none
// of these, and would wait for them when they start.
func lazyRegexp(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}

// importName is the global function that import() in a classic script calls.
// It is as long as the word it stands for in what esbuild writes, so columns
// stay.
const importName, requireName = "$import", "require"

// lowerScript rewrites and compiles a classic script, or the body of a function.
// cause is the engine's complaint about it, or nil if it was not asked; of two
// errors the one on a later line says more.
func lowerScript(name, src string, cause *ScriptError, parse parseFunc) (*goja.Program, error) {
	l, err := lower(name, src, api.TransformOptions{Loader: loaderOf(name), Supported: unsupported})
	if err != nil {
		if e := err.(*ScriptError); cause == nil || e.Line > cause.Line {
			return nil, e
		}
		return nil, cause
	}
	if helper := toESM().FindStringSubmatch(l.code); helper != nil {
		l.code = strings.ReplaceAll(l.code, helper[1]+"("+requireName+"(", helper[1]+"("+importName+"(")
	}
	program, err := l.compile(name, src, parse)
	if e, ok := err.(*ScriptError); ok && cause != nil && e.Line <= cause.Line {
		return nil, cause
	}
	return program, err
}

// compile compiles the program with its positions those of src.
func (l *lowered) compile(name, src string, parse parseFunc) (*goja.Program, error) {
	text := l.maps.encode(name[strings.LastIndexByte(name, '/')+1:], l.code, src)
	read := parser.WithSourceMapLoader(func(string) ([]byte, error) { return text, nil })
	parsed := false
	program, err := compileNative(name, l.code+"\n//# sourceMappingURL=map", src, func(name, code string, _ ...parser.Option) (*ast.Program, error) {
		tree, err := parse(name, code, read)
		parsed = err == nil
		return tree, err
	})
	if e, ok := err.(*ScriptError); ok && !parsed {
		// The engine has a map only of what it has parsed.
		e.Source = ""
		if line, column, ok := l.maps.source(e.Line-1, e.Column-1); ok {
			text := strings.Split(src, "\n")[line]
			e.at(src, file.Position{Line: line + 1, Column: bytesBefore(text, column) + 1})
		}
	}
	return program, err
}
