package builtins

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Markdown makes docs/javascript.md of the tables of this package and of the
// table of syntax, which is JSON.
func Markdown(syntax []byte) (string, error) {
	var features []struct{ Edition, Feature, How, Want, Note string }
	if err := json.Unmarshal(syntax, &features); err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString(`# JavaScript

What there is of the language, and how. Each line of the first table is a test, in ` + "`runtime/testdata/syntax.json`" + `; the members of
the library are compared with those of Chromium 156, with name, length and attributes, in ` + "`runtime/builtins`" + `.

* *native*: the engine, goja, has it.
* *provided*: sockhost adds it to the engine when a source mentions it; until then it costs nothing. A source that can reach members
  without naming them (` + "`getOwnPropertyNames`" + `, ` + "`eval`" + ` of what is not a literal) gets all of them at once.
* *lowered*: a script that the engine refuses goes through esbuild. Positions in errors are those of the original.
* *module*, *typescript*: the same, in modules and in ` + "`.ts`" + ` files.
* *absent*: it is not there; the note, or the error that a program gets, says more.

## Syntax and library by edition

| edition | feature | how | |
|---|---|---|---|
`)
	for _, f := range features {
		note := f.Note
		if f.How == "absent" && strings.Contains(f.Want, "Error: ") {
			says := "`" + strings.TrimSpace(f.Want[strings.LastIndex(f.Want, ";")+1:]) + "`"
			note = strings.TrimPrefix(note+"; "+says, "; ")
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", f.Edition, escapeCell(f.Feature), f.How, escapeCell(note))
	}
	b.WriteString("\n## Provided\n\n| from | |\n|---|---|\n")
	provided := Provided()
	slices.SortStableFunc(provided, func(a, b Provision) int { return cmp.Compare(a.Edition, b.Edition) })
	for i := 0; i < len(provided); {
		edition := provided[i].Edition
		var names []string
		for ; i < len(provided) && provided[i].Edition == edition; i++ {
			names = append(names, provided[i].Names...)
		}
		fmt.Fprintf(&b, "| %s | %s |\n", edition, escapeCell(strings.Join(names, ", ")))
	}
	b.WriteString("\n## What Chromium has besides\n\n| | why it is not here | the error |\n|---|---|---|\n")
	for _, a := range Absent() {
		says := ""
		if a.Says != "" {
			says = "`" + a.Says + "`"
		}
		fmt.Fprintf(&b, "| %s | %s | %s |\n", escapeCell(a.Name), escapeCell(a.Why), says)
	}
	return b.String(), nil
}

// escapeCell keeps a text from ending the cell of a table.
func escapeCell(s string) string {
	return strings.NewReplacer("|", "\\|", "\n", " ").Replace(s)
}
