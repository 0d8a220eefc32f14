// The npm ws counterpart of scripts/examples/ws-echo.js. The first argument says where ws is, the second is a port.
'use strict';

const { WebSocketServer } = require(process.argv[2] || 'ws');

const server = new WebSocketServer({ host: '127.0.0.1', port: Number(process.argv[3] || 0), perMessageDeflate: false });

server.on('listening', () => console.log(`listening on 127.0.0.1:${server.address().port}`));

server.on('connection', (client) => {
  client.on('message', (data, binary) => client.send(data, { binary }));
  client.on('error', () => client.terminate());
});
