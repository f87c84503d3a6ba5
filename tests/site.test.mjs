// The documents as `npm start` serves them: every link leads somewhere, in both directions.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { test } from "node:test";
import { catalogue } from "bandwidth-callbacks/explain";
import { root } from "./documents.mjs";

const site = join(root, "www/dist");
const pages = readdirSync(join(site, "docs"), { recursive: true })
  .map(String)
  .filter((name) => name.endsWith(".html"))
  .map((name) => ({ file: join(site, "docs", name), text: readFileSync(join(site, "docs", name), "utf8") }));
const idsOf = (text) => new Set([...text.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id));

test("all documents are there", () => {
  const names = pages.map(({ file }) => relative(join(site, "docs"), file).replaceAll("\\", "/"));
  for (const guide of readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md") && name !== "README.md"))
    assert.ok(names.includes(guide.replace(/md$/, "html")), guide);
});

for (const { file, text } of pages) {
  test(`${relative(site, file)}: links lead somewhere, and nothing is loaded from elsewhere`, () => {
    for (const [, attribute, target] of text.matchAll(/ (href|src)="([^"]*)"/g)) {
      if (/^https?:/.test(target)) {
        assert.equal(attribute, "href");
        continue;
      }
      const [path, anchor] = target.split("#");
      const linked = path === "" ? file : join(dirname(file), path);
      assert.ok(existsSync(linked), target);
      if (anchor !== undefined && linked.startsWith(join(site, "docs")))
        assert.ok(idsOf(readFileSync(linked, "utf8")).has(anchor), target);
    }
    assert.doesNotMatch(text, /<script|style="/);
  });
}

test("every entry of the page's reference is in the documents, which link back", () => {
  const { errorCodes, rules, events, fields } = catalogue();
  for (const [document, kind, entries] of [
    ["error-codes", "error", errorCodes],
    ["rules", "rule", rules],
    ["events", "event", events],
    ["fields", "field", fields],
  ]) {
    const text = readFileSync(join(site, "docs/reference", `${document}.html`), "utf8");
    for (const { name } of entries) {
      assert.ok(idsOf(text).has(name.replace(/[^\w-]/g, "").toLowerCase()), name);
      assert.ok(text.includes(`index.html#${kind}-${name}"`), name);
    }
  }
});
