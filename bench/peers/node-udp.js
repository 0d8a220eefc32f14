// A UDP echo server on node:dgram.
'use strict';

const socket = require('node:dgram').createSocket('udp4');

socket.on('message', (data, from) => socket.send(data, from.port, from.address));

socket.bind(Number(process.argv[2] || 0), '127.0.0.1', () => {
  console.log(`listening on 127.0.0.1:${socket.address().port}`);
});
