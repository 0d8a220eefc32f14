package websocketserver_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/bindings/websocketserver"
)

var update = flag.Bool("update", false, "rewrite the generated part of docs/websocketserver.md")

// TestReferenceIsCurrent: the members in docs/websocketserver.md are those of
// the tables.
func TestReferenceIsCurrent(t *testing.T) {
	const page, begin, end = "../../docs/websocketserver.md", "<!-- members: go test ./bindings/websocketserver -update -->\n\n", "<!-- end of members -->\n"
	text, err := os.ReadFile(page)
	require.NoError(t, err)
	head, rest, ok1 := strings.Cut(string(text), begin)
	members, tail, ok2 := strings.Cut(rest, end)
	require.True(t, ok1 && ok2, "the marks are missing")
	if *update {
		require.NoError(t, os.WriteFile(page, []byte(head+begin+websocketserver.Reference()+end+tail), 0o644))
		return
	}
	if members != websocketserver.Reference() {
		t.Error("docs/websocketserver.md is stale; run go test ./bindings/websocketserver -update")
	}
}
