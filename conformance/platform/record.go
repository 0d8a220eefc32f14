package main

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

//go:embed surface.js
var surface string

// recorder asks a page, and a worker that it makes.
const recorder = `
const worker = new Worker(URL.createObjectURL(new Blob(['(function () {' + surfaceText + 'postMessage(surface()) })()'])));
worker.onmessage = e => document.getElementById('answer').textContent = JSON.stringify({page: surface(), worker: e.data});
`

// record asks Chromium, and returns its answers as JSON, a line for each global.
func record() ([]byte, error) {
	folder, err := os.MkdirTemp("", "platform")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	text, err := json.Marshal(surface)
	if err != nil {
		return nil, err
	}
	const begin, end = `<pre id="answer">`, `</pre>`
	page := "<!doctype html><meta charset=utf-8>" + begin + end + "<script>(function () { const surfaceText = " + string(text) + ";\n" + surface + recorder + "})()</script>"
	file := filepath.Join(folder, "page.html")
	if err := os.WriteFile(file, []byte(page), 0o666); err != nil {
		return nil, err
	}
	out, err := exec.Command("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=10000",
		"--user-data-dir="+filepath.Join(folder, "profile"), "--dump-dom", "file://"+filepath.ToSlash(file)).Output()
	if err != nil {
		return nil, err
	}
	_, answer, _ := strings.Cut(string(out), begin)
	answer, _, _ = strings.Cut(answer, end)
	answer = html.UnescapeString(answer)
	var recorded map[string]realm
	if err := json.Unmarshal([]byte(answer), &recorded); err != nil {
		return nil, errors.New("no answer: " + answer)
	}
	return lines(recorded)
}

// lines is the JSON of recordings with a line for each global.
func lines(recorded map[string]realm) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("{\n")
	for i, name := range []string{"page", "worker"} {
		if i > 0 {
			b.WriteString(",\n")
		}
		b.WriteString(`"` + name + "\": {\n")
		for j, global := range sortedKeys(recorded[name]) {
			if j > 0 {
				b.WriteString(",\n")
			}
			line, err := json.Marshal(recorded[name][global])
			if err != nil {
				return nil, err
			}
			b.WriteString(`"` + global + `": ` + string(line))
		}
		b.WriteString("}")
	}
	b.WriteString("}\n")
	return b.Bytes(), nil
}
