// Programs that more than one row runs: what is in workerd, and the recipe in Rust.

import { at } from "../../scripts/run.mjs";
import { run, tool } from "./tools.mjs";

/** Bundles a folder's Worker into `out`. */
export const deploy = (cwd) => tool("wrangler", ["deploy", "--dry-run", "--outdir", "out"], { cwd });

/** What `deploy` has to know. */
export const wrangler = (main, flags = []) =>
  JSON.stringify({
    name: "consumer",
    main,
    compatibility_date: "2026-01-01",
    compatibility_flags: flags,
    send_metrics: false,
  });

/**
 * A program that runs the Worker in `out`; `work` is what it does with `worker`, `more` the other options of Miniflare.
 */
export const inWorkerd = (work, { more = "" } = {}) => `import { Miniflare } from "miniflare";
const worker = new Miniflare({
  modules: true,
  rootPath: "out",
  scriptPath: "worker.js",
  modulesRules: [
    { type: "ESModule", include: ["**/*.js"] },
    { type: "CompiledWasm", include: ["**/*.wasm", "**/*.wasm?module"] },
  ],
  compatibilityDate: "2026-01-01",
  ${more}
});
${work}`;

/** Prints what the Worker answers. */
export const ASK = `try {
  console.log(await (await worker.dispatchFetch("http://consumer/")).text());
} finally {
  await worker.dispose();
}
`;

/** The recipe for axum, built. */
export async function axum() {
  const target = at("target", "everywhere", "axum");
  await run("cargo", ["build", "--locked", "--target-dir", target], { cwd: at("examples", "axum"), timeout: 600 });
  return `${target}/debug/receive-callbacks`;
}
