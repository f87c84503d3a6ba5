/** `send`: plays Bandwidth and sends callbacks to an endpoint. */
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import type { EventType } from "bandwidth-callbacks";
import { readOrUsageError, tell, UsageError } from "./common.js";
import { fresh } from "./events/fresh.js";
import { SCENARIOS } from "./events/scenarios.js";
import { assignAll } from "./events/set.js";
import { sampleOf } from "./events/types.js";
import { logCommand } from "./shape.js";
import { address, type Credentials, credentialsOr } from "./values.js";
import { SCHEDULE } from "./wire/retry.js";
import { sendAll, type TimedCallback } from "./wire/traffic.js";

export interface SendOptions {
  file?: string;
  scenario?: string;
  set?: string[];
  count?: number;
  rate?: number;
  credentials?: Credentials;
  retries: number;
  schedule?: number[];
  speed: number;
  timeout?: number;
  json?: boolean;
  show?: boolean;
}

/** The command. Gives the exit code. */
export async function send(args: string[], options: SendOptions): Promise<number> {
  const { file, scenario, set = [], count = 1, rate, speed } = options;
  const isNamed = file !== undefined || scenario !== undefined;
  if (file !== undefined && scenario !== undefined) throw new UsageError("send takes --file or --scenario, not both");
  const [type, to] = isNamed ? [undefined, args[0]] : args;
  if (to === undefined || args.length > (isNamed ? 1 : 2))
    throw new UsageError("send takes what to send (TYPE, --file or --scenario) and the URL of the endpoint");
  if (set.length > 0 && isNamed) throw new UsageError("--set goes with an event type, not with --file or --scenario");
  if (scenario !== undefined && rate !== undefined) throw new UsageError("--rate does not go with --scenario");
  const url = address("URL")(to);
  const schedule = (options.schedule ?? SCHEDULE).map((wait) => wait / speed);
  const traffic = {
    credentials: credentialsOr(options.credentials),
    retries: options.retries,
    schedule,
    timeout: options.timeout,
    json: options.json === true,
    show: options.show === true,
  };
  if (scenario !== undefined) return sendAll(url, callbacksOf(scenario, count, speed), traffic);
  if (file === undefined) return sendAll(url, repeated(bodiesOf(type!, set), count, rate), traffic);
  const bytes = readOrUsageError(file, () => readFileSync(file === "-" ? 0 : file));
  const code = await sendAll(
    url,
    repeated(() => bytes, count, rate),
    traffic,
  );
  // A file is sent unchanged even if it is not a callback: that is how a bad request is tested.
  if (code === 1 && logCommand(bytes) !== undefined)
    tell(`${file}: looks like a log with one body on each line; try: bandwidth-callbacks replay ${file} --to URL`);
  return code;
}

function* repeated(next: () => Uint8Array, count: number, rate: number | undefined): Generator<TimedCallback> {
  for (let at = 0; at < count; at++) yield { body: next(), at: rate === undefined ? undefined : (at * 1000) / rate };
}

function bodiesOf(type: string, set: string[]): () => Uint8Array {
  const isEvent = Array.isArray(sampleOf(type));
  let isWarned = false;
  return () => {
    const callback = isEvent ? fresh(type as EventType) : verification(type);
    assignAll(callback, set, isWarned);
    isWarned = true;
    return Buffer.from(JSON.stringify(isEvent ? [callback] : callback));
  };
}

/** A toll-free verification, with a ticket of its own. */
function verification(type: string): object {
  const body = sampleOf(type);
  return "internalTicketNumber" in body ? { ...body, internalTicketNumber: randomUUID() } : body;
}

function* callbacksOf(name: string, count: number, speed: number): Generator<TimedCallback> {
  const scenario = Object.hasOwn(SCENARIOS, name) ? SCENARIOS[name] : undefined;
  if (scenario === undefined)
    throw new UsageError(`unknown scenario; expected one of ${Object.keys(SCENARIOS).join(", ")}`);
  let at = 0;
  for (let round = 0; round < count; round++) {
    for (const { wait, bodies } of scenario.steps(Date.now())) {
      at += wait / speed;
      for (const [index, body] of bodies.entries())
        yield { body: Buffer.from(JSON.stringify(body)), at, isNext: index === 0 };
    }
    at += 500 / speed;
  }
}
