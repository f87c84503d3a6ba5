// Bun: `bun bun.mjs`

import { receiver } from "./receive.mjs";

const receive = receiver(process.env);
const server = Bun.serve({
  port: process.env.PORT ?? 3000,
  hostname: "127.0.0.1",
  fetch: (request) => receive(request),
});

console.log(`http://127.0.0.1:${server.port}/callbacks`);
