package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"strings"
)

// logHandler prints sockhost's own messages: the level, the message, and
// attributes on lines of their own when they are long.
type logHandler struct {
	out   io.Writer
	level slog.Level
	attrs []slog.Attr
}

func (h *logHandler) Enabled(_ context.Context, level slog.Level) bool { return level >= h.level }

func (h *logHandler) Handle(_ context.Context, r slog.Record) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s%s: %s", prefix, strings.ToLower(r.Level.String()), r.Message)
	show := func(a slog.Attr) bool {
		if text := a.Value.String(); strings.Contains(text, "\n") {
			fmt.Fprintf(&b, "\n%s:\n%s", a.Key, strings.TrimRight(text, "\n"))
		} else {
			fmt.Fprintf(&b, " %s=%s", a.Key, text)
		}
		return true
	}
	for _, a := range h.attrs {
		show(a)
	}
	r.Attrs(show)
	_, err := io.WriteString(h.out, b.String()+"\n")
	return err
}

func (h *logHandler) WithAttrs(attrs []slog.Attr) slog.Handler {
	next := *h
	next.attrs = append(next.attrs[:len(next.attrs):len(next.attrs)], attrs...)
	return &next
}

func (h *logHandler) WithGroup(string) slog.Handler { return h }
