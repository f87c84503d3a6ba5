// Webhooks of other products, printed as tools print them: recover gives each of them back with the types of its
// fields, or `ok` is false.

import assert from "node:assert/strict";
import { test } from "node:test";
import { recover } from "bandwidth-callbacks";
import { catalogue } from "bandwidth-callbacks/explain";
import { PRINTERS } from "./dialects/printers.mjs";

// A message without its event is part of an event.
const { otherProducts, verifications } = catalogue();
const others = otherProducts.filter(({ name }) => name !== "message-alone");
const bodies = [...others, ...verifications].map(({ example }) => [JSON.parse(example)]);

/** Printers that write no booleans: they stand for tools that have none, or were not given one. */
const NO_BOOLEANS = ["perl Data::Dumper", "dynamodb"];
/** The share that comes back: some print a type in the place of an array, or have neither brackets nor quotes. */
const FLOORS = {
  ...{ "node console.log": 0.5, "python yaml": 0.8, "java model": 0.7, "go %v map": 0.7, "go %+v struct": 0.7 },
  ...{ "c# record": 0.5, powershell: 0, "hard wrap": 0.6 },
  // Forms are read for the fields of events only.
  ...{ "form fields": 0, "form fields, %20": 0, "form fields, not encoded": 0 },
};

/** The webhooks in a report, of any kind. */
function webhooks({ verifications, unknown }) {
  return [...verifications, ...unknown].map(({ value }) => value);
}

for (const printer of PRINTERS) {
  test(`${printer.name} gives the webhooks that were printed, or ok is false`, (context) => {
    const hasBoolean = (body) => /:(?:true|false)/.test(JSON.stringify(body));
    const printed = bodies.filter((body) => !(NO_BOOLEANS.includes(printer.name) && hasBoolean(body)));
    const texts = printer.print(printed);
    if (texts === undefined) return context.skip("the tool that prints it is not on this machine");
    let exact = 0;
    for (const [at, text] of texts.entries()) {
      const report = recover(text);
      const found = webhooks(report);
      try {
        assert.deepEqual(found, printed[at]);
        exact += 1;
      } catch (error) {
        assert.ok(!report.ok, `${text}\n${error.message}`);
      }
    }
    assert.ok(exact >= printed.length * (FLOORS[printer.name] ?? 1), `${exact} of ${printed.length} came back`);
  });
}
