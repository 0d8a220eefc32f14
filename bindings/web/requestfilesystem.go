package web

import (
	"net/url"
	"path"
	"strings"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/files"
)

// The file systems that webkitRequestFileSystem gives; constants of Window.
const (
	temporaryFiles = iota
	persistentFiles
)

var fileSystemKinds = []constant{{"TEMPORARY", temporaryFiles}, {"PERSISTENT", persistentFiles}}

// FileSystems are the file systems that an app has for itself. Their names and
// URLs are those that Chrome gives them; nothing limits their size.
type FileSystems struct{ Temporary, Persistent *files.Share }

// NewFileSystems makes the file systems of an origin in two trees.
func NewFileSystems(origin string, temporary, persistent *files.Tree) *FileSystems {
	share := func(tree *files.Tree, kind string) *files.Share {
		s := files.NewShare(tree, ".", "")
		s.ID, s.URL = kind, "filesystem:"+origin+"/"+strings.ToLower(kind)+"/"
		return s
	}
	return &FileSystems{share(temporary, "Temporary"), share(persistent, "Persistent")}
}

// installRequestFileSystem installs the functions that give an app files of its
// own.
func (e *env) installRequestFileSystem(systems *FileSystems) {
	e.operation("webkitRequestFileSystem", 3, func(call goja.FunctionCall) goja.Value {
		c := e.entryCall("Window", "webkitRequestFileSystem", call)
		kind := toInt32(call.Argument(0))
		success, failure := c.callback(2), c.callback(3)
		if success == nil {
			e.throwType("%s: parameter 3 is not of type 'Object'.", c.failed)
		}
		e.work("webkitRequestFileSystem", func() error {
			if kind != temporaryFiles && kind != persistentFiles {
				return files.ErrInvalid
			}
			return nil
		}, success, failure, func() goja.Value {
			share := systems.Temporary
			if kind == persistentFiles {
				share = systems.Persistent
			}
			return e.systemOf(share).self
		})
		return nil
	})
	e.operation("webkitResolveLocalFileSystemURL", 2, func(call goja.FunctionCall) goja.Value {
		c := e.entryCall("Window", "webkitResolveLocalFileSystemURL", call)
		address := e.utf8Text(call.Argument(0))
		success, failure := c.callback(1), c.callback(2)
		if success == nil {
			e.throwType("%s: parameter 2 is not of type 'Object'.", c.failed)
		}
		var found entry
		e.work("webkitResolveLocalFileSystemURL", func() error {
			share, path, err := systems.resolve(address)
			if err != nil {
				return err
			}
			found.path = path
			s := fileSystem{Share: share}
			name, err := s.inTree(path)
			if err != nil {
				return err
			}
			info, err := share.Tree.Stat(name)
			if err != nil {
				return err
			}
			found.system, found.dir = &s, info.IsDir()
			return nil
		}, success, failure, func() goja.Value { return e.newEntry(e.systemOf(found.system.Share), found.path, found.dir) })
		return nil
	})
}

// resolve finds the share and the absolute path of a URL.
func (s *FileSystems) resolve(address string) (share *files.Share, path string, err error) {
	scheme, _, found := strings.Cut(address, ":")
	if !found {
		return nil, "", errOutside
	}
	if !strings.EqualFold(scheme, "filesystem") {
		return nil, "", errForeignURL
	}
	for _, share := range []*files.Share{s.Temporary, s.Persistent} {
		if rest, ok := strings.CutPrefix(address+"/", share.URL); ok {
			return unescaped(share, rest)
		}
	}
	return nil, "", errForeignURL
}

// unescaped is the absolute path that the rest of a URL means.
func unescaped(share *files.Share, rest string) (*files.Share, string, error) {
	rest, _, _ = strings.Cut(rest, "?")
	rest, _, _ = strings.Cut(rest, "#")
	plain, err := url.PathUnescape(rest)
	if err != nil || !validPath(plain) {
		return nil, "", errOutside
	}
	return share, path.Clean("/" + plain), nil
}
