package main

// families sort the globals that are not here; the first that has a name counts.
var families = []family{
	{"drawing and graphics", "nothing is drawn", "Canvas OffscreenCanvas =ImageBitmap =ImageBitmapRenderingContext =ImageData =Path2D =TextMetrics WebGL GPU WGSL =createImageBitmap DOMMatrix DOMPoint DOMQuad WebKitCSSMatrix Ink DelegatedInk =EyeDropper =offscreenBuffering"},
	{"style, layout and animation", "nothing is drawn; style sheets are not loaded", "CSS Style style Animation Font font =DOMRect =DOMRectList =DOMRectReadOnly =DocumentTimeline Keyframe Intersection Resize Layout =MediaList =MediaQueryListEvent Scroll Timeline View =Viewport =viewport VisualViewport visualViewport Highlight =Worklet =CaretPosition ContentVisibility Interaction Largest =SnapEvent =TransitionEvent =queryLocalFonts"},
	{"SVG and MathML", "their elements are SVGElement and Element", "SVG MathML"},
	{"sound and films", "media do not play", "Audio BaseAudio OfflineAudio Analyser Biquad Channel Constant Convolver =DelayNode Dynamics =GainNode IIRFilter Oscillator Panner PeriodicWave ScriptProcessor Stereo WaveShaper Media BlobEvent Video Encoded ImageDecoder ImageTrack ImageCapture BrowserCapture Capture CropTarget RestrictionTarget Chapter PictureInPicture Picture SourceBuffer TextTrack =TimeRanges TrackEvent =VTTCue RemotePlayback =Plugin =PluginArray MimeType InputDeviceInfo Overconstrained webkitMediaStream DocumentPicture documentPicture"},
	{"speech and translation", "there is no recognizer and no model", "Speech speech webkitSpeech Language Summarizer Translator CreateMonitor"},
	{"WebRTC and WebTransport", "chrome.sockets, WebSocket and fetch are the network here", "RTC webkitRTC WebTransport WebSocketStream WebSocketError"},
	{"devices and sensors", "no hardware is reached", "USB HID Serial MIDI Gamepad Sensor Absolute Relative Accelerometer Gravity Gyroscope Linear Orientation Magnetometer Ambient Battery Device Geolocation Keyboard VirtualKeyboard Touch Pressure Idle Wake Presentation"},
	{"virtual reality", "no hardware is reached", "XR"},
	{"service workers, push and offline", "a service worker of an app runs as its background page; there are no others", "ServiceWorker Push Sync PeriodicSync BackgroundFetch NavigationPreload Cache =caches Notification SharedWorker Cookie cookieStore LaunchQueue LaunchParams launchQueue BeforeInstall"},
	{"people, passwords and payments", "there is no person in front of it", "Authenticator Credential Federated Identity OTP Password PublicKey DigitalCredential Payment credentialless NavigatorLogin Permission UserActivation"},
	{"the window of a browser", "there is none", "BarProp External external Screen screen getScreen =clientInformation =locationbar =menubar =personalbar =scrollbars =statusbar =toolbar WindowControls CloseWatcher Fenced Fence fence requestResize"},
	{"history and navigation", "a page stays where it is", "Navigat navigation NotRestored PageReveal PageSwap PageTransition BeforeUnload"},
	{"advertising and reports", "nobody gets any", "ProtectedAudience Report CSPViolation Crash crash Integrity Observable Subscriber SecurityPolicy =when =fetchLater FetchLater Profiler Task"},
	{"timelines of performance", "performance has now, timeOrigin and toJSON", "Performance EventCounts Visibility"},
	{"IndexedDB", "not done; chrome.storage and localStorage are there", "IDB indexedDB"},
	{"WebAssembly", "the engine has none", "WebAssembly"},
	{"ranges and selections", "there are none", "Range AbstractRange StaticRange NodeRange OpaqueRange Selection getSelection EditContext TextFormat TextUpdate CharacterBounds"},
	{"streams", "a ReadableStream is there for bodies and Blobs only", "ReadableByte ReadableStream Writable Transform ByteLength Count CompressionStream Decompression TextDecoderStream TextEncoderStream"},
	{"XML", "documents are HTML", "XML XPath XSLT CDATA Processing"},
	{"shadow trees and custom elements", "there are none", "ShadowRoot Custom custom ElementInternals =Sanitizer"},
	{"files on the disk", "chrome.fileSystem has them", "FileSystem =showDirectoryPicker =showOpenFilePicker =showSaveFilePicker StorageBucket StorageManager"},
}

// reasons are those for members of classes that are here.
var reasons = []struct{ what, why string }{
	{"`[Symbol.unscopables]`, `moveBefore`, `when`", "of no use without what they serve: handlers in attributes, animations, observables"},
	{"`attributionSrc`, `browsingTopics`, `adAuction…`, `…InterestGroup`", "advertising"},
	{"attributes of ARIA, `role`, `popover…`, `interestForElement`, `editContext`", "nothing is drawn, and nobody looks"},
	{"`animate`, `getAnimations`, `requestFullscreen`, `checkVisibility`, `attributeStyleMap`, `part`, capture of pointers", "nothing is drawn"},
	{"`attachShadow`, `assignedSlot`, `attachInternals`, of templates `shadowRoot…`", "there are no shadow trees"},
	{"`setHTML`, `setHTMLUnsafe`, `getHTML`", "innerHTML is there"},
	{"`validity` and its kin, where they are missing", "values in controls are always valid"},
	{"members of HTMLMediaElement, HTMLVideoElement and HTMLTrackElement", "media do not play"},
	{"of Document: `createRange`, `createTreeWalker`, `createNodeIterator`, `evaluate`, `caretRangeFromPoint`, `startViewTransition`", "there are no ranges, walkers and XPath"},
	{"of Document: `requestStorageAccess` and its kin, `featurePolicy`, `prerendering`, `wasDiscarded`", "they ask a browser about itself"},
	{"of Navigator and WorkerNavigator: `usb`, `hid`, `serial`, `gpu`, `mediaDevices`, `xr` and what else leads to hardware", "no hardware is reached"},
	{"of Navigator: `serviceWorker`, `credentials`, `permissions`, `clipboard`, `wakeLock`", "there is no person, and no browser, in front of it"},
	{"of Performance: marks, measures, entries, `timing`, `navigation`, `memory`", "not done; `now`, `timeOrigin` and `toJSON` are there"},
	{"of ReadableStream: `pipeTo`, `pipeThrough`", "scripts cannot make streams"},
	{"of XMLHttpRequest: what belongs to private tokens and attribution", "advertising"},
	{"of console: `context`, `createTask`, `memory`, `profile`, `profileEnd`, `timeStamp`", "for a debugger's window"},
}
