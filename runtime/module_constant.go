package runtime

import (
	"strings"

	"github.com/dop251/goja"
)

// isConstant tells whether a top-level binding of the module certainly keeps its
// value once the module has run: a const, or a function or class whose name is
// only called, extended or asked for members. Where it cannot tell, it says no.
func (s *moduleSource) isConstant(local string) bool {
	if local == "" || strings.Contains(s.body, "\\u") {
		return false // or names could be in disguise
	}
	body := "\n" + s.body
	if strings.Contains(body, "\nconst "+local+" = ") {
		return true
	}
	declared := false
	for _, head := range []string{"\nfunction " + local + "(", "\nasync function " + local + "(", "\nfunction* " + local + "(", "\nclass " + local + " "} {
		declared = declared || strings.Contains(body, head)
	}
	return declared && !strings.Contains(body, "eval") && onlyUsed(body, local)
}

// onlyUsed tells whether no place where a name stands could set it.
func onlyUsed(body, name string) bool {
	for rest := body; ; {
		i := strings.Index(rest, name)
		if i < 0 {
			return true
		}
		before, after := rest[:i], rest[i+len(name):]
		rest = after
		if before != "" && isNamePart(before[len(before)-1]) || after != "" && isNamePart(after[0]) {
			continue // a part of a longer name, or of one with a letter beyond ASCII
		}
		switch {
		case strings.HasPrefix(after, "("), strings.HasPrefix(after, "."), strings.HasPrefix(after, " {"), strings.HasPrefix(after, " extends "):
		default:
			return false
		}
	}
}

func isNamePart(c byte) bool {
	return c == '_' || c == '$' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

// settleImports gives what m imports from modules that have run, and what cannot
// change any more, as plain values: reading them is then several times faster
// than through a getter.
func (m *module) settleImports() {
	for _, entry := range m.source.imports {
		if entry.name == "" {
			continue
		}
		b, how := m.deps[entry.from].resolve(entry.name, nil)
		from := b.module
		if how != found || b.name == "" || from.source == nil || from.status != evaluated || from.fault != nil {
			continue
		}
		if !from.source.isConstant(from.source.exports[b.name].local) {
			continue
		}
		get, ok := goja.AssertFunction(from.getters[b.name])
		if !ok {
			continue
		}
		if value, err := get(goja.Undefined()); err == nil {
			m.env.DefineDataProperty(entry.local, value, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_TRUE)
		}
	}
}
