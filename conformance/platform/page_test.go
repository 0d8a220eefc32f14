package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestPageIsFresh(t *testing.T) {
	want, err := os.ReadFile(filepath.Join("..", "..", "docs", "web-platform.md"))
	require.NoError(t, err)
	got, err := document(filepath.Join("testdata", "chromium.json"))
	require.NoError(t, err)
	require.Equal(t, string(want), got, "go generate ./conformance makes the page again")
}

// Every class and namespace of a page belongs to a standard.
func TestEveryGlobalHasAStandard(t *testing.T) {
	o, err := look()
	require.NoError(t, err)
	p := newPage(o, nil)
	for _, name := range p.others() {
		_, ofPage := o.page[name]
		if kind := p.find(name).Kind; ofPage && (kind == "class" || kind == "namespace") {
			require.True(t, p.declared(name), "%s is %s without a standard", name, kind)
		}
	}
}

// What has a reason to be missing is missing.
func TestReasonsAreTrue(t *testing.T) {
	o, err := look()
	require.NoError(t, err)
	text, err := os.ReadFile(filepath.Join("testdata", "chromium.json"))
	require.NoError(t, err)
	p := newPage(o, nil)
	require.NoError(t, json.Unmarshal(text, &p.chromium))
	missing := map[string]bool{}
	for _, name := range p.others() {
		for _, member := range p.missing(name, p.find(name)) {
			missing[member] = true
		}
	}
	for _, r := range reasons {
		for _, word := range regexp.MustCompile("`[^`]+`").FindAllString(r.what, -1) {
			word = strings.Trim(word, "`")
			before, after, partly := strings.Cut(word, "…")
			found := missing[word]
			for member := range missing {
				found = found || partly && strings.HasPrefix(member, before) && strings.HasSuffix(member, after)
			}
			require.True(t, found, word)
		}
	}
	require.NotEmpty(t, missing)
}
