/** A thread beside this one, with a sum of its own. Hosts without threads have none. */
import { builtin } from "./host.js";
import type { Bytes, Place, Terms } from "./instance.js";
import code from "./summing.worker.ts?worker";

/** What a thread is told: first how to begin, then the blocks of a log, and that its sum is wanted. */
export type Order =
  | { module: WebAssembly.Module; terms: Terms }
  | { bytes: Bytes; place: Place; source: number }
  | "save";

/** What it says: that it has begun, which bytes it is done with, and its sum. */
export type Answer = "begun" | { done: Bytes } | { saved: Bytes };

/** How many blocks a thread is given at once: the one it works at, and what it needs while this one is at work. */
const AHEAD = 3;

interface Worker {
  postMessage(order: Order, transfer?: ArrayBuffer[]): void;
  on(event: "message", listener: (answer: Answer) => void): void;
  on(event: "error", listener: (error: unknown) => void): void;
  on(event: "exit", listener: () => void): void;
  ref(): void;
  unref(): void;
  terminate(): Promise<unknown>;
}

interface Port {
  on(event: "message", listener: () => void): void;
  postMessage(nothing: null): void;
  ref(): void;
  unref(): void;
  close(): void;
}

interface WorkerThreads {
  MessageChannel: new () => { port1: Port; port2: Port };
  Worker: new (code: string, options: { eval: true; execArgv: string[]; env: Record<string, string> }) => Worker;
}

/** The turns in which this thread hears of others: a log in memory would leave it none. No timers, which tests take away from programs. */
export class Turns {
  readonly #ports = new (builtin<WorkerThreads>("node:worker_threads")!.MessageChannel)();
  #heard: () => void = () => {};

  constructor() {
    const { port1 } = this.#ports;
    port1.on("message", () => this.#heard());
    port1.unref();
  }

  /** Comes after what others have said until now. */
  async next(): Promise<void> {
    const { port1, port2 } = this.#ports;
    port1.ref();
    await new Promise<void>((resolve) => {
      this.#heard = resolve;
      port2.postMessage(null);
    });
    port1.unref();
  }

  end(): void {
    this.#ports.port1.close();
  }
}

/** Starts a thread, where that is possible. `take` is given the bytes that it is done with. */
export function start(module: WebAssembly.Module, terms: Terms, take: (done: Bytes) => void): Thread | undefined {
  try {
    const threads = builtin<WorkerThreads>("node:worker_threads");
    // As text: a file would have to be found again by everything that bundles the package.
    // What the program was started with, such as modules to load before, is not for it.
    return threads && new Thread(new threads.Worker(code, { eval: true, execArgv: [], env: {} }), module, terms, take);
  } catch {
    return undefined; // forbidden, or a host that has the name alone
  }
}

export class Thread {
  readonly #worker: Worker;
  readonly #saved: Promise<Bytes>;
  #fault: unknown;
  #hasBegun = false;
  #isAsked = false;
  /** How many blocks it is not known to be done with. */
  #waiting = 0;

  constructor(worker: Worker, module: WebAssembly.Module, terms: Terms, take: (done: Bytes) => void) {
    this.#worker = worker;
    this.#saved = new Promise((resolve, reject) => {
      worker.on("message", (answer) => {
        if (answer === "begun") this.#hasBegun = true;
        else if ("saved" in answer) resolve(answer.saved);
        else {
          this.#waiting -= 1;
          take(answer.done);
        }
      });
      worker.on("error", reject);
      worker.on("exit", () => reject(new Error("a thread has ended before its time")));
    });
    this.#saved.catch((fault: unknown) => (this.#fault = fault));
    worker.unref();
    worker.postMessage({ module, terms });
  }

  /** Whether it has begun, and has less to do than it could. */
  get isFree(): boolean {
    return this.#hasBegun && this.#fault === undefined && this.#waiting < AHEAD;
  }

  /** Why there will be no sum of what it was given. */
  get fault(): unknown {
    return this.#isAsked ? this.#fault : undefined;
  }

  give(bytes: Bytes, place: Place, source: number): void {
    this.#worker.postMessage({ bytes, place, source }, [bytes.buffer]);
    this.#waiting += 1;
    this.#isAsked = true;
  }

  /** Its sum, when it is done; nothing where it was given nothing. Rejected where it has failed. */
  async saved(): Promise<Bytes | undefined> {
    if (!this.#isAsked) return undefined;
    this.#worker.ref();
    this.#worker.postMessage("save");
    return this.#saved;
  }

  stop(): void {
    void this.#worker.terminate(); // which takes longer than anybody should wait
  }
}
