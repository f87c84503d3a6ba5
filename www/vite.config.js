// Relative addresses and no inline script: any folder can serve www/dist, under the page's own policy.
//
// Two builds. The page's own is made of modules that load each other as they are needed. `--mode classic` makes the
// same one script, for who opens index.html as a file, where browsers load no modules (public/from-file.js).
import { readFileSync } from "node:fs";
import compression from "compression";
import { entriesOfPackages, head, packageOf, pageNotices } from "../scripts/notices.mjs";

const { version } = JSON.parse(readFileSync(new URL("../pkg/package.json", import.meta.url), "utf8"));
process.env.VITE_VERSION = version;

/** A file is no origin, so nothing of one may be asked for across origins. */
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

const common = {
  outDir: "dist",
  target: "es2022",
  modulePreload: { polyfill: false },
  assetsInlineLimit: 0,
  chunkSizeWarningLimit: 2000,
};

export default ({ mode }) => ({
  base: "./",
  plugins: [plain, served, noticed],
  // Vite does not define this for libraries, and one of the page's dependencies reads it.
  define: { "process.env.NODE_ENV": '"production"' },
  worker: { plugins: () => [collected] },
  publicDir: mode === "classic" ? false : "public",
  build:
    mode === "classic"
      ? {
          ...common,
          emptyOutDir: false,
          lib: { entry: "main.ts", formats: ["iife"], name: "page", fileName: () => "classic.js" },
          rollupOptions: { output: { inlineDynamicImports: true } },
        }
      : { ...common, emptyOutDir: true },
});
