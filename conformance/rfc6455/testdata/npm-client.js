// Runs checks.js in node with ws as the client, and what only ws can ask.
// Usage: node npm-client.js URL compress|plain
const fs = require('fs');
const path = require('path');
const vm = require('vm');
const ws = require('ws');

const [base, mode] = process.argv.slice(2);
const perMessageDeflate = mode === 'compress' && {threshold: 0};

globalThis.WebSocket = class extends ws.WebSocket {
	constructor(url) { super(url, {perMessageDeflate}); }
};
vm.runInThisContext(fs.readFileSync(path.join(__dirname, 'checks.js'), 'utf8') + '\n;Object.assign(globalThis, {checks, open, same, sameBytes, shut, bytes, run})');

const once = (socket, event) => new Promise((resolve) => socket.once(event, (...args) => resolve(args)));

Object.assign(checks, {
	async 'compression is as configured'() {
		const peer = await open(base + '/extensions');
		same(peer.socket.extensions, perMessageDeflate ? 'permessage-deflate' : '', 'extensions');
		await shut(peer);
	},
	async 'pings of ws'() {
		const {socket} = await open(base + '/pings');
		for (const payload of ['', 'hello', Buffer.from([0, 255, 254]), 'x'.repeat(125)]) {
			const pong = once(socket, 'pong');
			socket.ping(payload);
			same((await pong)[0].toString('hex'), Buffer.from(payload).toString('hex'), 'pong');
		}
		socket.pong('unasked');
		socket.close();
	},
	async 'fragments of ws'() {
		const peer = await open(base + '/parts');
		peer.socket.send('Hel', {fin: false});
		peer.socket.ping('between');
		peer.socket.send('', {fin: false});
		peer.socket.send('lo', {fin: true});
		same(await peer.next(), 'Hello', 'text');
		const all = bytes(100000);
		for (let i = 0; i < all.length; i += 1000) peer.socket.send(all.subarray(i, i + 1000), {fin: i + 1000 === all.length});
		sameBytes(await peer.next(), all);
		await shut(peer);
	},
	async 'ws goes without a word'() {
		const {socket, closed} = await open(base + '/terminated');
		socket.terminate();
		same((await closed).code, 1006, 'code');
	},
});

run(base);
