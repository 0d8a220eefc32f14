// The Bun.serve counterpart of scripts/examples/http-hello.js.

const server = Bun.serve({
  hostname: '127.0.0.1',
  port: Number(process.argv[2] || 0),
  fetch: () => new Response('hello from a Chrome App socket\n', { headers: { 'Content-Type': 'text/plain' } }),
});

console.log(`listening on 127.0.0.1:${server.port}`);
