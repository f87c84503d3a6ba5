/** The receiver: authenticates, reads, hands on once, and answers so that nothing is lost and nothing retried in vain. */
import { parse } from "../core.js";
import { dedupeKey } from "../events.js";
import type { Report } from "../types.js";
import { type Answer, problem, TAKEN } from "./answer.js";
import { isAllowed, listed } from "./credentials.js";
import { type Once, once, type Outcome } from "./once.js";
import { checked, type Handler, type ReceiverContext, type ReceiverOptions, type Settings, type SignatureOptions } from "./options.js";
import { isSigned, SIGNATURE_HEADER } from "./signature.js";
import { fetchSource, Misuse, type Source } from "./source.js";

/** What `createReceiver` makes: give it a request, answer what it gives. It never rejects. */
export type Receiver<Host = unknown> = (request: Request, host?: Host) => Promise<Response>;

/**
 * What stands behind a receiver, for servers that have no `Request`.
 *
 * @internal
 */
export const handlersOf = new WeakMap<Receiver<never>, (source: Source, host: unknown) => Promise<Answer>>();

/**
 * A handler of requests from Bandwidth, for whatever takes a `Request` and gives a `Response`: Cloudflare Workers, Deno,
 * Bun, Hono, Next. `toNode` makes it one for node:http, Express and Fastify.
 *
 * It answers 204 once every event was handled, or had been before. What it does not know goes to `unknown`, what is
 * no event to `rejected`, and is answered 204 as well, since it would come again the same. It answers 401 with a challenge
 * to whoever has no credentials, 400 to what is no JSON, 405, 413 and 415 where they belong, 500 where a handler fails or
 * takes too long, and 503 while another process is at it, so that Bandwidth sends the callback again. Events of one body
 * are handled at the same time, each on its own.
 *
 * @throws {TypeError} for options that contradict each other or are of the wrong type
 *
 * @example
 * ```js
 * import { createReceiver } from "bandwidth-callbacks/receiver";
 * import { sample } from "bandwidth-callbacks/samples";
 *
 * const receive = createReceiver({
 *   credentials: { username: "bandwidth", password: "opens, sesame" },
 *   on: { "message-failed": (event) => console.assert(event.errorCode === 4432) },
 * });
 *
 * const request = { method: "POST", body: JSON.stringify(sample("message-failed")) };
 * const refused = await receive(new Request("https://example.com/callbacks", request));
 * console.assert(refused.status === 401 && refused.headers.get("www-authenticate").startsWith("Basic "));
 *
 * const headers = { authorization: `Basic ${btoa("bandwidth:opens, sesame")}`, "content-type": "application/json" };
 * const taken = await receive(new Request("https://example.com/callbacks", { ...request, headers }));
 * console.assert(taken.status === 204);
 * ```
 */
export function createReceiver<Host = unknown>(options: ReceiverOptions<Host>): Receiver<Host> {
  const settings = checked(options);
  const exactly = once(settings.seen, settings.failed);
  const handle = (source: Source, host: unknown): Promise<Answer> =>
    new Promise((resolve) => {
      const state: State = { isRead: false, isLate: false, ends: undefined };
      const context: ReceiverContext<Host> = {
        host: host as Host,
        get signal() {
          return signalOf(state);
        },
        get request() {
          return source.request();
        },
      };
      const timer = setTimeout(() => resolve(late(state)), settings.timeLimit);
      answer(source, context, settings, exactly, state).then(
        (answer) => {
          clearTimeout(timer);
          resolve(answer);
        },
        (error: unknown) => {
          clearTimeout(timer);
          settings.failed(error); // late as well, when nobody waits for the answer any more
          resolve(problem("receiver-failed"));
        },
      );
    });
  const receive: Receiver<Host> = async (request, host) => {
    const { status, headers, body } = await handle(fetchSource(request), host);
    return body === undefined ? new Response(null, { status }) : new Response(body, { status, headers });
  };
  handlersOf.set(receive, handle);
  return receive;
}

/** How far a request has come: what to say where time is up. */
interface State {
  isRead: boolean;
  isLate: boolean;
  /** Made when a handler asks for the signal: few do, and it costs as much as all the rest. */
  ends: AbortController | undefined;
}

function signalOf(state: State): AbortSignal {
  state.ends ??= new AbortController();
  if (state.isLate) state.ends.abort();
  return state.ends.signal;
}

/** What there is to say when time is up; what is being done may go on. */
function late(state: State): Answer {
  state.isLate = true;
  state.ends?.abort();
  return state.isRead ? problem("slow-handler") : problem("slow-body");
}

/** JSON by its name, or by the end of it. */
const JSON_TYPE = /^application\/(json|[\w.-]+\+json) *(;|$)/i;

async function answer<Host>(source: Source, context: ReceiverContext<Host>, settings: Settings<Host>, exactly: Once, state: State): Promise<Answer> {
  if (source.method !== "POST") return problem("not-posted");
  if (settings.credentials !== undefined) {
    const credentials = listed(typeof settings.credentials === "function" ? await settings.credentials(context) : settings.credentials);
    // Bandwidth's first request has none, and its body may be empty: only the challenge makes it send both.
    if (!isAllowed(source.header("authorization"), credentials)) return problem("unauthorized", settings.realm);
  }
  const type = source.header("content-type");
  if (type !== null && !JSON_TYPE.test(type)) return problem("not-json");
  const coding = source.header("content-encoding");
  if (coding !== null && !/^ *(identity *)?$/i.test(coding)) return problem("encoded");

  let bytes: Uint8Array<ArrayBuffer> | undefined;
  try {
    bytes = await source.read(settings.maxBytes);
  } catch (error) {
    if (error instanceof Misuse) throw error;
    return problem("cut-off");
  }
  if (bytes === undefined) return problem("too-large", String(settings.maxBytes));
  state.isRead = true;
  if (settings.signature !== undefined && !(await hasSignature(bytes, source, settings.signature))) return problem("bad-signature");
  // Nothing in it can be lost.
  if (bytes.length === 0) return TAKEN;

  const report = parse(bytes, { maxBytes: settings.maxBytes });
  try {
    if (report.diagnostics.length > 0) await settings.diagnostics?.(report.diagnostics, context);
  } catch (error) {
    settings.failed(error); // who listens keeps nothing from being handled
  }
  // It may have been cut on its way, and be whole when it comes again.
  if (isUnread(report)) return problem("unreadable", report.diagnostics.find(({ severity }) => severity === "error")?.rule);
  return await handOn(report, context, settings, exactly); // which is sooner than to return the promise
}

async function hasSignature(bytes: Uint8Array, source: Source, { secret, required }: SignatureOptions): Promise<boolean> {
  const header = source.header(SIGNATURE_HEADER);
  if (header === null) return required !== true;
  const secrets = typeof secret === "string" ? [secret] : secret;
  const found = await Promise.all(secrets.map((secret) => isSigned(bytes, header, secret)));
  return found.includes(true);
}

/** Nothing of the body could be read: every element is in one of the lists, and there is none. */
function isUnread({ ok, events, unknown, rejected, diagnostics }: Report): boolean {
  const isEmpty = events.length + unknown.length + rejected.length === 0;
  return (isEmpty && !ok) || diagnostics[0]?.rule === "internal-error";
}

/** How many elements of a body are handled at the same time: it may have half a million. */
const AT_ONCE = 1000;

/** Gives each element to whoever handles it, and says what has become of all. */
async function handOn<Host>({ events, unknown, rejected }: Report, context: ReceiverContext<Host>, settings: Settings<Host>, exactly: Once): Promise<Answer> {
  const work: Promise<Outcome>[] = [];
  let [hasFailed, isPending] = [false, false];
  const end = async (): Promise<void> => {
    for (const one of work.splice(0)) {
      const outcome = await one;
      hasFailed ||= outcome === "failed";
      isPending ||= outcome === "pending";
    }
  };
  const add = (key: string | Promise<string>, handle: () => unknown): void => {
    work.push(typeof key === "string" ? exactly(key, handle) : key.then((known) => exactly(known, handle)).catch((error: unknown) => (settings.failed(error), "failed")));
  };
  for (const event of events) {
    const [own, every] = [settings.on[event.type] as Handler<typeof event, Host> | undefined, settings.on.event];
    const handler = own === undefined || every === undefined ? (own ?? every) : async (): Promise<void> => (await own(event, context), void (await every(event, context)));
    if (handler !== undefined) add(keyOf(dedupeKey(event)), () => handler(event, context));
    if (work.length === AT_ONCE) await end();
  }
  // These have no key of their own: the same text is the same element.
  const give = async <T extends { value: unknown }>(handler: Handler<T, Host> | undefined, elements: T[]): Promise<void> => {
    if (handler === undefined) return;
    for (const element of elements) {
      add(hashed(JSON.stringify(element.value)), () => handler(element, context));
      if (work.length === AT_ONCE) await end();
    }
  };
  if (unknown.length > 0) await give(settings.unknown, unknown);
  if (rejected.length > 0) await give(settings.rejected, rejected);
  await end();

  if (hasFailed) return problem("handler-failed");
  if (isPending) return problem("pending");
  return TAKEN;
}

/** What every store takes: KV counts bytes, PostgreSQL refuses NUL. A payload may make keys of anything. */
const PLAIN_KEY = /^[!-~]{1,200}$/;

function keyOf(key: string): string | Promise<string> {
  // Put together and cut again, which makes a copy: a part of a text may keep the whole body alive, for as long as the
  // key is kept. By way of bytes it takes twice as long.
  const copy = ` ${key}`.slice(1);
  return PLAIN_KEY.test(copy) ? copy : hashed(copy);
}

const encoder = new TextEncoder();

async function hashed(text: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", encoder.encode(text)));
  return `sha256/${Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
