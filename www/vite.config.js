// Relative addresses and no inline script: any folder can serve www/dist, under the page's own policy.
import { readFileSync } from "node:fs";

const { version } = JSON.parse(readFileSync(new URL("../pkg/package.json", import.meta.url), "utf8"));
process.env.VITE_VERSION = version;

export default {
  base: "./",
  build: { outDir: "dist", emptyOutDir: true, target: "es2022", modulePreload: { polyfill: false }, assetsInlineLimit: 0, chunkSizeWarningLimit: 1000 },
};
