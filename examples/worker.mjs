// Cloudflare Workers, with the flag `nodejs_compat` for node:crypto. wrangler finds the right build of the package.
// A Worker forgets: keep the keys of handled events in Workers KV or a Durable Object.

import { CHALLENGE, isAllowed, receive } from "./receive.mjs";

export default {
  async fetch(request, env) {
    if (!isAllowed(request.headers.get("authorization"), env.CREDENTIALS)) return new Response(null, { status: 401, headers: CHALLENGE });
    receive(await request.arrayBuffer());
    return new Response(null, { status: 204 });
  },
};
