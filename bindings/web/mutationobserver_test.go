package web_test

import (
	"os"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/runtime/builtins/cases"
)

// TestMutationObserver compares with what Chromium says; go run
// ./runtime/builtins/record asks it.
func TestMutationObserver(t *testing.T) {
	read := func(file string) string {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		return string(text)
	}
	show, kit := read("../../runtime/builtins/testdata/show.js"), read("testdata/mutations.js")
	different := map[string]string{ // what the DOM Standard says instead
		"watch({ characterData: true, childList: true, subtree: true }, d => { d.firstChild.firstChild.data = 'abc'; d.firstChild.firstChild.splitText(1) })": `"characterData \"a\"; childList b#x +[\"bc\"] -[] \"a\" -; characterData \"a\"; ."`,
		// Those that wait are told in the order in which they were given records.
		"order(log => { const d = document.createElement('div'); const a = new MutationObserver(r => { log.push('a' + r.length); Promise.resolve().then(() => log.push('micro')) }), b = new MutationObserver(r => log.push('b' + r.length)); b.observe(d, { attributes: true }); a.observe(d, { attributes: true }); d.id = 'x'; d.id = 'y' })": `"b2 a2 micro"`,
	}
	for _, c := range cases.Parse(read("testdata/mutations.cases")) {
		if want, ok := different[c.Code]; ok {
			c.Want = want
		}
		p, d := document(t, pageFiles{"page.html": "<body></body>"})
		d.Load()
		p.run(t, show)
		p.run(t, kit)
		got := "nothing"
		p.VM().Set("done", func(c goja.FunctionCall) goja.Value {
			got = c.Argument(0).String()
			return nil
		})
		p.run(t, "(async () => { try { done(show(await ("+c.Code+"))) } catch (e) { done('throws ' + show(e)) } })()")
		require.NoError(t, p.Loop().Run())
		require.Equal(t, c.Want, got, c.Code)
		require.Empty(t, p.lines, c.Code)
	}
}

// TestMutationObserverOfParser: nodes that come with the page are told too, and
// what an observer throws keeps nobody from the rest.
func TestMutationObserverOfParser(t *testing.T) {
	lines := loadPage(t, pageFiles{"page.html": `<body><script>
		new MutationObserver(() => { throw new Error('thrown') }).observe(document.body, { childList: true })
		new MutationObserver(r => console.log(r.map(x => x.addedNodes[0].nodeName).join())).observe(document.body, { childList: true, subtree: true })
	</script><p>a<b></b></p></body>`})
	require.Len(t, lines, 2)
	require.Contains(t, lines[0], "Uncaught Error: thrown")
	require.Equal(t, "P,#text,B", lines[1])
}
