package app

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// Manifest is what sockhost reads of a manifest.json. Names of files are
// those of the package's files, without a leading "/" or "./". Texts are as
// they stand; [Manifest.Localize] puts the messages in.
type Manifest struct {
	// ManifestVersion is 2 or 3.
	ManifestVersion int
	// Name and Version are required; the others may be empty.
	Name, Version                       string
	ShortName, Description, VersionName string
	// DefaultLocale is the folder in _locales whose messages are used where
	// others have none, or "" if the app has no messages.
	DefaultLocale string
	// App says whether this is a Chrome App, which has "app", rather than an
	// extension.
	App bool
	// Background is the program.
	Background Background
	// Permissions and OptionalPermissions are as they stand, unknown ones too.
	// HostPermissions are patterns of hosts alone, of manifest version 3.
	Permissions, OptionalPermissions, HostPermissions []Permission
	// Sockets is the value of "sockets", or nil if there is none. Nothing in it
	// was checked.
	Sockets *Value
	// Key is the public key the id is made from, in DER, or nil.
	Key []byte
	// MinimumChromeVersion is the oldest Chrome the app is for, or "". See
	// [Manifest.CheckChrome].
	MinimumChromeVersion string
	// Icons are the names of the icons by their size in pixels.
	Icons map[int]string
	// KioskEnabled and OfflineEnabled are what the app says of itself.
	KioskEnabled, OfflineEnabled bool
	// ExternallyConnectable says who may send messages to the app, or is nil if
	// the manifest does not.
	ExternallyConnectable *ExternallyConnectable
	// WebAccessibleResources are the files that web pages may use.
	WebAccessibleResources []Resource

	root             node
	faults, warnings Faults
	files            []fileUse
}

// Background says what runs: at most one of Scripts, Page and ServiceWorker is
// set. Scripts are classic scripts that share one global object, in order. A
// Page is an HTML file whose scripts are the program: Chrome has it for
// extensions and apps alike, and leaves to the host how it is shown.
type Background struct {
	Scripts       []string
	Page          string
	ServiceWorker string
	// Module says that ServiceWorker is an ES module.
	Module bool
	// Persistent says that the background page is never suspended. It is false
	// for apps and service workers.
	Persistent bool
}

// Permission is an entry of "permissions": a name or a pattern of hosts, and
// what stands with it, as "write" in {"fileSystem": ["write"]}.
type Permission struct {
	Name string
	// Value is nil for a permission that is only a name.
	Value json.RawMessage
	Position
}

// Value is a JSON value that others read, and where it stands.
type Value struct {
	// JSON is standard JSON, without comments.
	JSON json.RawMessage
	// Path leads to the value in its document.
	Path string
	Position
}

// ExternallyConnectable is the value of "externally_connectable". IDs may
// have "*", which is every app.
type ExternallyConnectable struct {
	IDs, Matches        []string
	AcceptsTLSChannelID bool
}

// Resource is an entry of "web_accessible_resources": patterns of file names,
// and of the pages that may use them. Manifests of version 2 name no pages.
type Resource struct {
	Resources, Matches []string
}

// fileUse is a file that a manifest names.
type fileUse struct {
	name    string
	at      node
	missing string // Chrome's words, with %s for the name
	fault   bool   // rather than a warning
}

// ParseManifest reads a manifest, which may have comments, trailing commas and
// a byte order mark. file is the name that positions have. The error, a
// [Faults], is about a text that is no JSON object; what is wrong with its
// values [Manifest.Check] says, and such values are left out.
func ParseManifest(file string, text []byte) (*Manifest, error) {
	root, err := parseDocument(file, text, "Manifest is not valid JSON.")
	if err != nil {
		return nil, err
	}
	if root.kind() != '{' {
		return nil, Faults{root.fault("Manifest file is invalid.", "it must be a JSON object, not a "+root.typeName())}
	}
	m := &Manifest{root: root}
	(&reader{m: m}).read()
	return m, nil
}

// CheckChrome returns a fault if the app is for a Chrome newer than version,
// and nil otherwise. To run the app all the same is up to the caller.
func (m *Manifest) CheckChrome(version string) *Fault {
	if compareVersions(m.MinimumChromeVersion, version) <= 0 {
		return nil
	}
	at, _ := m.root.get("minimum_chrome_version")
	return at.fault("This extension requires Chrome version "+m.MinimumChromeVersion+" or greater.",
		"sockhost behaves as Chrome "+version)
}

// compareVersions compares dotted numbers; what is missing counts as 0.
func compareVersions(a, b string) int {
	x, y := strings.Split(a, "."), strings.Split(b, ".")
	for len(x) < len(y) {
		x = append(x, "0")
	}
	for len(y) < len(x) {
		y = append(y, "0")
	}
	return slices.CompareFunc(x, y, func(p, q string) int {
		m, _ := strconv.ParseUint(p, 10, 32)
		n, _ := strconv.ParseUint(q, 10, 32)
		return int(int64(m) - int64(n))
	})
}
