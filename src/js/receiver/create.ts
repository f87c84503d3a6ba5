/**
 * The receiver: authenticates, parses, handles each element once, and answers so that nothing is lost and nothing is
 * retried in vain.
 */
import { parse } from "../parse.js";
import { elements } from "../elements.js";
import { VERIFICATION } from "../generated/layout.js";
import type { Report } from "../types.js";
import { type Answer, problem, responseTo } from "./answer.js";
import { RequestContext } from "./context.js";
import { isAllowed, listed } from "./credentials.js";
import { handleAll } from "./handlers.js";
import { type Log, logTo } from "./log.js";
import { type Once, once } from "./once.js";
import { checked, type FailureName, type ReceiverOptions, type Settings } from "./options.js";
import { hasSignature } from "./signature.js";
import { fetchSource, isRequest, UsageError, noSource, type Source } from "./source.js";

/** What `createReceiver` returns: pass it a request, and answer with its response. It never rejects. */
export type Receiver<Host = unknown> = (request: Request, host?: Host) => Promise<Response>;

/**
 * What is behind a receiver, for servers that have no `Request`.
 *
 * @internal
 */
export const handlersOf = new WeakMap<object, (source: Source, host: unknown) => Promise<Answer>>();

/**
 * Creates a handler for requests from Bandwidth. It takes a `Request` and returns a `Response`, as Cloudflare Workers,
 * Deno, Bun, Hono and Next do. `toNode` adapts it to node:http, Express and Fastify, `toLambda` to AWS Lambda.
 *
 * It answers 204 when every event has been handled, now or before. Elements of an unknown type go to `unknown`, and
 * elements that cannot be used as their type go to `rejected`; both are also answered 204, because resending would not
 * change them. It answers 401 with a challenge if credentials are missing or wrong, 400 if the body is empty or not
 * JSON, 403 if a signature is missing or wrong, 405, 408, 413 and 415 as HTTP defines them, 500 if a handler or the
 * store fails or takes too long, and 503 while another process is handling an event of the body. Bandwidth resends a
 * callback that was not answered 2xx.
 * Events of one body are handled concurrently.
 *
 * @param options credentials, and what to do with events
 * @returns a function from a `Request` to a `Response`; it never rejects
 * @throws {TypeError} if options contradict each other, are misspelled, or have the wrong type
 *
 * @example
 * ```js
 * import { createReceiver } from "bandwidth-callbacks/receiver";
 * import { sample } from "bandwidth-callbacks/samples";
 *
 * const receive = createReceiver({
 *   credentials: { username: "bandwidth", password: "opens, sesame" },
 *   on: { "message-failed": (event) => console.assert(event.errorCode === 4432) },
 *   answered: ({ status, problem }) => console.assert(status === 204 || problem === "unauthorized"),
 *   log: false,
 * });
 *
 * const request = { method: "POST", body: JSON.stringify(sample("message-failed")) };
 * const challenged = await receive(new Request("https://example.com/callbacks", request));
 * console.assert(challenged.status === 401 && challenged.headers.get("www-authenticate").startsWith("Basic "));
 *
 * const headers = { authorization: `Basic ${btoa("bandwidth:opens, sesame")}`, "content-type": "application/json" };
 * const accepted = await receive(new Request("https://example.com/callbacks", { ...request, headers }));
 * console.assert(accepted.status === 204);
 * ```
 */
export function createReceiver<Host = unknown>(options: ReceiverOptions<Host>): Receiver<Host> {
  const settings = checked(options);
  const handled = once(settings.seen, settings.failed);
  const log = settings.log === undefined ? undefined : logTo(settings.log);
  const handle = (source: Source, host: unknown): Promise<Answer> =>
    new Promise((resolve) => {
      const context = new RequestContext<Host>(source, host as Host);
      const began = settings.answered === undefined ? 0 : performance.now();
      let isAnswered = false;
      const end = (answer: Answer): void => {
        if (isAnswered) return;
        isAnswered = true;
        clearTimeout(timer);
        resolve(answer);
        log?.answered(answer, source.header("authorization") === null);
        if (settings.answered === undefined) return;
        const { status, problem } = answer;
        const answered = { status, problem, counts: { ...context.counts }, milliseconds: performance.now() - began };
        notify(settings, () => settings.answered!(answered, context));
      };
      const fail = (error: unknown, failure: FailureName & Answer["problem"]): void => {
        settings.failed(error, failure); // also after the answer, when no one is waiting any more
        end(problem(failure));
      };
      const timer = setTimeout(() => {
        context.end();
        // These two are not failures of the receiver.
        if (context.phase === "challenge") return end(problem("unauthorized", settings.realm));
        if (context.phase === "body") return end(problem("slow-body"));
        const [failure, error] = late(context, settings, handled);
        fail(error, failure);
      }, settings.timeLimit);
      answer(source, context, settings, handled, log).then(end, (error: unknown) =>
        fail(error, error instanceof UsageError ? error.failure : "receiver-failed"),
      );
    });
  const receive: Receiver<Host> = async (request, host) => {
    const isMisused = !isRequest(request);
    const answer = await handle(isMisused ? noSource : fetchSource(request), host);
    const response = responseTo(answer);
    if (!isMisused) return response;
    answerNode(host, request, answer);
    // AWS takes what a function returns as JSON: of a bare `Response` that is `{}`, which it would answer with 200.
    return Object.assign(response, { statusCode: answer.status });
  };
  handlersOf.set(receive, handle);
  return receive;
}

/** Calls a listener. It is not waited for, so that it keeps nothing from being handled. */
function notify({ failed }: { failed: Settings<never>["failed"] }, listener: () => unknown): void {
  const fail = (error: unknown): void => failed(error, "listener-failed");
  try {
    const result = listener();
    if (typeof (result as { then?: unknown } | undefined)?.then === "function") Promise.resolve(result).catch(fail);
  } catch (error) {
    fail(error);
  }
}

/** What took too long. */
function late(
  { phase, keys }: Pick<RequestContext<unknown>, "phase" | "keys">,
  { timeLimit }: { timeLimit: number },
  handled: Once,
): ["receiver-failed" | "slow-handler" | "store-failed", Error] {
  const limit = `within the time limit of ${timeLimit} ms, so Bandwidth will send the callback again`;
  if (phase === "credentials")
    return ["receiver-failed", new Error(`the \`credentials\` function did not return ${limit}`)];
  const isStore = keys.size > 0 && ![...keys].some((key) => handled.isWorking(key));
  if (isStore) return ["store-failed", new Error(`the idempotency store did not respond ${limit}`)];
  return [
    "slow-handler",
    new Error(`a handler did not finish ${limit}; it keeps running, and its event is not handled again if it succeeds`),
  ];
}

/** JSON by its name, or by the end of it. */
const JSON_TYPE = /^application\/(json|[\w.-]+\+json)[ \t]*(;|$)/i;

async function answer<Host>(
  source: Source,
  context: RequestContext<Host>,
  settings: Settings<Host>,
  handled: Once,
  log: Log | undefined,
): Promise<Answer> {
  if (source.usageError !== undefined) throw source.usageError;
  if (source.method !== "POST") return problem("method-not-allowed");
  if (settings.credentials !== undefined) {
    const credentials = listed(
      typeof settings.credentials === "function" ? await settings.credentials(context) : settings.credentials,
    );
    // Bandwidth's first request has none, and its body may be empty: only the challenge makes it send both.
    if (!isAllowed(source.header("authorization"), credentials)) {
      context.phase = "challenge";
      if (settings.diagnostics !== undefined && (await isEmpty(source))) parseBody(new Uint8Array(), context, settings);
      return problem("unauthorized", settings.realm);
    }
  }
  const type = source.header("content-type");
  if (type !== null && !JSON_TYPE.test(type)) return problem("not-json");
  const coding = source.header("content-encoding");
  if (coding !== null && !/^[ \t]*(identity[ \t]*)?$/i.test(coding)) return problem("unsupported-encoding");

  context.phase = "body";
  let bytes: Uint8Array<ArrayBuffer> | undefined;
  try {
    bytes = await source.read(settings.limits.maxBytes);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    return problem("incomplete-body");
  }
  if (bytes === undefined) return problem("too-large", String(settings.limits.maxBytes));
  context.phase = "handlers";
  if (
    settings.signature !== undefined &&
    !(await hasSignature(bytes, (name) => source.header(name), settings.signature))
  )
    return problem("bad-signature");

  const report = parseBody(bytes, context, settings);
  // It may have been cut on its way, and be whole when it comes again.
  if (isUnreadable(report))
    return problem("unreadable", report.diagnostics.find(({ severity }) => severity === "error")?.rule);
  log?.parsed(report, settings.on[VERIFICATION] !== undefined);
  return await handleAll(report, context, settings, handled); // which is sooner than to return the promise
}

/** Whether a body that is not used is empty. It is begun only if no header says how long it is. */
async function isEmpty(source: Source): Promise<boolean> {
  if (Number(source.header("content-length")) > 0) return false;
  try {
    return await source.isEmpty();
  } catch {
    return false; // it was read before, or did not come to its end
  }
}

function parseBody<Host>(
  bytes: Uint8Array<ArrayBuffer>,
  context: RequestContext<Host>,
  settings: Settings<Host>,
): Report {
  const report = parse(bytes, settings.limits);
  if (report.diagnostics.length > 0 && settings.diagnostics !== undefined)
    notify(settings, () => settings.diagnostics!(report.diagnostics, context));
  return report;
}

/** Whether nothing in the body could be read: all arrays are empty. */
function isUnreadable(report: Report): boolean {
  return (!report.ok && elements(report).length === 0) || report.diagnostics[0]?.rule === "internal-error";
}

/** What an answer can be written to: the response of node:http, Express or Koa, or what Fastify has around it. */
interface Reply {
  headersSent?: boolean;
  writeHead?: (status: number, headers: object) => unknown;
  end?: (body?: string) => unknown;
  hijack?: () => unknown;
  raw?: Reply;
}

/** What a server of Node gave instead of a `Request`, as far as it leads to the response. */
interface NodeLike {
  /** As Express and Koa have it. */
  res?: Reply;
  raw?: NodeLike;
  /** Node keeps the response there until it has ended; of requests that follow at once, that to the first. */
  socket?: { _httpMessage?: Reply & { req?: unknown } };
}

/**
 * Answers for a receiver that was given to a server of Node without `toNode`: the request would wait without end.
 * `host` is the response if the receiver itself was mounted; if it was called with the request only, that leads there.
 */
function answerNode(host: unknown, request: unknown, { status, headers, body }: Answer): void {
  const given = Object(request) as NodeLike;
  const ofSocket = (incoming: NodeLike | undefined): Reply | undefined => {
    const response = incoming?.socket?._httpMessage;
    return response?.req === incoming ? response : undefined;
  };
  for (const one of [host, given.res, ofSocket(given), ofSocket(given.raw)]) {
    const reply = Object(one) as Reply;
    const response = reply.raw ?? reply;
    if (typeof response.writeHead !== "function" || typeof response.end !== "function") continue;
    if (response.headersSent === true) return;
    if (typeof reply.hijack === "function") reply.hijack();
    response.writeHead(status, headers);
    response.end(body);
    return;
  }
}
