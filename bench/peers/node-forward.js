// The node:net counterpart of scripts/examples/port-forward.js: node node-forward.js HOST PORT
'use strict';

const net = require('node:net');
const [host, port] = process.argv.slice(2);

const server = net.createServer({ noDelay: true }, (near) => {
  const far = net.connect({ host, port: Number(port), noDelay: true });
  near.pipe(far).pipe(near);
  near.on('error', () => far.destroy());
  far.on('error', () => near.destroy());
});

server.listen(0, '127.0.0.1', () => console.log(`listening on 127.0.0.1:${server.address().port}`));
