package ws

import (
	"bytes"
	"compress/flate"
	"errors"
	"io"
)

// deflater compresses and decompresses messages for permessage-deflate without
// context takeover, so that all connections of one loop can share one. The
// zero value is ready; its engines, a megabyte together, are made on first use.
type deflater struct {
	writer *flate.Writer
	reader io.ReadCloser
	source bytes.Reader
}

const (
	// deflateFrom is the size in bytes from which compressing pays.
	deflateFrom = 512
	// flushTail ends what a flush writes; RFC 7692 leaves it out.
	flushTail = "\x00\x00\xff\xff"
	// finalBlock is an empty last block, which the inflater wants to see.
	finalBlock = "\x01\x00\x00\xff\xff"
)

var (
	errTooBig   = errors.New("the message is larger than allowed")
	errInflate  = errors.New("the compressed message is corrupt")
	errNotUTF8  = errors.New("the text is not valid UTF-8")
	flushedTail = []byte(flushTail + finalBlock)
)

// compress returns the compressed form of data in memory of its own.
func (d *deflater) compress(data []byte) []byte {
	var out bytes.Buffer
	out.Grow(len(data)/2 + 64)
	if d.writer == nil {
		d.writer, _ = flate.NewWriter(&out, flate.BestSpeed)
	} else {
		d.writer.Reset(&out)
	}
	d.writer.Write(data) // a bytes.Buffer takes everything
	d.writer.Flush()
	return bytes.TrimSuffix(out.Bytes(), []byte(flushTail))
}

// inflate returns the message in data, of at most limit bytes.
func (d *deflater) inflate(data []byte, limit int) ([]byte, error) {
	d.source.Reset(data)
	source := io.MultiReader(&d.source, bytes.NewReader(flushedTail))
	if d.reader == nil {
		d.reader = flate.NewReader(source)
	} else {
		d.reader.(flate.Resetter).Reset(source, nil)
	}
	out := bytes.NewBuffer(make([]byte, 0, min(3*len(data)+bytes.MinRead, limit+bytes.MinRead)))
	n, err := out.ReadFrom(io.LimitReader(d.reader, int64(limit)+1))
	switch {
	case n > int64(limit):
		return nil, errTooBig
	case err != nil:
		return nil, errInflate
	}
	return out.Bytes(), nil
}
