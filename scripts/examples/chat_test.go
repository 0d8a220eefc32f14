package examples_test

import (
	"bufio"
	"io"
	"net"
	"strings"
	"testing"
)

// A chatter is one client of line-chat.js.
type chatter struct {
	t      *testing.T
	conn   *net.TCPConn
	reader *bufio.Reader
}

// join connects and expects the welcome for the given guest name.
func join(t *testing.T, p *program, guest string) *chatter {
	t.Helper()
	conn := dial(t, p.addr)
	c := &chatter{t, conn, bufio.NewReader(conn)}
	c.expect("* you are " + guest + "; /nick NAME, /who, /quit")
	return c
}

func (c *chatter) say(text string) {
	c.t.Helper()
	write(c.t, c.conn, text)
}

func (c *chatter) expect(lines ...string) {
	c.t.Helper()
	for _, want := range lines {
		got, err := c.reader.ReadString('\n')
		if err != nil || got != want+"\n" {
			c.t.Fatalf("got line %q, %v; want %q", got, err, want)
		}
	}
}

func TestChat(t *testing.T) {
	p := serve(t, "line-chat.js", "0")
	ann := join(t, p, "guest1")
	bob := join(t, p, "guest2")
	ann.expect("* guest2 is here")
	cyd := join(t, p, "guest3")
	ann.expect("* guest3 is here")
	bob.expect("* guest3 is here")

	ann.say("/nick ann\r\n")
	ann.expect("* you are ann")
	bob.expect("* guest1 is now ann")
	cyd.expect("* guest1 is now ann")
	bob.say("/nick ann\n/nick two words\n/nick\n/dance\n/nick Bób\n")
	bob.expect("* ann is taken", "* a nick is 1 to 20 characters without blanks", "* a nick is 1 to 20 characters without blanks",
		"* no such command: /dance", "* you are Bób")
	ann.expect("* guest2 is now Bób")
	cyd.expect("* guest2 is now Bób")
	ann.say("/who\n")
	ann.expect("* here: ann, Bób, guest3")

	// Two lines and a half in one write; the empty one is nobody's business.
	ann.say("one\n\ntwo\nthr")
	bob.expect("<ann> one", "<ann> two")
	cyd.expect("<ann> one", "<ann> two")
	ann.say("ee\n")
	bob.expect("<ann> three")
	cyd.expect("<ann> three")

	// Every byte of every character alone: another client's round trip in between gives the server time to read it.
	const greeting = "grüße ☃ 🚀"
	for i := range len(greeting) {
		ann.say(greeting[i : i+1])
		cyd.say("/who\n")
		cyd.expect("* here: ann, Bób, guest3")
	}
	ann.say("\n")
	bob.expect("<ann> " + greeting)
	cyd.expect("<ann> " + greeting)

	ann.say("broken \xff byte\n")
	bob.expect("<ann> broken \ufffd byte")
	cyd.expect("<ann> broken \ufffd byte")

	ann.say("/quit\nnot heard\n")
	ann.expect("* bye")
	if rest, err := io.ReadAll(ann.reader); len(rest) != 0 || err != nil {
		t.Errorf("after /quit: %q, %v; want the end", rest, err)
	}
	bob.expect("* ann has left")
	cyd.expect("* ann has left")
	cyd.conn.SetLinger(0)
	cyd.conn.Close()
	bob.expect("* guest3 has left")
	bob.say("/who\n")
	bob.expect("* here: Bób")
	p.stop()
}

func TestChatRefusesEndlessLines(t *testing.T) {
	p := serve(t, "line-chat.js", "0")
	ann := join(t, p, "guest1")
	bob := join(t, p, "guest2")
	ann.expect("* guest2 is here")
	bob.say(strings.Repeat("x", 5000))
	bob.expect("* that line is too long")
	if _, err := bob.reader.ReadByte(); err == nil {
		t.Error("the connection is still open")
	}
	ann.expect("* guest2 has left")
	p.stop()
}
