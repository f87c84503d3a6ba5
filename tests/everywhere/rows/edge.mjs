// Hosts that compile WebAssembly while they load a program, and never later: workerd, and Next's edge.

import { browser, titleOf } from "../browsers.mjs";
import { lineOf, program } from "../program.mjs";
import { ASK, deploy, inWorkerd, wrangler } from "../programs.mjs";
import { commandOf, here, run, serving, tool, version } from "../tools.mjs";

const answers = program("export default { fetch: () => new Response(line) };");
const byRequire = {
  "worker.js": 'import { line } from "./line.cjs";\nexport default { fetch: () => new Response(line) };\n',
  "line.cjs": program("exports.line = line;", { form: "cjs" }),
};
const js = program("export default { fetch: () => new Response(line) };", { entry: "no-wasm" });
const logs = program("export default { fetch: async () => new Response(await sum()) };", { entry: "logs" });
export const workerd = (name, files, build, more) => ({
  name: `workerd, ${name}`,
  version: () => version("miniflare"),
  must: true,
  files: { ...files, "wrangler.json": wrangler("worker.js"), "ask.mjs": inWorkerd(ASK) },
  run: async (cwd) => {
    await build(cwd);
    return run(process.execPath, ["ask.mjs"], { cwd });
  },
  ...more,
});

const layout = `export default ({ children }) => <html><body>{children}</body></html>;\n`;
const next = (kind, ...build) => ({
  name: `Next, ${kind}: server, edge, client`,
  version: () => version("next"),
  files: {
    "package.json": JSON.stringify({
      private: true,
      dependencies: { "bandwidth-callbacks": "*", next: "*", react: "*", "react-dom": "*" },
    }),
    "next.config.mjs":
      `const root = ${JSON.stringify(here)};\n` +
      "export default { turbopack: { root }, outputFileTracingRoot: root };\n",
    "app/layout.jsx": layout,
    "app/server/route.js": program(
      'export const dynamic = "force-dynamic";\nexport const GET = () => new Response(line);',
    ),
    "app/edge/route.js": program('export const runtime = "edge";\nexport const GET = () => new Response(line);'),
    "app/page.jsx":
      '"use client";\nimport { useEffect } from "react";\n' +
      program("export default () => (useEffect(() => void (document.title = line)), <p>{line}</p>);"),
  },
  run: async (cwd) => {
    browser("chromium");
    await tool("next", ["build", ...build], { cwd, timeout: 240 });
    return serving(
      process.execPath,
      [commandOf("next"), "start", "--hostname", "127.0.0.1", "--port", "0"],
      { cwd },
      async (url) => {
        const said = {
          server: await text(`${url}/server`),
          edge: await text(`${url}/edge`),
          client: await titleOf(`${url}/`),
        };
        for (const [where, line] of Object.entries(said))
          if (line !== lineOf()) throw new Error(`${where} said: ${line}`);
        return said.client;
      },
    );
  },
});
const text = async (url) => (await fetch(url, { signal: AbortSignal.timeout(30_000) })).text();

export const edge = [
  workerd("wrangler", { "worker.js": answers }, deploy),
  workerd("wrangler, require", byRequire, deploy),
  workerd("/no-wasm", { "worker.js": js }, deploy, { entry: "no-wasm" }),
  workerd("logs", { "worker.js": logs }, deploy, { entry: "logs" }),
  next("Turbopack"),
  next("webpack", "--webpack"),
];
