// The one program that every consumer runs, and the one line that it has to say; for logs another.

import { gzipSync } from "node:zlib";

/** `message-failed` with a quoted code and an unknown field, so that messages are needed too. */
const body = JSON.stringify([
  {
    time: "2026-07-14T09:12:09.318Z",
    type: "message-failed",
    to: "+525555550142",
    description: "forbidden-country",
    errorCode: "4432",
    unheardOf: true,
    message: {
      id: "1784020324315kx7wq2mzd4hy5tbn",
      owner: "+15555550100",
      applicationId: "7c1f6f0e-3a55-4c1b-9d0e-2f4b8a6d9c01",
      time: "2026-07-14T09:12:04.315Z",
      segmentCount: 1,
      direction: "out",
      to: ["+525555550142"],
      from: "+15555550100",
      text: "",
    },
  },
]);

const parsing = `
const { events, diagnostics } = parse(${JSON.stringify(body)});
const event = events[0]!;
const failed = event.type === "message-failed" ? event.type + " " + event.errorCode + " " + diagnostics.length : "";`;

const entries = `
const validated = Object.keys(callbacks["~standard"].validate("[]"));
const rest = [explain(4432)!.name, sample("message-read")[0].type, validated[0]];
const line = failed + " " + rest.join(" ");`;

const LONG = Math.ceil((12 << 20) / body.length);

/**
 * Packed, and with a line that has to be repaired, so that streams are met, and modules that are imported late. Then
 * one that is long enough for threads.
 */
const log = gzipSync([body, "", `INFO body=${body}`].join("\n")).toString("base64");

const summing = `
const log = Uint8Array.from(atob("${log}"), (character) => character.charCodeAt(0));
const sum = async () => {
  let last = 0;
  for await (const batch of lines(log)) last = batch.count;
  const { errorCodes, messages } = await summarize(log, { recover: true });
  const long = await summarize((${JSON.stringify(body)} + "\\n").repeat(${LONG}), { threads: 3 });
  const { code, events } = errorCodes[0]!;
  const duplicates = messages.duplicates + ", " + long.messages.duplicates;
  return "message-failed " + code + " " + events + " of " + last + " lines, duplicates " + duplicates;
};`;

/** What each entry says. */
const said = {
  "no-wasm": "message-failed 4432 2",
  main: "message-failed 4432 2 4432 message-read value",
  logs: `message-failed 4432 2 of 3 lines, duplicates 1, ${LONG - 1}`,
};

/** The form of the line, among everything else that a tool prints. */
export const pattern = /message-failed \d+ \d+[\w ,-]*/;

/**
 * The program. `say`: what it does with `line`, or with `sum`, which promises it, where `entry` is "logs"; `form`:
 * "esm", "cjs" or "ts"; `entry`: "main", with /explain, /samples and /schema, "no-wasm" or "logs"; `from`: the folder
 * of the package, where a host knows no package names.
 */
export function program(say, { form = "esm", entry = "main", from } = {}) {
  const where = (name) => JSON.stringify(from ? `${from}/${name || "index"}.js` : packaged(name));
  const take = (what, name) =>
    form === "cjs" ? `const { ${what} } = require(${where(name)});` : `import { ${what} } from ${where(name)};`;
  const written = (text) => (form === "ts" ? text : text.replaceAll("!.", ".").replaceAll("]!;", "];"));
  if (entry === "logs")
    return written(
      `${take("lines, summarize", "logs")}${summing}\n${say ?? "sum().then((line) => console.log(line));"}\n`,
    );
  const imports = [take("parse", entry === "no-wasm" ? "no-wasm" : "")];
  if (entry === "main")
    imports.push(take("explain", "explain"), take("sample", "samples"), take("callbacks", "schema"));
  return written(
    imports.join("\n") +
      parsing +
      (entry === "main" ? entries : "\nconst line = failed;") +
      `\n${say ?? "console.log(line);"}\n`,
  );
}

/** What an entry is imported as: that of logs is a package of its own. */
const packaged = (name) => `bandwidth-callbacks${name === "logs" ? "-logs" : name && `/${name}`}`;

export const lineOf = (entry = "main") => said[entry];
