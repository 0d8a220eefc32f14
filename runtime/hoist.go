package runtime

import "github.com/dop251/goja/ast"

func hoistBlockFunctions(*ast.Program) {}
