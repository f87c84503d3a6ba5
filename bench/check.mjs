// Runs before anything is timed: all contestants must do the job, and must get the same fields.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse, validate } from "bandwidth-callbacks";
import { EVENTS, fieldsOf } from "./fields.mjs";

const FINDINGS = 5;

/** Throws if a contestant would be timed for something other than what the row says. */
export function checkAll(payloads, peers) {
  checkFields();
  for (const [name, texts] of Object.entries(payloads)) for (const text of texts) checkBody(name, text, peers);
}

function checkBody(name, text, peers) {
  if (name === "invalid") {
    assert.equal(parse(text).ok, false, "the invalid body must not be ok");
    assert.equal(parse(text).diagnostics.length, FINDINGS, "findings of the package in the invalid body");
    for (const peer of peers) {
      assert.throws(() => peer.parse(text), `${peer.name} must reject the invalid body`);
      if (peer.findings)
        assert.equal(peer.findings(text).length, FINDINGS, `findings of ${peer.name} in the invalid body`);
    }
    return;
  }
  const value = JSON.parse(text);
  for (const body of [text, Buffer.from(text)]) {
    const report = parse(body);
    assert.deepEqual(
      report,
      { ok: true, events: value, verifications: [], unknown: [], rejected: [], diagnostics: [] },
      `the report on ${name}`,
    );
    assert.deepEqual(validate(body), [], `the diagnostics of ${name}`);
  }
  for (const peer of peers) {
    assert.deepEqual(peer.parse(text), value, `${peer.name} on ${name}`);
    if (peer.findings) assert.deepEqual(peer.findings(text), [], `findings of ${peer.name} in ${name}`);
  }
}

/**
 * The fields of bench/fields.mjs are those of the package's schema, with the same types, required in the same events.
 */
function checkFields() {
  const schema = JSON.parse(
    readFileSync(fileURLToPath(import.meta.resolve("bandwidth-callbacks/schema.json")), "utf8"),
  );
  const resolve = (node) => (node.$ref ? schema.$defs[node.$ref.replace("#/$defs/", "")] : node);
  const ofSchema = (node) => {
    const { type, anyOf, oneOf, items, properties, required = [], maximum } = resolve(node);
    if (anyOf ?? oneOf) return (anyOf ?? oneOf).map(ofSchema);
    if (Array.isArray(type)) return type.map((one) => ofSchema({ ...node, type: one }));
    if (type === "array") return { list: ofSchema(items) };
    if (type !== "object") return type === "integer" ? { count: maximum } : type;
    const entries = Object.entries(properties).filter(([name]) => name !== "type");
    return Object.fromEntries(
      entries.map(([name, inner]) => [required.includes(name) ? name : `${name}?`, ofSchema(inner)]),
    );
  };
  const ofBench = (shape) => {
    if (shape.kind === "either") return shape.shapes.map(ofBench);
    if (shape.kind === "list") return { list: ofBench(shape.item) };
    if (shape.kind === "count") return { count: shape.most };
    if (shape.kind !== "record") return shape.kind === "text" ? "string" : shape.kind;
    const entries = fieldsOf(shape.fields).map(({ name, shape: inner, optional }) => [
      optional ? `${name}?` : name,
      ofBench(inner),
    ]);
    return Object.fromEntries(entries);
  };
  const types = Object.keys(schema.$defs).filter((name) => schema.$defs[name].properties?.type?.const === name);
  assert.deepEqual(Object.keys(EVENTS).sort(), types.sort(), "the event types");
  for (const type of types) {
    assert.deepEqual(
      ofBench({ kind: "record", fields: EVENTS[type] }),
      ofSchema(schema.$defs[type]),
      `the fields of ${type}`,
    );
  }
}
