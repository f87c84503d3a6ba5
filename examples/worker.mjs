// Cloudflare Workers. wrangler finds the right build of the package. Secrets come with the request: without CREDENTIALS
// every request fails, and no one is let in.

import { receiver } from "./receive.mjs";

let receive;

export default {
  fetch: (request, env) => (receive ??= receiver(env))(request, env),
};
