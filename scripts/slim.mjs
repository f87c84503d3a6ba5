// Makes a wasm module smaller: removes unused exports and the messages of panics, then runs wasm-opt.
//
// A panic ends the instance, and its message is never read; a trap does the same without the code that formats it, and
// without the data that says where each panic is. In the core module nothing else writes text for people, so all code
// for that goes. Functions are recognized by their names, so the module must still have them.

import { readFileSync, writeFileSync } from "node:fs";
import { Stop } from "./run.mjs";

/** Functions that never return. */
const PANICS = /panick|panic_|_fail(ed)?(_rt)?\b|handle_error|handle_alloc|alloc_error|capacity_overflow/;
/** Functions that write text for people. */
const WRITING = /::fmt\b|^core.*::fmt::/;

/**
 * `keeps` says of each export whether it stays, `writes` whether it writes text for people, `fast` whether it is
 * to be fast more than small, `simd` whether it has SIMD.
 */
export async function slim(path, { keeps, writes, fast, simd = false }) {
  const { default: binaryen } = await import("binaryen");
  const module = binaryen.readBinary(readFileSync(path));
  const {
    MutableGlobals,
    BulkMemory,
    BulkMemoryOpt,
    SignExt,
    NontrappingFPToInt,
    ReferenceTypes,
    Multivalue,
    SIMD128,
  } = binaryen.Features;
  module.setFeatures(
    MutableGlobals |
      BulkMemory |
      BulkMemoryOpt |
      SignExt |
      NontrappingFPToInt |
      ReferenceTypes |
      Multivalue |
      (simd ? SIMD128 : 0),
  );
  const names = Array.from(
    { length: module.getNumExports() },
    (_, at) => binaryen.getExportInfo(module.getExportByIndex(at)).name,
  );
  for (const name of names) if (!keeps(name)) module.removeExport(name);
  withoutPanics(module, binaryen, { path, writes });
  binaryen.setOptimizeLevel(fast ? 3 : 2);
  binaryen.setShrinkLevel(fast ? 0 : 2);
  // A function that is called from one place stays one, unless it is short: what is rare would take registers from the
  // loop that it is called from, and an engine takes longer to compile a large function than its parts.
  binaryen.setOneCallerInlineMaxSize(!fast ? -1 : simd ? 60 : 200);
  // Twice, as the first time leaves functions that only the second sees are not called.
  module.optimize();
  module.optimize();
  module.runPasses(["strip-producers", "strip-target-features"]); // what compilers note for each other
  if (!module.validate()) throw new Stop(`${path} is no valid module any more: see scripts/slim.mjs`);
  writeFileSync(path, module.emitBinary());
  module.dispose();
}

function withoutPanics(module, binaryen, { path, writes }) {
  const isCut = (name) => PANICS.test(name) || (!writes && WRITING.test(name));
  const functions = Array.from({ length: module.getNumFunctions() }, (_, at) =>
    binaryen.getFunctionInfo(module.getFunctionByIndex(at)),
  );
  const found = functions.filter(({ name, base }) => base === "" && isCut(name));
  if (found.length === 0) throw new Stop(`${path} has no names of functions, or no panics: see scripts/slim.mjs`);
  for (const { name, params, results } of found) {
    module.removeFunction(name);
    module.addFunction(name, params, results, [], module.unreachable());
  }
  withoutLocations(module);
}

/**
 * Replaces by zeros, which take no room, where each panic is in the source: a `Location` has the address of a path, its
 * length, a line and a column.
 */
function withoutLocations(module) {
  const segments = Array.from({ length: module.getNumDataSegments() }, (_, at) =>
    module.getDataSegmentInfo(module.getDataSegmentByIndex(at)),
  ).map(({ name, offset, data }) => ({ name, offset, bytes: Buffer.from(data.slice(0)) }));
  const partAt = (address, length) => {
    const segment = segments.find(
      ({ offset, bytes }) => address >= offset && address + length <= offset + bytes.length,
    );
    return segment?.bytes.subarray(address - segment.offset, address - segment.offset + length);
  };
  const unread = [];
  for (const { offset, bytes } of segments) {
    for (let at = -offset & 3; at + 16 <= bytes.length; at += 4) {
      const path = partAt(bytes.readUInt32LE(at), bytes.readUInt32LE(at + 4));
      if (path !== undefined && /^[\w./-]+\.rs\0?$/.test(path.toString("latin1")))
        unread.push(bytes.subarray(at, at + 16), path);
    }
  }
  if (unread.length === 0) throw new Stop("a module has no locations of panics: see scripts/slim.mjs");
  for (const part of unread) part.fill(0);
  module.removeExport("memory"); // `setMemory` exports it again
  const { initial, max } = module.getMemoryInfo("0");
  module.setMemory(
    initial,
    max ?? -1,
    "memory",
    segments.map(({ name, offset, bytes }) => ({
      name,
      data: bytes,
      offset: module.i32.const(offset),
      passive: false,
    })),
  );
}
