// Bun: `bun bun.mjs`

import { CHALLENGE, isAllowed, receive } from "./receive.mjs";

const server = Bun.serve({
  port: process.env.PORT ?? 3000,
  hostname: "127.0.0.1",
  async fetch(request) {
    if (!isAllowed(request.headers.get("authorization"), process.env.CREDENTIALS)) return new Response(null, { status: 401, headers: CHALLENGE });
    receive(await request.arrayBuffer());
    return new Response(null, { status: 204 });
  },
});
console.log(`http://127.0.0.1:${server.port}/callbacks`);
