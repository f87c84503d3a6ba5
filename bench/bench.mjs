// `npm run bench`: the package beside its peers, as ratios. bench/README.md says how to read it.

import { existsSync, readFileSync } from "node:fs";
import { cpus } from "node:os";
import { asProgram, at, Stop } from "../scripts/run.mjs";
import { median, measure, shuffled } from "./measure.mjs";
import { heading, summary, table } from "./table.mjs";

async function bench() {
  const flags = process.argv.slice(2);
  const unknown = flags.find((flag) => !["--json", "--quick", "receiver", "lines", "recover", "native"].includes(flag));
  if (unknown !== undefined)
    throw new Stop(
      `unknown argument \`${unknown}\`; expected --json, --quick, \`receiver\`, \`lines\`, \`recover\` or \`native\``,
    );
  const [json, quick, alone] = ["--json", "--quick", "receiver"].map((flag) => flags.includes(flag));
  if (!existsSync(at("node_modules", "bandwidth-callbacks", "index.js")))
    throw new Stop("The package is not built: run `npm run build` first.");

  if (flags.includes("native")) return (await import("./native.mjs")).native({ quick, json });
  if (flags.includes("recover")) return (await import("./recover.mjs")).recovering({ quick, json });
  if (flags.includes("lines")) return (await import("./lines.mjs")).lines({ quick, json });

  // Only now, as they import the package.
  const { OURS, payloads, peers, rows } = await import("./rows.mjs");
  const { receiverRows } = await import("./receiver/rows.mjs");
  const { checkAll } = await import("./check.mjs");
  checkAll(payloads, peers);

  const settings = quick ? { rounds: 15, warmUp: 100, coldStarts: 5 } : { rounds: 45, warmUp: 300, coldStarts: 15 };
  const report = { ...surroundings(OURS, peers), settings, rows: [] };
  const say = (text) => json || console.log(text);
  const add = (row, results, disturbed = 0) => {
    const judged = judge(row, results, row.ours ?? OURS);
    report.rows.push({ ...judged, disturbed });
    say(table({ ...judged, disturbed }));
  };

  say(heading(report));
  const timed = async (row) => {
    const { results, disturbed } = await measure(row.contestants, settings, row.turn);
    add(
      row,
      results.map(({ name, ns }) => ({ name, value: ns })),
      disturbed,
    );
  };
  if (!alone) {
    for (const row of rows) await timed(row);
    add(...(await cold(OURS, peers, payloads.delivered[0], settings.coldStarts)));
    add(...(await sizes(OURS, peers)));
  }
  const receiver = await receiverRows();
  for (const row of receiver.rows) await timed(row);
  receiver.end();
  console.log(json ? JSON.stringify(report, null, 2) : summary(report.rows));
}

/** Where the numbers come from. */
function surroundings(ours, peers) {
  const version = (name) => JSON.parse(readFileSync(at("node_modules", name, "package.json"), "utf8")).version;
  const packages = Object.fromEntries(
    [ours, ...peers.map((peer) => peer.name), "esbuild", "mitata"].map((name) => [name, version(name)]),
  );
  const { node, v8 } = process.versions;
  const cpu = `${cpus()[0]?.model.trim() ?? "unknown"}, ${process.arch}`;
  return { date: new Date().toISOString().slice(0, 10), node, v8, cpu, packages };
}

async function cold(ours, peers, body, rounds) {
  const { coldStarts } = await import("./cold.mjs");
  const modules = new Map([[ours, ours], ...peers.map(({ name }) => [`./peers/${name}.mjs`, name])]);
  const times = coldStarts([...modules.keys()], body, rounds, shuffled);
  const row = {
    id: 10,
    title: "cold start: import and first body, in a fresh process",
    target: 1,
    reference: "zod",
    unit: "ms",
  };
  return [row, [...times].map(([module, list]) => ({ name: modules.get(module), value: median(list) }))];
}

async function sizes(ours, peers) {
  const { sizeOf } = await import("./size.mjs");
  const results = [{ name: ours, value: (await sizeOf(ours)) / 1000 }];
  for (const { name } of peers) results.push({ name, value: (await sizeOf(`./peers/${name}.mjs`)) / 1000 });
  // The target of this row is a size, not a ratio.
  const row = {
    id: 11,
    title: "size: `parse` bundled for a browser, gzip -9",
    target: 25,
    reference: "zod",
    unit: "KB",
    absolute: true,
  };
  return [row, results];
}

/** The row with its results, the ratios, and whether they are what was hoped for. */
function judge({ id, title, target, reference, unit = "ns", absolute = false }, results, ours) {
  const measured = (name) => results.find((result) => result.name === name).value;
  const compared = results.map(({ name, value }) => ({ name, value, ratio: value / measured(reference) }));
  const ratio = measured(ours) / measured(reference);
  // JSON.parse checks nothing, so it is a reference and not a peer; no other receiver takes part. A name with a comma
  // is another way to use the same.
  const isPeer = ({ name }) => name.split(",")[0] !== ours && !/^JSON\.parse(\(|,|$)|^receiver/.test(name);
  const peers = results.filter(isPeer);
  return {
    id,
    title,
    unit,
    reference,
    ratio,
    target,
    targetIs: absolute ? unit : "ratio",
    met: (absolute ? measured(ours) : ratio) <= target,
    aheadOfEveryPeer: peers.length === 0 ? null : peers.every(({ value }) => measured(ours) < value),
    ours: measured(ours),
    results: compared,
  };
}

await asProgram(import.meta.url, bench);
