package web

import (
	"path"
	"slices"
	"strings"
)

// mimeType is a MIME type of the MIME Sniffing Standard.
type mimeType struct {
	essence    string // such as text/plain
	parameters []pair
}

// parseMIMEType is the standard's "parse a MIME type"; it is nil for what is
// none.
func parseMIMEType(text string) *mimeType {
	essence, rest, _ := strings.Cut(strings.Trim(text, httpSpace), ";")
	essence = strings.TrimRight(essence, httpSpace)
	kind, subtype, _ := strings.Cut(essence, "/")
	if !isToken(kind) || !isToken(subtype) {
		return nil
	}
	m := &mimeType{essence: strings.ToLower(essence)}
	for rest != "" {
		var name, value string
		rest = strings.TrimLeft(rest, httpSpace)
		i := strings.IndexAny(rest, ";=")
		if i < 0 {
			break
		}
		name, rest = rest[:i], rest[i:]
		if rest[0] == ';' {
			rest = rest[1:]
			continue
		}
		rest = rest[1:]
		quoted := strings.HasPrefix(rest, `"`)
		if quoted {
			value, rest = quotedString(rest)
			_, rest, _ = strings.Cut(rest, ";")
		} else {
			value, rest, _ = strings.Cut(rest, ";")
			value = strings.TrimRight(value, httpSpace)
		}
		if name = strings.ToLower(name); isToken(name) && (value != "" || quoted) && isQuotable(value) && m.index(name) < 0 {
			m.parameters = append(m.parameters, pair{name, value})
		}
	}
	return m
}

// quotedString reads the string in quotes at the beginning of s.
func quotedString(s string) (value, rest string) {
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '"':
			return b.String(), s[i+1:]
		case s[i] == '\\' && i+1 < len(s):
			i++
			fallthrough
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String(), ""
}

// isQuotable tells whether s can stand in a quoted string of HTTP.
func isQuotable(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r != '\t' && r < ' ' || r == 0x7F || r > 0xFF })
}

func (m *mimeType) index(name string) int {
	return slices.IndexFunc(m.parameters, func(p pair) bool { return p.name == name })
}

// parameter is "" if there is none; so it is for a type that is nil.
func (m *mimeType) parameter(name string) string {
	if m != nil {
		if i := m.index(name); i >= 0 {
			return m.parameters[i].value
		}
	}
	return ""
}

// String is the standard's "serialize a MIME type".
func (m *mimeType) String() string {
	var b strings.Builder
	b.WriteString(m.essence)
	for _, p := range m.parameters {
		b.WriteString(";" + p.name + "=")
		if isToken(p.value) {
			b.WriteString(p.value)
		} else {
			b.WriteString(`"` + quotes.Replace(p.value) + `"`)
		}
	}
	return b.String()
}

var quotes = strings.NewReplacer(`\`, `\\`, `"`, `\"`)

// fileTypes are the extensions of the types of files that Chrome knows.
var fileTypes = map[string]string{
	"text/html":              "html htm shtml shtm ehtml",
	"text/css":               "css",
	"text/javascript":        "js mjs",
	"text/plain":             "txt text",
	"text/xml":               "xml xsl xslt",
	"text/csv":               "csv",
	"text/markdown":          "md",
	"text/calendar":          "ics",
	"text/x-sh":              "sh",
	"application/json":       "json",
	"application/xhtml+xml":  "xhtml xht xhtm",
	"application/rss+xml":    "rss",
	"application/rdf+xml":    "rdf",
	"application/wasm":       "wasm",
	"application/pdf":        "pdf",
	"application/zip":        "zip",
	"application/gzip":       "gz tgz",
	"application/x-tar":      "tar",
	"application/epub+zip":   "epub",
	"application/rtf":        "rtf",
	"application/msword":     "doc",
	"application/postscript": "ps eps",
	"application/font-woff":  "woff",
	"application/x-mpegurl":  "m3u8",
	"image/svg+xml":          "svg svgz",
	"image/png":              "png",
	"image/apng":             "apng",
	"image/jpeg":             "jpg jpeg jpe jfif pjp pjpeg",
	"image/gif":              "gif",
	"image/webp":             "webp",
	"image/avif":             "avif",
	"image/bmp":              "bmp",
	"image/x-icon":           "ico",
	"image/tiff":             "tif tiff",
	"audio/mpeg":             "mp3",
	"audio/x-m4a":            "m4a",
	"audio/ogg":              "oga ogg opus",
	"audio/wav":              "wav",
	"audio/flac":             "flac",
	"video/mp4":              "mp4 m4v",
	"video/mpeg":             "mpg mpeg",
	"video/ogg":              "ogv ogm",
	"video/webm":             "webm",
	"video/matroska":         "mkv",
	"message/rfc822":         "eml",
	"multipart/related":      "mht mhtml",

	"application/vnd.android.package-archive": "apk",
	"application/x-chrome-extension":          "crx",
	"application/x-shockwave-flash":           "swf",
}

// fileType is the type of a file by its name, or "" if it is unknown.
func fileType(name string) string {
	if extension := strings.ToLower(strings.TrimPrefix(path.Ext(name), ".")); extension != "" {
		for kind, extensions := range fileTypes {
			if slices.Contains(strings.Fields(extensions), extension) {
				return kind
			}
		}
	}
	return ""
}
