// The Bun.listen counterpart of scripts/examples/tcp-echo.js. What a socket does not take at once waits for its drain.

const send = (socket, data) => {
  const waiting = socket.data;
  if (waiting.length > 0) return void waiting.push(Buffer.from(data));
  const taken = socket.write(data);
  if (taken < data.length) waiting.push(Buffer.from(data.subarray(Math.max(0, taken))));
};

const server = Bun.listen({
  hostname: '127.0.0.1',
  port: Number(process.argv[2] || 0),
  socket: {
    open(socket) { socket.data = []; },
    data: send,
    drain(socket) {
      for (const data of socket.data.splice(0)) send(socket, data);
    },
    end(socket) { socket.end(); },
    error(socket) { socket.end(); },
  },
});

console.log(`listening on 127.0.0.1:${server.port}`);
