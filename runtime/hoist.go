package runtime

import (
	"strconv"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/token"
	"github.com/dop251/goja/unistring"
)

// hoistBlockFunctions gives functions declared in blocks of sloppy code the
// second binding they have in browsers (ECMAScript B.3.3): a var of the
// enclosing function or script, set when the declaration is evaluated. The
// engine makes the block's own binding only.
//
// The block's binding shadows the var, so the var is set from outside, by an
// arrow function made before the statement of the function body in which the
// block stands. With " 0" for a name that no source can contain,
//
//	if (x) { g(); function f() {} }
//
// becomes
//
//	var f;
//	{ let " 0" = v => f = v; if (x) { g(); function f() {} " 0"(f); } }
//
// The pass also takes the label off a labelled function, which the engine
// refuses and which means nothing.
func hoistBlockFunctions(program *ast.Program) {
	hoistIn(nil, program.Body, &program.DeclarationList)
}

// hoistIn does the body of one function or script, and the functions inside.
func hoistIn(params *ast.ParameterList, body []ast.Statement, vars *[]*ast.VariableDeclaration) {
	if isStrict(body) {
		return // and so is all that is inside
	}
	h := &hoister{vars: vars, scope: &scope{list: body, isBody: true}}
	if params != nil {
		h.scope.outer = &scope{params: params}
	}
	for i, st := range body {
		st = unlabelled(st)
		h.statement(st)
		body[i] = h.withSetters(st)
	}
}

// hoister is the walk through one function body, without nested functions.
type hoister struct {
	vars    *[]*ast.VariableDeclaration
	scope   *scope             // the innermost
	setters []unistring.String // the vars set inside the current statement of the body
}

// isStrict reports whether a body has a "use strict" directive, in the sense
// of goja's compiler.
func isStrict(body []ast.Statement) bool {
	for _, st := range body {
		st, ok := st.(*ast.ExpressionStatement)
		if !ok {
			return false
		}
		s, ok := st.Expression.(*ast.StringLiteral)
		if !ok {
			return false
		}
		if s.Literal == `"use strict"` || s.Literal == `'use strict'` {
			return true
		}
	}
	return false
}

// unlabelled returns the plain function declaration under labels, or st.
func unlabelled(st ast.Statement) ast.Statement {
	inner := st
	for {
		labelled, ok := inner.(*ast.LabelledStatement)
		if !ok {
			break
		}
		inner = labelled.Statement
	}
	if plainFunction(inner) != nil {
		return inner
	}
	return st
}

// plainFunction returns st's function if st declares one that is neither async
// nor a generator.
func plainFunction(st ast.Statement) *ast.FunctionLiteral {
	if d, ok := st.(*ast.FunctionDeclaration); ok && !d.Function.Async && !d.Function.Generator {
		return d.Function
	}
	return nil
}

// statements does the list of a block or switch case, whose scope is h.scope,
// and returns it with the calls that set the vars.
func (h *hoister) statements(list []ast.Statement) []ast.Statement {
	var changed []ast.Statement
	for i, st := range list {
		st = unlabelled(st)
		list[i] = st
		h.statement(st)
		f := plainFunction(st)
		hoisted := f != nil && h.hoists(f.Name.Name)
		if hoisted && changed == nil {
			changed = append(make([]ast.Statement, 0, len(list)+1), list[:i]...)
		}
		if changed != nil {
			changed = append(changed, st)
		}
		if hoisted {
			changed = append(changed, h.set(f))
		}
	}
	if changed != nil {
		return changed
	}
	return list
}

// hoists reports whether a function of that name in the innermost scope gets a
// var: it does unless "var name" in its place would be an error, or name is a
// parameter.
func (h *hoister) hoists(name unistring.String) bool {
	for s := h.scope.outer; s != nil; s = s.outer {
		if s.declares(name) {
			return false
		}
	}
	return true
}

// set makes the var of a block's function and the statement that sets it.
func (h *hoister) set(f *ast.FunctionLiteral) ast.Statement {
	name := *f.Name
	index := len(h.setters)
	for i, s := range h.setters {
		if s == name.Name {
			index = i
		}
	}
	if index == len(h.setters) {
		h.setters = append(h.setters, name.Name)
		*h.vars = append(*h.vars, &ast.VariableDeclaration{
			Var:  name.Idx,
			List: []*ast.Binding{{Target: &ast.Identifier{Name: name.Name, Idx: name.Idx}}},
		})
	}
	return &ast.ExpressionStatement{Expression: &ast.CallExpression{
		Callee:           &ast.Identifier{Name: setterName(index), Idx: name.Idx},
		LeftParenthesis:  name.Idx,
		ArgumentList:     []ast.Expression{&name},
		RightParenthesis: name.Idx,
	}}
}

func setterName(index int) unistring.String {
	return unistring.String(" " + strconv.Itoa(index))
}

// withSetters puts the setters that st needs around it.
func (h *hoister) withSetters(st ast.Statement) ast.Statement {
	if len(h.setters) == 0 {
		return st
	}
	at := st.Idx0()
	const value = " v"
	lets := &ast.LexicalDeclaration{Idx: at, Token: token.LET}
	for i, name := range h.setters {
		lets.List = append(lets.List, &ast.Binding{
			Target: &ast.Identifier{Name: setterName(i), Idx: at},
			Initializer: &ast.ArrowFunctionLiteral{
				Start: at,
				ParameterList: &ast.ParameterList{
					Opening: at,
					List:    []*ast.Binding{{Target: &ast.Identifier{Name: value, Idx: at}}},
					Closing: at,
				},
				Body: &ast.ExpressionBody{Expression: &ast.AssignExpression{
					Operator: token.ASSIGN,
					Left:     &ast.Identifier{Name: name, Idx: at},
					Right:    &ast.Identifier{Name: value, Idx: at},
				}},
			},
		})
	}
	h.setters = h.setters[:0]
	return &ast.BlockStatement{LeftBrace: at, List: []ast.Statement{lets, st}, RightBrace: at}
}

// scope is what one block, loop head, catch clause, parameter list or body
// declares lexically.
type scope struct {
	outer *scope

	// One of these is set.
	list   []ast.Statement      // a block, or a body
	cases  []*ast.CaseStatement // a switch
	target ast.Expression       // a catch parameter or the head of for-in and for-of
	head   []*ast.Binding       // the head of a for loop
	params *ast.ParameterList

	isBody bool // function declarations in list are vars
	names  map[unistring.String]bool
}

// declares reports whether name is declared in s. Most scopes are never asked,
// so the names are gathered at the first question.
func (s *scope) declares(name unistring.String) bool {
	if s.names == nil {
		s.names = map[unistring.String]bool{}
		s.addList(s.list)
		for _, c := range s.cases {
			s.addList(c.Consequent)
		}
		s.addTarget(s.target)
		s.addBindings(s.head)
		if s.params != nil {
			s.addBindings(s.params.List)
			s.addTarget(s.params.Rest)
		}
	}
	return s.names[name]
}

func (s *scope) addList(list []ast.Statement) {
	for _, st := range list {
		switch st := unlabelled(st).(type) {
		case *ast.LexicalDeclaration:
			s.addBindings(st.List)
		case *ast.ClassDeclaration:
			s.names[st.Class.Name.Name] = true
		case *ast.FunctionDeclaration:
			// Browsers hoist past a plain function of an outer block.
			if !s.isBody && plainFunction(st) == nil {
				s.names[st.Function.Name.Name] = true
			}
		}
	}
}

func (s *scope) addBindings(list []*ast.Binding) {
	for _, b := range list {
		s.addTarget(b.Target)
	}
}

func (s *scope) addTarget(target ast.Expression) {
	switch t := target.(type) {
	case *ast.Identifier:
		s.names[t.Name] = true
	case *ast.AssignExpression: // a default value inside a pattern
		s.addTarget(t.Left)
	case *ast.Binding:
		s.addTarget(t.Target)
	case *ast.ArrayPattern:
		for _, e := range t.Elements {
			s.addTarget(e)
		}
		s.addTarget(t.Rest)
	case *ast.ObjectPattern:
		for _, p := range t.Properties {
			switch p := p.(type) {
			case *ast.PropertyShort:
				s.names[p.Name.Name] = true
			case *ast.PropertyKeyed:
				s.addTarget(p.Value)
			}
		}
		s.addTarget(t.Rest)
	}
}
