package wpt

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"path"
	"strings"
)

// Files that are no pages are wrapped into one, as the suite's own server does
// it and its documentation describes.

const (
	anyExtension    = ".any.js"
	windowExtension = ".window.js"
	workerExtension = ".worker.js"
	anyWorker       = ".any.worker.js" // of scripts that are made of .any.js
)

// scopeWords are what GLOBAL answers in a script.
const scopeWords = `self.GLOBAL = {
  isWindow: function () { return %t; },
  isWorker: function () { return %t; },
  isShadowRealm: function () { return false; }
};
`

// windowPage runs a script in a window.
func windowPage(name string, m meta) []byte {
	var b bytes.Buffer
	pageHead(&b, m)
	fmt.Fprintf(&b, "<script>\n"+scopeWords+"</script>\n", true, false)
	pageScripts(&b, append([]string{"/" + harnessFile, "/" + reportFile}, m.scripts...)...)
	b.WriteString("<div id=log></div>\n")
	pageScripts(&b, path.Base(name))
	return b.Bytes()
}

// workerPage runs a worker, and shows what its harness finds.
func workerPage(name string, m meta) []byte {
	script := path.Base(name)
	if before, ok := strings.CutSuffix(script, anyExtension); ok {
		script = before + anyWorker
	}
	var b bytes.Buffer
	pageHead(&b, m)
	pageScripts(&b, "/"+harnessFile, "/"+reportFile)
	fmt.Fprintf(&b, "<div id=log></div>\n<script>\nfetch_tests_from_worker(new Worker(%s + location.search));\n</script>\n", quote(script))
	return b.Bytes()
}

func pageHead(b *bytes.Buffer, m meta) {
	b.WriteString("<!doctype html>\n<meta charset=utf-8>\n")
	if m.title != "" {
		fmt.Fprintf(b, "<title>%s</title>\n", html.EscapeString(m.title))
	}
	if m.long {
		b.WriteString("<meta name=timeout content=long>\n")
	}
}

func pageScripts(b *bytes.Buffer, sources ...string) {
	for _, source := range sources {
		fmt.Fprintf(b, "<script src=\"%s\"></script>\n", html.EscapeString(source))
	}
}

// workerSource is the file of which the script of a worker is made.
func workerSource(name string) (string, bool) {
	before, ok := strings.CutSuffix(name, anyWorker)
	return before + anyExtension, ok
}

// workerScript runs a script of any scope in a worker.
func workerScript(source string, text []byte) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, scopeWords, false, true)
	m := scriptMeta(text)
	for _, script := range append(append([]string{"/" + harnessFile}, m.scripts...), path.Base(source)) {
		fmt.Fprintf(&b, "importScripts(%s);\n", quote(script))
	}
	b.WriteString("done();\n")
	return b.Bytes()
}

// quote makes a string literal of JavaScript.
func quote(text string) string {
	literal, err := json.Marshal(text)
	if err != nil {
		panic(err) // a string
	}
	return string(literal)
}
