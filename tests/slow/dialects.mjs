// Ten thousand random events for each dialect, and the printers of the tests against the tools that they stand for.
// Slow: `npm run test:dialects [events] [part of a name]`. Ruby, PHP, Perl and Elixir are compared if they are there.

import { isDeepStrictEqual } from "node:util";
import { recover } from "bandwidth-callbacks";
import { printR } from "../dialects/bare.mjs";
import { random, randomEvent } from "../dialects/events.mjs";
import { elixirInspect, perlDumper, rubyInspect, varDump, varExport } from "../dialects/languages.mjs";
import { measure } from "../dialects/law.mjs";
import { PRINTERS } from "../dialects/printers.mjs";
import { elixir, perl, php, ruby } from "../dialects/tools.mjs";

const [events = "10000", part = ""] = process.argv.slice(2);
let isGood = true;

const TOOLS = [
  ["ruby inspect", ruby("it.inspect"), rubyInspect],
  ["php var_export", php("var_export($it)"), varExport],
  ["php var_dump", php("var_dump($it)"), (bodies) => varDump(bodies).map((text) => `${text}\n`)],
  ["php print_r", php("print_r($it)"), printR],
  ["perl Data::Dumper", perl, perlDumper],
  ["elixir inspect", elixir, elixirInspect],
];
const from = random(20);
const bodies = Array.from({ length: 300 }, () => [randomEvent(from)]);
for (const [name, tool, printer] of TOOLS.filter(([name]) => name.includes(part))) {
  const printed = tool(bodies);
  if (printed === undefined) {
    console.log(`${name}: the tool is not on this machine`);
    continue;
  }
  const own = printer(bodies);
  const other = printed.findIndex((text, at) => text !== own[at]);
  console.log(`${name}: ${other < 0 ? "prints as the tool does" : `differs\n${printed[other]}\n${own[other]}`}`);
  const isRead = (text, at) => {
    const report = recover(text);
    return !report.ok || isDeepStrictEqual(report.events, bodies[at]);
  };
  const wrong = printed.filter((text, at) => !isRead(text, at));
  for (const text of wrong.slice(0, 2)) console.log(`read wrongly:\n${text}`);
  isGood &&= other < 0 && wrong.length === 0;
}

for (const printer of PRINTERS.filter(({ name }) => name.includes(part))) {
  const since = performance.now();
  const found = measure(printer, Number(events), recover);
  if (found === undefined) {
    console.log(`${printer.name}: the tool is not on this machine`);
    continue;
  }
  const { counts, wrong } = found;
  const seconds = ((performance.now() - since) / 1000).toFixed(1);
  console.log(`${printer.name.padEnd(26)} ${JSON.stringify(counts)} ${seconds} s`);
  for (const text of wrong) console.log(`read wrongly:\n${text}`);
  isGood &&= wrong.length === 0 && counts.exact >= printer.floor * Number(events);
}
process.exitCode = isGood ? 0 : 1;
