package websocketserver_test

import (
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost"
)

// logged has every callback print its arguments.
const logged = `
	['onOpen', 'onClose', 'onClientClosed', '_onClientClosed', 'beforeStop', '_beforeStop'].forEach(function (name) {
		s[name] = function (h, v) { log.apply(null, [name].concat(Array.prototype.slice.call(arguments)).concat(this === s ? [] : ['wrong this'])); };
	});
	http.beforeStop = function () { log('http.beforeStop', this === http); };
	http.onClientClosed = function (h) { log('http.onClientClosed', h, this === http); };
	s.start('127.0.0.1');`

// gone are the lines of the end of a connection.
func gone(handle int) []string {
	return []string{fmt.Sprint("_onClientClosed ", handle), fmt.Sprint("onClientClosed ", handle), fmt.Sprint("http.onClientClosed ", handle, " true")}
}

func TestEcho(t *testing.T) {
	onEachBackend(t, func(t *testing.T, opts sockhost.Options) {
		p := start(t, opts, `
			s.onUpgradeToWebsocket = function (h, request, response, protocol, origin) {
				if (request.path !== '/aardio') return response.errorStatus(404);
				log('upgrade', h, s.isConnected(h), s.isClosed(h), s.clientCount(), s.client(h).wsReadyState, s.send(h, 'early'), protocol, origin);
			};
			s.onMessage = function (h, msg) { s.send(h, 'echo: ' + msg.data); };`+logged+`
			s.onOpen = function (h) { log('open', h, s.client(h).getRemoteIp().ip, s.clientCount()); s.send(h, 'welcome'); };`)
		url := p.eval("s.getUrl()")
		c := dial(t, url+"/aardio", nil)
		require.Equal(t, "welcome", read(t, c))
		for _, text := range []string{"one", "", "zwölf", "😀"} {
			require.NoError(t, c.WriteMessage(websocket.TextMessage, []byte(text)))
			require.Equal(t, "echo: "+text, read(t, c))
		}
		p.expect(`error 1 Failed to execute "send/sendData"`, `upgrade 1 false false 0 null null null null`, `open 1 127.0.0.1 1`)
		require.Equal(t, c.LocalAddr().String(), p.eval(`s.getRemoteIp(1).join(':')`))

		status, body := refused(t, url+"/other")
		require.Equal(t, 404, status)
		require.Equal(t, "404 Not Found", body)
		p.expect(gone(2)...)
		require.NoError(t, c.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(4001, "bye")))
		p.expect(`onClose 1 {"code":4001,"reason":"bye"}`)
		p.expect(gone(1)...)
		require.Equal(t, "true,false,,", p.eval(`[s.isClosed(1), s.isConnected(1), s.client(1), s.send(1, 'x')].join()`))
		p.silent()
	})
}

// TestMessages looks at the objects of messages.
func TestMessages(t *testing.T) {
	p := start(t, sockhost.Options{}, logged+`
		s.onOpen = null;
		s.onMessage = function (h, msg) {
			log(Object.keys(msg).join(), msg.type, msg.fin, msg.rsv1, msg.length, Object.prototype.toString.call(msg.data), typeof msg.data === 'string' ? msg.data : Array.from(new Uint8Array(msg.data)));
			msg.mine = 1; msg.fin = 5; delete msg.rsv1;
			log(JSON.stringify(msg), 'data' in msg, msg.hasOwnProperty('mine'), msg.rsv1 === undefined, msg.data === msg.data);
		};`)
	c := dial(t, p.eval("s.getUrl()"), nil)
	require.NoError(t, c.WriteMessage(websocket.TextMessage, []byte("hé")))
	p.expect(`type,fin,rsv1,rsv2,rsv3,data,length 1 1 0 3 [object String] hé`,
		`{"type":1,"fin":5,"rsv2":0,"rsv3":0,"data":"hé","length":3,"mine":1} true true true true`)
	require.NoError(t, c.WriteMessage(websocket.BinaryMessage, []byte{1, 2}))
	p.expect(`type,fin,rsv1,rsv2,rsv3,data,length 2 1 0 2 [object ArrayBuffer] [1,2]`,
		`{"type":2,"fin":5,"rsv2":0,"rsv3":0,"data":{},"length":2,"mine":1} true true true true`)
	require.NoError(t, c.WriteMessage(websocket.BinaryMessage, nil))
	p.expect(`type,fin,rsv1,rsv2,rsv3,data,length 2 1 0 0 [object ArrayBuffer] []`)
	p.line()
	require.NoError(t, c.WriteMessage(websocket.TextMessage, nil))
	p.expect(`type,fin,rsv1,rsv2,rsv3,data,length 1 1 0 0 [object String] `)
}

// TestSend sends every type of data and every size at which a frame changes.
func TestSend(t *testing.T) {
	onEachBackend(t, func(t *testing.T, opts sockhost.Options) {
		p := start(t, opts, `s.onOpen = function () { log('open'); }; s.onMessage = function (h, msg) { log(s.send(h, msg.data)); }; s.start('127.0.0.1'); var bytes = new Uint8Array([1, 2, 3, 4, 5]);`)
		c := dial(t, p.eval("s.getUrl()"), nil)
		p.expect("open") // the client has its answer a moment before
		for _, x := range []struct {
			data string
			kind int
			want string
		}{
			{`'text'`, websocket.TextMessage, "text"},
			{`''`, websocket.TextMessage, ""},
			{`'\ud800'`, websocket.TextMessage, "\uFFFD"},
			{`'ä'`, websocket.TextMessage, "ä"},
			{`bytes.buffer`, websocket.BinaryMessage, "\x01\x02\x03\x04\x05"},
			{`bytes.subarray(1, 3)`, websocket.BinaryMessage, "\x02\x03"},
			{`new DataView(bytes.buffer, 3)`, websocket.BinaryMessage, "\x04\x05"},
			{`new Uint16Array([258])`, websocket.BinaryMessage, "\x02\x01"},
			{`new ArrayBuffer(0)`, websocket.BinaryMessage, ""},
		} {
			require.Equal(t, "true", p.eval(`s.send(1, `+x.data+`)`), x.data)
			kind, data, err := c.ReadMessage()
			require.NoError(t, err)
			require.Equal(t, x.kind, kind, x.data)
			require.Equal(t, x.want, string(data), x.data)
		}
		// Copied when it is sent.
		require.Equal(t, "true", p.eval(`var sent = s.send('1', bytes); bytes.fill(9); sent`))
		require.Equal(t, "\x01\x02\x03\x04\x05", read(t, c))
		for _, data := range []string{"5", "true", "null", "undefined", "{}", "[1]", "s", "Symbol()"} {
			require.Equal(t, "null", p.eval(`String(s.send(1, `+data+`))`), data)
			p.expect(`error 1 Failed to execute "send/sendData": unsupported data type`)
		}
		for _, n := range []int{0, 1, 125, 126, 65535, 65536, 1 << 20} {
			for _, kind := range []int{websocket.TextMessage, websocket.BinaryMessage} {
				sent := strings.Repeat("x", n)
				require.NoError(t, c.WriteMessage(kind, []byte(sent)))
				got, data, err := c.ReadMessage()
				require.NoError(t, err)
				require.Equal(t, kind, got)
				require.True(t, sent == string(data), "%d bytes", n)
				p.expect("true")
			}
		}
		p.silent()
	})
}

func TestSendData(t *testing.T) {
	p := start(t, sockhost.Options{}, `s.onOpen = function () { log('open'); }; s.start('127.0.0.1');`)
	c := dial(t, p.eval("s.getUrl()"), nil)
	p.expect("open")
	pings := make(chan string, 10)
	c.SetPingHandler(func(data string) error { pings <- data; return nil })
	require.Equal(t, "true,true,true,true", p.eval(`[s.sendData(1, 'Hel', 1, 0), s.sendData(1, 'x', 9), s.sendData(1, 'lo', 0, 1), s.sendData(1, new Uint8Array([65]))].join()`))
	require.Equal(t, "Hello", read(t, c))
	require.Equal(t, "x", <-pings)
	kind, data, err := c.ReadMessage()
	require.NoError(t, err)
	require.Equal(t, websocket.TextMessage, kind)
	require.Equal(t, "A", string(data))
	require.Equal(t, "null", p.eval(`String(s.sendData(1, 5))`))
	p.expect(`error 1 Failed to execute "send/sendData": unsupported data type`)
	// Null and undefined are left out.
	require.Equal(t, "true", p.eval(`s.sendData(1, 'y', null, undefined, null)`))
	require.Equal(t, "y", read(t, c))
	require.Equal(t, "true", p.eval(`s.sendData(1, 'y', 2, 1, 1)`))
	_, _, err = c.ReadMessage()
	require.ErrorContains(t, err, "RSV1")
}

// rawFrame writes a frame as it is, masked with zeros.
func rawFrame(t *testing.T, c *websocket.Conn, first byte, payload string) {
	t.Helper()
	_, err := c.NetConn().Write(append([]byte{first, 0x80 | byte(len(payload)), 0, 0, 0, 0}, payload...))
	require.NoError(t, err)
}

func TestFragments(t *testing.T) {
	onEachBackend(t, func(t *testing.T, opts sockhost.Options) {
		p := start(t, opts, `
			s.onMessage = function (h, msg) { log('message', msg); };
			s.start('127.0.0.1');
			function onFragment(h, msg) { log('fragment', msg.type, msg.fin, msg.length, Array.from(new Uint8Array(msg.data))); }`)
		c := dial(t, p.eval("s.getUrl()"), nil)
		send := func() {
			rawFrame(t, c, 0x01, "Hel")
			rawFrame(t, c, 0x89, "ping")
			rawFrame(t, c, 0x80, "lo")
		}
		send()
		p.expect(`message {"type":1,"fin":1,"rsv1":0,"rsv2":0,"rsv3":0,"data":"Hello","length":5}`)
		p.eval(`s.onFragment = onFragment`)
		send()
		p.expect(`fragment 1 0 3 [72,101,108]`, `fragment 0 1 2 [108,111]`)
		rawFrame(t, c, 0x81, "one")
		p.expect(`message {"type":1,"fin":1,"rsv1":0,"rsv2":0,"rsv3":0,"data":"one","length":3}`)
		p.eval(`s.onFragment = null`)
		send()
		p.expect(`message {"type":1,"fin":1,"rsv1":0,"rsv2":0,"rsv3":0,"data":"Hello","length":5}`)
	})
}

func TestTranslateMessage(t *testing.T) {
	p := start(t, sockhost.Options{}, `
		s._translateMessage = function (h, msg) {
			log('translate', h, msg.data, this === s);
			if (msg.data === 'throw') throw new Error('mine');
			msg.data += '!';
			return msg.data === 'take!' ? 1 : 0;
		};
		s.onMessage = function (h, msg) { log('message', msg.data); };
		s.start('127.0.0.1');`)
	c := dial(t, p.eval("s.getUrl()"), nil)
	for _, text := range []string{"take", "pass", "throw"} {
		require.NoError(t, c.WriteMessage(websocket.TextMessage, []byte(text)))
	}
	p.expect("translate 1 take true", "translate 1 pass true", "message pass!", "translate 1 throw true", "Error in _translateMessage: Error: mine", "message throw")
	p.eval(`s.onMessage = null`)
	require.NoError(t, c.WriteMessage(websocket.TextMessage, []byte("pass")))
	p.expect("translate 1 pass true")
}

// TestClose closes from either side, in every way.
func TestClose(t *testing.T) {
	onEachBackend(t, func(t *testing.T, opts sockhost.Options) {
		p := start(t, opts, ``+logged+`s.onOpen = function () { log('open'); };`)
		url := p.eval("s.getUrl()")
		handle := 0
		open := func() *websocket.Conn {
			c := dial(t, url, nil)
			p.expect("open")
			handle++
			return c
		}
		for _, x := range []struct {
			call   string // of the server
			code   int    // that the client sees
			reason string
			closed string // what onClose hears
		}{
			{`s.close(h, 4000, 'done')`, 4000, "done", `{"code":4000,"reason":"done"}`},
			{`s.close(h, 1001)`, 1001, "", `{"code":1001,"reason":null}`},
			{`s.close(h)`, 1005, "", `{"code":1000,"reason":null}`},
			{`s.close(h, null, 'unheard')`, 1005, "", `{"code":1000,"reason":null}`},
			{`s.close(h, 4000, 'done'); s.close(h, 4001, 'again')`, 4000, "done", `{"code":4000,"reason":"done"}`},
			{`s.client(h).shutdown()`, 1006, "unexpected EOF", `{"code":1006,"reason":null}`},
			{`s.client(h).close()`, 1006, "unexpected EOF", ``},
		} {
			c := open()
			p.eval(strings.ReplaceAll(x.call, "(h", fmt.Sprint("(", handle)))
			if strings.HasPrefix(x.call, "s.close") {
				require.Equal(t, "2,false,false,2", p.eval(strings.ReplaceAll(`[s.client(h).wsReadyState, s.isClosed(h), s.isConnected(h), s.client(h).readyState].join()`, "h)", fmt.Sprint(handle, ")"))), x.call)
				require.Equal(t, "null", p.eval(fmt.Sprintf(`String(s.send(%d, 'x'))`, handle)))
				p.expect(fmt.Sprintf(`error %d Failed to execute "send/sendData"`, handle))
			}
			code, reason := closeOf(t, c)
			require.Equal(t, x.code, code, x.call)
			require.Equal(t, x.reason, reason, x.call)
			if x.closed != "" {
				p.expect(fmt.Sprintf("onClose %d %s", handle, x.closed))
			}
			p.expect(gone(handle)...)
		}
		// From the client.
		c := open()
		require.NoError(t, c.WriteMessage(websocket.CloseMessage, nil))
		p.expect(fmt.Sprintf(`onClose %d {"code":1005,"reason":null}`, handle))
		p.expect(gone(handle)...)
		c = open()
		require.NoError(t, c.NetConn().Close())
		p.expect(fmt.Sprintf(`onClose %d {"code":1006,"reason":null}`, handle))
		p.expect(gone(handle)...)
		c = open()
		rawFrame(t, c, 0xc1, "rsv")
		require.Regexp(t, fmt.Sprintf(`^error %d .`, handle), p.line())
		p.expect(fmt.Sprintf(`onClose %d {"code":1002,"reason":null}`, handle))
		p.expect(gone(handle)...)
		p.silent()
	})
}

// TestClientObject looks at a connection in all its states.
func TestClientObject(t *testing.T) {
	p := start(t, sockhost.Options{}, `
		var c;
		function look(when) { log(when, s.client(1) === c, c.hSocket, c.wsReadyState, c.readyState, c.webSocketUpgraded, c.isClosed(), c.isConnected(), s.isClosed(1), s.isConnected(1), s.clientCount(), c.getRemoteIp().ip, s.getRemoteIp(1) && s.getRemoteIp(1).ip); }
		s.onUpgradeToWebsocket = function (h) {
			c = s.client(h); c.mine = 'x';
			c.onClosed = function () { log(this === c, arguments.length); look('onClosed'); };
			look('upgrade');
		};
		s.onOpen = function (h) { look('open'); log(c.mine, Object.keys(c).join(), c.bufferedAmount, Math.abs(c.lastActiveTime - Date.now() / 1000) < 100, c.getLocalIp().port === s.getLocalIp().port, c.onClosed.name, String(c)); log(http.client(h) === c, http.clients[h] === c, Object.keys(http.clients).join(), http.acceptCount, http.isConnected(h), http.isClosed(h), http.getRemoteIp(h).port === c.getRemoteIp().port); };
		s.onClose = function () { look('onClose'); };
		s._onClientClosed = function () { look('_onClientClosed'); };
		s.onClientClosed = function (h) { log(s.send(h, 'x')); look('onClientClosed'); setTimeout(function () { look('later'); log(c.mine, c.close(), c.shutdown(), c.bufferedAmount); }, 0); };
		s.start('127.0.0.1');`)
	c := dial(t, p.eval("s.getUrl()"), nil)
	p.expect(`upgrade true 1 null 1 false false true false false 0 127.0.0.1 127.0.0.1`, `open true 1 1 1 true false true false true 1 127.0.0.1 127.0.0.1`,
		`x mine 0 true true  [object WebSocketClient]`, `true true 1 1 true false true`)
	require.NoError(t, c.WriteMessage(websocket.CloseMessage, nil))
	p.expect(`onClose true 1 3 3 true true false true false 1 127.0.0.1 127.0.0.1`, `true 0`, `onClosed true 1 3 3 true true false true false 1 127.0.0.1 127.0.0.1`,
		`_onClientClosed true 1 3 3 true true false true false 1 127.0.0.1 127.0.0.1`, `error 1 Failed to execute "send/sendData"`, `null`,
		`onClientClosed true 1 3 3 true true false true false 1 127.0.0.1 127.0.0.1`,
		`later false null 3 3 true true false true false 0 127.0.0.1 null`, `x   0`)
	p.silent()
}

// TestRestart is a restart button: start on a running server.
func TestRestart(t *testing.T) {
	onEachBackend(t, func(t *testing.T, opts sockhost.Options) {
		p := start(t, opts, logged+`
			s.onOpen = function () { log('open'); };
			s.beforeStop = function () { log('beforeStop', s.clientCount(), s.publish('bye')); };`)
		url := p.eval("s.getUrl()")
		a, b := dial(t, url, nil), dial(t, url, nil)
		p.expect("open", "open")
		require.Equal(t, "true,true", p.eval(`var before = s.getLocalIp().port; [s.start('127.0.0.1'), s.getLocalIp().port !== before].join()`))
		p.expect("http.beforeStop true", "beforeStop 2 true", "_beforeStop")
		p.expect(append(gone(1), gone(2)...)...)
		for _, c := range []*websocket.Conn{a, b} {
			require.Equal(t, "bye", read(t, c))
			code, _ := closeOf(t, c)
			require.Equal(t, websocket.CloseGoingAway, code)
		}
		dial(t, p.eval("s.getUrl()"), nil)
		p.expect("open")
		require.Equal(t, "undefined,undefined,null,0", p.eval(`[s.stop(), s.stop(), s.getUrl(), s.clientCount()].map(String).join()`))
		p.expect("http.beforeStop true", "beforeStop 1 true", "_beforeStop")
		p.expect(gone(3)...)
		p.silent()
	})
}

// TestPublish reaches open clients, and the program keeps what it likes on the
// server.
func TestPublish(t *testing.T) {
	onEachBackend(t, func(t *testing.T, opts sockhost.Options) {
		p := start(t, opts, `
			s.onOpen = function () { log('open'); };
			s.onMessage = function (h, msg) { this.lastReceived = msg.data; log('stored'); };
			http.run(function () {});`)
		var clients []*websocket.Conn
		for range 3 {
			clients = append(clients, dial(t, p.eval(`s.getUrl('ws')`), nil))
			p.expect("open")
		}
		require.NoError(t, clients[0].WriteMessage(websocket.TextMessage, []byte("clip")))
		p.expect("stored")
		require.Equal(t, "clip", p.eval(`s.lastReceived`))
		require.Equal(t, "true,true,true", p.eval(`s.close(3); [s.publish('reload'), s.publish(''), s.publish(new Uint8Array([1]))].join()`))
		for _, c := range clients[:2] {
			require.Equal(t, "reload", read(t, c))
			require.Equal(t, "", read(t, c))
			require.Equal(t, "\x01", read(t, c))
		}
		code, _ := closeOf(t, clients[2])
		require.Equal(t, websocket.CloseNoStatusReceived, code)
	})
}

// TestUpgradeAnswers covers what onUpgradeToWebsocket may do.
func TestUpgradeAnswers(t *testing.T) {
	p := start(t, sockhost.Options{}, `
		var paths = {
			'/close': function (q, r) { r.close(); log('on', r.closed); r.status = 500; r.write('late'); r.close(); },
			'/status': function (q, r) { r.status = 403; r.close(); },
			'/text': function (q, r) { r.errorStatus(404, 'nothing here'); },
			'/error': function (q, r) { r.error('broken ', 5); },
			'/redirect': function (q, r) { r.redirect('/else'); },
			'/body': function (q, r) { r.write('just a page'); },
			'/throw': function () { throw new Error('mine'); },
			'/false': function () { return false; },
			'/promise': function () { return Promise.reject(new Error('not awaited')).catch(function () {}); },
			'/v2': function (q, r) { r.headers['sec-websocket-protocol'] = 'v2'; r.headers['X-Mine'] = ['a', 'b']; r.cookies.id = 'ü;'; r.headers.Upgrade = 'nonsense'; },
			'/none': function (q, r) { r.headers['Sec-WebSocket-Protocol'] = null; },
			'/badfield': function (q, r) { r.headers['X-Bad'] = 'a\r\nX-Evil: 1'; },
		};
		s.onUpgradeToWebsocket = function (h, request, response, protocol, origin) {
			log(request.path, protocol, origin, typeof protocol, response.headers['Sec-WebSocket-Protocol']);
			var f = paths[request.path];
			return f && f(request, response);
		};
		s.start('127.0.0.1');`)
	url := p.eval("s.getUrl()")
	for _, x := range []struct {
		path   string
		status int
		body   string
		lines  []string
	}{
		{"/close", 200, "", []string{"on true"}},
		{"/status", 403, "", nil},
		{"/text", 404, "nothing here", nil},
		{"/error", 500, "broken 5", nil},
		{"/redirect", 302, "", nil},
		{"/body", 200, "just a page", nil},
		{"/throw", 500, "500 Internal Server Error", []string{"Error in onUpgradeToWebsocket: Error: mine"}},
		{"/badfield", 500, "500 Internal Server Error", []string{"Error in HTTP handler: TypeError: the field X-Bad has a control character in it"}},
	} {
		status, body := refused(t, url+x.path)
		require.Equal(t, x.status, status, x.path)
		require.Equal(t, x.body, body, x.path)
		p.expect(x.path + " null null object ")
		p.expect(x.lines...)
	}
	for _, path := range []string{"/false", "/promise", "/anything"} {
		dial(t, url+path, nil).Close()
		p.expect(path + " null null object ")
	}
	for path, chosen := range map[string]string{"/v2": "v2", "/none": "", "/": "chat"} {
		d := websocket.Dialer{Subprotocols: []string{"chat", "superchat"}}
		c, res, err := d.Dial(url+path, http.Header{"Origin": {"http://a.test"}})
		require.NoError(t, err)
		require.Equal(t, chosen, c.Subprotocol(), path)
		p.expect(path + " chat, superchat http://a.test string chat, superchat")
		if path == "/v2" {
			require.Equal(t, []string{"a", "b"}, res.Header["X-Mine"])
			require.Equal(t, "id=%C3%BC%3B", res.Header.Get("Set-Cookie"))
			require.Equal(t, []string{"websocket"}, res.Header["Upgrade"])
		}
		c.Close()
	}
	p.eval(`s.onUpgradeToWebsocket = null`)
	c, _, err := (&websocket.Dialer{Subprotocols: []string{"a", "b"}}).Dial(url, nil)
	require.NoError(t, err)
	require.Equal(t, "a", c.Subprotocol())
	c.Close()
}

// TestExceptions: what a callback throws is reported, and nothing else happens.
func TestExceptions(t *testing.T) {
	p := start(t, sockhost.Options{}, `
		['onOpen', 'onMessage', 'onFragment', 'onClose', 'onClientClosed', '_onClientClosed', 'beforeStop', '_beforeStop'].forEach(function (name) {
			s[name] = function () { Promise.resolve().then(function () { log('after ' + name); }); throw new Error(name); };
		});
		http.onClientClosed = http.beforeStop = function () { throw 'http'; };
		s.start('127.0.0.1');`)
	both := func(names ...string) {
		for _, name := range names {
			p.expect("after "+name, "Error in "+name+": Error: "+name)
		}
	}
	c := dial(t, p.eval("s.getUrl()"), nil)
	require.NoError(t, c.WriteMessage(websocket.TextMessage, []byte("x")))
	rawFrame(t, c, 0x01, "a")
	both("onOpen", "onMessage", "onFragment")
	require.Equal(t, "true", p.eval("s.send(1, 'alive')"))
	require.Equal(t, "alive", read(t, c))
	require.NoError(t, c.WriteMessage(websocket.CloseMessage, nil))
	both("onClose", "_onClientClosed", "onClientClosed")
	p.expect("Error in onClientClosed: http")
	// Within a call of the script microtasks wait for its end.
	p.eval("s.stop()")
	p.expect("Error in beforeStop: http", "Error in beforeStop: Error: beforeStop", "Error in _beforeStop: Error: _beforeStop", "after beforeStop", "after _beforeStop")
	p.silent()
}

// TestReentrancy calls the server from its own callbacks.
func TestReentrancy(t *testing.T) {
	for name, script := range map[string]string{
		"stop in onUpgrade":        `s.onUpgradeToWebsocket = function () { s.stop(); log('done'); };`,
		"stop in onOpen":           `s.onOpen = function () { s.stop(); log('done'); };`,
		"stop in onMessage":        `s.onMessage = function () { s.stop(); log('done'); };`,
		"restart in onMessage":     `s.onMessage = function () { s.start('127.0.0.1'); s.stop(); log('done'); };`,
		"abort in onMessage":       `s.onMessage = function (h) { s.client(h).close(); log('done'); };`,
		"close in onMessage":       `s.onMessage = function (h) { s.close(h, 4000, 'x'); s.client(h).shutdown(); log('done'); };`,
		"stop in onClose":          `s.onMessage = function (h) { s.close(h); }; s.onClose = function () { s.stop(); log('done'); };`,
		"start in onClientClosed":  `s.onMessage = function (h) { s.client(h).close(); }; s.onClientClosed = function () { s.start('127.0.0.1'); s.stop(); log('done'); };`,
		"start in beforeStop":      `s.onMessage = function () { s.stop(); }; s.beforeStop = function () { s.beforeStop = null; s.start('127.0.0.1'); log('done'); };`,
		"stop in beforeStop":       `s.onMessage = function () { s.stop(); }; s.beforeStop = function () { s.stop(); log('done'); };`,
		"reassigned while running": `s.onMessage = function () { s.onMessage = null; log('done'); };`,
		"send in onError":          `s.onMessage = function (h) { s.send(h, 5); }; s.onError = function (h, e) { s.onError = null; s.send(h, 5); log('done'); };`,
		"stop in a getter":         `s.onMessage = function () { s.tls = {get cert() { s.stop(); return ''; }, key: ''}; s.start(); log('done'); };`,
	} {
		t.Run(name, func(t *testing.T) {
			onEachBackend(t, func(t *testing.T, opts sockhost.Options) {
				p := start(t, opts, `s.onError = null; s.start('127.0.0.1');`+script)
				c, _, err := websocket.DefaultDialer.Dial(p.eval("s.getUrl()"), nil)
				if err == nil {
					defer c.Close()
					c.WriteMessage(websocket.TextMessage, []byte("go"))
				}
				p.expect("done")
				require.Equal(t, "true", p.eval(`s.stop(); s.tls = null; s.start('127.0.0.1')`))
				dial(t, p.eval(`s.onUpgradeToWebsocket = s.onOpen = null; s.getUrl()`), nil)
				p.silent()
			})
		})
	}
}

// TestHeartbeat: a silent client is sent what was set when the server started.
func TestHeartbeat(t *testing.T) {
	p := start(t, sockhost.Options{}, `
		s.onOpen = function () { log('open'); };
		s.heartbeatInterval = 0.05; s.heartbeatData = 'hb'; s.heartbeatType = 1;
		s.start('127.0.0.1');
		s.heartbeatData = 'other'; s.heartbeatType = 2; s.heartbeatInterval = -1;`)
	c := dial(t, p.eval("s.getUrl()"), nil)
	require.Equal(t, "hb", read(t, c))
	kind, data, err := c.ReadMessage()
	require.NoError(t, err)
	require.Equal(t, websocket.TextMessage, kind)
	require.Equal(t, "hb", string(data))
	p.expect("open")

	p.eval(`s.heartbeatType = 9; s.heartbeatData = new Uint8Array([104, 105]); s.heartbeatInterval = 0.05; s.start('127.0.0.1')`)
	c = dial(t, p.eval("s.getUrl()"), nil)
	pings := make(chan string, 100)
	c.SetPingHandler(func(data string) error { pings <- data; return c.WriteMessage(websocket.PongMessage, nil) })
	go c.ReadMessage()
	require.Equal(t, "hi", <-pings)
	p.expect("open")

	p.eval(`s.heartbeatData = new Array(127).join('x'); s.start('127.0.0.1')`)
	dial(t, p.eval("s.getUrl()"), nil)
	p.expect("open", "error 3 Heartbeat failed")

	p.eval(`s.heartbeatData = ''; s.heartbeatTimeout = 0.05; s.onError = null; s.onClose = function (h, e) { log('close', e); }; s.start('127.0.0.1')`)
	c = dial(t, p.eval("s.getUrl()"), nil) // does not read, so does not answer
	defer c.Close()
	p.expect("open", `close {"code":1006,"reason":null}`)
}

// TestLimits: messages that are too long, clients that are too slow or too many.
func TestLimits(t *testing.T) {
	onEachBackend(t, func(t *testing.T, opts sockhost.Options) {
		p := start(t, opts, `
			s.onOpen = function () { log('open'); };
			s.onClose = function (h, e) { log('close', e.code); };
			s.maxMessageBytes = 10; s.maxQueuedBytes = 1e6; http.maxConnection = 1;
			s.start('127.0.0.1');`)
		url := p.eval("s.getUrl()")
		c := dial(t, url, nil)
		p.expect("open")
		_, _, err := websocket.DefaultDialer.Dial(url, nil)
		require.Error(t, err)
		require.NoError(t, c.WriteMessage(websocket.TextMessage, []byte("0123456789a")))
		code, _ := closeOf(t, c)
		require.Equal(t, websocket.CloseMessageTooBig, code)
		require.Regexp(t, "^error 1 ", p.line())
		p.expect("close 1009")

		p.eval(`http.maxConnection = 10`)
		c = dial(t, url, nil)
		p.expect("open")
		results := p.eval(`
			var chunk = new Uint8Array(1e5), results = '', most = 0, h = Number(Object.keys(http.clients)[0]);
			for (var i = 0; i < 1000 && !/false/.test(results); i++) { results += s.send(h, chunk) + ' '; most = Math.max(most, s.client(h).bufferedAmount); }
			results + (most > 0)`)
		require.Regexp(t, "^(true )+false true$", results)
		require.Regexp(t, "^error . ", p.line())
		p.expect("close 1013")
	})
}

func TestCompression(t *testing.T) {
	p := start(t, sockhost.Options{}, `s.compression = true; s.onMessage = function (h, msg) { s.send(h, msg.data); }; s.start('127.0.0.1');`)
	d := websocket.Dialer{EnableCompression: true}
	c, res, err := d.Dial(p.eval("s.getUrl()"), nil)
	require.NoError(t, err)
	defer c.Close()
	require.Contains(t, res.Header.Get("Sec-Websocket-Extensions"), "permessage-deflate")
	text := strings.Repeat("compress me ", 1000)
	require.NoError(t, c.WriteMessage(websocket.TextMessage, []byte(text)))
	c.SetReadDeadline(time.Now().Add(patience))
	require.Equal(t, text, read(t, c))
}

// TestProgramEnds: a listening server keeps the program running, one that is
// stopped does not.
func TestProgramEnds(t *testing.T) {
	onEachBackend(t, func(t *testing.T, opts sockhost.Options) {
		app, err := sockhost.New(opts)
		require.NoError(t, err)
		defer app.Close()
		require.NoError(t, app.RunScript("a.js", `
			var s = new websocketserver(), rounds = 0;
			s.start('127.0.0.1');
			s.beforeStop = function () { rounds++; };
			setTimeout(function () { s.stop(); }, 20);`))
		require.NoError(t, app.Run())
		require.Equal(t, "1", app.Runtime.VM().Get("rounds").String())
	})
}

// TestShutdown: clients hear 1001, the script hears nothing.
func TestShutdown(t *testing.T) {
	onEachBackend(t, func(t *testing.T, opts sockhost.Options) {
		p := start(t, opts, logged)
		url := p.eval("s.getUrl()")
		c := dial(t, url, nil)
		p.expect("onOpen 1")
		p.app.Shutdown(patience)
		code, _ := closeOf(t, c)
		require.Equal(t, websocket.CloseGoingAway, code)
		p.wait()
		_, err := net.Dial("tcp", strings.TrimPrefix(url, "ws://"))
		require.Error(t, err)
		require.Empty(t, p.lines)
	})
}
