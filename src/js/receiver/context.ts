/** What handlers and listeners learn about a request, and its progress. */
import type { Attempts } from "./once.js";
import type { Counts, HandlerContext, ReceiverContext } from "./options.js";
import type { Source } from "./source.js";

export class RequestContext<Host> implements ReceiverContext<Host> {
  readonly counts: Counts = {
    events: 0,
    verifications: 0,
    unknown: 0,
    rejected: 0,
    handled: 0,
    duplicates: 0,
    failed: 0,
    pending: 0,
  };
  /** What is being awaited: it is named if time runs out. */
  phase: "credentials" | "challenge" | "body" | "handlers" = "credentials";
  /** The keys that are being handled for this request. */
  readonly keys = new Set<string>();
  readonly host: Host;
  readonly #source: Source;
  #isLate = false;
  /** Created when a handler asks for the signal: few do, and it costs as much as all the rest. */
  #ends: AbortController | undefined;

  constructor(source: Source, host: Host) {
    this.#source = source;
    this.host = host;
  }

  get request(): Request {
    return this.#source.request();
  }

  get signal(): AbortSignal {
    this.#ends ??= new AbortController();
    if (this.#isLate) this.#ends.abort();
    return this.#ends.signal;
  }

  get isLate(): boolean {
    return this.#isLate;
  }

  /** Time is up; running handlers may continue. */
  end(): void {
    this.#isLate = true;
    this.#ends?.abort();
  }
}

export class ElementContext<Host> implements HandlerContext<Host> {
  readonly key: string;
  readonly index: number;
  readonly attempt: number;
  readonly previousAttempt: "failed" | "expired" | undefined;
  readonly #of: RequestContext<Host>;

  constructor(of: RequestContext<Host>, key: string, index: number, { number, previous }: Attempts) {
    this.#of = of;
    this.key = key;
    this.index = index;
    this.attempt = number;
    this.previousAttempt = previous;
  }

  get request(): Request {
    return this.#of.request;
  }

  get host(): Host {
    return this.#of.host;
  }

  get signal(): AbortSignal {
    return this.#of.signal;
  }
}
