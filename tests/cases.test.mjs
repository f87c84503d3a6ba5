// Runs the cases of crates/callbacks/tests/cases.rs through the built package: as ES modules, through `require`, and
// without WebAssembly.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import * as esm from "bandwidth-callbacks";
import { catalogue } from "bandwidth-callbacks/explain";
import * as noWasm from "bandwidth-callbacks/no-wasm";
import { RULES, TEMPLATES } from "../pkg/generated/layout.cjs";
import { cases } from "./cases.mjs";

const require = createRequire(import.meta.url);

for (const [build, { elements, parse, recover, validate }] of [
  ["esm", esm],
  ["cjs", require("bandwidth-callbacks")],
  ["no-wasm", noWasm],
]) {
  for (const { group, name, body, expected, options } of cases) {
    if (group === "recover" && recover === undefined) continue;
    test(`${build} ${name}`, () => {
      if (group === "recover") {
        const recovery = recover(body.toString(), options);
        assert.deepEqual(expectedOf(recovery, elements(recovery), recovery.text, body.toString()), expected);
        const parsed = parse(recovery.text, options);
        // An event without a required value that the paste does not show is an event of the recovery only.
        const isIncomplete = recovery.diagnostics.some(
          ({ rule, severity }) => rule === "incomplete-value" && severity === "error",
        );
        if (isIncomplete) assert.deepEqual(recovery.unknown, parsed.unknown);
        else assert.deepEqual(elementsOf(recovery), elementsOf(parsed));
        return;
      }
      const report = parse(body, options);
      assert.deepEqual(expectedOf(report, elements(report), body.toString()), expected);
      assert.deepEqual(validate(body, options), report.diagnostics);
      // Text says the same as its bytes, where they are text.
      if (Buffer.from(body.toString()).equals(body)) assert.deepEqual(parse(body.toString(), options), report);
    });
  }
}

// Rust and JavaScript each fill the holes of the templates; the cases compare what they write.
test("every message that `parse` can give is in a case", () => {
  // `recover` words its own findings, and a call that fails has no case.
  const apart = ["incomplete-value", "uncertain-value", "internal-error"];
  const parsed = cases.filter(({ group }) => group !== "recover");
  const expected = parsed.flatMap(({ expected }) => expected.diagnostics ?? []);
  const isGiven = (template) => {
    const pieces = template.split(/\{#?\}/).map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    const line = new RegExp(`\\d\\.\\.\\d+ ${pieces.join(".+")}(?: \\(help: .*\\))?$`);
    return expected.some((diagnostic) => line.test(diagnostic));
  };
  assert.deepEqual(
    TEMPLATES.filter((template, at) => !apart.includes(RULES[at][0]) && !isGiven(template)),
    [],
  );
});

const elementsOf = ({ events, verifications, unknown, rejected }) => ({ events, verifications, unknown, rejected });

/** What a report says, as the files of the cases do: see `Expected` in crates/callbacks/tests/cases.rs. */
function expectedOf(report, elements, text, pasted) {
  const { ok, events, verifications, unknown, rejected, diagnostics, repairs = [] } = portable(report);
  const all = {
    ok,
    events: events.map(({ type }) => type),
    verifications: verifications.map(({ index, outcome }) => `${index} ${outcome}`),
    unknown: unknown.map(({ index, type }) => `${index} ${type}`),
    rejected: rejected.map(({ index }) => index),
    normalized: normalized(portable(elements), diagnostics, text),
    diagnostics: diagnostics.map(diagnosticLine),
    repairs: repairs.map(repairLine),
  };
  if (pasted !== undefined && text !== pasted) all.text = portable(text);
  return Object.fromEntries(
    Object.entries(all).filter(
      ([name, value]) => name === "events" || typeof value !== "object" || Object.keys(value).length > 0,
    ),
  );
}

const { rules, otherProducts, repairs } = catalogue();
const helps = new Map(
  rules.map((row) => {
    const others = [...row.onFields, ...(row.onPaste === null ? [] : [row.onPaste])];
    return [row.name, [row, ...others.map((it) => ({ ...it, causes: [it.cause], url: row.url }))]];
  }),
);
helps.get("other-product").push(...otherProducts);
const repairMessages = new Map(repairs.map(({ name, title }) => [name, title]));

/** A diagnostic without what its rule says: a help of its own, as of pasted text, is written. */
function diagnosticLine(diagnostic) {
  const { rule, severity, path, message, help, cause, url, span, line, column, ...rest } = diagnostic;
  assert.deepEqual(rest, {});
  assert.ok(
    helps.get(rule).some((row) => row.url === url),
    `the URL of ${rule} is that of its row`,
  );
  const isKnown = helps.get(rule).some(({ action, causes }) => action === help && causes.includes(cause));
  const own = isKnown ? "" : ` (help: ${help})`;
  return `${severity} ${rule} ${path || '""'} ${line}:${column} ${span.start}..${span.end} ${message}${own}`;
}

function repairLine({ repair, message, count, places, ...first }) {
  assert.equal(message, repairMessages.get(repair));
  assert.deepEqual(first, places[0]);
  const place = ({ line, column, span }) => `${line}:${column} ${span.start}..${span.end}`;
  return `${repair} x${count} ${places.map(place).join(", ")}`;
}

/** What the report holds that is not what the text says, by JSON Pointer into the text. */
function normalized(kept, diagnostics, text) {
  const found = {};
  if (kept.length === 0) return found;
  const isWrapped = diagnostics.some(({ rule }) => rule === "wrapped-body");
  let body = portable(JSON.parse(text.replace(/^\ufeff/, "")));
  if (isWrapped) body = body._json;
  const path = isWrapped ? "/_json" : "";
  const sent = Array.isArray(body) ? body.map((value, at) => [`${path}/${at}`, value]) : [[path, body]];
  assert.equal(kept.length, sent.length);
  for (const [at, { value, index }] of kept.entries()) {
    assert.equal(index, at);
    differences(sent[at][1], value, sent[at][0], found);
  }
  return found;
}

function differences(sent, kept, pointer, found) {
  const isObject = (value) => typeof value === "object" && value !== null;
  const areLists = Array.isArray(sent) && Array.isArray(kept) && sent.length === kept.length;
  const areObjects = isObject(sent) && isObject(kept) && !Array.isArray(sent) && !Array.isArray(kept);
  if (areLists || areObjects) {
    for (const name of new Set([...Object.keys(sent), ...Object.keys(kept)])) {
      const inner = `${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
      if (Object.hasOwn(sent, name) && Object.hasOwn(kept, name)) differences(sent[name], kept[name], inner, found);
      else found[inner] = Object.hasOwn(kept, name) ? kept[name] : null;
    }
  } else if (sent !== kept) found[pointer] = kept;
}

/**
 * What JSON and Unicode keep of a value: Rust, too, writes numbers past 64-bit floats as null and half a surrogate
 * pair as U+FFFD.
 */
function portable(value) {
  const whole = (text) =>
    text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
  const clean = (part) => {
    if (typeof part === "string") return whole(part);
    if (Array.isArray(part)) return part.map(clean);
    if (part === null || typeof part !== "object") return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [whole(key), clean(inner)]));
  };
  return clean(JSON.parse(JSON.stringify(value)));
}
