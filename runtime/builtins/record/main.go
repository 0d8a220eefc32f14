// Command record asks Chromium what package builtins, and MutationObserver of
// package web, are compared with, and writes its answers into their folders
// testdata:
//
//	go run ./runtime/builtins/record
//
// chromium.txt gets the members that Chromium has; in every file *.cases each
// line of code gets the line with its value after it. The data of package intl is
// taken from there too, see intl/locales.js.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/sockhost/sockhost/runtime/builtins/cases"
)

func main() {
	if err := run(filepath.Join("runtime", "builtins", "testdata")); err != nil {
		fmt.Fprintln(os.Stderr, "record:", err)
		os.Exit(1)
	}
}

func run(folder string) error {
	members, err := os.ReadFile(filepath.Join(folder, "members.js"))
	if err != nil {
		return err
	}
	show, err := os.ReadFile(filepath.Join(folder, "show.js"))
	if err != nil {
		return err
	}
	list, err := ask(string(members) + "done(members())")
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(folder, "chromium.txt"), []byte(list+"\n"), 0o666); err != nil {
		return err
	}
	if err := recordLocales(filepath.Join(filepath.Dir(folder), "intl")); err != nil {
		return err
	}
	files, err := filepath.Glob(filepath.Join(folder, "*.cases"))
	if err != nil {
		return err
	}
	files = append(files, filepath.Join("bindings", "web", "testdata", "mutations.cases"))
	for _, file := range files {
		if err := recordCases(file, string(show)); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	return nil
}

// recordLocales writes the data of package intl, an object for each locale on a
// line of its own, so that changes can be read.
func recordLocales(folder string) error {
	script, err := os.ReadFile(filepath.Join(folder, "locales.js"))
	if err != nil {
		return err
	}
	answer, err := ask(string(script) + "done(locales())")
	if err != nil {
		return err
	}
	var all map[string]json.RawMessage
	if err := json.Unmarshal([]byte(answer), &all); err != nil {
		return err
	}
	var b strings.Builder
	for _, tag := range slices.Sorted(maps.Keys(all)) {
		fmt.Fprintf(&b, "%s %s\n", tag, all[tag])
	}
	return os.WriteFile(filepath.Join(folder, "locales.txt"), []byte(b.String()), 0o666)
}

func recordCases(file, show string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	list := cases.Parse(string(text))
	// A file of the same name has what the cases call.
	if kit, err := os.ReadFile(strings.TrimSuffix(file, ".cases") + ".js"); err == nil {
		show += string(kit)
	}
	var code []string
	for _, c := range list {
		code = append(code, c.Code)
	}
	quoted, err := json.Marshal(code)
	if err != nil {
		return err
	}
	answer, err := ask(show + `
(async () => {
  const answers = [];
  for (const code of ` + string(quoted) + `) {
    try { answers.push(show(await (0, eval)('(' + code + '\n)'))) } catch (e) { answers.push('throws ' + show(e)) }
  }
  done(JSON.stringify(answers));
})()`)
	if err != nil {
		return err
	}
	var answers []string
	if err := json.Unmarshal([]byte(answer), &answers); err != nil {
		return err
	}
	for i, a := range answers {
		list[i].Want = a
	}
	return os.WriteFile(file, []byte(cases.Format(string(text), list)), 0o666)
}

// ask runs a script in a page of Chromium, in UTC and American English, and
// returns what it gives to done.
func ask(script string) (string, error) {
	dir, err := os.MkdirTemp("", "record")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(dir)
	const open, end = `<pre id="answer">`, `</pre>`
	page := "<!doctype html><meta charset=utf-8>" + open + end + "<script>" +
		"function done(text) { document.getElementById('answer').textContent = text }\n" +
		"onerror = function (message) { done('failed: ' + message) }\n" + strings.ReplaceAll(script, "</", `<\/`) + "</script>"
	file := filepath.Join(dir, "page.html")
	if err := os.WriteFile(file, []byte(page), 0o666); err != nil {
		return "", err
	}
	browser, err := find("chromium", "chromium-browser", "google-chrome")
	if err != nil {
		return "", err
	}
	command := exec.Command(browser, "--headless", "--no-sandbox", "--disable-gpu", "--lang=en-US", "--virtual-time-budget=10000",
		"--user-data-dir="+filepath.Join(dir, "profile"), "--dump-dom", "file://"+filepath.ToSlash(file))
	command.Env = append(os.Environ(), "TZ=UTC", "LANGUAGE=en_US")
	out, err := command.Output()
	if err != nil {
		return "", err
	}
	_, answer, ok := strings.Cut(string(out), open)
	if answer, _, ok = strings.Cut(answer, end); !ok || answer == "" {
		return "", errors.New("no answer")
	}
	answer = html.UnescapeString(answer)
	if strings.HasPrefix(answer, "failed: ") {
		return "", errors.New(answer)
	}
	return answer, nil
}

func find(names ...string) (string, error) {
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errors.New("there is no Chromium here")
}
