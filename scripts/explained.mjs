// What the package explains, as data. The page takes it instead of the explaining module, which is ten times as large.

import { readFileSync } from "node:fs";
import { at } from "./run.mjs";

/** The catalogue, and the explanations by each other name the package knows: old types, ends of fields, statuses. */
export async function explained() {
  // Not when this file is loaded: the package may yet have to be built.
  const { catalogue: all, explain } = await import("../pkg/explain.js");
  const catalogue = all();
  const known = new Map();
  for (const one of Object.values(catalogue).flat()) if (!known.has(one.name)) known.set(one.name, JSON.stringify(one));
  const old = /interface EventAliases \{([^}]*)\}/.exec(readFileSync(at("pkg/generated/events.d.ts"), "utf8"))[1];
  const names = [
    ...known.keys(),
    ...[...old.matchAll(/"([\w-]+)":/g)].map(([, name]) => name),
    ...catalogue.fields.map(({ name }) => name.split(".").at(-1)),
    ...catalogue.errorCodes.flatMap(({ bandwidthName }) => bandwidthName ?? []),
    ...catalogue.verifications.flatMap(({ facts }) => facts.map(({ value }) => value)),
  ];
  const others = {};
  for (const name of names) {
    const found = explain(name);
    if (found !== undefined && JSON.stringify(found) !== known.get(name)) others[name] = found;
  }
  return { catalogue, others };
}
