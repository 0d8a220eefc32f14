package chrome

import (
	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/bindings/api"
)

// AppRuntime is chrome.app.runtime: the app's being launched.
type AppRuntime struct {
	pages group[map[string]*api.EventSource]
}

// NewAppRuntime makes the service for an app.
func NewAppRuntime() *AppRuntime { return &AppRuntime{} }

// Attach installs chrome.app.runtime in a page.
func (r *AppRuntime) Attach(b *api.Binder) (detach func()) {
	return r.pages.add(b, b.Install(appRuntimeNamespace()))
}

// Launched fires onLaunched. source is one of [launchSource].
func (r *AppRuntime) Launched(source string) {
	for _, m := range r.pages.all() {
		vm := m.b.Runtime().VM()
		data := object(m.b, field(m.b, "isDemoSession", false), field(m.b, "isKioskSession", false), field(m.b, "source", source))
		data.(*goja.Object).Set("isPublicSession", vm.ToValue(false))
		m.p["onLaunched"].Emit(data)
	}
}

// Types of chrome.app.runtime.
var (
	launchSource = &api.Type{Kind: api.String, Name: "app.runtime.LaunchSource", Enum: []string{
		"untracked", "app_launcher", "new_tab_page", "reload", "restart", "load_and_launch", "command_line", "file_handler", "url_handler",
		"system_tray", "about_page", "keyboard", "extensions_page", "management_api", "ephemeral_app", "background", "kiosk",
		"chrome_internal", "test", "installed_notification", "context_menu",
	}}
	launchData = &api.Type{Kind: api.Object, Name: "app.runtime.LaunchData", Properties: []api.Param{
		{Name: "id", Type: api.StringType, Optional: true},
		{Name: "items", Type: api.ArrayOf(api.ObjectType), Optional: true},
		{Name: "url", Type: api.StringType, Optional: true},
		{Name: "referrerUrl", Type: api.StringType, Optional: true},
		{Name: "isDemoSession", Type: api.BooleanType, Optional: true},
		{Name: "isKioskSession", Type: api.BooleanType, Optional: true},
		{Name: "isPublicSession", Type: api.BooleanType, Optional: true},
		{Name: "source", Type: launchSource, Optional: true},
		{Name: "actionData", Type: api.ObjectType, Optional: true},
	}}
)

func appRuntimeNamespace() *api.Namespace {
	return &api.Namespace{
		Name:  "app.runtime",
		Types: []*api.Type{launchSource, launchData},
		Events: []api.Event{
			{Name: "onEmbedRequested", Params: []api.Param{{Name: "request", Type: api.ObjectType}}},
			{Name: "onLaunched", Params: []api.Param{{Name: "launchData", Type: launchData, Optional: true}}},
			{Name: "onRestarted"},
		},
	}
}
