package chromeapp

import (
	"errors"
	"os"
	"path/filepath"

	"github.com/sockhost/sockhost/bindings/web"
	"github.com/sockhost/sockhost/files"
	"github.com/sockhost/sockhost/runtime/app"
)

// fileSystems are the files that an app has for itself, behind
// webkitRequestFileSystem: in its data folder, or else in a folder that goes
// with the app.
type fileSystems struct {
	temporary, persistent *files.Tree // nil if they cannot be had
	passing               string      // the folder that goes; "" for none
}

// open opens both. Without data they are empty, and nothing of them is kept.
func (s *fileSystems) open(data *app.Data) (err error) {
	folder := func(name string) (string, error) { return data.Folder("filesystem/" + name) }
	if data == nil {
		if s.passing, err = os.MkdirTemp("", "sockhost-"); err != nil {
			return err
		}
		folder = func(name string) (string, error) {
			dir := filepath.Join(s.passing, name)
			return dir, os.Mkdir(dir, 0o700)
		}
	}
	open := func(name string) (*files.Tree, error) {
		dir, err := folder(name)
		if err != nil {
			return nil, err
		}
		return files.OpenFolder(dir, true)
	}
	if s.temporary, err = open("temporary"); err == nil {
		s.persistent, err = open("persistent")
	}
	return err
}

// forScripts is what the pages of an origin have of them, or nil.
func (s *fileSystems) forScripts(origin string) *web.FileSystems {
	if s.temporary == nil || s.persistent == nil {
		return nil
	}
	return web.NewFileSystems(origin, s.temporary, s.persistent)
}

func (s *fileSystems) close() (err error) {
	for _, tree := range []*files.Tree{s.temporary, s.persistent} {
		if tree != nil {
			err = errors.Join(err, tree.Close())
		}
	}
	if s.passing != "" {
		err = errors.Join(err, os.RemoveAll(s.passing))
	}
	return err
}
