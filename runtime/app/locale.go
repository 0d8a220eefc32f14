package app

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// Messages are the messages of an app for a user's language. It never changes,
// so any goroutine may use it.
type Messages struct {
	// Locale is the language they are for, as Chrome writes it: "pt_BR". It is
	// empty for an app that has no messages.
	Locale string
	// Found is the first locale of the app that has messages for it, or "".
	Found string

	catalogs []catalog // the first that has a message counts
	reserved catalog
}

// Messages reads the messages for a language: "pt-BR", "pt_BR.UTF-8" as in
// LANG, or "" for English. A message is that of the locale, else of its
// language, else of the app's default locale.
func (p *Package) Messages(language string) (*Messages, error) {
	if p.Manifest.DefaultLocale == "" {
		return &Messages{reserved: catalog{"@@extension_id": p.ID}}, nil
	}
	m := &Messages{Locale: localeOf(language)}
	m.reserved = reservedMessages(p.ID, m.Locale)
	for _, locale := range fallbacks(m.Locale, p.Manifest.DefaultLocale) {
		c, err := readCatalog(opener{p}, locale, "")
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, &PackageError{Path: p.Path, Err: err}
		}
		if m.Found == "" {
			m.Found = locale
		}
		m.catalogs = append(m.catalogs, c)
	}
	return m, nil
}

// localeOf is a language in any spelling as the name of a locale.
func localeOf(language string) string {
	language, _, _ = strings.Cut(language, ".")
	language, _, _ = strings.Cut(language, "@")
	parts := strings.Split(strings.ReplaceAll(language, "-", "_"), "_")
	parts[0] = strings.ToLower(parts[0])
	for i, part := range parts[1:] {
		if len(part) == 4 {
			parts[i+1] = strings.ToUpper(part[:1]) + strings.ToLower(part[1:])
		} else {
			parts[i+1] = strings.ToUpper(part)
		}
	}
	if locale := strings.Join(parts, "_"); localeName().MatchString(locale) {
		return locale
	}
	return "en_US" // C, POSIX, nothing
}

// fallbacks are the locales whose messages are used, the first one first.
func fallbacks(locale, byDefault string) (all []string) {
	for locale != "" {
		all = append(all, locale)
		i := strings.LastIndexByte(locale, '_')
		locale = locale[:max(i, 0)]
	}
	if !slices.Contains(all, byDefault) {
		all = append(all, byDefault)
	}
	return all
}

// rightToLeft are the languages that are written so.
var rightToLeft = set("ar arc ckb dv fa he iw ku ps sd ug ur yi")

// reservedMessages are those that Chrome predefines.
func reservedMessages(id, locale string) catalog {
	c := catalog{
		"@@extension_id":      id,
		"@@ui_locale":         locale,
		"@@bidi_dir":          "ltr",
		"@@bidi_reversed_dir": "rtl",
		"@@bidi_start_edge":   "left",
		"@@bidi_end_edge":     "right",
	}
	if language, _, _ := strings.Cut(locale, "_"); rightToLeft[language] {
		c["@@bidi_dir"], c["@@bidi_reversed_dir"] = c["@@bidi_reversed_dir"], c["@@bidi_dir"]
		c["@@bidi_start_edge"], c["@@bidi_end_edge"] = c["@@bidi_end_edge"], c["@@bidi_start_edge"]
	}
	return c
}

func (m *Messages) find(lower string) (string, bool) {
	if text, ok := m.reserved[lower]; ok {
		return text, true
	}
	for _, c := range m.catalogs {
		if text, ok := c[lower]; ok {
			return text, true
		}
	}
	return "", false
}

// GetMessage is chrome.i18n.getMessage: the message with a name, in upper or
// lower case, with $1 to $9 replaced by the substitutions, and $$ by $. A
// message that is not there is "".
func (m *Messages) GetMessage(name string, substitutions ...string) string {
	text, _ := m.find(strings.ToLower(name))
	return substitute(text, substitutions)
}

// substitute: of several dollar signs in a row one goes, and a dollar sign
// before anything else goes with it.
func substitute(text string, values []string) string {
	var b strings.Builder
	for {
		before, after, found := strings.Cut(text, "$")
		b.WriteString(before)
		if !found || after == "" {
			return b.String()
		}
		switch c := after[0]; {
		case c == '$':
			rest := strings.TrimLeft(after, "$")
			b.WriteString(after[:len(after)-len(rest)])
			after = rest
		case c >= '1' && c <= '9':
			if i := int(c - '1'); i < len(values) {
				b.WriteString(values[i])
			}
			after = after[1:]
		default:
			after = after[1:]
		}
		text = after
	}
}

// Replace replaces __MSG_name__ in a text, as Chrome does in style sheets. It
// also returns the names of messages that are not there, which stay as they
// are.
func (m *Messages) Replace(text string) (replaced string, missing []string) {
	return replaceVariables(text, "__MSG_", "__", m.find)
}

// Localize is the manifest with its messages put in: its name, short name and
// description.
func (m *Manifest) Localize(messages *Messages) *Manifest {
	if m.DefaultLocale == "" {
		return m
	}
	l := *m
	for _, text := range []*string{&l.Name, &l.ShortName, &l.Description} {
		*text, _ = messages.Replace(*text)
	}
	return &l
}

// JSON is the whole manifest as chrome.runtime.getManifest gives it: without
// comments, sorted, with the messages put in where Chrome does.
func (m *Manifest) JSON(messages *Messages) (json.RawMessage, error) {
	d := json.NewDecoder(bytes.NewReader(m.root.standard()))
	d.UseNumber()
	var all map[string]any
	if err := d.Decode(&all); err != nil {
		return nil, fmt.Errorf("the manifest: %w", err)
	}
	if m.DefaultLocale != "" {
		for _, path := range localized {
			localizeAt(all, path, messages)
		}
		all["current_locale"] = messages.Found
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(all); err != nil {
		return nil, fmt.Errorf("the manifest: %w", err)
	}
	return bytes.TrimSpace(b.Bytes()), nil
}

func localizeAt(object map[string]any, path string, messages *Messages) {
	key, rest, deeper := strings.Cut(path, ".")
	switch value := object[key].(type) {
	case map[string]any:
		if deeper {
			localizeAt(value, rest, messages)
		}
	case string:
		if !deeper {
			object[key], _ = messages.Replace(value)
		}
	}
}
