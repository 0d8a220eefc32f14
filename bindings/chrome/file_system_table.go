package chrome

import (
	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/bindings/api"
	"github.com/sockhost/sockhost/files"
)

// Types of chrome.fileSystem.
var (
	entryType       = &api.Type{Kind: api.Object, Name: "Entry", Open: true}
	chooseEntryType = &api.Type{Kind: api.String, Name: "fileSystem.ChooseEntryType", Enum: []string{"openDirectory", "openFile", "openWritableFile", "saveFile"}}
	acceptOption    = &api.Type{Kind: api.Object, Name: "fileSystem.AcceptOption", Properties: []api.Param{
		{Name: "description", Type: api.StringType, Optional: true},
		{Name: "mimeTypes", Type: api.ArrayOf(api.StringType), Optional: true},
		{Name: "extensions", Type: api.ArrayOf(api.StringType), Optional: true},
	}}
	chooseEntryOptions = &api.Type{Kind: api.Object, Name: "fileSystem.ChooseEntryOptions", Properties: []api.Param{
		{Name: "type", Type: chooseEntryType, Optional: true},
		{Name: "suggestedName", Type: api.StringType, Optional: true},
		{Name: "accepts", Type: api.ArrayOf(acceptOption), Optional: true},
		{Name: "acceptsAllTypes", Type: api.BooleanType, Optional: true},
		{Name: "acceptsMultiple", Type: api.BooleanType, Optional: true},
	}}
	requestFileSystemOptions = &api.Type{Kind: api.Object, Name: "fileSystem.RequestFileSystemOptions", Properties: []api.Param{
		{Name: "volumeId", Type: api.StringType},
		{Name: "writable", Type: api.BooleanType, Optional: true},
	}}
)

func (f *FileSystem) namespace() *api.Namespace {
	entry := api.Param{Name: "entry", Type: entryType}
	id := api.Param{Name: "id", Type: api.StringType}
	boolean := func(c *api.Call, v bool) { reply(c, c.Binder().Runtime().VM().ToValue(v)) }
	return &api.Namespace{
		Name:       "fileSystem",
		Permission: "fileSystem",
		Types:      []*api.Type{chooseEntryType},
		Methods: []api.Method{
			{
				Name:         "chooseEntry",
				Params:       []api.Param{{Name: "options", Type: chooseEntryOptions, Optional: true}},
				Results:      []api.Param{{Name: "entry", Type: entryType, Optional: true}, {Name: "fileEntries", Type: api.ArrayOf(entryType), Optional: true}},
				CallbackOnly: true,
				Do:           f.chooseEntry,
			},
			{
				Name:    "getDisplayPath",
				Params:  []api.Param{entry},
				Results: []api.Param{{Name: "displayPath", Type: api.StringType}},
				Do: func(c *api.Call) {
					if item, ok := f.hostItem(c, 0); ok {
						reply(c, c.Binder().Runtime().VM().ToValue(files.DisplayPath(item.HostPath())))
					}
				},
			},
			{
				Name:    "getVolumeList",
				Results: []api.Param{{Name: "volumes", Type: api.ArrayOf(api.ObjectType), Optional: true}},
				Do:      func(c *api.Call) { fail(c, unsupported) },
			},
			{
				Name:         "getWritableEntry",
				Params:       []api.Param{entry},
				Results:      []api.Param{entry},
				CallbackOnly: true,
				Do:           f.getWritableEntry,
			},
			{
				Name:    "isRestorable",
				Params:  []api.Param{id},
				Results: []api.Param{{Name: "isRestorable", Type: api.BooleanType}},
				Do:      func(c *api.Call) { boolean(c, f.retained.Knows(c.String(0))) },
			},
			{
				Name:    "isWritableEntry",
				Params:  []api.Param{entry},
				Results: []api.Param{{Name: "isWritable", Type: api.BooleanType}},
				Do:      func(c *api.Call) { boolean(c, f.item(c, 0).Share.Tree.Writable()) },
			},
			{
				Name:    "requestFileSystem",
				Params:  []api.Param{{Name: "options", Type: requestFileSystemOptions}},
				Results: []api.Param{{Name: "fileSystem", Type: api.ObjectType, Optional: true}},
				Do: func(c *api.Call) {
					c.Binder().Runtime().Loop().Post(func() { c.Fail(unsupported, goja.Null()) })
				},
			},
			{
				Name:         "restoreEntry",
				Params:       []api.Param{id},
				Results:      []api.Param{entry},
				CallbackOnly: true,
				Do:           f.restoreEntry,
			},
			{
				Name:   "retainEntry",
				Params: []api.Param{entry},
				Return: func(c *api.Call) goja.Value {
					id := f.retained.Retain(f.item(c, 0), f.entries.MayFileSystem("retainEntries"))
					return c.Binder().Runtime().VM().ToValue(id)
				},
			},
		},
		Events: []api.Event{{Name: "onVolumeListChanged", Params: []api.Param{{Name: "event", Type: api.ObjectType}}}},
	}
}
