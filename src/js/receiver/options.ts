/** What a receiver is told, and what to say where it makes no sense. */
import { MAX_BYTES, TIME_LIMIT } from "../generated/answers.js";
import type { CallbackEvent } from "../generated/events.js";
import { EVENTS } from "../generated/layout.js";
import type { Diagnostic, RejectedElement, UnknownEvent } from "../types.js";
import { type Credentials, listed } from "./credentials.js";
import { memorySeen, type Seen } from "./seen.js";

/** What a handler learns beside the event. */
export interface ReceiverContext<Host = unknown> {
  /** The request that brought it; its body has been read. */
  readonly request: Request;
  /** What the host gave along with the request: `env` of a Worker, the request of node:http. */
  readonly host: Host;
  /** Aborted when the time limit has passed. */
  readonly signal: AbortSignal;
}

/** Handles something that came. What it throws, or rejects with, makes Bandwidth send the callback again. */
export type Handler<T, Host = unknown> = (value: T, context: ReceiverContext<Host>) => unknown;

/** A handler for each type of event, and `event` for all of them, called after the one of its type. */
export type Handlers<Host = unknown> = {
  readonly [Type in CallbackEvent["type"]]?: Handler<Extract<CallbackEvent, { type: Type }>, Host> | undefined;
} & { readonly event?: Handler<CallbackEvent, Host> | undefined };

/** What `createReceiver` takes. */
export interface ReceiverOptions<Host = unknown> {
  /** What Bandwidth has to send, several while they are being exchanged; or a function that gives it, where a host tells secrets with the request. */
  credentials?: Credentials | readonly Credentials[] | ((context: ReceiverContext<Host>) => Credentials | readonly Credentials[] | Promise<Credentials | readonly Credentials[]>) | undefined;
  /** Lets everybody in. Needed where there are no credentials. */
  anonymous?: boolean | undefined;
  /** What is done with events. */
  on?: Handlers<Host> | undefined;
  /** What is done with elements of a type that this version does not know. */
  unknown?: Handler<UnknownEvent, Host> | undefined;
  /** What is done with elements that are no events. */
  rejected?: Handler<RejectedElement, Host> | undefined;
  /** Hears what was found in a body, where something was. It holds no values of the payload. */
  diagnostics?: Handler<Diagnostic[], Host> | undefined;
  /** Hears what a handler or the store threw. Written to the console unless told. */
  failed?: ((error: unknown) => void) | undefined;
  /** Where the keys of handled events are kept: `memorySeen()` unless told, which ends with the process. */
  seen?: Seen | undefined;
  /** How long handling may take, in milliseconds: 8000 unless told. Bandwidth gives up after 10 seconds. */
  timeLimit?: number | undefined;
  /** How many bytes a body may have: 1 MiB (1048576) unless told. */
  maxBytes?: number | undefined;
  /** What the credentials are for, as the challenge names it: "callbacks" unless told. */
  realm?: string | undefined;
  /** Checks the signature of toll-free verification webhooks; see `isSigned` for what it can tell. */
  signature?: SignatureOptions | undefined;
}

/** How signatures are checked. */
export interface SignatureOptions {
  /** The shared secret of the subscription; several while they are being exchanged. */
  secret: string | readonly string[];
  /** Refuses what has no signature, as messaging callbacks have none. Unless told, only what has one is checked. */
  required?: boolean | undefined;
}

/**
 * The options with what they are unless told.
 *
 * @internal
 */
export type Settings<Host> = ReceiverOptions<Host> & Required<Pick<ReceiverOptions<Host>, "failed" | "timeLimit" | "maxBytes" | "realm">> & { on: Handlers<Host>; seen: Seen };

/**
 * The options, or why they make no sense.
 *
 * @internal
 */
export function checked<Host>(options: ReceiverOptions<Host>): Settings<Host> {
  if (typeof options !== "object" || options === null) throw new TypeError("expected options to be an object");
  const { credentials, anonymous, on = {}, timeLimit = TIME_LIMIT, maxBytes = MAX_BYTES, realm = "callbacks", signature } = options;
  if (credentials === undefined && anonymous !== true) throw new TypeError("expected `credentials`, or `anonymous: true` to let everybody in");
  if (credentials !== undefined && anonymous === true) throw new TypeError("expected `credentials` or `anonymous`, not both");
  if (credentials !== undefined && typeof credentials !== "function") listed(credentials);
  for (const [name, handler] of [...Object.entries(on), ...(["unknown", "rejected", "diagnostics", "failed"] as const).map((name) => [name, options[name]] as const)]) {
    if (handler !== undefined && typeof handler !== "function") throw new TypeError(`expected \`${name}\` to be a function`);
  }
  const names: string[] = ["event", ...EVENTS.map(([name]) => name)];
  const odd = Object.keys(on).find((name) => !names.includes(name));
  if (odd !== undefined) throw new TypeError(`expected \`on\` to name types of events, found \`${odd}\``);
  if (!(timeLimit > 0 && timeLimit < 2 ** 31)) throw new TypeError("expected `timeLimit` to be milliseconds above 0");
  if (!Number.isInteger(maxBytes) || maxBytes < 1 || maxBytes > 2 ** 31 - 1) throw new TypeError("expected `maxBytes` to be a whole number of bytes above 0");
  if (!/^[\x20\x21\x23-\x5b\x5d-\x7e]*$/.test(realm)) throw new TypeError("expected `realm` to be ASCII without quotes and backslashes");
  const secrets = signature === undefined ? [] : [signature.secret].flat();
  if (signature !== undefined && (secrets.length === 0 || secrets.some((secret) => typeof secret !== "string" || secret === ""))) throw new TypeError("expected `signature.secret` to be text, and not empty");
  const { seen = memorySeen() } = options;
  if (typeof seen?.claim !== "function" || typeof seen.settle !== "function") throw new TypeError("expected `seen` to have `claim` and `settle`");
  return { ...options, on, timeLimit, maxBytes, realm, seen, failed: listener(options.failed ?? ((error) => console.error(error))) };
}

/** Whoever listens cannot break what is listened to. */
function listener(failed: (error: unknown) => void): (error: unknown) => void {
  return (error) => {
    // Whether it throws at once or later.
    void (async () => failed(error))().catch((own: unknown) => console.error(own));
  };
}
