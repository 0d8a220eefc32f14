// Echoes with WebSocket and reports the beginning and the end of each
// connection under the path of its URL.
setInterval(() => {}, 1e6);

function connect(url, protocols) {
	const socket = new WebSocket(url, protocols);
	const path = new RegExp('/[^/]*$').exec(url)[0];
	let errors = 0;
	socket.binaryType = 'arraybuffer';
	socket.onopen = () => { console.log(JSON.stringify({path: path + ' opened', protocol: socket.protocol})); };
	socket.onmessage = (event) => { socket.send(event.data); };
	socket.onerror = () => { errors++; };
	socket.onclose = ({code, reason, wasClean}) => {
		console.log(JSON.stringify({path, code, reason, clean: wasClean, errors}));
	};
}

console.log('listening on nothing');
