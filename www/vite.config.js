// Relative addresses and no inline script: any folder can serve www/dist, under the page's own policy.
//
// Two builds. The page's own is made of modules that load each other as they are needed. `--mode classic` makes
// one script of the same, for index.html opened as a file: browsers load no modules there (public/from-file.js).
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import compression from "compression";
import { explained as data } from "../scripts/explained.mjs";
import { entriesOfPackages, head, packageOf, pageNotices } from "../scripts/notices.mjs";

const { version } = JSON.parse(readFileSync(new URL("../pkg/package.json", import.meta.url), "utf8"));
process.env.VITE_VERSION = version;

/** A file has no origin, so `crossorigin` would block what it loads. */
const plain = { name: "no crossorigin", transformIndexHtml: (html) => html.replaceAll(" crossorigin", "") };

/** `npm start` serves as a server should. */
const served = { name: "compression", configurePreviewServer: (server) => void server.middlewares.use(compression()) };

/** The npm packages that are bundled, in the page's workers as well, which are bundled before it. */
const bundled = new Set();
const collect = (bundle) => {
  for (const { moduleIds = [] } of Object.values(bundle)) for (const id of moduleIds) bundled.add(packageOf(id));
};
const collected = { name: "bundled packages", generateBundle: (_, bundle) => collect(bundle) };
const noticed = {
  name: "third-party notices",
  generateBundle(_, bundle) {
    collect(bundle);
    const folders = [...bundled].filter((folder) => folder !== undefined).sort();
    this.emitFile({
      type: "asset",
      fileName: "third-party-notices.txt",
      source: `${head("This page")}${entriesOfPackages()}\n${pageNotices(folders)}`,
    });
  },
};

const EXPLAINED = "virtual:explained";
const explained = {
  name: "explanations as data",
  resolveId: (id) => (id === EXPLAINED ? `\0${EXPLAINED}` : undefined),
  async load(id) {
    if (id !== `\0${EXPLAINED}`) return undefined;
    const json = (value) => `JSON.parse(${JSON.stringify(JSON.stringify(value))})`;
    const made = Object.entries(await data()).map(([name, value]) => `export const ${name} = ${json(value)};`);
    return made.join("\n");
  },
};

/** The module for repair is a chunk of its own, as parsing does not wait for it. */
const groups = [
  { name: "damage", test: /\/pkg\/shared\/full\.js$/, priority: 2 },
  { name: "core", test: /\/pkg\/(index|shared\/\w+)\.js$/, priority: 1 },
];

/**
 * The package for those who repair, as a module of its own: else what is loaded to parse imports that module too. The
 * page asks for it by name; the package of logs imports the package when it has to repair.
 */
const ofRepair = async (context) =>
  `${(await context.resolve("bandwidth-callbacks", fileURLToPath(import.meta.url))).id}?repair`;
const repairing = {
  name: "the package for repair",
  resolveId(id) {
    return id === "virtual:recover" ? ofRepair(this) : null;
  },
  resolveDynamicImport(id) {
    return id === "bandwidth-callbacks" ? ofRepair(this) : null;
  },
};

const common = {
  outDir: "dist",
  target: "es2022",
  modulePreload: { polyfill: false },
  assetsInlineLimit: 0,
  chunkSizeWarningLimit: 2000,
};

export default ({ mode }) => ({
  base: "./",
  // So that what is missing is: not each address is the page.
  appType: "mpa",
  plugins: [plain, served, noticed, explained, repairing],
  // Vite does not define this for libraries, and one of the page's dependencies reads it.
  define: { "process.env.NODE_ENV": '"production"' },
  worker: { plugins: () => [collected, repairing] },
  publicDir: mode === "classic" ? false : "public",
  build:
    mode === "classic"
      ? {
          ...common,
          emptyOutDir: false,
          lib: { entry: "main.ts", formats: ["iife"], name: "page", fileName: () => "classic.js" },
          rollupOptions: { output: { inlineDynamicImports: true } },
        }
      : {
          ...common,
          emptyOutDir: true,
          rollupOptions: { output: { codeSplitting: { groups, includeDependenciesRecursively: false } } },
        },
});
