package app

import (
	"fmt"
	"io/fs"
	"net/url"
	"strings"
)

// nameError says why a name is none of a package's files. It is an
// [fs.ErrInvalid].
type nameError string

func (e nameError) Error() string { return string(e) }
func (nameError) Unwrap() error   { return fs.ErrInvalid }

const (
	errNameNUL       = nameError("the name has a NUL character")
	errNameBackslash = nameError(`the name has a backslash; folders are separated by "/"`)
	errNameDrive     = nameError("the name begins with a drive letter")
	errNameOutside   = nameError("the name leads out of the package")
	errNameShape     = nameError("it is not the name of a file in the package")
)

var driveLetter = expression(`^[A-Za-z]:`)

// checkName returns nil for a name in a package, as of [fs.ValidPath], and an
// error that says what is wrong with it otherwise.
func checkName(name string) error {
	switch {
	case strings.Contains(name, "\x00"):
		return errNameNUL
	case strings.Contains(name, `\`):
		return errNameBackslash
	case driveLetter().MatchString(name):
		return errNameDrive
	case fs.ValidPath(name):
		return nil
	case strings.HasPrefix(name, "/"), strings.Contains("/"+name+"/", "/../"):
		return errNameOutside
	}
	return errNameShape
}

// cleanName is a name as people write it in a manifest, "/a.js" or "./a.js",
// as the name of the file. It is no URL: %20 stands for itself.
func cleanName(text string) (string, error) {
	name := strings.TrimPrefix(strings.TrimPrefix(text, "."), "/")
	if !strings.HasPrefix(text, "./") && !strings.HasPrefix(text, "/") {
		name = text
	}
	if err := checkName(name); err != nil {
		return "", err
	}
	if name == "." || strings.ContainsAny(name, "?#:") {
		return "", errNameShape
	}
	return name, nil
}

// FileName is the name in a package of what a URL in it means: of
// "img/a%20b.png?x#y", of "/main.html", or of a whole URL of the app with the
// id. ".." stops at the top, as in browsers.
func FileName(id, ref string) (string, error) {
	base := &url.URL{Scheme: "chrome-extension", Host: id, Path: "/"}
	u, err := base.Parse(ref)
	if err != nil {
		return "", fmt.Errorf("%q is no URL: %w", ref, err)
	}
	if u.Scheme != base.Scheme || u.Host != base.Host {
		return "", fmt.Errorf("%q is no URL of the app: %w", ref, fs.ErrInvalid)
	}
	name := strings.TrimPrefix(u.Path, "/")
	if name == "" {
		name = "."
	}
	if err := checkName(name); err != nil {
		return "", fmt.Errorf("%q: %w", ref, err)
	}
	return name, nil
}
