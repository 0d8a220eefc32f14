package runtime

import "github.com/dop251/goja"

// Compile lets tests compile without running.
func Compile(name, src string) (*goja.Program, error) {
	program, _, err := compile(name, src)
	return program, err
}

// CompileLowered tells also whether esbuild had to help.
var CompileLowered = compile
