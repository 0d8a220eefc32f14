package chrome

import (
	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/bindings/api"
	"github.com/sockhost/sockhost/system"
)

// SystemStorage is chrome.system.storage. It does not notice that devices come
// and go, and ejects none.
type SystemStorage struct {
	ids   map[string]string // of devices, valid as long as the service
	paths map[string]string // where the device with an id is mounted
}

// NewSystemStorage makes the service.
func NewSystemStorage() *SystemStorage {
	return &SystemStorage{ids: map[string]string{}, paths: map[string]string{}}
}

// Attach installs chrome.system.storage in a page.
func (s *SystemStorage) Attach(b *api.Binder) (detach func()) {
	b.Install(systemStorageNamespace(s))
	return func() {}
}

// idOf is the id of a device, which says nothing about it.
func (s *SystemStorage) idOf(u system.Unit) string {
	id, known := s.ids[u.Device]
	if !known {
		id = guid()
		s.ids[u.Device] = id
	}
	s.paths[id] = u.Path
	return id
}

// Types of chrome.system.storage.
var (
	ejectResult     = &api.Type{Kind: api.String, Name: "system.storage.EjectDeviceResultCode", Enum: []string{"success", "in_use", "no_such_device", "failure"}}
	storageUnitType = &api.Type{Kind: api.String, Name: "system.storage.StorageUnitType", Enum: []string{"fixed", "removable", "unknown"}}
	storageUnit     = &api.Type{Kind: api.Object, Name: "system.storage.StorageUnitInfo", Properties: []api.Param{
		{Name: "id", Type: api.StringType},
		{Name: "name", Type: api.StringType},
		{Name: "type", Type: storageUnitType},
		{Name: "capacity", Type: api.NumberType},
	}}
	storageCapacity = &api.Type{Kind: api.Object, Name: "system.storage.StorageAvailableCapacityInfo", Properties: []api.Param{
		{Name: "id", Type: api.StringType},
		{Name: "availableCapacity", Type: api.NumberType},
	}}
)

func systemStorageNamespace(s *SystemStorage) *api.Namespace {
	id := []api.Param{{Name: "id", Type: api.StringType}}
	return &api.Namespace{
		Name:       "system.storage",
		Permission: "system.storage",
		Types:      []*api.Type{ejectResult, storageUnitType, storageUnit, storageCapacity},
		Methods: []api.Method{
			{
				Name:    "getInfo",
				Results: []api.Param{{Name: "info", Type: api.ArrayOf(storageUnit)}},
				Do: func(c *api.Call) {
					units, err := system.Units()
					if err != nil {
						fail(c, "Error occurred when querying storage information.")
						return
					}
					b := c.Binder()
					reply(c, array(b, units, func(u system.Unit) goja.Value {
						kind := "fixed"
						if u.Removable {
							kind = "removable"
						}
						return object(b, field(b, "capacity", u.Capacity), field(b, "id", s.idOf(u)), field(b, "name", u.Name), field(b, "type", kind))
					}))
				},
			},
			{
				Name:    "ejectDevice",
				Params:  id,
				Results: []api.Param{{Name: "result", Type: ejectResult}},
				Do: func(c *api.Call) {
					result := "no_such_device"
					if _, known := s.paths[c.String(0)]; known {
						result = "failure"
					}
					reply(c, c.Binder().Runtime().VM().ToValue(result))
				},
			},
			{
				Name:    "getAvailableCapacity",
				Params:  id,
				Results: []api.Param{{Name: "info", Type: storageCapacity}},
				Do: func(c *api.Call) {
					path, known := s.paths[c.String(0)]
					bytes, err := 0.0, system.ErrUnknown
					if known {
						bytes, err = system.Available(path)
					}
					if err != nil {
						fail(c, "Error occurred when querying available capacity.")
						return
					}
					b := c.Binder()
					reply(c, object(b, field(b, "availableCapacity", bytes), field(b, "id", c.String(0))))
				},
			},
		},
		Events: []api.Event{
			{Name: "onAttached", Params: []api.Param{{Name: "info", Type: storageUnit}}},
			{Name: "onDetached", Params: id},
		},
	}
}
