package app

import (
	"fmt"
)

// permissions reads a list of permissions. An entry is a name, or an object
// with one name and a value.
func (r *reader) permissions(n node) (all []Permission) {
	if n.kind() != '[' {
		r.invalid(n, "it must be an array of names")
		return nil
	}
	for _, e := range n.elements() {
		p := Permission{Position: e.position()}
		var value node
		if name, ok := e.str(); ok {
			p.Name = name
		} else if members := e.members(); len(members) == 1 {
			p.Name, value = members[0].key, members[0].node
			p.Value = value.standard()
		} else {
			r.invalid(e, "it must be a name, or an object with one")
			continue
		}
		takes, known := knownPermissions[p.Name]
		at := fmt.Sprintf("%s[%s]", n.path, p.Name)
		switch {
		case !known && !isMatchPattern(p.Name):
			r.warn(e, "Permission '"+p.Name+"' is unknown or URL pattern is malformed.", "")
		case takes == needsList && len(value.elements()) == 0:
			r.fault(e, "Invalid value for '"+at+"': NULL or empty permission list.", fmt.Sprintf("it must be an object, as {%q: […]}", p.Name))
			continue
		case p.Value != nil && (takes == noList || value.kind() != '['):
			r.fault(e, "Invalid value for '"+at+"'.", "")
			continue
		}
		all = append(all, p)
	}
	return all
}

var matchPattern = expression(`^(?:(?:\*|https?|ftp|wss?|chrome|chrome-extension)://(?:\*(?::\d+)?|(?:\*\.)?[^/*]+)(?::\*)?/.*|file://[^/*]*/.*|<all_urls>)$`)

// isMatchPattern says whether a text is a pattern of URLs, as "http://*/*".
func isMatchPattern(text string) bool { return matchPattern().MatchString(text) }
