package alarms

import (
	"encoding/json"
	"errors"
	"io/fs"
	"slices"
)

// Store keeps files by name. A file that is not there is an [fs.ErrNotExist].
type Store interface {
	ReadFile(name string) ([]byte, error)
	WriteFile(name string, data []byte) error
}

const fileName = "alarms.json"

// load reads the stored alarms. What cannot be read is reported and forgotten.
func (s *Schedule) load() {
	if s.opts.Store == nil {
		return
	}
	text, err := s.opts.Store.ReadFile(fileName)
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	if err == nil {
		err = json.Unmarshal(text, &s.alarms)
	}
	if err != nil {
		s.opts.Log.Warn("the app's alarms cannot be read", "error", err)
		s.alarms = nil
	}
	for i := range s.alarms {
		s.alarms[i].Persistent = true
	}
}

// save writes the persistent alarms down.
func (s *Schedule) save() {
	if s.opts.Store == nil {
		return
	}
	kept := slices.DeleteFunc(s.All(), func(a Alarm) bool { return !a.Persistent })
	text, err := json.Marshal(kept)
	if err == nil {
		err = s.opts.Store.WriteFile(fileName, text)
	}
	if err != nil {
		s.opts.Log.Warn("the app's alarms cannot be kept", "error", err)
	}
}
