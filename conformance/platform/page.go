package main

import (
	"fmt"
	"slices"
	"strings"
)

// page is docs/web-platform.md.
type page struct {
	ours     *ours
	chromium map[string]realm
	strings.Builder
}

func newPage(o *ours, chromium map[string]realm) *page { return &page{ours: o, chromium: chromium} }

const intro = `# The web platform

What scripts find in the global scope besides %[1]schrome%[1]s and %[1]swebsocketserver%[1]s, by the standard that it follows, and what is
missing beside Chromium 156. This page is made by %[1]sgo generate ./conformance%[1]s from sockhost itself and from what Chromium answered to
the same question; a test fails when it is stale. Behaviour is another matter: the limits that are known stand in the documentation of
package bindings/web.

*Where* says which programs have a global: a plain *script*, a *page* (the windows, the background page and the driver of a Chrome App), a
*worker*. *Missing* lists the members that Chromium has and sockhost does not, of a standard or not; those that begin with a dot are the
class's own. Event handler attributes are counted. What somebody misses for a reason has it in the [last table](#why-it-is-missing).

`

func (p *page) markdown() string {
	fmt.Fprintf(p, intro, "`")
	told := map[string]bool{}
	for _, s := range p.ours.standards {
		var names []string
		for _, name := range s.Globals {
			if len(p.where(name)) > 0 && !told[name] {
				told[name] = true
				names = append(names, name)
			}
		}
		if s.Name == "HTML" { // the window's own attributes and functions are nearly all its
			for _, name := range p.others() {
				if !told[name] && !p.declared(name) {
					told[name] = true
					names = append(names, name)
				}
			}
		}
		if len(names) == 0 {
			continue
		}
		fmt.Fprintf(p, "## [%s](%s)\n\n", s.Name, s.URL)
		p.table(names)
	}
	p.language()
	p.absent()
	p.reasons()
	return p.String()
}

// declared reports whether a standard has been named for a global.
func (p *page) declared(name string) bool {
	for _, s := range p.ours.standards {
		if slices.Contains(s.Globals, name) {
			return true
		}
	}
	return false
}

// own are globals of sockhost's, which are told of elsewhere.
var own = []string{"chrome", "websocketserver", "sockhost", "require", "global", "dispatch"}

// others are the globals that are not of the language, nor of sockhost's own.
func (p *page) others() (names []string) {
	for _, kind := range p.ours.kinds() {
		for _, name := range sortedKeys(kind.realm) {
			if _, language := p.ours.language[name]; (!language || name == "self" || name == "window") && !slices.Contains(own, name) && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	return names
}

// where lists the realms that have a global.
func (p *page) where(name string) (list []string) {
	for _, kind := range p.ours.kinds() {
		if _, ok := kind.realm[name]; ok {
			list = append(list, kind.name)
		}
	}
	return list
}

// table has a row for each class and namespace, and one for all functions and
// attributes that are in the same realms.
func (p *page) table(names []string) {
	p.WriteString("| Global | Where | Has | Missing |\n|---|---|---|---|\n")
	var places []string
	plain := map[string][]string{}
	for _, name := range names {
		where := strings.Join(p.where(name), ", ")
		g := p.find(name)
		if g.Kind == "class" || g.Kind == "namespace" {
			missing := p.missing(name, g)
			fmt.Fprintf(p, "| `%s` | %s | %s | %s |\n", name, where, list(g.all()), list(missing))
			continue
		}
		if plain[where] == nil {
			places = append(places, where)
		}
		if g.Kind == "function" {
			name += "()"
		}
		plain[where] = append(plain[where], name)
	}
	for _, where := range places {
		slices.Sort(plain[where])
		fmt.Fprintf(p, "| %s | %s | | |\n", list(plain[where]), where)
	}
	p.WriteString("\n")
}

// find is a global in the realm that has the most of it.
func (p *page) find(name string) (best global) {
	for _, kind := range p.ours.kinds() {
		if g, ok := kind.realm[name]; ok && (best.Kind == "" || len(g.all()) > len(best.all())) {
			best = g
		}
	}
	return best
}

// recorded is what Chromium has of a global.
func (p *page) recorded(name string) (g global, ok bool) {
	if g, ok = p.chromium["page"][name]; !ok {
		g, ok = p.chromium["worker"][name]
	}
	return g, ok
}

// missing lists what Chromium's class has and ours has not.
func (p *page) missing(name string, g global) (missing []string) {
	theirs, _ := p.recorded(name)
	has := g.all()
	for _, member := range theirs.all() {
		// Some stand on the global object itself.
		if !slices.Contains(has, member) && !(isScope(name) && len(p.where(member)) > 0) {
			missing = append(missing, member)
		}
	}
	return missing
}

// isScope tells the classes of global objects.
func isScope(name string) bool { return name == "Window" || strings.HasSuffix(name, "GlobalScope") }

// list shows names as code, and counts event handler attributes.
func list(names []string) string {
	var shown []string
	handlers := 0
	for _, name := range names {
		if strings.HasPrefix(name, "on") && name != "onLine" && !strings.HasSuffix(name, "()") {
			handlers++
			continue
		}
		shown = append(shown, "`"+name+"`")
	}
	switch {
	case handlers == 1:
		shown = append(shown, "1 handler")
	case handlers > 1:
		shown = append(shown, fmt.Sprintf("%d handlers", handlers))
	}
	return strings.Join(shown, " ")
}
