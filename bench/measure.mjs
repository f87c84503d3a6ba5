// Times the contestants of a row in interleaved rounds.
//
// mitata and tinybench run one contestant to its end before the next begins, so a processor that slows
// down in between, or a heap that grows, makes a ratio out of nothing. Here every contestant has a short
// turn in every round, in another order each time. Of mitata there is what keeps results from being dropped.

import { do_not_optimize as keep } from "mitata";

/** How long a turn lasts, in milliseconds: long beside the clock's steps, short beside what slows a machine down. */
const TURN = 8;
/** So many turns of a row may be taken again because other programs had the processor. */
const PATIENCE = 1000;

/**
 * The median time of a call of each contestant: `{ name, ns }`, in the order given; and how many turns were disturbed
 * for good. `turn` makes `calls` of a contestant and gives `{ time, disturbed }`.
 */
export async function measure(contestants, { rounds, warmUp }, turn = turnOfFunction) {
  const racers = contestants.map((contestant) => ({ ...contestant, calls: 1, times: [] }));
  // Two times around, so that each is warm in the company of the others.
  for (const milliseconds of [warmUp, warmUp / 2])
    for (const racer of racers) await calibrate(racer, milliseconds, turn);
  let patience = PATIENCE;
  let disturbed = 0;
  for (let round = 0; round < rounds; round += 1) {
    for (const racer of shuffled(racers)) {
      let one = await turn(racer);
      while (one.disturbed && patience > 0) {
        patience -= 1;
        one = await turn(racer);
      }
      disturbed += Number(one.disturbed);
      racer.times.push(one.time / racer.calls);
    }
  }
  return { results: racers.map(({ name, times }) => ({ name, ns: median(times) * 1e6 })), disturbed };
}

/** Runs a contestant for so long, and sets how many calls its turn is to have. */
async function calibrate(racer, milliseconds, turn) {
  const end = performance.now() + milliseconds;
  let last = 0;
  while (performance.now() < end || last < TURN / 2) {
    last = (await turn(racer)).time;
    racer.calls = Math.max(1, Math.round(racer.calls * Math.min(2, TURN / last)));
  }
}

/** One turn, in milliseconds. The inputs are taken in turns, so that no call sees what the last one saw. */
function turnOfFunction({ run, inputs, calls }) {
  const before = process.cpuUsage();
  const start = performance.now();
  for (let call = 0; call < calls; call += 1) keep(run(inputs[call % inputs.length]));
  const time = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  // Whoever waits for the processor, or for the collector's threads, uses less of it than the clock says.
  // Windows counts in steps that are longer than a turn.
  return { time, disturbed: process.platform !== "win32" && (user + system) / 1000 < time * 0.95 };
}

export function shuffled(list) {
  const copy = [...list];
  for (let at = copy.length - 1; at > 0; at -= 1) {
    const other = Math.floor(Math.random() * (at + 1));
    [copy[at], copy[other]] = [copy[other], copy[at]];
  }
  return copy;
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
