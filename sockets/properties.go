package sockets

// Properties are what an app can set on a socket.
type Properties struct {
	Persistent bool
	Name       string
	BufferSize int // bytes; servers have none
}

// Update names the properties to change; nil leaves one as it is.
type Update struct {
	Persistent *bool
	Name       *string
	BufferSize *int
}

func (p *Properties) apply(u Update) {
	if u.Persistent != nil {
		p.Persistent = *u.Persistent
	}
	if u.Name != nil {
		p.Name = *u.Name
	}
	if u.BufferSize != nil {
		p.BufferSize = *u.BufferSize
	}
}

const (
	defaultBufferSize = 4096
	maxChunk          = 64 << 10
)

// chunkSize is the largest piece of data an event may carry.
func (p *Properties) chunkSize() int {
	if p.BufferSize <= 0 {
		return defaultBufferSize
	}
	return min(p.BufferSize, maxChunk)
}
