/**
 * What has arrived, for as long as there is room: the newest callbacks, and beside them the newest refusals, so that
 * strangers who find the address push nothing out.
 */
import type { Arrival } from "./arrival.js";

export interface Limits {
  maxCallbacks: number;
  maxRefused: number;
  /** For the callbacks together, as the page's stream has them. */
  maxBytes: number;
}

type Kind = "callbacks" | "refused";

interface Entry {
  id: number;
  text: string;
}

export class History {
  /** IDs start from 1 with each run, so this is part of them. */
  readonly session = Date.now().toString(36);
  readonly #limits: Limits;
  /** Oldest first, in both. */
  #kinds: Record<Kind, Entry[]> = { callbacks: [], refused: [] };
  readonly #listeners = new Set<() => void>();
  #last = 0;
  #bytes = 0;

  constructor({ maxCallbacks = 500, maxRefused = 100, maxBytes = 32 << 20 }: Partial<Limits> = {}) {
    this.#limits = { maxCallbacks, maxRefused, maxBytes };
  }

  add(arrival: Arrival): void {
    const kind: Kind = arrival.body === undefined ? "refused" : "callbacks";
    const { maxCallbacks, maxRefused, maxBytes } = this.#limits;
    const text = JSON.stringify({ id: ++this.#last, kind, ...arrival });
    const { callbacks } = this.#kinds;
    this.#kinds[kind].push({ id: this.#last, text });
    this.#bytes += text.length;
    while (this.#kinds[kind].length > (kind === "refused" ? maxRefused : maxCallbacks)) this.#drop(kind);
    while (this.#bytes > maxBytes && callbacks.length > 1) this.#drop("callbacks");
    this.#changed();
  }

  clear(): void {
    this.#kinds = { callbacks: [], refused: [] };
    this.#bytes = 0;
    this.#changed();
  }

  /** The first ID that is kept of each kind: everything before it is gone. */
  kept(): Record<Kind, number> {
    const first = (kind: Kind) => this.#kinds[kind][0]?.id ?? this.#last + 1;
    return { callbacks: first("callbacks"), refused: first("refused") };
  }

  /** The arrival that follows an id. */
  next(id: number): Entry | undefined {
    const [one, other] = [this.#kinds.callbacks, this.#kinds.refused].map((list) => list[after(list, id)]);
    if (one === undefined || other === undefined) return one ?? other;
    return one.id < other.id ? one : other;
  }

  /** The body of a callback that is still kept. */
  body(id: number): Buffer | undefined {
    const entry = this.#kinds.callbacks.find((one) => one.id === id);
    return entry === undefined ? undefined : Buffer.from((JSON.parse(entry.text) as { body: string }).body, "base64");
  }

  /** Calls at each change, until the function that it returns is called. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #drop(kind: Kind): void {
    this.#bytes -= this.#kinds[kind].shift()!.text.length;
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** The index of the first entry with a larger id. */
function after(list: readonly Entry[], id: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]!.id > id) high = middle;
    else low = middle + 1;
  }
  return low;
}
