// No input makes the work grow faster than its length. Steps are counted, not seconds: the modules that the package
// compiles get a counter in each function and each turn of a loop on their way in, and copies of memory become loops.

import assert from "node:assert/strict";
import { test } from "node:test";
import binaryen from "binaryen";

const KIB = 1024;
/** In KiB. The quick suite stops sooner; SHOW=1 prints what was counted. */
const SIZES = process.env.CI ? [1, 32, 1024, 4096] : [1, 16, 256];

const { Module, Instance } = WebAssembly;
const counters = [];
WebAssembly.Module = function (bytes) {
  return new Module(counted(bytes));
};
WebAssembly.Module.prototype = Module.prototype;
WebAssembly.Instance = function (module, imports) {
  const instance = new Instance(module, imports);
  counters.push(instance.exports.steps);
  return instance;
};

function counted(bytes) {
  const { MVP, BulkMemory, BulkMemoryOpt, SignExt, NontrappingFPToInt, MutableGlobals, ReferenceTypes, Multivalue } = binaryen.Features;
  const features = MVP | BulkMemory | BulkMemoryOpt | SignExt | NontrappingFPToInt | MutableGlobals | ReferenceTypes | Multivalue;
  const module = binaryen.readBinary(bytes);
  module.setFeatures(features);
  module.runPasses(["llvm-memory-copy-fill-lowering", "log-execution"]);
  const text = module.emitText();
  // The pass calls out; counting inside takes a tenth of the time.
  const [log, name] = /\(import "[^"]*" "log_execution" \(func (\S+) [^\n]*/.exec(text);
  const counter = `(global $steps (export "steps") (mut i64) (i64.const 0)) (func ${name} (param i32) (global.set $steps (i64.add (global.get $steps) (i64.const 1))))`;
  const whole = binaryen.parseText(text.replace(log, "").replace(/\)\s*$/, `${counter})`));
  whole.setFeatures(features);
  return whole.emitBinary();
}

const { parse, validate, recover } = await import("bandwidth-callbacks");
const { sample } = await import("bandwidth-callbacks/samples");
const event = JSON.stringify(sample("message-delivered")[0]);
const failed = JSON.stringify(sample("message-failed", { errorCode: 99999, time: "soon", message: { segmentCount: "1", to: "+15555550142" } })[0]);

/** Steps of a call, over all instances: one that has held much is left behind. */
function steps(call) {
  const sum = () => counters.reduce((sum, counter) => sum + counter.value, 0n);
  const before = sum();
  call();
  return Number(sum() - before);
}

const fill = (piece) => (bytes) => piece.repeat(Math.ceil(bytes / piece.length));
const inside = (before, piece, after, joint = "") => (bytes) => before + Array.from({ length: Math.ceil(bytes / (piece.length + joint.length)) }, () => piece).join(joint) + after;
const numbered = (before, piece, after) => (bytes) => before + Array.from({ length: Math.ceil(bytes / (piece.length + 6)) }, (_, index) => piece.replace("#", index)).join(",") + after;

/** What grows, each as something else than a callback or as one that has a great deal of it. */
const families = {
  "lists that open": fill("["),
  "lists that open and close": (bytes) => "[".repeat(bytes / 2) + "]".repeat(bytes / 2),
  "lists that close": fill("]"),
  "objects in each other": (bytes) => '{"a":'.repeat(bytes / 6) + "1" + "}".repeat(bytes / 6),
  "objects that open": fill("{"),
  "quotes": fill('"'),
  "single quotes": fill("'"),
  "curly quotes": fill("“"),
  "quotes of both kinds": fill("\"'"),
  "a text without end": inside('["', "a", ""),
  "a text": inside('["', "é", '"]'),
  "backslashes": fill("\\"),
  "escapes": inside('["', "\\u0041\\n", '"]'),
  "halves of surrogate pairs": inside('["', "\\ud83d", '"]'),
  "escaped quotes": inside('"[{', '\\"type\\":', "}]"),
  "JSON in JSON text": (bytes) => Array.from({ length: Math.log2(bytes / 16) }).reduce((text) => JSON.stringify(text), event).slice(0, bytes),
  "commas": inside("[", ",", "]"),
  "colons": inside("{", ":", "}"),
  "keys": numbered("[{", '"k#":1', "}]"),
  "keys of an event": numbered(`[${event.slice(0, -1)},`, '"messageId#":1', "}]"),
  "keys like those that are known": inside(`[${event.slice(0, -1)},`, '"desciption":1', "}]", ","),
  "the same key": inside(`[${event.slice(0, -1)},`, '"type":"message-sent"', "}]", ","),
  "long keys": inside('[{"', "k", '":1}]'),
  "items": inside("[", "1", "]", ","),
  "empty objects": inside("[", "{}", "]", ","),
  "events": inside("[", event, "]", ","),
  "events with findings": inside("[", failed, "]", ","),
  "events without commas": inside("[", event, "]", "\n"),
  "events, one in a line": inside("", event, "", "\n"),
  "events with single quotes": inside("[", event.replaceAll('"', "'"), "]", ","),
  "types that are not known": inside("[", '{"type":"message-delivred"}', "]", ","),
  "recipients": inside(`[${event.replace(/"to":\[[^\]]*/, '"to":[')}`.replace(/\].*/, ""), '"+15555550142"', "]}}]", ","),
  "a list of recipients": numbered(`[${event.slice(0, event.indexOf('"to":[') + 6)}`, '"+1555555#"', event.slice(event.indexOf("]")) + "]"),
  "a long number": inside("[", "7", "]"),
  "a long fraction": inside("[0.", "7", "]"),
  "numbers that floats change": inside("[", "9007199254740993", "]", ","),
  "spaces": fill(" "),
  "spaces in a list": inside("[", " ", "]"),
  "lines": inside("[", "\n", "]"),
  "lines of a log": fill('2026-07-14T09:12:07Z INFO {"type": 1}\n'),
  "lines that are no JSON": fill("POST /callbacks HTTP/1.1\n"),
  "comments": inside("[", "// x\n", "]"),
  "comments that do not end": fill("/*"),
  "tags": fill("<a>"),
  "a form": fill("a=b&"),
  "words": fill("None True False "),
  "texts to be joined": inside("[", "'a' ", "]"),
  "zeros": fill("\0"),
  "words that begin like an end": fill("]}\n{"),
  "bytes that are not UTF-8": (bytes) => new Uint8Array(bytes).fill(0xff),
  "characters that are cut": (bytes) => new Uint8Array(bytes).fill(0xf0),
};

const calls = { parse, validate, recover };
const most = { maxDepth: 1000, maxDiagnostics: 1_000_000 };

for (const [name, call] of Object.entries(calls)) {
  test(`the steps of \`${name}\` grow as its input does`, () => {
    const steep = [];
    for (const [family, grown] of Object.entries(families)) {
      const perUnit = SIZES.map((size) => {
        const input = grown(size * KIB);
        call("[1]"); // an instance may have to be made
        return steps(() => call(input, most)) / input.length;
      });
      // A sort adds a little with each doubling, and growing a list copies it; what is read again for each part multiplies.
      const isSteep = perUnit.some((it, at) => at > 0 && it > Math.max(perUnit[at - 1] * 3, 20));
      const line = `${family.padEnd(40)}${perUnit.map((it) => it.toFixed(1).padStart(9)).join("")}`;
      if (process.env.SHOW) console.log(line);
      if (isSteep) steep.push(line);
    }
    assert.deepEqual(steep, [], `steps for each unit of ${SIZES.join(", ")} KiB`);
  });
}
