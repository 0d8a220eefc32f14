package app

import "strings"

// knownKeys are the keys of a manifest that some Chrome knew; it warned about
// others.
var knownKeys = set(`
	about_page action action_handlers app author automation
	background background_page bluetooth browser_action browser_specific_settings
	chrome_settings_overrides chrome_ui_overrides chrome_url_overrides chromeos_system_extension commands
	content_capabilities content_scripts content_security_policy converted_from_user_script copresence
	cross_origin_embedder_policy cross_origin_opener_policy current_locale
	declarative_net_request default_locale description devtools_page differential_fingerprint
	display_in_launcher display_in_new_tab_page
	event_rules export externally_connectable
	file_browser_handlers file_handlers file_system_provider_capabilities
	homepage_url host_permissions
	icons icon_variants import incognito input_components
	key kiosk kiosk_enabled kiosk_only kiosk_required_platform_version kiosk_secondary_apps
	launcher_page
	manifest_version media_galleries_handlers mime_types mime_types_handler minimum_chrome_version
	nacl_modules name natively_connectable
	oauth2 offline_enabled omnibox optional_host_permissions optional_permissions options_page options_ui
	page_action permissions platforms plugins protocol_handlers
	replacement_web_app requirements
	sandbox short_name side_panel signature sockets spellcheck storage system_indicator
	theme trial_tokens tts_engine
	update_url url_handlers usb_printers user_scripts
	version version_name
	web_accessible_resources webview`)

// takes says what may stand with a permission in an object.
type takes int

const (
	noList    takes = iota // nothing
	maybeList              // a list, or nothing
	needsList              // a list
)

// knownPermissions are the permissions that some Chrome knew for apps or
// extensions.
var knownPermissions = permissionTable(`
	accessibilityFeatures.modify accessibilityFeatures.read activeTab alarms alwaysOnTopWindows
	app.window.alpha app.window.alwaysOnTop app.window.fullscreen app.window.fullscreen.overrideEsc app.window.ime app.window.shape
	appview audio audioCapture
	background bluetooth bookmarks browser browsingData
	cast certificateProvider clipboard clipboardRead clipboardWrite contentSettings contextMenus cookies copresence
	debugger declarativeContent declarativeNetRequest declarativeNetRequestFeedback declarativeNetRequestWithHostAccess
	declarativeWebRequest desktopCapture devtools diagnostics dns documentScan downloads downloads.open downloads.shelf downloads.ui
	enterprise.deviceAttributes enterprise.hardwarePlatform enterprise.networkingAttributes enterprise.platformKeys
	experimental externally_connectable.all_urls
	favicon fileBrowserHandler fileSystem.directory fileSystem.requestFileSystem fileSystem.retainEntries fileSystem.write
	fileSystemProvider fontSettings fullscreen
	gcm geolocation hid history homepage
	identity identity.email idle input
	lockScreen login loginState
	management mdns
	nativeMessaging networking.config networking.onc networkingPrivate notificationProvider notifications
	offscreen overrideEscFullscreen
	pageCapture platformKeys plugin pointerLock power printerProvider printing printingMetrics privacy processes proxy pushMessaging
	readingList
	scripting search searchProvider serial sessions sidePanel signedInDevices startupPages storage syncFileSystem
	system.cpu system.display system.memory system.network system.powerSource system.storage systemLog
	tabCapture tabGroups tabs topSites transientBackground tts ttsEngine
	unlimitedStorage unlimited_storage usb userScripts
	videoCapture virtualKeyboard vpnProvider
	wallpaper webAuthenticationProxy webConnectable webNavigation webRequest webRequestAuthProvider webRequestBlocking webview`,
	map[string]takes{"fileSystem": maybeList, "mediaGalleries": maybeList, "socket": needsList, "usbDevices": needsList})

func set(names string) map[string]bool {
	all := map[string]bool{}
	for name := range strings.FieldsSeq(names) {
		all[name] = true
	}
	return all
}

func permissionTable(plain string, table map[string]takes) map[string]takes {
	for name := range strings.FieldsSeq(plain) {
		table[name] = noList
	}
	return table
}
