package web

import (
	"bytes"
	"crypto/tls"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/sockhost/sockhost/eventloop"
)

const (
	maxRedirects = 20       // the standard's
	loadChunk    = 32 << 10 // bytes
	connsPerHost = 6        // Chrome's
)

// transport makes the connections of the page's requests.
func (e *env) transport() *http.Transport {
	if e.http == nil {
		e.http = &http.Transport{
			Proxy:             http.ProxyFromEnvironment,
			ForceAttemptHTTP2: true,
			MaxConnsPerHost:   connsPerHost,
			TLSClientConfig:   e.tlsConfig().Clone(),
		}
	}
	return e.http
}

// tlsConfig is for secure connections; nil is Go's own.
func (e *env) tlsConfig() *tls.Config {
	if e.tls == nil && e.settings.TLS != nil {
		e.tls = e.settings.TLS()
	}
	return e.tls
}

// dial asks whether the request may be sent, and sends it.
func (l *load) dial() {
	r := &l.request
	err := l.env.mayDial(r.url.Hostname(), r.url.DecodedPort())
	if err == nil {
		err = l.authorize()
	}
	switch {
	case err != nil:
		l.env.rt.Loop().Post(func() { l.finish(refusedError{err}) })
	case l.needsPreflight():
		l.preflight()
	default:
		l.roundTrip()
	}
}

// roundTrip opens or takes a connection, sends the request and waits for the
// head of the response.
func (l *load) roundTrip() {
	loop := l.env.rt.Loop()
	request, err := l.httpRequest()
	if err != nil {
		loop.Post(func() { l.finish(err) })
		return
	}
	transport := l.env.transport()
	go func() {
		response, err := transport.RoundTrip(request)
		loop.Post(func() { l.arrived(response, err) })
	}()
}

// httpRequest is the request as package http has it.
func (l *load) httpRequest() (*http.Request, error) {
	r := &l.request
	request, err := http.NewRequestWithContext(l.context, r.method, r.withoutCredentials(), nil)
	if err != nil {
		return nil, err
	}
	header := http.Header{
		"Accept":          {"*/*"},
		"Accept-Language": {"en-US,en;q=0.9"},
		"User-Agent":      {userAgent},
	}
	if l.access == accessShared || l.env.settings.Origin != "" && !bodiless(r.method) {
		header.Set("Origin", l.origin())
	}
	for _, h := range r.headers.sorted() {
		header.Del(h.name)
		i := slices.IndexFunc(r.headers, func(own pair) bool { return strings.EqualFold(own.name, h.name) })
		header[r.headers[i].name] = []string{toLatin1(h.value)}
	}
	request.Header = header
	if body := r.body; body != nil {
		loop := l.env.rt.Loop()
		request.ContentLength = int64(len(body))
		request.GetBody = func() (io.ReadCloser, error) {
			if len(body) == 0 {
				return http.NoBody, nil
			}
			return io.NopCloser(&upload{bytes.NewReader(body), loop, l.took}), nil
		}
		request.Body, _ = request.GetBody()
	}
	return request, nil
}

// withoutCredentials is the URL as a connection has it.
func (r *loadRequest) withoutCredentials() string {
	u := r.url.Clone()
	u.SetUsername("")
	u.SetPassword("")
	return u.Href(true)
}

// upload is the body of a request, which tells how far it has been read.
type upload struct {
	body *bytes.Reader
	loop *eventloop.Loop
	took func(n int)
}

func (u *upload) Read(b []byte) (int, error) {
	n, err := u.body.Read(b[:min(len(b), loadChunk)])
	if n > 0 {
		sent := int(u.body.Size()) - u.body.Len()
		u.loop.Post(func() { u.took(sent) })
	}
	return n, err
}

// took hears that so many bytes of the body were read. A body that is sent
// again counts once.
func (l *load) took(n int) {
	if !l.ended && n > l.uploaded {
		l.uploaded = n
		l.client.sent(n)
	}
}

// arrived is the head of the response, as a task.
func (l *load) arrived(response *http.Response, err error) {
	switch {
	case l.ended:
		if err == nil {
			go response.Body.Close()
		}
		return
	case err != nil:
		l.finish(err)
		return
	}
	head := l.responseHead(response)
	if l.access == accessShared {
		if fault := l.check(head); fault != "" {
			go response.Body.Close()
			l.finish(refusedError{corsError(fault)})
			return
		}
	}
	location, ok := head.headers.get("Location")
	if ok && location != "" && isRedirect(head.status) && l.request.redirect != "manual" {
		go response.Body.Close()
		l.follow(head.status, toLatin1(location))
		return
	}
	if head.opaque = ok && isRedirect(head.status); head.opaque {
		go response.Body.Close()
		l.client.head(head)
		l.finish(nil)
		return
	}
	l.filter(head)
	l.client.head(head)
	if l.ended {
		go response.Body.Close()
		return
	}
	if l.access == accessOpaque {
		go response.Body.Close()
		l.finish(nil)
		return
	}
	go l.read(response.Body)
}

func (l *load) responseHead(response *http.Response) *loadResponse {
	head := &loadResponse{
		url:        l.request.url.Href(true),
		redirected: l.redirects > 0,
		status:     response.StatusCode,
		size:       int(response.ContentLength),
	}
	if response.ProtoMajor < 2 {
		_, text, _ := strings.Cut(response.Status, " ")
		head.statusText = fromLatin1(text)
	}
	if len(response.TransferEncoding) > 0 {
		head.headers = append(head.headers, pair{"transfer-encoding", strings.Join(response.TransferEncoding, ", ")})
	}
	for name, values := range response.Header {
		for _, value := range values {
			if !isSetCookie(name) {
				head.headers = append(head.headers, pair{strings.ToLower(name), fromLatin1(value)})
			}
		}
	}
	return head
}

// isSetCookie tells whether scripts see no such header of a response.
func isSetCookie(name string) bool {
	return strings.EqualFold(name, "Set-Cookie") || strings.EqualFold(name, "Set-Cookie2")
}

func isRedirect(status int) bool {
	switch status {
	case 301, 302, 303, 307, 308:
		return true
	}
	return false
}

// follow is the standard's "HTTP-redirect fetch".
func (l *load) follow(status int, location string) {
	r := &l.request
	u, ok := parseURL(location, r.url.Href(true))
	switch {
	case r.redirect == "error":
		l.finish(errRedirect)
		return
	case !ok:
		l.finish(errRedirectURL)
		return
	case u.Scheme() != "http" && u.Scheme() != "https":
		l.finish(errRedirect)
		return
	}
	if l.redirects++; l.redirects > maxRedirects {
		l.finish(errManyRedirects)
		return
	}
	if status == 303 && !bodiless(r.method) || status <= 302 && r.method == "POST" {
		r.method, r.body = "GET", nil
		for _, name := range []string{"Content-Encoding", "Content-Language", "Content-Location", "Content-Type"} {
			r.headers.delete(name)
		}
	}
	if originOf(u) != originOf(r.url) {
		r.headers.delete("Authorization")
		l.tainted = l.tainted || l.env.settings.MayRead != nil && r.mode != "no-cors"
	}
	r.url = u
	l.dial()
}

// read brings the body, a chunk at a time, from a goroutine of its own.
func (l *load) read(body io.ReadCloser) {
	defer body.Close()
	loop, b := l.env.rt.Loop(), make([]byte, loadChunk)
	for {
		n, err := body.Read(b)
		loop.Post(func() { l.received(b[:n], err) })
		if err != nil {
			return
		}
		select {
		case <-l.more:
		case <-l.context.Done():
			return
		}
	}
}

// received takes a chunk, as a task. The reader waits meanwhile.
func (l *load) received(b []byte, err error) {
	if l.ended {
		return
	}
	more := true
	if len(b) > 0 {
		more = l.client.chunk(b)
	}
	switch {
	case l.ended:
	case err == io.EOF:
		l.finish(nil)
	case errors.Is(err, io.ErrUnexpectedEOF):
		l.finish(errCut)
	case err != nil:
		l.finish(err)
	case more:
		l.more <- struct{}{}
	default:
		l.paused = true
		l.handle.Unref()
	}
}
