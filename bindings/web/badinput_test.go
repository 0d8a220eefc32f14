package web_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/bindings/web"
	"github.com/sockhost/sockhost/eventloop"
)

// unlikeChromium are the answers that differ on purpose; a star in the question
// stands for any text.
var unlikeChromium = []struct{ question, reason string }{
	{"EventTarget.prototype.addEventListener.length", "it is 2 in the standard; Chromium has code of its own for this function"},
	{"(new EventTarget()).addEventListener()", "Chromium counts one argument too many here"},
	{"(new EventTarget()).addEventListener(Symbol('s'),() => {},{})", "Chromium does not name the function here, as it does for others"},
	{"*ReadableStream()", "scripts cannot construct streams"},
	{"*ReadableStreamDefaultReader()", "scripts cannot construct readers"},
	{"*.open('GET','data:,a',undefined,'a','b')", "Chromium forbids synchronous requests to apps; here they work without the network"},
	{"*.open('GET','data:,a',null,'a','b')", "Chromium forbids synchronous requests to apps; here they work without the network"},
	{"structuredClone(1,*)", "the message names no dictionary"},
}

// Every class and function of the web platform answers bad input as Chromium
// does: with the error of the standard, and the same words. The recording tells
// how it was made.
func TestBadInput(t *testing.T) {
	questions, err := os.ReadFile("testdata/badinput.js")
	require.NoError(t, err)
	recorded, err := os.ReadFile("testdata/badinput.txt")
	require.NoError(t, err)
	const origin, page = "chrome-extension://abcdefghijklmnopabcdefghijklmnop", "_generated_background_page.html"
	p := newPageWith(t, eventloop.Portable, web.Options{
		Origin: origin, URL: origin + "/" + page,
		Load: func(name string) ([]byte, error) {
			if name == page {
				return nil, nil
			}
			return nil, errors.New("there is no such file")
		},
		MayDial: func(string, int) error { return errors.New("nothing is dialed in this test") },
	})
	lines := p.run(t, string(questions)+`
		ask(new Set(questions()), source => (0, eval)('(' + source + ')'), text => console.log(text))
			.then(() => { for (let id = 0; id < 1000; id++) clearTimeout(id) })`)
	answers := map[string]string{}
	for _, line := range lines {
		if question, answer, ok := strings.Cut(strings.TrimPrefix(line, "> "), "\n"); ok && strings.HasPrefix(line, "> ") {
			answers[question] = answer
		}
	}
	unused := map[string]bool{}
	for _, d := range unlikeChromium {
		unused[d.question] = true
	}
	n := 0
	for _, entry := range strings.Split("\n"+strings.TrimSuffix(string(recorded), "\n"), "\n> ")[1:] {
		question, want, _ := strings.Cut(entry, "\n")
		n++
		if answers[question] == want {
			continue
		}
		if !excused(question, unused) {
			t.Errorf("%s\n   Chromium: %s\n   here:     %s", question, want, answers[question])
		}
	}
	require.Len(t, answers, n, "the recording is not of these questions; make it again")
	require.Empty(t, unused, "these do not differ any more")
}

// excused tells whether a difference is on purpose, and that its row is of use.
func excused(question string, unused map[string]bool) bool {
	for _, d := range unlikeChromium {
		prefix, suffix, wild := strings.Cut(d.question, "*")
		if question == d.question || wild && strings.HasPrefix(question, prefix) && strings.HasSuffix(question, suffix) {
			delete(unused, d.question)
			return true
		}
	}
	return false
}
