/** The options of a receiver, and their checks. */
import { BANDWIDTH_TIMEOUT, MAX_BYTES, TIME_LIMIT } from "../generated/answers.js";
import type { CallbackEvent, EventsByType } from "../generated/events.js";
import { EVENTS, VERIFICATION } from "../generated/layout.js";
import type { Verification } from "../generated/verification.js";
import { checkOptions } from "../options.js";
import type { Diagnostic, RejectedElement, UnknownEvent } from "../types.js";
import type { Problem } from "./answer.js";
import { type Credentials, listed } from "./credentials.js";
import { checkSignature, type SignatureOptions } from "./signature.js";
import { type IdempotencyStore, memorySeen } from "./store.js";

/** The request that an element came in. */
export interface ReceiverContext<Host = unknown> {
  /** The request; its body has been read. Created on first use. A method that `Request` forbids becomes GET. */
  readonly request: Request;
  /** What the host passed with the request: `env` of a Worker, the request of node:http. */
  readonly host: Host;
  /** Aborted when the time limit has passed. */
  readonly signal: AbortSignal;
}

/** The second argument of a handler. */
export interface HandlerContext<Host = unknown> extends ReceiverContext<Host> {
  /**
   * The idempotency key of the element, as `seen` gets it: `dedupeKey(event)`, or a hash of it if it is long or has
   * characters that a store may reject. You can use it as the idempotency key of a job.
   */
  readonly key: string;
  /** The index of the element in the body, from 0. */
  readonly index: number;
  /**
   * The number of this attempt in this process, from 1. Other processes and earlier runs are not counted, so 1 does not
   * prove that this is the first attempt.
   */
  readonly attempt: number;
  /**
   * How the previous attempt in this process ended: "failed" if its handler failed; "expired" if its claim expired
   * while it was still running, so both may be running now. Undefined if this process knows of none.
   */
  readonly previousAttempt: "failed" | "expired" | undefined;
}

/** Handles an element. If it throws or rejects, the answer is 500, and Bandwidth resends the callback. */
export type Handler<T, Host = unknown> = (value: T, context: HandlerContext<Host>) => unknown;

/** Called with something to log or count. It is not awaited, and what it throws goes to `failed`. */
export type Listener<T, Host = unknown> = (value: T, context: ReceiverContext<Host>) => unknown;

/** A handler for each event type. */
type EventHandlers<Host> = {
  readonly [Type in keyof EventsByType]?: Handler<EventsByType[Type], Host> | undefined;
};

/** Handlers by event type, and `event` for all types. Reply to a `message-received` only if `mayReply(event, own)`. */
export interface Handlers<Host = unknown> extends EventHandlers<Host> {
  /** A toll-free verification webhook: `outcome` says what happened to the number. */
  readonly "toll-free-verification"?: Handler<Verification, Host> | undefined;
  /** Every event about a message, after the handler of its type. */
  readonly event?: Handler<CallbackEvent, Host> | undefined;
}

/** The number of elements in a body, by kind and by result. */
export interface Counts {
  /** Events of a known type. */
  events: number;
  /** Toll-free verification webhooks. */
  verifications: number;
  /** Elements of a type that this version does not know. */
  unknown: number;
  /** Elements that cannot be used as their type. */
  rejected: number;
  /** Elements whose handler succeeded for this request. */
  handled: number;
  /** Elements that were handled before, or by another request at the same time, and copies within the body. */
  duplicates: number;
  /** Elements whose handler, or whose store, failed. */
  failed: number;
  /** Elements that another process is handling. */
  pending: number;
}

/** How a request was answered. It contains no payload values. */
export interface Answered {
  /** The HTTP status. */
  status: number;
  /**
   * Why the callback was not accepted: "unauthorized", "unreadable", "handler-failed" and so on. Undefined if it
   * was.
   */
  problem: ProblemName | undefined;
  /**
   * The elements of the body at the time of the answer. Elements without a handler, or still being handled, are in
   * none of the last four counts.
   */
  counts: Counts;
  /** The time from the request to the answer, in milliseconds. */
  milliseconds: number;
}

/** Why a callback was not accepted, by name. */
export type ProblemName = Problem;

/** The second argument of `failed`: the problem of the answer, or "listener-failed" if a listener threw. */
export type FailureName =
  | "handler-failed"
  | "slow-handler"
  | "store-failed"
  | "receiver-failed"
  | "body-already-read"
  | "not-a-request"
  | "listener-failed";

/**
 * Called with failures.
 *
 * @internal
 */
export type Failed = (error: unknown, failure: FailureName) => void;

/** The credentials that Bandwidth must send, or `anonymous: true`. */
export type Access<Host = unknown> =
  | {
      /**
       * As set on the messaging application in Bandwidth. Pass an array while you rotate them, or a function that
       * returns them if your host passes secrets with each request.
       */
      credentials:
        | Credentials
        | readonly Credentials[]
        | ((
            context: ReceiverContext<Host>,
          ) => Credentials | readonly Credentials[] | Promise<Credentials | readonly Credentials[]>);
      /** Not together with `credentials`. */
      anonymous?: false | undefined;
    }
  | {
      /** Accepts requests without credentials. Required if you pass no `credentials`. */
      anonymous: true;
      /** Not together with `anonymous`. */
      credentials?: undefined;
    };

/** The options of `createReceiver`: credentials or `anonymous`, and at least one handler or listener. */
export type ReceiverOptions<Host = unknown> = Access<Host> & ReceiverSettings<Host>;

/** The options of `createReceiver`, except credentials. */
export interface ReceiverSettings<Host = unknown> {
  /** Handlers of events, by type. @default none: events are answered 204 and not handled */
  on?: Handlers<Host> | undefined;
  /**
   * Handles elements of a type that this version does not know, and webhooks of other Bandwidth products.
   *
   * @default none: they are answered 204, and `log` has a line about them
   */
  unknown?: Handler<UnknownEvent, Host> | undefined;
  /**
   * Handles elements that cannot be used as their type.
   *
   * @default none: they are answered 204, and `log` has a line about them
   */
  rejected?: Handler<RejectedElement, Host> | undefined;
  /** Called with the diagnostics of a body, if it has any. They contain no payload values. @default none */
  diagnostics?: Listener<Diagnostic[], Host> | undefined;
  /** Called after each answer, including 4xx, timeouts and internal errors. Use it for metrics. @default none */
  answered?: Listener<Answered, Host> | undefined;
  /**
   * Called with what a handler, a listener or the store threw, when handlers exceed the time limit, and when the
   * receiver is called with the wrong arguments; the second argument says which.
   *
   * @default console.error
   */
  failed?: ((error: unknown, failure: FailureName) => void) | undefined;
  /**
   * Logs requests that were answered 4xx or, because another process is handling an event, 503; elements that are
   * unknown or rejected, with their indexes and rules; and toll-free verification webhooks without a handler: at most
   * one line a minute for each kind. A function gets the lines instead of `console.warn`; false turns them off.
   * Bandwidth starts every callback with a request without credentials, so after the first accepted callback these are
   * logged only if none with valid credentials has followed for a minute.
   *
   * @default true
   */
  log?: boolean | ((line: string) => void) | undefined;
  /** The idempotency store. @default memorySeen(), which lasts as long as the process */
  seen?: IdempotencyStore | undefined;
  /**
   * How long handling may take, in milliseconds: from 100 to 10000, Bandwidth's timeout. Less is rejected, because it
   * is most likely meant as seconds.
   *
   * @default 8000
   */
  timeLimit?: number | undefined;
  /** How many bytes a body may have. @default 1048576 (1 MiB) */
  maxBytes?: number | undefined;
  /** The realm in the challenge. @default "callbacks" */
  realm?: string | undefined;
  /** Checks the signature of toll-free verification webhooks; see `isSigned` for its limits. @default none */
  signature?: SignatureOptions | undefined;
}

/**
 * The options with their defaults.
 *
 * @internal
 */
export interface Settings<Host> {
  credentials: ReceiverOptions<Host>["credentials"];
  on: Handlers<Host>;
  unknown: Handler<UnknownEvent, Host> | undefined;
  rejected: Handler<RejectedElement, Host> | undefined;
  diagnostics: Listener<Diagnostic[], Host> | undefined;
  answered: Listener<Answered, Host> | undefined;
  failed: Failed;
  log: ((line: string) => void) | undefined;
  seen: IdempotencyStore;
  timeLimit: number;
  limits: { maxBytes: number };
  realm: string;
  signature: SignatureOptions | undefined;
}

/** An object, so that the compiler notices a missing name. */
const OPTIONS = Object.keys({
  credentials: true,
  anonymous: true,
  on: true,
  unknown: true,
  rejected: true,
  diagnostics: true,
  answered: true,
  failed: true,
  log: true,
  seen: true,
  timeLimit: true,
  maxBytes: true,
  realm: true,
  signature: true,
} satisfies Record<keyof ReceiverOptions, true>);

/** In milliseconds. A shorter limit would fail requests that nothing is wrong with. */
const MIN_TIME_LIMIT = 100;

const FUNCTIONS = ["unknown", "rejected", "diagnostics", "answered", "failed"] as const;

/**
 * The options with defaults. Throws a `TypeError` if they are invalid.
 *
 * @internal
 */
export function checked<Host>(options: ReceiverOptions<Host>): Settings<Host> {
  checkOptions(options, OPTIONS, "the options of `createReceiver`");
  const {
    credentials,
    on = {},
    log = true,
    timeLimit = TIME_LIMIT,
    maxBytes = MAX_BYTES,
    realm = "callbacks",
    signature,
  } = options;
  const anonymous: unknown = options.anonymous;
  if (anonymous !== undefined && typeof anonymous !== "boolean")
    throw new TypeError("expected `anonymous` to be true or false");
  if (credentials === undefined && anonymous !== true)
    throw new TypeError("expected `credentials`, or `anonymous: true` to accept requests without credentials");
  if (credentials !== undefined && anonymous === true)
    throw new TypeError("expected `credentials` or `anonymous`, not both");
  if (credentials !== undefined && typeof credentials !== "function") listed(credentials);
  checkOptions(on, ["event", VERIFICATION, ...EVENTS.map(([name]) => name)], "`on` (types of events)");
  for (const [name, handler] of [...Object.entries(on), ...FUNCTIONS.map((name) => [name, options[name]] as const)]) {
    if (handler !== undefined && typeof handler !== "function")
      throw new TypeError(`expected \`${name}\` to be a function`);
  }
  const { unknown, rejected, diagnostics, answered, failed } = options;
  if ([...Object.values(on), unknown, rejected, diagnostics, answered].every((heard) => heard === undefined)) {
    throw new TypeError(
      "expected a handler in `on`, `unknown` or `rejected`, or a listener: " +
        "without one every event would be accepted and lost",
    );
  }
  if (typeof log !== "boolean" && typeof log !== "function")
    throw new TypeError("expected `log` to be true, false or a function");
  if (typeof timeLimit !== "number" || !(timeLimit >= MIN_TIME_LIMIT && timeLimit <= BANDWIDTH_TIMEOUT)) {
    const hint = timeLimit > 0 && timeLimit < MIN_TIME_LIMIT ? `, found ${timeLimit}: is it in seconds?` : "";
    const range = `${MIN_TIME_LIMIT} to ${BANDWIDTH_TIMEOUT} milliseconds (Bandwidth's timeout)`;
    throw new TypeError(`expected \`timeLimit\` to be ${range}${hint}`);
  }
  if (!Number.isInteger(maxBytes) || maxBytes < 1 || maxBytes > 2 ** 31 - 1)
    throw new TypeError("expected `maxBytes` to be an integer from 1 to 2147483647");
  if (typeof realm !== "string" || !/^[\x20\x21\x23-\x5b\x5d-\x7e]*$/.test(realm))
    throw new TypeError("expected `realm` to be ASCII without quotes and backslashes");
  if (signature !== undefined) checkSignature(signature);
  const { seen = memorySeen() } = options;
  if (["claim", "complete", "release"].some((name) => typeof Object(seen)[name] !== "function"))
    throw new TypeError(
      "expected `seen` to have `claim`, `complete` and `release`: " +
        "pass what `memorySeen()`, `redisSeen(client)` or another store returns",
    );
  const write = log === true ? (line: string) => console.warn(line) : log === false ? undefined : log;
  return {
    credentials,
    on,
    unknown,
    rejected,
    diagnostics,
    answered,
    failed: listener(failed),
    log: write,
    seen,
    timeLimit,
    limits: { maxBytes },
    realm,
    signature,
  };
}

/** Failures go to the user's listener. It may throw or reject without breaking the receiver. */
function listener(
  failed: Failed = (error, failure) => console.error(`bandwidth-callbacks: ${failure}:`, error),
): Failed {
  return (error, failure) => {
    void (async () => failed(error, failure))().catch((own: unknown) => console.error(own));
  };
}
