// `npm run test:load -- [--store redis|postgres|memory] [--seconds 60] [--seed N]`: receivers at saturation, while
// everything that can fail does, their store included. At the end every accepted event must have been handled once,
// every rejected request must have a reason, and memory must be flat.
//
// A handler that takes longer than the time limit makes the answer 500 and goes on. It counts as any other: once it has
// come to its end without throwing its event is handled, copies that come in the meantime wait for it or are answered
// 503, and none of them is handled.

import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { asProgram, Stop } from "../../scripts/run.mjs";
import { CLAIM_TTL, wait } from "../stores/contract.mjs";
import { load } from "./load.client.mjs";
import { countEvents, memory, percentile } from "./load.count.mjs";
import { plan, random } from "./load.plan.mjs";
import { stores } from "./load.store.mjs";

/** When the store is killed, as parts of the run, and how long it is away, in milliseconds. */
const KILLS = [0.3, 0.6];
const AWAY = 1500;
/** How often memory is looked at in a run. */
const SAMPLES = 24;

const mebibytes = (bytes) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
const listed = (counts) =>
  Object.entries(counts)
    .sort()
    .map(([name, count]) => `${name} ${count}`)
    .join(", ") || "none";

function options() {
  const { values } = parseArgs({
    options: {
      store: { type: "string", default: "redis" },
      seconds: { type: "string", default: "60" },
      seed: { type: "string" },
    },
  });
  const [seconds, seed] = [Number(values.seconds), Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))];
  if (!(values.store in stores)) throw new Stop(`\`--store\` is one of ${Object.keys(stores).join(", ")}`);
  if (!(seconds > 0) || !Number.isInteger(seed)) throw new Stop("`--seconds` and `--seed` are numbers");
  return { store: values.store, seconds, seed };
}

/** A receiver in a process of its own. */
async function receiver(store, place, file) {
  const child = fork(fileURLToPath(new URL("load.server.mjs", import.meta.url)), [store, JSON.stringify(place), file], {
    execArgv: ["--expose-gc"],
  });
  let isEnd = false;
  const gone = new Promise((_, reject) =>
    child.once("exit", (code, signal) => isEnd || reject(new Stop(`a receiver ended with ${code ?? signal}`))),
  );
  gone.catch(() => {});
  const said = () => Promise.race([gone, new Promise((resolve) => child.once("message", resolve))]);
  const ask = async (what) => {
    isEnd = what === "end";
    const answer = said();
    child.send(what);
    return answer;
  };
  return { port: (await said()).port, gone, ask };
}

async function main() {
  const { store, seconds, seed } = options();
  const { processes, server: startable, age } = stores[store];
  const server = await startable();
  if (server === undefined) throw new Stop(`no ${store} on this machine, and none to be had`);
  await server.start?.();
  const place = { port: server.port, host: server.host };
  const folder = mkdtempSync(join(tmpdir(), "load-"));
  try {
    const files = Array.from({ length: processes }, (_, number) => join(folder, `handled-${number}`));
    // One after the other, as the first may make a table.
    const receivers = [];
    for (const file of files) receivers.push(await receiver(store, place, file));
    const [processor] = cpus();
    console.log(
      `${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${cpus().length} x ` +
        `${processor?.model.trim() ?? "unknown"}`,
    );
    console.log(
      `--store ${store} --seconds ${seconds} --seed ${seed}: ${processes} ` +
        `${processes === 1 ? "receiver" : "receivers"}`,
    );

    const since = performance.now();
    const part = () => (performance.now() - since) / 1000 / seconds;
    const until = (at) => wait(Math.max(0, (at - part()) * seconds * 1000));
    let kills = 0;
    const killing = (async () => {
      if (server.kill === undefined) return;
      for (const at of KILLS) {
        await until(at);
        await server.kill();
        await wait(AWAY);
        await server.start();
        kills += 1;
      }
    })();
    const samples = receivers.map(() => []);
    const looking = (async () => {
      for (let at = 0; at < SAMPLES; at += 1) {
        await until(at / SAMPLES);
        for (const [number, { ask }] of receivers.entries())
          samples[number].push({ at: part(), ...(await ask("memory")) });
      }
    })();
    const isOpen = () => part() < 1;
    const sending = load({
      ports: receivers.map(({ port }) => port),
      next: plan(seed).next,
      isOpen,
      chance: random(seed + 1),
      age: () => age(place, CLAIM_TTL),
    });
    const gone = Promise.race(receivers.map(({ gone }) => gone));
    const [outcome] = await Promise.race([Promise.all([sending, killing, looking]), gone]);
    const drained = performance.now() - since;
    const ends = [];
    for (const { ask } of receivers) ends.push(await ask("end"));
    return report({ ...outcome, seconds, drained, kills, ends, samples, events: countEvents(files, outcome.accepted) });
  } finally {
    await server.kill?.();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Prints the figures and the faults. Returns the exit code. */
function report({ counts, times, accepted, seconds, drained, kills, ends, samples, events }) {
  const faults = [...counts.wrong];
  const of = (list) => `p50 ${percentile(list, 0.5).toFixed(1)} ms, p99 ${percentile(list, 0.99).toFixed(1)} ms`;
  const answers = Object.values(counts.answers).reduce((sum, count) => sum + count, 0);
  console.log(`callbacks answered 204   ${Math.round(counts.callbacks / seconds)} per second`);
  console.log(
    `events in them           ${Math.round(counts.events / seconds)} per second, copies counted once; ` +
      `${accepted.size} in all, the last after ${(drained / 1000).toFixed(0)} s`,
  );
  console.log(`until the 204, all       ${of(times.all)}`);
  console.log(`  no slow handlers       ${of(times.quick)}`);
  console.log(`answers                  ${answers}: ${listed(counts.answers)}`);
  const refused = Object.values(counts.refused);
  console.log(`rejected as expected     ${refused.reduce((sum, count) => sum + count, 0)}, of ${refused.length} kinds`);
  console.log(`cut off                  ${counts.cut}`);
  console.log(
    `store killed             ${kills} times; ${counts.aged} copies were resent until an abandoned claim expired`,
  );
  const used = samples
    .map((list) => list.at(-1).cpu)
    .reduce((sum, { user, system }) => sum + (user + system) / 1000, 0);
  console.log(
    `CPU time                 ${(used / answers).toFixed(2)} ms per answer in the receivers, startup included`,
  );
  console.log(`passed to \`failed\`       ${ends.map(({ reported }) => listed(reported)).join("; ")}`);
  for (const [number, list] of samples.entries()) {
    const { rss, held } = memory(list);
    console.log(
      `memory of receiver ${number + 1}     RSS ${mebibytes(rss.before)} -> ${mebibytes(rss.after)}, held ` +
        `${mebibytes(held.before)} -> ${mebibytes(held.after)} (quarters 2 -> 4)`,
    );
    if (!rss.isFlat || !held.isFlat) faults.push(`the memory of receiver ${number + 1} grows`);
  }
  console.log(
    `handled                  once ${events.once}, twice or more ${events.twice}, accepted but never handled ` +
      `${events.never}, handled though rejected ${events.refused}`,
  );
  if (events.twice + events.never + events.refused > 0) faults.push("events were not handled once");
  if (events.once !== accepted.size) faults.push(`${accepted.size} events were accepted, ${events.once} handled once`);
  for (const fault of faults) console.log(`FAULT: ${fault}`);
  console.log(`${faults.length === 0 ? 1 : 0} passed, ${faults.length === 0 ? 0 : 1} failed`);
  return faults.length === 0 ? 0 : 1;
}

await asProgram(import.meta.url, main);
