package chromeapp

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// settle is how long a folder must be quiet before a change counts: editors
// write a file in several steps.
const settle = 50 * time.Millisecond

// Watch reloads the app when a file of its folder, or its archive, changes,
// until stop is called.
func (a *App) Watch() (stop func(), err error) {
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, fmt.Errorf("cannot watch %s: %w", a.path, err)
	}
	if err := watchTree(watcher, a.path); err != nil {
		watcher.Close()
		return nil, fmt.Errorf("cannot watch %s: %w", a.path, err)
	}
	go func() {
		quiet := time.NewTimer(0)
		<-quiet.C
		for {
			select {
			case event, open := <-watcher.Events:
				if !open {
					return
				}
				if strings.HasPrefix(filepath.Base(event.Name), ".") {
					continue // of editors and version control
				}
				if event.Has(fsnotify.Create) {
					watchTree(watcher, event.Name) // if it is a folder
				}
				quiet.Reset(settle)
			case <-quiet.C:
				a.Post(a.Reload)
			case _, open := <-watcher.Errors:
				if !open {
					return
				}
				quiet.Reset(settle) // something was missed
			}
		}
	}()
	return func() { watcher.Close() }, nil
}

// watchTree watches a folder with all below it, or the folder of a file.
func watchTree(watcher *fsnotify.Watcher, path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return watcher.Add(path)
	}
	return filepath.WalkDir(path, func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return nil
		}
		if name != path && strings.HasPrefix(d.Name(), ".") {
			return filepath.SkipDir
		}
		return watcher.Add(name)
	})
}
