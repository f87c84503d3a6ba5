/** The tree of commands: names, options and help. What a command does is loaded when it is called. */
import { styleText } from "node:util";
import { Command } from "commander";
import manifest from "../package.json" with { type: "json" };
import { hasColor, say } from "./common.js";
import { integer, repeated } from "./values.js";

/** The default of `--max-bytes`, as in `parse`. */
const MAX_BYTES = 16 << 20;
/** The default of `--max-depth`, as in `parse`. */
const MAX_DEPTH = 64;

/** Runs a command; what it gives is the exit code. */
export type Run = (work: () => number | Promise<number>) => Promise<void>;

export function program(run: Run): Command {
  const root = new Command("bandwidth-callbacks")
    .description("Check, explain, receive and send callbacks (webhooks) of Bandwidth's Messaging API.")
    .version(manifest.version)
    .helpOption("-h, --help", "print help")
    .configureHelp({
      styleTitle: (text) => style("bold", text),
      styleCommandText: (text) => style("cyan", text),
    })
    .configureOutput({
      writeOut: (text) => void say(text),
      outputError() {},
      writeErr() {},
      getOutHasColors: () => hasColor(process.stdout),
    })
    .exitOverride()
    .helpCommand(false)
    .enablePositionalOptions();
  root.commandsGroup("Read callbacks:");
  check(root, run);
  logs(root, run);
  explain(root, run);
  root.commandsGroup("Send callbacks:");
  sample(root, run);
  root.commandsGroup("About this command:");
  help(root, run);
  root.addHelpText("after", `\n${EXIT_CODES}`);
  return root;
}

const EXIT_CODES = `Exit code: 0 no errors, 1 errors found, 2 usage error, 130 stopped by Ctrl-C.
`;

function examples(...lines: string[]): string {
  return `\n${style("bold", "Examples:")}\n${lines.map((line) => `  $ bandwidth-callbacks ${line}\n`).join("")}`;
}

/** Whether there is color is decided by `hasColor`, not by Node, which would warn of variables that it ignores. */
const style = (format: "bold" | "cyan", text: string): string => styleText(format, text, { validateStream: false });

function check(root: Command, run: Run): void {
  root
    .command("check")
    .usage("[options] FILE...")
    .description("report on files that hold one body each")
    .argument("[files...]", "files, gzip and zstd too; - is standard input")
    .option("--recover", "repair pasted text first, and report the repairs")
    .option("--json", "print JSON")
    .option("--max-bytes <N>", "the largest body to read, in bytes", integer("--max-bytes", 1, 0x7fff_ffff), MAX_BYTES)
    .option("--max-depth <N>", "the deepest nesting to read", integer("--max-depth", 1, 1000), MAX_DEPTH)
    .addHelpText("after", () => examples("check body.json", "check --recover - < pasted.txt"))
    .action((files, options) => run(async () => (await import("./check.js")).check(files, options)));
}

/** Options that choose events of a log. */
function filtered(command: Command): Command {
  return command
    .option("--since <TIME>", "only events at this time or later: 2026-07-14 or 2026-07-14T09:12:07Z")
    .option("--until <TIME>", "only events before this time")
    .option("--type <TYPE>", "only events of this type; repeatable", repeated)
    .option("--code <CODE>", "only failures with this error code; repeatable", repeated);
}

function logs(root: Command, run: Run): void {
  const command = root
    .command("logs")
    .alias("lines")
    .usage("[options] FILE...")
    .description("report on logs with one body on each line")
    .argument("[files...]", "files or patterns such as 'logs/**/*.jsonl.gz', gzip and zstd too; - is standard input")
    .option("--summary", "print a summary: counts, problems, latency, and the outcome of each message")
    .option("--approximate", "keep at most 100,000 messages per core; estimate the outcomes if there are more")
    .option(
      "--threads <N>",
      "how many cores a summary uses (default: all; one with --recover)",
      integer("--threads", 1, 1024),
    )
    .option("--json", "print events as JSON, one per line; with --summary, the summary as JSON")
    .option("--csv", "print events as CSV")
    .option("--recover", "repair lines that are not JSON, or that contain a body, such as log lines");
  filtered(command)
    .addOption(command.createOption("--parquet <FILE>").hideHelp())
    .addHelpText(
      "after",
      () => `
Without --summary, --json or --csv, each problem is printed as
FILE:LINE severity rule at "path": message, and the totals at the end.
Options that choose events do not affect which problems are printed.
${examples("logs --summary day.jsonl.gz", "logs --json --code 4720 'logs/**/*.jsonl'")}`,
    )
    .action((files, options) => run(async () => (await import("./logs.js")).logs(files, options)));
}

function explain(root: Command, run: Run): void {
  root
    .command("explain")
    .usage("[options] SUBJECT")
    .description("explain an event type, error code, field, rule or repair")
    .argument("[subject...]", "its name, such as 4720, message-failed or message.owner")
    .option("--list", "list the names of all subjects")
    .option("--json", "print JSON")
    .addHelpText("after", () => examples("explain 4720", "explain message.owner", "explain --list"))
    .action((subjects, options) => run(async () => (await import("./explain.js")).explain(subjects, options)));
}

function sample(root: Command, run: Run): void {
  root
    .command("sample")
    .usage("[options] TYPE")
    .description("print a valid body with one event")
    .argument("[type...]", "the type of the event, such as message-failed")
    .option("--set <PATH=VALUE>", "set a field, such as message.tag=test or errorCode=4720; repeatable", repeated, [])
    .option("--compact", "print the body on one line")
    .addHelpText("after", () => examples("sample message-failed --set errorCode=4720"))
    .action((types, options) => run(async () => (await import("./sample.js")).sample(types, options)));
}

function help(root: Command, run: Run): void {
  root
    .command("help")
    .usage("[TOPIC]")
    .description("print help on a command or a topic")
    .argument("[topic...]", "a command or a topic; without one, all of them are listed")
    .action((topics) => run(async () => (await import("./help.js")).help(topics, root)));
  root
    .command("completion")
    .usage("SHELL")
    .description("print a script that completes commands, options and values: bash, zsh or fish")
    .argument("[shell...]", "bash, zsh or fish")
    .addHelpText(
      "after",
      `
Install it once:
  bash  $ bandwidth-callbacks completion bash > ~/.local/share/bash-completion/completions/bandwidth-callbacks
  zsh   $ bandwidth-callbacks completion zsh > "\${fpath[1]}/_bandwidth-callbacks"
  fish  $ bandwidth-callbacks completion fish > ~/.config/fish/completions/bandwidth-callbacks.fish
`,
    )
    .action((shells) => run(async () => (await import("./completion.js")).completion(shells)));
}
