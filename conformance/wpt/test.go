package wpt

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// Test is one page of the suite.
type Test struct {
	// ID is what the suite calls it: the path and the query of its URL, without
	// the slash in front, such as "url/url-constructor.any.html?include=file".
	ID string
	// Area is the name of the area that it belongs to.
	Area string

	path, query string
	html        []byte
	long        bool
}

// Tests are the tests of some areas, in the order of the table.
func (c *Checkout) Tests(areas []Area) ([]Test, error) {
	var all []Test
	for _, area := range areas {
		names, err := c.names(area)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			tests, err := c.testsOf(area, name)
			if err != nil {
				return nil, err
			}
			all = append(all, tests...)
		}
	}
	return all, nil
}

// names are the files of an area.
func (c *Checkout) names(area Area) (names []string, err error) {
	seen := map[string]bool{}
	for _, pattern := range area.Files {
		found, err := fs.Glob(c.files, pattern)
		if err != nil {
			return nil, err
		}
		if len(found) == 0 {
			return nil, fmt.Errorf("%s: nothing in the checkout matches %s; is it whole?", area.Name, pattern)
		}
		for _, name := range found {
			if !seen[name] && isTestFile(name) && !area.leaves(name) {
				names = append(names, name)
			}
			seen[name] = true
		}
	}
	return names, nil
}

// isTestFile tells tests from what stands beside them.
func isTestFile(name string) bool {
	for _, part := range []string{"-manual.", "-ref.", ".sub."} {
		if strings.Contains(path.Base(name), part) {
			return false
		}
	}
	switch path.Ext(name) {
	case ".html", ".htm":
		return true
	case ".js":
		return hasSuffix(name, anyExtension, windowExtension, workerExtension)
	}
	return false
}

func hasSuffix(name string, suffixes ...string) bool {
	for _, suffix := range suffixes {
		if strings.HasSuffix(name, suffix) {
			return true
		}
	}
	return false
}

// testsOf are the tests that a file stands for.
func (c *Checkout) testsOf(area Area, name string) (tests []Test, err error) {
	text, err := fs.ReadFile(c.files, name)
	if err != nil {
		return nil, err
	}
	add := func(path string, m meta, html []byte) {
		for _, variant := range m.variants {
			if area.leaves(path + variant) {
				continue
			}
			tests = append(tests, Test{ID: path + variant, Area: area.Name, path: path, query: variant, html: html, long: m.long})
		}
	}
	stem := strings.TrimSuffix(name, ".js")
	switch m := scriptMeta(text); {
	case hasSuffix(name, windowExtension):
		add(stem+".html", m, windowPage(name, m))
	case hasSuffix(name, workerExtension):
		if area.Workers {
			add(stem+".html", m, workerPage(name, m))
		}
	case hasSuffix(name, anyExtension):
		if m.runsIn("window") {
			add(stem+".html", m, windowPage(name, m))
		}
		if area.Workers && m.runsIn("dedicatedworker") {
			add(stem+".worker.html", m, workerPage(name, m))
		}
	case bytes.Contains(text, []byte(harnessFile)): // others are judged by how they look
		add(name, pageMeta(text), text)
	}
	return tests, nil
}
