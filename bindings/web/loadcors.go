package web

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// access is what a page may learn of a load from the network.
type access int

const (
	accessFull   access = iota // everything, as of its own origin
	accessShared               // what the server shares, by CORS
	accessOpaque               // nothing
)

// corsError tells why CORS keeps an answer from a page, in Chrome's words.
type corsError string

func (e corsError) Error() string {
	return "net::ERR_FAILED: blocked by CORS policy: " + string(e) + " A permission of the manifest for its URL would allow it."
}

// authorize decides about the URL of the request, which a redirect may have
// changed.
func (l *load) authorize() error {
	r, may := &l.request, l.env.settings.MayRead
	switch {
	case may == nil || may(r.url.Href(true)):
		l.access = accessFull
	case r.mode == "same-origin":
		return corsError(fmt.Sprintf(`Request mode is "same-origin" but the URL's origin is not same as the request origin %s.`, l.env.settings.Origin))
	case r.mode == "no-cors":
		l.access = accessOpaque
	default:
		l.access = accessShared
	}
	return nil
}

// origin is who asks, for other origins. After a redirect from one of them to
// another it is nobody.
func (l *load) origin() string {
	if l.tainted || l.env.settings.Origin == "" {
		return "null"
	}
	return l.env.settings.Origin
}

// unsafeHeaders are the names of the headers that a server must have allowed.
func (l *load) unsafeHeaders() (names []string) {
	for _, h := range l.request.headers {
		if name := strings.ToLower(h.name); !isSimple(name, h.value) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// needsPreflight tells whether the server is to be asked before the request is
// sent.
func (l *load) needsPreflight() bool {
	return l.access == accessShared && (!isSimpleMethod(l.request.method) || len(l.unsafeHeaders()) > 0 || l.request.watched)
}

func isSimpleMethod(method string) bool {
	return method == "GET" || method == "HEAD" || method == "POST"
}

// preflight is the standard's "CORS-preflight fetch".
func (l *load) preflight() {
	loop, r := l.env.rt.Loop(), &l.request
	request, err := http.NewRequestWithContext(l.context, "OPTIONS", r.withoutCredentials(), nil)
	if err != nil {
		loop.Post(func() { l.finish(err) })
		return
	}
	request.Header = http.Header{
		"Accept":                        {"*/*"},
		"Access-Control-Request-Method": {r.method},
		"Origin":                        {l.origin()},
		"User-Agent":                    {userAgent},
	}
	if names := l.unsafeHeaders(); len(names) > 0 {
		request.Header.Set("Access-Control-Request-Headers", strings.Join(names, ","))
	}
	transport := l.env.transport()
	go func() {
		response, err := transport.RoundTrip(request)
		loop.Post(func() { l.preflighted(response, err) })
	}()
}

// preflighted is the answer to a preflight, as a task.
func (l *load) preflighted(response *http.Response, err error) {
	if err == nil {
		go response.Body.Close()
	}
	if l.ended {
		return
	}
	if err != nil {
		l.finish(err)
		return
	}
	const failed = "Response to preflight request doesn't pass access control check: "
	head := l.responseHead(response)
	fault := l.check(head)
	switch {
	case fault != "":
		fault = failed + fault
	case head.status < 200 || head.status > 299:
		fault = failed + "It does not have HTTP ok status."
	default:
		fault = l.disallowed(head)
	}
	if fault != "" {
		l.finish(refusedError{corsError(fault)})
		return
	}
	l.roundTrip()
}

// disallowed says what of the request the answer to a preflight does not allow;
// "" if it allows everything.
func (l *load) disallowed(head *loadResponse) string {
	r := &l.request
	methods, names := headerWords(head.headers, "Access-Control-Allow-Methods"), headerWords(head.headers, "Access-Control-Allow-Headers")
	any := func(words []string) bool { return slices.Contains(words, "*") && !r.include }
	if !isSimpleMethod(r.method) && !slices.Contains(methods, r.method) && !any(methods) {
		return "Method " + r.method + " is not allowed by Access-Control-Allow-Methods in preflight response."
	}
	for _, name := range l.unsafeHeaders() {
		known := slices.ContainsFunc(names, func(word string) bool { return strings.EqualFold(word, name) })
		if !known && (!any(names) || name == "authorization") {
			return "Request header field " + name + " is not allowed by Access-Control-Allow-Headers in preflight response."
		}
	}
	return ""
}

// check is the standard's "CORS check": it says why the page may not learn of an
// answer, or "".
func (l *load) check(head *loadResponse) string {
	allowed, ok := head.headers.get("Access-Control-Allow-Origin")
	credentials, _ := head.headers.get("Access-Control-Allow-Credentials")
	switch {
	case !ok:
		return "No 'Access-Control-Allow-Origin' header is present on the requested resource."
	case allowed == "*" && !l.request.include:
		return ""
	case allowed == "*":
		return "The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'."
	case allowed != l.origin():
		return fmt.Sprintf("The 'Access-Control-Allow-Origin' header has a value '%s' that is not equal to the supplied origin. Have the server send the header with a valid value.", allowed)
	case l.request.include && credentials != "true":
		return fmt.Sprintf("The value of the 'Access-Control-Allow-Credentials' header in the response is '%s' which must be 'true' when the request's credentials mode is 'include'.", credentials)
	}
	return ""
}

// sharedHeaders are the standard's "CORS-safelisted response-header names".
var sharedHeaders = []string{"cache-control", "content-language", "content-length", "content-type", "expires", "last-modified", "pragma"}

// filter takes from an answer what the page may not see.
func (l *load) filter(head *loadResponse) {
	switch l.access {
	case accessFull:
		return
	case accessOpaque:
		*head = loadResponse{kind: "opaque", size: -1}
		return
	}
	head.kind = "cors"
	exposed := headerWords(head.headers, "Access-Control-Expose-Headers")
	if slices.Contains(exposed, "*") && !l.request.include {
		return
	}
	head.headers = slices.DeleteFunc(head.headers, func(h pair) bool {
		return !slices.Contains(sharedHeaders, h.name) && !slices.ContainsFunc(exposed, func(word string) bool { return strings.EqualFold(word, h.name) })
	})
}

// headerWords are the words of a header that is a list.
func headerWords(headers headerList, name string) (words []string) {
	value, _ := headers.get(name)
	for word := range strings.SplitSeq(value, ",") {
		if word = strings.Trim(word, httpSpace); word != "" {
			words = append(words, word)
		}
	}
	return words
}
