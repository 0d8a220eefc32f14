package conformance

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Case is one test script: its source and what its head comment says. Scripts
// that were not written for this suite have no such comment, and run as well.
type Case struct {
	// Path is the name of the file, with slashes.
	Path   string
	Source string

	// Doc names the documents, and Promise what they promise, in own words.
	Doc, Promise []string
	// Members are the API members the case covers, such as
	// "sockets.tcp.connect.dnsQueryType".
	Members []string
	// Rows are rows of the table of decisions, see [Decisions]; ServerRows
	// those of [ServerDecisions], written with a Q.
	Rows, ServerRows []int
	// Needs are words of [Needs]; a case is skipped where one is missing.
	Needs []string
	// Chromium is why the case is not run in Chromium, or "".
	Chromium string
	// Sockets is the manifest's "sockets" value the case runs with, or nil for
	// an app without a manifest.
	Sockets json.RawMessage
	// NoTest is why the file is no test, or "".
	NoTest string
	// Problems are mistakes in the head comment.
	Problems []string
}

// Needs are what a case can need besides the loopback, and what it means.
var Needs = map[string]string{
	"peer":      "the scriptable peer",
	"tls":       "the TLS servers of the peer, and an app that trusts their authority",
	"udp":       "the UDP echo port of the peer",
	"ipv6":      "::1",
	"multicast": "an interface that carries multicast",
}

// Name is the name of the file without folders and extension.
func (c *Case) Name() string { return strings.TrimSuffix(path.Base(c.Path), ".js") }

// ParseCase reads the head comment: the lines that begin with // before
// anything else. A line that is indented further continues the tag above.
func ParseCase(name, source string) Case {
	c := Case{Path: name, Source: strings.TrimPrefix(source, "\ufeff")}
	var tag, value string
	for line := range strings.Lines(c.Source) {
		text, comment := strings.CutPrefix(strings.TrimSpace(line), "//")
		if !comment {
			break
		}
		trimmed := strings.TrimSpace(text)
		switch {
		case strings.HasPrefix(trimmed, "@"):
			c.set(tag, value)
			word, rest, _ := strings.Cut(trimmed[1:], " ")
			tag, value = word, strings.TrimSpace(rest)
		case tag != "" && trimmed != "" && strings.HasPrefix(text, "   "):
			value += " " + trimmed
		default:
			c.set(tag, value)
			tag = ""
		}
	}
	c.set(tag, value)
	return c
}

func (c *Case) set(tag, value string) {
	problem := func(format string, args ...any) {
		c.Problems = append(c.Problems, fmt.Sprintf(format, args...))
	}
	if value == "" && tag != "" {
		problem("@%s has no text", tag)
		return
	}
	switch tag {
	case "":
	case "doc":
		c.Doc = append(c.Doc, value)
	case "promise":
		c.Promise = append(c.Promise, value)
	case "member":
		c.Members = append(c.Members, strings.Fields(value)...)
	case "row":
		for _, word := range strings.Fields(value) {
			number, server := strings.CutPrefix(word, "Q")
			n, err := strconv.Atoi(number)
			switch {
			case err != nil:
				problem("@row needs a number, got %q", word)
			case server:
				c.ServerRows = append(c.ServerRows, n)
			default:
				c.Rows = append(c.Rows, n)
			}
		}
	case "needs":
		for _, word := range strings.Fields(value) {
			if Needs[word] == "" {
				problem("@needs does not know %q", word)
			}
			c.Needs = append(c.Needs, word)
		}
	case "chromium":
		reason, ok := strings.CutPrefix(value, "skip ")
		if !ok {
			problem("@chromium needs the word skip and a reason")
		}
		c.Chromium = reason
	case "sockets":
		if !json.Valid([]byte(value)) {
			problem("@sockets needs JSON, got %q", value)
		}
		c.Sockets = json.RawMessage(value)
	case "notest":
		c.NoTest = value
	default:
		problem("unknown tag @%s", tag)
	}
}

// Check returns what a case of this suite lacks.
func (c *Case) Check() []string {
	problems := slices.Clone(c.Problems)
	lacks := func(empty bool, tag string) {
		if empty {
			problems = append(problems, "no @"+tag)
		}
	}
	lacks(len(c.Doc) == 0, "doc")
	lacks(len(c.Promise) == 0, "promise")
	lacks(len(c.Members) == 0 && len(c.Rows) == 0 && len(c.ServerRows) == 0, "member and no @row")
	for _, table := range decisionTables {
		for _, row := range table.rows(*c) {
			if row < 1 || row > len(table.decisions) {
				problems = append(problems, fmt.Sprintf("there is no row %s%d", table.prefix, row))
			}
		}
	}
	return problems
}

// LoadCases reads every case below a file system, by name. Files with @notest
// and what [Skipped] names are left out.
func LoadCases(fsys fs.FS) ([]Case, error) {
	var cases []Case
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && name != "." && Skipped(entry.Name()):
			return fs.SkipDir
		case entry.IsDir() || path.Ext(name) != ".js":
			return nil
		}
		source, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		if c := ParseCase(name, string(source)); c.NoTest == "" {
			cases = append(cases, c)
		}
		return nil
	})
	return cases, err
}

// Skipped tells whether a folder holds no tests: hidden ones, testdata and
// node_modules.
func Skipped(folder string) bool {
	return folder == "testdata" || folder == "node_modules" || strings.HasPrefix(folder, ".")
}

// Load reads the cases of files and folders of the operating system.
func Load(names ...string) ([]Case, error) {
	var cases []Case
	for _, name := range names {
		info, err := os.Stat(name)
		if err != nil {
			return nil, err
		}
		if !info.IsDir() {
			source, err := os.ReadFile(name)
			if err != nil {
				return nil, err
			}
			cases = append(cases, ParseCase(filepath.ToSlash(name), string(source)))
			continue
		}
		found, err := LoadCases(os.DirFS(name))
		if err != nil {
			return nil, inFolder(name, err)
		}
		for _, c := range found {
			c.Path = path.Join(filepath.ToSlash(name), c.Path)
			cases = append(cases, c)
		}
	}
	return dropTwins(cases), nil
}

// inFolder gives the error of a file below a folder the name a person knows.
func inFolder(folder string, err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return &fs.PathError{Op: at.Op, Path: filepath.Join(folder, at.Path), Err: at.Err}
	}
	return err
}

// dropTwins removes files that were named twice.
func dropTwins(cases []Case) []Case {
	seen := map[string]bool{}
	return slices.DeleteFunc(cases, func(c Case) bool {
		twin := seen[path.Clean(c.Path)]
		seen[path.Clean(c.Path)] = true
		return twin
	})
}
