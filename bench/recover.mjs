// `npm run bench -- recover`: how long `recover` takes for pastes of each dialect, as tests/dialects prints them.

import { recover } from "bandwidth-callbacks";
import { random, randomEvent } from "../tests/dialects/events.mjs";
import { PRINTERS } from "../tests/dialects/printers.mjs";
import { median } from "./measure.mjs";

/** What a paste of this size may take, in milliseconds. */
const SIZES = [
  { title: "4 KB", bytes: 4096, target: 2 },
  { title: "256 KiB", bytes: 256 * 1024, target: 100 },
];

export function recovering({ quick, json }) {
  const say = (text) => json || console.log(text);
  const line = (cells) =>
    cells
      .map((cell, at) => cell.padEnd(at === 0 ? 28 : 14))
      .join("")
      .trimEnd();
  say(line(["ms of the processor", ...SIZES.map(({ title }) => title)]));
  const found = [];
  for (const printer of PRINTERS) {
    const times = SIZES.map((size) => timeOf(printer, size, quick ? 3 : 9));
    if (times.includes(undefined)) continue;
    found.push({ name: printer.name, times });
    say(line([printer.name, ...times.map(({ ms, target }) => `${ms.toFixed(2)}${ms > target ? " missed" : ""}`)]));
  }
  if (json) return console.log(JSON.stringify(found, null, 2));
  for (const [at, { title, target }] of SIZES.entries()) {
    const met = found.filter(({ times }) => times[at].ms <= target).length;
    say(`${title} within ${target} ms: ${met} of ${found.length}`);
  }
}

/**
 * The median of the processor time for a paste, each time with another text, so that other load does not count;
 * nothing if the printer cannot print one of this size.
 */
function timeOf(printer, { bytes, target }, rounds) {
  const from = random(bytes);
  const body = (count) => Array.from({ length: count }, () => randomEvent(from, printer.options));
  const first = printer.single ? undefined : printer.print([body(8)]);
  if (first === undefined) return undefined;
  const count = Math.max(1, Math.floor((bytes * 8) / Buffer.byteLength(first[0])));
  const texts = printer.print(Array.from({ length: rounds + 1 }, () => body(count)));
  const times = texts.map((text) => {
    const since = process.cpuUsage();
    recover(text);
    const { user, system } = process.cpuUsage(since);
    return (user + system) / 1000;
  });
  return { bytes: Buffer.byteLength(texts[0]), ms: median(times.slice(1)), target };
}
