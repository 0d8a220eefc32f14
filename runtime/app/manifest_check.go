package app

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
)

// Check says all that is wrong with a manifest and with what it names in the
// files of its package: as an error, a [Faults], what the app cannot run with,
// and as warnings what Chrome would only mention. Without files only the
// manifest itself is looked at. others are faults that somebody else has found.
func (m *Manifest) Check(files fs.FS, others ...*Fault) (warnings Faults, err error) {
	faults := append(Faults(others[:len(others):len(others)]), m.faults...)
	warnings = append(Faults(nil), m.warnings...)
	if files != nil {
		for _, use := range m.files {
			if len(faults)+len(warnings) >= 2*maxFaults {
				break
			}
			if why := unusable(files, use.name); why != "" {
				fault := use.at.fault(fmt.Sprintf(use.missing, use.name), why)
				if use.fault {
					faults = append(faults, fault)
				} else {
					warnings = append(warnings, fault)
				}
			}
		}
		faults = append(faults, m.checkLocales(files)...)
	}
	faults.sort()
	warnings.sort()
	return warnings, faults.err()
}

// unusable says why a file cannot be read, or returns "".
func unusable(files fs.FS, name string) string {
	info, err := fs.Stat(files, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "the package has no such file; upper and lower case count"
	case err != nil:
		return plainError(err)
	case !info.Mode().IsRegular():
		return "it is a folder"
	}
	return ""
}

// plainError is an error without the name of the file, which is told already.
func plainError(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return err.Error()
}

var localeName = expression(`^[a-z]{2,3}(_[A-Z][a-z]{3})?(_([A-Z]{2}|[0-9]{3}))?$`)

const missingMessages = "Messages file is missing for locale. "

// checkLocales reads all messages of a package, and looks whether the manifest
// uses others.
func (m *Manifest) checkLocales(files fs.FS) (faults Faults) {
	at, has := m.root.get("default_locale")
	folders, err := fs.ReadDir(files, "_locales")
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if m.DefaultLocale != "" {
			faults = append(faults, at.fault("Default locale was specified, but _locales subtree is missing.", "add _locales/"+m.DefaultLocale+"/messages.json, or remove the key"))
		}
		return faults
	case err != nil:
		return Faults{m.root.fault("The folder _locales cannot be read.", plainError(err))}
	case !has:
		return Faults{m.root.fault("Localization used, but default_locale wasn't specified in the manifest.", `the package has a folder _locales; add "default_locale": "en"`)}
	case m.DefaultLocale == "":
		return nil
	}
	messages := &Messages{reserved: reservedMessages("", m.DefaultLocale)} // of all locales
	found := false
	for _, folder := range folders {
		// Chrome overlooks what is named like no locale.
		if !folder.IsDir() || !localeName().MatchString(folder.Name()) {
			continue
		}
		found = found || folder.Name() == m.DefaultLocale
		c, err := readCatalog(files, folder.Name(), strings.TrimSuffix(m.root.doc.file, manifestName))
		var wrong Faults
		switch {
		case errors.As(err, &wrong):
			faults = append(faults, wrong...)
		case errors.Is(err, fs.ErrNotExist):
			faults = append(faults, at.fault(missingMessages+catalogName(folder.Name()), "every folder in _locales must have one"))
		case err != nil:
			faults = append(faults, at.fault(missingMessages+catalogName(folder.Name()), plainError(err)))
		default:
			messages.catalogs = append(messages.catalogs, c)
		}
	}
	if !found {
		faults = append(faults, at.fault(missingMessages+catalogName(m.DefaultLocale), "the default locale must have one"))
	}
	if len(faults) > 0 {
		return faults // what is missing may stand where the faults are
	}
	for _, path := range localized {
		n, ok := m.lookup(path)
		if text, isString := n.str(); ok && isString {
			if _, missing := messages.Replace(text); len(missing) > 0 {
				faults = append(faults, n.fault("Variable __MSG_"+missing[0]+"__ used but not defined.", "add the message to "+catalogName(m.DefaultLocale)))
			}
		}
	}
	return faults
}

// localized are the values in which Chrome replaces messages.
var localized = []string{"name", "short_name", "description", "app.launch.local_path", "app.launch.web_url", "action.default_title", "browser_action.default_title", "page_action.default_title", "omnibox.keyword"}

// lookup finds a value by its path of names.
func (m *Manifest) lookup(path string) (n node, ok bool) {
	n, ok = m.root, true
	for key := range strings.SplitSeq(path, ".") {
		if n, ok = n.get(key); !ok {
			return n, false
		}
	}
	return n, true
}
