package storage

import (
	"errors"
	"time"
)

// The limits of the areas, as Chrome has them. Sizes are those of keys and JSON
// texts, in bytes.
const (
	LocalBytes          = 10485760
	SessionBytes        = 10485760
	SyncBytes           = 102400
	SyncItemBytes       = 8192
	SyncItems           = 512
	SyncWritesPerHour   = 1800
	SyncWritesPerMinute = 120
	// MaxKey is the most bytes that a key may have.
	MaxKey = 32<<10 - 256
)

// Limits of an area; 0 is none.
type Limits struct {
	Bytes     int // of all items
	ItemBytes int // of one item
	Items     int
	// WritesPerHour and WritesPerMinute count calls of Set, of Remove and of
	// Clear separately.
	WritesPerHour, WritesPerMinute int
	ReadOnly                       bool
}

// What an area answers to a write that its limits forbid. Nothing of the write
// was stored.
var (
	ErrBytes           = errors.New("the items take more bytes than the area may have")
	ErrItemBytes       = errors.New("an item takes more bytes than one may have")
	ErrItems           = errors.New("more items than the area may have")
	ErrWritesPerHour   = errors.New("too many writes in an hour")
	ErrWritesPerMinute = errors.New("too many writes in a minute")
	ErrReadOnly        = errors.New("the area is read only")
	ErrKeyTooLong      = errors.New("a key is too long")
)

// rate limits how often a method is called.
type rate struct{ hour, minute window }

// window is a stretch of time that begins with a call and has room for so many.
type window struct {
	ends time.Time
	left int
}

func (w *window) take(limit int, length time.Duration) bool {
	if now := time.Now(); !now.Before(w.ends) {
		w.ends, w.left = now.Add(length), limit
	}
	if limit > 0 && w.left == 0 {
		return false
	}
	w.left--
	return true
}

// take counts a call, and refuses one too many.
func (r *rate) take(l Limits) error {
	switch {
	case !r.hour.take(l.WritesPerHour, time.Hour):
		return ErrWritesPerHour
	case !r.minute.take(l.WritesPerMinute, time.Minute):
		return ErrWritesPerMinute
	}
	return nil
}
