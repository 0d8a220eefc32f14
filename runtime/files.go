package runtime

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// Files is where modules come from. One that is asked for the modules of a realm
// must be comparable; it is used on the loop goroutine.
type Files interface {
	// Resolve finds the name of the module that a specifier means in the module
	// importer, which has been resolved itself. An importer "" stands for the
	// program's own names. The same module must get the same name. What is
	// wrong with the specifier the error says in words for people.
	Resolve(specifier, importer string) (name string, err error)
	// Read returns the text of the module of that name.
	Read(name string) ([]byte, error)
	// URL is what the module of that name finds in import.meta.url.
	URL(name string) string
	// CommonJS tells whether the module of that name and text is a CommonJS
	// module, as Node.js has them.
	CommonJS(name string, text []byte) bool
}

// ModuleError says that there is no such module.
type ModuleError struct {
	Specifier string
	Err       error // why; may be nil
}

func (e *ModuleError) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("Cannot find module '%s': %v", e.Specifier, e.Err)
	}
	return fmt.Sprintf("Cannot find module '%s'", e.Specifier)
}

// Unwrap is the cause.
func (e *ModuleError) Unwrap() error { return e.Err }

// Package is the files of a web site or an app. Specifiers mean there what they
// mean in a browser: absolute and relative URLs below the origin.
type Package struct {
	FS     fs.FS
	Origin string // "chrome-extension://id", without a slash at the end
}

// Resolve implements [Files].
func (p Package) Resolve(specifier, importer string) (string, error) {
	if importer == "" && fs.ValidPath(specifier) {
		return specifier, nil
	}
	relative := strings.HasPrefix(specifier, "/") || strings.HasPrefix(specifier, "./") || strings.HasPrefix(specifier, "../")
	target, err := url.Parse(specifier)
	if err != nil || !relative && !target.IsAbs() {
		return "", fmt.Errorf(`Failed to resolve module specifier "%s". Relative references must start with either "/", "./", or "../".`, specifier)
	}
	base, err := url.Parse(p.URL(importer))
	if err != nil {
		return "", &ModuleError{specifier, err}
	}
	target = base.ResolveReference(target)
	if target.Scheme+"://"+target.Host != p.Origin {
		return "", &ModuleError{specifier, fmt.Errorf("only %s/ has modules", p.Origin)}
	}
	name := strings.TrimPrefix(target.Path, "/")
	if !fs.ValidPath(name) {
		return "", &ModuleError{specifier, fs.ErrInvalid}
	}
	return name, nil
}

// Read implements [Files].
func (p Package) Read(name string) ([]byte, error) { return fs.ReadFile(p.FS, name) }

// URL implements [Files].
func (p Package) URL(name string) string {
	return p.Origin + (&url.URL{Path: "/" + name}).EscapedPath()
}

// CommonJS implements [Files]: browsers have none.
func (Package) CommonJS(string, []byte) bool { return false }

// Disk is the file system with the rules of Node.js: relative names, names of
// packages in node_modules, and the core modules of the host. An extension may
// be left out.
type Disk struct{}

const coreScheme = "node:" // before the name of a core module

// Resolve implements [Files].
func (Disk) Resolve(specifier, importer string) (string, error) {
	core, scheme := strings.CutPrefix(specifier, coreScheme)
	if coreModules[core] != nil {
		return coreScheme + core, nil
	}
	if scheme {
		return "", &ModuleError{Specifier: specifier}
	}
	if importer == "" {
		name := absolute(specifier)
		if real, err := filepath.EvalSymlinks(name); err == nil {
			name = real
		}
		return name, nil // perhaps of no file: the text may be at hand
	}
	dir := filepath.Dir(absolute(importer))
	id := specifier
	if strings.HasPrefix(specifier, "file:") {
		u, err := url.Parse(specifier)
		if err != nil || u.Host != "" {
			return "", &ModuleError{specifier, err}
		}
		id = filepath.FromSlash(u.Path)
	}
	file, err := resolveImport(dir, id)
	switch {
	case err == nil:
		return file, nil
	case errors.Is(err, errModuleNotFound):
		return "", &ModuleError{Specifier: specifier}
	}
	return "", &ModuleError{specifier, err}
}

// Read implements [Files].
func (Disk) Read(name string) ([]byte, error) { return os.ReadFile(name) }

// URL implements [Files].
func (Disk) URL(name string) string {
	if strings.HasPrefix(name, coreScheme) {
		return name
	}
	slashed := filepath.ToSlash(name)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // C:/
	}
	return (&url.URL{Scheme: "file", Path: slashed}).String()
}

// CommonJS implements [Files]. The extension decides, then the "type" in the
// package.json above, then whether the text looks like a CommonJS module: what
// needs to be a module is told from the text before anybody asks here.
func (Disk) CommonJS(name string, text []byte) bool {
	switch path.Ext(name) {
	case ".cjs", ".cts":
		return true
	case ".js":
	default:
		return false
	}
	switch packageType(filepath.Dir(name)) {
	case "module":
		return false
	case "commonjs":
		return true
	}
	return commonJSWords().Match(text)
}
