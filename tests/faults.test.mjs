// What is left when the module fails: a call. The package is the published one; the modules that it compiles are
// changed on their way in, so that a body of a certain length is a trap and memory ends at a bound.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import binaryen from "binaryen";

/** A body of so many bytes is a trap. */
const TRAP = 4321;
/** The most memory that an instance gets, in pages of 64 KiB. */
const PAGES = 128;

const { Module } = WebAssembly;
// Declared, as an arrow function is no constructor.
function FaultyModule(bytes) {
  return new Module(faulty(bytes));
}
WebAssembly.Module = FaultyModule;
WebAssembly.Module.prototype = Module.prototype;

const packageOf = async () => ({
  ...(await import("bandwidth-callbacks")),
  ...(await import("bandwidth-callbacks/explain")),
  ...(await import("bandwidth-callbacks/samples")),
});

/** The module with a trap in `read_body` and `recover`, and a bound on its memory. */
function faulty(bytes) {
  const { MVP, BulkMemory, SignExt, NontrappingFPToInt, MutableGlobals, ReferenceTypes, Multivalue } =
    binaryen.Features;
  const features = MVP | BulkMemory | SignExt | NontrappingFPToInt | MutableGlobals | ReferenceTypes | Multivalue;
  const module = binaryen.readBinary(bytes);
  module.setFeatures(features);
  const text = module.emitText().replace(/\(memory (\$\S+) (\d+)\)/, `(memory $1 $2 ${PAGES})`);
  const bounded = binaryen.parseText(text);
  bounded.setFeatures(features);
  for (const name of ["read_body", "recover", "explain"]) {
    const entry = bounded.getExport(name);
    if (!entry) continue;
    // Both take a length second: `read_body(bytes, total, …)`, `recover(at, length, …)`.
    const about = binaryen.getFunctionInfo(bounded.getFunction(binaryen.getExportInfo(entry).value));
    const isTrap = bounded.i32.eq(bounded.local.get(1, binaryen.i32), bounded.i32.const(TRAP));
    const own = bounded.copyExpression(about.body);
    const locals = about.vars;
    bounded.removeFunction(about.name);
    bounded.addFunction(
      about.name,
      about.params,
      about.results,
      locals,
      bounded.block(null, [bounded.if(isTrap, bounded.unreachable()), own], about.results),
    );
  }
  return bounded.emitBinary();
}

const pad = (body, bytes) => body.padEnd(bytes);
const { parse, validate, parseOrThrow, CallbackError, recover, explain, segments, sample } = await packageOf();
const sound = JSON.stringify(sample("message-delivered"));

if (isMainThread) {
  test("a trap loses one call: the body is kept, and the next call reads", () => {
    const expected = parse(sound);
    const body = pad(sound, TRAP);
    for (const [given, places] of [
      [body, true],
      [Buffer.from(body), true],
      [["x".repeat(TRAP - 4)], false],
    ]) {
      const { ok, events, unknown, rejected, diagnostics } = parse(given);
      assert.deepEqual({ ok, events, unknown }, { ok: false, events: [], unknown: [] });
      assert.deepEqual(rejected, [{ index: 0, value: places ? body : JSON.stringify(given) }]);
      const [{ rule, severity, path, message, line, span }, ...more] = diagnostics;
      assert.deepEqual(
        [rule, severity, path, message, more.length],
        ["internal-error", "error", "", "the body could not be read (internal error)", 0],
      );
      assert.deepEqual([line, span], places ? [1, { start: 0, end: TRAP }] : [undefined, undefined]);
      assert.deepEqual(parse(sound), expected);
      assert.equal(validate(given)[0].rule, "internal-error");
      assert.deepEqual(validate(sound), []);
      assert.throws(
        () => parseOrThrow(given),
        (error) => error instanceof CallbackError && error.report.rejected.length === 1,
      );
    }
    assert.equal(explain("internal-error").kind, "rule");
  });

  test("a thousand traps in a row, with a body between each two", () => {
    const expected = parse(sound);
    for (let round = 0; round < 1000; round++) {
      assert.equal(parse(pad("[]", TRAP)).diagnostics[0].rule, "internal-error");
      assert.deepEqual(parse(sound), expected);
    }
  });

  test("running out of memory is an immediate error, and later calls work", () => {
    const events = Array.from({ length: 20_000 }, () => JSON.parse(sound)[0]);
    const large = JSON.stringify([...events, 1]);
    assert.ok(large.length < 16 << 20 && large.length > (PAGES << 16) / 2);
    const { rejected, diagnostics } = parse(large);
    assert.equal(diagnostics[0].rule, "internal-error");
    assert.equal(rejected[0].value, large);
    assert.equal(parse(sound).ok, true);
  });

  test("a trap in the repair keeps the pasted text", () => {
    const pasted = pad("[{'type': 'message-snoozed'}]", TRAP);
    const { text, repairs, rejected, diagnostics } = recover(pasted);
    assert.deepEqual(
      [text, repairs, rejected[0].value, diagnostics.map(({ rule }) => rule)],
      [pasted, [], pasted, ["internal-error"]],
    );
    assert.equal(recover(pasted.trim()).unknown.length, 1);
    assert.throws(() => explain("x".repeat(TRAP)), WebAssembly.RuntimeError);
    assert.equal(explain(4720).code, 4720);
    assert.equal(segments("a".repeat(161)).count, 2);
    // Memory that ends in the middle.
    const large = "{'a': 1}, ".repeat(900_000);
    assert.equal(recover(large).diagnostics[0].rule, "internal-error");
    assert.equal(recover(pasted.trim()).unknown.length, 1);
  });

  test("two workers and this thread at once", async () => {
    const worker = () =>
      new Promise((resolve, reject) => {
        const worker = new Worker(new URL(import.meta.url), { workerData: { rounds: 3000 } });
        worker.on("message", resolve).on("error", reject);
      });
    const others = [worker(), worker()];
    const own = rounds(3000);
    for (const said of await Promise.all(others)) assert.deepEqual(said, own);
  });

  test("a nested call, from a getter of the body", () => {
    const expected = parse(sound);
    const calls = [
      () => parse(sound),
      () => validate("[1]"),
      () => recover("[{'a': 1}]"),
      () => parse(pad("[]", TRAP)),
      () => parse(sample("message-read")),
    ];
    for (const call of calls) {
      const [event] = sample("message-delivered");
      const body = [{ ...event, message: { ...event.message, toJSON: () => (call(), event.message) } }];
      assert.deepEqual(parse(body).events, expected.events);
      const { description } = event;
      Object.defineProperty(event, "description", { enumerable: true, get: () => (call(), description) });
      assert.deepEqual(parse([event]).events, expected.events);
    }
  });

  test("an error thrown by a getter of the body is passed on, and breaks nothing", () => {
    const throws = () => {
      throw new RangeError("their own");
    };
    assert.throws(() => parse([{ toJSON: throws }]), TypeError);
    assert.throws(
      () =>
        parse({
          get type() {
            return throws();
          },
        }),
      TypeError,
    );
    assert.throws(() => parse(new Proxy([], { get: throws })), RangeError);
    assert.equal(parse(sound).ok, true);
  });

  test("a nearly exhausted stack breaks nothing", () => {
    const deep = () => {
      try {
        deep();
      } catch {
        // Here any call may be the one too many.
      }
      try {
        parse(sound);
        parse("[[[[1]]]]");
      } catch (error) {
        assert.ok(error instanceof RangeError);
      }
    };
    deep();
    assert.equal(parse(sound).ok, true);
    assert.equal(parse("[1]").rejected.length, 1);
  });
} else {
  parentPort.postMessage(rounds(workerData.rounds));
}

/** What many calls of all kinds say, some of them traps. */
function rounds(count) {
  const said = {};
  for (let round = 0; round < count; round++) {
    const body = [sound, "[1, {]", "[]", pad("[]", TRAP), `[{"type":"message-snoozed","at":${round}}]`][round % 5];
    for (const { rule } of parse(body).diagnostics) said[rule] = (said[rule] ?? 0) + 1;
    said.events = (said.events ?? 0) + parse(body).events.length;
  }
  return said;
}
