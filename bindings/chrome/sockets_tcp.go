package chrome

import (
	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/bindings/api"
	"github.com/sockhost/sockhost/sockets"
)

// Types of chrome.sockets.tcp.
var (
	tcpProperties = &api.Type{Kind: api.Object, Name: "sockets.tcp.SocketProperties", Properties: []api.Param{
		{Name: "persistent", Type: api.BooleanType, Optional: true},
		{Name: "name", Type: api.StringType, Optional: true},
		{Name: "bufferSize", Type: api.IntegerType, Optional: true},
	}}
	tcpCreateInfo = &api.Type{Kind: api.Object, Name: "sockets.tcp.CreateInfo", Properties: []api.Param{
		{Name: "socketId", Type: api.IntegerType},
	}}
	tcpDNSQueryType = &api.Type{Kind: api.String, Name: "sockets.tcp.DnsQueryType", Enum: []string{"any", "ipv4", "ipv6"}}
	tcpSendInfo     = &api.Type{Kind: api.Object, Name: "sockets.tcp.SendInfo", Properties: []api.Param{
		{Name: "resultCode", Type: api.IntegerType},
		{Name: "bytesSent", Type: api.IntegerType, Optional: true},
	}}
	tcpTLSVersions = &api.Type{Kind: api.Object, Name: "sockets.tcp.TLSVersionConstraints", Properties: []api.Param{
		{Name: "min", Type: api.StringType, Optional: true},
		{Name: "max", Type: api.StringType, Optional: true},
	}}
	tcpSecureOptions = &api.Type{Kind: api.Object, Name: "sockets.tcp.SecureOptions", Properties: []api.Param{
		{Name: "tlsVersion", Type: tcpTLSVersions, Optional: true},
	}}
	tcpSocketInfo = &api.Type{Kind: api.Object, Name: "sockets.tcp.SocketInfo", Properties: []api.Param{
		{Name: "socketId", Type: api.IntegerType},
		{Name: "persistent", Type: api.BooleanType},
		{Name: "name", Type: api.StringType, Optional: true},
		{Name: "bufferSize", Type: api.IntegerType, Optional: true},
		{Name: "paused", Type: api.BooleanType},
		{Name: "connected", Type: api.BooleanType},
		{Name: "localAddress", Type: api.StringType, Optional: true},
		{Name: "localPort", Type: api.IntegerType, Optional: true},
		{Name: "peerAddress", Type: api.StringType, Optional: true},
		{Name: "peerPort", Type: api.IntegerType, Optional: true},
	}}
	tcpReceiveInfo = &api.Type{Kind: api.Object, Name: "sockets.tcp.ReceiveInfo", Properties: []api.Param{
		{Name: "socketId", Type: api.IntegerType},
		{Name: "data", Type: api.BinaryType},
	}}
	tcpReceiveErrorInfo = &api.Type{Kind: api.Object, Name: "sockets.tcp.ReceiveErrorInfo", Properties: []api.Param{
		{Name: "socketId", Type: api.IntegerType},
		{Name: "resultCode", Type: api.IntegerType},
	}}
)

// families are the values of DnsQueryType.
var families = map[string]sockets.Family{
	"":     sockets.AnyFamily,
	"any":  sockets.AnyFamily,
	"ipv4": sockets.IPv4Only,
	"ipv6": sockets.IPv6Only,
}

// Parameters and results that many methods share.
var (
	socketID   = api.Param{Name: "socketId", Type: api.IntegerType}
	paused     = api.Param{Name: "paused", Type: api.BooleanType}
	resultCode = []api.Param{{Name: "result", Type: api.IntegerType}}
)

// tcpNamespace is chrome.sockets.tcp.
func tcpNamespace(a *adapter) *api.Namespace {
	return &api.Namespace{
		Name: "sockets.tcp",
		Types: []*api.Type{
			tcpProperties, tcpCreateInfo, tcpDNSQueryType, tcpSendInfo, tcpTLSVersions,
			tcpSecureOptions, tcpSocketInfo, tcpReceiveInfo, tcpReceiveErrorInfo,
		},
		Methods: []api.Method{
			{
				Name:    "create",
				Params:  []api.Param{{Name: "properties", Type: tcpProperties, Optional: true}},
				Results: []api.Param{{Name: "createInfo", Type: tcpCreateInfo}},
				Do: func(c *api.Call) {
					id := a.host.TCP.Create(propertiesOf(c.Dict()))
					a.later(c, a.b.Object(a.field("socketId", id)), nil)
				},
			},
			{
				Name:   "update",
				Params: []api.Param{socketID, {Name: "properties", Type: tcpProperties}},
				Do: func(c *api.Call) {
					a.host.TCP.Update(c.Int(0), propertiesOf(c.Dict()), a.plain(c))
				},
			},
			{
				Name:   "setPaused",
				Params: []api.Param{socketID, paused},
				Do:     func(c *api.Call) { a.host.TCP.SetPaused(c.Int(0), c.Bool(1), a.plain(c)) },
			},
			{
				Name: "setKeepAlive",
				Params: []api.Param{
					socketID,
					{Name: "enable", Type: api.BooleanType},
					{Name: "delay", Type: api.IntegerType, Optional: true},
				},
				Results:      resultCode,
				CallbackOnly: true,
				Do: func(c *api.Call) {
					a.host.TCP.SetKeepAlive(c.Int(0), c.Bool(1), c.Int(2), a.result(c))
				},
			},
			{
				Name:         "setNoDelay",
				Params:       []api.Param{socketID, {Name: "noDelay", Type: api.BooleanType}},
				Results:      resultCode,
				CallbackOnly: true,
				Do:           func(c *api.Call) { a.host.TCP.SetNoDelay(c.Int(0), c.Bool(1), a.result(c)) },
			},
			{
				Name: "connect",
				Params: []api.Param{
					socketID,
					{Name: "peerAddress", Type: api.StringType},
					{Name: "peerPort", Type: api.IntegerType},
					{Name: "dnsQueryType", Type: tcpDNSQueryType, Optional: true},
				},
				Results:      resultCode,
				CallbackOnly: true,
				Do: func(c *api.Call) {
					a.host.TCP.Connect(c.Int(0), c.String(1), c.Int(2), families[c.String(3)], a.result(c))
				},
			},
			{
				Name:   "disconnect",
				Params: []api.Param{socketID},
				Do:     func(c *api.Call) { a.host.TCP.Disconnect(c.Int(0), a.plain(c)) },
			},
			{
				Name:         "secure",
				Params:       []api.Param{socketID, {Name: "options", Type: tcpSecureOptions, Optional: true}},
				Results:      resultCode,
				CallbackOnly: true,
				Do: func(c *api.Call) {
					a.host.TCP.Secure(c.Int(0), tlsVersionsOf(c.Dict()), a.result(c))
				},
			},
			{
				Name:         "send",
				Params:       []api.Param{socketID, {Name: "data", Type: api.BinaryType}},
				Results:      []api.Param{{Name: "sendInfo", Type: tcpSendInfo}},
				CallbackOnly: true,
				Do:           func(c *api.Call) { a.host.TCP.Send(c.Int(0), c.Bytes(1), a.sent(c)) },
			},
			{
				Name:   "close",
				Params: []api.Param{socketID},
				Do:     func(c *api.Call) { a.host.TCP.Close(c.Int(0), a.plain(c)) },
			},
			{
				Name:    "getInfo",
				Params:  []api.Param{socketID},
				Results: []api.Param{{Name: "socketInfo", Type: tcpSocketInfo}},
				Do: func(c *api.Call) {
					info, err := a.host.TCP.Info(c.Int(0))
					a.later(c, a.tcpInfo(info), err)
				},
			},
			{
				Name:    "getSockets",
				Results: []api.Param{{Name: "socketInfos", Type: api.ArrayOf(tcpSocketInfo)}},
				Do: func(c *api.Call) {
					var infos []goja.Value
					for _, info := range a.host.TCP.Sockets() {
						infos = append(infos, a.tcpInfo(info))
					}
					a.later(c, a.array(infos), nil)
				},
			},
		},
		Events: []api.Event{
			{Name: "onReceive", Params: []api.Param{{Name: "info", Type: tcpReceiveInfo}}},
			{Name: "onReceiveError", Params: []api.Param{{Name: "info", Type: tcpReceiveErrorInfo}}},
		},
	}
}

func (a *adapter) tcpInfo(i sockets.TCPInfo) goja.Value {
	return a.b.Object(
		optional(a, "bufferSize", max(i.BufferSize, 0)),
		a.field("connected", i.Connected),
		optional(a, "localAddress", i.Local.Address),
		a.endpointPort("localPort", i.Local),
		optional(a, "name", i.Name),
		a.field("paused", i.Paused),
		optional(a, "peerAddress", i.Peer.Address),
		a.endpointPort("peerPort", i.Peer),
		a.field("persistent", i.Persistent),
		a.field("socketId", i.ID),
	)
}

// tlsVersionsOf reads a SecureOptions argument.
func tlsVersionsOf(d api.Dict) (v sockets.TLSVersions) {
	versions := d.Dict("tlsVersion")
	if text := versions.String("min"); text != nil {
		v.Min = *text
	}
	if text := versions.String("max"); text != nil {
		v.Max = *text
	}
	return v
}
