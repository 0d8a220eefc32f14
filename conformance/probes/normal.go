package probes

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// section is what a probe printed under one heading, a line "--- heading".
type section struct {
	heading string
	lines   []line
}

// line is one printed line without what is never comparable.
type line struct {
	text string // socket ids are masked
	ids  []id   // the masked ids
}

// id is a socket id and the namespace it belongs to, "" where the line does
// not tell.
type id struct{ namespace, number string }

// elsewhere are lines about an address that is not of this machine, which
// Chromium was asked and sockhost is not: 1.2.3 is 1.2.0.3.
var elsewhere = regexp.MustCompile(`^tcp\.connect\(\d+, "1\.2\.3", `)

// sections splits what was printed, leaves out what the peer printed between,
// and brings lines whose order is chance into one order.
func sections(printed []string) []section {
	all := []section{{}}
	for _, text := range printed {
		if strings.HasPrefix(text, "PEER ") || elsewhere.MatchString(text) {
			continue
		}
		if heading, ok := strings.CutPrefix(text, "--- "); ok {
			all = append(all, section{heading: heading})
			continue
		}
		last := &all[len(all)-1]
		last.lines = append(last.lines, normal(text))
	}
	for i := range all {
		sortRaces(all[i].lines)
	}
	if len(all[0].lines) == 0 {
		all = all[1:]
	}
	return all
}

var (
	// Chromium reports unchecked errors through another channel than consoles.
	unchecked = regexp.MustCompile(`^[A-Z.a-z]+: (Unchecked runtime\.lastError: )`)
	portPart  = regexp.MustCompile(`((?:Port:|", ))(\d+)\b`)
	idPart    = regexp.MustCompile(`^(?:tcp|srv|udp)\.\w+\((\d+)|\b(?:clientS|s)ocketId:(\d+)|^resume (\d+)`)
	listPart  = regexp.MustCompile(`\[\{.*\}\]|\[\d+(?:, \d+)*\]`)
)

// normal masks ports that were given by the system and socket ids, and sorts
// lists of sockets.
func normal(text string) line {
	text = unchecked.ReplaceAllString(text, "$1")
	text = replace(portPart, text, func(port string, _ int) string {
		n, _ := strconv.Atoi(port)
		switch {
		case 1024 <= n && n <= 65535:
			return "PORT"
		case 65536+1024 <= n && n < 2*65536 && n != 70000: // 70000 is a probe's own
			return "PORT+65536"
		}
		return port
	})
	text = listPart.ReplaceAllStringFunc(text, sortList)
	l := line{}
	l.text = replace(idPart, text, func(number string, at int) string {
		l.ids = append(l.ids, id{namespaceAt(text, at), number})
		return "ID"
	})
	return l
}

// replace replaces the last group that matched of each match.
func replace(re *regexp.Regexp, text string, f func(group string, at int) string) string {
	var b strings.Builder
	end := 0
	for _, m := range re.FindAllStringSubmatchIndex(text, -1) {
		for i := len(m) - 2; i > 0; i -= 2 {
			if from, to := m[i], m[i+1]; from >= 0 {
				b.WriteString(text[end:from])
				b.WriteString(f(text[from:to], from))
				end = to
				break
			}
		}
	}
	return b.String() + text[end:]
}

// namespaceAt tells what an id in a line belongs to.
func namespaceAt(text string, at int) string {
	before := text[:at]
	switch {
	case strings.HasSuffix(before, "clientSocketId:"), strings.HasPrefix(text, "resume "):
		return "tcp"
	case strings.HasPrefix(text, "tcp."), strings.HasPrefix(text, "EVENT tcp."), strings.Contains(text, "{connected:"):
		return "tcp"
	case strings.HasPrefix(text, "srv."), strings.HasPrefix(text, "EVENT tcpServer."):
		return "srv"
	case strings.HasPrefix(text, "udp."), strings.HasPrefix(text, "EVENT udp."):
		return "udp"
	}
	return ""
}

// sortList sorts the sockets of a getSockets result by id: Chromium has them
// in the order of a hash table.
func sortList(list string) string {
	separator, inner := ", ", list[1:len(list)-1]
	if strings.HasPrefix(inner, "{") {
		separator, inner = "}, {", inner[1:len(inner)-1]
	}
	items := strings.Split(inner, separator)
	key := func(item string) int {
		n, _ := strconv.Atoi(item[strings.LastIndexByte(item, ':')+1:])
		return n
	}
	slices.SortStableFunc(items, func(a, b string) int { return key(a) - key(b) })
	if separator == ", " {
		return "[" + strings.Join(items, separator) + "]"
	}
	return "[{" + strings.Join(items, separator) + "}]"
}

// races are pairs of lines, by how they begin, of which chance decides the
// order: an event of the one end of a connection and an answer of the other.
var races = []struct{ first, second string }{
	{"EVENT tcpServer.onAccept ", "tcp.connect("},
	{"tcp.send(", "EVENT tcp.onReceive "},
	{"udp.send(", "EVENT udp.onReceive"},
}

// sortRaces brings lines of one race that follow each other into one order.
func sortRaces(lines []line) {
	for _, race := range races {
		rank := func(l line) int {
			switch {
			case strings.HasPrefix(l.text, race.first):
				return 1
			case strings.HasPrefix(l.text, race.second):
				return 2
			}
			return 0
		}
		for from := 0; from < len(lines); from++ {
			to := from
			for to < len(lines) && rank(lines[to]) > 0 {
				to++
			}
			slices.SortStableFunc(lines[from:to], func(a, b line) int { return rank(a) - rank(b) })
			from = to
		}
	}
}
