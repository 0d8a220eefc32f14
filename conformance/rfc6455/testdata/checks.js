// What two implementations must do with each other. It runs here and in node;
// the other end echoes, and closes on the path /close/CODE/REASON.

const sizes = [0, 1, 125, 126, 127, 65535, 65536, 1000000];

function open(url) {
	return new Promise((resolve, reject) => {
		const socket = new WebSocket(url);
		const peer = {socket, messages: [], waiting: []};
		socket.binaryType = 'arraybuffer';
		socket.onopen = () => resolve(peer);
		socket.onerror = () => reject(new Error('error event at ' + url));
		socket.onmessage = ({data}) => {
			const next = peer.waiting.shift();
			if (next) next(data); else peer.messages.push(data);
		};
		peer.next = () => new Promise((resolve) => {
			if (peer.messages.length) resolve(peer.messages.shift()); else peer.waiting.push(resolve);
		});
		peer.closed = new Promise((resolve) => { socket.onclose = resolve; });
	});
}

function same(got, want, what) {
	if (got !== want) throw new Error(what + ' is ' + String(got).slice(0, 80) + ', not ' + String(want).slice(0, 80));
}

function bytes(size) {
	const all = new Uint8Array(size);
	for (let i = 0; i < size; i++) all[i] = i * 7 + (i >> 8);
	return all;
}

function sameBytes(got, want) {
	got = new Uint8Array(got);
	same(got.length, want.length, 'length');
	for (let i = 0; i < want.length; i++) if (got[i] !== want[i]) same(got[i], want[i], 'byte ' + i);
}

async function shut(peer, code, reason) {
	if (code === undefined) peer.socket.close(); else peer.socket.close(code, reason);
	const event = await peer.closed;
	same(event.code, code === undefined ? 1005 : code, 'code');
	same(event.reason, reason || '', 'reason');
	same(event.wasClean, true, 'wasClean');
}

const checks = {
	async 'texts'(base) {
		const peer = await open(base + '/texts');
		for (const text of ['', 'a', 'Grüße, κόσμε, 世界, 😀', 'a\0b', '\ufffd\uffff']) {
			peer.socket.send(text);
			same(await peer.next(), text, 'text');
		}
		for (const size of sizes) {
			const text = 'x'.repeat(size);
			peer.socket.send(text);
			same(await peer.next(), text, 'text of ' + size);
		}
		await shut(peer);
	},
	async 'binary messages'(base) {
		const peer = await open(base + '/binary');
		for (const size of sizes.slice(0, -1)) {
			const all = bytes(size);
			peer.socket.send(size % 2 ? all : all.buffer);
			sameBytes(await peer.next(), all);
		}
		await shut(peer, 1000);
	},
	async 'many messages in order'(base) {
		const peer = await open(base + '/many');
		for (let i = 0; i < 500; i++) peer.socket.send('message ' + i + ' ' + '-'.repeat(i % 200));
		for (let i = 0; i < 500; i++) same(await peer.next(), 'message ' + i + ' ' + '-'.repeat(i % 200), 'message');
		await shut(peer, 3000, 'bye');
	},
	async 'a client closes'(base) {
		await shut(await open(base + '/client-1005'));
		await shut(await open(base + '/client-1000'), 1000);
		await shut(await open(base + '/client-4001'), 4001, 'bye');
		await shut(await open(base + '/client-4999'), 4999, '€'.repeat(41));
	},
	async 'a server closes'(base) {
		for (const code of [1000, 1001, 1008, 1011, 1012, 3000, 4999]) {
			const event = await (await open(base + '/close/' + code + '/because')).closed;
			same(event.code, code, 'code');
			same(event.reason, 'because', 'reason');
			same(event.wasClean, true, 'wasClean');
		}
	},
	async '50 clients at once'(base) {
		await Promise.all(Array.from({length: 50}, async (_, n) => {
			const peer = await open(base + '/crowd-' + n);
			for (let i = 0; i < 20; i++) {
				peer.socket.send(n + ' says ' + i);
				same(await peer.next(), n + ' says ' + i, 'text');
			}
			await shut(peer, 4000 + n, 'client ' + n);
		}));
	},
};

async function run(base) {
	for (const name of Object.keys(checks)) {
		let error = '';
		try { await checks[name](base); } catch (e) { error = String(e && e.message || e); }
		console.log('check ' + JSON.stringify({name, error}));
	}
	console.log('check ' + JSON.stringify({name: ''}));
}
