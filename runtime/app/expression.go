package app

import (
	"regexp"
	"sync"
)

// expression makes a regular expression when it is first needed: a program
// without an app needs none of these, and would wait for them when it starts.
func expression(text string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) })
}
