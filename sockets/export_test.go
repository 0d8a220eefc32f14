package sockets

// Unexported parts that the black-box tests look at.
var (
	ParseLiteral = parseLiteral
	AddressText  = addressText
	SystemCode   = codeOf
	ConnectCode  = connectCode
	CodeNames    = codeNames
	ErrnoCodes   = errnoCodes
)

// Unsent returns how many bytes count against the write quota.
func (h *Host) Unsent() int { return h.unsent }

// Held returns how many sockets hold an event back.
func (h *Host) Held() int { return len(h.held) }
