// The Deno.listen counterpart of scripts/examples/tcp-echo.js.

const listener = Deno.listen({ hostname: '127.0.0.1', port: Number(Deno.args[0] || 0) });

console.log(`listening on 127.0.0.1:${listener.addr.port}`);

async function echo(conn) {
  try {
    conn.setNoDelay(true);
    const buffer = new Uint8Array(65536);
    for (let n; (n = await conn.read(buffer)) !== null;) {
      for (let sent = 0; sent < n;) sent += await conn.write(buffer.subarray(sent, n));
    }
  } catch { /* the client is gone */ }
  conn.close();
}

for await (const conn of listener) echo(conn);
