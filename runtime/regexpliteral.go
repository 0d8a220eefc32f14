package runtime

import (
	"reflect"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/unistring"

	"github.com/sockhost/sockhost/runtime/builtins/pattern"
)

// replaceRegExpLiterals makes a call of the constructor of each literal that the
// engine does not understand, since the constructor does, see package builtins.
// Such literals are rare, so a source is only walked if its text could have one.
// The error is a *ScriptError at the literal.
func replaceRegExpLiterals(name, src string, tree *ast.Program) error {
	if !pattern.Mentioned(src) {
		return nil
	}
	var fault error
	w := expressionWalker{fields: map[reflect.Type][]int{}, replace: func(e ast.Expression) ast.Expression {
		literal, ok := e.(*ast.RegExpLiteral)
		if !ok || !pattern.Needed(literal.Pattern, literal.Flags) {
			return e
		}
		if _, _, err := pattern.Rewrite(literal.Pattern, literal.Flags); err != nil && fault == nil {
			script := &ScriptError{File: name, Message: "SyntaxError: " + err.Error()}
			script.at(src, tree.File.Position(int(literal.Idx)-tree.File.Base()))
			fault = script
		}
		text := func(s string) ast.Expression {
			return &ast.StringLiteral{Idx: literal.Idx, Literal: s, Value: unistring.NewFromString(s)}
		}
		return &ast.NewExpression{
			New:              literal.Idx,
			Callee:           &ast.Identifier{Name: "RegExp", Idx: literal.Idx},
			LeftParenthesis:  literal.Idx,
			ArgumentList:     []ast.Expression{text(literal.Pattern), text(literal.Flags)},
			RightParenthesis: literal.Idx,
		}
	}}
	w.walk(reflect.ValueOf(&tree.Body).Elem())
	return fault
}

// expressionWalker puts something in the place of every expression of a tree.
type expressionWalker struct {
	replace func(ast.Expression) ast.Expression
	fields  map[reflect.Type][]int // of structs: those that lead to expressions
}

var (
	expressionType = reflect.TypeFor[ast.Expression]()
	// Declarations stand in the body of their function as well.
	declarationsType = reflect.TypeFor[[]*ast.VariableDeclaration]()
)

func (w expressionWalker) walk(v reflect.Value) {
	switch v.Kind() {
	case reflect.Interface:
		if v.IsNil() {
			return
		}
		if v.Type() == expressionType {
			v.Set(reflect.ValueOf(w.replace(v.Interface().(ast.Expression))))
		}
		w.walk(v.Elem())
	case reflect.Pointer:
		if !v.IsNil() {
			w.walk(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			w.walk(v.Index(i))
		}
	case reflect.Struct:
		for _, i := range w.fieldsOf(v.Type()) {
			w.walk(v.Field(i))
		}
	}
}

func (w expressionWalker) fieldsOf(t reflect.Type) []int {
	fields, known := w.fields[t]
	if known {
		return fields
	}
	for i := range t.NumField() {
		f := t.Field(i)
		if !f.IsExported() || f.Type == declarationsType {
			continue
		}
		switch element := f.Type; element.Kind() {
		case reflect.Slice, reflect.Pointer, reflect.Struct, reflect.Interface:
			fields = append(fields, i)
		}
	}
	w.fields[t] = fields
	return fields
}
