// The callbacks of the receiver's rows: of row 1's body, each with an event that was never seen before, as most are.

import { payloads } from "../payloads.mjs";

export const credentials = { username: "bandwidth", password: "opens, sesame" };

/** What Bandwidth sends along, but for the length. */
export const headers = {
  authorization: `Basic ${btoa(`${credentials.username}:${credentials.password}`)}`,
  "content-type": "application/json; charset=utf-8",
  "user-agent": "BandwidthAPI/v2",
};

const DIGITS = 9;
// Cut where the id begins, so that a number goes between.
const halves = payloads.delivered.map((text) => {
  const at = text.indexOf('"id":"') + 6;
  return [text.slice(0, at), text.slice(at)];
});
let count = 0;

/** The next body: all have the same length. */
export function nextBody() {
  const [head, tail] = halves[count % halves.length];
  count += 1;
  return head + String(count).padStart(DIGITS, "0") + tail;
}

export const bytes = Buffer.byteLength(nextBody());
