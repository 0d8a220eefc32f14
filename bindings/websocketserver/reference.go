package websocketserver

import "strings"

// Reference is the part of docs/websocketserver.md that comes from the tables:
// every member of every kind of object, in Markdown.
func Reference() string {
	c := newClasses(nil)
	var b strings.Builder
	section(&b, "websocketserver", "The functions of the constructor.", statics())
	section(&b, "Servers", "What `new websocketserver()` makes. The function `websocketserver` is one itself.", c.servers.members())
	section(&b, "Clients", "What `server.client(hSocket)` returns: one connection.", c.clients.members())
	section(&b, "httpServer", "The HTTP side of a server.", c.https.members())
	section(&b, "Requests", "What handlers and `onUpgradeToWebsocket` are told of a request. Values are made when they are read, and may be assigned.", c.requests.members())
	section(&b, "Responses", "What handlers and `onUpgradeToWebsocket` answer with. What is never assigned has the value shown.", c.responses.members())
	return b.String()
}

func section[S any](b *strings.Builder, title, text string, members []member[S]) {
	b.WriteString("### " + title + "\n\n" + text + "\n")
	for _, m := range members {
		b.WriteString("\n- `" + m.name + m.signature + "`<br>" + m.doc + "\n")
	}
	b.WriteString("\n")
}
