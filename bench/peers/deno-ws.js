// The Deno.serve counterpart of scripts/examples/ws-echo.js; with a second argument, that of sockhost-publish.js.

const [port, publish] = Deno.args;
const clients = new Set();

Deno.serve({
  hostname: '127.0.0.1',
  port: Number(port || 0),
  onListen: ({ port }) => console.log(`listening on 127.0.0.1:${port}`),
}, (request) => {
  if (request.headers.get('upgrade') !== 'websocket') return new Response('only WebSocket', { status: 426 });
  const { socket, response } = Deno.upgradeWebSocket(request);
  if (publish) {
    socket.onopen = () => clients.add(socket);
    socket.onclose = () => clients.delete(socket);
  }
  socket.onmessage = ({ data }) => {
    for (const to of publish ? clients : [socket]) {
      if (to.readyState === WebSocket.OPEN) to.send(data);
    }
  };
  socket.onerror = () => {};
  return response;
});
