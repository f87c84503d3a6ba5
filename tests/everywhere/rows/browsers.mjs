// Browsers, without tools: a folder with the package in it, served as it is.

import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { at } from "../../../scripts/run.mjs";
import { example } from "../../bodies.mjs";
import { browser, browserVersion, open, page } from "../browsers.mjs";
import { program } from "../program.mjs";

const from = "./package";
const inTitle = "document.title = line;";
const map = JSON.stringify({
  imports: { "bandwidth-callbacks": `${from}/index.js`, "bandwidth-callbacks/": `${from}/` },
});
const names = { explain: "explain.js", samples: "samples.js", schema: "schema.js" };

const moduleWorker = {
  "main.js": 'new Worker("worker.js", { type: "module" }).onmessage = ({ data }) => (document.title = data);',
  "worker.js": program("postMessage(line);", { from }),
};
const serviceWorker = {
  "main.js": `navigator.serviceWorker.onmessage = ({ data }) => (document.title = data);
const { installing, active } = await navigator.serviceWorker.register("worker.js", { type: "module" });
await navigator.serviceWorker.ready;
(active ?? installing).postMessage("");`,
  "worker.js": program('addEventListener("message", ({ source }) => source.postMessage(line));', { from }),
};
const mapped = {
  "main.js": program(inTitle),
  "index.html": page("main.js").replace("<script", `<script type="importmap">${map}</script><script`),
};
for (const [name, file] of Object.entries(names))
  mapped["main.js"] = mapped["main.js"].replace(`"bandwidth-callbacks/${name}"`, `"bandwidth-callbacks/${file}"`);
const plain = { "main.js": program(inTitle, { from }) };
const js = { "main.js": program(inTitle, { from, entry: "no-wasm" }) };

const row = (name, kind, files, more = {}) => ({
  name: `${{ chromium: "Chromium", firefox: "Firefox", webkit: "WebKit" }[name]}, ${kind}`,
  version: () => browserVersion(name),
  must: name === "chromium",
  files: { "index.html": page("main.js"), ...files },
  run: (folder) => {
    browser(name);
    cpSync(join(folder, "../node_modules/bandwidth-callbacks"), join(folder, "package"), { recursive: true });
    return open(folder, { name, policy: more.policy });
  },
  ...more,
});

/** The demo page, with a shared link to a failed message; its title says what it read. */
const demo = (name) =>
  row(
    name,
    "the demo page",
    {},
    {
      expect: "Message to +525555550142 failed · Bandwidth callbacks",
      run: (folder) => {
        browser(name);
        cpSync(at("www/dist"), folder, { recursive: true });
        const file = join(folder, "index.html");
        // Without a title of its own it is plain when it has one.
        writeFileSync(file, readFileSync(file, "utf8").replace(/<title>.*<\/title>/, ""));
        const packed = deflateRawSync(example("message-failed")).toString("base64url");
        return open(folder, { name, hash: `#text=${packed}` });
      },
    },
  );

export const browsers = [
  ...["chromium", "firefox", "webkit"].map(demo),
  ...["chromium", "firefox", "webkit"].flatMap((name) => [
    row(name, "script module", plain),
    row(name, "module worker", moduleWorker),
    row(name, "service worker", serviceWorker),
    row(name, "policy without wasm, /no-wasm", js, { entry: "no-wasm", policy: "script-src 'self'" }),
  ]),
  row("chromium", "import map", mapped),
  row("chromium", "policy with 'wasm-unsafe-eval'", plain, { policy: "script-src 'self' 'wasm-unsafe-eval'" }),
  row("chromium", "policy without wasm: advice", plain, {
    policy: "script-src 'self'",
    expect: /^error: .*'wasm-unsafe-eval'.*"bandwidth-callbacks\/no-wasm"/,
  }),
];
