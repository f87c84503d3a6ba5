// What the package promises beyond the cases: it equals JSON.parse, it never fails unexpectedly, and wrong arguments
// have a clear message.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import {
  CallbackError,
  dedupeKey,
  elements,
  format,
  parse,
  parseOrThrow,
  recover,
  validate,
} from "bandwidth-callbacks";
import { explain, segments } from "bandwidth-callbacks/explain";
import * as js from "bandwidth-callbacks/no-wasm";
import { sample } from "bandwidth-callbacks/samples";
import { build } from "esbuild";
import { example, types } from "./bodies.mjs";

test("the events of a valid body equal what JSON.parse returns", () => {
  for (const type of types) {
    const text = example(type);
    const { ok, events } = parse(text);
    assert.equal(ok, true);
    assert.deepEqual(events, JSON.parse(text));
  }
});

test("text, bytes, a view, a buffer and parsed JSON give the same report", () => {
  const text = example("message-received").replace("Is my order", "Où est \u{1F4E6} ma");
  const bytes = new TextEncoder().encode(text);
  const padded = new Uint8Array(bytes.length + 7);
  padded.set(bytes, 5);
  const expected = parse(text);
  assert.deepEqual(parse(bytes), expected);
  assert.deepEqual(parse(bytes.buffer), expected);
  assert.deepEqual(parse(padded.subarray(5, -2)), expected);
  assert.deepEqual(parse(new DataView(padded.buffer, 5, bytes.length)), expected);
  const { events, diagnostics } = parse(JSON.parse(text));
  assert.deepEqual(events, expected.events);
  assert.deepEqual(diagnostics, expected.diagnostics);
});

test("bytes in shared memory, or in a buffer that can be resized, are copied before they are read", (context) => {
  // Chromium does not decode the former, and Web IDL lets a host reject both.
  const { decode } = TextDecoder.prototype;
  context.mock.method(TextDecoder.prototype, "decode", function (view, ...options) {
    const buffer = view instanceof ArrayBuffer ? view : view.buffer;
    const isSteady = buffer instanceof ArrayBuffer && buffer.resizable !== true;
    if (!isSteady) throw new TypeError("The provided ArrayBufferView value must not be shared.");
    return decode.call(this, view, ...options);
  });
  for (const text of [example("message-received"), '[{"type": "message-snoozed", "message": {}}]', "no JSON"]) {
    const bytes = new TextEncoder().encode(text);
    const buffers = [new SharedArrayBuffer(bytes.length + 3)];
    const canResize = "resizable" in ArrayBuffer.prototype;
    if (canResize) buffers.push(new ArrayBuffer(bytes.length + 3, { maxByteLength: 1 << 20 }));
    for (const buffer of buffers) {
      const view = new Uint8Array(buffer, 3);
      view.set(bytes);
      for (const body of [view, new DataView(buffer, 3)]) {
        assert.deepEqual(parse(body), parse(text));
        assert.deepEqual(js.parse(body), js.parse(text));
        assert.deepEqual(validate(body), validate(text));
        assert.deepEqual(recover(body), recover(text));
      }
    }
  }
});

test("a frozen Object.prototype changes nothing", () => {
  const script = `
    const { parse, redact } = require("bandwidth-callbacks");
    const { parse: plain } = require("bandwidth-callbacks/no-wasm");
    const { deepStrictEqual } = require("node:assert");
    const names = [...Object.getOwnPropertyNames(Object.prototype), "length", "then"];
    Object.freeze(Object.prototype);
    for (const parsed of [parse, plain]) for (const name of names) {
      const text = \`{"type": "message-snoozed", "\${name}": {"\${name}": 1}}\`;
      const { ok, unknown: [{ value }] } = parsed(\`[\${text}]\`);
      deepStrictEqual([ok, value], [true, JSON.parse(text)]);
      deepStrictEqual(Object.keys(redact(JSON.parse(text))), ["type", name]);
    }`;
  execFileSync(process.execPath, ["--input-type=commonjs", "-e", script], { encoding: "utf8" });
});

test("an error is recognized across the copies of the package", async () => {
  const require = createRequire(import.meta.url);
  const copies = [
    { CallbackError, parseOrThrow },
    js,
    ...["bandwidth-callbacks", "bandwidth-callbacks/no-wasm"].map(require),
  ];
  const thrown = copies.map(({ parseOrThrow }) => {
    try {
      return parseOrThrow("[42]");
    } catch (error) {
      return error;
    }
  });
  const classes = copies.map(({ CallbackError }) => CallbackError);
  assert.equal(new Set(classes).size, 4, "they are different classes");
  for (const error of thrown) {
    for (const type of classes) assert.ok(error instanceof type && error.report.rejected[0].value === 42);
  }
  class Own extends CallbackError {}
  const own = new Own(parse("[42]"));
  assert.ok(own instanceof Own && own instanceof CallbackError && own instanceof classes[1]);
  assert.ok(!(thrown[1] instanceof Own) && !(thrown[0] instanceof Own));
  // Its message is the one that Rust writes; a path of pasted text may have any key.
  const [found] = validate("[42]");
  const { message } = new CallbackError({
    ...parse("[42]"),
    diagnostics: [{ ...found, path: "/0/\u001b[31m" }, found],
  });
  assert.equal(message, 'not-an-event at "/0/ [31m": expected an event, found a number (and 1 more)');
  const alike = Object.assign(new Error("x"), { name: "CallbackError" });
  for (const other of [new Error("x"), { name: "CallbackError" }, null, undefined, "CallbackError", alike]) {
    assert.equal(other instanceof CallbackError, false);
  }
});

test("diagnostics of parsed JSON have no positions", () => {
  const [diagnostic] = validate([{ type: "message-read" }]);
  assert.equal(diagnostic.path, "/0/time");
  assert.equal("span" in diagnostic || "line" in diagnostic || "column" in diagnostic, false);
});

test("any JSON is kept as JSON.parse returns it", () => {
  for (const text of [
    '{"__proto__": {"polluted": 1}, "constructor": 2, "toString": null}',
    '{"a": 1, "a": 2, "b": {"a": [], "a": {}}}',
    '"\\ud800 \\udc00 \\ud83d\\ude00 \ud83d \\u0000"',
    "[-0, 0, 1e400, -1e400, 1e-400, 9007199254740993, 0.1, 1E2, 123456789012345678901234567890]",
    '["\\"\\\\\\/\\b\\f\\n\\r\\t", "\u007f\u2028", "é€😀", ""]',
    "[[], {}, [[]], [{}], null, true, false]",
    '{"": {"": 0}, "~/": 1}',
  ]) {
    const value = JSON.parse(text);
    const { rejected } = parse(`[[${text}]]`);
    assert.deepStrictEqual(rejected[0].value, [value]);
    const wrapped = parse(`[{"type": "new-kind", "value": ${text}}]`);
    assert.deepStrictEqual(wrapped.unknown, [{ index: 0, type: "new-kind", value: { type: "new-kind", value } }]);
  }
  assert.equal({}.polluted, undefined);
});

test("every example truncated at every position has a report", () => {
  for (const type of types) {
    const text = example(type).trimEnd();
    for (let end = 0; end < text.length; end++) {
      const { ok, diagnostics } = parse(text.slice(0, end));
      assert.equal(ok, false);
      assert.equal(diagnostics.length, 1);
      assert.ok(diagnostics[0].span.end <= end);
      recover(text.slice(0, end));
    }
  }
});

test("spans are UTF-16 code units", () => {
  const text = example("message-received").replace("Is my order", "\u{1F4E6} \u00e9 \u4e00").replace('"in"', '"up"');
  const found = parse(text).diagnostics.find(({ rule }) => rule === "unknown-value");
  assert.equal(text.slice(found.span.start, found.span.end), '"up"');
  const line = text.split("\n")[found.line - 1];
  assert.ok(line.slice(found.column - 1).startsWith('"up"'));
});

test("a diagnostic is the same after any other body", () => {
  const [event] = sample("message-delivered");
  const odd = (change) => ({ ...event, message: { ...event.message, ...change } });
  const numbers = (count) => Array.from({ length: count }, (_, at) => `+155555501${10 + at}`);
  const wrong = [odd({ id: 17, tag: true }), odd({ tag: 4, to: numbers(11) }), odd({ to: numbers(12), mood: 1 })];
  wrong.push({ ...event, to: undefined, time: "yesterday" }, odd({ time: "today", to: ["1", "2"] }), { type: 4 });
  const bodies = [...wrong, ...wrong.flatMap((one) => [[one], [event, one]]), wrong].map((body) =>
    JSON.stringify(body),
  );
  const seen = ({ rule, path, message }) => [rule, path, message];
  // `recover` makes its diagnostics in Rust, one by one.
  const expected = bodies.map((text) => recover(text).diagnostics.map(seen));
  assert.ok(expected.every((found) => found.length > 0));
  for (const [at, text] of bodies.entries())
    for (const other of bodies) {
      parse(other);
      assert.deepEqual(parse(text).diagnostics.map(seen), expected[at]);
      if (!Array.isArray(JSON.parse(text))) continue;
      const [wrapper, ...inside] = parse(`{"_json":${text}}`).diagnostics.map(seen);
      assert.equal(wrapper[0], "wrapped-body");
      assert.deepEqual(
        inside.map(([rule, path, message]) => [rule, path.replace("/_json", ""), message]),
        expected[at],
      );
    }
});

test("many bodies, small and large, leak nothing", () => {
  const text = example("message-delivered");
  const large = JSON.stringify(Array.from({ length: 5000 }, () => JSON.parse(text)[0]));
  const expected = parse(text);
  for (const body of [large, text, `[${"1,".repeat(3000)}1]`, text, "x".repeat(1 << 20), text]) {
    for (const report of [parse(body), js.parse(body)]) {
      if (body === text) assert.deepEqual(report, expected);
      if (body === large) assert.equal(report.events.length, 5000);
    }
  }
  assert.equal(recover(large.slice(0, -1)).events.length, 5000);
  assert.deepEqual(recover(text.trimEnd().slice(0, -1)).events, expected.events);
});

test("misuse is a TypeError that says what was expected", () => {
  const wrong = (call, message) =>
    assert.throws(call, (error) => error instanceof TypeError && message.test(error.message));
  wrong(() => parse(), /expected a body .* found nothing/);
  wrong(() => parse(Promise.resolve("[]")), /promise: await it/);
  wrong(() => parse(new Request("http://localhost/", { method: "POST", body: "[]" })), /await it\.text\(\)/);
  wrong(() => parse(new ReadableStream()), /a stream/);
  wrong(() => parse(() => {}), /a function/);
  wrong(() => parse(1n), /a bigint/);
  for (const odd of [new Map(), new Date(), new URLSearchParams("a=1"), new SharedArrayBuffer(8), /x/])
    wrong(() => parse(odd), /found an object of the kind /);
  wrong(() => parse(new Blob(["[]"])), /file: pass/);
  wrong(() => sample("message-read", null), /overrides to be an object/);
  wrong(() => format([], { color: true }), /options come third/);
  const cycle = {};
  cycle.cycle = cycle;
  wrong(() => parse(cycle), /JSON can.t represent/);
  wrong(() => parse("[]", null), /options to be an object/);
  for (const maxDepth of [0, -1, 1.5, "64", Number.NaN, 1001])
    wrong(() => parse("[]", { maxDepth }), /`maxDepth` to be an integer/);
  wrong(() => parse("[]", { maxBytes: "1" }), /`maxBytes`/);
  wrong(() => recover({}), /expected a string or bytes/);
  wrong(() => recover(), /found nothing/);
  wrong(() => format(), /expected a report/);
  for (const odd of [undefined, null, [], "[]"]) wrong(() => elements(odd), /expected a report/);
  wrong(() => format([], 5), /expected the text/);
  wrong(() => explain({}), /expected a name/);
  wrong(() => explain(null), /expected a name/);
  wrong(() => segments(5), /expected a string/);
  wrong(() => sample("no-such-type"), /expected one of message-received, .*, or an old name/);
  wrong(() => dedupeKey({}), /expected an event/);
});

test("a host that forbids WebAssembly gets advice, and the same results without it", () => {
  const refusals = {
    "delete globalThis.WebAssembly;": "ReferenceError",
    'WebAssembly.Module = function () { throw new WebAssembly.CompileError("refused"); };': "CompileError",
  };
  for (const [refusal, cause] of Object.entries(refusals)) {
    const script = `${refusal}
      const { parse } = require("bandwidth-callbacks");
      const { explain } = require("bandwidth-callbacks/explain");
      const said = [() => parse("[]"), () => explain(4432)].map((call) => {
        try { call(); } catch ({ message, cause }) { return [message, cause.name]; }
      });
      const [{ rule }] = require("bandwidth-callbacks/no-wasm").validate("[]");
      console.log(JSON.stringify({ said, rule }));`;
    const { said, rule } = JSON.parse(execFileSync(process.execPath, ["-e", script], { encoding: "utf8" }));
    for (const [message, name] of said) {
      assert.match(message, /'wasm-unsafe-eval'.*"bandwidth-callbacks\/no-wasm"/);
      assert.equal(name, cause);
    }
    assert.equal(rule, "empty-list");
  }
});

/** The code of a bundle. */
async function bundled(contents) {
  const stdin = { contents, resolveDir: "." };
  const options = { bundle: true, format: "esm", minify: true, write: false, logLevel: "error" };
  const { outputFiles } = await build({ stdin, ...options });
  return outputFiles[0].text;
}

test("unused imports add nothing to a bundle", async () => {
  const entries = ["", "/explain", "/no-wasm", "-logs", "/samples", "/schema"];
  assert.equal(await bundled(entries.map((entry) => `import "bandwidth-callbacks${entry}";`).join("\n")), "");
});

test("a bundle has only the modules that it uses", async () => {
  const sizeOf = (name) => statSync(`pkg/${name}.wasm`).size;
  for (const [name, others] of [
    ["parse", sizeOf("core")],
    ["recover", sizeOf("full")],
    ["dedupeKey", 0],
  ]) {
    // As text, a module is longer by a tenth and a bit; beside it there are sentences and code.
    const { length } = await bundled(`export { ${name} } from "bandwidth-callbacks";`);
    assert.ok(length < others * 1.12 + 40_000, `${name}: ${length}`);
  }
});

test("parseOrThrow returns events, or throws an error without payload values", () => {
  assert.equal(parseOrThrow(example("message-read")).length, 1);
  // As in Rust.
  for (const { body, recover: pasted, message } of JSON.parse(readFileSync("tests/errors.json", "utf8"))) {
    if (pasted === undefined) assert.throws(() => parseOrThrow(body), { name: "CallbackError", message });
    else assert.equal(new CallbackError(recover(pasted)).message, message);
  }
  const body = JSON.stringify([{ type: "message-read", message: { id: "secret", text: "secret" } }]);
  assert.throws(
    () => parseOrThrow(body),
    (error) => {
      assert.ok(error instanceof CallbackError && error.name === "CallbackError");
      assert.match(
        error.message,
        /^missing-field at "\/0\/time": missing `time`, which every `message-read` has \(and \d+ more\)$/,
      );
      assert.equal(error.report.rejected.length, 1);
      return !error.message.includes("secret");
    },
  );
});

test("each wasm module is in one shared file, which is named after it", () => {
  const shared = new URL("../pkg/shared/", import.meta.url);
  const files = readdirSync(shared).filter((name) => name.endsWith(".js"));
  // As text a module is about a quarter larger.
  const sizeOf = (name) => statSync(new URL(name, shared)).size;
  for (const name of ["core", "full"]) assert.ok(sizeOf(`${name}.js`) > sizeOf(`../${name}.wasm`), name);
  assert.ok(
    files.length > 2 && files.every((name) => /^(core|full)/.test(name) || sizeOf(name) < 50_000),
    files.join(),
  );
});

test("the core module stays within its size budget, and imports nothing", () => {
  // In bytes, as it is. What `parse` weighs in a bundle is looked at by size-limit. 17 KB of it read what is unusual in
  // one pass: a body with a finding is reported in a quarter of the time that a second reading of it took. 3 KB
  // check toll-free verification webhooks.
  assert.ok(statSync("pkg/core.wasm").size <= 95_500);
  for (const path of ["pkg/core.wasm", "packages/logs/dist/logs.wasm"])
    assert.deepEqual(WebAssembly.Module.imports(new WebAssembly.Module(readFileSync(path))), []);
});
