package wpt

import "path"

// Area is a part of the suite.
type Area struct {
	// Name of the area, and of its file of expectations with a dash for each
	// slash.
	Name string
	// Files are patterns of path.Match. What stands beside the tests, such as
	// helpers and tests by hand, is left out by itself.
	Files []string
	// Left are the tests among them that are not run.
	Left []Left
	// Workers tells whether files for workers run too, and those for several
	// kinds of scopes in a worker besides.
	Workers bool
}

// Left is what is left out, and why.
type Left struct {
	// Tests is a pattern of path.Match, for files or for IDs of tests.
	Tests  string
	Reason string
}

func (a Area) leaves(name string) bool {
	for _, left := range a.Left {
		if ok, _ := path.Match(left.Tests, name); ok {
			return true
		}
	}
	return false
}

// Reasons of several areas.
const (
	frames           = "it looks into frames, and pages have none here"
	suiteServer      = "it asks the suite's own server, and tests have no network"
	otherOrigins     = "it loads modules of other origins, and tests have no network"
	animations       = "it waits for transitions and animations, and nothing is drawn here"
	input            = "it needs a browser that a driver of tests can click in"
	shadowTrees      = "it is about shadow trees, which documents have not here"
	noSharedWorkers  = "there are no shared workers here"
	documentEncoding = "pages are in UTF-8 here, whatever they say"
)

// Areas are what is run. A checkout holds more: what is not named here is about
// parts of browsers that this program has not.
func Areas() []Area {
	return []Area{
		{
			// Not encoding/streams, for which TransformStream is missing, and not
			// encoding/legacy-mb-*, which reads the tables out of frames.
			Name:    "encoding",
			Workers: true,
			Files:   []string{"encoding/*"},
			Left: []Left{
				{"encoding/api-invalid-label.any.*[?]?00*", "the first thousand wrong labels tell as much, and the others take seconds"},
				{"encoding/*-encoder.html", documentEncoding},
				{"encoding/sniffing.html", documentEncoding},
				{"encoding/remove-only-one-bom.html", frames},
				{"encoding/utf-32*.html", frames},
				{"encoding/single-byte-decoder.window.html[?]document", frames},
				{"encoding/single-byte-decoder.window.html[?]XMLHttpRequest", suiteServer},
			},
		},
		{
			Name:    "url",
			Workers: true,
			Files:   []string{"url/*"},
			Left: []Left{
				{"url/data-uri-fragment.html", frames},
				{"url/percent-encoding.window.html", frames},
			},
		},
		{
			Name:    "fetch/api/headers",
			Workers: true,
			Files:   []string{"fetch/api/headers/*.js"},
			Left: []Left{
				{"fetch/api/headers/header-values*.any.*", suiteServer},
			},
		},
		{
			Name:    "html/webappapis/timers",
			Workers: true,
			Files:   []string{"html/webappapis/timers/*"},
		},
		{
			Name:    "html/webappapis/microtask-queuing",
			Workers: true,
			Files:   []string{"html/webappapis/microtask-queuing/*"},
		},
		{
			Name:    "html/webappapis/atob",
			Workers: true,
			Files:   []string{"html/webappapis/atob/*"},
		},
		{
			Name:    "dom/events",
			Workers: true,
			Files:   []string{"dom/events/*"},
			Left: []Left{
				{"dom/events/Event-dispatch-on-disabled-elements.html", animations},
				{"dom/events/EventListener-invoke-legacy.html", animations},
				{"dom/events/webkit-*-event.html", animations},
				{"dom/events/Event-dispatch-redispatch.html", input},
				{"dom/events/document-level-*-event-listener-passive-by-default.tentative.html", input},
				{"dom/events/relatedTarget.window.*", shadowTrees},
				{"dom/events/shadow-relatedTarget.html", shadowTrees},
				{"dom/events/event-global-extra.window.*", frames},
				{"dom/events/EventTarget-dispatchEvent.html", "it needs a file of dom/nodes, which is not fetched"},
				{"dom/events/EventTarget-add-listener-platform-object.html", "it makes a custom element, which documents have not here"},
			},
		},
		{
			// The others ask the suite's own server.
			Name:    "xhr",
			Workers: true,
			Files: []string{
				"xhr/abort-after-[rs]*.any.js", "xhr/abort-during-*.js", "xhr/abort-event-listeners.any.js", "xhr/data-uri.htm",
				"xhr/event-abort.any.js", "xhr/event-load*.any.js", "xhr/event-readystate-sync-open.any.js",
				"xhr/historical.html", "xhr/json.any.js", "xhr/loadstart-and-state.html",
				"xhr/open-after-abort.htm", "xhr/open-during-abort.htm", "xhr/open-method-bogus.htm", "xhr/open-method-insecure.htm",
				"xhr/open-method-responsetype-set-sync.htm", "xhr/open-open-*.htm", "xhr/open-parameters-toString.htm", "xhr/open-send-*.htm",
				"xhr/open-sync-open-send.htm", "xhr/open-url-base*.htm", "xhr/over-1-meg.any.js", "xhr/progressevent-*.html",
				"xhr/response-invalid-responsetype.htm", "xhr/responsexml-get-twice.htm", "xhr/responsexml-media-type.htm", "xhr/send-send.any.js",
				"xhr/send-sync-timeout.htm", "xhr/setrequestheader-b*.htm", "xhr/sync-xhr-and-window-onload.html", "xhr/template-element.html",
				"xhr/thrown-error-in-events.html", "xhr/timeout-sync.htm", "xhr/xmlhttprequest-basic.htm", "xhr/xmlhttprequest-eventtarget.htm",
				"xhr/xmlhttprequest-unsent.htm",
			},
		},
		{
			Name:    "xhr/formdata",
			Workers: true,
			Files:   []string{"xhr/formdata/*"},
		},
		{
			Name:    "dom/abort",
			Workers: true,
			Files:   []string{"dom/abort/*"},
		},
		{
			Name:  "webmessaging",
			Files: []string{"webmessaging/*", "webmessaging/*/*"},
			Left: []Left{
				{"webmessaging/Channel_postMessage_transfer_xsite*", frames},
				{"webmessaging/MessageEvent_properties.htm", frames},
				{"webmessaging/event.source.htm", frames},
				{"webmessaging/postMessage_Document.htm", frames},
				{"webmessaging/postMessage_Function.htm", frames},
				{"webmessaging/postMessage_MessagePorts_sorigin.htm", frames},
				{"webmessaging/postMessage_dup_transfer_objects.htm", frames},
				{"webmessaging/postMessage_invalid_targetOrigin.htm", frames},
				{"webmessaging/postMessage_solidus_sorigin.htm", frames},
				{"webmessaging/broadcastchannel/origin.window.html", frames},
				{"webmessaging/broadcastchannel/sandbox.html", frames},
				{"webmessaging/broadcastchannel/workers.html", noSharedWorkers},
				{"webmessaging/message-channels/cross-document.html", frames},
				{"webmessaging/multi-globals/*", frames},
				{"webmessaging/with*/016.html", frames},
				{"webmessaging/with*/017.html", frames},
				{"webmessaging/with*/018.html", frames},
				{"webmessaging/with*/019.html", frames},
				{"webmessaging/with*/020.html", frames},
				{"webmessaging/with*/021.html", frames},
			},
			Workers: true,
		},
		{
			// Not baseurl, which is about what the suite's own server redirects.
			Name: "workers",
			Files: []string{
				"workers/*.htm*", "workers/*.js", "workers/constructors/Worker/*",
				"workers/interfaces/DedicatedWorkerGlobalScope/*", "workers/interfaces/DedicatedWorkerGlobalScope/*/*",
				"workers/interfaces/WorkerGlobalScope/*", "workers/interfaces/WorkerGlobalScope/*/*", "workers/interfaces/WorkerUtils/*/*",
				"workers/modules/dedicated*", "workers/semantics/*/*",
			},
			Left: []Left{
				{"workers/SharedWorker*", noSharedWorkers},
				{"workers/*shared*", noSharedWorkers},
				{"workers/*/*/*shared*", noSharedWorkers},
				{"workers/interfaces/WorkerGlobalScope/location/*shared*", noSharedWorkers},
				{"workers/abrupt-completion.html", noSharedWorkers},
				{"workers/name-property.html", noSharedWorkers},
				{"workers/semantics/encodings/00[24].html", noSharedWorkers},
				{"workers/semantics/multiple-workers/00[148].html", noSharedWorkers},
				{"workers/semantics/multiple-workers/exposure.any.*", noSharedWorkers},
				{"workers/semantics/reporting-errors/00[1-4].html", noSharedWorkers},
				{"workers/semantics/run-a-worker/00[23].html", noSharedWorkers},
				{"workers/semantics/xhr/00[346].html", noSharedWorkers},
				{"workers/importscripts_mime*", suiteServer},
				{"workers/WorkerGlobalScope_importScripts_NosniffErr.htm", suiteServer},
				{"workers/Worker_NosniffErr.htm", suiteServer},
				{"workers/WorkerNavigator_userAgentData.http.html", "it is about pages without a secure context, and every program is one"},
				{"workers/interfaces/WorkerGlobalScope/location/redirect*", suiteServer},
				{"workers/modules/dedicated-worker-options-credentials.html", suiteServer},
				{"workers/modules/dedicated-worker-import-csp.html", suiteServer},
				{"workers/modules/dedicated-worker-import-referrer.html", suiteServer},
				{"workers/modules/dedicated-worker-import-data-url*", otherOrigins},
				{"workers/semantics/encodings/003.html", suiteServer},
				{"workers/semantics/xhr/00[125].html", frames},
				{"workers/semantics/navigation/*", frames},
				{"workers/opaque-origin.html", frames},
				{"workers/interfaces/*/*/*imagedata*", "there are no canvases to draw on, and so no ImageData"},
				{"workers/dedicated-worker-in-data-url-context.window.*", "the helpers of service workers are not fetched"},
				{"workers/constructors/Worker/Worker-constructor.html", "it makes workers in a recursion, out of which the engine takes most of a minute to come back"},
				{"workers/postMessage_block.https.html", "there is no shared memory here"},
			},
			Workers: true,
		},
		{
			Name:    "html/infrastructure/safe-passing-of-structured-data",
			Workers: true,
			Files:   []string{"html/infrastructure/safe-passing-of-structured-data/*"},
			Left: []Left{
				{"html/infrastructure/safe-passing-of-structured-data/structured-cloning-error-extra.html", frames},
			},
		},
		{
			Name: "FileAPI",
			Files: []string{
				"FileAPI/*.any.js", "FileAPI/*.html", "FileAPI/blob/*", "FileAPI/file/File-constructor*", "FileAPI/reading-data-section/*",
				"FileAPI/url/*.any.js", "FileAPI/FileReader/progress_event_bubbles_cancelable.html",
			},
			Left: []Left{
				{"FileAPI/idlharness.html", "the parser of IDL is not fetched"},
				{"FileAPI/historical.https.html", "it needs service workers, which pages cannot register here"},
			},
		},
		{
			Name: "WebCryptoAPI",
			Files: []string{
				"WebCryptoAPI/*.any.js", "WebCryptoAPI/derive_bits_keys/*", "WebCryptoAPI/digest/*", "WebCryptoAPI/encrypt_decrypt/*",
				"WebCryptoAPI/generateKey/*", "WebCryptoAPI/import_export/*", "WebCryptoAPI/sign_verify/*", "WebCryptoAPI/wrapKey_unwrapKey/*",
			},
			Left: []Left{
				{"WebCryptoAPI/historical.any.js", "it is about pages without a secure context, and every program is one"},
				{"WebCryptoAPI/idlharness.https.any.js", "the parser of IDL is not fetched"},
				{"WebCryptoAPI/derive_bits_keys/pbkdf2.https.any.html[?][2-7]*", "it takes ten seconds; the first, the second and the last thousand show the same"},
				{"WebCryptoAPI/generateKey/successes_RSA*[?][2-9]*", "making RSA keys takes long; the first of each algorithm show the same"},
				{"WebCryptoAPI/generateKey/successes_RSA*[?]1[0-9]*1-*", "making RSA keys takes long; the first of each algorithm show the same"},
			},
		},
	}
}
