package runtime

import "github.com/dop251/goja/ast"

// within does what visit says inside a new innermost scope.
func (h *hoister) within(s scope, visit func()) {
	s.outer = h.scope
	h.scope = &s
	visit()
	h.scope = s.outer
}

func (h *hoister) block(b *ast.BlockStatement) {
	if b != nil {
		h.within(scope{list: b.List}, func() { b.List = h.statements(b.List) })
	}
}

// branch does the body of an if, where a function may stand without a block.
func (h *hoister) branch(st ast.Statement) ast.Statement {
	if f := plainFunction(st); f != nil {
		st = &ast.BlockStatement{LeftBrace: f.Idx0(), List: []ast.Statement{st}, RightBrace: f.Idx0()}
	}
	h.statement(st)
	return st
}

func (h *hoister) statement(st ast.Statement) {
	switch st := st.(type) {
	case *ast.BlockStatement:
		h.block(st)
	case *ast.ExpressionStatement:
		h.expression(st.Expression)
	case *ast.VariableStatement:
		h.bindings(st.List)
	case *ast.LexicalDeclaration:
		h.bindings(st.List)
	case *ast.FunctionDeclaration:
		h.expression(st.Function)
	case *ast.IfStatement:
		h.expression(st.Test)
		st.Consequent = h.branch(st.Consequent)
		st.Alternate = h.branch(st.Alternate)
	case *ast.LabelledStatement:
		h.statement(st.Statement)
	case *ast.ReturnStatement:
		h.expression(st.Argument)
	case *ast.ThrowStatement:
		h.expression(st.Argument)
	case *ast.WithStatement:
		h.expression(st.Object)
		h.statement(st.Body)
	case *ast.SwitchStatement:
		h.expression(st.Discriminant)
		h.within(scope{cases: st.Body}, func() {
			for _, c := range st.Body {
				h.expression(c.Test)
				c.Consequent = h.statements(c.Consequent)
			}
		})
	case *ast.TryStatement:
		h.block(st.Body)
		if st.Catch != nil {
			h.catch(st.Catch)
		}
		h.block(st.Finally)
	default:
		h.loop(st)
	}
}

func (h *hoister) catch(c *ast.CatchStatement) {
	s := scope{target: c.Parameter}
	if _, simple := c.Parameter.(*ast.Identifier); simple {
		s.target = nil // B.3.5: a var of the same name is allowed
	}
	h.within(s, func() {
		h.expression(c.Parameter)
		h.block(c.Body)
	})
}

func (h *hoister) loop(st ast.Statement) {
	switch st := st.(type) {
	case *ast.WhileStatement:
		h.expression(st.Test)
		h.statement(st.Body)
	case *ast.DoWhileStatement:
		h.statement(st.Body)
		h.expression(st.Test)
	case *ast.ForStatement:
		var s scope
		switch init := st.Initializer.(type) {
		case *ast.ForLoopInitializerExpression:
			h.expression(init.Expression)
		case *ast.ForLoopInitializerVarDeclList:
			h.bindings(init.List)
		case *ast.ForLoopInitializerLexicalDecl:
			h.bindings(init.LexicalDeclaration.List)
			s.head = init.LexicalDeclaration.List
		}
		h.within(s, func() {
			h.expression(st.Test)
			h.expression(st.Update)
			h.statement(st.Body)
		})
	case *ast.ForInStatement:
		h.forEach(st.Into, st.Source, st.Body)
	case *ast.ForOfStatement:
		h.forEach(st.Into, st.Source, st.Body)
	}
}

func (h *hoister) forEach(into ast.ForInto, source ast.Expression, body ast.Statement) {
	var s scope
	switch into := into.(type) {
	case *ast.ForIntoVar:
		h.expression(into.Binding)
	case *ast.ForDeclaration:
		h.expression(into.Target)
		s.target = into.Target
	case *ast.ForIntoExpression:
		h.expression(into.Expression)
	}
	h.expression(source)
	h.within(s, func() { h.statement(body) })
}

func (h *hoister) bindings(list []*ast.Binding) {
	for _, b := range list {
		h.expression(b)
	}
}

func (h *hoister) expressions(list []ast.Expression) {
	for _, e := range list {
		h.expression(e)
	}
}

// properties does the properties of an object literal or pattern.
func (h *hoister) properties(list []ast.Property) {
	for _, p := range list {
		h.expression(p)
	}
}

// expression looks for functions inside e. Classes are passed over: their code
// is strict. Expressions of no parts end in no case.
func (h *hoister) expression(e ast.Expression) {
	switch e := e.(type) {
	case *ast.FunctionLiteral:
		h.params(e.ParameterList)
		hoistIn(e.ParameterList, e.Body.List, &e.DeclarationList)
	case *ast.ArrowFunctionLiteral:
		h.params(e.ParameterList)
		switch body := e.Body.(type) {
		case *ast.BlockStatement:
			hoistIn(e.ParameterList, body.List, &e.DeclarationList)
		case *ast.ExpressionBody:
			h.expression(body.Expression)
		}
	case *ast.Binding:
		h.expression(e.Target)
		h.expression(e.Initializer)
	case *ast.ArrayLiteral:
		h.expressions(e.Value)
	case *ast.ArrayPattern:
		h.expressions(e.Elements)
		h.expression(e.Rest)
	case *ast.ObjectLiteral:
		h.properties(e.Value)
	case *ast.ObjectPattern:
		h.properties(e.Properties)
		h.expression(e.Rest)
	case *ast.PropertyShort:
		h.expression(e.Initializer)
	case *ast.PropertyKeyed:
		h.expression(e.Key)
		h.expression(e.Value)
	case *ast.SpreadElement:
		h.expression(e.Expression)
	case *ast.CallExpression:
		h.expression(e.Callee)
		h.expressions(e.ArgumentList)
	case *ast.NewExpression:
		h.expression(e.Callee)
		h.expressions(e.ArgumentList)
	case *ast.DotExpression:
		h.expression(e.Left)
	case *ast.PrivateDotExpression:
		h.expression(e.Left)
	case *ast.BracketExpression:
		h.expression(e.Left)
		h.expression(e.Member)
	case *ast.OptionalChain:
		h.expression(e.Expression)
	case *ast.Optional:
		h.expression(e.Expression)
	case *ast.AssignExpression:
		h.expression(e.Left)
		h.expression(e.Right)
	case *ast.BinaryExpression:
		h.expression(e.Left)
		h.expression(e.Right)
	case *ast.ConditionalExpression:
		h.expression(e.Test)
		h.expression(e.Consequent)
		h.expression(e.Alternate)
	case *ast.SequenceExpression:
		h.expressions(e.Sequence)
	case *ast.UnaryExpression:
		h.expression(e.Operand)
	case *ast.AwaitExpression:
		h.expression(e.Argument)
	case *ast.YieldExpression:
		h.expression(e.Argument)
	case *ast.TemplateLiteral:
		h.expression(e.Tag)
		h.expressions(e.Expressions)
	}
}

func (h *hoister) params(p *ast.ParameterList) {
	if p != nil {
		h.bindings(p.List)
		h.expression(p.Rest)
	}
}
