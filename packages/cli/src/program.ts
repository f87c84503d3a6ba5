/** The tree of commands: names, options and help. The code of a command is loaded when it is called. */
import { styleText } from "node:util";
import { Command } from "commander";
import { LIMITS, MAX_BYTES, MAX_DEPTH } from "../../../src/js/generated/layout.js";
import manifest from "../package.json" with { type: "json" };
import { hasColor, say } from "./common.js";
import { TOPICS } from "./topics.js";
import { credentials, duration, durations, integer, positive, repeated } from "./values.js";

/** Runs a command, which returns the exit code. */
export type Run = (work: () => number | Promise<number>) => Promise<void>;

export function program(run: Run): Command {
  const root = new Command("bandwidth-callbacks")
    .description("Check, explain, receive and send callbacks (webhooks) of Bandwidth's Messaging API.")
    .usage("COMMAND [options]")
    .version(manifest.version)
    .helpOption("-h, --help", "print help")
    .configureHelp({
      subcommandTerm: (command) => command.name(),
      // In the list of commands it is a clause, above its own help a sentence.
      commandDescription: (command) => command.description().replace(/^[a-z]/, (first) => first.toUpperCase()),
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
  root.commandsGroup("Receive callbacks:");
  listen(root, run);
  root.commandsGroup("Send callbacks:");
  sample(root, run);
  send(root, run);
  replay(root, run);
  test(root, run);
  root.commandsGroup("About this command:");
  help(root, run);
  root.addHelpText("after", `\n${MORE}`);
  return root;
}

const MORE = `COMMAND --help lists the options of a command.
Topics (help TOPIC): ${Object.keys(TOPICS).join(", ")}

Exit code: 0 no errors, 1 errors found, 2 usage error, 130 stopped by Ctrl-C.
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
    .description("report on files with one body each")
    .argument("[files...]", "files, gzip and zstd too; - is standard input")
    .option("--recover", "repair pasted text first, and report the repairs")
    .option("--json", "print JSON")
    .option("--show", "print values: in the lines of the body, phone numbers, and Bandwidth's free-text reasons")
    .option(
      "--max-bytes <N>",
      "the largest body to read, in bytes",
      integer("--max-bytes", 1, MAX_BYTES),
      LIMITS.maxBytes,
    )
    .option("--max-depth <N>", "the deepest nesting to read", integer("--max-depth", 1, MAX_DEPTH), LIMITS.maxDepth)
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
    .description("report on logs with one body per line")
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
    .option("--set <PATH=VALUE>", "set a field, such as message.tag=test or errorCode=4720; repeatable", repeated)
    .option("--compact", "print the body on one line")
    .addHelpText("after", () => examples("sample message-failed --set errorCode=4720"))
    .action((types, options) => run(async () => (await import("./sample.js")).sample(types, options)));
}

function listen(root: Command, run: Run): void {
  root
    .command("listen")
    .description("receive callbacks on this machine, forward them, and show them on a page")
    .option("--port <N>", "the port for callbacks; the next free one if it is taken", integer("--port", 0, 65535), 3000)
    .option("--forward-to <URL>", "pass each callback on to your server, and return its response")
    .option("--credentials <USER:PASSWORD>", "require these (HTTP Basic); or set CREDENTIALS", credentials)
    .option("--save <FILE>", "append each body to this log, readable only by you")
    .option("--open", "open the page in a browser")
    .option("--json", "print only one JSON object per request to standard output")
    .option("--show", "print phone numbers and texts in full")
    .option("--host <HOST>", "the address to listen on (default: 127.0.0.1); any other requires --credentials")
    .option("--page-port <N>", "the port for the page, on loopback only", integer("--page-port", 0, 65535), 4174)
    .addHelpText(
      "after",
      () => `
Bandwidth reaches it through a tunnel: see help tunnels. With --forward-to, the
sender gets your server's response, or 502 while it is down, so it retries.
${examples("listen --open", "listen --forward-to http://localhost:8080/webhooks --save day.jsonl")}`,
    )
    .action((options) => run(async () => (await import("./listen/listen.js")).listen(options)));
}

/** Options for requests to an endpoint. */
function sending(command: Command): Command {
  return command
    .option(
      "--credentials <USER:PASSWORD>",
      "sent after a challenge, as Bandwidth does; or set CREDENTIALS",
      credentials,
    )
    .option("--retries <N>", "how many retries after anything but 2xx", integer("--retries", 0, 1000), 0)
    .option("--schedule <TIMES>", "delays before each retry (default: 1s,5s,15s,1m,5m,15m)", durations("--schedule"))
    .option(
      "--timeout <TIME>",
      "how long to wait for a response (default: 10s, as Bandwidth does)",
      duration("--timeout"),
    )
    .option("--json", "print only one JSON object per attempt to standard output")
    .option("--show", "print phone numbers and texts in full");
}

function send(root: Command, run: Run): void {
  const command = root
    .command("send")
    .usage("[options] (TYPE | --file FILE | --scenario NAME) URL")
    .description("send callbacks to an endpoint, as Bandwidth does")
    .argument("[type]", "the type of the event, such as message-failed")
    .argument("[url]", "the endpoint, such as http://localhost:3000/callbacks")
    .option("--file <FILE>", "send this body unchanged; - is standard input")
    .option("--scenario <NAME>", "send the callbacks of a scenario; see help scenarios")
    .option("--set <PATH=VALUE>", "set a field, such as errorCode=4720 or message.tag=x; repeatable", repeated)
    .option("--count <N>", "how many callbacks, each with an ID of its own", integer("--count", 1, 10_000_000), 1)
    .option(
      "--rate <N>",
      "how many per second (default: each after the response to the previous one)",
      positive("--rate"),
    )
    .option("--speed <N>", "divide all delays by this", positive("--speed"), 1);
  sending(command)
    .addHelpText(
      "after",
      () => `
Exit code: 0 all were accepted, 1 some were not, 130 stopped by Ctrl-C.
${examples(
  "send message-failed --set errorCode=4720 http://localhost:3000/callbacks",
  "send --scenario duplicates --credentials user:password http://localhost:3000/callbacks",
  "send message-received --count 1000 --rate 50 http://localhost:3000/callbacks",
)}`,
    )
    .action((type, url, options) =>
      run(async () => (await import("./send.js")).send([type, url].filter(Boolean), options)),
    );
}

function replay(root: Command, run: Run): void {
  const command = root
    .command("replay")
    .usage("[options] FILE... --to URL")
    .description("resend the callbacks of logs to an endpoint")
    .argument("[files...]", "logs, gzip and zstd too, such as listen --save writes; - is standard input")
    .option("--to <URL>", "the endpoint, such as http://localhost:3000/callbacks")
    .option("--pace", "at the pace of the events (default: each after the response to the previous one)")
    .option("--speed <N>", "at a multiple of that pace", positive("--speed"))
    .option("--recover", "repair lines that are not JSON, or that contain a body");
  sending(filtered(command))
    .addHelpText(
      "after",
      () => `
A body is sent unchanged if one of its events is selected.

Exit code: 0 all were accepted, 1 some were not, or a file was not read to its
end, 130 stopped by Ctrl-C.
${examples(
  "replay day.jsonl --to http://localhost:3000/callbacks",
  "replay 'logs/*.gz' --code 4720 --speed 60 --to http://localhost:3000/callbacks",
)}`,
    )
    .action((files, options) => run(async () => (await import("./replay.js")).replay(files, options)));
}

function test(root: Command, run: Run): void {
  root
    .command("test")
    .usage("[options] URL")
    .description("test an endpoint as Bandwidth would call it, and give a verdict")
    .argument("[url...]", "the endpoint, such as https://staging.example.com/callbacks")
    .option("--credentials <USER:PASSWORD>", "as set on the messaging application; or set CREDENTIALS", credentials)
    .option("--observe <URL|FILE>", "where the endpoint reports what it handled; see help observe")
    .option("--restart <COMMAND>", "restarts the endpoint, to check that it still detects duplicates")
    .option("--json", "print the verdict as JSON")
    .option("--junit <FILE>", "also write the verdict as JUnit XML")
    .option("--verbose", "explain each check: what was sent, the response, why it matters, and the source")
    .addHelpText(
      "after",
      () => `
It sends about 120 callbacks from and to +1 555 555 01xx: run it where
handling them has no consequences.

Exit code: 0 passed, 1 a check failed, 2 the endpoint cannot be tested.
${examples(
  "test http://localhost:3000/callbacks --credentials user:password",
  "test https://staging.example.com/callbacks --junit verdict.xml",
)}`,
    )
    .action((urls, options) => run(async () => (await import("./test/test.js")).test(urls, options)));
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
