// schema.json against parse: over every case, example and sample, an error of one is an error of the other,
// at the same place. Where they are not of one mind, schema-disagreements.json names the sample and says why.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse } from "bandwidth-callbacks";
import { callbacks, report } from "bandwidth-callbacks/schema";
import { cases } from "./cases.mjs";

const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
const disagreements = read("schema-disagreements.json");
const { jsonSchema } = callbacks["~standard"];
const options = { allErrors: true, strict: true, allowUnionTypes: true };
const drafts = {
  "draft-2020-12": new Ajv2020(options).compile(jsonSchema.input({ target: "draft-2020-12" })),
  "draft-07": new Ajv(options).compile(jsonSchema.input({ target: "draft-07" })),
};

/** Every body that is JSON, by name. What `recover` is for is not. */
const samples = new Map();
for (const { group, name, body } of cases) if (group !== "recover") addSample(`cases/${name}`, `${body}`);
for (const [name, folder] of [
  ["examples", "../crates/callbacks/src/catalogue/examples/"],
  ["verifications", "../crates/callbacks/src/catalogue/verifications/"],
  ["corpus", "../../shared/corpus/"],
]) {
  const base = new URL(folder, import.meta.url);
  if (!existsSync(base)) continue;
  for (const file of readdirSync(base, { recursive: true })
    .map((path) => path.replaceAll("\\", "/"))
    .sort()) {
    if (file.endsWith(".json")) addSample(`${name}/${file}`, readFileSync(new URL(file, base), "utf8"));
  }
}

function addSample(name, text) {
  try {
    samples.set(name, { text, value: JSON.parse(text) });
  } catch {
    // No JSON: there is nothing that a schema could be asked about.
  }
}

/** Where parse finds errors. */
const errors = (text) =>
  parse(text)
    .diagnostics.filter(({ severity }) => severity === "error")
    .map(({ path }) => path);

/** Where a schema does, only innermost: `if` and `anyOf` repeat what fails within them. */
function faults(validate, value) {
  if (validate(value)) return [];
  const innermost = validate.errors.filter(({ keyword }) => keyword !== "if" && keyword !== "anyOf");
  return innermost.map(({ keyword, instancePath, params }) =>
    keyword === "required" ? `${instancePath}/${params.missingProperty}` : instancePath,
  );
}

const set = (list) => [...new Set(list)].sort();

for (const [draft, validate] of Object.entries(drafts)) {
  test(`the schema and parse find the same errors, but where it is said: ${draft}`, () => {
    const found = [];
    for (const [name, { text, value }] of samples) {
      if (JSON.stringify(set(errors(text))) !== JSON.stringify(set(faults(validate, value)))) found.push(name);
    }
    // A sample may be about two rules.
    const listed = set(Object.values(disagreements).flatMap((row) => row.samples));
    assert.deepEqual(
      found.sort(),
      listed.filter((name) => samples.has(name)),
    );
  });
}

test("each disagreement is about a rule that parse has for it", () => {
  for (const [rule, { samples: names }] of Object.entries(disagreements)) {
    for (const name of names.filter((name) => samples.has(name))) {
      const { text } = samples.get(name);
      assert.ok(
        parse(text).diagnostics.some((diagnostic) => diagnostic.rule === rule),
        `${name}: ${rule}`,
      );
    }
  }
});

test("schema.json equals the schema of the Standard Schema, which is a new copy each time", async () => {
  const { default: file } = await import("bandwidth-callbacks/schema.json", { with: { type: "json" } });
  assert.deepEqual(jsonSchema.input({ target: "draft-2020-12" }), file);
  jsonSchema.output({ target: "draft-2020-12" }).items = false;
  assert.deepEqual(jsonSchema.output({ target: "draft-2020-12" }), file);
  assert.throws(() => jsonSchema.input({ target: "openapi-3.0" }), /expected the target/);
});

for (const [target, Draft] of [
  ["draft-2020-12", Ajv2020],
  ["draft-07", Ajv],
]) {
  test(`every report is as the schema of reports says, and every body is taken: ${target}`, () => {
    const { jsonSchema } = report["~standard"];
    const takes = new Draft(options).compile(jsonSchema.input({ target }));
    const gives = new Draft(options).compile(jsonSchema.output({ target }));
    const failed = [];
    for (const [name, { text, value }] of samples) {
      assert.ok(takes(value), name);
      if (gives(JSON.parse(JSON.stringify(parse(text))))) continue;
      failed.push([name, gives.errors.map(({ instancePath, message }) => `${instancePath} ${message}`)]);
    }
    assert.deepEqual(failed, []);
    const wrong = [
      { ok: 1 },
      { events: [{ type: "message-read" }] },
      { diagnostics: [{}] },
      { unknown: [{ index: 0 }] },
    ];
    for (const odd of [{}, [], ...wrong.map((part) => ({ ...parse("[]"), ...part }))]) assert.equal(gives(odd), false);
  });
}
