// No input makes the work grow faster than its length. Steps are counted, not seconds: the modules that the package
// compiles get a counter in each function and each turn of a loop on their way in, and copies of memory become loops.

import assert from "node:assert/strict";
import { test } from "node:test";
import binaryen from "binaryen";
import { families } from "./families.mjs";

const KIB = 1024;
/** In KiB; `npm run test:growth` goes further. SHOW=1 prints what was counted. */
const SIZES = (process.env.SIZES ?? "1,16,256").split(",").map(Number);

const { Module, Instance } = WebAssembly;
const counters = [];
// Declared, as an arrow function is no constructor.
function CountingModule(bytes) {
  return new Module(counted(bytes));
}
WebAssembly.Module = CountingModule;
WebAssembly.Module.prototype = Module.prototype;
function CountingInstance(module, imports) {
  const instance = new Instance(module, imports);
  counters.push(instance.exports.steps);
  return instance;
}
WebAssembly.Instance = CountingInstance;

function counted(bytes) {
  const { MVP, BulkMemory, BulkMemoryOpt, SignExt, NontrappingFPToInt, MutableGlobals, ReferenceTypes, Multivalue } =
    binaryen.Features;
  const features =
    MVP | BulkMemory | BulkMemoryOpt | SignExt | NontrappingFPToInt | MutableGlobals | ReferenceTypes | Multivalue;
  const module = binaryen.readBinary(bytes);
  module.setFeatures(features);
  module.runPasses(["llvm-memory-copy-fill-lowering", "log-execution"]);
  const text = module.emitText();
  // The pass calls out; counting inside takes a tenth of the time.
  const [log, name] = /\(import "[^"]*" "log_execution" \(func (\S+) [^\n]*/.exec(text);
  const add = "(global.set $steps (i64.add (global.get $steps) (i64.const 1)))";
  const counter = `(global $steps (export "steps") (mut i64) (i64.const 0)) (func ${name} (param i32) ${add})`;
  const whole = binaryen.parseText(text.replace(log, "").replace(/\)\s*$/, `${counter})`));
  whole.setFeatures(features);
  return whole.emitBinary();
}

const { parse, validate, recover } = await import("bandwidth-callbacks");
const { sample } = await import("bandwidth-callbacks/samples");

/** Steps of a call, over all instances: one that has held much is left behind. */
function steps(call) {
  const sum = () => counters.reduce((sum, counter) => sum + counter.value, 0n);
  const before = sum();
  call();
  return Number(sum() - before);
}

const calls = { parse, validate, recover };
const most = { maxDepth: 1000, maxDiagnostics: 1_000_000 };

for (const [name, call] of Object.entries(calls)) {
  test(`the steps of \`${name}\` grow as its input does`, () => {
    const steep = [];
    for (const [family, grown] of Object.entries(families(sample))) {
      const perUnit = SIZES.map((size) => {
        const input = grown(size * KIB);
        call("[1]"); // an instance may have to be made
        return steps(() => call(input, most)) / input.length;
      });
      // A sort adds a little with each doubling, and growing a list copies it; what is read again for each part
      // multiplies.
      const isSteep = perUnit.some((it, at) => at > 0 && it > Math.max(perUnit[at - 1] * 3, 20));
      const line = `${family.padEnd(40)}${perUnit.map((it) => it.toFixed(1).padStart(9)).join("")}`;
      if (process.env.SHOW) console.log(line);
      if (isSteep) steep.push(line);
    }
    assert.deepEqual(steep, [], `steps for each unit of ${SIZES.join(", ")} KiB`);
  });
}
