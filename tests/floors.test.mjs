// A module uses only what is above it in its table, and no files import each other in a circle.

import assert from "node:assert/strict";
import { test } from "node:test";
import { circlesOf, importsOf } from "./floors.mjs";

/**
 * The floors of each tree: a module is a file or a folder with its file. Those in one string do not use each other.
 * A tree without floors is only searched for circles. `outside`: what is imported from elsewhere.
 */
const TREES = {
  "crates/callbacks/src": {
    floors: [
      "name order printable",
      "json",
      "catalogue",
      "diagnostic",
      "segments view",
      "check",
      "fast",
      "read",
      "values",
      "event",
      "verification",
      "report",
      "error elements",
      "status redact explain terminal recover",
      "body wire",
      "publish",
      "lib",
    ],
  },
  "crates/logs/src": { floors: ["generate lines", "summary", "columns", "lib"], skip: "cli/" },
  "crates/logs/src/cli": { root: "main.rs", floors: ["words pattern", "input", "work", "rows parquet", "main"] },
  "crates/receiver/src": {
    floors: [
      "error context credentials answer log",
      "listeners store",
      "once settings",
      "progress",
      "receive",
      "builder",
      "lib",
    ],
  },
  "src/js": {
    floors: [
      "generated/events generated/layout generated/answers generated/privacy generated/verification",
      "parts options instance generated/descriptions",
      "generated/builders types values verification",
      "body error wasm elements report",
      "parse",
      "events full explain samples schema redact",
      "status receiver",
      "everywhere",
      "index no-wasm",
    ],
    outside: /^wasm\/[\w.-]+\.ts -> \.\.\/\.\.\/target\/wasm\//,
  },
  // What it imports from the library's sources becomes part of its own file: helpers that no one else is to see.
  "packages/logs/src": {
    floors: [
      "generated/summary host wasm modules",
      "options",
      "fault transform source split instance",
      "orders blocks",
      "gzip zstd",
      "unpack thread",
      "reports distribute",
      "summing",
      "index",
    ],
    outside: / -> (\.\.\/)+(src\/js\/(body|options|instance|generated\/layout|wasm\/compile)\.js|target\/.*)$/,
  },
  // The same for the lines of a log.
  "packages/cli/src": {
    outside: new RegExp(
      [
        "^\\w+\\.ts -> \\.\\./package\\.json$",
        "/generated/\\w+\\.js$",
        "^events/.*/www/(glyphs|verification)\\.js$",
        "^replay\\.ts -> \\.\\./\\.\\./logs/src/split\\.js$",
      ].join("|"),
    ),
  },
  www: { outside: /^vite\.config\.js -> \.\.\/scripts\/(explained|notices|run)\.mjs$/ },
};

for (const [tree, { root, floors, skip, outside: allowed }] of Object.entries(TREES)) {
  const { imports, outside } = importsOf(tree, { root, skip });

  test(`${tree}: no circle of imports`, () => {
    assert.deepEqual(circlesOf(imports), []);
  });

  test(`${tree}: imports from elsewhere are those that are known`, () => {
    assert.deepEqual(
      outside.filter((line) => allowed === undefined || !allowed.test(line)),
      [],
    );
  });

  if (floors === undefined) continue;
  test(`${tree}: no import from a lower floor`, () => {
    const modules = floors.flatMap((names, floor) => names.split(" ").map((name) => ({ name, floor })));
    const moduleOf = (file) => {
      const path = file.replace(/(\/mod)?\.(rs|ts)$/, "").replace(/\.(workerd|worker|no-wasm)$/, "");
      const found = modules.filter(({ name }) => path === name || path.startsWith(`${name}/`));
      assert.ok(found.length > 0, `${file} is on no floor`);
      return found.at(-1);
    };
    const upward = [];
    for (const [file, others] of imports) {
      const from = moduleOf(file);
      for (const other of others) {
        const to = moduleOf(other);
        if (to !== from && to.floor >= from.floor) upward.push(`${file} uses ${other}`);
      }
    }
    assert.deepEqual(upward, []);
  });
}
