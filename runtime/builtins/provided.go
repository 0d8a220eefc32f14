package builtins

import "strings"

// Provision is a part of the library that this package brings.
type Provision struct {
	Edition string   // of ECMAScript, or where else it is from
	Names   []string // "Object.groupBy"
}

// Provided lists all that this package brings, in the order of its table.
func Provided() (list []Provision) {
	for _, p := range pieces {
		provision := Provision{Edition: p.edition}
		if p.name != "" {
			provision.Names = []string{p.name}
			list = append(list, provision)
			continue
		}
		for name := range strings.FieldsSeq(p.names) {
			if !isGlobalName(name) {
				name = p.on + "." + name
			}
			provision.Names = append(provision.Names, name)
		}
		for _, m := range p.members {
			provision.Names = append(provision.Names, p.on+"."+m.name)
		}
		list = append(list, provision)
	}
	return list
}

// isGlobalName tells the classes and namespaces among the names of a piece.
func isGlobalName(name string) bool {
	switch name {
	case "Collator", "DateTimeFormat", "ListFormat", "NumberFormat", "PluralRules", "RelativeTimeFormat":
		return false // of Intl
	}
	return 'A' <= name[0] && name[0] <= 'Z'
}
