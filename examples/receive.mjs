// What every recipe does with a request, whatever server brought it. Bandwidth sends a callback again for 24 hours
// until it is answered 2xx, so only missing credentials are refused: what cannot be read today cannot be tomorrow.

import { createHash, timingSafeEqual } from "node:crypto";
import { dedupeKey, parse } from "bandwidth-callbacks";

/** Bandwidth delivers at least once. Keep these keys where they outlive the process, in a database say. */
const seen = new Set();

/** Headers by which Bandwidth learns that it has to send credentials; without them it gives up. */
export const CHALLENGE = { "WWW-Authenticate": 'Basic realm="callbacks", charset="UTF-8"' };

/** Whether the `Authorization` header has the credentials, "user:password". Without any, everybody is let in. */
export function isAllowed(authorization, credentials) {
  if (!credentials) return true;
  const expected = `Basic ${Buffer.from(credentials).toString("base64")}`;
  // Of hashes, so that neither the time nor the length tells how much was right.
  const hash = (text) => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(authorization ?? ""), hash(expected));
}

/** Handles a body: its bytes, its text, or what a framework has made of its JSON. */
export function receive(body) {
  const { events, unknown, rejected, diagnostics } = parse(body);
  for (const event of events) {
    const key = dedupeKey(event);
    if (seen.has(key)) continue;
    handle(event);
    seen.add(key);
  }
  // A diagnostic names fields and places and holds nothing of the payload, so it may be logged.
  for (const { severity, rule, path, message } of diagnostics) console.log(`${severity} ${rule} at "${path}": ${message}`);
  // Keep these elsewhere if you want to look at them: they hold phone numbers and texts.
  if (unknown.length + rejected.length > 0) console.log(`kept: ${unknown.length} unknown, ${rejected.length} rejected`);
}

function handle(event) {
  switch (event.type) {
    case "message-received":
      console.log("handled: reply to", event.message.id);
      break;
    case "message-failed":
      console.log("handled: failure", event.errorCode, "of", event.message.id);
      break;
    default:
      console.log("handled:", event.type, "of", event.message.id);
  }
}
