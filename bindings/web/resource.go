package web

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"path"
	"strconv"
	"strings"
)

// resource is what a URL names.
type resource struct {
	url   string
	kind  string // its MIME type, "" if unknown
	sized bool   // the header tells the length
	data  []byte // never changed
}

// header lists the fields of the answer, by name.
func (r *resource) header() (fields [][2]string) {
	if r.sized {
		fields = append(fields, [2]string{"content-length", strconv.Itoa(len(r.data))})
	}
	if r.kind != "" {
		fields = append(fields, [2]string{"content-type", r.kind})
	}
	return fields
}

// errNotLoaded is about URLs that lead out of the page.
var errNotLoaded = errors.New("only the files of the package, and data: and blob: URLs, can be loaded")

// readResource reads what a URL names.
func (e *env) readResource(address string) (*resource, error) {
	scheme, rest, _ := strings.Cut(address, ":")
	switch {
	case scheme == "blob":
		b := e.objectURLs[address]
		if b == nil {
			return nil, errors.New("net::ERR_FILE_NOT_FOUND")
		}
		return &resource{address, b.kind, true, b.data}, nil
	case scheme == "data":
		return dataResource(address, rest)
	case e.settings.Load == nil || e.settings.Origin == "" || !strings.HasPrefix(address, e.settings.Origin+"/"):
		return nil, errNotLoaded
	}
	u, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	data, err := e.settings.Load(strings.TrimPrefix(u.Path, "/"))
	if err != nil {
		return nil, fmt.Errorf("net::ERR_FILE_NOT_FOUND")
	}
	return &resource{address, resourceTypes[strings.ToLower(path.Ext(u.Path))], false, data}, nil
}

// dataResource reads a data: URL (Fetch Standard).
func dataResource(address, rest string) (*resource, error) {
	kind, body, found := strings.Cut(rest, ",")
	if !found {
		return nil, errors.New("net::ERR_INVALID_URL")
	}
	data := percentDecoded(body)
	if plain, encoded := strings.CutSuffix(kind, ";base64"); encoded {
		kind = plain
		decoded, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(data, "="))
		if err != nil {
			return nil, errors.New("net::ERR_INVALID_URL")
		}
		data = string(decoded)
	}
	switch {
	case kind == "":
		kind = "text/plain;charset=US-ASCII"
	case kind[0] == ';':
		kind = "text/plain" + kind
	}
	return &resource{address, kind, false, []byte(data)}, nil
}

// resourceTypes are the MIME types of files by extension, as Chromium has them.
var resourceTypes = map[string]string{
	".css": "text/css", ".csv": "text/csv", ".gif": "image/gif", ".htm": "text/html", ".html": "text/html",
	".ico": "image/x-icon", ".jpeg": "image/jpeg", ".jpg": "image/jpeg", ".js": "text/javascript", ".json": "application/json",
	".mjs": "text/javascript", ".mp3": "audio/mpeg", ".mp4": "video/mp4", ".ogg": "audio/ogg", ".pdf": "application/pdf",
	".png": "image/png", ".svg": "image/svg+xml", ".txt": "text/plain", ".wasm": "application/wasm", ".wav": "audio/wav",
	".webm": "video/webm", ".webp": "image/webp", ".woff": "font/woff", ".woff2": "font/woff2", ".xhtml": "application/xhtml+xml",
	".xml": "text/xml", ".zip": "application/zip",
}
