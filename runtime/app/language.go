package app

import "strings"

// Languages are those of a user, the first one first: "pt-BR" and what is
// written of it without a country. language is in any spelling, as for
// [Package.Messages].
func Languages(language string) (tags []string) {
	tag := strings.ReplaceAll(localeOf(language), "_", "-")
	for tag != "" {
		tags = append(tags, tag)
		tag = tag[:max(strings.LastIndexByte(tag, '-'), 0)]
	}
	return tags
}

// GetEscapedMessage is GetMessage for HTML: each < of the message, but not of
// the substitutions, is &lt;.
func (m *Messages) GetEscapedMessage(name string, substitutions ...string) string {
	text, _ := m.find(strings.ToLower(name))
	return substitute(strings.ReplaceAll(text, "<", "&lt;"), substitutions)
}
