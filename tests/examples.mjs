// Runs the examples of documentation unchanged.

import assert from "node:assert/strict";
import { mock } from "node:test";

/** The JavaScript examples in a text of Markdown. */
export const examplesIn = (text) => [...text.matchAll(/^```js\n(.*?)^```$/gms)].map(([, code]) => code);

/** Runs an example, in which nothing claimed with `console.assert` may be false. Gives what it logged. */
export async function runs(code) {
  const said = [];
  const log = mock.method(console, "log", (...words) => said.push(words));
  const claim = mock.method(console, "assert", (claim) => assert.ok(claim, code));
  try {
    const resolved = code.replace(/(?<=from )"([^"./][^"]*)"/g, (_, name) => JSON.stringify(import.meta.resolve(name)));
    // The comment makes each a module of its own, though it may say what another says.
    await import(`data:text/javascript,${encodeURIComponent(`${resolved}// ${count++}`)}`);
  } finally {
    log.mock.restore();
    claim.mock.restore();
  }
  return said;
}

let count = 0;
