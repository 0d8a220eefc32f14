package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"unicode/utf8"
)

// source is a script that has been read.
type source struct {
	name string
	text string
}

// readSources reads every script before any runs, so that a wrong name does
// not leave half a program running.
func readSources(names []string, stdin io.Reader) ([]source, error) {
	var sources []source
	fromStdin := false
	for _, name := range names {
		var text []byte
		var err error
		switch {
		case name != "-":
			text, err = readFile(name)
		case fromStdin:
			return nil, errors.New(wordStdinTwice)
		default:
			fromStdin, name = true, nameStdin
			text, err = io.ReadAll(stdin)
		}
		if err == nil {
			err = checkText(name, text)
		}
		if err != nil {
			return nil, err
		}
		sources = append(sources, source{name, string(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf")))})
	}
	return sources, nil
}

func readFile(name string) ([]byte, error) {
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf(wordNoFile, name)
	case err == nil && info.IsDir():
		return nil, fmt.Errorf(wordDirectory, name)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		var path *fs.PathError
		if errors.As(err, &path) {
			err = path.Err
		}
		return nil, fmt.Errorf(wordUnreadable, name, err)
	}
	return text, nil
}

func checkText(name string, text []byte) error {
	if len(bytes.TrimSpace(text)) == 0 {
		return fmt.Errorf(wordEmpty, name)
	}
	line := 1
	for rest := text; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		if r == utf8.RuneError && size == 1 {
			return fmt.Errorf(wordNotUTF8, name, line)
		}
		if r == '\n' {
			line++
		}
		rest = rest[size:]
	}
	return nil
}
