// Who takes part in the receiver's rows, for `Request` and for node:http. All get the same requests.

import { createReceiver, toNode } from "bandwidth-callbacks/receiver";
import { credentials } from "./requests.mjs";

export const BARE = "JSON.parse, then 204";
export const ANONYMOUS = "receiver, anonymous";
export const OURS = "receiver, with credentials";

/** How many events handlers were given, by contestant: who handles nothing is not timed. */
export const handled = { [BARE]: 0, [ANONYMOUS]: 0, [OURS]: 0 };

/** A receiver as people make it, with its default memory. */
const receiver = (name, options) =>
  createReceiver({
    ...options,
    on: { event: () => void (handled[name] += 1) },
    diagnostics: () => fail("there is nothing to find"),
    failed: fail,
  });

function fail(reason) {
  console.error(reason);
  process.exit(1);
}

const receivers = { [ANONYMOUS]: receiver(ANONYMOUS, { anonymous: true }), [OURS]: receiver(OURS, { credentials }) };

/** What gives a `Response` for a `Request`. */
export const fetchHandlers = {
  async [BARE](request) {
    handled[BARE] += JSON.parse(await request.text()).length;
    return new Response(null, { status: 204 });
  },
  ...receivers,
};

/** What node:http takes. */
export const nodeHandlers = {
  [BARE](request, response) {
    const parts = [];
    request.on("data", (part) => parts.push(part));
    request.on("end", () => {
      handled[BARE] += JSON.parse(Buffer.concat(parts).toString()).length;
      response.writeHead(204).end();
    });
  },
  ...Object.fromEntries(Object.entries(receivers).map(([name, receive]) => [name, toNode(receive)])),
};
