// `npm run bench -- native`: summarizes a log of 1 GB with the native command on one core, beside structs of serde with
// the same counting (benches/log.rs), and beside what people have at hand. Each contestant is a process, in turns; the
// time is what the processor worked for it; medians of the turns, and of the ratios within each round. `--quick`: 200
// MB. Linux only, because memory is read from /proc.

import { spawn } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { at, run, Stop } from "../scripts/run.mjs";
import { agree, built, log } from "./lines.mjs";
import { median } from "./measure.mjs";

const MB = 1 << 20;

/** Gives the rows of a table, and says them. */
export async function native({ quick, json }) {
  if (process.platform !== "linux") throw new Stop("`npm run bench -- native` reads /proc, which only Linux has.");
  const file = await log(quick ? 200 : 1000);
  await built("--features", "cli", "--bins");
  const peers = await peersProgram();
  const command = [at("target/release/bandwidth-callbacks"), "lines", file, "--summary", "--json"];
  const contestants = {
    "bandwidth-callbacks lines --summary, one core": { run: [...command, "--threads", "1"], memory: 400 },
    "the same with --approximate": { run: [...command, "--threads", "1", "--approximate"], memory: 64 },
    "on every core": { run: command, memory: 400 },
    "on every core with --approximate": { run: [...command, "--approximate"], memory: 64 },
    "serde_json, structs and the same counting": { run: [peers, "serde_json", file], target: 0.5 },
    "simd-json, structs and the same counting": { run: [peers, "simd_json", file] },
    "jq, only the types": { run: ["jq", "-R", "fromjson? | .[]?.type", file], once: true },
    "wc -l": { run: ["wc", "-l", file], target: 2 },
  };
  const turns = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]));
  for (let round = 0; round < (quick ? 3 : 5); round += 1) {
    for (const [name, { run, once }] of Object.entries(contestants))
      if (round === 0 || !once) turns[name].push(await turn(run));
  }
  const said = Object.values(turns).map(([{ out }]) => out);
  agree(flat(said[0]), {
    "on every core": flat(said[2]),
    serde_json: JSON.parse(said[4]),
    "simd-json": JSON.parse(said[5]),
  });
  const middle = (name, of) => median(turns[name].map((turn) => turn[of]));
  const [ours] = Object.keys(contestants);
  const ratio = (name) => median(turns[name].map(({ seconds }, round) => turns[ours][round].seconds / seconds));
  const rows = Object.entries(contestants).map(([name, { target, memory }]) => {
    const [seconds, wall, peak] = ["seconds", "wall", "peak"].map((of) => middle(name, of));
    return { name, seconds, wall, ratio: ratio(name), target, peak, memory };
  });
  const bytes = statSync(file).size;
  if (json) return console.log(JSON.stringify({ bytes, rows }, null, 2));
  console.log(
    `a log of ${Math.round(bytes / 1e6)} MB, ${flat(said[0]).bodies} bodies; ` +
      "CPU and wall-clock seconds, medians of the turns\n",
  );
  console.log(["contestant".padEnd(45), "CPU (s)", "wall", "ours / its", "target     ", "peak MB", "limit"].join("  "));
  for (const { name, seconds, wall, ratio, target, peak, memory } of rows) {
    const met = target === undefined ? "" : `${target.toFixed(2)} ${ratio <= target ? "met" : "missed"}`;
    const bound = memory === undefined ? "" : `${memory} ${peak <= memory ? "met" : "missed"}`;
    console.log(
      [
        name.padEnd(45),
        seconds.toFixed(2).padStart(7),
        wall.toFixed(2).padStart(5),
        ratio.toFixed(2).padStart(10),
        met.padEnd(11),
        peak.toFixed(0).padStart(7),
        bound,
      ]
        .join("  ")
        .trimEnd(),
    );
  }
}

/** The program of benches/log.rs. */
async function peersProgram() {
  const { output } = await run(
    "cargo",
    [
      "bench",
      "--locked",
      "--no-run",
      "--package",
      "bandwidth-callbacks-logs",
      "--bench",
      "log",
      "--message-format",
      "short",
    ],
    { show: "none" },
  );
  const path = /\((\S+log-[0-9a-f]+)\)/.exec(output)?.[1];
  if (path === undefined) throw new Stop("cargo does not say where it put the program of benches/log.rs");
  return at(path);
}

function flat(summary) {
  const { bodies, events, messages } = JSON.parse(summary);
  return { bodies, events, ...messages };
}

/** Runs a command. Gives seconds, the most memory it had in MB, and what it said. */
async function turn(command) {
  // The shell says how long the processor worked for it, system included.
  const child = spawn("bash", ["-c", 'TIMEFORMAT="%U %S %R"; time "$@"', "-", ...command], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, err] = [[], []];
  let kept = 0;
  child.stdout.on("data", (piece) => (kept += piece.length) < MB && out.push(piece));
  child.stderr.on("data", (piece) => err.push(piece));
  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, memory(child.pid))), 20);
  await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
  clearInterval(watch);
  const said = Buffer.concat(err).toString();
  const times = /([\d.]+) ([\d.]+) ([\d.]+)\s*$/.exec(said);
  if (times === null) throw new Stop(`\`${command[0]}\` could not be run: ${said}`);
  const [user, system, wall] = times.slice(1).map(Number);
  return { seconds: user + system, wall, peak, out: Buffer.concat(out).toString() };
}

/** The most memory that the child of a shell has had, in MB; 0 where it has ended. */
function memory(shell) {
  try {
    const child = readFileSync(`/proc/${shell}/task/${shell}/children`, "utf8").trim();
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child}/status`, "utf8"))?.[1] ?? 0) / 1000;
  } catch {
    return 0;
  }
}
