// The requests of a load run, generated from a seed: callbacks to be handled, and requests to be rejected.

import { sample } from "bandwidth-callbacks/samples";

export const credentials = { username: "bandwidth", password: "opens, sésame: ☃" };
export const SECRET = "a secret of sixteen or more";
/** How long a receiver lets handlers take, in milliseconds; low, so that many take longer. */
export const TIME_LIMIT = 1000;
export const MAX_BYTES = 1 << 16;

const basic = (text) => `Basic ${Buffer.from(text).toString("base64")}`;
export const usual = {
  authorization: basic(`${credentials.username}:${credentials.password}`),
  "content-type": "application/json; charset=utf-8",
};

/** Numbers from 0 up to 1 that follow from a seed (mulberry32). */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const ID = "ID-OF-THIS";
const TAG = "TAG-OF-THIS";
const message = { id: ID, tag: TAG };
// Mostly known types; now and then an unknown type, or an element that is not an event.
const known = ["message-delivered", "message-failed", "message-received", "message-sending"].map(
  (type) => sample(type, { message })[0],
);
const templates = [
  ...known,
  ...known,
  ...known,
  ...known,
  { type: "message-snoozed", message },
  { type: 7, message },
].map((event) => JSON.stringify(event));

/** The callbacks and refusals of a seed, one after the other. */
export function plan(seed) {
  const chance = random(seed);
  const one = (list) => list[Math.floor(chance() * list.length)];
  const between = (least, most) => least + Math.floor(chance() * (most - least + 1));
  let count = 0;
  /** Elements that were sent lately: an event may come again in another body. */
  const lately = [];

  /** How an event is handled: most at once. */
  function manner() {
    const at = chance();
    if (at < 0.8) return "once";
    if (at < 0.94) return `wait ${between(1, 20)}`;
    if (at < 0.97) return "fail";
    if (at < 0.998) return `wait ${between(50, 300)}`;
    return `wait ${between(TIME_LIMIT + 200, TIME_LIMIT + 600)}`;
  }

  function element(prefix) {
    count += 1;
    const id = `${prefix}-${seed}-${String(count).padStart(8, "0")}`;
    const tag = manner();
    return { id, tag, text: one(templates).replace(ID, id).replace(TAG, tag) };
  }

  function elements(prefix) {
    const size = chance() < 0.6 ? 1 : between(2, 20);
    return Array.from({ length: size }, () => element(prefix));
  }

  const bodyOf = (list) => `[${list.map(({ text }) => text).join()}]`;

  /** A callback: its body, the ids in it, when its copies are sent, and how the first of them is cut off, if it is. */
  function callback() {
    const list = elements("good");
    if (lately.length > 0 && chance() < 0.1) list.push(one(lately));
    lately.push(list[0]);
    if (lately.length > 200) lately.shift();
    const copies = between(1, 4);
    // In milliseconds from the first: together with it, or later.
    const delays = Array.from({ length: copies - 1 }, () => (chance() < 0.5 ? 0 : between(100, 5000)));
    const cut = chance() < 0.04 ? one(["in the body", "before the answer"]) : undefined;
    const isQuick = list.every(({ tag }) => tag === "once");
    return {
      body: bodyOf(list),
      ids: list.map(({ id }) => id),
      delays: [0, ...delays],
      cut,
      cutAfter: between(0, 20),
      isQuick,
    };
  }

  /** Requests that are never accepted, with the documented answer. */
  const refusals = {
    "no credentials": () => ({ headers: { authorization: undefined }, status: 401, has: "www-authenticate" }),
    "no credentials, no body": () => ({
      headers: { authorization: undefined, "content-type": undefined },
      body: "",
      status: 401,
      has: "www-authenticate",
    }),
    "wrong credentials": () => ({
      headers: { authorization: basic(`bandwidth:${"x".repeat(between(0, 40))}`) },
      status: 401,
      has: "www-authenticate",
    }),
    "wrong signature": () => ({ headers: { "x-bandwidth-signature-hmac-sha256": "0".repeat(64) }, status: 403 }),
    "another method": () => ({ method: one(["PUT", "PATCH", "DELETE"]), status: 405, has: "allow" }),
    "another type": () => ({
      headers: { "content-type": one(["text/plain", "application/x-www-form-urlencoded"]) },
      status: 415,
      has: "accept",
    }),
    "a content coding": () => ({ headers: { "content-encoding": "gzip" }, status: 415, has: "accept-encoding" }),
    "too large": (body) => ({ body: body.replace("[", `[${" ".repeat(MAX_BYTES)}`), status: 413 }),
    "too large, chunked": (body) => ({
      body: body.replace("[", `[${" ".repeat(MAX_BYTES)}`),
      isChunked: true,
      status: 413,
    }),
    "cut JSON": (body) => ({ body: body.slice(0, -between(1, body.length - 1)), status: 400 }),
    "no JSON": (body) => ({ body: `<html>${body}</html>`, status: 400 }),
    "a body that stops": (body) => ({ body, stopsAt: body.length >> 1, status: 408 }),
  };

  function refusal() {
    // Each of the last takes as long as the time limit.
    const names = Object.keys(refusals).slice(0, chance() < 0.05 ? undefined : -1);
    const name = names.at(-1) === "a body that stops" ? names.at(-1) : one(names);
    const body = bodyOf(elements("refused"));
    return { name, method: "POST", body, ...refusals[name](body) };
  }

  return { next: () => (chance() < 0.08 ? { refusal: refusal() } : { callback: callback() }) };
}
