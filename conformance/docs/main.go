// Command docs writes docs/conformance.md from the cases, the recordings and
// the list of deviations. It runs in the folder conformance, by go generate.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/sockhost/sockhost/conformance"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "docs:", err)
		os.Exit(1)
	}
}

func run() error {
	fsys := os.DirFS("cases")
	cases, err := conformance.LoadCases(fsys)
	if err != nil {
		return err
	}
	recordings, err := conformance.LoadRecordings(fsys)
	if err != nil {
		return err
	}
	table := conformance.Table{
		Members: conformance.Members(),
		Cases:   cases, Recordings: recordings, Deviations: conformance.Deviations,
	}
	return os.WriteFile(filepath.Join("..", "docs", "conformance.md"), []byte(table.Markdown()), 0o644)
}
