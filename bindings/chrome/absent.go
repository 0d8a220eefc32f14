package chrome

import "github.com/sockhost/sockhost/bindings/api"

// ReportAbsent has the first use of a namespace that Chrome has, and sockhost
// has not, reported. What a page has of these is attached before.
func ReportAbsent(b *api.Binder) { b.Absent(namespaces) }

// namespaces are those of Chromium 156 for apps and extensions, and of versions
// before it.
var namespaces = []string{
	"accessibilityFeatures", "action", "activityLogPrivate", "alarms", "audio", "automation", "bluetooth", "bluetoothLowEnergy",
	"bluetoothSocket", "bookmarks", "browser", "browserAction", "browsingData", "certificateProvider", "clipboard", "commands",
	"contentSettings", "contextMenus", "cookies", "copresence", "debugger", "declarativeContent", "declarativeNetRequest",
	"declarativeWebRequest", "desktopCapture", "devtools", "diagnostics", "dial", "dns", "documentScan", "downloads", "enterprise",
	"events", "experimental", "extension", "extensionTypes", "feedbackPrivate", "fileBrowserHandler", "fileSystem",
	"fileSystemProvider", "fontSettings", "gcm", "hid", "history", "i18n", "identity", "idle", "input", "instanceID", "loginState",
	"management", "mdns", "mediaGalleries", "mediaPerceptionPrivate", "networking", "notifications", "offscreen", "omnibox",
	"pageAction", "pageCapture", "permissions", "platformKeys", "power", "printerProvider", "printing", "printingMetrics", "privacy",
	"processes", "proxy", "pushMessaging", "readingList", "scripting", "search", "serial", "sessions", "sidePanel",
	"signedInDevices", "socket", "storage", "syncFileSystem", "system", "systemIndicator", "systemLog", "tabCapture", "tabGroups",
	"tabs", "topSites", "tts", "ttsEngine", "types", "usb", "vpnProvider", "wallpaper", "webNavigation", "webRequest", "webstore",
	"webviewTag", "windows",
}
