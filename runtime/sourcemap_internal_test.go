package runtime

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// What is encoded and parsed again is the same, but one column on: so the engine
// wants it.
func TestSourceMapEncoding(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	program := strings.Repeat(strings.Repeat("p", 99)+"\n", 50)
	source := strings.Repeat(strings.Repeat("s", 99)+"\n", 50)
	for range 200 {
		var m sourceMap
		at := mapping{}
		for range random.IntN(40) {
			at.column += 1 + random.IntN(20)
			if step := random.IntN(3); step > 0 || at.column > 90 {
				at.line, at.column = at.line+max(step, 1), random.IntN(50)
			}
			if at.line >= 50 {
				break
			}
			at.srcLine, at.srcColumn = random.IntN(50), random.IntN(99)
			m = append(m, at)
		}
		again := parseSourceMap(m.encode("app.js", program, source))
		require.Equal(t, mapping{}, again[0])
		require.Len(t, again, len(m)+2) // and the end
		for i, want := range m {
			want.column++
			want.srcColumn++
			require.Equal(t, want, again[i+1])
			line, column, ok := again.source(want.line, want.column)
			require.True(t, ok)
			require.Equal(t, []int{want.srcLine, want.srcColumn}, []int{line, column})
		}
	}
}

func TestSourceMapColumns(t *testing.T) {
	require.Equal(t, 0, bytesBefore("aé𝄞b", 0))
	require.Equal(t, 1, bytesBefore("aé𝄞b", 1))
	require.Equal(t, 3, bytesBefore("aé𝄞b", 2))
	require.Equal(t, 7, bytesBefore("aé𝄞b", 4))
	require.Equal(t, 8, bytesBefore("aé𝄞b", 9))
}

func TestVLQ(t *testing.T) {
	for _, n := range []int{0, 1, -1, 15, 16, -16, 1 << 20, -(1 << 20)} {
		var b strings.Builder
		writeVLQ(&b, n)
		got, rest, ok := readVLQ(b.String() + "!")
		require.True(t, ok)
		require.Equal(t, n, got)
		require.Equal(t, "!", rest)
	}
}

func FuzzSourceMap(f *testing.F) {
	f.Add("AAAA,CAAC;AACA", 0, 0)
	f.Add(";;;!", 1, 1)
	f.Add("gggggggggggggggggggggg", 0, 5)
	f.Fuzz(func(t *testing.T, mappings string, line, column int) {
		text, err := json.Marshal(map[string]string{"mappings": mappings})
		require.NoError(t, err)
		m := parseSourceMap(text)
		m.source(line, column)
	})
}
