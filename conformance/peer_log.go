package conformance

import (
	"fmt"
	"io"
	"sync"
)

// Bounds of what the peer remembers for scripts that ask later.
const (
	maxTokens   = 4096
	maxLogLines = 1000
)

// peerLogs keeps what the peer notices, by token, until a script has read it.
type peerLogs struct {
	mu   sync.Mutex // protects the fields below
	logs map[string]*peerLog
}

// peerLog is the log of one token.
type peerLog struct {
	lines []string
	more  chan struct{} // has room for one: something was added
}

func (l *peerLogs) init() { l.logs = map[string]*peerLog{} }

// of returns the log of a token, or nil when there are too many. The caller
// holds the lock.
func (l *peerLogs) of(token string) *peerLog {
	log := l.logs[token]
	if log == nil && len(l.logs) < maxTokens {
		log = &peerLog{more: make(chan struct{}, 1)}
		l.logs[token] = log
	}
	return log
}

// notice adds a line to the log of a token and tells the owner of the peer.
func (p *Peer) notice(token, format string, args ...any) {
	line := fmt.Sprintf(format, args...)
	if p.log != nil {
		p.log(line)
	}
	if token == "" {
		return
	}
	p.logs.mu.Lock()
	defer p.logs.mu.Unlock()
	log := p.logs.of(token)
	if log == nil || len(log.lines) == maxLogLines {
		return
	}
	log.lines = append(log.lines, line)
	select {
	case log.more <- struct{}{}:
	default:
	}
}

// report streams the log of a token, one line each, after a first line that
// says so; until the connection ends.
func (s *session) report(words []string) {
	if len(words) == 0 {
		s.logf("report needs a token")
		return
	}
	token, logs := words[0], &s.peer.logs
	logs.mu.Lock()
	log := logs.of(token)
	logs.mu.Unlock()
	if log == nil {
		s.logf("too many tokens")
		return
	}
	defer func() {
		logs.mu.Lock()
		delete(logs.logs, token)
		logs.mu.Unlock()
	}()
	gone := make(chan struct{})
	s.peer.wg.Go(func() {
		io.Copy(io.Discard, s.r)
		close(gone)
	})
	defer func() {
		s.conn.Close()
		<-gone
	}()
	if s.write("ready\n") != nil {
		return
	}
	for {
		logs.mu.Lock()
		lines := log.lines
		log.lines = nil
		logs.mu.Unlock()
		for _, line := range lines {
			if s.write(line+"\n") != nil {
				return
			}
		}
		select {
		case <-log.more:
		case <-gone:
			return
		}
	}
}
