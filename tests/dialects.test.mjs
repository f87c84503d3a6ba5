// Random events with hard texts, printed as tools print them: recover gives each of them back, or says which field it
// is unsure of. A hundred for each dialect here; `npm run test:dialects` takes ten thousand, and compares the printers
// with the tools that they stand for.

import assert from "node:assert/strict";
import { test } from "node:test";
import { recover } from "bandwidth-callbacks";
import { random, randomEvent } from "./dialects/events.mjs";
import { measure } from "./dialects/law.mjs";
import { PRINTERS } from "./dialects/printers.mjs";

const EVENTS = 100;

for (const printer of PRINTERS) {
  test(`${printer.name} gives the events that were printed, or says what is unsure`, (context) => {
    const found = measure(printer, EVENTS, recover);
    if (found === undefined) return context.skip("the tool that prints it is not on this machine");
    context.diagnostic(JSON.stringify(found.counts));
    assert.deepEqual(found.wrong, [], "values that were not printed");
    assert.ok(found.counts.exact >= EVENTS * printer.floor, `${found.counts.exact} of ${EVENTS} came back`);
  });
}

test("lines of 256 KiB that a terminal wrapped are put together again", () => {
  const from = random(262144);
  const { print, options } = PRINTERS.find(({ name }) => name === "hard wrap");
  const body = Array.from({ length: 628 }, () => randomEvent(from, options));
  const { ok, events } = recover(print([body])[0]);
  assert.deepEqual([ok, events.length], [true, body.length]);
});
