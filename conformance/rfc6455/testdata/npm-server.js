// Echoes with ws and reports the end of each connection. On the path
// /close/CODE/REASON it closes the connection itself; on /ping and /fragments
// it does what a browser cannot ask for.
// Usage: node npm-server.js compress|plain
const ws = require('ws');

const server = new ws.WebSocketServer({host: '127.0.0.1', port: 0, perMessageDeflate: process.argv[2] === 'compress' && {threshold: 0}});

server.on('listening', () => console.log('listening on ' + server.address().port));
server.on('connection', (socket, {url}) => {
	const [, code, reason] = /^\/close\/(\d+)\/(.*)/.exec(url) || [];
	socket.on('message', (data, binary) => socket.send(data, {binary}));
	socket.on('error', () => {});
	socket.on('close', (code, reason) => console.log(JSON.stringify({path: url, code, reason: String(reason)})));
	if (code) socket.close(Number(code), reason);
	if (url === '/ping') {
		socket.on('pong', (data) => socket.send('pong ' + data));
		socket.ping('are you there?');
	}
	if (url === '/fragments') {
		socket.send('Hel', {fin: false});
		socket.ping('between');
		socket.send('', {fin: false});
		socket.send('lo', {fin: true});
		for (let i = 0; i < 100; i++) socket.send(Buffer.alloc(1000, i), {fin: i === 99});
	}
});
process.stdin.on('end', () => process.exit()).resume();
