package web

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"

	whatwg "github.com/nlnwa/whatwg-url/url"

	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/runtime"
)

// loadRequest is a request of the Fetch Standard.
type loadRequest struct {
	method   string
	url      *whatwg.Url
	blob     *blob // that url, a blob URL, stood for when it was parsed
	headers  headerList
	body     []byte // nil if there is none
	redirect string // follow, error or manual
	mode     string // same-origin or no-cors; else it is cors
	include  bool   // credentials, if there were any
	watched  bool   // somebody listens to how the body is sent
}

// loadResponse is a response of the Fetch Standard, but for the body.
type loadResponse struct {
	url        string // without fragment
	redirected bool
	opaque     bool   // a redirect that was not followed
	kind       string // the standard's type, if it is cors or opaque
	status     int
	statusText string
	headers    headerList
	size       int // of the body, in bytes; -1 if it is not known
}

// loadClient hears of a load, on the loop's goroutine.
type loadClient interface {
	// sent tells how many bytes of the body have been handed to the system.
	sent(n int)
	head(*loadResponse)
	// chunk brings more of the body, valid during the call. It returns false if
	// the next is to wait for resume.
	chunk(b []byte) (more bool)
	// end is the last call; err is nil if everything is there.
	end(err error)
}

// load is a request under way. It keeps the program running unless its client
// does not want more.
type load struct {
	env     *env
	handle  eventloop.Handle
	request loadRequest
	client  loadClient
	ended   bool

	// Of a load from the network.
	context   context.Context
	cancel    context.CancelFunc
	more      chan struct{} // lets the next chunk come
	paused    bool
	redirects int
	access    access
	tainted   bool // the standard's "redirect-tainted origin"
	uploaded  int
}

func (l *load) String() string { return l.request.method + " " + l.request.url.Href(true) }

// loading is what all loads of a page share.
type loading struct {
	loads map[*load]struct{} // under way
	http  *http.Transport    // nil before it is needed

}

// stopLoading ends all loads without a word.
func (e *env) stopLoading() {
	for l := range e.loads {
		l.abort()
	}
	if e.http != nil {
		e.http.CloseIdleConnections()
	}
}

// load begins to load. Its client hears nothing before the next task.
func (e *env) load(r loadRequest, client loadClient) *load {
	l := &load{env: e, request: r, client: client}
	if e.rt.Closed() { // the last words of a page that is gone
		l.ended = true
		return l
	}
	l.handle.Open(e.rt.Loop(), l)
	if e.loads == nil {
		e.loads = map[*load]struct{}{}
	}
	e.loads[l] = struct{}{}
	switch r.url.Scheme() {
	case "http", "https":
		l.context, l.cancel = context.WithCancel(context.Background())
		l.more = make(chan struct{}, 1)
		l.dial()
	default:
		e.rt.Loop().Post(l.deliver)
	}
	return l
}

// resume lets the chunks come again.
func (l *load) resume() {
	if l.paused {
		l.paused = false
		l.handle.Ref()
		l.more <- struct{}{}
	}
}

// abort ends the load; its client hears nothing more.
func (l *load) abort() {
	l.ended = true
	if l.cancel != nil {
		l.cancel()
	}
	l.handle.Close()
	delete(l.env.loads, l)
}

// finish ends the load and tells the client.
func (l *load) finish(err error) {
	if l.ended {
		return
	}
	l.abort()
	l.env.reportLoad(&l.request, err)
	l.client.end(err)
}

// loadError says what went wrong, in Chrome's terms where it has one.
type loadError string

func (e loadError) Error() string { return string(e) }

const (
	errFileNotFound  loadError = "net::ERR_FILE_NOT_FOUND"
	errInvalidURL    loadError = "net::ERR_INVALID_URL"
	errForeign       loadError = "net::ERR_BLOCKED_BY_CLIENT: it is not in the app's package"
	errMethod        loadError = "net::ERR_METHOD_NOT_SUPPORTED"
	errRedirectURL   loadError = "net::ERR_INVALID_REDIRECT"
	errRedirect      loadError = "net::ERR_UNSAFE_REDIRECT"
	errManyRedirects loadError = "net::ERR_TOO_MANY_REDIRECTS"
	errCut           loadError = "net::ERR_CONTENT_LENGTH_MISMATCH"
	errMemory        loadError = "net::ERR_INSUFFICIENT_RESOURCES: the body does not fit in memory"
	errSynchronous   loadError = "synchronous requests over the network are not supported; use an asynchronous one"
)

// refusedError is a connection that the app is not permitted to open.
type refusedError struct{ error }

// reportLoad tells the developer what the events do not.
func (e *env) reportLoad(r *loadRequest, err error) {
	level := runtime.Error
	switch {
	case err == nil:
		return
	case errors.As(err, new(refusedError)):
		level = runtime.Debug
	}
	e.rt.Console(level, "Failed to load resource: "+r.url.Href(true)+": "+err.Error())
}

// deliver is a load that needs no network, as a task.
func (l *load) deliver() {
	if l.ended {
		return
	}
	response, body, err := l.env.local(&l.request)
	if err != nil {
		l.finish(err)
		return
	}
	l.client.head(response)
	if !l.ended && len(body) > 0 {
		l.client.chunk(body)
	}
	l.finish(nil)
}

// local loads what needs no network. The body is not the caller's to change.
func (e *env) local(r *loadRequest) (*loadResponse, []byte, error) {
	response, body, err := e.localFile(r)
	if r.method == "HEAD" {
		body = nil
	}
	return response, body, err
}

func (e *env) localFile(r *loadRequest) (*loadResponse, []byte, error) {
	switch scheme := r.url.Scheme(); scheme {
	case "chrome-extension":
		return e.packageFile(r.url)
	case "data":
		return dataResponse(r.url)
	case "blob":
		if r.blob == nil {
			return nil, nil, errFileNotFound
		}
		if r.method != "GET" {
			return nil, nil, errMethod
		}
		response, body, err := localResponse(r.url, r.blob.data, r.blob.kind)
		response.headers = append(response.headers, pair{"content-length", strconv.Itoa(len(body))})
		return response, body, err
	case "http", "https":
		return nil, nil, errSynchronous
	default:
		return nil, nil, loadError(`URL scheme "` + scheme + `" is not supported`)
	}
}

func localResponse(u *whatwg.Url, body []byte, kind string) (*loadResponse, []byte, error) {
	r := &loadResponse{url: u.Href(true), status: 200, statusText: "OK", size: len(body)}
	if kind != "" {
		r.headers = headerList{{"content-type", kind}}
	}
	return r, body, nil
}

// packageFile reads a file of the app's package.
func (e *env) packageFile(u *whatwg.Url) (*loadResponse, []byte, error) {
	if "chrome-extension://"+u.Host() != e.settings.Origin || e.settings.Load == nil {
		return nil, nil, errForeign
	}
	name := strings.TrimPrefix(percentDecoded(u.Pathname()), "/")
	b, err := e.settings.Load(name)
	if err != nil {
		return nil, nil, errFileNotFound
	}
	return localResponse(u, b, cmp.Or(fileType(name), "application/octet-stream"))
}

// dataResponse is the standard's "data: URL processor".
func dataResponse(u *whatwg.Url) (*loadResponse, []byte, error) {
	kind, data, ok := strings.Cut(strings.TrimPrefix(u.Href(true), "data:"), ",")
	if !ok {
		return nil, nil, errInvalidURL
	}
	body := []byte(percentDecoded(data))
	kind = strings.Trim(kind, " ")
	if head, ok := cutBase64(kind); ok {
		kind = head
		if body, ok = forgivingBase64(string(body)); !ok {
			return nil, nil, errInvalidURL
		}
	}
	if strings.HasPrefix(kind, ";") {
		kind = "text/plain" + kind
	}
	m := parseMIMEType(kind)
	if m == nil {
		m = &mimeType{"text/plain", []pair{{"charset", "US-ASCII"}}}
	}
	return localResponse(u, body, m.String())
}

// cutBase64 removes the word at the end that says the data are in base64.
func cutBase64(kind string) (before string, found bool) {
	const word = "base64"
	if n := len(kind) - len(word); n > 0 && strings.EqualFold(kind[n:], word) {
		if head := strings.TrimRight(kind[:n], " "); strings.HasSuffix(head, ";") {
			return strings.TrimSuffix(head, ";"), true
		}
	}
	return kind, false
}
