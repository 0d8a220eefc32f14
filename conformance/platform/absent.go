package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sockhost/sockhost/runtime/builtins"
)

// language tells what is missing of ECMAScript.
func (p *page) language() {
	p.WriteString("## [ECMAScript](https://tc39.es/ecma262/) and [Intl](https://tc39.es/ecma402/)\n\n" +
		"Everything that Chromium has, in every program, but for this:\n\n| Missing | Why | What a program gets |\n|---|---|---|\n")
	for _, a := range builtins.Absent() {
		says := ""
		if a.Says != "" {
			says = "`" + a.Says + "`"
		}
		fmt.Fprintf(p, "| `%s` | %s | %s |\n", a.Name, a.Why, says)
	}
	p.WriteString("\n")
}

// absent lists the globals of Chromium that no program finds.
func (p *page) absent() {
	var names []string
	for _, realm := range []string{"page", "worker"} {
		for _, name := range sortedKeys(p.chromium[realm]) {
			_, language := p.ours.language[name]
			temporal := slices.ContainsFunc(builtins.Absent(), func(a builtins.Absence) bool { return a.Name == name })
			if len(p.where(name)) == 0 && !language && !temporal && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	fmt.Fprintf(p, "## Globals of Chromium that are not here\n\n%d names", len(names))
	var rest []string
	groups := make([][]string, len(families))
	for _, name := range names {
		i := slices.IndexFunc(families, func(f family) bool { return f.has(name) })
		if i < 0 {
			rest = append(rest, name)
		} else {
			groups[i] = append(groups[i], name)
		}
	}
	p.WriteString(", by what they are for.\n\n| What | Why | Names |\n|---|---|---|\n")
	for i, f := range families {
		if len(groups[i]) > 0 {
			fmt.Fprintf(p, "| %s | %s | %s |\n", f.what, f.why, list(groups[i]))
		}
	}
	fmt.Fprintf(p, "| the rest | not done | %s |\n\n", list(rest))
}

// family is globals that are missing for the same reason.
type family struct {
	what, why string
	words     string // that names begin with, or with = before them the whole name
}

func (f family) has(name string) bool {
	for word := range strings.FieldsSeq(f.words) {
		if exact, ok := strings.CutPrefix(word, "="); ok && name == exact || !ok && strings.HasPrefix(name, word) {
			return true
		}
	}
	return false
}

// reasons tells why members are missing.
func (p *page) reasons() {
	p.WriteString("## Why it is missing\n\nWhat is not in this table is not done yet.\n\n| Missing | Why |\n|---|---|\n")
	for _, r := range reasons {
		fmt.Fprintf(p, "| %s | %s |\n", r.what, r.why)
	}
}
