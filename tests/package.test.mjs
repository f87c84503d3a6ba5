// What the package promises beyond the cases: it equals JSON.parse, it is never surprised, it is told what it may not be.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { advance, CallbackError, dedupeKey, format, isInbound, isStatus, isTerminal, parse, parseOrThrow, recipients, recover, validate } from "bandwidth-callbacks";
import { catalogue, explain, segments } from "bandwidth-callbacks/explain";
import * as js from "bandwidth-callbacks/no-wasm";
import { sample } from "bandwidth-callbacks/samples";
import { callbacks } from "bandwidth-callbacks/schema";
import { build } from "esbuild";

const examples = new URL("../crates/callbacks/src/catalogue/examples/", import.meta.url);
const types = readdirSync(examples).map((name) => name.replace(".json", ""));
const example = (type) => readFileSync(new URL(`${type}.json`, examples), "utf8");

test("the events of a valid body are what JSON.parse gives", () => {
  for (const type of types) {
    const text = example(type);
    const { ok, events } = parse(text);
    assert.equal(ok, true);
    assert.deepEqual(events, JSON.parse(text));
  }
});

test("text, bytes, a view, a buffer and parsed JSON say the same", () => {
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
  // Chromium does not decode the former, and Web IDL lets a host refuse both.
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
  const copies = [{ CallbackError, parseOrThrow }, js, ...["bandwidth-callbacks", "bandwidth-callbacks/no-wasm"].map(require)];
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
  const alike = Object.assign(new Error("x"), { name: "CallbackError" });
  for (const other of [new Error("x"), { name: "CallbackError" }, null, undefined, "CallbackError", alike]) {
    assert.equal(other instanceof CallbackError, false);
  }
});

test("what was never text has no places", () => {
  const [diagnostic] = validate([{ type: "message-read" }]);
  assert.equal(diagnostic.path, "/0/time");
  assert.equal("span" in diagnostic || "line" in diagnostic || "column" in diagnostic, false);
});

test("any JSON at all is kept as JSON.parse has it", () => {
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

test("every example cut at every place gives a report", () => {
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

test("many bodies in turn, small and large, leave nothing behind", () => {
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
  const wrong = (call, message) => assert.throws(call, (error) => error instanceof TypeError && message.test(error.message));
  wrong(() => parse(), /expected a body .* found nothing/);
  wrong(() => parse(Promise.resolve("[]")), /promise: await it/);
  wrong(() => parse(new Request("http://localhost/", { method: "POST", body: "[]" })), /await it\.text\(\)/);
  wrong(() => parse(new ReadableStream()), /a stream/);
  wrong(() => parse(() => {}), /a function/);
  wrong(() => parse(1n), /a bigint/);
  for (const odd of [new Map(), new Date(), new URLSearchParams("a=1"), new SharedArrayBuffer(8), /x/]) wrong(() => parse(odd), /found an object of the kind /);
  wrong(() => parse(new Blob(["[]"])), /file: pass/);
  wrong(() => sample("message-read", null), /overrides to be an object/);
  wrong(() => format([], { color: true }), /options come third/);
  const cycle = {};
  cycle.cycle = cycle;
  wrong(() => parse(cycle), /JSON cannot hold/);
  wrong(() => parse("[]", null), /options to be an object/);
  for (const maxDepth of [0, -1, 1.5, "64", Number.NaN, 1001]) wrong(() => parse("[]", { maxDepth }), /`maxDepth` to be a whole number/);
  wrong(() => parse("[]", { maxBytes: "1" }), /`maxBytes`/);
  wrong(() => recover({}), /expected text or bytes/);
  wrong(() => recover(), /found nothing/);
  wrong(() => format(), /expected a report/);
  wrong(() => format([], 5), /expected the text/);
  wrong(() => explain({}), /expected a name/);
  wrong(() => explain(null), /expected a name/);
  wrong(() => segments(5), /expected a text/);
  wrong(() => sample("no-such-type"), /expected one of message-received, .*, or an old name/);
  wrong(() => dedupeKey({}), /expected an event/);
});

test("a host that refuses WebAssembly is told what to do, and has the same without it", () => {
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

test("what is imported and not used leaves nothing in a bundle", async () => {
  const entries = ["", "/explain", "/no-wasm", "/lines", "/samples", "/schema"].map((entry) => `import "bandwidth-callbacks${entry}";`);
  const stdin = { contents: entries.join("\n"), resolveDir: "." };
  const { outputFiles } = await build({ stdin, bundle: true, format: "esm", minify: true, write: false, logLevel: "error" });
  assert.equal(outputFiles[0].text, "");
});

test("parseOrThrow gives events, or throws an error that says nothing of the payload", () => {
  assert.equal(parseOrThrow(example("message-read")).length, 1);
  const body = JSON.stringify([{ type: "message-read", message: { id: "secret", text: "secret" } }]);
  assert.throws(
    () => parseOrThrow(body),
    (error) => {
      assert.ok(error instanceof CallbackError && error.name === "CallbackError");
      assert.match(error.message, /^missing-field at \/0\/time: missing `time`, which every `message-read` carries \(and \d+ more\)$/);
      assert.equal(error.report.rejected.length, 1);
      return !error.message.includes("secret");
    },
  );
});

test("the small facts", () => {
  const facts = types.flatMap((type) => {
    const [event] = parse(example(type)).events;
    return [[type, isInbound(event), isStatus(event), isTerminal(event), recipients(event), dedupeKey(event)]];
  });
  const me = "+15555550100";
  const you = "+15555550142";
  const id = "1784020324315kx7wq2mzd4hy5tbn";
  const uuid = "7c1f6f0e-3a55-4c1b-9d0e-2f4b8a6d9c01";
  const status = (type, terminal, to = you) => [type, false, true, terminal, [to], `${id}/${to}/${type}`];
  assert.deepEqual(facts, [
    status("message-delivered", true),
    status("message-failed", true, "+525555550142"),
    status("message-read", false),
    ["message-received", true, false, false, [me], `${uuid}/message-received`],
    status("message-sending", false),
    status("message-sent", false),
    ["requested-location-response", true, false, false, [me], `${uuid}/requested-location-response`],
    ["suggestion-response", true, false, false, [me], `${uuid}/suggestion-response`],
  ]);
  const [inbound] = parse([{ ...JSON.parse(example("message-received"))[0], to: undefined }]).events;
  assert.deepEqual(recipients(inbound), [me]);
  const [oldest] = parse([{ ...JSON.parse(example("message-sent"))[0], to: undefined }]).events;
  assert.deepEqual([recipients(oldest), dedupeKey(oldest)], [[you], `${id}/${you}/message-sent`]);
  const [beta] = parse([{ ...JSON.parse(example("message-sent"))[0], to: [you, me] }]).events;
  assert.deepEqual([recipients(beta), dedupeKey(beta)], [[you, me], `${id}/${you},${me}/message-sent`]);
});

test("samples are valid, new each time, and take overrides", () => {
  for (const type of types) {
    const [event] = sample(type);
    assert.equal(validate([event]).filter(({ rule }) => rule !== "deprecated-event").length, 0);
    assert.notEqual(sample(type)[0], event);
  }
  for (const { name } of catalogue().events) assert.ok(types.includes(name));
  for (const name of ["message-queued", "message-rejected-forbidden-country", "request-location-response", "location-request-response"]) {
    const [event] = sample(name);
    assert.equal(event.type, name);
    const { ok, events, diagnostics } = parse([event]);
    assert.deepEqual([ok, events.length, diagnostics.map(({ rule }) => rule)], [true, 1, ["renamed-event"]]);
  }
  const [event] = sample("message-failed", { errorCode: 4720, message: { tag: undefined, to: [] } });
  assert.deepEqual([event.errorCode, "tag" in event.message, event.message.to, event.message.id.length], [4720, false, [], 29]);
});

test("several samples have IDs of their own, each of Bandwidth's form", () => {
  for (const type of [...types, "message-queued", "request-location-response"]) {
    const events = sample(type, { description: "of all" }, { count: 1100 });
    const ids = events.map(({ message }) => message.id);
    assert.deepEqual([ids[0], new Set(ids).size], [sample(type)[0].message.id, 1100]);
    const uuid = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
    const form = ids[0].includes("-") ? uuid : /^\d{13}[a-z2-7]{16}$/;
    assert.ok(ids.every((id) => form.test(id)));
    const { ok, diagnostics } = parse(events, { maxDiagnostics: 9999 });
    assert.ok(ok && diagnostics.every(({ rule }) => ["deprecated-event", "renamed-event"].includes(rule)));
    assert.ok(events.every((event) => event.type === type && event.description === "of all"));
  }
  // What is set is set in all, and nothing is shared.
  const [one, two] = sample("message-failed", { message: { id: "A" } }, { count: 2 });
  assert.deepEqual(one, two);
  assert.notEqual(one.message, two.message);
  for (const count of [undefined, 1]) assert.equal(sample("message-read", undefined, { count }).length, 1);
  for (const count of [0, -1, 1.5, "2", 100_001, null, Number.NaN]) {
    assert.throws(() => sample("message-read", {}, { count }), /^TypeError: expected option `count`/);
  }
  assert.throws(() => sample("message-read", {}, { number: 2 }), /^TypeError: unknown option `number`/);
  assert.throws(() => sample("message-read", {}, "2"), /^TypeError: expected options to be an object/);
});

test("explanations", () => {
  assert.equal(explain(4432).name, "4432");
  assert.equal(explain(parse(example("message-failed")).events[0]).kind, "error-code");
  assert.equal(explain(parse(example("message-read")).events[0]).name, "message-read");
  assert.equal(explain(validate("[]")[0]).name, "empty-list");
  assert.equal(explain(recover("[{'type': 'message-snoozed'}]").repairs[0]).name, "quote-style");
  assert.equal(explain("no such thing"), undefined);
  const [odd] = parse([{ ...JSON.parse(example("message-delivered"))[0], rule: "x", errorCode: 4432 }]).events;
  assert.equal(explain(odd).name, "message-delivered");
  assert.deepEqual(
    explain("message.locationResponse.latitude").facts.filter(({ label }) => label === "always on"),
    [{ label: "always on", value: "requested-location-response" }],
  );
  const { events, errorCodes, fields } = catalogue();
  assert.deepEqual([events.length, errorCodes.length], [8, 89]);
  assert.ok(fields.some(({ name, meaning }) => name === "message.owner" && meaning.length > 20));
});

test("the Standard Schema gives events or issues", () => {
  const { validate: check, version, vendor } = callbacks["~standard"];
  assert.deepEqual([version, vendor], [1, "bandwidth-callbacks"]);
  assert.deepEqual(check(JSON.parse(example("message-sent"))), { value: JSON.parse(example("message-sent")) });
  assert.deepEqual(check([{}]).issues[0].path, [0]);
  assert.deepEqual(check(undefined).issues[0].path, []);
});

test("an outcome that a code leaves open is called the same everywhere", () => {
  for (const { code, outcome, facts, advice } of catalogue().errorCodes) {
    const body = sample("message-failed", { errorCode: code });
    const isOpen = outcome === "outcome-unknown";
    assert.equal(advance(undefined, body[0]).status.stage, isOpen ? "outcome-unknown" : "failed");
    assert.equal(format(parse(body)).includes(`error code ${code}, outcome unknown: `), isOpen);
    assert.equal(facts.find(({ label }) => label === "delivery").value, isOpen ? "outcome unknown" : "not delivered");
    assert.equal(advice.startsWith("Outcome unknown: "), isOpen);
  }
  const [{ errorCode, ...event }] = sample("message-failed");
  assert.equal(advance(undefined, event).status.stage, "failed");
  assert.equal(explain(event).name, "message-failed");
  const two = sample("message-failed", { errorCode: 9902 });
  assert.equal(format(parse([...two, ...two, 5])).split("\n\n").at(-1), "note: error code 9902, outcome unknown: no delivery receipt in time (2 events)\n");
});

test("the terminal form shows the faulty line, in colour only when asked", () => {
  const text = '[\n  {"type": 5, "message": {}}\n]';
  const plain = format(parse(text), text);
  assert.match(plain, /error\[wrong-type\]: expected text, found a number\n {2}at \/0\/type, line 2, column 12\n/);
  assert.match(plain, /\n {2}\| {12}\^\n/);
  assert.ok(!plain.includes("\x1b") && format(parse(text), text, { color: true }).includes("\x1b[31m"));
  assert.ok(!format(parse(text)).includes('"type": 5'));
});

test("the core module stays within its budget, and needs nothing of its host", () => {
  // In bytes, as it is. What `parse` weighs in a bundle is looked at by size-limit.
  assert.ok(statSync("pkg/core.wasm").size <= 77_000);
  for (const name of ["core", "lines"]) assert.deepEqual(WebAssembly.Module.imports(new WebAssembly.Module(readFileSync(`pkg/${name}.wasm`))), []);
});
