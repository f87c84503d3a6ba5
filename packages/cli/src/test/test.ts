/** `test`: plays Bandwidth against an endpoint, and gives a verdict. */
import { setMaxListeners } from "node:events";
import { closeSync, existsSync, openSync, unlinkSync, writeFileSync } from "node:fs";
import { say, tell, UsageError, whyUnwritable } from "../common.js";
import { address, type Credentials, credentialsOr } from "../values.js";
import { Bench } from "./bench.js";
import { Observer } from "./observe.js";
import { json, junit, line, verdict } from "./report.js";
import { type Result, results } from "./run.js";

export interface TestOptions {
  credentials?: Credentials;
  observe?: string;
  restart?: string;
  json?: boolean;
  junit?: string;
  verbose?: boolean;
}

/** The command. Gives the exit code. */
export async function test(urls: string[], options: TestOptions): Promise<number> {
  const [text] = urls;
  if (text === undefined || urls.length > 1) throw new UsageError("test takes the URL of an endpoint");
  const url = address("URL")(text);
  const credentials = credentialsOr(options.credentials);
  if (options.junit !== undefined) mayBeWritten(options.junit);
  const stop = new AbortController();
  setMaxListeners(0, stop.signal); // one for each request on its way
  process.once("SIGINT", () => {
    process.once("SIGINT", () => process.exit(130));
    stop.abort();
  });
  const observer = options.observe === undefined ? undefined : await Observer.open(options.observe);
  const bench = new Bench({ url, credentials, observer, restart: options.restart, signal: stop.signal });
  try {
    await greet(bench);
    return await judge(bench, options);
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    tell("stopped before the verdict");
    return 130;
  } finally {
    observer?.close();
  }
}

/** Whether the endpoint can be tested: one that cannot be reached, or rejects the credentials, gets no verdict. */
async function greet(bench: Bench): Promise<void> {
  const { answer, got } = await bench.post("", { credentials: null, timeout: 60_000 });
  if (answer === undefined) throw new UsageError(`the endpoint ${got}`);
  if (answer.status === 401 && bench.credentials === undefined)
    throw new UsageError("the endpoint asks for credentials: pass them with --credentials user:password");
}

async function judge(bench: Bench, options: TestOptions): Promise<number> {
  const all: Result[] = [];
  let group = "";
  for await (const result of results(bench)) {
    all.push(result);
    if (options.json === true) continue;
    if (result.group !== group) say(`\n${(group = result.group)}\n`);
    say(line(result, options.verbose === true));
  }
  if (options.junit !== undefined) writeFileSync(options.junit, junit(bench.url, all));
  say(options.json === true ? json(bench.url, all) : `\n${verdict(all)}\n`);
  return all.some(({ outcome }) => outcome === "failed") ? 1 : 0;
}

/** Whether a file can be written is known before the checks run, not after. */
function mayBeWritten(file: string): void {
  try {
    const isNew = !existsSync(file);
    closeSync(openSync(file, "a"));
    if (isNew) unlinkSync(file);
  } catch (error) {
    throw new UsageError(`${file}: ${whyUnwritable(error)}`);
  }
}
