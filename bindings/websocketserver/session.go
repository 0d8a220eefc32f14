package websocketserver

import (
	"container/list"
	"crypto/rand"
	"net/http"
	"slices"
	"time"

	"github.com/dop251/goja"
)

// Limits of the sessions of a server.
const (
	maxSessions = 10_000
	sessionIdle = 20 * time.Minute
)

// sessionCookie is the name of the cookie that carries the id.
const sessionCookie = "sockhost_session"

// sessions are what the clients of a server have stored. A session that was not
// used for a while is dropped, and the least recently used one when there are
// too many.
type sessions struct {
	byID   map[string]*session
	recent list.List // the most recently used first
}

// session is the object that handlers get as their third argument, and its
// backing. It is stored when something is first set on it.
type session struct {
	store  *sessions
	id     string // "" until it is stored
	fresh  bool   // the client does not know the id yet
	used   time.Time
	at     *list.Element // in the store
	object *goja.Object
	names  []string
	values map[string]goja.Value
}

// of returns the session of the client of an exchange, or a new one.
func (s *sessions) of(x *exchange) *session {
	if x.session != nil {
		return x.session
	}
	s.drop()
	if c, err := x.request.Cookie(sessionCookie); err == nil {
		if known := s.byID[c.Value]; known != nil {
			s.use(known)
			return known
		}
	}
	made := &session{store: s}
	made.object = x.b.vm.NewDynamicObject(made)
	return made
}

// drop forgets the sessions that were not used for a while.
func (s *sessions) drop() {
	for s.recent.Len() > 0 && time.Since(s.recent.Back().Value.(*session).used) > sessionIdle {
		s.remove(s.recent.Back().Value.(*session))
	}
}

func (s *sessions) remove(old *session) {
	s.recent.Remove(old.at)
	old.at = nil
	delete(s.byID, old.id)
}

func (s *sessions) use(known *session) {
	known.used = time.Now()
	s.recent.MoveToFront(known.at)
}

// store keeps a session, under its id or a new one.
func (s *sessions) store(added *session) {
	if s.byID == nil {
		s.byID = map[string]*session{}
	}
	if added.id == "" {
		added.id, added.fresh = rand.Text(), true
	}
	added.used = time.Now()
	added.at = s.recent.PushFront(added)
	s.byID[added.id] = added
	if s.recent.Len() > maxSessions {
		s.remove(s.recent.Back().Value.(*session))
	}
}

// cookie tells the client the id.
func (s *session) cookie(secure bool) *http.Cookie {
	return &http.Cookie{Name: sessionCookie, Value: s.id, Path: "/", HttpOnly: true, Secure: secure, SameSite: http.SameSiteLaxMode}
}

// A session is a plain object to scripts.

func (s *session) Get(name string) goja.Value { return s.values[name] }

func (s *session) Set(name string, v goja.Value) bool {
	if s.at == nil {
		s.store.store(s)
	}
	if _, known := s.values[name]; !known {
		s.names = append(s.names, name)
	}
	if s.values == nil {
		s.values = map[string]goja.Value{}
	}
	s.values[name] = v
	return true
}

func (s *session) Has(name string) bool {
	_, known := s.values[name]
	return known
}

func (s *session) Delete(name string) bool {
	if i := slices.Index(s.names, name); i >= 0 {
		s.names = slices.Delete(s.names, i, i+1)
		delete(s.values, name)
	}
	return true
}

func (s *session) Keys() []string { return slices.Clone(s.names) }
