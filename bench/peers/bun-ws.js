// The Bun.serve counterpart of scripts/examples/ws-echo.js; with a second argument, that of sockhost-publish.js.

const [port, publish] = process.argv.slice(2);

const server = Bun.serve({
  hostname: '127.0.0.1',
  port: Number(port || 0),
  fetch(request, server) {
    return server.upgrade(request) ? undefined : new Response('only WebSocket', { status: 426 });
  },
  websocket: publish ? {
    open(client) { client.subscribe('all'); },
    message(client, data) { server.publish('all', data); },
  } : {
    message(client, data) { client.send(data); },
  },
});

console.log(`listening on 127.0.0.1:${server.port}`);
