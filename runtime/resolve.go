package runtime

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
)

var errModuleNotFound = errors.New("module not found")

// resolveModule finds the file that require(id) means in a folder, by the
// rules of Node.js: files, folders with an index or a package.json with
// "main", and node_modules in the folder and above. The "exports" and
// "imports" of a package.json are not looked at.
func resolveModule(dir, id string) (file string, err error) {
	path := filepath.FromSlash(id)
	switch {
	case id == "":
		return "", errModuleNotFound
	case filepath.IsAbs(path):
		return realFile(path)
	case id == "." || id == ".." || strings.HasPrefix(id, "./") || strings.HasPrefix(id, "../"):
		return realFile(filepath.Join(dir, path))
	}
	for {
		if filepath.Base(dir) != "node_modules" {
			if file, err = realFile(filepath.Join(dir, "node_modules", path)); err == nil {
				return file, nil
			}
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", errModuleNotFound
		}
		dir = parent
	}
}

// realFile finds the file for a path and follows symbolic links, so that a
// module is loaded once.
func realFile(path string) (string, error) {
	file := moduleFile(path)
	if file == "" {
		file = moduleFolder(path)
	}
	if file == "" {
		return "", errModuleNotFound
	}
	return filepath.EvalSymlinks(file)
}

// moduleFile returns path, with an extension if need be, or "".
func moduleFile(path string) string {
	for _, extension := range []string{"", ".js", ".json"} {
		if info, err := os.Stat(path + extension); err == nil && info.Mode().IsRegular() {
			return path + extension
		}
	}
	return ""
}

// moduleFolder returns the file that a folder means as a module, or "".
func moduleFolder(path string) string {
	var manifest struct{ Main string }
	if text, err := os.ReadFile(filepath.Join(path, "package.json")); err == nil && json.Unmarshal(text, &manifest) == nil && manifest.Main != "" {
		main := filepath.Join(path, filepath.FromSlash(manifest.Main))
		if file := moduleFile(main); file != "" {
			return file
		}
		if file := moduleFile(filepath.Join(main, "index")); file != "" {
			return file
		}
	}
	return moduleFile(filepath.Join(path, "index"))
}
