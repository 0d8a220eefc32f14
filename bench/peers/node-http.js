// The node:http counterpart of scripts/examples/http-hello.js.
'use strict';

const body = 'hello from a Chrome App socket\n';

const server = require('node:http').createServer((request, response) => {
  response.writeHead(200, { 'Content-Type': 'text/plain', 'Content-Length': body.length });
  response.end(body);
});

server.listen(Number(process.argv[2] || 0), '127.0.0.1', () => {
  console.log(`listening on 127.0.0.1:${server.address().port}`);
});
