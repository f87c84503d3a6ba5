// The page's reports, and what they write of a body with every type of event.

import { build } from "esbuild";
import { parse } from "bandwidth-callbacks";
import * as explain from "bandwidth-callbacks/explain";
import { sample } from "bandwidth-callbacks/samples";
import { at } from "../../scripts/run.mjs";

/** A module of www/, as Node takes it. */
async function page(name) {
  const outfile = at("target/handler", `${name}.mjs`);
  await build({
    entryPoints: [at("www", `${name}.ts`)],
    bundle: true,
    format: "esm",
    platform: "node",
    packages: "external",
    outfile,
  });
  return import(outfile);
}

export async function handlers() {
  const [reports, { rowOf }] = await Promise.all([page("reports"), page("rows")]);
  const events = explain.catalogue().events.flatMap(({ name }) => sample(name));
  const report = { ...parse(events), text: "", repairs: [] };
  const reading = {
    text: "",
    report,
    rows: report.events.map(rowOf),
    milliseconds: 0,
    eventAt: async (index) => report.events[index],
  };
  return { reports, reading, full: explain, typescript: reports.typescript(reading), rust: reports.rust(reading) };
}
