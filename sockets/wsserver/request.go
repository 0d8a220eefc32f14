package wsserver

import (
	"errors"
	"io"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/sockhost/sockhost/sockets/ws"
)

// Request is a request whose body has been read. Body hides the field of
// [http.Request], which has nothing left to read.
type Request struct {
	*http.Request
	Body []byte
}

// maxHeader is the most bytes the head of a request may have.
const maxHeader = 64 << 10

// slowest is how many bytes of a body must come within [times.body].
const slowest = 1 << 10

// handleRequest is called by net/http, on a goroutine of the connection. It
// reads the request, hands it to the loop and writes what the loop answers.
func (r *run) handleRequest(w http.ResponseWriter, req *http.Request) {
	l := req.Context().Value(linkKey{}).(*link)
	control := http.NewResponseController(w)
	if req.ContentLength != 0 {
		// Holds for what net/http skips of a body that nobody wants, too.
		control.SetReadDeadline(time.Now().Add(r.times.body))
	}
	if asksUpgrade(req.Header) {
		if bad := ws.Check(req); bad != nil {
			r.log.Debug("handshake refused", "address", l.RemoteAddr(), "status", bad.Status, "reason", bad.Body)
			reject(w, bad.Status, bad.Header, bad.Body)
			return
		}
		res := r.newResponse()
		res.farewell = true
		r.loop.Post(func() { r.upgrade(l, &Request{Request: req}, res) })
		res.deliver(w, req)
		return
	}
	body, err := r.readBody(control, w, req, l.maxBody)
	if err != nil {
		status := bodyStatus(err)
		reject(w, status, nil, http.StatusText(status))
		return
	}
	res := r.newResponse()
	r.loop.Post(func() { r.request(l, &Request{req, body}, res) })
	res.deliver(w, req)
}

// asksUpgrade tells whether the Connection field has the word upgrade. Clients
// that merely offer HTTP/2 in this way get their answer in HTTP/1.1.
func asksUpgrade(header http.Header) bool {
	return hasToken(header["Connection"], "upgrade") && !hasToken(header["Upgrade"], "h2c")
}

// hasToken tells whether a list of tokens has one, in whatever case.
func hasToken(values []string, token string) bool {
	return slices.ContainsFunc(values, func(value string) bool {
		for part := range strings.SplitSeq(value, ",") {
			if strings.EqualFold(strings.Trim(part, " \t"), token) {
				return true
			}
		}
		return false
	})
}

// reject answers a request that no event hears of, and ends the connection.
func reject(w http.ResponseWriter, status int, header http.Header, text string) {
	copyHeader(w.Header(), header)
	w.Header().Set("Connection", "close")
	http.Error(w, text, status)
}

// readBody reads a whole body of at most limit bytes, from a client that is not
// too slow.
func (r *run) readBody(control *http.ResponseController, w http.ResponseWriter, req *http.Request, limit int) ([]byte, error) {
	switch {
	case req.ContentLength == 0:
		return nil, nil
	case req.ContentLength > int64(limit):
		return nil, &http.MaxBytesError{Limit: int64(limit)}
	}
	body := &pacedReader{http.MaxBytesReader(w, req.Body, int64(limit)), control, r.times.body, 0}
	p, err := io.ReadAll(body)
	if err != nil {
		return nil, err
	}
	control.SetReadDeadline(time.Time{})
	return p, nil
}

// bodyStatus is the answer to a request whose body cannot be read.
func bodyStatus(err error) int {
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return http.StatusRequestEntityTooLarge
	case errors.Is(err, os.ErrDeadlineExceeded):
		return http.StatusRequestTimeout
	}
	return http.StatusBadRequest
}

// pacedReader gives a connection more time whenever enough has come.
type pacedReader struct {
	io.Reader
	control  *http.ResponseController
	patience time.Duration
	fresh    int // bytes since the deadline was set
}

func (r *pacedReader) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	if r.fresh += n; r.fresh >= slowest {
		r.fresh = 0
		r.control.SetReadDeadline(time.Now().Add(r.patience))
	}
	return n, err
}
