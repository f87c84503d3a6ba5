// Bodies that are not as documented and lose no event: what each is, the findings that it must have, and what is hoped for.

import { parse } from "bandwidth-callbacks";
import { sample } from "bandwidth-callbacks/samples";
import { variants, vary } from "./payloads.mjs";

const [status] = sample("message-delivered");
const [failed] = sample("message-failed");
const inMessage = (change) => [{ ...status, message: { ...status.message, ...change } }];
const snoozed = Array.from({ length: 100 }, () => ({ ...status, type: "message-snoozed" }));

const bodies = [
  ["an RBM suggestion response", sample("suggestion-response"), [], 0.65],
  ["an RBM location response", sample("requested-location-response"), [], 0.65],
  ["one unknown field at the top", [{ ...status, odd: "x" }], ["unknown-field"], 1.2],
  ["one unknown field in `message`", inMessage({ odd: "x" }), ["unknown-field"], 1.2],
  ["a deprecated type", sample("message-sending"), ["deprecated-event"], 1.2],
  ["`owner` is the recipient", inMessage({ owner: status.to }), ["owner-mismatch"], 1.2],
  ["`direction` is `in` on a status", inMessage({ direction: "in" }), ["unexpected-direction"], 1.2],
  ["text in a status", inMessage({ text: "hello" }), ["text-in-status"], 1.2],
  ["no `segmentCount`", inMessage({ segmentCount: undefined }), ["missing-expected-field"], 1.2],
  ["`tag` is null", inMessage({ tag: null }), ["null-field"], 1.2],
  ["`errorCode` in quotes", [{ ...failed, errorCode: String(failed.errorCode) }], ["coerced-type"], 1.2],
  ["a time in another format", [{ ...status, time: "2026-07-14 09:12:07" }], ["bad-timestamp"], 1.2],
  ["one event without an array", status, ["bare-event"], 1.2],
  ["an array in `_json`", { _json: [status] }, ["wrapped-body"], 1.2],
  ["100 events of an unknown type", snoozed, snoozed.map(() => "unknown-event"), 1.5],
];

/** Leaves times, numbers and ids as they are, which have findings if they change: only UUIDs are other ones. */
const SEED = 11 * 47 * 1_000_000;

/** Rows for the bench, numbered from `first`. */
export const oddRows = (first) =>
  bodies.map(([title, body, findings, target], at) => {
    const inputs = variants((n) => vary(JSON.stringify(body), n * SEED));
    for (const text of inputs) {
      const rules = parse(text).diagnostics.map(({ rule }) => rule);
      if (rules.join() !== findings.join()) throw new Error(`${title}: expected ${findings}, found ${rules}`);
    }
    const contestants = [
      { name: "JSON.parse", run: (text) => JSON.parse(text), inputs },
      { name: "bandwidth-callbacks", run: (text) => parse(text), inputs },
    ];
    return { id: first + at, title, target, reference: "JSON.parse", contestants };
  });
