package chrome

import (
	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/bindings/api"
	"github.com/sockhost/sockhost/sockets"
)

// Types of chrome.sockets.udp.
var (
	udpProperties = &api.Type{Kind: api.Object, Name: "sockets.udp.SocketProperties", Properties: []api.Param{
		{Name: "persistent", Type: api.BooleanType, Optional: true},
		{Name: "name", Type: api.StringType, Optional: true},
		{Name: "bufferSize", Type: api.IntegerType, Optional: true},
	}}
	udpCreateInfo = &api.Type{Kind: api.Object, Name: "sockets.udp.CreateInfo", Properties: []api.Param{
		{Name: "socketId", Type: api.IntegerType},
	}}
	udpDNSQueryType = &api.Type{Kind: api.String, Name: "sockets.udp.DnsQueryType", Enum: []string{"any", "ipv4", "ipv6"}}
	udpSendInfo     = &api.Type{Kind: api.Object, Name: "sockets.udp.SendInfo", Properties: []api.Param{
		{Name: "resultCode", Type: api.IntegerType},
		{Name: "bytesSent", Type: api.IntegerType, Optional: true},
	}}
	udpSocketInfo = &api.Type{Kind: api.Object, Name: "sockets.udp.SocketInfo", Properties: []api.Param{
		{Name: "socketId", Type: api.IntegerType},
		{Name: "persistent", Type: api.BooleanType},
		{Name: "name", Type: api.StringType, Optional: true},
		{Name: "bufferSize", Type: api.IntegerType, Optional: true},
		{Name: "paused", Type: api.BooleanType},
		{Name: "localAddress", Type: api.StringType, Optional: true},
		{Name: "localPort", Type: api.IntegerType, Optional: true},
	}}
	udpReceiveInfo = &api.Type{Kind: api.Object, Name: "sockets.udp.ReceiveInfo", Properties: []api.Param{
		{Name: "socketId", Type: api.IntegerType},
		{Name: "data", Type: api.BinaryType},
		{Name: "remoteAddress", Type: api.StringType},
		{Name: "remotePort", Type: api.IntegerType},
	}}
	udpReceiveErrorInfo = &api.Type{Kind: api.Object, Name: "sockets.udp.ReceiveErrorInfo", Properties: []api.Param{
		{Name: "socketId", Type: api.IntegerType},
		{Name: "resultCode", Type: api.IntegerType},
	}}
)

// udpNamespace is chrome.sockets.udp.
func udpNamespace(a *adapter) *api.Namespace {
	address := api.Param{Name: "address", Type: api.StringType}
	port := api.Param{Name: "port", Type: api.IntegerType}
	enabled := api.Param{Name: "enabled", Type: api.BooleanType}
	return &api.Namespace{
		Name: "sockets.udp",
		Types: []*api.Type{
			udpProperties, udpCreateInfo, udpDNSQueryType, udpSendInfo,
			udpSocketInfo, udpReceiveInfo, udpReceiveErrorInfo,
		},
		Methods: []api.Method{
			{
				Name:    "create",
				Params:  []api.Param{{Name: "properties", Type: udpProperties, Optional: true}},
				Results: []api.Param{{Name: "createInfo", Type: udpCreateInfo}},
				Do: func(c *api.Call) {
					id := a.host.UDP.Create(propertiesOf(c.Dict()))
					a.later(c, a.b.Object(a.field("socketId", id)), nil)
				},
			},
			{
				Name:   "update",
				Params: []api.Param{socketID, {Name: "properties", Type: udpProperties}},
				Do: func(c *api.Call) {
					a.host.UDP.Update(c.Int(0), propertiesOf(c.Dict()), a.plain(c))
				},
			},
			{
				Name:   "setPaused",
				Params: []api.Param{socketID, paused},
				Do:     func(c *api.Call) { a.host.UDP.SetPaused(c.Int(0), c.Bool(1), a.plain(c)) },
			},
			{
				Name:         "bind",
				Params:       []api.Param{socketID, address, port},
				Results:      resultCode,
				CallbackOnly: true,
				Do:           func(c *api.Call) { a.host.UDP.Bind(c.Int(0), c.String(1), c.Int(2), a.result(c)) },
			},
			{
				Name: "send",
				Params: []api.Param{
					socketID,
					{Name: "data", Type: api.BinaryType},
					address,
					port,
					{Name: "dnsQueryType", Type: udpDNSQueryType, Optional: true},
				},
				Results:      []api.Param{{Name: "sendInfo", Type: udpSendInfo}},
				CallbackOnly: true,
				Do: func(c *api.Call) {
					a.host.UDP.Send(c.Int(0), c.Bytes(1), c.String(2), c.Int(3), families[c.String(4)], a.sent(c))
				},
			},
			{
				Name:   "close",
				Params: []api.Param{socketID},
				Do:     func(c *api.Call) { a.host.UDP.Close(c.Int(0), a.plain(c)) },
			},
			{
				Name:    "getInfo",
				Params:  []api.Param{socketID},
				Results: []api.Param{{Name: "socketInfo", Type: udpSocketInfo}},
				Do: func(c *api.Call) {
					info, err := a.host.UDP.Info(c.Int(0))
					a.later(c, a.udpInfo(info), err)
				},
			},
			{
				Name:    "getSockets",
				Results: []api.Param{{Name: "socketInfos", Type: api.ArrayOf(udpSocketInfo)}},
				Do: func(c *api.Call) {
					var infos []goja.Value
					for _, info := range a.host.UDP.Sockets() {
						infos = append(infos, a.udpInfo(info))
					}
					a.later(c, a.array(infos), nil)
				},
			},
			{
				Name:         "joinGroup",
				Params:       []api.Param{socketID, address},
				Results:      resultCode,
				CallbackOnly: true,
				Do:           func(c *api.Call) { a.host.UDP.JoinGroup(c.Int(0), c.String(1), a.result(c)) },
			},
			{
				Name:         "leaveGroup",
				Params:       []api.Param{socketID, address},
				Results:      resultCode,
				CallbackOnly: true,
				Do:           func(c *api.Call) { a.host.UDP.LeaveGroup(c.Int(0), c.String(1), a.result(c)) },
			},
			{
				Name:         "setMulticastTimeToLive",
				Params:       []api.Param{socketID, {Name: "ttl", Type: api.IntegerType}},
				Results:      resultCode,
				CallbackOnly: true,
				Do:           func(c *api.Call) { a.host.UDP.SetMulticastTTL(c.Int(0), c.Int(1), a.result(c)) },
			},
			{
				Name:         "setMulticastLoopbackMode",
				Params:       []api.Param{socketID, enabled},
				Results:      resultCode,
				CallbackOnly: true,
				Do:           func(c *api.Call) { a.host.UDP.SetMulticastLoopback(c.Int(0), c.Bool(1), a.result(c)) },
			},
			{
				Name:    "getJoinedGroups",
				Params:  []api.Param{socketID},
				Results: []api.Param{{Name: "groups", Type: api.ArrayOf(api.StringType)}},
				Do: func(c *api.Call) {
					groups, err := a.host.UDP.JoinedGroups(c.Int(0))
					var items []goja.Value
					for _, g := range groups {
						items = append(items, a.vm.ToValue(g))
					}
					a.later(c, a.array(items), err)
				},
			},
			{
				Name:         "setBroadcast",
				Params:       []api.Param{socketID, enabled},
				Results:      resultCode,
				CallbackOnly: true,
				Do:           func(c *api.Call) { a.host.UDP.SetBroadcast(c.Int(0), c.Bool(1), a.result(c)) },
			},
		},
		Events: []api.Event{
			{Name: "onReceive", Params: []api.Param{{Name: "info", Type: udpReceiveInfo}}},
			{Name: "onReceiveError", Params: []api.Param{{Name: "info", Type: udpReceiveErrorInfo}}},
		},
	}
}

func (a *adapter) udpInfo(i sockets.UDPInfo) goja.Value {
	return a.b.Object(
		optional(a, "bufferSize", max(i.BufferSize, 0)),
		optional(a, "localAddress", i.Local.Address),
		a.endpointPort("localPort", i.Local),
		optional(a, "name", i.Name),
		a.field("paused", i.Paused),
		a.field("persistent", i.Persistent),
		a.field("socketId", i.ID),
	)
}
