// Bodies that are not as documented and lose no event: what each is, the findings that it must have, and what is hoped
// for.

import { parse } from "bandwidth-callbacks";
import { sample } from "bandwidth-callbacks/samples";
import { variants, vary } from "./payloads.mjs";

const [status] = sample("message-delivered");
const [failed] = sample("message-failed");
const inMessage = (change) => [{ ...status, message: { ...status.message, ...change } }];
const snoozed = Array.from({ length: 100 }, () => ({ ...status, type: "message-snoozed" }));

const eleven = Array.from({ length: 11 }, (_, at) => `+155555501${String(at).padStart(2, "0")}`);

const bodies = [
  ...["message-received", "message-sent", "message-failed", "message-read"].map((name) => [
    `a clean ${name}`,
    sample(name),
    [],
    0.65,
  ]),
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
  ["an old name of a type", [{ ...failed, type: "message-rejected-forbidden-country" }], ["renamed-event"], 1.2],
  ["`errorCode` on a delivered message", [{ ...status, errorCode: 4720 }], ["misplaced-field"], 1.2],
  ["an error code that is not documented", [{ ...failed, errorCode: 4999 }], ["unknown-error-code"], 1.2],
  ["a priority that is not documented", inMessage({ priority: "low" }), ["unknown-value"], 1.2],
  ["an `applicationId` that is not a UUID", inMessage({ applicationId: "app" }), ["bad-uuid"], 1.2],
  ["a `tag` that is too long", inMessage({ tag: "t".repeat(1025) }), ["tag-too-long"], 1.2],
  [
    "eleven recipients",
    [{ ...status, to: eleven[0], message: { ...status.message, to: eleven } }],
    ["too-many-recipients"],
    1.2,
  ],
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
