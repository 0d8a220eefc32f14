package runtime

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
)

// commonJSWords are what nearly every CommonJS module has, and a script that
// stands alone has not.
var commonJSWords = lazyRegexp(`\bmodule\s*\.\s*exports\b|\bexports\s*[.\[]|\brequire\s*\(`)

// manifest is what a package.json says about modules.
type manifest struct {
	Type    string
	Exports json.RawMessage
}

func readManifest(dir string) (m manifest, ok bool) {
	text, err := os.ReadFile(filepath.Join(dir, "package.json"))
	return m, err == nil && json.Unmarshal(text, &m) == nil
}

// packageType is the "type" in the package.json that governs a folder, or "".
func packageType(dir string) string {
	for {
		if m, ok := readManifest(dir); ok {
			return m.Type
		}
		parent := filepath.Dir(dir)
		if parent == dir || filepath.Base(dir) == "node_modules" {
			return ""
		}
		dir = parent
	}
}

// resolveImport finds the file that a specifier means in a folder: as require
// does, except that a package's "exports" decide if it has them, and that
// TypeScript counts. A name ending in .js may mean a file in .ts, since
// TypeScript wants it written so.
func resolveImport(dir, id string) (string, error) {
	file := filepath.FromSlash(id)
	if !filepath.IsAbs(file) {
		if id != "." && id != ".." && !strings.HasPrefix(id, "./") && !strings.HasPrefix(id, "../") {
			return resolvePackage(dir, id)
		}
		file = filepath.Join(dir, file)
	}
	if found, err := realFile(file); err == nil {
		return found, nil
	}
	stem := strings.TrimSuffix(strings.TrimSuffix(file, ".js"), ".mjs")
	for _, candidate := range []string{file + ".ts", file + ".mts", file + ".mjs", stem + ".ts", stem + ".mts", filepath.Join(file, "index.ts"), filepath.Join(file, "index.mjs")} {
		if info, err := os.Stat(candidate); err == nil && info.Mode().IsRegular() {
			return filepath.EvalSymlinks(candidate)
		}
	}
	return "", errModuleNotFound
}

// resolvePackage finds a package, or a file of it, in node_modules.
func resolvePackage(dir, id string) (string, error) {
	name, rest, _ := strings.Cut(id, "/")
	if strings.HasPrefix(id, "@") {
		scoped, after, _ := strings.Cut(rest, "/")
		name, rest = name+"/"+scoped, after
	}
	for folder := dir; ; folder = filepath.Dir(folder) {
		root := filepath.Join(folder, "node_modules", filepath.FromSlash(name))
		if m, ok := readManifest(root); ok && m.Exports != nil && id != "" {
			subpath := "."
			if rest != "" {
				subpath = "./" + rest
			}
			target := exported(m.Exports, subpath)
			if !strings.HasPrefix(target, "./") || !filepath.IsLocal(target) {
				return "", errModuleNotFound
			}
			return realFile(filepath.Join(root, filepath.FromSlash(target)))
		}
		if filepath.Dir(folder) == folder {
			break
		}
	}
	return resolveModule(dir, id)
}

// exported finds in the "exports" of a package what a subpath means, or "".
func exported(exports json.RawMessage, subpath string) string {
	var paths map[string]json.RawMessage
	isMap := json.Unmarshal(exports, &paths) == nil
	for key := range paths {
		isMap = strings.HasPrefix(key, ".") // else they are conditions for "."
	}
	if !isMap {
		if subpath != "." {
			return ""
		}
		return conditional(exports, "")
	}
	if target, ok := paths[subpath]; ok {
		return conditional(target, "")
	}
	best, star := "", ""
	for key := range paths {
		before, after, pattern := strings.Cut(key, "*")
		if pattern && len(key) > len(best) && len(subpath) >= len(before)+len(after) &&
			strings.HasPrefix(subpath, before) && strings.HasSuffix(subpath, after) {
			best, star = key, subpath[len(before):len(subpath)-len(after)]
		}
	}
	if best == "" {
		return ""
	}
	return conditional(paths[best], star)
}

// conditional is the target for the conditions that hold here. The order of
// keys counts, so the object is read token by token.
func conditional(target json.RawMessage, star string) string {
	var text string
	if json.Unmarshal(target, &text) == nil {
		return strings.ReplaceAll(text, "*", star)
	}
	var list []json.RawMessage
	if json.Unmarshal(target, &list) == nil {
		for _, entry := range list {
			if found := conditional(entry, star); found != "" {
				return found
			}
		}
		return ""
	}
	decoder := json.NewDecoder(strings.NewReader(string(target)))
	if _, err := decoder.Token(); err != nil {
		return ""
	}
	for decoder.More() {
		key, err := decoder.Token()
		var value json.RawMessage
		if err != nil || decoder.Decode(&value) != nil {
			return ""
		}
		switch key {
		case "import", "module", "node", "default":
			if found := conditional(value, star); found != "" {
				return found
			}
		}
	}
	return ""
}
