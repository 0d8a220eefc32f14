// The Deno.serve counterpart of scripts/examples/http-hello.js.

Deno.serve({
  hostname: '127.0.0.1',
  port: Number(Deno.args[0] || 0),
  onListen: ({ port }) => console.log(`listening on 127.0.0.1:${port}`),
}, () => new Response('hello from a Chrome App socket\n', { headers: { 'Content-Type': 'text/plain' } }));
