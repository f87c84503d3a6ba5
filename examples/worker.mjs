// Cloudflare Workers. wrangler finds the right build of the package. Secrets come with the request: where CREDENTIALS is
// not set nobody is let in.

import { receiver } from "./receive.mjs";

const receive = receiver(({ host }) => host.CREDENTIALS);

export default {
  fetch: (request, env) => receive(request, env),
};
