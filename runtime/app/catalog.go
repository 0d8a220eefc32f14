package app

import (
	"io/fs"
	"strings"
)

// catalog is the messages of one locale by their lower-case names, with the
// placeholders put in.
type catalog map[string]string

// catalogName is the file with the messages of a locale.
func catalogName(locale string) string { return "_locales/" + locale + "/messages.json" }

// readCatalog reads the messages of a locale. Faults have the name of the file
// behind prefix.
func readCatalog(files fs.FS, locale, prefix string) (catalog, error) {
	text, err := readDocument(files, catalogName(locale))
	if err != nil {
		return nil, err
	}
	return parseCatalog(prefix+catalogName(locale), text)
}

// parseCatalog reads a messages.json. Its error is a [Faults].
func parseCatalog(file string, text []byte) (catalog, error) {
	root, err := parseDocument(file, text, badCatalog)
	if err != nil {
		return nil, err
	}
	if root.kind() != '{' {
		return nil, Faults{root.fault(badCatalog, `it must be an object, as {"name": {"message": "text"}}`)}
	}
	c := catalog{}
	var faults Faults
	for _, m := range root.members() {
		text, fault := message(m)
		if fault == nil {
			c[strings.ToLower(m.key)] = text
		} else if len(faults) < maxFaults {
			faults = append(faults, fault)
		}
	}
	return c, faults.err()
}

const (
	badCatalog     = "Invalid locale file."
	badMessageName = `Name of a key "%s" is invalid. Only ASCII [a-z], [A-Z], [0-9] and "_" are allowed.`
	nameAdvice     = "scripts could not ask for it"
)

// message reads one message and puts its placeholders in.
func message(m member) (string, *Fault) {
	switch {
	case !isMessageName(m.key):
		return "", m.name.fault(strings.Replace(badMessageName, "%s", m.key, 1), nameAdvice)
	case strings.HasPrefix(m.key, "@@"):
		return "", m.name.fault("Reserved key "+m.key+" found in message catalog.", "names with @@ are Chrome's own")
	case m.node.kind() != '{':
		return "", m.node.fault("Not a valid tree for key "+m.key+".", `it must be an object, as {"message": "text"}`)
	}
	at, _ := m.node.get("message")
	text, ok := at.str()
	if !ok {
		return "", m.node.fault(`There is no "message" element for key `+m.key+".", "it must be a string")
	}
	values := map[string]string{}
	if placeholders, ok := m.node.get("placeholders"); ok {
		if placeholders.kind() != '{' {
			return "", placeholders.fault(`Not a valid "placeholders" element for key `+m.key+".", `it must be an object, as {"name": {"content": "$1"}}`)
		}
		for _, p := range placeholders.members() {
			if !isMessageName(p.key) {
				return "", p.name.fault(strings.Replace(badMessageName, "%s", p.key, 1), nameAdvice)
			}
			if p.node.kind() != '{' {
				return "", p.node.fault("Invalid placeholder "+p.key+" for key "+m.key, `it must be an object, as {"content": "$1"}`)
			}
			content, _ := p.node.get("content")
			value, ok := content.str()
			if !ok {
				return "", p.node.fault(`Invalid "content" element for key `+m.key+".", "it must be a string")
			}
			values[strings.ToLower(p.key)] = value
		}
	}
	text, missing := replaceVariables(text, "$", "$", func(name string) (string, bool) {
		value, ok := values[name]
		return value, ok
	})
	if len(missing) > 0 {
		return "", at.fault("Variable $"+missing[0]+"$ used but not defined.", `add it to "placeholders"; a dollar sign is $$`)
	}
	return text, nil
}

// replaceVariables puts the values of variables in, as Chrome does: a name
// between begin and end, in any case, and what is put in is not looked at
// again. Variables without a value stay, and are returned.
func replaceVariables(text, begin, end string, value func(lower string) (string, bool)) (replaced string, missing []string) {
	var b strings.Builder
	for {
		before, after, found := strings.Cut(text, begin)
		name, rest, closed := strings.Cut(after, end)
		if !found || !closed {
			b.WriteString(text)
			return b.String(), missing
		}
		b.WriteString(before)
		text = after
		if isMessageName(name) {
			v, ok := value(strings.ToLower(name))
			if ok {
				b.WriteString(v)
				text = rest
				continue
			}
			missing = append(missing, name)
		}
		b.WriteString(begin)
	}
}

func isMessageName(name string) bool {
	for _, c := range []byte(name) {
		if c != '_' && c != '@' && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z') {
			return false
		}
	}
	return name != ""
}
