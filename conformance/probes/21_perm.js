// @notest   a question to Chromium, see README.md
// @sockets  {"tcp":{"connect":["127.0.0.1:*"]},"tcpServer":{"listen":["127.0.0.1:*"]},"udp":{"bind":["127.0.0.1:*"]}}
main(async () => {
  const s = await listening(); const t = await mk(); for (const a of ['localhost', '127.0.0.2', '127.1', '127.0.0.1']) await call('tcp', 'connect', t, a, s.port);
  const b = await mks(); await call('srv', 'listen', b, '0.0.0.0', 0); await call('srv', 'listen', b, '::1', 0); await call('srv', 'listen', b, '127.0.0.1', 0); const u = (await q('udp', 'create', {})).socketId; await call('udp', 'bind', u, '0.0.0.0', 0); await call('udp', 'bind', u, '127.0.0.1', 0); await call('udp', 'send', u, enc('x'), '127.0.0.1', 9); await call('udp', 'joinGroup', u, '224.0.0.1'); console.log(fmt(await q('tcp', 'getInfo', t)));
});
