// Command docs writes docs/javascript.md. It runs in the folder runtime/builtins,
// by go generate.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/sockhost/sockhost/runtime/builtins"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "docs:", err)
		os.Exit(1)
	}
}

func run() error {
	syntax, err := os.ReadFile(filepath.Join("..", "testdata", "syntax.json"))
	if err != nil {
		return err
	}
	text, err := builtins.Markdown(syntax)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join("..", "..", "docs", "javascript.md"), []byte(text), 0o644)
}
