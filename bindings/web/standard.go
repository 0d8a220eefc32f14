package web

import "strings"

// standard is a document that says how globals behave.
type standard struct{ name, url string }

// Standard is a document that says how globals behave, for documentation.
type Standard struct {
	Name, URL string
	Globals   []string
}

// Standards lists what the platform has installed or would install, but for
// what a page has of the HTML Standard besides classes.
func (p *Platform) Standards() []Standard {
	var list []Standard
	at := map[*standard]int{}
	for _, g := range p.env.groups {
		i, ok := at[g.standard]
		if !ok {
			i = len(list)
			at[g.standard] = i
			list = append(list, Standard{Name: g.standard.name, URL: g.standard.url})
		}
		for name := range strings.FieldsSeq(g.names) {
			list[i].Globals = append(list[i].Globals, strings.TrimSuffix(name, "()"))
		}
	}
	return list
}

var (
	clipboardStandard  = &standard{"Clipboard API and events", "https://w3c.github.io/clipboard-apis/"}
	consoleStandard    = &standard{"Console", "https://console.spec.whatwg.org/"}
	cryptoStandard     = &standard{"Web Cryptography API", "https://w3c.github.io/webcrypto/"}
	cssomStandard      = &standard{"CSSOM", "https://drafts.csswg.org/cssom/"}
	cssomViewStandard  = &standard{"CSSOM View", "https://drafts.csswg.org/cssom-view/"}
	domParsingStandard = &standard{"DOM Parsing and Serialization", "https://w3c.github.io/DOM-Parsing/"}
	domStandard        = &standard{"DOM", "https://dom.spec.whatwg.org/"}
	encodingStandard   = &standard{"Encoding", "https://encoding.spec.whatwg.org/"}
	entriesStandard    = &standard{"File and Directory Entries API", "https://wicg.github.io/entries-api/"}
	fetchStandard      = &standard{"Fetch", "https://fetch.spec.whatwg.org/"}
	fileStandard       = &standard{"File API", "https://w3c.github.io/FileAPI/"}
	fileSystemStandard = &standard{"File API: Directories and System", "https://www.w3.org/TR/file-system-api/"}
	htmlStandard       = &standard{"HTML", "https://html.spec.whatwg.org/multipage/"}
	pointerStandard    = &standard{"Pointer Events", "https://w3c.github.io/pointerevents/"}
	streamsStandard    = &standard{"Streams", "https://streams.spec.whatwg.org/"}
	svgStandard        = &standard{"SVG", "https://svgwg.org/svg2-draft/"}
	timeStandard       = &standard{"High Resolution Time", "https://w3c.github.io/hr-time/"}
	touchStandard      = &standard{"Touch Events", "https://w3c.github.io/touch-events/"}
	uiEventsStandard   = &standard{"UI Events", "https://w3c.github.io/uievents/"}
	urlStandard        = &standard{"URL", "https://url.spec.whatwg.org/"}
	webIDLStandard     = &standard{"Web IDL", "https://webidl.spec.whatwg.org/"}
	webSocketsStandard = &standard{"WebSockets", "https://websockets.spec.whatwg.org/"}
	xhrStandard        = &standard{"XMLHttpRequest", "https://xhr.spec.whatwg.org/"}
)
