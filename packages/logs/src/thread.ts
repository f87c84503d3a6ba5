/** Another thread with a summary of its own. Some hosts have no threads. */
import { builtin } from "./host.js";
import type { Bytes, Place, SummarySettings } from "./instance.js";
import type { Answer, Order } from "./orders.js";
import code from "./thread.worker.ts?worker";

/** The most blocks that a thread has at once: the one it works at, and what it needs while this thread is busy. */
const MAX_PENDING_BLOCKS = 3;

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

/**
 * Lets this thread receive the messages of others: reading a log in memory would never yield to them. It uses no
 * timers, which tests replace.
 */
export class MessageLoop {
  readonly #ports = new (builtin<WorkerThreads>("node:worker_threads")!.MessageChannel)();
  #resolve: () => void = () => {};

  constructor() {
    const { port1 } = this.#ports;
    port1.on("message", () => this.#resolve());
    port1.unref();
  }

  /** Resolves after the messages that have arrived until now. */
  async next(): Promise<void> {
    const { port1, port2 } = this.#ports;
    port1.ref();
    await new Promise<void>((resolve) => {
      this.#resolve = resolve;
      port2.postMessage(null);
    });
    port1.unref();
  }

  end(): void {
    this.#ports.port1.close();
  }
}

/** Starts a thread, if the host can. `reuse` is given the blocks that it is done with. */
export function start(
  module: WebAssembly.Module,
  settings: SummarySettings,
  reuse: (done: Bytes) => void,
): Thread | undefined {
  try {
    const threads = builtin<WorkerThreads>("node:worker_threads");
    // As text: a file would have to be found again by everything that bundles the package.
    // The options that the program was started with, such as modules to preload, are not for it.
    return (
      threads && new Thread(new threads.Worker(code, { eval: true, execArgv: [], env: {} }), module, settings, reuse)
    );
  } catch {
    return undefined; // forbidden, or a host that only has the name
  }
}

export class Thread {
  readonly #worker: Worker;
  readonly #saved: Promise<Bytes>;
  #fault: unknown;
  #hasBegun = false;
  #hasBlocks = false;
  /** The number of blocks that it has not returned. */
  #waiting = 0;

  constructor(worker: Worker, module: WebAssembly.Module, settings: SummarySettings, reuse: (done: Bytes) => void) {
    this.#worker = worker;
    this.#saved = new Promise((resolve, reject) => {
      worker.on("message", (answer) => {
        if (answer === "begun") this.#hasBegun = true;
        else if ("saved" in answer) resolve(answer.saved);
        else {
          this.#waiting -= 1;
          reuse(answer.done);
        }
      });
      worker.on("error", reject);
      worker.on("exit", () => reject(new Error("a worker thread exited unexpectedly")));
    });
    this.#saved.catch((fault: unknown) => (this.#fault = fault));
    worker.unref();
    worker.postMessage({ module, settings });
  }

  /** Whether it has begun and can take another block. */
  get isFree(): boolean {
    return this.#hasBegun && this.#fault === undefined && this.#waiting < MAX_PENDING_BLOCKS;
  }

  /** Why there will be no summary of the blocks that it was given. */
  get fault(): unknown {
    return this.#hasBlocks ? this.#fault : undefined;
  }

  push(bytes: Bytes, place: Place, source: number): void {
    this.#worker.postMessage({ bytes, place, source }, [bytes.buffer]);
    this.#waiting += 1;
    this.#hasBlocks = true;
  }

  /** Its summary, when it is done; undefined if it was given nothing. Rejects if it has failed. */
  async saved(): Promise<Bytes | undefined> {
    if (!this.#hasBlocks) return undefined;
    this.#worker.ref();
    this.#worker.postMessage("save");
    return this.#saved;
  }

  stop(): void {
    void this.#worker.terminate(); // not awaited: that takes long
  }
}
