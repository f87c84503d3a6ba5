// Size: what a browser loads for `parse`, or for a peer and its schema. Bundled by esbuild, then gzip -9.

import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/** The size in bytes of a bundle that exports a module's `parse`. */
export async function sizeOf(module) {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { parse } from ${JSON.stringify(module)};`,
      resolveDir: fileURLToPath(new URL(".", import.meta.url)),
    },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    write: false,
    logLevel: "error",
  });
  return gzipSync(outputFiles[0].contents, { level: 9 }).length;
}
