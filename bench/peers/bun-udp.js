// The Bun.udpSocket counterpart of node-udp.js.

const socket = await Bun.udpSocket({
  hostname: '127.0.0.1',
  port: Number(process.argv[2] || 0),
  socket: {
    data(socket, data, port, address) { socket.send(data, port, address); },
  },
});

console.log(`listening on 127.0.0.1:${socket.port}`);
