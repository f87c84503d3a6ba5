// The one program that every consumer runs, and the one line that it has to say.

/** `message-failed` with a code in quotes and a field nobody knows, so that words are needed too. */
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
const rest = [explain(4432)!.name, sample("message-read")[0].type, Object.keys(callbacks["~standard"].validate("[]"))[0]];
const line = failed + " " + rest.join(" ");`;

const lines = { js: "message-failed 4432 2", main: "message-failed 4432 2 4432 message-read value" };

/** What the line looks like among whatever else a tool prints. */
export const pattern = /message-failed \d+ \d+[\w -]*/;

/**
 * The program. `say`: what it does with `line`; `form`: "esm", "cjs" or "ts"; `entry`: "main", with /explain,
 * /samples and /schema, or "js"; `from`: the folder of the package, where a host knows no package names.
 */
export function program(say = "console.log(line);", { form = "esm", entry = "main", from } = {}) {
  const where = (name) => JSON.stringify(from ? `${from}/${name || "index"}.js` : `bandwidth-callbacks${name && `/${name}`}`);
  const take = (what, name) => (form === "cjs" ? `const { ${what} } = require(${where(name)});` : `import { ${what} } from ${where(name)};`);
  const imports = [take("parse", entry === "js" ? "js" : "")];
  if (entry === "main") imports.push(take("explain", "explain"), take("sample", "samples"), take("callbacks", "schema"));
  const text = `${imports.join("\n")}${parsing}${entry === "main" ? entries : "\nconst line = failed;"}\n${say}\n`;
  return form === "ts" ? text : text.replaceAll("!.", ".").replaceAll("]!;", "];");
}

export const lineOf = (entry = "main") => lines[entry];
