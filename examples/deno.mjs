// Deno: `deno run --allow-net --allow-env deno.mjs`

import process from "node:process";
import { CHALLENGE, isAllowed, receive } from "./receive.mjs";

const options = { port: Number(process.env.PORT ?? 3000), hostname: "127.0.0.1", onListen: ({ port }) => console.log(`http://127.0.0.1:${port}/callbacks`) };

Deno.serve(options, async (request) => {
  if (!isAllowed(request.headers.get("authorization"), process.env.CREDENTIALS)) return new Response(null, { status: 401, headers: CHALLENGE });
  receive(await request.arrayBuffer());
  return new Response(null, { status: 204 });
});
