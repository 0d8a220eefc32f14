package wpt

import "path"

// Area is a part of the suite.
type Area struct {
	// Name of the area, and of its file of expectations with a dash for each
	// slash.
	Name string
	// Files are patterns of path.Match. What stands beside the tests, such as
	// helpers and tests by hand, is left out by itself.
	Files []string
	// Left are the tests among them that are not run.
	Left []Left
	// Workers tells whether files for workers run too, and those for several
	// kinds of scopes in a worker besides.
	Workers bool
}

// Left is what is left out, and why.
type Left struct {
	// Tests is a pattern of path.Match, for files or for IDs of tests.
	Tests  string
	Reason string
}

func (a Area) leaves(name string) bool {
	for _, left := range a.Left {
		if ok, _ := path.Match(left.Tests, name); ok {
			return true
		}
	}
	return false
}

// Areas are what is run. A checkout holds more: what is not named here is about
// parts of browsers that this program has not.
func Areas() []Area {
	return []Area{
		{
			Name:  "encoding",
			Files: []string{"encoding/*"},
		},
		{
			Name:  "url",
			Files: []string{"url/*"},
		},
		{
			Name:  "fetch/api/headers",
			Files: []string{"fetch/api/headers/*.js"},
		},
		{
			Name:  "html/webappapis/timers",
			Files: []string{"html/webappapis/timers/*"},
		},
		{
			Name:  "html/webappapis/microtask-queuing",
			Files: []string{"html/webappapis/microtask-queuing/*"},
		},
		{
			Name:  "html/webappapis/atob",
			Files: []string{"html/webappapis/atob/*"},
		},
		{
			Name:  "html/webappapis/scripting/events",
			Files: []string{"html/webappapis/scripting/events/*"},
		},
		{
			Name:  "dom/events",
			Files: []string{"dom/events/*"},
		},
		{
			Name:  "xhr",
			Files: []string{"xhr/*", "xhr/formdata/*"},
		},
		{
			Name:  "dom/abort",
			Files: []string{"dom/abort/*"},
		},
	}
}
