package wsserver

import (
	"net/http"

	"github.com/sockhost/sockhost/sockets/ws"
)

// Events hears what happens to a server. Its methods are called on the loop
// goroutine and may call anything of this package, [Server.Start] and
// [Server.Stop] included.
//
// A client that switches to WebSocket is heard of in this order: Upgrading,
// Opened, any number of Message, Fragment and Error, Closed, Gone. Others: any
// number of Serve, Gone.
type Events interface {
	// Upgrading asks whether the client may switch to WebSocket. To accept, it
	// returns true and further fields for the 101 (Sec-Websocket-Protocol among
	// them). To refuse, it answers the request through w and returns false.
	Upgrading(c *Client, r *Request, w *Response) (header http.Header, accept bool)
	// Opened says that the client has switched; messages can be sent from now on.
	Opened(c *Client)
	// Message hands over a whole message.
	Message(c *Client, m ws.Message)
	// WantsFragments says whether messages that the peer split are wanted frame
	// by frame; it is asked at each such frame.
	WantsFragments() bool
	// Fragment hands over one frame of a split message.
	Fragment(c *Client, m ws.Message)
	// Error tells of a failure of one client; it is only a notification.
	Error(c *Client, text string)
	// Closed comes for upgraded clients only, and not for those that end by
	// [Server.Stop] or [Client.Abort]. The client is still known.
	Closed(c *Client, end ws.End)
	// Gone is the last call for every client that any other call named. The
	// client is still known, and counted if it was upgraded; it is forgotten
	// after it.
	Gone(c *Client)
	// Serve has an ordinary HTTP request answered through w, now or later.
	Serve(c *Client, r *Request, w *Response)
	// BeforeStop comes when a listening server is about to stop; clients are
	// still connected.
	BeforeStop()
}
