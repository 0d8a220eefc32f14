// Echoes with websocketserver and reports the end of each connection under its
// path. On the path /close/CODE/REASON it closes the connection itself.
const server = new websocketserver();
server.compression = sockhost.args[0] === 'compression';
const paths = new Map();
const errors = new Map();

server.onUpgradeToWebsocket = (h, request) => { paths.set(h, request.path); };
server.onOpen = (h) => {
	const [, code, reason] = /^\/close\/(\d+)\/(.*)/.exec(paths.get(h)) || [];
	if (code) server.close(h, Number(code), reason);
};
server.onMessage = (h, message) => { server.send(h, message.data); };
server.onError = (h) => { errors.set(h, (errors.get(h) || 0) + 1); };
server.onClose = (h, {code, reason}) => {
	console.log(JSON.stringify({path: paths.get(h), code, reason, errors: errors.get(h) || 0}));
	paths.delete(h);
	errors.delete(h);
};

if (!server.start('127.0.0.1', 0)) throw new Error(server.lastError);
console.log('listening on ' + server.getLocalIp().port);
