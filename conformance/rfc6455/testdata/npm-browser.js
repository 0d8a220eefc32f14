// Runs with checks.js: what only the server of ws can ask of WebSocket.
Object.assign(checks, {
	async 'compression is as configured'(base) {
		const peer = await open(base + '/extensions');
		same(peer.socket.extensions.split(';')[0], sockhost.args[1] === 'compress' ? 'permessage-deflate' : '', 'extensions');
		await shut(peer);
	},
	async 'pings of ws'(base) {
		const peer = await open(base + '/ping');
		same(await peer.next(), 'pong are you there?', 'text');
		await shut(peer);
	},
	async 'fragments of ws'(base) {
		const peer = await open(base + '/fragments');
		same(await peer.next(), 'Hello', 'text');
		const all = new Uint8Array(100000);
		for (let i = 0; i < 100; i++) all.fill(i, i * 1000, i * 1000 + 1000);
		sameBytes(await peer.next(), all);
		await shut(peer);
	},
});

setInterval(() => {}, 1e6);
console.log('listening on nothing');
run(sockhost.args[0]);
