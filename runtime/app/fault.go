package app

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Position is a place in a text file. Lines and columns count from 1, columns
// in characters. The zero line means the file as a whole.
type Position struct {
	File         string
	Line, Column int
}

// String is the position as compilers write it: "manifest.json:3:14".
func (p Position) String() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// Fault is one thing that is wrong with a manifest or a file of messages.
type Fault struct {
	Position
	// Path leads to the JSON value: "app.background.scripts[1]". It is empty
	// for the whole document.
	Path string
	// Message says what is wrong, in Chrome's words where Chrome has some.
	Message string
	// Advice says what to do about it, or is empty.
	Advice string
}

// Error is the fault on one line.
func (f *Fault) Error() string {
	text := f.Position.String() + ": "
	if f.Path != "" {
		text += f.Path + ": "
	}
	text += f.Message
	if f.Advice != "" {
		text += " (" + f.Advice + ")"
	}
	return text
}

// Faults are all faults that were found, in the order of their positions. As
// an error they are never empty.
type Faults []*Fault

// Error is one line for each fault.
func (f Faults) Error() string {
	lines := make([]string, len(f))
	for i, fault := range f {
		lines[i] = fault.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap is for errors.As.
func (f Faults) Unwrap() []error {
	errs := make([]error, len(f))
	for i, fault := range f {
		errs[i] = fault
	}
	return errs
}

// err is the faults as an error, which is nil if there are none.
func (f Faults) err() error {
	if len(f) == 0 {
		return nil
	}
	return f
}

func (f Faults) sort() {
	slices.SortStableFunc(f, func(a, b *Fault) int {
		return cmp.Or(strings.Compare(a.File, b.File), a.Line-b.Line, a.Column-b.Column)
	})
}
