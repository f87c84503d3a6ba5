// The page explains what the package explains, in the same words, without its module.

import assert from "node:assert/strict";
import { test } from "node:test";
import { build } from "esbuild";
import { explained } from "../../scripts/explained.mjs";
import { at } from "../../scripts/run.mjs";

const data = await explained();
const { outputFiles } = await build({
  entryPoints: [at("www/full.ts")],
  alias: { "bandwidth-callbacks": at("pkg/index.js") },
  external: ["./repair"],
  plugins: [
    {
      name: "explained",
      setup(build) {
        build.onResolve({ filter: /^virtual:explained$/ }, ({ path }) => ({ path, namespace: "data" }));
        build.onLoad({ filter: /./, namespace: "data" }, () => ({
          contents: Object.entries(data)
            .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`)
            .join("\n"),
        }));
      },
    },
  ],
  bundle: true,
  write: false,
  format: "esm",
  platform: "node",
});
const page = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
const { catalogue, explain } = await import("../../pkg/explain.js");

test("each name has the same explanation on the page as in the package", () => {
  const all = catalogue();
  const names = [
    ...Object.values(all).flatMap((explanations) => explanations.map(({ name }) => name)),
    ...all.errorCodes.flatMap(({ code, bandwidthName }) => [code, bandwidthName].filter(Boolean)),
    ...["message-queued", "message-rejected-forbidden-country", "request-location-response"],
    ...["errorCode", "message.media", "media", "suggestionResponse", "denialStatusCode", "internalTicketNumber"],
    ...["VERIFIED", "UNVERIFIED", "toll-free-verification.denied", "511", 1103],
    ...[
      "04432",
      " 4432",
      "+4432",
      "4432\n",
      "\u00a04432",
      "0511",
      " message-failed ",
      " to",
      "-4432",
      "4 432",
      "4432.0",
    ],
    ...["no-such-name", "", "constructor", "__proto__", 1],
  ];
  for (const name of names) assert.deepEqual(page.explain(name), explain(name), String(name));
  assert.ok(names.length > 300);
  assert.deepEqual(page.catalogue(), all);
});
