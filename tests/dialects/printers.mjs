// What prints events in the tests: a row for each dialect. `print` gives the text of each body, or nothing if the tool
// that has to do it is not on this machine. `law` is the share of events that must come back exactly; the others must
// be reported. Printers of languages that are rarely installed follow the rules of the tool, and `npm run
// test:dialects` compares them with it (tools.mjs).

import { inspect } from "node:util";
import { BARE } from "./bare.mjs";
import { ENCODINGS } from "./encodings.mjs";
import { FORMS } from "./forms.mjs";
import { LANGUAGES } from "./languages.mjs";
import { python } from "./tools.mjs";

const each = (print) => (bodies) => bodies.map(print);
const node = (options) => each((body) => inspect(body, { depth: null, maxStringLength: null, ...options }));

export const PRINTERS = [
  { name: "JSON", floor: 1, print: each((body) => JSON.stringify(body)) },
  { name: "JSON in a string", floor: 1, print: each((body) => JSON.stringify(JSON.stringify(body))) },
  { name: "JSON in a log object", floor: 1, print: each((body) => JSON.stringify({ level: 30, msg: "in", body })) },
  { name: "node inspect", floor: 1, print: node({}) },
  { name: "node inspect, compact", floor: 1, print: node({ compact: true, breakLength: Infinity }) },
  { name: "node inspect, colors", floor: 1, print: node({ colors: true }) },
  { name: "node inspect in a message", floor: 1, print: each((body) => `got ${inspect({ body }, { depth: null })}`) },
  // What is nested deeper than two levels is lost, so none of it comes back.
  { name: "node console.log", floor: 0, print: each((body) => inspect({ headers: { host: "a" }, body })) },
  { name: "python repr", floor: 1, print: python("repr(it)") },
  { name: "python pprint", floor: 1, print: python("pprint.pformat(it)") },
  { name: "python bytes", floor: 1, print: python("repr(json.dumps(it).encode())") },
  { name: "python bytes, UTF-8", floor: 1, print: python("repr(json.dumps(it, ensure_ascii=False).encode())") },
  { name: "python json.dumps", floor: 1, print: python("json.dumps(it, indent=4)") },
  { name: "python repr of text", floor: 0.8, print: python("repr(json.dumps(it, ensure_ascii=False))") },
  { name: "python yaml", floor: 1, print: python("yaml.dump(it, allow_unicode=True)") },
  ...LANGUAGES,
  ...BARE,
  ...ENCODINGS,
  ...FORMS,
];
