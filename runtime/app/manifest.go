// Package app is a Chrome App as data: so far its manifest.
//
// It knows nothing of the engine and opens no sockets. Its functions may be
// called from any goroutine.
package app

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/tailscale/hujson"
)

// Manifest is what sockhost reads of a manifest.json.
type Manifest struct {
	// Sockets is the value of "sockets", or nil if there is none.
	Sockets json.RawMessage `json:"sockets"`
}

// ParseManifest reads a manifest, which may have comments and trailing commas,
// as Chrome allows. An error in the text says its line and column.
func ParseManifest(text []byte) (*Manifest, error) {
	standard, err := hujson.Standardize(text)
	if err != nil {
		return nil, err
	}
	var m Manifest
	if err := json.Unmarshal(standard, &m); err != nil {
		var wrongType *json.UnmarshalTypeError
		if errors.As(err, &wrongType) {
			return nil, fmt.Errorf("%s must not be a %s", wrongType.Field, wrongType.Value)
		}
		return nil, err
	}
	return &m, nil
}
