package main

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestBaseline(t *testing.T) {
	a, b := &entrant{peer: peer{name: "a"}}, &entrant{peer: peer{name: "b"}}
	cases := []struct {
		wanted []string
		want   *entrant
	}{
		{[]string{"", "b"}, b},
		{[]string{"b", "a"}, b},
		{[]string{"c", "b", "a"}, b},
		{[]string{"", "c"}, a},
	}
	for _, c := range cases {
		if got := baseline([]*entrant{a, b}, c.wanted); got != c.want {
			t.Errorf("%q: got %s, want %s", c.wanted, got.peer.name, c.want.peer.name)
		}
	}
}

func TestEveryWorkHasItsBaseline(t *testing.T) {
	for _, w := range works {
		found := false
		for _, p := range peers {
			if _, speaks := p.commands[w.protocol]; p.name == w.baseline {
				found = speaks
			}
		}
		if !found {
			t.Errorf("%s: the baseline %q does not take part", w.name, w.baseline)
		}
	}
}

func TestOnlyThoseWithSomethingToDoEnter(t *testing.T) {
	find := func(err error) command { return func(*site) ([]string, error) { return nil, err } }
	version := func(*site) (string, error) { return "1", nil }
	missing := notInstalled("x")
	c := &contest{}
	chosen := []work{{name: "echo", protocol: tcpEcho}}
	cases := []struct {
		name     string
		commands map[protocol]command
		enters   bool
		want     error
	}{
		{"speaks it", map[protocol]command{tcpEcho: find(nil)}, true, nil},
		{"is not installed", map[protocol]command{tcpEcho: find(missing)}, false, missing},
		{"speaks something else", map[protocol]command{wsEcho: find(nil)}, false, nil},
		{"lacks what is not needed", map[protocol]command{tcpEcho: find(nil), wsEcho: find(missing)}, true, nil},
	}
	for _, x := range cases {
		r := &report{}
		err := c.enter(r, peer{name: x.name, version: version, commands: x.commands}, chosen)
		if err != x.want || !r.lacks(x.name) != x.enters {
			t.Errorf("%s: got %v, entered %v", x.name, err, !r.lacks(x.name))
		}
	}
}

func TestNpmPackage(t *testing.T) {
	root := t.TempDir()
	t.Setenv(npmVariable, root)
	want := filepath.Join(root, "node_modules", "ws")
	if err := os.MkdirAll(want, 0o755); err != nil {
		t.Fatal(err)
	}
	var missing notInstalled
	if _, err := (&site{}).npmPackage("ws"); !errors.As(err, &missing) {
		t.Errorf("a folder without package.json: got %v", err)
	}
	if err := os.WriteFile(filepath.Join(want, "package.json"), []byte("{}"), 0o644); err != nil {
		t.Fatal(err)
	}
	if got, err := (&site{}).npmPackage("ws"); got != want || err != nil {
		t.Errorf("got %q, %v; want %q", got, err, want)
	}
}

func TestProgram(t *testing.T) {
	root := t.TempDir()
	t.Setenv(npmVariable, root)
	t.Setenv("PATH", "")
	newSite := func() *site { return &site{ctx: t.Context(), programs: map[string]string{}} }
	write := func(script string, elements ...string) string {
		path := filepath.Join(append([]string{root, "node_modules"}, elements...)...)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("#!/bin/sh\n"+script+"\n"), 0o755); err != nil {
			t.Fatal(err)
		}
		return path
	}
	expect := func(want string) {
		t.Helper()
		if got, err := newSite().program("quick"); got != want || err != nil {
			t.Errorf("got %q, %v; want %q", got, err, want)
		}
	}
	var missing notInstalled
	if _, err := newSite().program("quick"); !errors.As(err, &missing) {
		t.Errorf("nothing is there: got %v", err)
	}
	write("exit 1", ".bin", "quick") // its package has not been set up
	expect(write("exit 0", "@maker", "quick-linux", "bin", "quick"))
	expect(write("exit 0", ".bin", "quick"))
	t.Setenv("PATH", filepath.Dir(write("exit 0", "elsewhere", "quick")))
	expect(filepath.Join(root, "node_modules", "elsewhere", "quick"))
}
