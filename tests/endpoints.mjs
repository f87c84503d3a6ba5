// A correct endpoint written without the package, and twelve with one common mistake each.

import { createServer } from "node:http";

const KNOWN =
  /^message-(received|sending|sent|delivered|failed|read)$|^suggestion-response$|^requested-location-response$/;
const RBM = /^(message-read|suggestion-response|requested-location-response)$/;
const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The mistakes, and the checks that name each of them. */
export const MISTAKES = {
  "only the first event": ["every-event-handled"],
  "400 for unknown types": ["unknown-type"],
  "a bare 401": ["challenge"],
  "a signature is demanded": ["unsigned"],
  "400 for the whole batch": ["broken-element"],
  "the body is echoed": ["no-echo"],
  "answers after 12 seconds": ["in-time"],
  "crashes on RBM": ["message-read", "suggestion-response", "requested-location-response"],
  "duplicates are handled twice": ["duplicate-handled-once", "duplicates-at-once-handled-once"],
  "old events are dropped": ["old-event-handled"],
  "statuses are answered with messages": ["no-loop"],
  "no charset in the challenge": ["challenge-charset"],
};

/** Serves an endpoint with one mistake, or with none. `observe` is called with what it does. */
export async function serve({ mistake, credentials = "user:password", observe = () => {} }) {
  const is = (name) => mistake === name;
  const handled = new Set();
  const authorization = `Basic ${Buffer.from(credentials).toString("base64")}`;

  async function handle(event) {
    if (is("crashes on RBM") && RBM.test(event.type)) return event.message.content.text.length;
    if (is("old events are dropped") && Date.now() - Date.parse(event.time) > 30 * 60_000) return undefined;
    const key = [event.message.id, event.type, event.message.direction === "out" && event.to].join();
    if (handled.has(key) && !is("duplicates are handled twice")) return undefined;
    handled.add(key);
    await observe("/", event.message.id);
    const isAnswered = event.type === "message-received" || is("statuses are answered with messages");
    return isAnswered && event.message.text !== "STOP" ? observe("/messages", "") : undefined;
  }

  async function answer(request, text) {
    if (request.headers.authorization !== authorization) {
      if (is("a bare 401")) return [401];
      const charset = is("no charset in the challenge") ? "" : ', charset="UTF-8"';
      return [401, { "www-authenticate": `Basic realm="callbacks"${charset}` }];
    }
    if (request.method !== "POST") return [405, { allow: "POST" }];
    if (is("a signature is demanded") && request.headers["x-bandwidth-signature"] === undefined) return [403];
    if (!/^application\/json\b/.test(request.headers["content-type"] ?? "")) return [415];
    if (is("answers after 12 seconds")) await wait(12_000);
    let body;
    try {
      body = JSON.parse(text);
    } catch {
      return [400];
    }
    const all = Array.isArray(body) ? body : [body];
    const usable = all.filter((event) => typeof event?.message?.id === "string");
    // A batch of nothing but strangers is another mistake.
    if (is("400 for the whole batch") && usable.length > 0 && usable.length < all.length) return [400];
    if (is("400 for unknown types") && usable.some(({ type }) => !KNOWN.test(type))) return [400];
    for (const event of is("only the first event") ? usable.slice(0, 1) : usable) await handle(event);
    return is("the body is echoed") ? [200, { "content-type": "application/json" }, text] : [204];
  }

  const server = createServer(async (request, response) => {
    let text = "";
    try {
      for await (const part of request.setEncoding("utf8")) text += part;
    } catch {
      return; // it was cut off
    }
    const [status, headers, body] = await answer(request, text).catch(() => [500]);
    response.writeHead(status, headers).end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/callbacks`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
