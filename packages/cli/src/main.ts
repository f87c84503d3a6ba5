/** The command. Exit code: 0 no errors, 1 errors found, 2 usage error. */
import { parseArgs } from "node:util";
import manifest from "../package.json" with { type: "json" };
import { check, MAX_BYTES, MAX_DEPTH } from "./check.js";
import { parseOrUsageError, say, tell, UsageError } from "./common.js";
import { explain } from "./explain.js";
import { sample } from "./sample.js";

const HELP = `bandwidth-callbacks: parse and validate callbacks of Bandwidth's Messaging API

usage:
  bandwidth-callbacks check [OPTIONS] FILE...        report on files with one body each; - reads standard input
  bandwidth-callbacks explain [--json] SUBJECT       an event type, error code, field, rule or repair
  bandwidth-callbacks explain [--json] --list        the names of all of these
  bandwidth-callbacks sample [OPTIONS] TYPE          a valid body with one such event
  bandwidth-callbacks lines [OPTIONS] FILE...        logs with one body on each line; see lines --help

options of check (gzip and zstd are decompressed):
  --recover          repair pasted text first, and report the repairs
  --json             print JSON
  --max-bytes N      the largest body to read, in bytes (default ${MAX_BYTES})
  --max-depth N      the deepest nesting to read (default ${MAX_DEPTH})

options of sample:
  --set PATH=VALUE   set a field, for example message.tag=test or errorCode=4720; repeatable
  --compact          print the body on one line

  --help, --version

exit code: 0 no errors, 1 errors found or a file not read to its end, 2 usage error, or the output cannot be written
`;

const OPTIONS = {
  recover: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  "max-bytes": { type: "string" },
  "max-depth": { type: "string" },
  list: { type: "boolean", default: false },
  set: { type: "string", multiple: true, default: [] as string[] },
  compact: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
  version: { type: "boolean", short: "V", default: false },
} as const;

/** The options that each command takes. */
const TAKEN: Record<string, readonly string[]> = {
  check: ["recover", "json", "max-bytes", "max-depth"],
  explain: ["json", "list"],
  sample: ["set", "compact"],
};

// A closed pipe (`… | head`) is not an error.
process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
  if (code !== "EPIPE") tell(`the output cannot be written: ${code === "ENOSPC" ? "the disk is full" : code}`);
  process.exit(code === "EPIPE" ? 0 : 2);
});
process.stderr.on("error", () => {}); // nor is one that nobody reads

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  tell(error.message);
  process.exitCode = 2;
}

async function main(args: string[]): Promise<number> {
  // It has options of its own, and the others do without its module.
  if (args[0] === "lines") return (await import("./lines.js")).lines(args.slice(1));
  const config = { args, options: OPTIONS, allowPositionals: true, tokens: true } as const;
  const { values, positionals, tokens } = parseOrUsageError(() => parseArgs(config));
  const [command, ...subjects] = positionals;
  if (values.help) return say(HELP);
  if (values.version) return say(`${manifest.version}\n`);
  if (command === undefined) throw new UsageError("expected a command: check, explain, sample or lines; see --help");
  if (command === "lines") throw new UsageError("lines comes before its options");
  const taken = TAKEN[command];
  if (taken === undefined) throw new UsageError("unknown command; expected check, explain, sample or lines");
  const other = tokens.find((token) => token.kind === "option" && !taken.includes(token.name));
  if (other?.kind === "option") throw new UsageError(`unknown option '--${other.name}' for ${command}`);
  switch (command) {
    case "check":
      return check(subjects, {
        ...values,
        maxBytes: number("max-bytes", values["max-bytes"], 0x7fff_ffff),
        maxDepth: number("max-depth", values["max-depth"], 1000),
      });
    case "explain":
      return explain(subjects, values);
    default:
      return sample(subjects, values);
  }
}

function number(name: string, text: string | undefined, most: number): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,10}$/.test(text) && Number(text) >= 1 && Number(text) <= most) return Number(text);
  throw new UsageError(`expected --${name} to be a whole number from 1 to ${most}`);
}
