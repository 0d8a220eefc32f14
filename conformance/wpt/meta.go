package wpt

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// meta is what the head of a test file says about it.
type meta struct {
	title    string
	scripts  []string // to be loaded before
	scopes   []string // the values of global
	variants []string // query strings; one "" if there are none
	long     bool     // takes its time
}

var metaLine = regexp.MustCompile(`^\s*//\s*META:\s*(\w*)=(.*)$`)

// scriptMeta reads the lines at the head of a script.
func scriptMeta(source []byte) meta {
	var m meta
	for line := range bytes.Lines(source) {
		found := metaLine.FindSubmatch(bytes.TrimRight(line, "\r\n"))
		if found == nil {
			break
		}
		m.add(string(found[1]), strings.TrimSpace(string(found[2])))
	}
	return m.whole()
}

// pageMeta reads the meta elements of a page.
func pageMeta(source []byte) meta {
	var m meta
	z := html.NewTokenizer(bytes.NewReader(source))
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		if token := z.Token(); token.Data == "meta" && (kind == html.StartTagToken || kind == html.SelfClosingTagToken) {
			var name, content string
			for _, a := range token.Attr {
				switch a.Key {
				case "name":
					name = a.Val
				case "content":
					content = a.Val
				}
			}
			m.add(name, content)
		}
	}
	return m.whole()
}

func (m *meta) add(key, value string) {
	switch key {
	case "title":
		m.title = value
	case "script":
		m.scripts = append(m.scripts, value)
	case "global":
		for word := range strings.SplitSeq(value, ",") {
			m.scopes = append(m.scopes, strings.TrimSpace(word))
		}
	case "variant":
		m.variants = append(m.variants, value)
	case "timeout":
		m.long = m.long || value == "long"
	}
}

// whole fills in what a file need not say.
func (m meta) whole() meta {
	if len(m.scopes) == 0 {
		m.scopes = []string{"window", "dedicatedworker"}
	}
	if len(m.variants) == 0 {
		m.variants = []string{""}
	}
	return m
}

// runsIn tells whether a file is for a kind of global scope.
func (m meta) runsIn(scope string) bool {
	return slices.ContainsFunc(m.scopes, func(s string) bool { return s == scope || s == "worker" && scope == "dedicatedworker" })
}
