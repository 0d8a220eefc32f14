package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/sockhost/sockhost/conformance"
)

// tapReport prints the Test Anything Protocol, version 13, which readers of
// version 14 understand too. Details are YAML whose values are JSON.
type tapReport struct {
	out     io.Writer
	n       int
	started bool
}

// tapEscapes are for descriptions, in which a # begins a directive.
var tapEscapes = strings.NewReplacer(`\`, `\\`, "#", `\#`, "\n", " ", "\r", " ")

func (p *tapReport) result(r conformance.Result) {
	p.start()
	for _, t := range r.Tests {
		p.n++
		what := tapEscapes.Replace(r.File + ": " + t.Name)
		switch t.Status {
		case conformance.Pass:
			fmt.Fprintf(p.out, "ok %d - %s\n", p.n, what)
		case conformance.Skip:
			fmt.Fprintf(p.out, "ok %d - %s # SKIP %s\n", p.n, what, tapEscapes.Replace(t.Message))
		case conformance.Known:
			fmt.Fprintf(p.out, "not ok %d - %s # TODO %s\n", p.n, what, tapEscapes.Replace(t.Message))
		case conformance.Fail:
			fmt.Fprintf(p.out, "not ok %d - %s\n  ---\n", p.n, what)
			p.detail("message", t.Message)
			if t.Place != "" {
				p.detail("at", t.Place)
			}
			if t.Stack != "" {
				p.detail("stack", t.Stack)
			}
			if len(t.Logs) > 0 {
				p.detail("logs", t.Logs)
			}
			fmt.Fprintln(p.out, "  ...")
		}
	}
}

func (p *tapReport) start() {
	if !p.started {
		fmt.Fprintln(p.out, "TAP version 13")
	}
	p.started = true
}

// detail prints one line of YAML: JSON, with as little escaped as possible.
func (p *tapReport) detail(name string, value any) {
	var text strings.Builder
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		panic(err) // strings
	}
	fmt.Fprintf(p.out, "  %s: %s", name, text.String())
}

func (p *tapReport) end(n testTotals) error {
	p.start()
	_, err := fmt.Fprintf(p.out, "1..%d\n# pass %d\n# fail %d\n# skip %d\n", p.n, n.passed, n.failed, n.skipped)
	return err
}
