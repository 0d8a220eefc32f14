// Echoes with WebSocket and reports the end of each connection under the path
// of its URL.
setInterval(() => {}, 1e6);

function connect(url, protocols) {
	const socket = new WebSocket(url, protocols);
	let errors = 0, opened = false;
	socket.binaryType = 'arraybuffer';
	socket.onopen = () => { opened = true; };
	socket.onmessage = (event) => { socket.send(event.data); };
	socket.onerror = () => { errors++; };
	socket.onclose = ({code, reason, wasClean}) => {
		console.log(JSON.stringify({path: new RegExp('/[^/]*$').exec(url)[0], code, reason, clean: wasClean, errors, opened, protocol: socket.protocol}));
	};
}

console.log('listening on nothing');
