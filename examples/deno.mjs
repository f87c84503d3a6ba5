// Deno: `deno run --allow-net --allow-env deno.mjs`

import { receiver } from "./receive.mjs";

const receive = receiver(Deno.env.toObject());
const options = {
  port: Number(Deno.env.get("PORT") ?? 3000),
  hostname: "127.0.0.1",
  onListen: ({ port }) => console.log(`http://127.0.0.1:${port}/callbacks`),
};

Deno.serve(options, (request) => receive(request));
