package chrome

import (
	"net/url"
	goruntime "runtime"
	"strings"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/bindings/api"
)

// Runtime is chrome.runtime apart from lastError, which every page has, and
// messaging.
type Runtime struct{ messaging }

// NewRuntime makes the service for an app.
func NewRuntime(ext Extension) *Runtime { return &Runtime{messaging{ext: ext}} }

// Attach installs chrome.runtime in a page.
func (r *Runtime) Attach(b *api.Binder) (detach func()) {
	return r.messaging.attach(b, b.Install(r.namespace()))
}

// Installed fires onInstalled. previous is the version before an update.
func (r *Runtime) Installed(reason, previous string) {
	r.emit("onInstalled", func(b *api.Binder) []goja.Value {
		fields := []api.Field{field(b, "reason", reason)}
		if previous != "" {
			fields = append([]api.Field{field(b, "previousVersion", previous)}, fields...)
		}
		return []goja.Value{object(b, fields...)}
	})
}

// Startup fires onStartup.
func (r *Runtime) Startup() { r.emit("onStartup", noArguments) }

// Suspending fires onSuspend.
func (r *Runtime) Suspending() { r.emit("onSuspend", noArguments) }

// SuspendCanceled fires onSuspendCanceled.
func (r *Runtime) SuspendCanceled() { r.emit("onSuspendCanceled", noArguments) }

func noArguments(*api.Binder) []goja.Value { return nil }

// emit fires an event in every page.
func (r *Runtime) emit(name string, args func(*api.Binder) []goja.Value) {
	for _, m := range r.pages.all() {
		m.p[name].Emit(args(m.b)...)
	}
}

// Types of chrome.runtime.
var (
	platformOS   = &api.Type{Kind: api.String, Name: "runtime.PlatformOs", Enum: []string{"mac", "win", "android", "cros", "linux", "openbsd"}}
	platformArch = &api.Type{Kind: api.String, Name: "runtime.PlatformArch", Enum: []string{"arm", "arm64", "x86-32", "x86-64", "mips", "mips64", "riscv64"}}
	platformInfo = &api.Type{Kind: api.Object, Name: "runtime.PlatformInfo", Properties: []api.Param{
		{Name: "arch", Type: platformArch},
		{Name: "nacl_arch", Type: platformArch, Optional: true},
		{Name: "os", Type: platformOS},
	}}
	installedReason = &api.Type{Kind: api.String, Name: "runtime.OnInstalledReason", Enum: []string{"install", "update", "chrome_update", "shared_module_update"}}
	updateStatus    = &api.Type{Kind: api.String, Name: "runtime.RequestUpdateCheckStatus", Enum: []string{"throttled", "no_update", "update_available"}}
	restartReason   = &api.Type{Kind: api.String, Name: "runtime.OnRestartRequiredReason", Enum: []string{"app_update", "os_update", "periodic"}}
	installDetails  = &api.Type{Kind: api.Object, Name: "runtime.InstalledDetails", Properties: []api.Param{
		{Name: "previousVersion", Type: api.StringType, Optional: true},
		{Name: "reason", Type: installedReason},
	}}
)

// kioskOnly is Chrome's answer to what only a kiosk may do.
const kioskOnly = "Function available only for ChromeOS kiosk mode."

func (r *Runtime) namespace() *api.Namespace {
	return &api.Namespace{
		Name:  "runtime",
		Types: []*api.Type{installedReason, restartReason, platformArch, platformOS, platformInfo, updateStatus, installDetails},
		Methods: append([]api.Method{
			{
				Name:    "getBackgroundPage",
				Results: []api.Param{{Name: "backgroundPage", Type: api.ObjectType, Optional: true}},
				Do: func(c *api.Call) {
					background := r.ext.Background()
					if background == nil {
						fail(c, "You do not have a background page.")
						return
					}
					reply(c, r.ext.GlobalOf(background, c.Binder()))
				},
			},
			{
				Name: "getManifest",
				Return: func(c *api.Call) goja.Value {
					return c.Binder().Parse(r.ext.Manifest())
				},
			},
			{
				Name:    "getPackageDirectoryEntry",
				Results: []api.Param{{Name: "directoryEntry", Type: api.ObjectType}},
				Do:      func(c *api.Call) { reply(c, r.ext.PackageDirectory(c.Binder())) },
			},
			{
				Name:    "getPlatformInfo",
				Results: []api.Param{{Name: "platformInfo", Type: platformInfo}},
				Do: func(c *api.Call) {
					b, arch := c.Binder(), archName(goruntime.GOARCH)
					reply(c, object(b, field(b, "arch", arch), field(b, "nacl_arch", arch), field(b, "os", osName(goruntime.GOOS))))
				},
			},
			{
				Name:   "getURL",
				Params: []api.Param{{Name: "path", Type: api.StringType}},
				Return: func(c *api.Call) goja.Value {
					return c.Binder().Runtime().VM().ToValue(packageURL(r.ext.ID(), c.String(0)))
				},
			},
			{
				Name: "getVersion",
				Return: func(c *api.Call) goja.Value {
					return c.Binder().Parse(r.ext.Manifest()).(*goja.Object).Get("version")
				},
			},
			{
				Name: "openOptionsPage",
				Do:   func(c *api.Call) { fail(c, "Could not create an options page.") },
			},
			{
				Name: "reload",
				Return: func(c *api.Call) goja.Value {
					r.ext.Reload()
					return goja.Undefined()
				},
			},
			{
				Name:    "requestUpdateCheck",
				Results: []api.Param{{Name: "status", Type: updateStatus}, {Name: "details", Type: api.ObjectType}},
				Do: func(c *api.Call) {
					b := c.Binder()
					vm := b.Runtime().VM()
					reply(c, vm.ToValue("no_update"), object(b, field(b, "version", "")))
				},
			},
			{
				Name: "restart",
				Return: func(c *api.Call) goja.Value {
					c.Binder().Runtime().Log().Warn("chrome.runtime.restart: " + kioskOnly)
					return goja.Undefined()
				},
			},
			{
				Name:   "restartAfterDelay",
				Params: []api.Param{{Name: "seconds", Type: api.IntegerType}},
				Do:     func(c *api.Call) { fail(c, kioskOnly) },
			},
			{
				Name:   "setUninstallURL",
				Params: []api.Param{{Name: "url", Type: api.StringType}},
				Do:     func(c *api.Call) { reply(c) },
			},
		}, r.messaging.methods()...),
		Events: []api.Event{
			{Name: "onStartup"},
			{Name: "onInstalled", Params: []api.Param{{Name: "details", Type: installDetails}}},
			{Name: "onEnabled"},
			{Name: "onSuspend"},
			{Name: "onSuspendCanceled"},
			{Name: "onUpdateAvailable", Params: []api.Param{{Name: "details", Type: api.ObjectType}}},
			{Name: "onBrowserUpdateAvailable"},
			{Name: "onConnect", Params: []api.Param{{Name: "port", Type: api.ObjectType}}},
			{Name: "onConnectExternal", Params: []api.Param{{Name: "port", Type: api.ObjectType}}},
			{Name: "onMessage", Params: messageParams},
			{Name: "onMessageExternal", Params: messageParams},
			{Name: "onRestartRequired", Params: []api.Param{{Name: "reason", Type: restartReason}}},
		},
	}
}

var messageParams = []api.Param{
	{Name: "message", Type: api.AnyType, Optional: true},
	{Name: "sender", Type: api.ObjectType},
	{Name: "sendResponse", Type: api.FuncType},
}

// packageURL is the URL of a file of the package, as GURL writes it.
func packageURL(id, path string) string {
	u := url.URL{Scheme: "chrome-extension", Host: id, Path: "/" + strings.TrimPrefix(path, "/")}
	if rest, fragment, found := strings.Cut(u.Path, "#"); found {
		u.Path, u.Fragment = rest, fragment
	}
	if rest, query, found := strings.Cut(u.Path, "?"); found {
		u.Path, u.RawQuery = rest, query
	}
	return u.String()
}

// osName and archName are Chrome's names for what Go calls GOOS and GOARCH.
func osName(goos string) string {
	names := map[string]string{"darwin": "mac", "windows": "win"}
	if name, known := names[goos]; known {
		return name
	}
	return goos
}

func archName(goarch string) string {
	names := map[string]string{"amd64": "x86-64", "386": "x86-32"}
	if name, known := names[goarch]; known {
		return name
	}
	return goarch
}
