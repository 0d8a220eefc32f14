package conformance

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sockhost/sockhost/bindings/api"
	"github.com/sockhost/sockhost/bindings/chrome"
	"github.com/sockhost/sockhost/bindings/websocketserver"
)

// Members lists what the tables of chrome.* and websocketserver declare, in the
// form that @member has.
func Members() []string {
	return append(declared(chrome.Namespaces()), websocketserver.Members()...)
}

// declared lists methods with their parameters and results, events, and the
// properties and values of types. The single object of an event or result is
// left out: its properties are members themselves.
func declared(namespaces []*api.Namespace) []string {
	var members []string
	for _, ns := range namespaces {
		for i := range ns.Methods {
			m := &ns.Methods[i]
			name := ns.Name + "." + m.Name
			members = append(members, name)
			for _, p := range m.Params {
				members = append(members, name+"."+p.Name)
			}
			for _, p := range m.Results {
				if p.Type.Properties == nil {
					members = append(members, name+"."+p.Name)
				}
			}
		}
		for _, e := range ns.Events {
			members = append(members, ns.Name+"."+e.Name)
		}
		for _, t := range ns.Types {
			for _, p := range t.Properties {
				members = append(members, t.Name+"."+p.Name)
			}
			for _, value := range t.Enum {
				members = append(members, t.Name+"."+value)
			}
		}
	}
	return members
}

// Outside are the roots of members that no table declares.
var Outside = []string{"runtime", "manifest"}

// Missing lists the members, and the decisions of [Decisions] and
// [ServerDecisions], that no case names. A case for a parameter is one for its
// method as well.
func Missing(members []string, cases []Case) (uncovered, decisions []string) {
	covered := map[string]bool{}
	for _, c := range cases {
		for _, name := range c.Members {
			for covered[name] = true; strings.Contains(name, "."); {
				name = name[:strings.LastIndexByte(name, '.')]
				covered[name] = true
			}
		}
	}
	uncovered = slices.DeleteFunc(slices.Clone(members), func(name string) bool { return covered[name] })
	for _, table := range decisionTables {
		for i, decision := range table.decisions {
			row := i + 1
			if !slices.ContainsFunc(cases, func(c Case) bool { return slices.Contains(table.rows(c), row) }) {
				decisions = append(decisions, fmt.Sprintf("row %s%d: %s", table.prefix, row, decision))
			}
		}
	}
	return uncovered, decisions
}

// Unknown lists the members that a case names and nothing declares.
func Unknown(members []string, c Case) []string {
	return slices.DeleteFunc(slices.Clone(c.Members), func(name string) bool {
		root, _, _ := strings.Cut(name, ".")
		return slices.Contains(members, name) || slices.Contains(Outside, root)
	})
}
