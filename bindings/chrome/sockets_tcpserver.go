package chrome

import (
	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/bindings/api"
	"github.com/sockhost/sockhost/sockets"
)

// Types of chrome.sockets.tcpServer.
var (
	serverProperties = &api.Type{Kind: api.Object, Name: "sockets.tcpServer.SocketProperties", Properties: []api.Param{
		{Name: "persistent", Type: api.BooleanType, Optional: true},
		{Name: "name", Type: api.StringType, Optional: true},
	}}
	serverCreateInfo = &api.Type{Kind: api.Object, Name: "sockets.tcpServer.CreateInfo", Properties: []api.Param{
		{Name: "socketId", Type: api.IntegerType},
	}}
	serverSocketInfo = &api.Type{Kind: api.Object, Name: "sockets.tcpServer.SocketInfo", Properties: []api.Param{
		{Name: "socketId", Type: api.IntegerType},
		{Name: "persistent", Type: api.BooleanType},
		{Name: "name", Type: api.StringType, Optional: true},
		{Name: "paused", Type: api.BooleanType},
		{Name: "localAddress", Type: api.StringType, Optional: true},
		{Name: "localPort", Type: api.IntegerType, Optional: true},
	}}
	serverAcceptInfo = &api.Type{Kind: api.Object, Name: "sockets.tcpServer.AcceptInfo", Properties: []api.Param{
		{Name: "socketId", Type: api.IntegerType},
		{Name: "clientSocketId", Type: api.IntegerType},
	}}
	serverAcceptErrorInfo = &api.Type{Kind: api.Object, Name: "sockets.tcpServer.AcceptErrorInfo", Properties: []api.Param{
		{Name: "socketId", Type: api.IntegerType},
		{Name: "resultCode", Type: api.IntegerType},
	}}
)

// tcpServerNamespace is chrome.sockets.tcpServer.
func tcpServerNamespace(a *adapter) *api.Namespace {
	return &api.Namespace{
		Name: "sockets.tcpServer",
		Types: []*api.Type{
			serverProperties, serverCreateInfo, serverSocketInfo, serverAcceptInfo, serverAcceptErrorInfo,
		},
		Methods: []api.Method{
			{
				Name:    "create",
				Params:  []api.Param{{Name: "properties", Type: serverProperties, Optional: true}},
				Results: []api.Param{{Name: "createInfo", Type: serverCreateInfo}},
				Do: func(c *api.Call) {
					id := a.host.TCPServer.Create(propertiesOf(c.Dict()))
					a.later(c, a.b.Object(a.field("socketId", id)), nil)
				},
			},
			{
				Name:   "update",
				Params: []api.Param{socketID, {Name: "properties", Type: serverProperties}},
				Do: func(c *api.Call) {
					a.host.TCPServer.Update(c.Int(0), propertiesOf(c.Dict()), a.plain(c))
				},
			},
			{
				Name:   "setPaused",
				Params: []api.Param{socketID, paused},
				Do:     func(c *api.Call) { a.host.TCPServer.SetPaused(c.Int(0), c.Bool(1), a.plain(c)) },
			},
			{
				Name: "listen",
				Params: []api.Param{
					socketID,
					{Name: "address", Type: api.StringType},
					{Name: "port", Type: api.IntegerType},
					{Name: "backlog", Type: api.IntegerType, Optional: true},
				},
				Results:      resultCode,
				CallbackOnly: true,
				Do: func(c *api.Call) {
					backlog := sockets.DefaultBacklog
					if c.Given(3) {
						backlog = c.Int(3)
					}
					a.host.TCPServer.Listen(c.Int(0), c.String(1), c.Int(2), backlog, a.result(c))
				},
			},
			{
				Name:   "disconnect",
				Params: []api.Param{socketID},
				Do:     func(c *api.Call) { a.host.TCPServer.Disconnect(c.Int(0), a.plain(c)) },
			},
			{
				Name:   "close",
				Params: []api.Param{socketID},
				Do:     func(c *api.Call) { a.host.TCPServer.Close(c.Int(0), a.plain(c)) },
			},
			{
				Name:    "getInfo",
				Params:  []api.Param{socketID},
				Results: []api.Param{{Name: "socketInfo", Type: serverSocketInfo}},
				Do: func(c *api.Call) {
					info, err := a.host.TCPServer.Info(c.Int(0))
					a.later(c, a.serverInfo(info), err)
				},
			},
			{
				Name:    "getSockets",
				Results: []api.Param{{Name: "socketInfos", Type: api.ArrayOf(serverSocketInfo)}},
				Do: func(c *api.Call) {
					var infos []goja.Value
					for _, info := range a.host.TCPServer.Sockets() {
						infos = append(infos, a.serverInfo(info))
					}
					a.later(c, a.array(infos), nil)
				},
			},
		},
		Events: []api.Event{
			{Name: "onAccept", Params: []api.Param{{Name: "info", Type: serverAcceptInfo}}},
			{Name: "onAcceptError", Params: []api.Param{{Name: "info", Type: serverAcceptErrorInfo}}},
		},
	}
}

func (a *adapter) serverInfo(i sockets.ServerInfo) goja.Value {
	return a.b.Object(
		optional(a, "localAddress", i.Local.Address),
		a.endpointPort("localPort", i.Local),
		optional(a, "name", i.Name),
		a.field("paused", i.Paused),
		a.field("persistent", i.Persistent),
		a.field("socketId", i.ID),
	)
}
