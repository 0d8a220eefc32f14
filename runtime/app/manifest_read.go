package app

import (
	"encoding/base64"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// maxFaults is how many faults one document is told; who has more sees these
// first.
const maxFaults = 1000

// reader fills a manifest and notes what is wrong.
type reader struct {
	m *Manifest
}

func (r *reader) fault(n node, message, advice string) {
	if len(r.m.faults) < maxFaults {
		r.m.faults = append(r.m.faults, n.fault(message, advice))
	}
}

func (r *reader) warn(n node, message, advice string) {
	if len(r.m.warnings) < maxFaults {
		r.m.warnings = append(r.m.warnings, n.fault(message, advice))
	}
}

// invalid is Chrome's usual fault.
func (r *reader) invalid(n node, advice string) {
	r.fault(n, "Invalid value for '"+n.path+"'.", advice)
}

const (
	badManifestVersion = "Invalid value for 'manifest_version'. Must be an integer either 2 or 3. See developer.chrome.com/apps/manifestVersion for details."
	badVersion         = "Required value 'version' is missing or invalid. It must be between 1-4 dot-separated integers each between 0 and 65536."
	badName            = "Required value 'name' is missing or invalid."
	badLocale          = "Invalid value for default locale - locale name must be a string."
	badKey             = "Value 'key' is missing or invalid."
	noProgram          = "Packaged apps must have a background page or background scripts."
	notForApps         = "'%s' is only allowed for extensions, legacy packaged apps, and hosted apps, but this is a packaged app."
)

// fields are the keys that are read, in the order of reading. A required one
// is read even if it is missing, as a node without a value.
var fields = []struct {
	key  string
	read func(*reader, node)
}{
	{"name", (*reader).name},
	{"version", (*reader).version},
	{"short_name", stringField(func(m *Manifest) *string { return &m.ShortName })},
	{"description", stringField(func(m *Manifest) *string { return &m.Description })},
	{"version_name", stringField(func(m *Manifest) *string { return &m.VersionName })},
	{"default_locale", (*reader).defaultLocale},
	{"permissions", func(r *reader, n node) { r.m.Permissions = r.permissions(n) }},
	{"host_permissions", func(r *reader, n node) { r.m.HostPermissions = r.permissions(n) }},
	{"optional_permissions", func(r *reader, n node) { r.m.OptionalPermissions = r.permissions(n) }},
	{"sockets", func(r *reader, n node) { r.m.Sockets = &Value{n.standard(), n.path, n.position()} }},
	{"key", (*reader).key},
	{"minimum_chrome_version", (*reader).minimumChromeVersion},
	{"icons", (*reader).icons},
	{"kiosk_enabled", boolField(func(m *Manifest) *bool { return &m.KioskEnabled })},
	{"offline_enabled", boolField(func(m *Manifest) *bool { return &m.OfflineEnabled })},
	{"externally_connectable", (*reader).externallyConnectable},
	{"web_accessible_resources", (*reader).webAccessibleResources},
}

func (r *reader) read() {
	root := r.m.root
	r.manifestVersion()
	for _, required := range []struct{ key, message, advice string }{
		{"name", badName, `add "name": "My app"`},
		{"version", badVersion, `add "version": "1.0"`},
	} {
		if _, ok := root.get(required.key); !ok {
			r.fault(root, required.message, required.advice)
		}
	}
	r.program()
	for _, f := range fields {
		if n, ok := root.get(f.key); ok {
			f.read(r, n)
		}
	}
	seen := map[string]bool{}
	for _, m := range root.members() {
		switch {
		case seen[m.key]:
			r.warn(m.name, "'"+m.key+"' stands here twice.", "the last one counts")
		case !knownKeys[m.key]:
			r.warn(m.name, "Unrecognized manifest key '"+m.key+"'.", "")
		}
		seen[m.key] = true
	}
}

// manifestVersion: Chrome takes an app without one as version 2, and refuses
// such an extension, which was for version 1.
func (r *reader) manifestVersion() {
	n, ok := r.m.root.get("manifest_version")
	if !ok {
		r.m.ManifestVersion = 2
		if app, _ := r.m.root.get("app"); app.value.Value != nil {
			r.warn(r.m.root, "'manifest_version' is missing.", `it is taken as 2; add "manifest_version": 2`)
			return
		}
		r.fault(r.m.root, badManifestVersion, `add "manifest_version": 2`)
		return
	}
	v, ok := n.integer()
	switch {
	case ok && (v == 2 || v == 3):
		r.m.ManifestVersion = v
	case ok && v == 1:
		r.fault(n, badManifestVersion, "version 1 ended with Chrome 18 and has other rules; write 2 and see what changed")
	default:
		r.fault(n, badManifestVersion, "write 2 or 3, without quotes")
	}
}

func (r *reader) name(n node) {
	if name, ok := n.str(); ok && name != "" {
		r.m.Name = name
		return
	}
	r.fault(n, badName, "it must be a string and not empty")
}

var zeroAfterDot = expression(`\.0\d`)

// version: the documentation allows no leading zeros and nothing above 65535.
// Chromium looks for the zeros in the first number only, and apps rely on it.
func (r *reader) version(n node) {
	version, ok := n.str()
	if !ok {
		r.fault(n, badVersion, `it must be a string, as "1.0"`)
		return
	}
	if why := versionFault(version, 4, 65535); why != "" {
		r.fault(n, badVersion, why)
		return
	}
	if zeroAfterDot().MatchString(version) {
		r.warn(n, "A number of the version has a leading zero.", "Chrome takes 1.01 as 1.1")
	}
	r.m.Version = version
}

// versionFault says why a text is no version with at most so many numbers, or
// returns "".
func versionFault(version string, count int, limit uint64) string {
	numbers := strings.Split(version, ".")
	if len(numbers) > count {
		return fmt.Sprintf("%q has %d numbers", version, len(numbers))
	}
	for i, number := range numbers {
		v, err := strconv.ParseUint(number, 10, 32)
		switch {
		case number == "" || strings.Trim(number, "0123456789") != "":
			return fmt.Sprintf("%q is no number", number)
		case err != nil || v > limit:
			return number + " is too large"
		case i == 0 && len(number) > 1 && number[0] == '0':
			return number + " has a leading zero"
		}
	}
	return ""
}

func stringField(field func(*Manifest) *string) func(*reader, node) {
	return func(r *reader, n node) {
		if s, ok := n.str(); ok {
			*field(r.m) = s
			return
		}
		r.invalid(n, "it must be a string")
	}
}

func boolField(field func(*Manifest) *bool) func(*reader, node) {
	return func(r *reader, n node) {
		if b, ok := n.boolean(); ok {
			*field(r.m) = b
			return
		}
		r.invalid(n, "it must be true or false")
	}
}

func (r *reader) defaultLocale(n node) {
	locale, ok := n.str()
	if !ok || !localeName().MatchString(locale) {
		r.fault(n, badLocale, `it is the name of a folder in _locales, as "en" or "pt_BR"`)
		return
	}
	r.m.DefaultLocale = locale
}

// key: Chrome takes bare base64, and the lines of a PEM file.
func (r *reader) key(n node) {
	text, ok := n.str()
	if begin, after, pem := strings.Cut(text, "KEY-----"); pem && strings.HasPrefix(begin, "-----BEGIN ") {
		text, _, ok = strings.Cut(after, "-----END ")
		text = strings.Join(strings.Fields(text), "")
	}
	key, err := base64.StdEncoding.DecodeString(text)
	if !ok || err != nil || len(key) == 0 || strings.ContainsAny(text, "\r\n") {
		r.fault(n, badKey, "it is a public key in base64, in one line; without it the id is made from the path")
		return
	}
	r.m.Key = key
}

func (r *reader) minimumChromeVersion(n node) {
	version, ok := n.str()
	if !ok || versionFault(version, 16, 1<<32-1) != "" {
		r.invalid(n, `it must be a version, as "41" or "41.0.2272.1"`)
		return
	}
	r.m.MinimumChromeVersion = version
}

// icons: none is ever shown, so a missing one is a warning here.
func (r *reader) icons(n node) {
	if n.kind() != '{' {
		r.invalid(n, `it must be an object, as {"128": "icon.png"}`)
		return
	}
	r.m.Icons = map[int]string{}
	for _, m := range n.members() {
		size, err := strconv.Atoi(m.key)
		if err != nil || size <= 0 || size > 4096 {
			r.fault(m.name, "Invalid key in icons: \""+m.key+"\".", "it is the size in pixels")
			continue
		}
		text, _ := m.node.str()
		name, err := cleanName(text)
		if err != nil {
			r.fault(m.node, "Invalid value for 'icons[\""+m.key+"\"]'.", "it must be the name of a file in the package")
			continue
		}
		r.m.Icons[size] = name
		r.use(m.node, name, "Could not load icon '%s' specified in 'icons'.", false)
	}
}

// use notes a file that must be there.
func (r *reader) use(n node, name, missing string, fault bool) {
	r.m.files = append(r.m.files, fileUse{name, n, missing, fault})
}

var extensionID = expression(`^[a-p]{32}$`)

func (r *reader) externallyConnectable(n node) {
	if n.kind() != '{' {
		r.fault(n, "expected dictionary, got "+n.typeName(), `it must be an object with "ids" or "matches"`)
		return
	}
	e := &ExternallyConnectable{}
	e.IDs = r.strings(n, "ids", func(id string) string {
		if id == "*" || extensionID().MatchString(id) {
			return ""
		}
		return "Invalid ID '" + id + "'"
	})
	e.Matches = r.strings(n, "matches", func(pattern string) string {
		if isMatchPattern(pattern) {
			return ""
		}
		return "Invalid match pattern '" + pattern + "'"
	})
	if accepts, ok := n.get("accepts_tls_channel_id"); ok {
		if e.AcceptsTLSChannelID, ok = accepts.boolean(); !ok {
			r.fault(accepts, "'accepts_tls_channel_id': expected boolean, got "+accepts.typeName(), "")
		}
	}
	_, ids := n.get("ids")
	if _, matches := n.get("matches"); !ids && !matches {
		r.warn(n, "'externally_connectable' specifies neither 'matches' nor 'ids'; nothing will be able to connect", "")
	}
	r.m.ExternallyConnectable = e
}

// strings reads a member that is an array of strings. check says what is wrong
// with one, or "".
func (r *reader) strings(n node, key string, check func(string) string) (all []string) {
	list, ok := n.get(key)
	if !ok {
		return nil
	}
	if list.kind() != '[' {
		r.fault(list, "'"+key+"': expected list, got "+list.typeName(), "")
		return nil
	}
	for i, e := range list.elements() {
		s, ok := e.str()
		why := ""
		switch {
		case !ok:
			why = fmt.Sprintf("Error at key '%s': Parsing array failed at index %d: expected string, got %s", key, i, e.typeName())
		case check != nil:
			why = check(s)
		}
		if why != "" {
			r.fault(e, why, "")
			continue
		}
		all = append(all, s)
	}
	return all
}

// webAccessibleResources: apps do not have it; in version 2 it is a list of
// names, in version 3 one of objects.
func (r *reader) webAccessibleResources(n node) {
	switch {
	case r.m.App:
		r.warn(n, fmt.Sprintf(notForApps, n.path), "")
	case n.kind() != '[':
		r.invalid(n, "it must be an array")
	case r.m.ManifestVersion == 3:
		for _, e := range n.elements() {
			if _, ok := e.get("resources"); !ok {
				r.invalid(e, `it must be an object, as {"resources": ["a.png"], "matches": ["https://example.com/*"]}`)
				continue
			}
			r.m.WebAccessibleResources = append(r.m.WebAccessibleResources, Resource{r.strings(e, "resources", nil), r.strings(e, "matches", nil)})
		}
	default:
		var names []string
		for _, e := range n.elements() {
			if name, ok := e.str(); ok {
				names = append(names, name)
				continue
			}
			r.invalid(e, "it must be a string")
		}
		r.m.WebAccessibleResources = []Resource{{Resources: slices.Clip(names)}}
	}
}
