/** The core module: numbers in, numbers out, so that it needs no glue. Started when first used. */
import type { Core } from "./exports.js";
import { isLost, start } from "./start.js";

/** Views of the memory of the instance. */
export interface Memory {
  /** Signed, as no word reaches 2^31, and engines take these for integers. */
  words: Int32Array;
  /** Where bodies are written. */
  room: Uint8Array;
}

/** Room for a body that an instance has from the start. In bytes. */
export const ROOM = 3 << 16;

let instance: Core | undefined;
let seen: Memory | undefined;

/** The running instance. */
export function core(): Core {
  return (instance ??= start());
}

/** Its memory. Call this again after each call of the module: views are lost when the memory grows. */
export function memory(): Memory {
  return seen !== undefined && !isLost(seen.words, core()) ? seen : renewMemory(ROOM);
}

/** Room for a body of this many bytes. */
export function room(bytes: number): Uint8Array {
  return bytes <= ROOM ? memory().room : renewMemory(bytes).room;
}

function renewMemory(bytes: number): Memory {
  const { memory, reserve } = core();
  const at = reserve(bytes);
  seen = { words: new Int32Array(memory.buffer), room: new Uint8Array(memory.buffer, at, bytes) };
  return seen;
}

/** Discards the instance: after a trap its memory is undefined, and after a large body it is large. */
export function discardInstance(): void {
  instance = undefined;
  seen = undefined;
}
