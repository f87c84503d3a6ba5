// `npm run bench -- lines`: summarizes a log of 200 MB, beside what people write for it. Each contestant is a process
// of its own, in turns; medians of the turns, and of the ratios within each round. One thread is compared by what the
// processor worked, which other load disturbs least, and every core by the clock. `--quick`: 50 MB.
//
// `node lines.mjs CONTESTANT FILE` is one such process; it prints what it counted.

import { execFileSync } from "node:child_process";
import { createReadStream, existsSync, mkdirSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { at, run, Stop } from "../scripts/run.mjs";
import { median } from "./measure.mjs";

const self = fileURLToPath(import.meta.url);
const OURS = "summarize";
const EVERY = "every";
const CONTESTANTS = {
  [OURS]: "bandwidth-callbacks-logs, one thread",
  [EVERY]: `the same with ${availableParallelism()} threads`,
  zod: "readline, JSON.parse, zod 4 and the same counting",
  counting: "readline, JSON.parse and the same counting",
  parsing: "only readline and JSON.parse",
};
const TARGETS = { zod: 0.15, counting: 0.25 };

/** Gives the rows of a table, and says them. */
export async function lines({ quick, json }) {
  const file = await log(quick ? 50 : 200);
  const rounds = quick ? 3 : 7;
  const turns = Object.fromEntries(Object.keys(CONTESTANTS).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const name of Object.keys(CONTESTANTS)) {
      turns[name].push(
        JSON.parse(execFileSync(process.execPath, [self, name, file], { encoding: "utf8", maxBuffer: 1 << 24 })),
      );
    }
  }
  const { [OURS]: ours, ...others } = Object.fromEntries(Object.entries(turns).map(([name, all]) => [name, all[0]]));
  agree(ours, { [EVERY]: others[EVERY], zod: others.zod, counting: others.counting });
  const middle = (name, what) => median(turns[name].map((turn) => turn[what]));
  const ratio = (own, name, what) => median(turns[own].map((turn, round) => turn[what] / turns[name][round][what]));
  const rows = Object.keys(CONTESTANTS).map((name) => ({
    name: CONTESTANTS[name],
    seconds: middle(name, "seconds"),
    clock: middle(name, "clock"),
    one: ratio(OURS, name, "seconds"),
    every: ratio(EVERY, name, "clock"),
    target: TARGETS[name],
    peak: middle(name, "peak"),
  }));
  if (json) return console.log(JSON.stringify({ bytes: statSync(file).size, rows }, null, 2));
  console.log(
    `a log of ${Math.round(statSync(file).size / 1e6)} MB, ${ours.bodies} bodies; ` +
      `medians of ${rounds} rounds; CPU and wall-clock seconds\n`,
  );
  console.log(
    ["contestant".padEnd(50), "CPU (s)", "wall", "one thread / its", "every core / its", "target", "peak MB"].join(
      "  ",
    ),
  );
  for (const { name, seconds, clock, one, every, target, peak } of rows) {
    const met = (ratio) =>
      target === undefined ? ratio.toFixed(2) : `${ratio.toFixed(2)} ${ratio <= target ? "met" : "missed"}`;
    const cells = [
      seconds.toFixed(2).padStart(7),
      clock.toFixed(2).padStart(5),
      met(one).padStart(16),
      met(every).padStart(16),
      target?.toFixed(2).padStart(6) ?? " ".repeat(6),
      String(peak).padStart(7),
    ];
    console.log([name.padEnd(50), ...cells].join("  "));
  }
}

/** Builds a program of the crate of logs, as it is released. */
export function built(...targets) {
  return run("cargo", ["build", "--locked", "--release", "--package", "bandwidth-callbacks-logs", ...targets]);
}

/** A log of so many megabytes by the crate's generator, the same each time; damage in one of a thousand bodies. */
export async function log(megabytes) {
  const file = at("target", "bench", `log-${megabytes}.jsonl`);
  if (existsSync(file)) return file;
  mkdirSync(at("target", "bench"), { recursive: true });
  await built("--example", "generate");
  await run(at("target/release/examples/generate"), [String(megabytes), file]);
  return file;
}

/** Peers have counted the same, but for the few bodies that are damaged, of which each makes what it can. */
export function agree(ours, peers) {
  for (const name of Object.keys(peers)) {
    for (const what of ["bodies", "events", "sent", "delivered", "duplicates", "late"]) {
      const [one, other] = [ours[what], peers[name][what]];
      if (Math.abs(one - other) > Math.max(3, ours.bodies / 500))
        throw new Stop(`${name} counts ${other} ${what}, and ours are ${one}`);
    }
  }
}

async function ours(file, threads) {
  const { summarize } = await import("bandwidth-callbacks-logs");
  const { bodies, events, messages } = await summarize(createReadStream(file, { highWaterMark: 1 << 20 }), { threads });
  return { bodies, events, ...messages };
}

/** What a summary has, counted as one would: by types, codes, names, minutes, and by message and recipient. */
class Counting {
  #counts = {
    types: new Map(),
    codes: new Map(),
    carriers: new Map(),
    applications: new Map(),
    channels: new Map(),
    segments: new Map(),
    minutes: new Map(),
  };
  #latency = new Map();
  #sent = new Map();
  #received = new Map();
  events = 0;

  add(event, _place) {
    const { type, time, errorCode, carrierName, message } = event;
    this.events += 1;
    const { types, codes, carriers, applications, channels, segments, minutes } = this.#counts;
    const count = (counts, name) => name !== undefined && counts.set(name, (counts.get(name) ?? 0) + 1);
    count(types, type);
    count(codes, errorCode);
    count(carriers, carrierName);
    count(applications, message.applicationId);
    count(channels, message.channel);
    count(segments, message.segmentCount);
    const at = Date.parse(time);
    count(minutes, Math.floor(at / 60_000));
    // A histogram with buckets of two per cent, for quantiles within one.
    const bucket = Math.ceil(Math.log(Math.max(1, at - Date.parse(message.time))) / 0.02);
    const buckets = this.#latency.get(type) ?? new Map();
    this.#latency.set(type, buckets);
    count(buckets, bucket);
    if (type === "message-received") return count(this.#received, message.id);
    const stage = STAGES[type];
    for (const to of typeof event.to === "string" ? [event.to] : message.to) {
      const key = `${message.id} ${to}`;
      const known = this.#sent.get(key);
      if (known === undefined) this.#sent.set(key, { stage, code: errorCode, seen: 1 << stage, events: 1, late: 0 });
      else {
        known.events += 1;
        if ((known.seen & (1 << stage)) === 0) {
          known.seen |= 1 << stage;
          if (stage > known.stage) Object.assign(known, { stage, code: errorCode });
          else known.late += 1;
        }
      }
    }
  }

  report() {
    let [delivered, duplicates, late] = [0, 0, 0];
    for (const { stage, seen, events, late: times } of this.#sent.values()) {
      if (stage === STAGES["message-delivered"]) delivered += 1;
      duplicates += events - seen.toString(2).replaceAll("0", "").length;
      late += times;
    }
    for (const times of this.#received.values()) duplicates += times - 1;
    return { events: this.events, sent: this.#sent.size, delivered, duplicates, late };
  }
}

const STAGES = {
  "message-sending": 0,
  "message-sent": 1,
  "message-delivered": 3,
  "message-failed": 4,
  "message-read": 5,
};

async function theirs(file, parse, counts) {
  const counting = new Counting();
  let [bodies, faulty, offset] = [0, 0, 0];
  for await (const line of createInterface({
    input: createReadStream(file, { highWaterMark: 1 << 20 }),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    bodies += 1;
    offset += line.length + 1;
    try {
      const events = parse(line);
      if (counts) for (const event of events) counting.add(event, offset);
    } catch {
      faulty += 1;
    }
  }
  return { bodies, faulty, ...counting.report() };
}

if (process.argv[1] === self) {
  const [name, file] = process.argv.slice(2);
  const zod = name === "zod" ? (await import("./peers/zod.mjs")).parse : undefined;
  const [start, since] = [process.cpuUsage(), performance.now()];
  const threads = { [OURS]: 1, [EVERY]: availableParallelism() }[name];
  const report = threads ? await ours(file, threads) : await theirs(file, zod ?? JSON.parse, name !== "parsing");
  const clock = (performance.now() - since) / 1000;
  const { user, system } = process.cpuUsage(start);
  console.log(
    JSON.stringify({
      seconds: (user + system) / 1e6,
      clock,
      peak: Math.round(process.resourceUsage().maxRSS / 1000),
      ...report,
    }),
  );
}
