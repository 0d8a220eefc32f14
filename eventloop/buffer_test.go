package eventloop

import (
	"bytes"
	"math/rand"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/require"
)

// Reads of every size around the limits: aligned, of exact capacity, and never
// sharing memory.
func TestReceiveBuffersOwnTheirMemory(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	sizes := []int{1, 7, 8, 9, slabLimit - 1, slabLimit, slabLimit + 1, slabSize, scratchSize/2 - 1, scratchSize / 2, scratchSize/2 + 1, scratchSize - 1, scratchSize}
	for range 500 {
		sizes = append(sizes, 1+r.Intn(slabLimit))
	}
	for range 100 {
		sizes = append(sizes, 1+r.Intn(scratchSize))
	}
	r.Shuffle(len(sizes), func(i, j int) { sizes[i], sizes[j] = sizes[j], sizes[i] })

	var b receiveBuffers
	type taken struct {
		p    []byte
		fill byte
	}
	var all []taken
	for i, n := range sizes {
		scratch := b.scratch()
		require.Len(t, scratch, scratchSize)
		fill := byte(i)
		for j := range n {
			scratch[j] = fill
		}
		p := b.take(n)
		require.Len(t, p, n)
		require.Equal(t, n, cap(p), "appending must not reach a neighbour")
		require.Zero(t, uintptr(unsafe.Pointer(&p[0]))%8, "typed arrays need alignment")
		all = append(all, taken{p, fill})
	}
	clear(b.scratch())
	for _, k := range all {
		require.Equal(t, bytes.Repeat([]byte{k.fill}, len(k.p)), k.p)
	}
}

func TestScratchIsReusedUnlessTaken(t *testing.T) {
	var b receiveBuffers
	first := &b.scratch()[0]
	b.take(scratchSize / 2)
	require.Same(t, first, &b.scratch()[0])
	b.take(scratchSize/2 + 1)
	require.NotSame(t, first, &b.scratch()[0])
}
