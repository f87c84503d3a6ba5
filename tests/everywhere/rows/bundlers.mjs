// Bundlers. What they make for browsers is opened in Chromium, the rest is run by Node.

import { readFileSync } from "node:fs";
import { browser, open, page, titleOf } from "../browsers.mjs";
import { program } from "../program.mjs";
import { commandOf, run, serving, tool, version } from "../tools.mjs";

const inTitle = "document.title = line;";
const files = { "main.mjs": program(), "main.cjs": program(undefined, { form: "cjs" }) };
const web = {
  "main.js": program(inTitle),
  "index.html": page("main.js"),
  "out/index.html": page("main.js"),
  "out/errors.js": "",
};
/** The same for logs. */
const logs = { ...web, "main.js": program("sum().then((line) => (document.title = line));", { entry: "logs" }) };
const ofLogs = { must: true, entry: "logs" };
const nodeRuns = (path) => (cwd) => run(process.execPath, [path], { cwd });
const opens = (path, of) => (cwd) => open(`${cwd}/${path}`, of);

/** A row: `make` the bundle, then `look` at what it says. */
const row = (name, of, files, make, look, more) => ({
  name,
  version: () => version(of),
  files,
  run: async (cwd) => {
    await make(cwd);
    return look(cwd);
  },
  ...more,
});
const must = { must: true };

const esbuild =
  (...args) =>
  (cwd) =>
    tool("esbuild", ["--bundle", "--log-level=warning", ...args], { cwd });
const classic = { ...web, "out/index.html": page("main.js", "text/javascript") };
/** The bundle without comments, imports and wrappers. */
const dropped = {
  "main.mjs":
    'import "bandwidth-callbacks";\nimport "bandwidth-callbacks/explain";\n' +
    'import "bandwidth-callbacks/no-wasm";\nimport "bandwidth-callbacks-logs";\nconsole.log("end");\n',
};
const nothingElse = { expect: /^console\.log\("end"\);$/ };
const shows = (path) => (cwd) =>
  readFileSync(`${cwd}/${path}`, "utf8")
    .replace(/^\/\/.*$/gm, "")
    .trim();

const rollup = (input) => (cwd) =>
  tool(
    "rollup",
    ["-p", "@rollup/plugin-node-resolve", "-i", input, "-o", "out/main.js", "--silent", "--failAfterWarnings"],
    { cwd },
  );

const webpackScript = (target) => `import webpack from "webpack";
const entry = "./main.${target === "web" ? "js" : "mjs"}";
const options = { mode: "production", context: process.cwd(), entry, target: "${target}", performance: false };
options.output = { path: process.cwd() + "/out", filename: "${target === "web" ? "main.js" : "main.cjs"}" };
webpack(options, (error, stats) => {
  if (error || stats.hasErrors() || stats.hasWarnings()) throw error ?? new Error(stats.toString());
});
`;
const webpack = (cwd) => run(process.execPath, ["build.mjs"], { cwd });

const vite =
  (...args) =>
  (cwd) =>
    tool("vite", [...args, "--logLevel", "warn"], { cwd });
const noExternal = "export default { ssr: { noExternal: true } };\n";

export const bundlers = [
  row(
    "esbuild, browser",
    "esbuild",
    web,
    esbuild("main.js", "--format=esm", "--minify", "--outfile=out/main.js"),
    opens("out"),
    must,
  ),
  row(
    "esbuild, iife",
    "esbuild",
    classic,
    esbuild("main.js", "--format=iife", "--outfile=out/main.js"),
    opens("out"),
    must,
  ),
  row(
    "esbuild, node",
    "esbuild",
    files,
    esbuild("main.mjs", "--platform=node", "--format=esm", "--outfile=out/main.mjs"),
    nodeRuns("out/main.mjs"),
    must,
  ),
  row(
    "esbuild, cjs",
    "esbuild",
    files,
    esbuild("main.cjs", "--platform=node", "--outfile=out/main.cjs"),
    nodeRuns("out/main.cjs"),
    must,
  ),
  row(
    "esbuild, browser, logs",
    "esbuild",
    logs,
    esbuild("main.js", "--format=esm", "--minify", "--outfile=out/main.js"),
    opens("out"),
    ofLogs,
  ),
  row(
    "esbuild, nothing used",
    "esbuild",
    dropped,
    esbuild("main.mjs", "--format=esm", "--outfile=out/main.js"),
    shows("out/main.js"),
    { ...must, ...nothingElse },
  ),
  row("Rollup", "rollup", web, rollup("main.js"), opens("out")),
  row("Rollup, nothing used", "rollup", dropped, rollup("main.mjs"), shows("out/main.js"), nothingElse),
  row("webpack, web", "webpack", { ...web, "build.mjs": webpackScript("web") }, webpack, opens("out"), must),
  row(
    "webpack, node",
    "webpack",
    { ...files, "build.mjs": webpackScript("node") },
    webpack,
    nodeRuns("out/main.cjs"),
    must,
  ),
  row("Vite, build", "vite", web, vite("build", "--base", "./", "--outDir", "dist"), opens("dist"), must),
  row("Vite, build, logs", "vite", logs, vite("build", "--base", "./", "--outDir", "dist"), opens("dist"), ofLogs),
  row("Vite, SSR", "vite", files, vite("build", "--ssr", "main.mjs"), nodeRuns("dist/main.js"), must),
  row(
    "Vite, SSR with all inside",
    "vite",
    { ...files, "vite.config.js": noExternal },
    vite("build", "--ssr", "main.mjs"),
    nodeRuns("dist/main.js"),
    must,
  ),
  {
    name: "Vite, dev",
    version: () => version("vite"),
    must: true,
    files: web,
    run: (cwd) => {
      browser("chromium");
      return serving(process.execPath, [commandOf("vite"), "--host", "127.0.0.1"], { cwd }, (url) =>
        titleOf(`${url}/`),
      );
    },
  },
  row(
    "Parcel",
    "parcel",
    web,
    (cwd) =>
      tool(
        "parcel",
        [
          "build",
          "index.html",
          "--dist-dir",
          "dist",
          "--public-url",
          "./",
          "--no-cache",
          "--cache-dir",
          "cache",
          "--no-source-maps",
          "--log-level",
          "warn",
        ],
        { cwd },
      ),
    opens("dist"),
  ),
];
