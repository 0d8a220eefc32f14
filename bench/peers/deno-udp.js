// The Deno.listenDatagram counterpart of node-udp.js.

const socket = Deno.listenDatagram({ hostname: '127.0.0.1', port: Number(Deno.args[0] || 0), transport: 'udp' });

console.log(`listening on 127.0.0.1:${socket.addr.port}`);

for await (const [data, from] of socket) await socket.send(data, from);
