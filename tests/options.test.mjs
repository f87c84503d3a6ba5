// A misspelled option is an error wherever options are taken; those of the receiver are in receiver.options.test.mjs.

import assert from "node:assert/strict";
import { test } from "node:test";
import { format, parse, recover, validate } from "bandwidth-callbacks";
import { createSummary, lines, summarize } from "bandwidth-callbacks-logs";
import { callbacks, report } from "bandwidth-callbacks/schema";
import { sample } from "bandwidth-callbacks/samples";
import { misuse, refusesMisspelt } from "./misuse.mjs";

const misspelt = [
  ["parse", () => parse("[]", { maxdepth: 3 }), "maxdepth", "maxDepth"],
  ["validate", () => validate("[]", { max_bytes: 3 }), "max_bytes", "maxBytes"],
  ["recover", () => recover("[]", { maxDiagnostic: 3 }), "maxDiagnostic", "maxDiagnostics"],
  ["format", () => format(parse("[]"), undefined, { colour: true }), "colour", "color"],
  ["lines", () => lines("[]", { maxdepth: 3 }), "maxdepth", "maxDepth"],
  ["lines, of summarize", () => lines("[]", { threads: 3 }), "threads", undefined],
  ["summarize", () => summarize("[]", { mostMessage: 3 }), "mostMessage", "mostMessages"],
  ["summarize, only", () => summarize("[]", { only: { type: ["message-sent"] } }), "type", "types"],
  ["createSummary", () => createSummary({ threads: 3 }), "threads", undefined],
  ["sample", () => sample("message-read", {}, { counts: 2 }), "counts", "count"],
  ["addLog", () => createSummary().addLog("[]", { thread: 3 }), "thread", "threads"],
];
for (const [where, call, name, near] of misspelt) {
  test(`a misspelled option is an error: ${where}`, () => refusesMisspelt(call, name, near));
}

test("an option of the wrong type is an error with a message of ours", async () => {
  const text = (sources) => () => createSummary().text(sources);
  const { input } = callbacks["~standard"].jsonSchema;
  const { output } = report["~standard"].jsonSchema;
  for (const [call, words] of [
    [() => format(parse("[]"), undefined, { color: "always" }), /^expected option `color` to be true or false$/],
    [text("a.log"), /^expected the names of logs/],
    [text([1]), /^expected the names of logs/],
    [text({ source: ["a.log"] }), /^expected the names of logs/],
    [() => input(), /^expected the target/],
    [() => output({ target: "draft-04" }), /^expected the target/],
  ])
    assert.match(await misuse(call), words);
});

test("every option that is documented is known", async () => {
  const all = { maxDepth: 9, maxBytes: 999, maxDiagnostics: 9 };
  parse("[]", all);
  const reading = { signal: undefined, decompress: undefined, onProgress: undefined, recover: false };
  for await (const _ of lines("[]", { ...all, ...reading })) void _;
  await summarize("[]", {
    ...reading,
    source: 0,
    threads: 1,
    mostMessages: 9,
    only: { since: undefined, until: undefined, types: [], codes: [] },
  });
  await createSummary({ mostMessages: 9 }).addLog("[]", { ...reading, source: 0, threads: 1 });
});
