// Command platform writes docs/web-platform.md: what scripts find in the global
// scope, by standard, beside what Chromium has. It runs in the folder
// conformance, by go generate.
//
//	go run ./platform -record
//
// asks the Chromium that is installed first, and keeps its answers in
// platform/testdata/chromium.json.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	if err := run(len(os.Args) > 1 && os.Args[1] == "-record"); err != nil {
		fmt.Fprintln(os.Stderr, "platform:", err)
		os.Exit(1)
	}
}

func run(ask bool) error {
	if ask {
		answers, err := record()
		if err == nil {
			err = os.WriteFile(filepath.Join("platform", "testdata", "chromium.json"), answers, 0o644)
		}
		if err != nil {
			return err
		}
	}
	page, err := document(filepath.Join("platform", "testdata", "chromium.json"))
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join("..", "docs", "web-platform.md"), []byte(page), 0o644)
}

// document is the page, from the realms of this program and a recording.
func document(recording string) (string, error) {
	text, err := os.ReadFile(recording)
	if err != nil {
		return "", err
	}
	var chromium map[string]realm
	if err := json.Unmarshal(text, &chromium); err != nil {
		return "", err
	}
	o, err := look()
	if err != nil {
		return "", err
	}
	return newPage(o, chromium).markdown(), nil
}
