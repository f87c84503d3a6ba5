// Cold start: import, and for a peer the schema, and the first body, in a fresh process each time.
// `node cold.mjs MODULE BODY` is one such process; it prints milliseconds.

// Loaded before the clock starts: the list of fields is not the peers' cost.
import "./fields.mjs";
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const self = fileURLToPath(import.meta.url);

/** The times of fresh processes in milliseconds, by module; the modules in turns, `order` says how. */
export function coldStarts(modules, body, rounds, order) {
  const times = new Map(modules.map((module) => [module, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const module of order(modules)) {
      const printed = execFileSync(process.execPath, [self, module, body], { encoding: "utf8" });
      times.get(module).push(Number(printed));
    }
  }
  return times;
}

if (process.argv[1] === self) {
  const [module, body] = process.argv.slice(2);
  const start = performance.now();
  const { parse } = await import(module);
  const result = parse(body);
  const time = performance.now() - start;
  const events = result.events ?? result;
  if (events[0].type !== "message-delivered") throw new Error(`${module} does not read the body`);
  console.log(time);
}
